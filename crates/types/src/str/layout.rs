//! The memory of a string (PEP 393): the only file of this folder that knows addresses.
//!
//! ```text
//!   0  header          16  length (code points)      24  hash (-1: not computed)
//!  32  state: interned (bits 0-1) · kind 1, 2, 4 (bits 2-4) · compact (bit 5) · ascii (bit 6)
//!  compact ASCII:      40  data, length + 1 bytes
//!  compact, others:    40  UTF-8 length   48  UTF-8 (null: not made)   56  data, (length + 1) * kind bytes
//!  subclass instances: 40  UTF-8 length   48  UTF-8   56  pointer to the data in a buffer of its own   (64 bytes)
//! ```
//! Invariants: the data ends with a zero unit; the kind is the narrowest that holds every code point, and `ascii` is set
//! exactly when all are below 128; the UTF-8 of an ASCII string is its data. The UTF-8 is a buffer that the string owns,
//! except for the shared one-character strings above 127, which carry it inside their own block.
//! Once anybody else sees a string its text never changes; only hash, UTF-8 cache and the interned bits do.

use object::{Builtin, Heap, Layout, LayoutInfo, Object, Ref, Result, Thread, Type};
use std::cell::Cell;
use std::ptr::NonNull;

/// A string. See the file's head for the layout; the fixed part here is what all forms share.
#[repr(C)]
pub struct Str {
    header: Object,
    length: Cell<usize>,
    hash: Cell<isize>,
    state: Cell<u32>,
    pad: u32,
}

/// The words that every string but a compact ASCII one has.
#[repr(C)]
struct Wide {
    base: Str,
    utf8_length: Cell<usize>,
    utf8: Cell<*mut u8>,
    /// First unit of compact data, or the pointer to the buffer of a subclass instance.
    data: Cell<*mut u8>,
}

const ASCII_HEADER: usize = size_of::<Str>();
const WIDE_HEADER: usize = std::mem::offset_of!(Wide, data);
const _: () = assert!(ASCII_HEADER == 40 && WIDE_HEADER == 56 && size_of::<Wide>() == 64);

const INTERNED: u32 = 3;
const KIND_SHIFT: u32 = 2;
const COMPACT: u32 = 1 << 5;
const ASCII: u32 = 1 << 6;

/// Whether and how a string is in the intern table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Interned {
    No = 0,
    Mortal = 1,
    Immortal = 2,
}

pub static STR_LAYOUT: LayoutInfo = LayoutInfo {
    release: Some(release),
    buffers: Some(buffers),
    ..LayoutInfo::new("str", size_of::<Wide>())
};

// SAFETY: the header comes first; a string of zero bytes is an empty one without data.
unsafe impl Layout for Str {
    const INFO: &'static LayoutInfo = &STR_LAYOUT;
}

/// A string's code units, by kind.
#[derive(Clone, Copy)]
pub enum Data<'a> {
    One(&'a [u8]),
    Two(&'a [u16]),
    Four(&'a [u32]),
}

/// A code unit: one code point in one of the three widths.
pub trait Unit: Copy + Eq + Ord + Into<u32> + 'static {
    /// The unit of a code point, if it is narrow enough.
    fn narrow(point: u32) -> Option<Self>;
    /// The units, if they are of this width.
    fn of(data: Data<'_>) -> Option<&[Self]>;
    /// Units of this width as data.
    fn data(units: &[Self]) -> Data<'_>;
}

impl Unit for u8 {
    #[inline(always)]
    fn narrow(point: u32) -> Option<u8> {
        u8::try_from(point).ok()
    }
    #[inline(always)]
    fn of(data: Data<'_>) -> Option<&[u8]> {
        if let Data::One(units) = data {
            Some(units)
        } else {
            None
        }
    }
    #[inline(always)]
    fn data(units: &[u8]) -> Data<'_> {
        Data::One(units)
    }
}

impl Unit for u16 {
    #[inline(always)]
    fn narrow(point: u32) -> Option<u16> {
        u16::try_from(point).ok()
    }
    #[inline(always)]
    fn of(data: Data<'_>) -> Option<&[u16]> {
        if let Data::Two(units) = data {
            Some(units)
        } else {
            None
        }
    }
    #[inline(always)]
    fn data(units: &[u16]) -> Data<'_> {
        Data::Two(units)
    }
}

