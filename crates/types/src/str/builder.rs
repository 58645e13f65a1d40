//! Building strings piece by piece in heap memory.
//!
//! The builder starts with one byte for each code point and widens what it has when a piece needs it. It is exact: the
//! width follows from code points that really are there, so the finished string has the narrowest kind.

use super::layout::{Data, Fresh, Str, Unit};
use crate::with_units;
use object::{Buf, Ref, Result, Thread};
use std::fmt::{self, Write};

/// See the file's head.
pub struct Builder<'t> {
    thread: &'t Thread,
    units: Units<'t>,
    /// The one string that was pushed, nothing before or after it: it is the result itself.
    sole: Option<Ref<Str>>,
}

enum Units<'t> {
    One(Buf<'t, u8>),
    Two(Buf<'t, u16>),
    Four(Buf<'t, u32>),
}

impl Units<'_> {
    fn len(&self) -> usize {
        match self {
            Units::One(units) => units.len(),
            Units::Two(units) => units.len(),
            Units::Four(units) => units.len(),
        }
    }
}

/// Appends units that are known to fit the target's width.
fn extend<T: Unit, U: Unit>(to: &mut Buf<'_, T>, units: &[U]) -> Result<()> {
    if let Some(same) = T::of(U::data(units)) {
        return to.extend(same);
    }
    to.reserve(units.len())?;
    for &unit in units {
        match T::narrow(unit.into()) {
            Some(unit) => to.push(unit)?,
            None => debug_assert!(false, "the builder was not widened"),
        }
    }
    Ok(())
}

impl<'t> Builder<'t> {
    /// An empty builder; takes no memory yet.
    pub fn new(thread: &'t Thread) -> Builder<'t> {
        Builder {
            thread,
            units: Units::One(Buf::new(thread.heap())),
            sole: None,
        }
    }

    /// An empty builder with room for text of one byte a character.
    pub fn with_capacity(thread: &'t Thread, bytes: usize) -> Result<Builder<'t>> {
        Ok(Builder {
            thread,
            units: Units::One(Buf::with_capacity(thread.heap(), bytes)?),
            sole: None,
        })
    }

    /// The thread that the builder works for.
    pub fn thread(&self) -> &'t Thread {
        self.thread
    }

    /// Code points so far.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether nothing was pushed yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code point at an index < len.
    pub fn char_at(&self, index: usize) -> u32 {
        match &self.units {
            Units::One(units) => u32::from(units[index]),
            Units::Two(units) => u32::from(units[index]),
            Units::Four(units) => units[index],
        }
    }

    /// Forgets everything beyond `len` code points. The width stays, so only for builders that stay narrow or whose
    /// wide characters stay.
    pub fn truncate(&mut self, len: usize) {
        match &mut self.units {
            Units::One(units) => units.truncate(len),
            Units::Two(units) => units.truncate(len),
            Units::Four(units) => units.truncate(len),
        }
    }

    #[cold]
    fn widen(&mut self, max: u32) -> Result<()> {
        let heap = self.thread.heap();
        let wider = match &self.units {
            Units::One(units) if max < 0x10000 => {
                let mut wider = Buf::with_capacity(heap, units.len() + 16)?;
                extend(&mut wider, units)?;
                Units::Two(wider)
            }
            Units::One(units) => {
                let mut wider = Buf::with_capacity(heap, units.len() + 16)?;
                extend(&mut wider, units)?;
                Units::Four(wider)
            }
            Units::Two(units) => {
                let mut wider = Buf::with_capacity(heap, units.len() + 16)?;
                extend(&mut wider, units)?;
                Units::Four(wider)
            }
            Units::Four(_) => return Ok(()),
        };
        self.units = wider;
        Ok(())
    }

    /// Makes the builder wide enough for a code point.
    #[inline(always)]
    fn admit(&mut self, max: u32) -> Result<()> {
        let narrow = match &self.units {
            Units::One(_) => max >= 0x100,
            Units::Two(_) => max >= 0x10000,
            Units::Four(_) => false,
        };
        if narrow { self.widen(max) } else { Ok(()) }
    }

    /// Appends text.
    #[inline]
    pub fn push_str(&mut self, text: &str) -> Result<()> {
        if let Units::One(units) = &mut self.units
            && text.is_ascii()
        {
            return units.extend(text.as_bytes());
        }
        for c in text.chars() {
            self.push_point(u32::from(c))?;
        }
        Ok(())
    }

    /// Appends a code point.
    #[inline]
    pub fn push_point(&mut self, point: u32) -> Result<()> {
        self.admit(point)?;
        match &mut self.units {
            Units::One(units) => units.push(point as u8),
            Units::Two(units) => units.push(point as u16),
            Units::Four(units) => units.push(point),
        }
    }

    /// Appends a code point several times.
    pub fn push_repeated(&mut self, point: u32, times: usize) -> Result<()> {
        if let Units::One(units) = &mut self.units
            && let Ok(byte) = u8::try_from(point)
        {
            return units.resize(units.len() + times, byte);
        }
        for _ in 0..times {
            self.push_point(point)?;
        }
        Ok(())
    }

    /// Appends a string.
    #[inline]
    pub fn push(&mut self, text: &Str) -> Result<()> {
        self.push_range(text, 0, text.len())
    }

    /// Appends a string as the last piece. Where it is also the first, the finished text is this very object.
    pub fn push_last(&mut self, text: &Str) -> Result<()> {
        if self.is_empty() && text.as_object().is_exactly(object::Builtin::Str) {
            self.sole = Some(Ref::new(text));
        }
        self.push(text)
    }

    /// Appends the code points `from..to` of a string.
    pub fn push_range(&mut self, text: &Str, from: usize, to: usize) -> Result<()> {
        with_units!(text.data(), units => self.push_units(&units[from..to]))
    }

    /// Appends code units of any width.
    pub fn push_units<U: Unit>(&mut self, units: &[U]) -> Result<()> {
        if size_of::<U>() > 1 {
            let max = units.iter().copied().max().map_or(0, Into::into);
            self.admit(max)?;
        }
        match &mut self.units {
            Units::One(to) => extend(to, units),
            Units::Two(to) => extend(to, units),
            Units::Four(to) => extend(to, units),
        }
    }

    /// Appends formatted text.
    pub fn push_format(&mut self, args: fmt::Arguments<'_>) -> Result<()> {
        match self.write_fmt(args) {
            Ok(()) => Ok(()),
            Err(fmt::Error) if self.thread.is_pending() => Err(object::Raised),
            Err(fmt::Error) => Err(self.thread.no_memory()),
        }
    }

    /// The text so far, when all of it is ASCII (for what parses its own output).
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.units {
            Units::One(units) => Some(units),
            _ => None,
        }
    }

    /// As `finish`, but one character stays an object of its own.
    pub fn finish_own(self) -> Result<Ref<Str>> {
        if self.len() != 1 {
            return self.finish();
        }
        let point = self.char_at(0);
        let mut fresh = Fresh::new(self.thread, 1, point)?;
        fresh.push_point(point);
        Ok(fresh.finish_own(self.thread))
    }

    /// The finished string.
    pub fn finish(self) -> Result<Ref<Str>> {
        if let Some(sole) = self.sole
            && sole.len() == self.units.len()
        {
            return Ok(sole);
        }
        match &self.units {
            Units::One(units) => Str::from_units(self.thread, Data::One(units)),
            Units::Two(units) => whole(self.thread, units, 0xFFFF),
            Units::Four(units) => whole(self.thread, units, 0x10_FFFF),
        }
    }
}

fn whole<U: Unit>(thread: &Thread, units: &[U], max: u32) -> Result<Ref<Str>> {
    let mut fresh = Fresh::new(thread, units.len(), max)?;
    fresh.push_units(units);
    Ok(fresh.finish(thread))
}

impl Write for Builder<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text).map_err(|_| fmt::Error)
    }
}
