//! `TextIOWrapper`: text over a buffered binary stream.
//!
//! A standard stream starts without a binary stream below it: it writes to and reads from its descriptor directly, and gets a
//! `buffer` only when a program asks for one. Text waits in `pending` as bytes until a line ends (`line_buffering`), the
//! chunk is full, or `flush`; read text waits in `decoded` as UTF-8 (surrogates as in WTF-8), from `at` on.

use super::{busy, codec, system};
use object::native::{ByteField, HiddenSlot, make};
use object::{Object, Ref, Result, Slot, Thread, native_layout};
use std::cell::Cell;
use types::{Bytes, Int, List, Str};

/// Text and bytes move in chunks of this size, as in 3.13 (`_CHUNK_SIZE`).
pub const CHUNK: usize = 8192;

native_layout! {
    /// A text stream.
    pub struct TextStream: TEXT_STREAM, "TextIOWrapper" {
        pub(super) dict: Slot,
        pub(super) weaklist: Cell<usize>,
        /// The binary stream; empty while the descriptor is used directly.
        pub(super) buffer: Slot,
        pub(super) encoding: Slot,
        pub(super) errors: Slot,
        /// The name of a standard stream.
        pub(super) name: Slot,
        /// An incremental decoder or encoder object, for encodings that aren't native here.
        pub(super) decoder: Slot,
        pub(super) encoder: Slot,
        pub(super) pending: ByteField,
        /// The texts, or where they had to be encoded the bytes, that `pending` is made of: 3.13 holds them until they are
        /// written. One of them alone, or a list.
        waiting: HiddenSlot,
        pub(super) decoded: ByteField,
        /// Bytes of a character that isn't complete yet.
        pub(super) partial: ByteField,
        pub(super) at: Cell<usize>,
        pub(super) codec: Cell<u8>,
        /// Descriptor plus one; 0 for none.
        pub(super) fd: Cell<i32>,
        /// See [`Newlines`].
        pub(super) newlines: Cell<u8>,
        /// Which line ends have been seen: 1 `\r`, 2 `\n`, 4 `\r\n`.
        pub(super) seen: Cell<u8>,
        pub(super) flags: Cell<u32>,
        /// Where the chunk that `decoded` came from started in the binary stream, for `tell`; -1 unknown.
        pub(super) chunk_start: Cell<isize>,
        /// The chunk itself, with what was `partial` before it.
        pub(super) chunk: ByteField,
        /// The thread that writes to the descriptor.
        pub(super) busy: Cell<usize>,
    }
}

/// Bits of `flags`.
pub(super) mod flag {
    pub const LINE_BUFFERING: u32 = 1;
    pub const WRITE_THROUGH: u32 = 2;
    pub const CLOSED: u32 = 4;
    pub const READY: u32 = 8;
    pub const DETACHED: u32 = 16;
    pub const READABLE: u32 = 32;
    pub const WRITABLE: u32 = 64;
    /// A `\r` ended the last chunk: a `\n` that follows belongs to it.
    pub const AFTER_CR: u32 = 128;
    pub const AT_END: u32 = 256;
    pub const SEEKABLE: u32 = 512;
}

/// What `newline` means.
pub(super) mod newline {
    /// `None`: all line ends are read and become `\n`; `\n` is written as it is.
    pub const UNIVERSAL: u8 = 0;
    /// `''`: all line ends are read, none is translated.
    pub const KEEP: u8 = 1;
    pub const LF: u8 = 2;
    pub const CR: u8 = 3;
    pub const CRLF: u8 = 4;
}

impl TextStream {
    pub(super) fn has(&self, bit: u32) -> bool {
        self.flags.get() & bit != 0
    }

    pub(super) fn put(&self, bit: u32, on: bool) {
        let old = self.flags.get();
        self.flags.set(if on { old | bit } else { old & !bit });
    }

    /// The descriptor, when it is used directly.
    pub(super) fn direct(&self) -> Option<i32> {
        (self.buffer.is_none() && self.fd.get() > 0).then(|| self.fd.get() - 1)
    }