impl Unit for u32 {
    #[inline(always)]
    fn narrow(point: u32) -> Option<u32> {
        Some(point)
    }
    #[inline(always)]
    fn of(data: Data<'_>) -> Option<&[u32]> {
        if let Data::Four(units) = data {
            Some(units)
        } else {
            None
        }
    }
    #[inline(always)]
    fn data(units: &[u32]) -> Data<'_> {
        Data::Four(units)
    }
}

/// Runs the body with the units of a `Data`, once for each width.
#[macro_export]
macro_rules! with_units {
    ($data:expr, $units:ident => $body:expr) => {
        match $data {
            $crate::str::Data::One($units) => $body,
            $crate::str::Data::Two($units) => $body,
            $crate::str::Data::Four($units) => $body,
        }
    };
}

impl Str {
    /// The string as any object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// Length in code points.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length.get()
    }

    /// Whether there is no character.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of a code unit: 1, 2 or 4.
    #[inline(always)]
    pub fn kind(&self) -> usize {
        (self.state.get() >> KIND_SHIFT & 7) as usize
    }

    /// Whether every code point is below 128.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.state.get() & ASCII != 0
    }

    #[inline(always)]
    fn is_compact(&self) -> bool {
        self.state.get() & COMPACT != 0
    }

    /// The words behind the ASCII header; `None` for compact ASCII strings, which have none.
    #[inline(always)]
    fn wide(&self) -> Option<&Wide> {
        if self.state.get() & (COMPACT | ASCII) == COMPACT | ASCII {
            return None;
        }
        // SAFETY: every other form is allocated with at least these words (compact data may be shorter than the
        // third, but then only its start is used as an address).
        Some(unsafe { &*(self as *const Str).cast::<Wide>() })
    }

    #[inline(always)]
    fn data_start(&self) -> *const u8 {
        let start = self as *const Str as *const u8;
        match self.wide() {
            None => start.wrapping_add(ASCII_HEADER),
            Some(_) if self.is_compact() => start.wrapping_add(WIDE_HEADER),
            Some(wide) => wide.data.get(),
        }
    }

    /// The code units.
    #[inline(always)]
    pub fn data(&self) -> Data<'_> {
        let (start, len) = (self.data_start(), self.len());
        if len == 0 {
            return Data::One(&[]);
        }
        // SAFETY: `len` units of the kind stand there as long as the string lives, and they don't change.
        unsafe {
            match self.kind() {
                1 => Data::One(std::slice::from_raw_parts(start, len)),
                2 => Data::Two(std::slice::from_raw_parts(start.cast(), len)),
                _ => Data::Four(std::slice::from_raw_parts(start.cast(), len)),
            }
        }
    }

    /// The text when it is pure ASCII (borrowed, no copy).
    #[inline(always)]
    pub fn as_ascii(&self) -> Option<&str> {
        if !self.is_ascii() {
            return None;
        }
        // SAFETY: ASCII bytes are UTF-8.
        Some(unsafe {
            let bytes = std::slice::from_raw_parts(self.data_start(), self.len());
            std::str::from_utf8_unchecked(bytes)
        })
    }

    /// The bytes of the data, without the closing zero unit.
    #[inline(always)]
    pub fn data_bytes(&self) -> &[u8] {
        match self.data() {
            Data::One(units) => units,
            // SAFETY: units are plain numbers and may be read as bytes.
            Data::Two(units) => unsafe {
                std::slice::from_raw_parts(units.as_ptr().cast(), units.len() * 2)
            },
            // SAFETY: as above.
            Data::Four(units) => unsafe {
                std::slice::from_raw_parts(units.as_ptr().cast(), units.len() * 4)
            },
        }
    }

    /// Code point at an index < len.
    #[inline(always)]
    pub fn char_at(&self, index: usize) -> u32 {
        with_units!(self.data(), units => units[index].into())
    }

    /// The stored hash, -1 when there is none yet.
    #[inline(always)]
    pub fn stored_hash(&self) -> isize {
        self.hash.get()
    }

    /// Stores the hash.
    #[inline(always)]
    pub(super) fn store_hash(&self, hash: isize) {
        self.hash.set(hash);
    }

    /// Whether and how the string is interned.
    #[inline(always)]
    pub fn interned(&self) -> Interned {
        match self.state.get() & INTERNED {
            0 => Interned::No,
            1 => Interned::Mortal,
            _ => Interned::Immortal,
        }
    }

    /// Marks the string; the table itself is `intern.rs`.
    pub(super) fn set_interned(&self, how: Interned) {
        self.state.set(self.state.get() & !INTERNED | how as u32);
    }

    /// The UTF-8 cache, when it has been made (for ASCII: the data).
    pub(super) fn cached_utf8(&self) -> Option<&[u8]> {
        if let Some(text) = self.as_ascii() {
            return Some(text.as_bytes());
        }
        let wide = self.wide()?;
        let start = NonNull::new(wide.utf8.get())?;
        // SAFETY: the cache holds that many bytes and is neither changed nor freed while the string lives.
        Some(unsafe { std::slice::from_raw_parts(start.as_ptr(), wide.utf8_length.get()) })
    }

    /// Keeps a copy of the UTF-8 of a string that isn't ASCII. `text` is that UTF-8.
    pub(super) fn cache_utf8(&self, heap: &Heap, text: &[u8]) -> Result<&[u8]> {
        let Some(wide) = self.wide().filter(|w| w.utf8.get().is_null()) else {
            return Ok(self.cached_utf8().unwrap_or_default());
        };
        let buffer = heap.alloc_buffer(text.len() + 1)?;
        // SAFETY: the buffer is fresh and has room for the text and its closing zero.
        unsafe {
            buffer.copy_from_nonoverlapping(NonNull::from(text).cast(), text.len());
            buffer.add(text.len()).write(0);
        }
        wide.utf8_length.set(text.len());
        wide.utf8.set(buffer.as_ptr());
        Ok(self.cached_utf8().unwrap_or_default())
    }

    /// Bytes that the string takes without presize: its block, the data of a subclass instance, the UTF-8 cache.
    pub fn size_in_memory(&self) -> usize {
        let units = (self.len() + 1) * self.kind().max(1);
        let mut total = match (self.wide(), self.is_compact()) {
            (None, _) => ASCII_HEADER + units,
            (Some(_), true) => WIDE_HEADER + units,
            (Some(_), false) => self.header.ty().basicsize().max(size_of::<Wide>()) + units,
        };
        if !self.is_ascii()
            && let Some(utf8) = self.cached_utf8()
        {
            total += utf8.len() + 1;
        }
        total
    }

    /// A fresh exact string of `len` code points whose data is not written yet, except for the closing zero.
    #[inline(always)]
    fn allocate(thread: &Thread, len: usize, kind: usize, ascii: bool) -> Result<NonNull<Str>> {
        let front = if ascii { ASCII_HEADER } else { WIDE_HEADER };
        if len >= (isize::MAX as usize - 64) / kind {
            return Err(thread.no_memory());
        }
        let body = front + (len + 1) * kind;
        let heap = thread.heap();
        let state = (kind as u32) << KIND_SHIFT | COMPACT | if ascii { ASCII } else { 0 };
        // SAFETY: `str` is a built-in type without words in front; all fields are written here, the data by `Fresh`.
        unsafe {
            let at = heap
                .alloc_sized(heap.builtin(Builtin::Str), body)?
                .cast::<Str>();
            let start = at.as_ptr().cast::<u8>();
            at.as_ref().length.set(len);
            at.as_ref().hash.set(-1);
            at.as_ref().state.set(state);
            if !ascii {
                let wide = at.cast::<Wide>();
                (*wide.as_ptr()).utf8_length = Cell::new(0);
                (*wide.as_ptr()).utf8 = Cell::new(std::ptr::null_mut());
            }
            let end = start.add(body - kind);
            match kind {
                1 => end.write(0),
                2 => end.cast::<u16>().write(0),
                _ => end.cast::<u32>().write(0),
            }
            Ok(at)
        }
    }

    /// A shared one-character string: above 127 it carries its UTF-8 in its own block, as 3.13's static ones do.
    pub(super) fn allocate_latin1(thread: &Thread, value: u8) -> Result<Ref<Str>> {
        if value < 128 {
            let mut fresh = Fresh::new(thread, 1, u32::from(value))?;
            fresh.push_point(u32::from(value));
            return Ok(fresh.finish_unshared());
        }
        let heap = thread.heap();
        let utf8 = [0xC0 | value >> 6, 0x80 | value & 0x3F, 0];
        // SAFETY: as in `allocate`; the block holds one unit, its zero, and three bytes of UTF-8.
        unsafe {
            let ty = heap.builtin(Builtin::Str);
            let at = heap
                .alloc_sized(ty, WIDE_HEADER + 2 + utf8.len())?
                .cast::<Str>();
            let start = at.as_ptr().cast::<u8>();
            at.as_ref().length.set(1);
            at.as_ref().hash.set(-1);
            at.as_ref().state.set(1 << KIND_SHIFT | COMPACT);
            start.add(WIDE_HEADER).write(value);
            start.add(WIDE_HEADER + 1).write(0);
            start
                .add(WIDE_HEADER + 2)
                .copy_from_nonoverlapping(utf8.as_ptr(), utf8.len());
            let wide = at.cast::<Wide>();
            (*wide.as_ptr()).utf8_length = Cell::new(2);
            (*wide.as_ptr()).utf8 = Cell::new(start.add(WIDE_HEADER + 2));
            Ok(Ref::from_raw(at))
        }
    }

    /// Turns a fresh, zeroed instance of a subclass of `str` into a copy of a text.
    pub(super) fn fill_subclass(thread: &Thread, instance: Ref, text: &Str) -> Result<Ref<Str>> {
        let Ok(copy) = instance.downcast_into::<Str>() else {
            return Err(thread.system_error(format_args!("not built on str")));
        };
        let bytes = text.data_bytes();
        let kind = text.kind().max(1);
        let buffer = thread.heap().alloc_buffer(bytes.len() + kind)?;
        // SAFETY: the buffer is fresh and has room for the units and a zero unit; the instance is ours alone.
        unsafe {
            buffer.copy_from_nonoverlapping(NonNull::from(bytes).cast(), bytes.len());
            std::ptr::write_bytes(buffer.as_ptr().add(bytes.len()), 0, kind);
            let wide = &*(&*copy as *const Str).cast::<Wide>();
            wide.data.set(buffer.as_ptr());
        }
        copy.length.set(text.len());
        copy.hash.set(text.hash.get());
        let ascii = if text.is_ascii() { ASCII } else { 0 };
        copy.state.set((kind as u32) << KIND_SHIFT | ascii);
        Ok(copy)
    }

    /// Whether `append` may write behind the text: nobody else can see the string, and nothing is remembered of it.
    fn is_unique(&self) -> bool {
        self.header.refcount() == 1
            && self.hash.get() == -1
            && self.interned() == Interned::No
            && self.header.is_exactly(Builtin::Str)
            && self.is_compact()
    }

    /// Makes a unique string longer in place, or hands it back unchanged when it can't be. The new units are copies of
    /// `tail`'s. The UTF-8 cache goes, since it no longer says what the string says.
    pub(super) fn try_grow(
        thread: &Thread,
        text: Ref<Str>,
        tail: &Str,
    ) -> Result<std::result::Result<Ref<Str>, Ref<Str>>> {
        let kind = text.kind();
        let fits = tail.kind() <= kind && (!text.is_ascii() || tail.is_ascii());
        let (old, more) = (text.len(), tail.len());
        if !fits || !text.is_unique() || more >= (isize::MAX as usize - 64) / 4 - old {
            return Ok(Err(text));
        }
        if std::ptr::eq(&*text, tail) {
            return Ok(Err(text));
        }
        drop_utf8(&text, thread.heap());
        let front = if text.is_ascii() {
            ASCII_HEADER
        } else {
            WIDE_HEADER
        };
        let body = front + (old + more + 1) * kind;
        let at = text.into_raw();
        // SAFETY: the only reference is ours; on failure the object is as before and we give the reference back.
        unsafe {
            let moved = match thread.heap().realloc_object(at.cast(), body) {
                Ok(moved) => moved.cast::<Str>(),
                Err(raised) => {
                    drop(Ref::from_raw(at));
                    return Err(raised);
                }
            };
            moved.as_ref().length.set(old + more);
            let mut fresh = Fresh {
                text: Ref::from_raw(moved),
                at: old,
            };
            fresh.push(tail);
            let end = moved.as_ptr().cast::<u8>().add(body - kind);
            std::ptr::write_bytes(end, 0, kind);
            Ok(Ok(fresh.finish_unshared()))
        }
    }
}

