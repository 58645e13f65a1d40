//! Objects kept for reuse: the free lists of floats, lists, dictionaries, slices, short tuples, what asynchronous generators
//! hand out and `MemoryError`s, as 3.13 has them.
//!
//! ```text
//!   first ─► dead object (count 0, FLAG_KEPT) ──word at +16──► dead object ──► null      last in, first out
//! ```
//! A program sees them: an object that comes from here counts as no allocation in generation 0, one that goes here as no
//! deallocation, and its address goes to the next of its kind only. A kept object's block stays live for the allocator; its
//! header stays whole, so that a census can tell it by `FLAG_KEPT`. A full pass empties all of them but those of slices and of
//! `MemoryError`s, which start-up fills: a lack of memory needs one when none can be made.
//!
//! The smallest tables of text keys, buffers of dictionaries, wait in a list of their own, 80 at most. They are no objects: a tracer
//! hears neither that one is set aside nor that it is used again.
//!
//! Which objects come here, the types decide (`Heap::reuse`) and `Heap::keep_or_free` below: exact types only.

use crate::{Builtin, FLAG_KEPT, GcHead, Heap, Object, Ref, Result};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// Which free list: floats, lists, dictionaries, slices, tuples by length, those of asynchronous generators, then `MemoryError`s.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Keep(usize);

impl Keep {
    pub const FLOAT: Keep = Keep(0);
    pub const LIST: Keep = Keep(1);
    pub const DICT: Keep = Keep(2);
    pub const SLICE: Keep = Keep(3);
    /// Awaitables of asynchronous generators, and what wraps the values that those yield.
    pub const ASYNC_SEND: Keep = Keep(4 + Keep::LONGEST_TUPLE);
    const WRAPPED: Keep = Keep(5 + Keep::LONGEST_TUPLE);
    pub const MEMORY_ERROR: Keep = Keep(6 + Keep::LONGEST_TUPLE);
    /// Most `MemoryError`s that are kept, and as many are there from the start.
    pub const MEMORY_ERRORS: usize = 16;
    /// Longest tuple that is kept.
    pub const LONGEST_TUPLE: usize = 20;

    /// Tuples of this length, 1 to `LONGEST_TUPLE`.
    #[inline(always)]
    pub fn tuple(len: usize) -> Option<Keep> {
        if len.wrapping_sub(1) < Keep::LONGEST_TUPLE {
            return Some(Keep(3 + len));
        }
        None
    }

    /// Whether a full pass, and what start-up would have made, leave the list alone.
    fn stays(self) -> bool {
        self == Keep::MEMORY_ERROR
    }

    /// Most objects that the list holds.
    #[inline(always)]
    fn most(self) -> u32 {
        match self.0 {
            0 => 100,
            1 | 2 => 80,
            3 => 1,
            n if n == Keep::MEMORY_ERROR.0 => Keep::MEMORY_ERRORS as u32,
            n if n >= Keep::ASYNC_SEND.0 => 80,
            _ => 2000,
        }
    }
}

const LISTS: usize = 7 + Keep::LONGEST_TUPLE;

struct List {
    first: Cell<*mut Object>,
    length: Cell<u32>,
}

/// See the file's head.
pub struct KeptObjects([List; LISTS], Tables);

/// Tables of keys that are kept, each with the address of the next in its first word.
#[derive(Default)]
struct Tables {
    first: Cell<*mut u8>,
    length: Cell<u32>,
}

/// Most tables that are kept.
const MOST_TABLES: u32 = 80;

impl KeptObjects {
    pub(crate) fn new() -> KeptObjects {
        KeptObjects(
            [const {
                List {
                    first: Cell::new(null_mut()),
                    length: Cell::new(0),
                }
            }; LISTS],
            Tables::default(),
        )
    }
}

/// The word that chains a kept object: the first after its header.
#[inline(always)]
fn link(object: *mut Object) -> *mut *mut Object {
    object.wrapping_add(1).cast()
}

