//! The memory of an `int`, as 3.13 lays it out, and the only `unsafe` code of this folder.
//!
//! ```text
//!   0  header
//!  16  tag: digit count << 3 | sign (0 positive, 1 zero, 2 negative)
//!  24  digits, u32 each, 30 bits used, least significant first        28 bytes with one digit, 4 more for each further one
//! ```
//! Invariants: the highest digit is not zero; zero has no digit by its tag but room for one, which is 0; an `int` never
//! changes once somebody else sees it. A tag below 16 means "compact": at most one digit, read without a loop.
//! The values -5 ..= 256 of the exact type exist once for each heap.

use object::{Builtin, Layout, LayoutInfo, Object, Ref, Result, Thread, Type};
use std::cell::Cell;
use std::ptr::NonNull;

/// Bits of a digit.
pub const SHIFT: u32 = 30;
/// The bits of a digit.
pub const MASK: u32 = (1 << SHIFT) - 1;
const DIGIT_OFFSET: usize = 24;

/// See the file's head.
#[repr(C)]
pub struct Int {
    header: Object,
    tag: Cell<usize>,
    digit0: Cell<u32>,
}

pub static INT_LAYOUT: LayoutInfo = LayoutInfo {
    itemsize: 4,
    ..LayoutInfo::new("int", DIGIT_OFFSET)
};

const _: () = assert!(std::mem::offset_of!(Int, tag) == 16);
const _: () = assert!(std::mem::offset_of!(Int, digit0) == DIGIT_OFFSET);
const _: () = assert!(size_of::<Int>() == 32);

// SAFETY: header first; no references; all zero bytes are a readable (if not normal) value.
unsafe impl Layout for Int {
    const INFO: &'static LayoutInfo = &INT_LAYOUT;
}

impl Int {
    /// The int as any object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// The object as an `int`, instances of subtypes included.
    #[inline(always)]
    pub fn of(object: &Object) -> Option<&Int> {
        if object.is_exactly(Builtin::Int) {
            // SAFETY: exact ints are built on this layout.
            return Some(unsafe { object.cast_unchecked::<Int>() });
        }
        object.downcast::<Int>()
    }

    /// The value of an exact, compact `int`: the interpreter's guard and read in one.
    #[inline(always)]
    pub fn compact_of(object: &Object) -> Option<isize> {
        if !object.is_exactly(Builtin::Int) {
            return None;
        }
        // SAFETY: exact ints are built on this layout.
        unsafe { object.cast_unchecked::<Int>() }.as_compact()
    }

    /// Whether the value has at most one digit.
    #[inline(always)]
    pub fn is_compact(&self) -> bool {
        self.tag.get() < 16
    }

    /// The value, valid for compact ints.
    #[inline(always)]
    pub fn compact_value(&self) -> isize {
        debug_assert!(self.is_compact());
        (1 - (self.tag.get() & 3) as isize) * self.digit0.get() as isize
    }

    /// The value of a compact int.
    #[inline(always)]
    pub fn as_compact(&self) -> Option<isize> {
        if self.is_compact() {
            Some(self.compact_value())
        } else {
            None
        }
    }

    /// Whether an int of this value has at most one digit.
    #[inline(always)]
    pub fn fits_compact(value: isize) -> bool {
        (value.wrapping_add(MASK as isize) as usize) <= 2 * MASK as usize
    }

    /// Writes a compact value over another compact value. Only for an exact `int` that nobody else can see (count 1, owned by
    /// the caller), whose value and the new one are outside -5 ..= 256 or at least not shared.
    #[inline(always)]
    pub fn set_compact_in_place(&self, value: isize) {
        debug_assert!(Int::fits_compact(value));
        debug_assert!(!self.header.is_immortal());
        self.digit0.set(value.unsigned_abs() as u32);
        self.tag.set(compact_tag(value));
    }

    /// The value of an exact `int` of at most two digits: what fits the block of one digit too.
    #[inline(always)]
    pub fn wide_of(object: &Object) -> Option<i64> {
        if !object.is_exactly(Builtin::Int) {
            return None;
        }
        // SAFETY: exact ints are built on this layout.
        let int = unsafe { object.cast_unchecked::<Int>() };
        let tag = int.tag.get();
        if tag < 16 {
            return Some(int.compact_value() as i64);
        }
        if tag >= 24 {
            return None;
        }
        // SAFETY: two digits stand side by side, and the block is a multiple of 16 bytes.
        let (low, high) = unsafe {
            let first = (&raw const int.digit0).cast::<u32>();
            (*first as i64, *first.add(1) as i64)
        };
        Some((1 - (tag & 3) as i64) * (low | high << SHIFT))
    }