/// A string being written for the first time: its length and width are settled, its data is not all there yet.
/// Nobody else sees it until `finish`. Pushing more than was announced panics; pushing less leaves zeros.
pub struct Fresh {
    text: Ref<Str>,
    at: usize,
}

impl Fresh {
    /// Room for `len` code points, the largest of which is `max` (exactly, or the invariant on kinds breaks).
    #[inline]
    pub fn new(thread: &Thread, len: usize, max: u32) -> Result<Fresh> {
        let kind = match max {
            0..0x100 => 1,
            0x100..0x10000 => 2,
            _ => 4,
        };
        let at = Str::allocate(thread, len, kind, max < 0x80)?;
        // SAFETY: just allocated; the reference is ours.
        let text = unsafe { Ref::from_raw(at) };
        Ok(Fresh { text, at: 0 })
    }

    /// Room for ASCII text.
    #[inline]
    pub fn ascii(thread: &Thread, len: usize) -> Result<Fresh> {
        let at = Str::allocate(thread, len, 1, true)?;
        // SAFETY: just allocated; the reference is ours.
        let text = unsafe { Ref::from_raw(at) };
        Ok(Fresh { text, at: 0 })
    }

    /// How many code points there is room for.
    #[inline(always)]
    pub fn room(&self) -> usize {
        self.text.len()
    }

