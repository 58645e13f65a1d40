//! Reading: bytes at hand first, then the file's methods.
//!
//! `peek` lets a file be read ahead of: what was used of that is skipped with `read` before the next question. Without it, no more is read
//! than is used.

use super::state::State;
use super::unpickler::Unpickler;
use object::{Builtin, Object, Result, Thread};
use types::bytearray::ByteArray;
use types::memoryview::MemoryView;
use types::{Bytes, Int, protocol};

/// Bytes that `peek` is asked for.
const AHEAD: usize = 128 * 1024;

impl Unpickler {
    /// These bytes are at hand from now on; tells how many.
    pub(super) fn set_input(&self, thread: &Thread, data: &Object) -> Result<usize> {
        self.buffer.0.close();
        if let Some(view) = data.downcast::<MemoryView>()
            && !view.is_released()
            && !types::memoryview::is_contiguous(view, true)
        {
            let text = format_args!("memoryview: underlying buffer is not C-contiguous");
            return Err(thread.raise(Builtin::BufferError, text));
        }
        let view = protocol::buffer(thread, data, false)?;
        self.buffer.0.set(view);
        let len = self.buffer.0.len();
        self.next.set(0);
        self.prefetched.set(len);
        Ok(len)
    }

    /// Bytes at hand that weren't used.
    #[inline]
    fn left(&self) -> usize {
        self.buffer.0.len().saturating_sub(self.next.get())
    }

    /// Reads so many bytes. The borrow ends before Python code runs.
    #[inline]
    pub(super) fn take(&self, thread: &Thread, n: usize) -> Result<&[u8]> {
        let at = self.next.get();
        if let Some(bytes) = self.buffer.0.slice(at, n) {
            self.next.set(at + n);
            return Ok(bytes);
        }
        self.fill(thread, n)?;
        match self.buffer.0.slice(0, n) {
            Some(bytes) => {
                self.next.set(n);
                Ok(bytes)
            }
            None => Err(types::room::<State>(thread).truncated(thread)),
        }
    }

    /// As `take`, for a number of bytes known when this is compiled.
    #[inline]
    pub(super) fn take_some<const N: usize>(&self, thread: &Thread) -> Result<[u8; N]> {
        let bytes = self.take(thread, N)?;
        let mut all = [0; N];
        all.copy_from_slice(bytes);
        Ok(all)
    }

    /// Reads one byte.
    #[inline(always)]
    pub(super) fn take_one(&self, thread: &Thread) -> Result<u8> {
        let at = self.next.get();
        match self.buffer.0.byte(at) {
            Some(byte) => {
                self.next.set(at + 1);
                Ok(byte)
            }
            None => self.take_some::<1>(thread).map(|[byte]| byte),
        }
    }

    /// Gets so many bytes at hand, at the buffer's start.
    #[cold]
    fn fill(&self, thread: &Thread, n: usize) -> Result<()> {
        let state = types::room::<State>(thread);
        if n > isize::MAX as usize - self.next.get() {
            return Err(state.unpickling(
                thread,
                format_args!("read would overflow (invalid bytecode)"),
            ));
        }
        if self.read.is_none() || self.ask(thread, Some(n))? < n {
            return Err(state.truncated(thread));
        }
        Ok(())
    }

    /// Tells the file that what was peeked at has been used.
    pub(super) fn skip_used(&self, thread: &Thread) -> Result<()> {
        let used = self.next.get().saturating_sub(self.prefetched.get());
        let Some(read) = self.read.get().filter(|_| used > 0) else {
            return Ok(());
        };
        let number = Int::from_usize(thread, used)?;
        drop(protocol::call(thread, &read, &[number])?);
        self.prefetched.set(self.next.get());
        Ok(())
    }

