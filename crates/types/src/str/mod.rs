//! `str`: text in four forms (PEP 393), each as narrow as its widest character allows.
//!
//! - `layout.rs`: the memory of a string, and [`Fresh`], which writes new ones. All `unsafe` of text is there and in `intern.rs`.
//! - `hash.rs`, `intern.rs`, `builder.rs`, `writer.rs`: hashes, the intern table, building piece by piece, writing in place.
//! - this file: making, comparing and joining strings.
//!
//! A lone surrogate is an ordinary code point here: text is never assumed to be valid UTF-8 when encoded.

pub mod args;
mod builder;
mod case;
pub mod codec;
mod construct;
mod find;
pub mod hash;
pub mod intern;
pub(crate) mod iter;
mod layout;
mod pad;
mod repr;
pub mod search;
mod sequence;
mod spec;
mod split;
mod translate;
pub mod unicode;
mod writer;

pub use builder::Builder;
pub use case::is_identifier;
pub use find::{find_in, replace, rfind_in};
pub use hash::hash_key;
pub use intern::{intern, intern_immortal, intern_static};
pub use layout::{Data, Fresh, Interned, STR_LAYOUT, Str, Unit};
pub use pad::pad;
pub use repr::{push_escape, repr, write_repr};
pub use spec::SPEC;
pub use writer::Writer;

use crate::state::state;
use crate::with_units;
use object::{Buf, Builtin, Ref, Result, Thread, TypeSpec};
use std::cmp::Ordering;
use std::fmt;

/// The well-known types of this folder.
pub const SPECS: &[&TypeSpec] = &[&SPEC, &iter::STR_ITERATOR, &iter::STR_ASCII_ITERATOR];

/// Makes the shared strings of a heap: the empty one and those of one Latin-1 character. Needs the type `str` and the state.
pub fn make_singletons(thread: &Thread) -> Result<()> {
    let single = &thread.heap().singletons;
    let keep = |cell: &std::cell::Cell<Option<_>>, text: Ref<Str>| {
        text.set_interned(Interned::Immortal);
        text.as_object().make_immortal();
        cell.set(Some(text.into_object().into_raw()));
    };
    for value in 0..=255 {
        keep(
            &single.latin1[usize::from(value)],
            Str::allocate_latin1(thread, value)?,
        );
    }
    let empty = Fresh::new(thread, 0, 0)?;
    keep(&single.empty_str, empty.finish_unshared());
    Ok(())
}

/// The empty string.
#[inline]
pub fn empty(thread: &Thread) -> Ref<Str> {
    layout::empty_singleton(thread)
}

/// The shared string of one Latin-1 character.
#[inline]
pub fn latin1(thread: &Thread, value: u8) -> Ref<Str> {
    layout::latin1_singleton(thread, value)
}

/// The string of one code point.
#[inline]
pub fn from_point(thread: &Thread, point: u32) -> Result<Ref<Str>> {
    if point < 0x100 {
        return Ok(latin1(thread, point as u8));
    }
    let mut fresh = Fresh::new(thread, 1, point)?;
    fresh.push_point(point);
    Ok(fresh.finish(thread))
}

/// The singleton with this content, if there is one.
fn shared(thread: &Thread, text: &Str) -> Option<Ref<Str>> {
    match (text.len(), text.data()) {
        (0, _) => Some(empty(thread)),
        (1, Data::One(units)) => Some(latin1(thread, units[0])),
        _ => None,
    }
}

impl Str {
    /// New from UTF-8 text (kind chosen by the largest code point; empty and Latin-1 one-character strings are the shared ones).
    #[inline]
    pub fn new(thread: &Thread, text: &str) -> Result<Ref<Str>> {
        if text.is_ascii() {
            return Str::from_ascii(thread, text.as_bytes());
        }
        let (mut len, mut max) = (0, 0);
        for c in text.chars() {
            len += 1;
            max = max.max(u32::from(c));
        }
        let mut fresh = Fresh::new(thread, len, max)?;
        text.chars().for_each(|c| fresh.push_point(u32::from(c)));
        Ok(fresh.finish(thread))
    }

