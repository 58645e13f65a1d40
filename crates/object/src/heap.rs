//! One interpreter's memory: the allocator, the generations, the running thread, the well-known types and values.
//!
//! A `Heap` is boxed and never moves; everything in it finds it through a type. It knows nothing of other heaps.
//! Making an object: the type's tag says which words stand in front, the block comes zeroed, the header is written, the
//! heap type gets its reference (O4), and for collected objects generation 0 counts one allocation. The object is not
//! tracked yet: its maker tracks it when it is whole.

use crate::generations::GcState;
use crate::header::{FLAG_GC, FLAG_HEAP_TYPE, FLAG_INLINE, FLAG_PREHEADER, Tag, presize};
use crate::instance::InlineValues;
use crate::kept::KeptObjects;
use crate::thread::breaker;
use crate::threads::Threads;
use crate::type_object::{HeapType, Member};
use crate::{Builtin, GcHead, Layout, Object, Raised, Ref, Result, Thread, Type};
use allocator::{Allocator, Config, Kind};
use std::cell::Cell;
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// What a new heap is made with.
#[derive(Default)]
pub struct HeapConfig {
    pub allocator: Config,
}

type Value = Cell<Option<NonNull<Object>>>;

/// Values of which an interpreter has exactly one. Filled by the `types` room at start-up; all immortal.
pub struct Singletons {
    pub none: Value,
    pub true_: Value,
    pub false_: Value,
    pub ellipsis: Value,
    pub not_implemented: Value,
    pub empty_tuple: Value,
    pub empty_str: Value,
    pub empty_bytes: Value,
    /// -5 ..= 256
    pub small_ints: [Value; 262],
    /// One-character strings U+0000 ..= U+00FF.
    pub latin1: [Value; 256],
    /// One-byte bytes objects.
    pub bytes: [Value; 256],
}

/// See the file's head.
pub struct Heap {
    /// Dropped with the heap, unless threads are left in it.
    pub allocator: ManuallyDrop<Allocator>,
    pub gc: GcState,
    pub(crate) kept: KeptObjects,
    thread: Thread,
    threads: Threads,
    types: [Cell<Option<NonNull<Type>>>; Builtin::COUNT],
    pub singletons: Singletons,
    type_versions: Cell<u32>,
    pub(crate) watched: Cell<bool>,
    pub(crate) watcher: Cell<Option<crate::Watcher>>,
    /// State of the rooms above: interned strings and known names; modules; the like. Each room guards its own.
    pub types_state: Cell<*mut c_void>,
    pub interpreter_state: Cell<*mut c_void>,
    pub stdlib_state: Cell<*mut c_void>,
}

fn none() -> Value {
    Cell::new(None)
}

