//! What runs, told to those who watch the heap: frames with their lines, and the references that running code holds.
//!
//! Both are called in the middle of allocations and collections, so they run no Python and allocate nothing from the heap.

use crate::machine::Vm;
use object::{Thread, Visit};
use types::state;

/// Hook: file and line of the frames that run, innermost first.
pub fn frames(thread: &Thread, most: usize, each: &mut dyn FnMut(&str, u32)) {
    let mut at = Vm::try_of(thread).and_then(Vm::innermost);
    for _ in 0..most {
        let Some(record) = at else { return };
        // SAFETY: a record keeps its code as long as it is on the stack.
        if let Some(code) = unsafe { record.saved.code.borrow() } {
            each(&code.tables().filename, code.line_at(record.saved.word()));
        }
        at = record.previous();
    }
}

/// Hook: what running frames, modules and the rooms' tables hold, each reference as often as it is counted. The temporaries of
/// frames in the middle of an instruction are not among them.
pub fn visit_roots(thread: &Thread, visit: Visit) {
    let mut at = Vm::try_of(thread).and_then(Vm::innermost);
    while let Some(record) = at {
        record.saved.visit(visit);
        at = record.previous();
    }
    state(thread).visit_roots(visit);
    let gc = &thread.heap().gc;
    for slot in [&gc.callbacks, &gc.garbage] {
        types::visit_slot(slot, visit);
    }
    if let Some(vm) = Vm::try_of(thread) {
        types::visit_slot(&vm.result, visit);
    }
}
