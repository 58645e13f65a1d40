//! Deallocation: what happens when the last reference goes, in CPython 3.13's order.
//!
//! - built-in layouts without references: [`dealloc_leaf`], [`dealloc_kept_leaf`]; with references: [`dealloc_layout`]
//!   (untrack, weak references, contents, memory);
//! - instances of heap types: [`dealloc_instance`] (untrack, finalizer and perhaps resurrection, weak references,
//!   members, dictionary, the layout's contents, memory, the type).
//!
//! The trashcan: nested deallocation uses the native stack, so each level takes one from the thread's native depth; when only the
//! head room is left the object is chained through its GC head and the outermost deallocation frees the chain.
//! Objects without a GC head never nest deeply through each other, so they are not chained.

use crate::thread::TRASHCAN_HEADROOM;
use crate::{GcHead, Heap, Keep, LayoutInfo, Object, Thread, Type, instance, traverse, weakref};
use std::ptr::NonNull;

/// Frees an object that owns nothing: no references, no weak references, no buffers.
///
/// # Safety
/// The count is zero; the type's instances own nothing.
pub unsafe fn dealloc_leaf(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: with a count of zero nobody else has the object, and it owns nothing that would be lost with its memory.
    unsafe { thread.heap().free_object(object) };
}

/// As `dealloc_leaf`, for a type whose dead objects are kept for reuse.
///
/// # Safety
/// As for `dealloc_leaf`.
pub unsafe fn dealloc_kept_leaf(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: as in `dealloc_leaf`; a kept object is handed out again only as a fresh one.
    unsafe { thread.heap().keep_or_free(object) };
}

/// Frees an instance of a built-in type.
///
/// # Safety
/// The count is zero.
pub unsafe fn dealloc_layout(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: with a count of zero nobody else has the object, so it stays whole until `free`, which comes last and once:
    // `guarded` calls back at most once, and whoever is resurrected returns before. It is untracked first, so that no
    // collection that a finalizer or callback starts finds it.
    unsafe {
        object.as_ref().untrack();
        guarded(thread, object, |thread, object| {
            let it = object.as_ref();
            let ty = it.ty();
            if ty.layout().weak_first && ty.weaklist_offset() != 0 {
                weakref::clear_all(thread, it);
            }
            if ty.slots().finalize.is_some() && survives_finalizer(thread, it) {
                return;
            }
            if weakref::is_referred(it) {
                weakref::clear_all(thread, it);
            }
            release_contents(thread.heap(), it, ty.layout());
            thread.heap().keep_or_free(object);
        });
    }
}

/// Frees an instance of a built-in type that the collector knows and that has neither finalizer nor weak references:
/// `release` drops what it holds, then the object goes to its free list, if it has one. Types on hot paths have their deallocator made from this.
///
/// # Safety
/// The count is zero, the object's type is a built-in one of that kind, and `release` leaves nothing owned behind.
#[inline(always)]
pub unsafe fn dealloc_collected(
    thread: &Thread,
    object: NonNull<Object>,
    keep: Option<Keep>,
    release: impl FnOnce(&Heap, &Object),
) {
    // SAFETY: with a count of zero nobody else has the object, and untracked no collection finds it. `defer` takes only
    // objects with a head, which this one has; otherwise it is kept or freed once, after `release`, and not touched again.
    unsafe {
        object.as_ref().untrack();
        let left = thread.native_left.get();
        if left <= TRASHCAN_HEADROOM {
            return defer(thread, object);
        }
        thread.native_left.set(left - 1);
        release(thread.heap(), object.as_ref());
        if !keep.is_some_and(|keep| thread.heap().keep(object, keep)) {
            thread.heap().free_collected(object);
        }
        thread.native_left.set(left);
        if !thread.trash.get().is_null() && left > TRASHCAN_HEADROOM * 2 {
            empty_trash(thread);
        }
    }
}

/// Frees an instance of a native type with managed words: contents, dictionary, weak references, memory, in this order.
///
/// # Safety
/// The count is zero.
pub unsafe fn dealloc_managed(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: as in `dealloc_layout`; such types have no finalizer.
    unsafe {
        object.as_ref().untrack();
        guarded(thread, object, |thread, object| {
            let it = object.as_ref();
            release_contents(thread.heap(), it, it.ty().layout());
            instance::clear_dict(it, thread.heap());
            if weakref::is_referred(it) {
                weakref::clear_all(thread, it);
            }
            thread.heap().free_object(object);
        });
    }
}

/// Frees an instance of a heap type.
///
/// # Safety
/// The count is zero.
pub unsafe fn dealloc_instance(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: the caller's promise.
    unsafe {
        release_instance(thread, object, |it| {
            if weakref::is_referred(it) {
                weakref::clear_all(thread, it);
            }
            instance::clear_members(it, it.ty());
            instance::clear_dict(it, thread.heap());
            it.untrack();
            release_contents(thread.heap(), it, it.ty().layout());
        });
    }
}

/// Frees an instance of a heap type that is built on `object`'s layout and has no `__slots__`, its bases' included.
///
/// # Safety
/// The count is zero, and the type is such a one.
pub unsafe fn dealloc_plain_instance(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: the caller's promise.
    unsafe {
        release_instance(thread, object, |it| {
            if weakref::instance_is_referred(it) {
                weakref::clear_all(thread, it);
            }
            instance::clear_dict(it, thread.heap());
            it.untrack();
        });
    }
}

