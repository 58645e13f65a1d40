//! Text that is written into the string that it becomes: 3.13's writer of native code.
//!
//! Unlike a [`Builder`](super::Builder) it holds no buffer of its own: the string itself is made with a quarter more room than is
//! asked for, moved when that is used up, made anew when a character is too wide for it, and cut when it is finished. What a program
//! sees of that are peaks of its memory.

use super::layout::{Data, Fresh, Str};
use crate::with_units;
use object::{Ref, Result, Thread};

/// See the file's head.
pub struct Writer<'t> {
    thread: &'t Thread,
    text: Option<Fresh>,
}

impl<'t> Writer<'t> {
    /// Nothing is written; takes no memory yet.
    pub fn new(thread: &'t Thread) -> Writer<'t> {
        Writer { thread, text: None }
    }

    /// Whether no room was asked for yet.
    #[inline]
    pub fn is_unborn(&self) -> bool {
        self.text.is_none()
    }

    /// The string, with room for `more` code points of which none is larger than `widest`.
    #[inline]
    pub fn room(&mut self, more: usize, widest: u32) -> Result<&mut Fresh> {
        let fits = self
            .text
            .as_ref()
            .is_some_and(|text| more <= text.room() - text.written() && widest <= text.widest());
        if !fits {
            self.grow(more, widest)?;
        }
        match &mut self.text {
            Some(text) => Ok(text),
            None => Err(self.thread.no_memory()),
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize, widest: u32) -> Result<()> {
        let thread = self.thread;
        let Some(text) = &mut self.text else {
            self.text = Some(Fresh::new(thread, more + more / 4, widest)?);
            return Ok(());
        };
        let needed = text.written().checked_add(more);
        let Some(needed) = needed.filter(|&needed| needed <= isize::MAX as usize / 2) else {
            return Err(thread.no_memory());
        };
        let room = match needed > text.room() {
            true => needed + needed / 4,
            false => text.room(),
        };
        if widest <= text.widest() {
            return text.resize(thread, room);
        }
        let mut wider = Fresh::new(thread, room, widest)?;
        with_units!(text.so_far(), units => wider.push_units(units));
        *text = wider;
        Ok(())
    }

    /// Appends a string.
    pub fn push(&mut self, text: &Str) -> Result<()> {
        if !text.is_empty() {
            self.room(text.len(), text.max_class())?.push(text);
        }
        Ok(())
    }

    /// Appends the code points `from..to` of a string, some of them.
    pub fn push_range(&mut self, text: &Str, from: usize, to: usize) -> Result<()> {
        let widest = match text.data() {
            Data::One(_) if text.is_ascii() => 0x7F,
            Data::One(units) => super::max_point(&units[from..to]),
            Data::Two(units) => super::max_point(&units[from..to]),
            Data::Four(units) => super::max_point(&units[from..to]),
        };
        self.room(to - from, widest)?.push_range(text, from, to);
        Ok(())
    }

    /// Appends a code point.
    #[inline]
    pub fn push_point(&mut self, point: u32) -> Result<()> {
        self.room(1, point)?.push_point(point);
        Ok(())
    }

    /// Appends bytes that are all ASCII.
    #[inline]
    pub fn push_ascii(&mut self, bytes: &[u8]) -> Result<()> {
        debug_assert!(bytes.is_ascii());
        if !bytes.is_empty() {
            self.room(bytes.len(), 0x7F)?.push_units(bytes);
        }
        Ok(())
    }

    /// The finished string; for empty and one-character Latin-1 texts the shared one.
    pub fn finish(self) -> Result<Ref<Str>> {
        let Some(mut text) = self.text else {
            return Ok(super::empty(self.thread));
        };
        if text.written() == 0 {
            return Ok(super::empty(self.thread));
        }
        if text.written() < text.room() {
            text.resize(self.thread, text.written())?;
        }
        Ok(text.finish(self.thread))
    }
}