    pub(super) fn check_open(&self, thread: &Thread) -> Result<()> {
        if !self.has(flag::READY) {
            return Err(thread.value_error(format_args!("I/O operation on uninitialized object")));
        }
        if self.has(flag::DETACHED) {
            return Err(thread.value_error(format_args!("underlying buffer has been detached")));
        }
        if self.is_closed(thread)? {
            return Err(thread.value_error(format_args!("I/O operation on closed file.")));
        }
        Ok(())
    }

    pub(super) fn is_closed(&self, thread: &Thread) -> Result<bool> {
        if self.has(flag::CLOSED) {
            return Ok(true);
        }
        match self.buffer.get() {
            Some(buffer) => super::is_closed(thread, &buffer),
            None => Ok(false),
        }
    }

    /// `write` of a string.
    pub fn write_str(&self, thread: &Thread, text: &Str) -> Result<()> {
        self.check_open(thread)?;
        if !self.has(flag::WRITABLE) {
            return Err(super::unsupported(thread, "not writable"));
        }
        let heap = thread.heap();
        let newline = self.has(flag::LINE_BUFFERING) || self.newlines.get() >= newline::CR;
        let has_newline = newline && text.code_points().any(|c| c == 10);
        let flush_now =
            self.has(flag::LINE_BUFFERING) && (has_newline || text.code_points().any(|c| c == 13));
        let translated = match self.newlines.get() {
            newline::CR if has_newline => Some(codec::replace_newlines(thread, text, "\r")?),
            newline::CRLF if has_newline => Some(codec::replace_newlines(thread, text, "\r\n")?),
            _ => None,
        };
        let text = translated.as_deref().unwrap_or(text);
        if !self.pending.is_empty() && self.pending.len() + text.len() > CHUNK {
            self.write_pending(thread)?;
        }
        match text
            .as_ascii()
            .filter(|_| self.codec.get() <= codec::LATIN1)
        {
            Some(ascii) => {
                self.pending.append(heap, ascii.as_bytes())?;
                self.wait(thread, text.as_object().to_ref())?;
            }
            None => {
                let start = self.pending.len();
                if let Err(raised) = codec::encode_into(thread, self, text) {
                    // What can't be encoded as a whole isn't written in part.
                    self.pending.resize(heap, start.min(self.pending.len()))?;
                    return Err(raised);
                }
                let piece = self
                    .pending
                    .with(heap, |bytes| Bytes::new(thread, &bytes[start..]))?;
                self.wait(thread, piece.into_object())?;
            }
        }
        if self.pending.len() >= CHUNK || flush_now || self.has(flag::WRITE_THROUGH) {
            self.write_pending(thread)?;
        }
        if flush_now && let Some(buffer) = self.buffer.get() {
            types::call_method(thread, &buffer, types::names(thread).flush(), &[])?;
        }
        if !self.decoded.is_empty() {
            self.forget_read();
        }
        Ok(())
    }

    /// Holds one more piece of what waits.
    fn wait(&self, thread: &Thread, piece: Ref) -> Result<()> {
        let Some(held) = self.waiting.get() else {
            self.waiting.set(Some(piece));
            return Ok(());
        };
        if let Some(list) = held.downcast::<List>() {
            return list.push(thread, piece);
        }
        let list = List::from_slice(thread, &[held, piece])?;
        self.waiting.set(Some(list.into_object()));
        Ok(())
    }

    pub(super) fn forget_read(&self) {
        self.decoded.consume(usize::MAX);
        self.partial.consume(usize::MAX);
        self.chunk.consume(usize::MAX);
        self.at.set(0);
        self.chunk_start.set(-1);
        self.put(flag::AFTER_CR | flag::AT_END, false);
    }