    /// How many code points are written.
    #[inline(always)]
    pub fn written(&self) -> usize {
        self.at
    }

    /// The largest code point that fits.
    #[inline(always)]
    pub fn widest(&self) -> u32 {
        self.text.max_class()
    }

    /// The code points written so far, in units as wide as the string's.
    pub fn so_far(&self) -> Data<'_> {
        let (start, len) = (self.text.data_start(), self.at);
        // SAFETY: so many units of the kind are written, and nobody else writes.
        unsafe {
            match self.text.kind() {
                1 => Data::One(std::slice::from_raw_parts(start, len)),
                2 => Data::Two(std::slice::from_raw_parts(start.cast(), len)),
                _ => Data::Four(std::slice::from_raw_parts(start.cast(), len)),
            }
        }
    }

    /// Moves to room for `len` code points, which is no less than what is written.
    pub fn resize(&mut self, thread: &Thread, len: usize) -> Result<()> {
        let (kind, ascii) = (self.text.kind(), self.text.is_ascii());
        if len >= (isize::MAX as usize - 64) / kind {
            return Err(thread.no_memory());
        }
        assert!(len >= self.at, "less room than there is text");
        let front = if ascii { ASCII_HEADER } else { WIDE_HEADER };
        let body = front + (len + 1) * kind;
        let at = NonNull::from(&*self.text);
        // SAFETY: the only reference is ours, and where moving fails the object is as before. What was written moved along, and
        // the old handle is forgotten with the block that it meant.
        unsafe {
            let moved = thread.heap().realloc_object(at.cast(), body)?.cast::<Str>();
            std::mem::forget(std::mem::replace(&mut self.text, Ref::from_raw(moved)));
            moved.as_ref().length.set(len);
            std::ptr::write_bytes(moved.as_ptr().cast::<u8>().add(body - kind), 0, kind);
        }
        Ok(())
    }

    /// The address where the next `units` go; they are counted as written.
    #[inline(always)]
    fn advance(&mut self, units: usize) -> *mut u8 {
        assert!(
            units <= self.text.len() - self.at,
            "more text than announced"
        );
        let start = self.text.data_start().cast_mut();
        let start = start.wrapping_add(self.at * self.text.kind());
        self.at += units;
        start
    }

    /// Appends units of any width that is not wider than the string.
    #[inline(always)]
    pub fn push_units<U: Unit>(&mut self, units: &[U]) {
        let kind = self.text.kind();
        let to = self.advance(units.len());
        // SAFETY: `advance` made sure of the room; equal widths are copied, narrower ones widened one by one.
        unsafe {
            if kind == size_of::<U>() {
                std::ptr::copy_nonoverlapping(units.as_ptr(), to.cast::<U>(), units.len());
            } else if kind == 1 {
                for (i, &unit) in units.iter().enumerate() {
                    to.add(i).write(unit.into() as u8);
                }
            } else if kind == 2 {
                for (i, &unit) in units.iter().enumerate() {
                    to.cast::<u16>().add(i).write(unit.into() as u16);
                }
            } else {
                for (i, &unit) in units.iter().enumerate() {
                    to.cast::<u32>().add(i).write(unit.into());
                }
            }
        }
    }

    /// Appends a string.
    #[inline]
    pub fn push(&mut self, text: &Str) {
        with_units!(text.data(), units => self.push_units(units));
    }

    /// Appends the code points `from..to` of a string.
    #[inline]
    pub fn push_range(&mut self, text: &Str, from: usize, to: usize) {
        with_units!(text.data(), units => self.push_units(&units[from..to]));
    }

    /// Appends bytes, each changed by `f`, which gets its place among them too. The string is one byte wide.
    #[inline(always)]
    pub fn push_bytes_mapped(&mut self, bytes: &[u8], f: impl Fn(usize, u8) -> u8) {
        debug_assert_eq!(self.text.kind(), 1);
        let to = self.advance(bytes.len());
        for (i, &byte) in bytes.iter().enumerate() {
            // SAFETY: `advance` made sure of the room for units that are a byte wide at least.
            unsafe { to.add(i).write(f(i, byte)) };
        }
    }

    /// Appends one code point.
    #[inline]
    pub fn push_point(&mut self, point: u32) {
        self.push_units(&[point]);
    }

    /// Appends a code point several times.
    pub fn push_repeated(&mut self, point: u32, times: usize) {
        if self.text.kind() == 1 {
            let to = self.advance(times);
            // SAFETY: `advance` made sure of the room.
            unsafe { std::ptr::write_bytes(to, point as u8, times) };
            return;
        }
        for _ in 0..times {
            self.push_point(point);
        }
    }

    /// Appends a string several times.
    pub fn push_times(&mut self, text: &Str, times: usize) {
        if text.len() == 1 {
            return self.push_repeated(text.char_at(0), times);
        }
        for _ in 0..times {
            self.push(text);
        }
    }

    pub(super) fn finish_unshared(mut self) -> Ref<Str> {
        let missing = self.text.len() - self.at;
        if missing > 0 {
            self.push_repeated(0, missing);
        }
        self.text
    }

    /// The string; empty is the shared one, one character stays an object of its own. For what 3.13 fills in place.
    #[inline]
    pub fn finish_own(self, thread: &Thread) -> Ref<Str> {
        let text = self.finish_unshared();
        match text.len() {
            0 => super::empty(thread),
            _ => text,
        }
    }

    /// The string; for empty and one-character Latin-1 texts the shared one.
    #[inline]
    pub fn finish(self, thread: &Thread) -> Ref<Str> {
        let text = self.finish_unshared();
        match text.len() {
            0 => super::empty(thread),
            1 if text.kind() == 1 => super::latin1(thread, text.char_at(0) as u8),
            _ => text,
        }
    }
}

