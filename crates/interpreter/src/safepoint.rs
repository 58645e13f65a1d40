//! Safe points: where a collection runs, a signal is heard, a stop request obeyed.

use crate::machine::Vm;
use object::{Builtin, Result, breaker};

/// Does whatever waits.
#[cold]
#[inline(never)]
pub fn safe_point(vm: &Vm) -> Result<()> {
    let thread = vm.thread();
    if thread.take_interrupt(breaker::SIGNAL) {
        (thread.hooks().signals)(thread)?;
    }
    if thread.take_interrupt(breaker::STOP) {
        return Err(thread.raise(Builtin::SystemExit, format_args!("stopped")));
    }
    if thread.take_interrupt(breaker::COLLECT) {
        collector::collect_automatic(thread);
        if thread.heap().gc.stress.get() != 0 {
            thread.interrupt(breaker::COLLECT);
        }
    }
    if thread.take_interrupt(breaker::TRACE) {
        (thread.hooks().at_rest)(thread);
    }
    Ok(())
}