    /// Hands the waiting bytes on. If that fails they are gone, but for those that a buffered writer would keep.
    pub(super) fn write_pending(&self, thread: &Thread) -> Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let heap = thread.heap();
        self.waiting.set(None);
        // What other threads write meanwhile waits behind it.
        let mut tried = 0;
        let result = match self.direct() {
            Some(fd) => {
                let _alone = busy::enter(thread, &self.busy, self.as_object())?;
                self.pending.with(heap, |bytes| {
                    tried = bytes.len();
                    system::write_all(thread, fd, bytes)
                })
            }
            None => {
                let bytes = self.pending.with(heap, |bytes| Bytes::new(thread, bytes))?;
                self.pending.consume(usize::MAX);
                return self.write_below(thread, &bytes);
            }
        };
        match result {
            // What couldn't be written waits for the next try, as it does in 3.13's buffered writer; an unbuffered stream has none.
            Err(raised) if self.pending.len() < CHUNK && !self.has(flag::WRITE_THROUGH) => {
                Err(raised)
            }
            result => {
                self.pending.consume(tried);
                result
            }
        }
    }

    fn write_below(&self, thread: &Thread, bytes: &Bytes) -> Result<()> {
        let Some(buffer) = self.buffer.get() else {
            return Ok(());
        };
        let bytes = bytes.as_object().to_ref();
        types::call_method(thread, &buffer, types::names(thread).write(), &[bytes]).map(drop)
    }

    /// `flush`.
    pub fn flush(&self, thread: &Thread) -> Result<()> {
        self.check_open(thread)?;
        self.write_pending(thread)?;
        if let Some(buffer) = self.buffer.get() {
            types::call_method(thread, &buffer, types::names(thread).flush(), &[])?;
        }
        Ok(())
    }

    /// Reads one more chunk into `decoded`; false at the end.
    pub(super) fn fill(&self, thread: &Thread) -> Result<bool> {
        let heap = thread.heap();
        let mut space = [0_u8; CHUNK];
        let read = match self.direct() {
            Some(fd) => system::read(thread, fd, &mut space)?.unwrap_or(0),
            None => self.read_below(thread, &mut space)?,
        };
        self.compact();
        self.chunk.consume(usize::MAX);
        let before = self
            .partial
            .with(heap, |bytes| self.chunk.append(heap, bytes));
        before?;
        self.chunk.append(heap, &space[..read])?;
        codec::decode_into(thread, self, &space[..read], read == 0)?;
        self.put(flag::AT_END, read == 0);
        Ok(read > 0)
    }

    /// Drops text that was handed out already.
    pub(super) fn compact(&self) {
        self.decoded.consume(self.at.replace(0));
    }

    fn read_below(&self, thread: &Thread, space: &mut [u8]) -> Result<usize> {
        let Some(buffer) = self.buffer.get() else {
            return Ok(0);
        };
        if self.has(flag::SEEKABLE) {
            self.chunk_start.set(super::tell(thread, &buffer)?);
            let partial = self.partial.len() as isize;
            self.chunk_start.set(self.chunk_start.get() - partial);
        }
        let size = Int::from_usize(thread, space.len())?;
        let name = types::str::intern_static(thread, "read1")?;
        let bytes = types::call_method(thread, &buffer, &name, &[size])?;
        let view = match bytes.ty().slots().buffer {
            Some(view) => view(thread, &bytes, false)?,
            None => {
                return Err(thread.type_error(format_args!(
                    "underlying read1() should have returned a bytes-like object, not '{}'",
                    bytes.ty().name()
                )));
            }
        };
        Ok(view.copy_out(0, space))
    }

    /// Where the next line in `decoded` ends (after its line end), searching from `from`; `None` when no end is there yet.
    fn line_end(&self, thread: &Thread, from: usize) -> Option<usize> {
        let mode = self.newlines.get();
        let at_end = self.has(flag::AT_END);
        self.decoded.with(thread.heap(), |text| {
            let text = &text[from..];
            let found = match mode {
                newline::UNIVERSAL | newline::LF => text.iter().position(|&b| b == b'\n')? + 1,
                newline::CR => text.iter().position(|&b| b == b'\r')? + 1,
                newline::CRLF => text.windows(2).position(|w| w == b"\r\n")? + 2,
                _ => {
                    let at = text.iter().position(|&b| b == b'\n' || b == b'\r')?;
                    match (text[at], text.get(at + 1)) {
                        (b'\r', Some(b'\n')) => at + 2,
                        (b'\r', None) if !at_end => return None,
                        _ => at + 1,
                    }
                }
            };
            Some(from + found)
        })
    }

    /// The next line, at most `limit` characters of it; empty at the end.
    pub(super) fn read_line(&self, thread: &Thread, limit: Option<usize>) -> Result<Ref<Str>> {
        self.check_open(thread)?;
        if !self.has(flag::READABLE) {
            return Err(super::unsupported(thread, "not readable"));
        }
        self.write_pending(thread)?;
        loop {
            let end = self.line_end(thread, self.at.get());
            if let Some(limit) = limit {
                let within = self.take_chars(thread, limit, end)?;
                if let Some(text) = within {
                    return Ok(text);
                }
            }
            if let Some(end) = end {
                return self.take(thread, end);
            }
            if !self.fill(thread)? {
                let end = self
                    .line_end(thread, self.at.get())
                    .unwrap_or(self.decoded.len());
                return self.take(thread, end);
            }
        }
    }

    /// The first `limit` characters, when there are as many before `end` (or before the end of what was read).
    fn take_chars(
        &self,
        thread: &Thread,
        limit: usize,
        end: Option<usize>,
    ) -> Result<Option<Ref<Str>>> {
        let at = self.at.get();
        let stop = end.unwrap_or(self.decoded.len());
        let cut = self.decoded.with(thread.heap(), |text| {
            codec::nth_char(&text[at..stop], limit)
        });
        match cut {
            Some(cut) => self.take(thread, at + cut).map(Some),
            None => Ok(None),
        }
    }

    /// Takes the text up to `end` out of `decoded`.
    pub(super) fn take(&self, thread: &Thread, end: usize) -> Result<Ref<Str>> {
        let at = self.at.replace(end);
        self.decoded
            .with(thread.heap(), |text| Str::from_wtf8(thread, &text[at..end]))
    }

    /// `read(n)`; everything without `n`.
    pub(super) fn read(&self, thread: &Thread, n: Option<usize>) -> Result<Ref<Str>> {
        self.check_open(thread)?;
        if !self.has(flag::READABLE) {
            return Err(super::unsupported(thread, "not readable"));
        }
        self.write_pending(thread)?;
        loop {
            if let Some(n) = n
                && let Some(text) = self.take_chars(thread, n, None)?
            {
                return Ok(text);
            }
            if !self.fill(thread)? {
                return self.take(thread, self.decoded.len());
            }
        }
    }
}