    /// New from bytes that are all ASCII.
    #[inline]
    pub fn from_ascii(thread: &Thread, bytes: &[u8]) -> Result<Ref<Str>> {
        debug_assert!(bytes.is_ascii());
        match bytes {
            [] => Ok(empty(thread)),
            [one] => Ok(latin1(thread, *one)),
            _ => {
                let mut fresh = Fresh::new(thread, bytes.len(), 0)?;
                fresh.push_units(bytes);
                Ok(fresh.finish(thread))
            }
        }
    }

    /// New from WTF-8 (UTF-8 that may hold lone surrogates).
    pub fn from_wtf8(thread: &Thread, bytes: &[u8]) -> Result<Ref<Str>> {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Str::new(thread, text);
        }
        let mut out = Builder::new(thread);
        let mut rest = bytes;
        while let [first, ..] = rest {
            let len = match first {
                0..0x80 => 1,
                0x80..0xE0 => 2,
                0xE0..0xF0 => 3,
                _ => 4,
            };
            let (char, tail) = rest.split_at(len.min(rest.len()));
            let lead = u32::from(*first) & [0, 0x7F, 0x1F, 0x0F, 0x07][len];
            let point = char[1..]
                .iter()
                .fold(lead, |p, b| p << 6 | u32::from(b & 0x3F));
            out.push_point(point)?;
            rest = tail;
        }
        out.finish()
    }

    /// New from code points, all <= 0x10FFFF.
    pub fn from_code_points(thread: &Thread, points: &[u32]) -> Result<Ref<Str>> {
        Str::from_units(thread, Data::Four(points))
    }

    /// New from code units of any width; the string is as narrow as they allow.
    pub fn from_units(thread: &Thread, data: Data<'_>) -> Result<Ref<Str>> {
        if let Data::One(units) = data
            && let [one] = units
        {
            return Ok(latin1(thread, *one));
        }
        with_units!(data, units => {
            let mut fresh = Fresh::new(thread, units.len(), max_point(units))?;
            fresh.push_units(units);
            Ok(fresh.finish(thread))
        })
    }

    /// The code points `from..to`, as a slice expression gives them.
    pub fn substring(&self, thread: &Thread, from: usize, to: usize) -> Result<Ref<Str>> {
        if from == 0 && to == self.len() && self.as_object().is_exactly(Builtin::Str) {
            return Ok(Ref::new(self));
        }
        if self.is_ascii() && to - from > 1 {
            let mut fresh = Fresh::new(thread, to - from, 0)?;
            fresh.push_range(self, from, to);
            return Ok(fresh.finish(thread));
        }
        match self.data() {
            Data::One(units) => Str::from_units(thread, Data::One(&units[from..to])),
            Data::Two(units) => Str::from_units(thread, Data::Two(&units[from..to])),
            Data::Four(units) => Str::from_units(thread, Data::Four(&units[from..to])),
        }
    }

    /// New from a format, heap-charged: `Str::format(th, format_args!(…))`.
    pub fn format(thread: &Thread, args: fmt::Arguments<'_>) -> Result<Ref<Str>> {
        let mut out = Builder::new(thread);
        out.push_format(args)?;
        out.finish()
    }

    /// A value of the largest code point from which the kind follows (exact class, not exact value).
    #[inline]
    pub fn max_class(&self) -> u32 {
        match self.kind() {
            0 | 1 if self.is_ascii() || self.is_empty() => 0x7F,
            1 => 0xFF,
            2 => 0xFFFF,
            _ => 0x10_FFFF,
        }
    }

    /// All code points.
    pub fn code_points(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        let data = self.data();
        (0..self.len()).map(move |i| with_units!(data, units => units[i].into()))
    }

    /// Equality with text.
    #[inline]
    pub fn eq_str(&self, text: &str) -> bool {
        match self.as_ascii() {
            Some(own) => own == text,
            None => self.code_points().eq(text.chars().map(u32::from)),
        }
    }

    /// Content equality. Kinds are canonical, so texts of different kinds differ.
    #[inline]
    pub fn equals(&self, other: &Str) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        self.len() == other.len()
            && (self.kind() == other.kind() || self.is_empty())
            && self.data_bytes() == other.data_bytes()
    }

    /// Lexicographic by code point.
    pub fn compare(&self, other: &Str) -> Ordering {
        match (self.data(), other.data()) {
            (Data::One(a), Data::One(b)) => a.cmp(b),
            (Data::Two(a), Data::Two(b)) => a.cmp(b),
            (Data::Four(a), Data::Four(b)) => a.cmp(b),
            _ => self.code_points().cmp(other.code_points()),
        }
    }

    /// The hash, computed once (SipHash-1-3 with the heap's seed, as 3.13).
    #[inline(always)]
    pub fn hash(&self, thread: &Thread) -> isize {
        match self.stored_hash() {
            -1 => self.compute_hash(thread),
            hash => hash,
        }
    }

    #[inline(never)]
    fn compute_hash(&self, thread: &Thread) -> isize {
        let hash = hash::hash_bytes(state(thread).hash_seed.get(), self.data_bytes());
        self.store_hash(hash);
        hash
    }

    /// Whether it is in the interned table.
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.interned() != Interned::No
    }

    /// The UTF-8 (WTF-8 for surrogates) cached in the object; may allocate it: `MemoryError`. Lone surrogates are kept.
    /// A cache counts in `sys.getsizeof`: where 3.13 makes none, use [`Str::wtf8_buf`].
    pub fn to_wtf8(&self, thread: &Thread) -> Result<&[u8]> {
        if let Some(known) = self.cached_utf8() {
            return Ok(known);
        }
        let text = self.wtf8_buf(thread)?;
        self.cache_utf8(thread.heap(), &text)
    }

    /// The UTF-8 (WTF-8 for surrogates) in a buffer of its own.
    pub fn wtf8_buf<'t>(&self, thread: &'t Thread) -> Result<Buf<'t, u8>> {
        let mut out = Buf::with_capacity(thread.heap(), self.len() + self.len() / 2)?;
        if let Some(known) = self.cached_utf8() {
            out.extend(known)?;
            return Ok(out);
        }
        for point in self.code_points() {
            push_wtf8(&mut out, point)?;
        }
        Ok(out)
    }

    /// UTF-8, or `UnicodeEncodeError` for surrogates.
    pub fn to_utf8(&self, thread: &Thread) -> Result<&str> {
        if let Some(text) = self.as_ascii() {
            return Ok(text);
        }
        if let Some(at) = self.first_surrogate() {
            return Err(codec::encode_error(
                thread,
                "utf-8",
                self,
                at..self.surrogates_end(at),
                "surrogates not allowed",
            ));
        }
        let bytes = self.to_wtf8(thread)?;
        std::str::from_utf8(bytes).map_err(|_| thread.system_error(format_args!("bad UTF-8 cache")))
    }

    /// Index of the first lone surrogate.
    pub fn first_surrogate(&self) -> Option<usize> {
        match self.data() {
            Data::One(_) => None,
            Data::Two(units) => units.iter().position(|&u| is_surrogate(u32::from(u))),
            Data::Four(units) => units.iter().position(|&u| is_surrogate(u)),
        }
    }

    /// End of the run of surrogates that starts at an index.
    pub fn surrogates_end(&self, start: usize) -> usize {
        let run = (start..self.len()).take_while(|&i| is_surrogate(self.char_at(i)));
        start + run.count()
    }
}