macro_rules! singleton {
    ($($(#[$doc:meta])* $name:ident, $field:ident;)*) => { impl Heap { $(
        $(#[$doc])*
        #[inline(always)]
        pub fn $name(&self) -> Ref {
            self.singleton(&self.singletons.$field)
        }
    )* } };
}

singleton! {
    /// `None`.
    none, none;
    /// `Ellipsis`.
    ellipsis, ellipsis;
    /// `NotImplemented`.
    not_implemented, not_implemented;
    /// `()`.
    empty_tuple, empty_tuple;
    /// `""`.
    empty_str, empty_str;
    /// `b""`.
    empty_bytes, empty_bytes;
}

impl Heap {
    /// A heap with an allocator and empty generations, no types yet.
    pub fn new(config: HeapConfig) -> Result<Box<Heap>, allocator::OutOfMemory> {
        let heap = Box::new(Heap {
            allocator: ManuallyDrop::new(Allocator::new(config.allocator)?),
            gc: GcState::new(),
            kept: KeptObjects::new(),
            thread: Thread::new(),
            threads: Threads::new(),
            types: [const { Cell::new(None) }; Builtin::COUNT],
            singletons: Singletons {
                none: none(),
                true_: none(),
                false_: none(),
                ellipsis: none(),
                not_implemented: none(),
                empty_tuple: none(),
                empty_str: none(),
                empty_bytes: none(),
                small_ints: [const { Cell::new(None) }; 262],
                latin1: [const { Cell::new(None) }; 256],
                bytes: [const { Cell::new(None) }; 256],
            },
            type_versions: Cell::new(0),
            watched: Cell::new(false),
            watcher: Cell::new(None),
            types_state: Cell::new(std::ptr::null_mut()),
            interpreter_state: Cell::new(std::ptr::null_mut()),
            stdlib_state: Cell::new(std::ptr::null_mut()),
        });
        heap.gc.reset_lists();
        heap.thread.heap.set(&*heap);
        Ok(heap)
    }

    /// The running thread.
    #[inline(always)]
    pub fn thread(&self) -> &Thread {
        &self.thread
    }

    /// The Python threads of the interpreter.
    pub(crate) fn threads(&self) -> &Threads {
        &self.threads
    }

    /// A well-known type. Exists from start-up on; asking earlier is a bug in the start-up order.
    #[inline(always)]
    pub fn builtin(&self, which: Builtin) -> &Type {
        match self.types[which as usize].get() {
            // SAFETY: well-known types are immortal.
            Some(ty) => unsafe { ty.as_ref() },
            None => missing(which),
        }
    }

    /// A well-known type, if it has been made already.
    pub fn try_builtin(&self, which: Builtin) -> Option<&Type> {
        // SAFETY: well-known types are immortal.
        self.types[which as usize]
            .get()
            .map(|t| unsafe { t.as_ref() })
    }

    /// Registers a well-known type.
    pub fn set_builtin(&self, which: Builtin, ty: &Type) {
        self.types[which as usize].set(Some(NonNull::from(ty)));
    }

    #[inline(always)]
    fn singleton(&self, value: &Value) -> Ref {
        match value.get() {
            // SAFETY: singletons are immortal, so the handle needs no count.
            Some(object) => unsafe { Ref::from_raw(object) },
            None => missing(Builtin::Other),
        }
    }

    /// `True` or `False`.
    #[inline(always)]
    pub fn bool(&self, value: bool) -> Ref {
        let single = &self.singletons;
        self.singleton(if value { &single.true_ } else { &single.false_ })
    }

    /// The shared `int` object, for -5 ..= 256.
    #[inline(always)]
    pub fn small_int(&self, value: isize) -> Option<Ref> {
        let index = value.wrapping_add(5) as usize;
        self.singletons
            .small_ints
            .get(index)
            .map(|v| self.singleton(v))
    }

    pub(crate) fn next_type_version(&self) -> u32 {
        // Version 0 means "none": after 2^32 changes no type can be cached any more, which is slow but right.
        let next = self.type_versions.get().saturating_add(1);
        self.type_versions.set(next);
        if next == u32::MAX { 0 } else { next }
    }

    /// Allocates raw buffer memory, uninitialised.
    #[inline]
    pub fn alloc_buffer(&self, bytes: usize) -> Result<NonNull<u8>> {
        match self.allocator.alloc(Kind::Buffer, bytes) {
            Some(block) => {
                self.came(block, bytes);
                Ok(block)
            }
            None => Err(self.thread.no_memory()),
        }
    }

    /// As `alloc_buffer` for small sizes, without the slow path: `None` also when that would be needed. Calls nothing.
    #[inline(always)]
    pub fn alloc_buffer_hot(&self, bytes: usize) -> Option<NonNull<u8>> {
        match self.watched.get() {
            true => None,
            false => self.allocator.alloc_hot(Kind::Buffer, bytes),
        }
    }

    /// Resizes a buffer; the old one stays whole when this raises.
    ///
    /// # Safety
    /// `block` came from `alloc_buffer` or this function.
    pub unsafe fn realloc_buffer(&self, block: NonNull<u8>, bytes: usize) -> Result<NonNull<u8>> {
        // SAFETY: the caller's promise.
        match unsafe { self.allocator.realloc(block, Kind::Buffer, bytes) } {
            Some(moved) => {
                self.goes(block);
                self.came(moved, bytes);
                Ok(moved)
            }
            None => Err(self.thread.no_memory()),
        }
    }

    /// Frees a buffer.
    ///
    /// # Safety
    /// As for `realloc_buffer`, and nobody uses it afterwards.
    #[inline]
    pub unsafe fn free_buffer(&self, block: NonNull<u8>) {
        self.goes(block);
        // SAFETY: the caller's promise.
        unsafe { self.allocator.free(block) };
    }

    /// A new object of the type with room for `items` items: header written, everything after it zero, not tracked.
    #[inline]
    pub fn alloc(&self, ty: &Type, items: usize) -> Result<Ref> {
        let mut body = ty.basicsize();
        // 3.13 gives an instance of a class room for one item more: a closing one.
        let items = items + usize::from(ty.itemsize() != 0 && ty.is_class());
        if items != 0 {
            let extra = ty.itemsize().checked_mul(items);
            match extra
                .and_then(|e| e.checked_add(body + 7))
                .filter(|&n| n < isize::MAX as usize / 2)
            {
                Some(total) if ty.is_class() => body = total & !7,
                Some(total) => body = total - 7,
                None => return Err(self.thread.no_memory()),
            }
        }
        self.alloc_bytes(ty, body)
    }

    /// A new object with a body of this many bytes (header included, inline values not).
    #[inline]
    pub fn alloc_bytes(&self, ty: &Type, body: usize) -> Result<Ref> {
        let tag = ty.tag();
        if tag & (FLAG_INLINE | FLAG_HEAP_TYPE) != 0 {
            return self.alloc_instance(ty, body);
        }
        let object = self.alloc_block(tag, presize(tag) + body, true)?;
        // SAFETY: the block is fresh, zeroed, and large enough for presize and body.
        unsafe {
            Object::init(object.as_ptr(), tag, NonNull::from(ty));
            Ok(Ref::from_raw(object))
        }
    }

    /// The same for heap types, whose instances count them and may have inline values.
    #[inline(never)]
    pub fn alloc_instance(&self, ty: &Type, body: usize) -> Result<Ref> {
        let tag = ty.tag();
        let keys = ty.shared_keys_head().filter(|_| tag & FLAG_INLINE != 0);
        let inline = keys.map_or(0, |keys| InlineValues::bytes(keys.room()));
        let object = self.alloc_block(tag, presize(tag) + body + inline, true)?;
        // SAFETY: the block is fresh, zeroed, and large enough for presize, body and inline values.
        unsafe {
            Object::init(object.as_ptr(), tag, NonNull::from(ty));
            if let Some(keys) = keys {
                keys.instance_made();
                let at = object.as_ptr().cast::<u8>().add(ty.basicsize());
                let values = &*at.cast::<InlineValues>();
                values.capacity.set(keys.room() as u8);
                values.embedded.set(1);
                values.valid.set(1);
            }
            if tag & FLAG_HEAP_TYPE != 0 {
                ty.as_object().incref();
            }
            Ok(Ref::from_raw(object))
        }
    }

    /// A new object of a fixed-size built-in layout, for hot paths: the body is *not* zeroed.
    ///
    /// # Safety
    /// `ty` is a built-in type whose layout is `T` and whose tag is `tag`; the caller initialises every field after
    /// the header before anybody else sees the object.
    #[inline(always)]
    pub unsafe fn alloc_fixed<T: Layout>(&self, ty: NonNull<Type>, tag: Tag) -> Result<NonNull<T>> {
        let object = self.alloc_block(tag, presize(tag) + size_of::<T>(), false)?;
        // SAFETY: the block is fresh and large enough.
        unsafe { Object::init(object.as_ptr(), tag, ty) };
        Ok(object.cast())
    }

    /// A new object of a built-in type with a body of this many bytes, for hot paths: the body is *not* zeroed.
    ///
    /// # Safety
    /// `ty` is a built-in type without inline values; the caller initialises the whole layout before anybody else sees
    /// the object.
    #[inline(always)]
    pub unsafe fn alloc_sized(&self, ty: &Type, body: usize) -> Result<NonNull<Object>> {
        let tag = ty.tag();
        let object = self.alloc_block(tag, presize(tag) + body, false)?;
        // SAFETY: the block is fresh and the caller asks for at least a header.
        unsafe { Object::init(object.as_ptr(), tag, NonNull::from(ty)) };
        Ok(object)
    }

    /// Resizes the body of an object that is not collected; it may move. On failure the object stays as it was.
    ///
    /// # Safety
    /// The caller owns the only reference, nothing points into the object, and its type has no words in front.
    pub unsafe fn realloc_object(
        &self,
        object: NonNull<Object>,
        body: usize,
    ) -> Result<NonNull<Object>> {
        // SAFETY: the caller's promise: header and body move together, and nobody else knows the address.
        match unsafe { self.allocator.realloc(object.cast(), Kind::Object, body) } {
            Some(block) => {
                self.goes(object.cast());
                self.came(block, body);
                Ok(block.cast())
            }
            None => Err(self.thread.no_memory()),
        }
    }

    /// As `alloc_fixed` for layouts without a GC head, without the slow path: `None` also when that would be needed.
    ///
    /// # Safety
    /// As for `alloc_fixed`; the tag has no flags.
    #[inline(always)]
    pub unsafe fn alloc_leaf_hot<T: Layout>(
        &self,
        ty: NonNull<Type>,
        tag: Tag,
    ) -> Option<NonNull<T>> {
        if self.watched.get() {
            return None;
        }
        let block = self.allocator.alloc_hot(Kind::Object, size_of::<T>())?;
        let object = block.cast::<Object>();
        // SAFETY: the block is fresh and large enough.
        unsafe { Object::init(object.as_ptr(), tag, ty) };
        Some(object.cast())
    }

    /// A block for presize and body; returns the object's address. The words in front are zero in any case.
    #[inline(always)]
    fn alloc_block(&self, tag: Tag, bytes: usize, zeroed: bool) -> Result<NonNull<Object>> {
        let kind = if tag & FLAG_GC != 0 {
            Kind::Collected
        } else {
            Kind::Object
        };
        let Some(block) = self.allocator.alloc(kind, bytes) else {
            return Err(self.thread.no_memory());
        };
        self.came(block, bytes);
        let front = presize(tag);
        // SAFETY: the block has `bytes` bytes, of which `front` stand before the object.
        unsafe {
            clear(block, if zeroed { bytes } else { front });
            if tag & FLAG_GC != 0 {
                self.count_allocation();
            }
            Ok(block.add(front).cast())
        }
    }

    /// Counts one allocation of a collected object and asks for a collection when 3.13 would.
    #[inline(always)]
    fn count_allocation(&self) {
        let young = &self.gc.lists.young;
        let count = young.count.get() + 1;
        young.count.set(count);
        if count > young.threshold.get() {
            self.over_threshold();
        }
    }

    #[cold]
    fn over_threshold(&self) {
        let gc = &self.gc;
        let on = gc.enabled.get() && gc.lists.young.threshold.get() != 0;
        if on && !gc.collecting.get() && !self.thread.is_pending() {
            self.thread.interrupt(breaker::COLLECT);
        }
    }

    /// Frees an object's memory and gives back its reference to a heap type. Its contents are released already.
    ///
    /// # Safety
    /// The object is untracked, nobody refers to it, and it is not used again.
    #[inline(always)]
    pub unsafe fn free_object(&self, object: NonNull<Object>) {
        // SAFETY: the caller's promise; the type outlives the read because its reference is given back last.
        unsafe {
            let (tag, ty, block) = {
                let object = object.as_ref();
                (object.tag(), object.ty_ptr(), object.block())
            };
            if tag & FLAG_GC != 0 {
                let count = &self.gc.lists.young.count;
                if count.get() > 0 {
                    count.set(count.get() - 1);
                }
            }
            self.goes(block);
            self.allocator.free(block);
            if tag & FLAG_HEAP_TYPE != 0 {
                Object::decref(ty.cast());
            }
        }
    }

    /// As `free_object` for an instance of a built-in type that the collector knows.
    ///
    /// # Safety
    /// As for `free_object`; the tag is a built-in type's with `FLAG_GC` and no words in front of the head.
    #[inline(always)]
    pub unsafe fn free_collected(&self, object: NonNull<Object>) {
        debug_assert!(
            // SAFETY: the object is whole until its memory is freed.
            unsafe { object.as_ref() }.tag() & (FLAG_GC | FLAG_HEAP_TYPE | FLAG_PREHEADER)
                == FLAG_GC
        );
        let count = &self.gc.lists.young.count;
        if count.get() > 0 {
            count.set(count.get() - 1);
        }
        // SAFETY: the caller's promise: the block starts with the head.
        unsafe {
            let block = object.cast::<u8>().sub(size_of::<GcHead>());
            self.goes(block);
            self.allocator.free(block);
        }
    }

    /// A new, empty built-in type: no GC head, immortal, 416 bytes. `metatype` may be missing for the very first ones:
    /// set it later with [`Object::set_type`].
    pub fn alloc_static_type(&self, metatype: Option<&Type>) -> Result<Ref<Type>> {
        let object = self.alloc_block(0, size_of::<Type>(), true)?;
        // SAFETY: fresh zeroed memory of a `Type`'s size. A type without a metatype is its own until told otherwise.
        unsafe {
            let ty = metatype.map_or(object.cast::<Type>(), NonNull::from);
            Object::init(object.as_ptr(), Builtin::Type as Tag, ty);
            object.as_ref().make_immortal();
            let fresh = Ref::<Type>::from_raw(object.cast());
            fresh.init(self, 0);
            Ok(fresh)
        }
    }

    /// A new, empty heap type with room for `members` member entries. Not tracked.
    pub fn alloc_heap_type(&self, metatype: &Type, members: usize) -> Result<Ref<Type>> {
        let basic = metatype.basicsize().max(size_of::<HeapType>());
        let Some(body) = members
            .checked_mul(size_of::<Member>())
            .and_then(|n| n.checked_add(basic))
        else {
            return Err(self.thread.no_memory());
        };
        let object = self.alloc_bytes(metatype, body)?;
        // SAFETY: the block is zeroed, as large as a heap type with its members, and of type's layout.
        unsafe {
            let fresh = Ref::<Type>::from_raw(object.into_raw().cast());
            fresh.init(self, members);
            Ok(fresh)
        }
    }

    /// Whether the address is a head of an object that this heap tracks. For consistency checks only.
    pub fn owns_head(&self, head: *const GcHead) -> bool {
        !matches!(
            self.allocator.contains(head as usize),
            allocator::Place::Outside
        )
    }

    /// Shorthand for raising on this heap's thread.
    #[cold]
    pub fn raise(&self, kind: Builtin, message: std::fmt::Arguments<'_>) -> Raised {
        self.thread.raise(kind, message)
    }
}

impl Drop for Heap {
    /// Threads that are left in the middle of something never go on; what a system call of theirs may still write to stays.
    fn drop(&mut self) {
        if !self.threads.abandon() {
            // SAFETY: once, as the heap's end; nobody uses what was allocated any more.
            unsafe { ManuallyDrop::drop(&mut self.allocator) };
        }
    }
}

/// Makes the start of a block zero, at least as many bytes as asked for and at most the block.
///
/// # Safety
/// The block is fresh and has this many bytes; blocks are whole multiples of 16 bytes.
#[inline(always)]
unsafe fn clear(block: NonNull<u8>, bytes: usize) {
    /// Beyond this a call of memset is the faster way.
    const INLINE: usize = 256;
    // SAFETY: the caller's promise. Volatile stores keep the loop from becoming the call that it replaces.
    unsafe {
        if bytes > INLINE {
            return std::ptr::write_bytes(block.as_ptr(), 0, bytes);
        }
        let zero = std::arch::x86_64::_mm_setzero_si128();
        let start = block.cast::<std::arch::x86_64::__m128i>().as_ptr();
        let count = bytes.div_ceil(16);
        let mut at = count & 1;
        if at != 0 {
            start.write_volatile(zero);
        }
        while at < count {
            start.add(at).write_volatile(zero);
            start.add(at + 1).write_volatile(zero);
            at += 2;
        }
    }
}

#[cold]
#[inline(never)]
fn missing(which: Builtin) -> ! {
    panic!("{which:?} was asked for before start-up made it")
}