    /// Asks the file for so many bytes, or for a line; tells how many came.
    fn ask(&self, thread: &Thread, n: Option<usize>) -> Result<usize> {
        self.skip_used(thread)?;
        let data = match n {
            None => {
                let Some(readline) = self.readline.get() else {
                    return Ok(0);
                };
                protocol::call(thread, &readline, &[])?
            }
            Some(n) => {
                if n < AHEAD
                    && let Some(peek) = self.peek.get()
                {
                    match protocol::call(thread, &peek, &[Int::from_usize(thread, AHEAD)?]) {
                        Ok(data) => {
                            let len = self.set_input(thread, &data)?;
                            self.prefetched.set(0);
                            if n <= len {
                                return Ok(n);
                            }
                        }
                        Err(_) => {
                            thread.swallow(Builtin::NotImplementedError)?;
                            self.peek.set(None);
                        }
                    }
                }
                let Some(read) = self.read.get() else {
                    return Ok(0);
                };
                protocol::call(thread, &read, &[Int::from_usize(thread, n)?])?
            }
        };
        self.set_input(thread, &data)
    }

    /// Reads up to the end of the line, which is included. The borrow ends before Python code runs.
    pub(super) fn take_line(&self, thread: &Thread) -> Result<&[u8]> {
        let at = self.next.get();
        let rest = self.buffer.0.slice(at, self.left()).unwrap_or(&[]);
        if let Some(end) = rest.iter().position(|&byte| byte == b'\n') {
            self.next.set(at + end + 1);
            return self.keep_line(thread, &rest[..=end]);
        }
        let state = types::room::<State>(thread);
        if self.read.is_none() {
            return Err(state.truncated(thread));
        }
        let n = self.ask(thread, None)?;
        match self.buffer.0.slice(0, n) {
            Some(line) if line.last() == Some(&b'\n') => {
                self.next.set(n);
                self.keep_line(thread, line)
            }
            _ => Err(state.truncated(thread)),
        }
    }

    /// 3.13 works on a copy of the line, which stays until the next one.
    fn keep_line<'a>(&self, thread: &Thread, line: &'a [u8]) -> Result<&'a [u8]> {
        let heap = thread.heap();
        self.line.resize(heap, 0)?;
        self.line.append(heap, line)?;
        self.line.append(heap, &[0])?;
        Ok(line)
    }

    /// Whether so many bytes can't come: they aren't at hand, and there is no file.
    pub(super) fn lacks(&self, n: usize) -> bool {
        self.read.is_none() && n > self.left()
    }

    /// Fills the room of an object that nobody else knows yet: with the bytes at hand, then from the file.
    pub(super) fn take_into(&self, thread: &Thread, room: &mut [u8]) -> Result<()> {
        let (at, left) = (self.next.get(), self.left());
        let first = left.min(room.len());
        if let Some(bytes) = self.buffer.0.slice(at, first) {
            room[..first].copy_from_slice(bytes);
            self.next.set(at + first);
        }
        let room = &mut room[first..];
        // Where nothing is at hand even nothing is asked for.
        if room.is_empty() && left > 0 {
            return Ok(());
        }
        let state = types::room::<State>(thread);
        if self.read.is_none() {
            return Err(state.truncated(thread));
        }
        self.skip_used(thread)?;
        if let Some(readinto) = self.readinto.get() {
            return read_into(thread, &readinto, room);
        }
        let Some(read) = self.read.get() else {
            return Err(state.truncated(thread));
        };
        let data = protocol::call(thread, &read, &[Int::from_usize(thread, room.len())?])?;
        let Some(bytes) = data.downcast::<Bytes>() else {
            let shown = protocol::repr(thread, &data)?;
            return Err(
                thread.value_error(format_args!("read() returned non-bytes object ({shown})"))
            );
        };
        match bytes.as_slice().get(..room.len()) {
            Some(bytes) => {
                room.copy_from_slice(bytes);
                Ok(())
            }
            None => Err(state.truncated(thread)),
        }
    }
}

/// Lets a file write into memory of its own, which it may keep a view of.
fn read_into(thread: &Thread, readinto: &Object, room: &mut [u8]) -> Result<()> {
    let own = ByteArray::new(thread, &[])?;
    own.resize(thread, room.len())?;
    let view = types::memoryview::view_of(thread, own.as_object())?;
    let answer = protocol::call_one(thread, readinto, view.as_object())?;
    let count = super::memo::as_size(thread, &answer)?;
    if count < 0 {
        return Err(thread.value_error(format_args!("readinto() returned negative size")));
    }
    match own.peek().get(..room.len()) {
        Some(bytes) if count as usize >= room.len() => {
            room.copy_from_slice(bytes);
            Ok(())
        }
        _ => Err(types::room::<State>(thread).truncated(thread)),
    }
}