/// The frame of the two: finalizer first, then `release` drops what the instance holds, then the memory goes.
///
/// # Safety
/// The count is zero, and `release` leaves nothing owned behind.
#[inline(always)]
unsafe fn release_instance(
    thread: &Thread,
    object: NonNull<Object>,
    release: impl FnOnce(&Object),
) {
    // SAFETY: as in `dealloc_layout`. The object's reference keeps its heap type until `free_object` gives it back.
    unsafe {
        object.as_ref().untrack();
        guarded(thread, object, |thread, object| {
            let it = object.as_ref();
            if it.ty().slots().finalize.is_some() && survives_finalizer(thread, it) {
                return;
            }
            release(it);
            thread.heap().free_object(object);
        });
    }
}

/// Releases what the layout chain owns, derived layout first.
fn release_contents(heap: &Heap, object: &Object, layout: &'static LayoutInfo) {
    let mut at = Some(layout);
    while let Some(info) = at {
        if let Some(release) = info.release {
            release(object, heap);
        }
        traverse::clear_fields(object, info);
        at = info.base;
    }
}

/// What the collector breaks cycles with: the object's members, dictionary and the layout's `clear`, as `tp_clear`.
pub fn clear_object(object: &Object) {
    let ty = object.ty();
    let late = traverse::dict_is_last(object);
    if ty.is_heap_type() && !late {
        instance::clear_members(object, ty);
        instance::clear_dict(object, ty.heap());
    }
    let mut at = Some(ty.layout());
    while let Some(info) = at {
        if let Some(clear) = info.clear {
            clear(object);
        }
        at = info.base;
    }
    if late {
        instance::clear_dict(object, ty.heap());
    }
}

/// Whether the collector can break a cycle at this object.
pub fn can_clear(ty: &Type) -> bool {
    if ty.is_class() {
        return true;
    }
    let mut at = Some(ty.layout());
    while let Some(info) = at {
        if info.clear.is_some() {
            return true;
        }
        at = info.base;
    }
    false
}

/// Runs the finalizer of a dying object. True when it was resurrected: it is tracked again and lives on.
fn survives_finalizer(thread: &Thread, object: &Object) -> bool {
    object.track();
    object.set_refcount(1);
    run_finalizer(thread, object);
    let count = object.refcount() - 1;
    object.set_refcount(count);
    if count == 0 {
        object.untrack();
        return false;
    }
    true
}

/// Runs the type's finalizer unless it has run before. The pending exception, if any, stays pending.
pub fn run_finalizer(thread: &Thread, object: &Object) {
    let Some(finalize) = object.ty().slots().finalize else {
        return;
    };
    if object.is_finalized() {
        return;
    }
    finalize_in_peace(thread, object, finalize);
    if let Some(head) = object.gc_head() {
        head.put(GcHead::FINALIZED, true);
    }
}

/// As `run_finalizer`, for the collector: the object counts as finalised before its finalizer runs.
pub fn run_finalizer_marked(thread: &Thread, object: &Object) {
    let Some(finalize) = object.ty().slots().finalize else {
        return;
    };
    if let Some(head) = object.gc_head() {
        head.put(GcHead::FINALIZED, true);
    }
    finalize_in_peace(thread, object, finalize);
}

/// Runs a finalizer with no exception pending; the one that was is pending again afterwards.
fn finalize_in_peace(thread: &Thread, object: &Object, finalize: fn(&Thread, &Object)) {
    let pending = thread.take_pending();
    finalize(thread, object);
    if thread.is_pending() {
        (thread.hooks().unraisable)(thread, "", Some(object));
    }
    if let Some(pending) = pending {
        let _ = thread.set_pending(pending);
    }
}

/// Runs `body` one level deeper, or chains the object for later when the native stack is nearly used up.
///
/// # Safety
/// The count is zero and the object is untracked; `body` deallocates it.
#[inline(always)]
unsafe fn guarded(
    thread: &Thread,
    object: NonNull<Object>,
    body: impl FnOnce(&Thread, NonNull<Object>),
) {
    let left = thread.native_left.get();
    // SAFETY: exactly one of `defer` and `body` gets the dying object, with what the caller promises of it; `defer` only
    // when it has a head. The chain that `empty_trash` frees holds only what `defer` put there.
    unsafe {
        if left <= TRASHCAN_HEADROOM && object.as_ref().has_gc_head() {
            defer(thread, object);
            return;
        }
        thread.native_left.set(left - 1);
        body(thread, object);
        thread.native_left.set(left);
        if !thread.trash.get().is_null() && left > TRASHCAN_HEADROOM * 2 {
            empty_trash(thread);
        }
    }
}

/// Chains a dying object through the `prev` word of its head, the finalized bit staying where it is.
///
/// # Safety
/// The object has a GC head, is untracked and its count is zero.
#[cold]
#[inline(never)]
unsafe fn defer(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: the head is in no list, so its words are free for the chain; `prev` holds the chain, `next` stays null
    // so that nobody takes the object for a tracked one.
    unsafe {
        let head = object.as_ref().gc_head_ptr();
        (*head).set_prev(thread.trash.get());
        thread.trash.set(head);
    }
}

/// Deallocates the chained objects, one after another.
///
/// # Safety
/// The chain holds untracked objects with count zero.
#[cold]
#[inline(never)]
unsafe fn empty_trash(thread: &Thread) {
    if thread.emptying_trash.replace(true) {
        return;
    }
    loop {
        let head = thread.trash.get();
        if head.is_null() {
            break;
        }
        // SAFETY: `defer` put the head there: of an untracked object whose count is zero. It leaves the chain before it is
        // freed, so it is freed once.
        unsafe {
            thread.trash.set((*head).prev());
            (*head).set_prev(std::ptr::null_mut());
            Object::dealloc(NonNull::new_unchecked(GcHead::object(head)));
        }
    }
    thread.emptying_trash.set(false);
}
