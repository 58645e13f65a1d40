//! Survivors that can't be part of a cycle stop being tracked: tuples after every pass, dicts after full ones.

use crate::reach::first;
use object::{GcHead, Generation, Object, Untrack};

/// Asks the survivors and returns how many stay tracked. All tuples come first: a dictionary that holds only some that
/// have stopped being tracked stops too.
pub fn survivors(list: &Generation, full: bool) -> usize {
    let count = round(list, false);
    if full { round(list, true) } else { count }
}

fn round(list: &Generation, dicts: bool) -> usize {
    let mut at = first(list);
    let mut count = 0;
    while at != list.head() {
        // SAFETY: nodes of a list are heads of live objects; the next is read before this one may leave.
        let (object, next) = unsafe { (&*GcHead::object(at), (*at).next.get()) };
        match object.ty().layout().untrack {
            Some(Untrack::EveryPass(ask)) if !dicts => ask(object),
            Some(Untrack::FullPass(ask)) if dicts => ask(object),
            _ => {}
        }
        count += usize::from(object.is_tracked());
        at = next;
    }
    count
}

/// Asks one object.
#[inline]
pub fn maybe_untrack(object: &Object, full: bool) {
    match object.ty().layout().untrack {
        Some(Untrack::EveryPass(ask)) => ask(object),
        Some(Untrack::FullPass(ask)) if full => ask(object),
        _ => {}
    }
}
