//! `StopIteration` (its value) and `SystemExit` (its code).

use super::base;
use super::layout::OneField;
use crate::tuple::Tuple;
use object::{Args, Builtin, MemberDef, MemberKind, Object, Ref, Result, Thread, TypeSlots};

pub(super) const STOP_SLOTS: TypeSlots = TypeSlots {
    init: Some(init_stop),
    ..TypeSlots::EMPTY
};
pub(super) const EXIT_SLOTS: TypeSlots = TypeSlots {
    init: Some(init_exit),
    ..TypeSlots::EMPTY
};
pub(super) const VALUE: &[MemberDef] = &[field("value")];
pub(super) const CODE: &[MemberDef] = &[field("code")];

const fn field(name: &'static str) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset: 72,
        readonly: false,
        doc: None,
    }
}

fn init_stop(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    base::init(thread, object, args)?;
    let value = args.positional().first().cloned();
    if let Some(stop) = object.downcast::<OneField>() {
        stop.fields[0].set(Some(value.unwrap_or_else(|| thread.heap().none())));
    }
    Ok(())
}

fn init_exit(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    base::init(thread, object, args)?;
    let code = match args.positional() {
        [] => return Ok(()),
        [one] => one.clone(),
        many => Tuple::from_slice(thread, many)?.into_object(),
    };
    if let Some(exit) = object.downcast::<OneField>() {
        exit.fields[0].set(Some(code));
    }
    Ok(())
}

/// The value that a `StopIteration` carries; `None` for other exceptions.
pub fn stop_iteration_value(exception: &Object) -> Option<Ref> {
    if !exception.isinstance(Builtin::StopIteration) {
        return None;
    }
    exception.downcast::<OneField>()?.fields[0].get()
}

/// The code that a `SystemExit` carries; `None` when it has none or for other exceptions.
pub fn system_exit_code(exception: &Object) -> Option<Ref> {
    if !exception.isinstance(Builtin::SystemExit) {
        return None;
    }
    exception.downcast::<OneField>()?.fields[0].get()
}
