//! Finalizers of garbage, and what they bring back to life.

use crate::reach::{deduce_unreachable, first};
use object::{GcHead, Generation, Ref, Thread};
use std::ptr::NonNull;

/// Runs `__del__` of every garbage object that has one and whose hasn't run, in list order. A finalizer may free or untrack any of
/// them, so each is taken off the front of the list in turn.
/// Says whether any ran: only then can garbage have become reachable again.
pub fn run(thread: &Thread, unreachable: &Generation) -> bool {
    if !any_waits(unreachable) {
        return false;
    }
    let seen = Generation::new(0);
    seen.reset();
    while !unreachable.is_empty() {
        let head = first(unreachable);
        // SAFETY: the head is the first of a list of live objects; the handle keeps the object alive during its finalizer.
        unsafe {
            GcHead::unlink_keeping_bits(head);
            seen.append(head);
            let object = &*GcHead::object(head);
            if object.ty().slots().finalize.is_some() && !object.is_finalized() {
                object.incref();
                let object = Ref::from_raw(NonNull::from(object));
                object::run_finalizer_marked(thread, &object);
            }
        }
    }
    unreachable.merge(&seen);
    true
}

/// Whether an object of the list has a finalizer that hasn't run.
fn any_waits(list: &Generation) -> bool {
    let mut at = first(list);
    while at != list.head() {
        // SAFETY: nodes of a list are heads of live objects.
        let (object, next) = unsafe { (&*GcHead::object(at), (*at).next.get()) };
        if object.ty().slots().finalize.is_some() && !object.is_finalized() {
            return true;
        }
        at = next;
    }
    false
}

/// Looks once more: what a finalizer made reachable again goes to `old`, the rest to `dead`. Returns how many are dead.
pub fn keep_resurrected(unreachable: &Generation, dead: &Generation, old: &Generation) -> usize {
    let found = deduce_unreachable(unreachable, dead);
    old.merge(unreachable);
    found.count
}