impl Heap {
    /// A kept object, its count 1 again, untracked; what follows its header is undefined. Generation 0 doesn't count it.
    /// `bytes` is the block's size as a tracer is to hear it.
    #[inline(always)]
    pub fn reuse(&self, keep: Keep, bytes: usize) -> Option<NonNull<Object>> {
        let list = &self.kept.0[keep.0];
        let object = NonNull::new(list.first.get())?;
        // SAFETY: kept objects are whole blocks that nobody else knows; the word after the header is the chain's.
        unsafe {
            list.first.set(link(object.as_ptr()).read());
            list.length.set(list.length.get() - 1);
            let header = object.as_ref();
            header.revive();
            if self.watched.get() {
                self.again(header.block(), bytes);
            }
        }
        Some(object)
    }

    /// Sets a dead object aside. False when the list is full: the object is to be freed.
    ///
    /// # Safety
    /// The object's exact type belongs to the list, its contents are released, it is untracked and nobody refers to it.
    #[inline(always)]
    pub(crate) unsafe fn keep(&self, object: NonNull<Object>, keep: Keep) -> bool {
        let list = &self.kept.0[keep.0];
        // Under the sanitizer everything is freed: a kept object would hide who still uses it.
        if list.length.get() >= keep.most() || allocator::POISONS {
            return false;
        }
        // SAFETY: the caller's promise: the block is ours, and every kept layout has a word after the header.
        unsafe {
            object.as_ref().lay_aside();
            link(object.as_ptr()).write(list.first.get());
        }
        list.first.set(object.as_ptr());
        list.length.set(list.length.get() + 1);
        true
    }

    /// Frees an object's memory, or keeps it where 3.13 does.
    ///
    /// # Safety
    /// As for `free_object`.
    #[inline(always)]
    pub unsafe fn keep_or_free(&self, object: NonNull<Object>) {
        // SAFETY: the caller's promise. A tuple's length stands in the word after its header.
        unsafe {
            let id = object.as_ref().tag() as u16;
            let keep = if id == Builtin::Tuple as u16 {
                Keep::tuple(link(object.as_ptr()).cast::<usize>().read())
            } else if id == Builtin::List as u16 {
                Some(Keep::LIST)
            } else if id == Builtin::Dict as u16 {
                Some(Keep::DICT)
            } else if id == Builtin::Float as u16 {
                Some(Keep::FLOAT)
            } else if id == Builtin::Slice as u16 {
                Some(Keep::SLICE)
            } else if id == Builtin::AsyncGeneratorASend as u16 {
                // Its next owner has a finalizer to run again.
                if let Some(head) = object.as_ref().gc_head() {
                    head.put(GcHead::FINALIZED, false);
                }
                Some(Keep::ASYNC_SEND)
            } else if id == Builtin::MemoryError as u16 {
                Some(Keep::MEMORY_ERROR)
            } else {
                None
            };
            if !keep.is_some_and(|keep| self.keep(object, keep)) {
                self.free_object(object);
            }
        }
    }

    /// How many objects are kept: dictionaries, floats, lists, then tuples by length from 1 on.
    pub fn kept_counts(&self) -> ([usize; 3], [usize; Keep::LONGEST_TUPLE]) {
        let of = |keep: Keep| self.kept.0[keep.0].length.get() as usize;
        let tuples = std::array::from_fn(|at| Keep::tuple(at + 1).map_or(0, of));
        ([of(Keep::DICT), of(Keep::FLOAT), of(Keep::LIST)], tuples)
    }

    /// A table that was kept; its contents are undefined.
    #[inline(always)]
    pub fn reuse_table(&self) -> Option<NonNull<u8>> {
        let tables = &self.kept.1;
        let table = NonNull::new(tables.first.get())?;
        // SAFETY: kept tables are whole buffers that nobody else knows; the first word is the chain's.
        tables.first.set(unsafe { table.cast::<*mut u8>().read() });
        tables.length.set(tables.length.get() - 1);
        Some(table)
    }

