//! Breaking the cycles of dead objects, so that counting frees them.

use crate::debug;
use crate::reach::first;
use object::{GcHead, Generation, Ref, Thread};
use std::ptr::NonNull;

/// Clears each object in list order. What is alive afterwards (its last holder may be cleared later) waits in `old`.
/// With `DEBUG_SAVEALL` everything goes to `gc.garbage` instead.
pub fn delete(thread: &Thread, dead: &Generation, old: &Generation) {
    let save = thread.heap().gc.debug.get() & debug::SAVEALL != 0;
    while !dead.is_empty() {
        let head = first(dead);
        // SAFETY: the head is the first of a list of live objects; the handle keeps the object alive while it is cleared.
        unsafe {
            let object = &*GcHead::object(head);
            object.incref();
            let object = Ref::from_raw(NonNull::from(object));
            if save {
                (thread.hooks().gc_garbage)(thread, &object);
            } else {
                object::clear_object(&object);
            }
            drop(object);
            if first(dead) == head {
                (*head).put(GcHead::COLLECTING | GcHead::UNREACHABLE, false);
                GcHead::unlink(head);
                old.append(head);
            }
        }
    }
}
