//! Writing: bytes into the buffer, frames around them, the buffer into a file.
//!
//! ```text
//!   FRAME  length (8)  …                 9 bytes are kept free where a frame starts, and closed where it turns out to be short
//! ```

use super::opcodes::FRAME;
use super::pickler::Pickler;
use object::{Object, Raised, Ref, Result, Thread};
use types::{Bytes, protocol};

/// Bytes of a frame's head.
const HEADER: usize = 9;
/// A frame with less has no head.
const LEAST: usize = 4;
/// A frame that has so many bytes ends.
const TARGET: usize = 64 * 1024;
/// No frame is open.
pub(super) const NO_FRAME: isize = -1;
/// Room of a fresh buffer.
pub(super) const FIRST_ROOM: usize = 4096;

impl Pickler {
    /// Starts with an empty buffer, as large as the last one.
    pub(super) fn clear_buffer(&self, thread: &Thread) -> Result<()> {
        self.output.start(thread, self.output.room().max(1))?;
        self.frame_start.set(NO_FRAME);
        Ok(())
    }

    /// Writes bytes, and opens a frame where one is wanted.
    #[inline]
    pub(super) fn write(&self, thread: &Thread, bytes: &[u8]) -> Result<()> {
        if self.framing.get() != 0 && self.frame_start.get() == NO_FRAME {
            self.output.reserve(thread, HEADER + bytes.len())?;
            self.frame_start.set(self.output.len() as isize);
            self.output.push(thread, &[0xFE; HEADER])?;
        }
        self.output.push(thread, bytes)
    }

    /// Ends the frame that is open.
    pub(super) fn commit(&self) {
        let start = self.frame_start.get();
        if self.framing.get() == 0 || start == NO_FRAME {
            return;
        }
        let start = start as usize;
        let len = self.output.len().saturating_sub(start + HEADER);
        if len >= LEAST {
            let mut head = [FRAME; HEADER];
            head[1..].copy_from_slice(&(len as u64).to_le_bytes());
            self.output.patch(start, &head);
        } else {
            self.output.close_gap(start, start + HEADER);
        }
        self.frame_start.set(NO_FRAME);
    }

    /// An object starts here: a frame that is long enough ends.
    #[inline]
    pub(super) fn boundary(&self, thread: &Thread) -> Result<()> {
        let start = self.frame_start.get();
        if self.framing.get() == 0 || start == NO_FRAME {
            return Ok(());
        }
        if self.output.len() < start as usize + HEADER + TARGET {
            return Ok(());
        }
        self.commit();
        if !self.write.is_none() {
            self.flush(thread)?;
            self.clear_buffer(thread)?;
        }
        Ok(())
    }

    /// What was written; the buffer is gone then.
    pub(super) fn finish(&self, thread: &Thread) -> Result<Ref<Bytes>> {
        self.commit();
        self.output.finish(thread)
    }

    /// Writes what there is to the file.
    pub(super) fn flush(&self, thread: &Thread) -> Result<()> {
        let output = self.finish(thread)?;
        let Some(write) = self.write.get() else {
            return Err(nowhere(thread));
        };
        protocol::call(thread, &write, &[output.into_object()]).map(drop)
    }

    /// Writes the bytes of a value behind their header. Many of them stand outside of frames and go to the file by themselves:
    /// as `payload`, or copied where there is none. They are shown by `bytes`, and nobody looks at them while Python runs.
    pub(super) fn write_value<'b>(
        &self,
        thread: &Thread,
        header: &[u8],
        len: usize,
        payload: Option<&Object>,
        bytes: impl Fn() -> &'b [u8],
    ) -> Result<()> {
        if len < TARGET {
            self.write(thread, header)?;
            return self.write(thread, bytes());
        }
        self.commit();
        let framing = self.framing.replace(0);
        let done = match (self.write.is_none(), payload) {
            (true, _) => {
                let head = self.write(thread, header);
                head.and_then(|()| self.write(thread, bytes()))
            }
            (false, Some(payload)) => self.write_apart(thread, header, payload.to_ref()),
            (false, None) => Bytes::new(thread, bytes())
                .and_then(|copy| self.write_apart(thread, header, copy.into_object())),
        };
        self.framing.set(framing);
        done
    }

    fn write_apart(&self, thread: &Thread, header: &[u8], payload: Ref) -> Result<()> {
        self.write(thread, header)?;
        self.flush(thread)?;
        let Some(write) = self.write.get() else {
            return Err(nowhere(thread));
        };
        drop(protocol::call(thread, &write, &[payload])?);
        self.clear_buffer(thread)
    }
}

#[cold]
fn nowhere(thread: &Thread) -> Raised {
    thread.system_error(format_args!("a pickler without a file"))
}