/// A standard stream on a descriptor.
pub fn standard(
    thread: &Thread,
    fd: i32,
    name: &str,
    errors: &str,
    unbuffered: bool,
) -> Result<Ref> {
    let stream = make::<TextStream>(
        thread.heap(),
        types::type_of(thread, &super::text_type::TEXT_IO_WRAPPER)?,
    )?;
    let text = |t: &str| Ok(Some(Str::new(thread, t)?.into_object()));
    stream.name.set(text(name)?);
    stream.encoding.set(text("utf-8")?);
    stream.errors.set(text(errors)?);
    stream.fd.set(fd + 1);
    stream.chunk_start.set(-1);
    let way = if fd == 0 {
        flag::READABLE
    } else {
        flag::WRITABLE
    };
    stream.put(flag::READY | way, true);
    if fd == 1 {
        // 3.13's binary stream has its room from the start: nothing of it is traced later.
        stream.pending.reserve(thread.heap(), CHUNK)?;
    }
    let lines = fd == 2 || system::is_terminal(fd);
    stream.put(flag::LINE_BUFFERING, lines);
    stream.put(flag::WRITE_THROUGH, unbuffered && fd != 0);
    let dict = types::dict::dict_in_slot(thread, &stream.dict)?;
    let mode = types::str::latin1(thread, if fd == 0 { b'r' } else { b'w' });
    dict.set_text(thread, "mode", mode.as_object())?;
    stream.as_object().track();
    Ok(stream.into_object())
}

/// The native stream that an object is, when no program can have replaced its `write`.
pub fn exact(object: &Object) -> Option<&TextStream> {
    let spec = object.ty().spec()?;
    if !std::ptr::eq(spec, &super::text_type::TEXT_IO_WRAPPER) {
        return None;
    }
    object
        .downcast::<TextStream>()
        .filter(|s| s.has(flag::WRITABLE))
}