    /// Whether an int of this value has at most two digits.
    #[inline(always)]
    pub fn fits_wide(value: i64) -> bool {
        const MOST: i64 = (1 << (2 * SHIFT)) - 1;
        (value.wrapping_add(MOST) as u64) <= 2 * MOST as u64
    }

    /// As `set_compact_in_place` for values of two digits.
    #[inline(always)]
    pub fn set_wide_in_place(&self, value: i64) {
        let magnitude = value.unsigned_abs();
        let sign = if value < 0 { 2 } else { 0 };
        let count = if magnitude > MASK as u64 { 16 } else { 8 };
        self.tag.set(count | sign);
        // SAFETY: a block for one digit has room for two; nobody else sees the object.
        unsafe {
            let first = (&raw const self.digit0).cast_mut().cast::<u32>();
            *first = magnitude as u32 & MASK;
            *first.add(1) = (magnitude >> SHIFT) as u32;
        }
    }

    /// A fresh int outside -5 ..= 256 of at most two digits, without the allocator's slow path.
    #[inline(always)]
    pub fn new_hot(heap: &object::Heap, value: i64) -> Option<Ref> {
        let ty = NonNull::from(heap.builtin(Builtin::Int));
        // SAFETY: `int` is built on this layout and its tag is its bare id; both fields are written here.
        unsafe {
            let fresh = heap.alloc_leaf_hot::<Int>(ty, Builtin::Int as u32)?;
            fresh.as_ref().set_wide_in_place(value);
            Some(Ref::from_raw(fresh.cast()))
        }
    }

    /// An int of at most two digits, shared when it is small, without the allocator's slow path.
    #[inline(always)]
    pub fn hot(heap: &object::Heap, value: isize) -> Option<Ref> {
        if let Some(small) = heap.small_int(value) {
            return Some(small);
        }
        match Int::fits_wide(value as i64) {
            true => Int::new_hot(heap, value as i64),
            false => None,
        }
    }

    /// -1, 0, 1.
    #[inline(always)]
    pub fn sign(&self) -> i32 {
        1 - (self.tag.get() & 3) as i32
    }

    /// Whether the value is below zero.
    #[inline(always)]
    pub fn is_negative(&self) -> bool {
        self.tag.get() & 2 != 0
    }

    /// Whether the value is zero.
    #[inline(always)]
    pub fn is_zero(&self) -> bool {
        self.tag.get() & 1 != 0
    }

    /// The digits of the magnitude, least significant first; none for zero.
    #[inline(always)]
    pub fn digits(&self) -> &[u32] {
        let first = (self as *const Int).cast::<u8>();
        // SAFETY: the tag counts the digits that stand in the block, and they don't change any more.
        unsafe {
            std::slice::from_raw_parts(first.add(DIGIT_OFFSET).cast::<u32>(), self.tag.get() >> 3)
        }
    }

    /// Bytes without what stands in front: `int.__sizeof__`.
    pub fn byte_size(&self) -> usize {
        DIGIT_OFFSET + 4 * (self.tag.get() >> 3).max(1)
    }

    /// From a machine word; -5 ..= 256 are the shared ones.
    #[inline(always)]
    pub fn new(thread: &Thread, value: isize) -> Result<Ref> {
        if let Some(small) = thread.heap().small_int(value) {
            return Ok(small);
        }
        if Int::fits_compact(value) {
            return Int::new_compact(thread, value);
        }
        super::convert::from_wide(thread, value < 0, value.unsigned_abs() as u128)
    }

    /// A fresh exact int of a compact value, never a shared one.
    #[inline(always)]
    pub(crate) fn new_compact(thread: &Thread, value: isize) -> Result<Ref> {
        let heap = thread.heap();
        let ty = NonNull::from(heap.builtin(Builtin::Int));
        // SAFETY: `int` is built on this layout and its tag is its bare id; both fields are written here.
        unsafe {
            let fresh = heap.alloc_fixed::<Int>(ty, Builtin::Int as u32)?;
            let int = fresh.as_ref();
            (&raw const int.tag)
                .cast_mut()
                .write(Cell::new(compact_tag(value)));
            (&raw const int.digit0)
                .cast_mut()
                .write(Cell::new(value.unsigned_abs() as u32));
            Ok(Ref::from_raw(fresh.cast()))
        }
    }

