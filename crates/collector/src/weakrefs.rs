//! Weak references to garbage: all are cleared before any finalizer runs, so that nobody can reach garbage through them;
//! callbacks of those that are not garbage themselves are called.

use crate::reach::first;
use object::{GcHead, Generation, Layout, Object, Ref, Thread, WeakRef, weakref};
use std::ptr::NonNull;

/// Clears the references and calls the callbacks, in 3.13's order. Survivors of the calls go to `old`. Returns how many reference
/// objects died in the course, and whether any callback ran.
pub fn clear_and_call(
    thread: &Thread,
    unreachable: &Generation,
    old: &Generation,
) -> (usize, bool) {
    let waiting = Generation::new(0);
    waiting.reset();
    unreachable.for_each(&mut |object| {
        let ty = object.ty();
        if ty.weaklist_offset() != 0 || ty.has_layout(WeakRef::INFO) {
            clear_references_to(object, &waiting);
        }
    });
    let called = !waiting.is_empty();
    let mut died = 0;
    while !waiting.is_empty() {
        let head = first(&waiting);
        // SAFETY: heads in `waiting` belong to references that `clear_references_to` counted once.
        unsafe {
            let reference = Ref::from_raw(NonNull::new_unchecked(GcHead::object(head)));
            call_back(thread, &reference);
            drop(reference);
            if first(&waiting) == head {
                GcHead::unlink(head);
                old.append(head);
            } else {
                died += 1;
            }
        }
    }
    (died, called)
}

/// Clears one garbage object's references, and the object itself when it is a reference. Those outside the garbage that have a
/// callback are counted and moved to `waiting`.
fn clear_references_to(object: &Object, waiting: &Generation) {
    if let Some(own) = object.downcast::<WeakRef>() {
        own.unlink();
    }
    weakref::for_each(object, &mut |reference| {
        reference.unlink();
        let it = reference.as_object();
        let garbage = it.gc_head().is_some_and(|h| h.has(GcHead::COLLECTING));
        if reference.callback.is_none() || garbage || !it.is_tracked() {
            return;
        }
        it.incref();
        // SAFETY: a tracked head is in a list.
        unsafe {
            GcHead::unlink(it.gc_head_ptr());
            waiting.append(it.gc_head_ptr());
        }
    });
}

fn call_back(thread: &Thread, reference: &Object) {
    if let Some(reference) = reference.downcast::<WeakRef>()
        && let Some(callback) = reference.callback.get()
    {
        reference.call_back(thread, &callback);
    }
}
