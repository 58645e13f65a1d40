//! `NoDefault`: what a parameter without a default has for one. There is one, and it is immortal.

use crate::state::{Room, room, type_of, visit_slot};
use crate::str::Str;
use object::{
    Args, Builtin, MethodDef, OBJECT_LAYOUT, Object, Ref, Result, Slot, Thread, Type, TypeSlots,
    TypeSpec, Visit,
};

/// `type(NoDefault)`.
pub static NOTHING: TypeSpec = TypeSpec {
    slots: TypeSlots {
        repr: Some(|thread, _| Ok(Str::new(thread, "typing.NoDefault")?.into_object())),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce)],
    doc: Some("NoDefaultType()\n--\n\nThe type of the NoDefault singleton."),
    dealloc: object::dealloc_leaf,
    ..TypeSpec::new("NoDefaultType", Builtin::Other, &OBJECT_LAYOUT)
};

#[derive(Default)]
struct Kept {
    only: Slot,
}

impl Room for Kept {
    fn visit(&self, visit: Visit) {
        visit_slot(&self.only, visit);
    }
}

/// The one, made when first asked for.
pub fn no_default(thread: &Thread) -> Result<Ref> {
    let kept = room::<Kept>(thread);
    if let Some(only) = kept.only.get() {
        return Ok(only);
    }
    let fresh = thread.heap().alloc(type_of(thread, &NOTHING)?, 0)?;
    fresh.make_immortal();
    kept.only.set(Some(fresh.clone()));
    Ok(fresh)
}

fn new(thread: &Thread, _: &Type, args: Args<'_>) -> Result<Ref> {
    if !args.is_empty() {
        return Err(thread.type_error(format_args!("NoDefaultType takes no arguments")));
    }
    no_default(thread)
}

fn reduce(thread: &Thread, _: &Object) -> Result<Ref> {
    Ok(Str::new(thread, "NoDefault")?.into_object())
}