    /// Keeps a table of the smallest kind. False when there are enough: it is to be freed.
    ///
    /// # Safety
    /// The block is a buffer of this heap with the length of such a table, and nobody uses it any more.
    #[inline(always)]
    pub unsafe fn keep_table(&self, table: NonNull<u8>) -> bool {
        let tables = &self.kept.1;
        if tables.length.get() >= MOST_TABLES || allocator::POISONS {
            return false;
        }
        // SAFETY: the caller's promise.
        unsafe { table.cast::<*mut u8>().write(tables.first.get()) };
        tables.first.set(table.as_ptr());
        tables.length.set(tables.length.get() + 1);
        true
    }

    /// How many tables are kept.
    pub fn kept_tables(&self) -> usize {
        self.kept.1.length.get() as usize
    }

    /// Makes tables of this length until so many are kept.
    pub fn stock_tables(&self, count: u32, bytes: usize) -> Result<()> {
        while self.kept.1.length.get() < count.min(MOST_TABLES) && !allocator::POISONS {
            let table = self.alloc_buffer(bytes)?;
            // SAFETY: a fresh buffer that nobody else knows; there is room for one more.
            unsafe { self.keep_table(table) };
        }
        Ok(())
    }

    fn free_tables(&self) {
        while let Some(table) = self.reuse_table() {
            // SAFETY: once off the list nobody knows it.
            unsafe { self.free_buffer(table) };
        }
    }

    /// Frees what is kept, but for the slice and the `MemoryError`s: the end of a full pass.
    pub fn free_kept(&self) {
        self.free_tables();
        for (number, list) in self.kept.0.iter().enumerate() {
            if number == Keep::SLICE.0 || Keep(number).stays() {
                continue;
            }
            while let Some(object) = NonNull::new(list.first.get()) {
                // SAFETY: as in `reuse`; once off the list the object is freed.
                unsafe {
                    list.first.set(link(object.as_ptr()).read());
                    list.length.set(list.length.get() - 1);
                    self.free_object(object);
                }
            }
        }
    }
}

impl Heap {
    /// Runs what makes objects that start-up would have made: generation 0 neither counts nor holds them, and the free lists
    /// are afterwards what they were.
    pub fn as_if_old<R>(&self, make: impl FnOnce() -> R) -> R {
        self.thread().pinned(|| self.make_as_if_old(make))
    }

    fn make_as_if_old<R>(&self, make: impl FnOnce() -> R) -> R {
        let lists = || {
            let all = self.kept.0.iter().enumerate();
            all.filter_map(|(number, list)| (!Keep(number).stays()).then_some(list))
        };
        let tables = &self.kept.1;
        let tables_aside = (tables.first.replace(null_mut()), tables.length.replace(0));
        let mut aside = [(null_mut(), 0); LISTS];
        for (list, aside) in lists().zip(&mut aside) {
            *aside = (list.first.replace(null_mut()), list.length.replace(0));
        }
        let made = self.gc.as_if_old(|| {
            let made = make();
            self.free_kept();
            made
        });
        tables.first.set(tables_aside.0);
        tables.length.set(tables_aside.1);
        for (list, (first, length)) in lists().zip(aside) {
            // A slice may have come meanwhile; what was there before stays behind it, one too many at most.
            if list.first.get().is_null() {
                list.first.set(first);
                list.length.set(length);
            } else if let Some(object) = NonNull::new(first) {
                // SAFETY: as in `free_kept`.
                unsafe { self.free_object(object) };
            }
        }
        made
    }
}

/// The tuple, and the dictionary of keywords, that 3.13 makes for the time of a call that wants its arguments so.
///
/// Nobody sees the objects themselves; what is seen is that generation 0 counts them and that the free lists lend them.
/// A program also sees it by the counts of the arguments, if they are known.
pub struct HeldCall<'h> {
    heap: &'h Heap,
    values: &'h [Ref],
    first: Option<&'h Object>,
    tuple: Option<(NonNull<Object>, Keep)>,
    dict: Option<NonNull<Object>>,
}

