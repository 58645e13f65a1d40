//! `str`: PEP 393 text in four kinds.
//!
//! (Skeleton: signatures that other folders rely on.)

use object::{Layout, LayoutInfo, Object, Ref, Result, Thread};
use std::cell::Cell;
use std::fmt;

/// A string. ```text
///  0 header  16 length (code points)  24 hash (-1 unknown)  32 state (interned, kind, compact, ascii)
///  40 data of ASCII strings, or: 40 utf8 length  48 utf8 pointer  56 data (1, 2 or 4 bytes a code point)   … 0-terminated
/// ```
#[repr(C)]
pub struct Str {
    header: Object,
    pub(crate) length: Cell<usize>,
    pub(crate) hash: Cell<isize>,
    pub(crate) state: Cell<u32>,
}
pub static STR_LAYOUT: LayoutInfo = LayoutInfo::new("str", 64);
// SAFETY: header first.
unsafe impl Layout for Str {
    const INFO: &'static LayoutInfo = &STR_LAYOUT;
}

impl Str {
    pub fn as_object(&self) -> &Object {
        &self.header
    }
    /// New from UTF-8 text (kind chosen by the largest code point; empty and Latin-1 one-character strings are the shared ones).
    pub fn new(_thread: &Thread, _text: &str) -> Result<Ref<Str>> {
        crate::stub("Str::new")
    }
    /// New from WTF-8 (UTF-8 that may hold lone surrogates).
    pub fn from_wtf8(_thread: &Thread, _bytes: &[u8]) -> Result<Ref<Str>> {
        crate::stub("Str::from_wtf8")
    }
    /// New from code points, all <= 0x10FFFF.
    pub fn from_code_points(_thread: &Thread, _points: &[u32]) -> Result<Ref<Str>> {
        crate::stub("Str::from_code_points")
    }
    /// New from a format, heap-charged: `Str::format(th, format_args!(…))`.
    pub fn format(_thread: &Thread, _args: fmt::Arguments<'_>) -> Result<Ref<Str>> {
        crate::stub("Str::format")
    }
    /// Length in code points.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length.get()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The text when it is pure ASCII (borrowed, no copy).
    pub fn as_ascii(&self) -> Option<&str> {
        crate::stub("Str::as_ascii")
    }
    /// Code point at an index < len.
    pub fn char_at(&self, _index: usize) -> u32 {
        crate::stub("Str::char_at")
    }
    /// All code points.
    pub fn code_points(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).map(|i| self.char_at(i))
    }
    /// Equality with text.
    pub fn eq_str(&self, _text: &str) -> bool {
        crate::stub("Str::eq_str")
    }
    /// Content equality.
    pub fn equals(&self, _other: &Str) -> bool {
        crate::stub("Str::equals")
    }
    /// Lexicographic by code point.
    pub fn compare(&self, _other: &Str) -> std::cmp::Ordering {
        crate::stub("Str::compare")
    }
    /// The hash, computed once (SipHash-1-3 with the heap's seed, as 3.13).
    #[inline]
    pub fn hash(&self, _thread: &Thread) -> isize {
        crate::stub("Str::hash")
    }
    /// Whether it is in the interned table.
    pub fn is_interned(&self) -> bool {
        crate::stub("Str::is_interned")
    }
    /// The UTF-8 (WTF-8 for surrogates) cached in the object; may allocate it: `MemoryError`. Lone surrogates are kept.
    pub fn to_wtf8(&self, _thread: &Thread) -> Result<&[u8]> {
        crate::stub("Str::to_wtf8")
    }
    /// UTF-8, or `UnicodeEncodeError` for surrogates.
    pub fn to_utf8(&self, _thread: &Thread) -> Result<&str> {
        crate::stub("Str::to_utf8")
    }
}
impl fmt::Display for Str {
    /// Writes the text; lone surrogates as U+FFFD.
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::stub("Str::fmt")
    }
}
/// Builds strings piece by piece in heap memory, widening as needed (push_str, push_point, push_object, finish).
pub struct Builder<'t> {
    thread: &'t Thread,
}
impl<'t> Builder<'t> {
    pub fn new(thread: &'t Thread) -> Builder<'t> {
        Builder { thread }
    }
    pub fn push_str(&mut self, _text: &str) -> Result<()> {
        let _ = self.thread;
        crate::stub("Builder")
    }
    pub fn push_point(&mut self, _point: u32) -> Result<()> {
        crate::stub("Builder")
    }
    pub fn push(&mut self, _text: &Str) -> Result<()> {
        crate::stub("Builder")
    }
    pub fn push_range(&mut self, _text: &Str, _from: usize, _to: usize) -> Result<()> {
        crate::stub("Builder")
    }
    pub fn push_format(&mut self, _args: fmt::Arguments<'_>) -> Result<()> {
        crate::stub("Builder")
    }
    pub fn finish(self) -> Result<Ref<Str>> {
        crate::stub("Builder")
    }
}
/// Interns (`sys.intern`): the table's string for this content.
pub fn intern(_thread: &Thread, _text: Ref<Str>) -> Result<Ref<Str>> {
    crate::stub("intern")
}
/// Interns text for the life of the heap (immortal).
pub fn intern_static(_thread: &Thread, _text: &str) -> Result<Ref<Str>> {
    crate::stub("intern_static")
}
/// The `repr` of a string.
pub fn repr(_thread: &Thread, _text: &Str) -> Result<Ref<Str>> {
    crate::stub("str::repr")
}
