//! Safe points: where a collection runs, a signal is heard, a stop request obeyed, another thread gets its turn.

use crate::machine::Vm;
use object::{Result, breaker};

/// Does whatever waits.
#[cold]
#[inline(never)]
pub fn safe_point(vm: &Vm) -> Result<()> {
    let thread = vm.thread();
    thread.heed()?;
    collector::collect_if_due(thread);
    if thread.take_interrupt(breaker::TRACE) {
        (thread.hooks().at_rest)(thread);
    }
    if thread.take_interrupt(breaker::YIELD) {
        thread.give_way();
    }
    Ok(())
}