impl<'h> HeldCall<'h> {
    /// Holds these values too: they count once more meanwhile.
    #[inline]
    pub fn counting(mut self, values: &'h [Ref]) -> HeldCall<'h> {
        debug_assert!(self.values.is_empty());
        for value in values {
            std::mem::forget(value.clone());
        }
        self.values = values;
        self
    }

    /// Holds the object that a call begins with too.
    #[inline]
    pub fn counting_first(mut self, first: &'h Object) -> HeldCall<'h> {
        debug_assert!(self.first.is_none());
        std::mem::forget(first.to_ref());
        self.first = Some(first);
        self
    }
}

impl Drop for HeldCall<'_> {
    fn drop(&mut self) {
        for value in self.values {
            // SAFETY: `counting` left a count of its own.
            drop(unsafe { Ref::from_raw(NonNull::from(&**value)) });
        }
        if let Some(first) = self.first {
            // SAFETY: so did `counting_first`.
            drop(unsafe { Ref::from_raw(NonNull::from(first)) });
        }
        let dict = self.dict.map(|dict| (dict, Keep::DICT));
        for (object, keep) in [self.tuple, dict].into_iter().flatten() {
            // SAFETY: the block was lent or made by `hold`, it owns nothing, and nobody else knows it.
            unsafe {
                object.as_ref().revive();
                if !self.heap.keep(object, keep) {
                    self.heap.free_object(object);
                }
            }
        }
    }
}

/// See [`Heap::hold_objects`].
pub struct HeldObjects<'h, const N: usize> {
    heap: &'h Heap,
    objects: [Option<NonNull<Object>>; N],
}

impl<const N: usize> Drop for HeldObjects<'_, N> {
    fn drop(&mut self) {
        for object in self.objects.into_iter().flatten() {
            // SAFETY: made by `hold_fresh`, it owns nothing, and nobody else knows it.
            unsafe {
                object.as_ref().revive();
                self.heap.free_object(object);
            }
        }
    }
}

