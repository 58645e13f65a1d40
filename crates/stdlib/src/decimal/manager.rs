//! `localcontext`: a context for the time of a `with` statement.

use super::context::{self, Context};
use object::native::make;
use object::{
    Args, Builtin, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots, TypeSpec,
    native_layout,
};

native_layout! {
    /// The context of the statement, and the one that was current when the manager was made.
    pub struct Manager: LAYOUT, "ContextManager" {
        local: Slot<Context>,
        outer: Slot<Context>,
    }
}

const _: () = assert!(size_of::<Manager>() == 32);

/// `decimal.ContextManager`.
pub(super) static MANAGER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        getattro: Some(types::typeobj::generic_getattr),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__enter__", |thread, object| {
            let local = enter(thread, &this(thread, object)?.local)?;
            Ok(local.unwrap_or_else(|| thread.heap().none()))
        })
        .doc("__enter__($self, /)\n--\n\n"),
        MethodDef::fast("__exit__", |thread, object, _| {
            enter(thread, &this(thread, object)?.outer)?;
            Ok(thread.heap().none())
        }),
    ],
    ..TypeSpec::new("decimal.ContextManager", Builtin::Other, &LAYOUT)
};

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Manager> {
    match object.downcast::<Manager>() {
        Some(manager) => Ok(manager),
        None => Err(thread.type_error(format_args!("expected a context manager"))),
    }
}

fn enter(thread: &Thread, slot: &Slot<Context>) -> Result<Option<Ref>> {
    let Some(context) = slot.get().map(Ref::into_object) else {
        return Ok(None);
    };
    context::set_current(thread, &context)?;
    Ok(Some(context))
}

/// `localcontext(ctx=None, **kwargs)`.
pub(super) fn localcontext(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    let names = [
        "ctx", "prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps",
    ];
    let bound = super::arguments::bind(thread, &args, names, 0)?;
    let outer = context::current(thread)?;
    let from = super::arguments::context(thread, bound[0])?;
    let local = context::copy(thread, &from)?;
    let [_, settings @ ..] = bound;
    context::set_all(thread, &local, settings)?;
    let fresh = make::<Manager>(thread.heap(), types::type_of(thread, &MANAGER)?)?;
    fresh.local.set(Some(local));
    fresh.outer.set(Some(outer));
    fresh.as_object().track();
    Ok(fresh.into_object())
}