/// Frees the UTF-8 cache if it is a buffer.
fn drop_utf8(text: &Str, heap: &Heap) {
    let inside = text.header.id() + WIDE_HEADER;
    if text.is_ascii() {
        return;
    }
    if let Some(wide) = text.wide() {
        let utf8 = wide.utf8.replace(std::ptr::null_mut());
        if let Some(start) = NonNull::new(utf8).filter(|_| utf8 as usize != inside + 2) {
            // SAFETY: the cache is a buffer of this heap that the string alone owns.
            unsafe { heap.free_buffer(start) };
        }
    }
}

fn release(object: &Object, heap: &Heap) {
    let Some(text) = object.downcast::<Str>() else {
        return;
    };
    if text.interned() == Interned::Mortal {
        super::intern::forget(heap.thread(), text);
    }
    drop_utf8(text, heap);
    if let Some(wide) = text.wide().filter(|_| !text.is_compact())
        && let Some(data) = NonNull::new(wide.data.replace(std::ptr::null_mut()))
    {
        text.length.set(0);
        // SAFETY: the data of a subclass instance is a buffer that it alone owns.
        unsafe { heap.free_buffer(data) };
    }
}

fn buffers(object: &Object, visit: &mut dyn FnMut(*const u8)) {
    let Some(text) = object.downcast::<Str>() else {
        return;
    };
    let Some(wide) = text.wide() else { return };
    let inside = object.id() + WIDE_HEADER + 2;
    let utf8 = wide.utf8.get();
    if !text.is_ascii() && !utf8.is_null() && utf8 as usize != inside {
        visit(utf8);
    }
    if !text.is_compact() && !wide.data.get().is_null() {
        visit(wide.data.get());
    }
}

