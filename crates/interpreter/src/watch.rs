//! What runs, told to those who watch the heap: frames with their lines, and the references that running code holds.
//!
//! Both are called in the middle of allocations and collections, so they run no Python and allocate nothing from the heap.

use crate::machine::Vm;
use bytecode::Op;
use object::{Thread, Visit};
use types::frame::Record;
use types::state;

/// Hook: file and line of the frames that run, innermost first. As in 3.13 a frame that is still being entered doesn't run yet.
pub fn frames(thread: &Thread, most: usize, each: &mut dyn FnMut(&str, u32)) {
    let mut at = Vm::try_of(thread).and_then(Vm::innermost);
    if let Some(record) = at.filter(|record| is_entering(record)) {
        at = record.previous();
    }
    for _ in 0..most {
        let Some(record) = at else { return };
        // SAFETY: a record keeps its code as long as it is on the stack.
        if let Some(code) = unsafe { record.saved.code.borrow() } {
            each(&code.tables().filename, code.line_at(record.saved.word()));
        }
        at = record.previous();
    }
}

/// Whether the code so far did nothing but make its cells and its generator.
fn is_entering(record: &Record) -> bool {
    // SAFETY: a record keeps its code as long as it is on the stack.
    let Some(code) = (unsafe { record.saved.code.borrow() }) else {
        return false;
    };
    let enters = |word: u32| {
        let op = code.running(word as usize).map(|instr| instr.op);
        matches!(
            op,
            Some(Op::MAKE_CELL | Op::COPY_FREE_VARS | Op::RETURN_GENERATOR)
        )
    };
    code.is_unpacked() && (0..=record.saved.word()).rev().all(enters)
}

/// Hook: what running frames, modules and the rooms' tables hold, each reference as often as it is counted. The temporaries of
/// frames in the middle of an instruction are not among them.
pub fn visit_roots(thread: &Thread, visit: Visit) {
    crate::threads::each_machine(thread, &mut |_, vm| {
        let mut at = vm.innermost();
        while let Some(record) = at {
            record.saved.visit(visit);
            at = record.previous();
        }
        types::visit_slot(&vm.result, visit);
        if let Ok(held) = vm.held.try_borrow() {
            held.iter().flatten().for_each(|held| visit(held));
        }
    });
    state(thread).visit_roots(visit);
    let gc = &thread.heap().gc;
    for slot in [&gc.callbacks, &gc.garbage] {
        types::visit_slot(slot, visit);
    }
}
