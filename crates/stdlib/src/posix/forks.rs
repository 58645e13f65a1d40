//! `register_at_fork`: what is to be called around a fork is kept, though nothing forks here.
//!
//! 3.13's interpreter holds these callables longer than any module: a library module that registers one keeps its globals, and what a
//! program has put there, until nobody can see them go.

use object::{Args, Object, Ref, Result, Slot, Thread};
use types::{List, Signature, visit_slot};

/// The interpreter's three lists: before, after in the child, after in the parent.
#[derive(Default)]
struct State {
    kept: [Slot<List>; 3],
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        for list in &self.kept {
            visit_slot(list, visit);
        }
    }
}

/// `register_at_fork(*, before=…, after_in_child=…, after_in_parent=…)`.
pub(super) fn register(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "register_at_fork",
        names: ["before", "after_in_child", "after_in_parent"],
        required: 0,
        positional: 0,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    if bound.0.iter().all(Option::is_none) {
        return Err(thread.type_error(format_args!("At least one argument is required.")));
    }
    for (name, given) in SIGNATURE.names.iter().zip(bound.0) {
        if let Some(given) = given.filter(|given| !types::protocol::is_callable(given)) {
            return Err(thread.type_error(format_args!(
                "'{name}' must be callable, not {}",
                given.ty().name()
            )));
        }
    }
    let state = types::room::<State>(thread);
    for (slot, given) in state.kept.iter().zip(bound.0) {
        let Some(given) = given else { continue };
        let list = match slot.get() {
            Some(list) => list,
            None => {
                let list = List::new(thread)?;
                slot.set(Some(list.clone()));
                list
            }
        };
        list.push(thread, given.to_ref())?;
    }
    Ok(thread.heap().none())
}