/// Frees an exact string: nothing but the intern table and the UTF-8 cache to think of.
///
/// # Safety
/// The count is zero.
pub(super) unsafe fn dealloc(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: the deallocator of `str`: the object is a string that nobody refers to.
    unsafe {
        let text = object.as_ref().cast_unchecked::<Str>();
        if text.state.get() & (INTERNED | COMPACT | ASCII) != COMPACT | ASCII {
            release(object.as_ref(), thread.heap());
        }
        thread.heap().free_object(object);
    }
}

/// Whether strings of the type are compact: the exact type only.
pub(super) fn is_exact(ty: &Type) -> bool {
    ty.builtin() == Builtin::Str
}

/// The shared string of one Latin-1 character.
#[inline]
pub(super) fn latin1_singleton(thread: &Thread, value: u8) -> Ref<Str> {
    let cell = &thread.heap().singletons.latin1[usize::from(value)];
    match cell.get() {
        // SAFETY: a singleton is an immortal string.
        Some(text) => unsafe { Ref::from_raw(text.cast()) },
        None => missing(),
    }
}

/// The shared empty string.
#[inline]
pub(super) fn empty_singleton(thread: &Thread) -> Ref<Str> {
    match thread.heap().singletons.empty_str.get() {
        // SAFETY: as above.
        Some(text) => unsafe { Ref::from_raw(text.cast()) },
        None => missing(),
    }
}

#[cold]
#[inline(never)]
fn missing() -> ! {
    panic!("a shared string was asked for before start-up made it")
}

/// An exact `str` as what it is.
#[inline]
pub(super) fn assume(text: Ref) -> Ref<Str> {
    debug_assert!(text.has_layout(&STR_LAYOUT));
    // SAFETY: only called with objects that were just seen to be strings.
    unsafe { Ref::from_raw(text.into_raw().cast()) }
}

/// Units of one byte as bytes; the caller has checked their type, so the size is asserted only.
#[inline(always)]
pub(super) fn as_bytes<T: Unit>(units: &[T]) -> &[u8] {
    assert!(size_of::<T>() == 1);
    // SAFETY: a unit of one byte is a `u8`: `Unit` is implemented for three integer types only.
    unsafe { std::slice::from_raw_parts(units.as_ptr().cast(), units.len()) }
}
