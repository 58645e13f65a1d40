//! The memory of `bytes`: the only file of this folder that knows addresses.
//!
//! ```text
//!   0  header   16  length   24  hash (-1: not computed)   32  data, length + 1 bytes, the last is zero
//! ```
//! Invariant: once anybody else sees the object its bytes never change. `sys.getsizeof` is 33 + length.

use object::{BufferView, Builtin, Layout, LayoutInfo, Object, Ref, Result, Thread, Type};
use std::cell::Cell;
use std::ptr::NonNull;

/// See the file's head.
#[repr(C)]
pub struct Bytes {
    header: Object,
    length: Cell<usize>,
    hash: Cell<isize>,
    first: Cell<u8>,
}

const DATA: usize = std::mem::offset_of!(Bytes, first);
const _: () = assert!(DATA == 32);

/// Fixed part of a `bytes` object, closing zero included.
pub const BASICSIZE: usize = DATA + 1;

pub static BYTES_LAYOUT: LayoutInfo = LayoutInfo {
    itemsize: 1,
    ..LayoutInfo::new("bytes", BASICSIZE)
};

// SAFETY: header first; zero bytes are the empty value (a hash of 0 is its hash).
unsafe impl Layout for Bytes {
    const INFO: &'static LayoutInfo = &BYTES_LAYOUT;
}

impl Bytes {
    /// The object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// How many bytes.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length.get()
    }

    /// Whether there is none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes.
    #[inline(always)]
    pub fn as_slice(&self) -> &[u8] {
        let start = (self as *const Bytes as *const u8).wrapping_add(DATA);
        // SAFETY: `length` bytes follow the fixed part and never change while others see the object.
        unsafe { std::slice::from_raw_parts(start, self.len()) }
    }

    /// Address of the first byte.
    #[inline(always)]
    pub fn start(&self) -> *mut u8 {
        (self as *const Bytes as *mut u8).wrapping_add(DATA)
    }

    /// The stored hash, -1 when there is none yet.
    #[inline(always)]
    pub(super) fn stored_hash(&self) -> isize {
        self.hash.get()
    }

    /// Stores the hash.
    pub(super) fn store_hash(&self, hash: isize) {
        self.hash.set(hash);
    }

    /// New with a copy of the bytes; the empty and the one-byte ones are shared.
    #[inline]
    pub fn new(thread: &Thread, bytes: &[u8]) -> Result<Ref<Bytes>> {
        match bytes {
            [] => Ok(shared(&thread.heap().singletons.empty_bytes)),
            [one] => Ok(shared(&thread.heap().singletons.bytes[usize::from(*one)])),
            _ => Bytes::unshared(thread, bytes),
        }
    }

    /// New with a copy of the bytes, never a shared one.
    pub fn unshared(thread: &Thread, bytes: &[u8]) -> Result<Ref<Bytes>> {
        let at = Bytes::allocate(thread, bytes.len())?;
        // SAFETY: the block has room for the bytes, and nobody else sees it yet.
        unsafe {
            let start = at.as_ref().start();
            start.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            Ok(Ref::from_raw(at))
        }
    }

    /// New, written by `fill`, which gets `len` zero bytes. Shared when it is empty.
    pub fn filled(
        thread: &Thread,
        len: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<()>,
    ) -> Result<Ref<Bytes>> {
        let at = Bytes::allocate(thread, len)?;
        // SAFETY: the block has room for `len` bytes, and nobody else sees it yet.
        let fresh = unsafe {
            let start = at.as_ref().start();
            std::ptr::write_bytes(start, 0, len);
            let fresh = Ref::<Bytes>::from_raw(at);
            fill(std::slice::from_raw_parts_mut(start, len))?;
            fresh
        };
        match len {
            0 => Bytes::new(thread, &[]),
            _ => Ok(fresh),
        }
    }

    /// An instance of a subclass with a copy of the bytes.
    pub(super) fn new_subclass(thread: &Thread, ty: &Type, bytes: &[u8]) -> Result<Ref> {
        let instance = thread.heap().alloc(ty, bytes.len())?;
        if let Some(fresh) = instance.downcast::<Bytes>() {
            fresh.length.set(bytes.len());
            fresh.hash.set(-1);
            // SAFETY: `alloc` made room for that many items behind the fixed part, and nobody else sees them yet.
            unsafe {
                fresh
                    .start()
                    .copy_from_nonoverlapping(bytes.as_ptr(), bytes.len())
            };
        }
        instance.track();
        Ok(instance)
    }

    /// Says that the object has become so long, and closes it with a zero.
    ///
    /// # Safety
    /// The block has room for so many bytes and the zero, and the only reference is the caller's.
    pub(super) unsafe fn cut(&self, len: usize) {
        self.length.set(len);
        // SAFETY: the caller's promise.
        unsafe { self.start().add(len).write(0) };
    }

    #[inline(always)]
    pub(super) fn allocate(thread: &Thread, len: usize) -> Result<NonNull<Bytes>> {
        if len > isize::MAX as usize - 64 {
            return Err(thread.no_memory());
        }
        let heap = thread.heap();
        // SAFETY: `bytes` is a built-in type without words in front; every field is written here or by the caller.
        unsafe {
            let at = heap
                .alloc_sized(heap.builtin(Builtin::Bytes), BASICSIZE + len)?
                .cast::<Bytes>();
            at.as_ref().length.set(len);
            at.as_ref().hash.set(-1);
            at.as_ref().start().add(len).write(0);
            Ok(at)
        }
    }
}

/// Makes the shared objects of a heap: the empty one and those of one byte.
pub(super) fn make_singletons(thread: &Thread) -> Result<()> {
    let single = &thread.heap().singletons;
    let keep = |cell: &Cell<Option<NonNull<Object>>>, bytes: Ref<Bytes>| {
        bytes.as_object().make_immortal();
        cell.set(Some(bytes.into_object().into_raw()));
    };
    keep(&single.empty_bytes, Bytes::unshared(thread, &[])?);
    for value in 0..=255 {
        keep(
            &single.bytes[usize::from(value)],
            Bytes::unshared(thread, &[value])?,
        );
    }
    Ok(())
}

#[inline(always)]
fn shared(cell: &Cell<Option<NonNull<Object>>>) -> Ref<Bytes> {
    match cell.get() {
        // SAFETY: a singleton is an immortal `bytes`.
        Some(bytes) => unsafe { Ref::from_raw(bytes.cast()) },
        None => missing(),
    }
}

#[cold]
#[inline(never)]
fn missing() -> ! {
    panic!("a shared bytes object was asked for before start-up made it")
}

/// The bytes of any object that exports them; the exporter can't be resized while the view lives.
pub struct View<'a>(Source<'a>);

enum Source<'a> {
    Bytes(&'a Bytes),
    Buffer(BufferView),
}

impl<'a> View<'a> {
    /// Views the bytes of a `bytes` object.
    #[inline(always)]
    pub fn of(bytes: &'a Bytes) -> View<'a> {
        View(Source::Bytes(bytes))
    }

    /// Views what a buffer slot handed out.
    pub fn new(view: BufferView) -> View<'a> {
        View(Source::Buffer(view))
    }

    /// The bytes. Others may write to them through the exporter, so read nothing twice and rely on no content.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        match &self.0 {
            Source::Bytes(bytes) => bytes.as_slice(),
            Source::Buffer(view) if view.len == 0 => &[],
            // SAFETY: the exporter keeps `len` bytes at `start` until the view is released. Writers share the thread:
            // the borrow ends before any Python code runs.
            Source::Buffer(view) => unsafe { std::slice::from_raw_parts(view.start, view.len) },
        }
    }
}