impl Heap {
    /// Holds what a call with this many positional arguments and keywords would take, until the answer is dropped. Without memory there
    /// is a `MemoryError`, as there would be in 3.13.
    #[inline]
    pub fn hold_call(&self, positional: usize, keywords: usize) -> Result<HeldCall<'_>> {
        let mut held = HeldCall {
            heap: self,
            values: &[],
            first: None,
            tuple: None,
            dict: None,
        };
        if let Some(keep) = Keep::tuple(positional) {
            let tuple = self.hold(keep, Builtin::Tuple, 40 + 8 * positional)?;
            held.tuple = tuple.map(|tuple| (tuple, keep));
        }
        if keywords > 0 {
            held.dict = self.hold(Keep::DICT, Builtin::Dict, 64)?;
        }
        Ok(held)
    }

    /// As `hold_call`, for who can do without: in the middle of showing an error, or of raising one.
    pub fn may_hold_call(&self, positional: usize, keywords: usize) -> Option<HeldCall<'_>> {
        self.or_nothing(|| self.hold_call(positional, keywords))
    }

    /// As `hold_call` with these values as its arguments, the last of which belong to keywords: they count once more meanwhile.
    #[inline]
    pub fn hold_values<'h>(&'h self, values: &'h [Ref], keywords: usize) -> Result<HeldCall<'h>> {
        let held = self.hold_call(values.len() - keywords, keywords)?;
        Ok(held.counting(values))
    }

    /// Holds so many objects that the collector knows, made anew and freed when the answer is dropped: what a native function of
    /// 3.13 makes for its own use and nobody sees but the count of generation 0.
    pub fn hold_objects<const N: usize>(&self) -> Result<HeldObjects<'_, N>> {
        self.hold_sized(56)
    }

    /// The same for the bound method of a built-in type.
    pub fn hold_method(&self) -> Result<HeldObjects<'_, 1>> {
        self.hold_sized(72)
    }

    fn hold_sized<const N: usize>(&self, bytes: usize) -> Result<HeldObjects<'_, N>> {
        let mut held = HeldObjects {
            heap: self,
            objects: [None; N],
        };
        for object in &mut held.objects {
            *object = self.hold_fresh(Builtin::Slice, bytes)?;
        }
        Ok(held)
    }

    /// As `hold_objects`, for who can do without.
    pub fn may_hold_objects<const N: usize>(&self) -> Option<HeldObjects<'_, N>> {
        self.or_nothing(|| self.hold_objects())
    }

    /// What making a slice and dropping it at once does: only one is kept, so it may have to be made.
    #[inline(always)]
    pub fn touch_slice(&self) {
        if self.kept.0[Keep::SLICE.0].first.get().is_null() {
            drop(self.or_nothing(|| self.hold_slice()));
        }
    }

    /// Holds the slice that is kept, or a new one, until the answer is dropped.
    pub fn hold_slice(&self) -> Result<HeldCall<'_>> {
        let slice = self.hold(Keep::SLICE, Builtin::Slice, 56)?;
        Ok(HeldCall {
            heap: self,
            values: &[],
            first: None,
            tuple: slice.map(|object| (object, Keep::SLICE)),
            dict: None,
        })
    }

    /// What wrapping a value that an asynchronous generator yields and unwrapping it at once does.
    pub fn touch_wrapped(&self) {
        let wrapped = self
            .or_nothing(|| self.hold(Keep::WRAPPED, Builtin::Slice, 40))
            .flatten();
        drop(HeldCall {
            heap: self,
            values: &[],
            first: None,
            tuple: wrapped.map(|object| (object, Keep::WRAPPED)),
            dict: None,
        });
    }

    /// What making an empty list and dropping it at once does.
    pub fn touch_list(&self) {
        drop(self.hold_list());
    }

    /// Holds a list of the free list's, or a new one, until the answer is dropped.
    pub fn hold_list(&self) -> HeldCall<'_> {
        let list = self
            .or_nothing(|| self.hold(Keep::LIST, Builtin::List, 56))
            .flatten();
        HeldCall {
            heap: self,
            values: &[],
            first: None,
            tuple: list.map(|object| (object, Keep::LIST)),
            dict: None,
        }
    }

    /// One block of a free list, or a new one; it stays marked as kept.
    #[inline(always)]
    fn hold(&self, keep: Keep, which: Builtin, bytes: usize) -> Result<Option<NonNull<Object>>> {
        let list = &self.kept.0[keep.0];
        if let Some(object) = NonNull::new(list.first.get()) {
            // SAFETY: as in `reuse`.
            list.first.set(unsafe { link(object.as_ptr()).read() });
            list.length.set(list.length.get() - 1);
            return Ok(Some(object));
        }
        self.hold_fresh(which, bytes)
    }

    /// Where nobody could be told, a lack of memory means that nothing is held. What was pending before stays so.
    fn or_nothing<T>(&self, hold: impl FnOnce() -> Result<T>) -> Option<T> {
        let aside = self.thread().take_pending();
        let held = hold();
        if held.is_err() {
            drop(self.thread().take_pending());
        }
        if let Some(exception) = aside {
            let _ = self.thread().set_pending(exception);
        }
        held.ok()
    }

    #[cold]
    fn hold_fresh(&self, which: Builtin, bytes: usize) -> Result<Option<NonNull<Object>>> {
        // Zeroed, since kept tuples have no items. It stays marked as dead, so that nobody reads more of it than its header.
        // A heap that hasn't got the type, as in the tests of this room, has nothing to hold.
        let Some(ty) = self.try_builtin(which) else {
            return Ok(None);
        };
        let object = self.alloc_bytes(ty, bytes - 16)?.into_raw();
        // SAFETY: just made, and known to nobody else.
        unsafe { object.as_ref().lay_aside() };
        Ok(Some(object))
    }
}

impl Object {
    /// Whether the object is dead and kept for reuse.
    #[inline(always)]
    pub fn is_kept(&self) -> bool {
        self.tag() & FLAG_KEPT != 0
    }
}