/// Whether a code point is half of a UTF-16 pair.
pub fn is_surrogate(point: u32) -> bool {
    (0xD800..0xE000).contains(&point)
}

/// Appends a code point in UTF-8 form, surrogates like any other.
pub fn push_wtf8(out: &mut Buf<'_, u8>, point: u32) -> Result<()> {
    let tail = |shift: u32| (point >> shift & 0x3F | 0x80) as u8;
    match point {
        0..0x80 => out.push(point as u8),
        0x80..0x800 => out.extend(&[(point >> 6 | 0xC0) as u8, tail(0)]),
        0x800..0x10000 => out.extend(&[(point >> 12 | 0xE0) as u8, tail(6), tail(0)]),
        _ => out.extend(&[(point >> 18 | 0xF0) as u8, tail(12), tail(6), tail(0)]),
    }
}

/// A code point of the class (ASCII, Latin-1, two bytes, four) of the largest of the units.
pub fn max_point<U: Unit>(units: &[U]) -> u32 {
    let mut all = 0;
    // The bits of the largest value are among the bits of the union: enough to tell the classes apart below 0x10000.
    for chunk in units.chunks(64) {
        all = chunk.iter().fold(all, |all, &unit| all | unit.into());
    }
    if all < 0x1_0000 { all } else { 0x10_FFFF }
}

