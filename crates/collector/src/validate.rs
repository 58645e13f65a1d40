//! A second look at the lists between phases, in debug builds and from the audit.

use object::{GcHead, Generation, Heap};

/// Checks C1 for every list of the heap and, between passes, C2. The text says which invariant is broken and where.
pub fn check_lists(heap: &Heap) -> Result<(), String> {
    let lists = &heap.gc.lists;
    let mut total = 0;
    for (name, list) in [
        ("0", &lists.young),
        ("1", &lists.middle),
        ("2", &lists.old),
        ("permanent", &lists.permanent),
    ] {
        total += check_list(name, list)?;
        if heap.gc.collecting.get() {
            continue;
        }
        let mut wrong = None;
        list.for_each(&mut |object| {
            let bits = GcHead::COLLECTING | GcHead::UNREACHABLE;
            if object.gc_head().is_some_and(|h| h.has(bits)) {
                wrong.get_or_insert(object.id());
            }
        });
        if let Some(at) = wrong {
            return Err(format!(
                "C2: the head of {at:#x} in generation {name} carries a bit of a pass"
            ));
        }
    }
    if !heap.gc.collecting.get() && total != heap.gc.tracked.get() {
        return Err(format!(
            "O3: {total} objects in lists, {} counted as tracked",
            heap.gc.tracked.get()
        ));
    }
    Ok(())
}

/// Checks C1 for one list and returns its length.
fn check_list(name: &str, list: &Generation) -> Result<usize, String> {
    let mut previous = list.head();
    let mut count = 0;
    // SAFETY: a list's own head is valid; each further head is checked against its neighbour before it is followed.
    unsafe {
        let mut at = (*previous).next.get();
        while at != list.head() {
            if at.is_null() || !at.cast::<u8>().addr().is_multiple_of(16) {
                return Err(format!(
                    "C1: generation {name} ends in {at:?} after {count} objects"
                ));
            }
            if (*at).prev() != previous {
                return Err(format!(
                    "C1: generation {name}: {at:?} doesn't point back to {previous:?}"
                ));
            }
            previous = at;
            at = (*at).next.get();
            count += 1;
        }
        if (*list.head()).prev() != previous {
            return Err(format!(
                "C1: generation {name}: the end isn't the last of {count} objects"
            ));
        }
    }
    Ok(count)
}

/// Debug builds stop at the first broken list.
pub fn between_phases(_heap: &Heap, young: &Generation, unreachable: &Generation) {
    if cfg!(debug_assertions) {
        for (name, list) in [
            ("being collected", young),
            ("found unreachable", unreachable),
        ] {
            if let Err(what) = check_list(name, list) {
                panic!("{what}");
            }
        }
    }
}