    /// An instance of a subtype with the value of another int.
    pub(crate) fn new_of_type(thread: &Thread, ty: &Type, value: &Int) -> Result<Ref> {
        let digits = value.digits();
        let room = digits.len().max(1);
        let fresh = Fresh::of_type(thread, ty, room, digits.len())?;
        let mut fresh = fresh;
        fresh.digits().copy_from_slice(digits);
        fresh.int.tag.set(value.tag.get());
        let object = fresh.int.into_object();
        object.track();
        Ok(object)
    }
}

#[inline(always)]
fn compact_tag(value: isize) -> usize {
    match value {
        0 => 1,
        v if v < 0 => 8 | 2,
        _ => 8,
    }
}

/// An int under construction, seen by nobody else: its digits may be written.
pub(crate) struct Fresh {
    int: Ref<Int>,
}

impl Fresh {
    /// Room for `count` digits, all zero.
    pub(crate) fn new(thread: &Thread, count: usize) -> Result<Fresh> {
        let heap = thread.heap();
        let digits = 4usize.checked_mul(count.max(1));
        let Some(digits) = digits.filter(|&bytes| bytes < isize::MAX as usize / 2) else {
            return Err(thread.no_memory());
        };
        // SAFETY: `int` has no words in front; the block holds header, tag and digits, the last two of which are written here.
        let int = unsafe {
            let object = heap.alloc_sized(heap.builtin(Builtin::Int), DIGIT_OFFSET + digits)?;
            let first = object.as_ptr().cast::<u8>().add(DIGIT_OFFSET);
            std::ptr::write_bytes(first, 0, digits);
            Ref::<Int>::from_raw(object.cast())
        };
        int.tag.set(count << 3);
        Ok(Fresh { int })
    }

    fn of_type(thread: &Thread, ty: &Type, room: usize, count: usize) -> Result<Fresh> {
        let object = thread.heap().alloc(ty, room)?;
        // SAFETY: `int` and its subtypes are built on this layout.
        let int = unsafe { Ref::<Int>::from_raw(object.into_raw().cast()) };
        int.tag.set(count << 3);
        Ok(Fresh { int })
    }

    /// The digits.
    #[inline(always)]
    pub(crate) fn digits(&mut self) -> &mut [u32] {
        let first = NonNull::from(&*self.int).as_ptr().cast::<u8>();
        // SAFETY: the block has room for the digits that the tag counts, and `Fresh` is its only owner.
        unsafe {
            std::slice::from_raw_parts_mut(
                first.add(DIGIT_OFFSET).cast::<u32>(),
                self.int.tag.get() >> 3,
            )
        }
    }

    /// The finished int: high zeros are dropped, a small value becomes the shared one.
    pub(crate) fn finish(mut self, thread: &Thread, negative: bool) -> Ref {
        let digits = self.digits();
        let used = digits
            .iter()
            .rposition(|&d| d != 0)
            .map_or(0, |top| top + 1);
        if used <= 1 {
            let magnitude = digits.first().map_or(0, |&d| d as isize);
            let value = if negative { -magnitude } else { magnitude };
            if let Some(small) = thread.heap().small_int(value) {
                return small;
            }
        }
        self.int.tag.set(used << 3 | if negative { 2 } else { 0 });
        self.int.into_object()
    }
}

/// Makes an immortal int for the table of small ones. Only at start-up.
pub(crate) fn make_shared(thread: &Thread, value: isize) -> Result<Ref> {
    let shared = Int::new_compact(thread, value)?;
    shared.make_immortal();
    Ok(shared)
}

/// Makes `False` and `True`: instances of `bool`. Only at start-up.
pub(crate) fn make_bool(thread: &Thread, value: bool) -> Result<Ref> {
    let ty = thread.heap().builtin(Builtin::Bool);
    let mut fresh = Fresh::of_type(thread, ty, 1, 1)?;
    fresh.digits()[0] = value as u32;
    fresh.int.tag.set(compact_tag(value as isize));
    let shared = fresh.int.into_object();
    shared.make_immortal();
    Ok(shared)
}