/// `left + right`.
#[inline]
pub fn concat(thread: &Thread, left: &Str, right: &Str) -> Result<Ref<Str>> {
    if right.is_empty() && left.as_object().is_exactly(Builtin::Str) {
        return Ok(Ref::new(left));
    }
    if left.is_empty() && right.as_object().is_exactly(Builtin::Str) {
        return Ok(Ref::new(right));
    }
    let Some(len) = left.len().checked_add(right.len()) else {
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("strings are too large to concat"),
        ));
    };
    let mut fresh = Fresh::new(thread, len, left.max_class().max(right.max_class()))?;
    fresh.push(left);
    fresh.push(right);
    Ok(fresh.finish(thread))
}

/// `left + right` that uses up `left`: in place when nobody else can see it. For `s += x`.
#[inline]
pub fn append(thread: &Thread, left: Ref<Str>, right: &Str) -> Result<Ref<Str>> {
    if left.is_empty() || right.is_empty() {
        return concat(thread, &left, right);
    }
    match Str::try_grow(thread, left, right)? {
        Ok(longer) => Ok(longer),
        Err(left) => concat(thread, &left, right),
    }
}

/// `separator.join(items)`; every item must be a `str`.
pub fn join_refs(thread: &Thread, separator: &Str, items: &[Ref]) -> Result<Ref<Str>> {
    if let [one] = items
        && one.is_exactly(Builtin::Str)
    {
        return Ok(layout::assume(one.clone()));
    }
    let (mut len, mut max) = (
        0usize,
        if items.len() > 1 {
            separator.max_class()
        } else {
            0
        },
    );
    for (i, item) in items.iter().enumerate() {
        let Some(text) = item.downcast::<Str>() else {
            return Err(thread.type_error(format_args!(
                "sequence item {i}: expected str instance, {} found",
                item.ty().name()
            )));
        };
        let gap = if i == 0 { 0 } else { separator.len() };
        max = max.max(text.max_class());
        len = match len.checked_add(gap).and_then(|n| n.checked_add(text.len())) {
            Some(len) => len,
            None => {
                return Err(thread.raise(
                    Builtin::OverflowError,
                    format_args!("join() result is too long for a Python string"),
                ));
            }
        };
    }
    let mut fresh = Fresh::new(thread, len, max)?;
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            fresh.push(separator);
        }
        if let Some(text) = item.downcast::<Str>() {
            fresh.push(text);
        }
    }
    Ok(fresh.finish_own(thread))
}

/// Concatenation of strings, as an f-string builds it.
pub fn join_pieces(thread: &Thread, pieces: &[Ref]) -> Result<Ref<Str>> {
    join_refs(thread, &empty(thread), pieces)
}

impl fmt::Display for Str {
    /// Writes the text; lone surrogates as U+FFFD.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = self.as_ascii() {
            return f.write_str(text);
        }
        use fmt::Write;
        for point in self.code_points() {
            f.write_char(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Str({self})")
    }
}
