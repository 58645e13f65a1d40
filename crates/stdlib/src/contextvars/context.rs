//! `Context`: a mapping from variables to values, and code that runs in it.

use super::variable::Variable;
use object::native::make;
use object::{
    Args, Builtin, CompareOp, MethodDef, NumberSlots, Object, Raised, Ref, Result, Slot, Thread,
    Type, TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::{Dict, Str, protocol};

native_layout! {
    /// A context. While it is entered it holds the one that it was entered from.
    pub struct Context: LAYOUT, "Context" {
        previous: Slot<Context>,
        pub values: Slot<Dict>,
        weaklist: Cell<usize>,
        entered: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Context>() == 48);

pub(super) static CONTEXT: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        hash: Some(protocol::unhashable),
        richcompare: Some(compare),
        iter: Some(|thread, object| {
            let dict = values(thread, this(thread, object)?)?;
            protocol::iter(thread, dict.as_object())
        }),
        new: Some(|thread, _: &Type, args: Args<'_>| match args.is_empty() {
            true => Ok(new(thread)?.into_object()),
            false => {
                Err(thread.type_error(format_args!("Context() does not accept any arguments")))
            }
        }),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        length: Some(|thread, object| {
            protocol::len(thread, values(thread, this(thread, object)?)?.as_object())
        }),
        contains: Some(|thread, object, key| Ok(find(thread, object, key)?.is_some())),
        subscript: Some(|thread, object, key| match find(thread, object, key)? {
            Some(value) => Ok(value),
            None => Err(types::exception::raise_with(
                thread,
                Builtin::KeyError,
                &[key.to_ref()],
            )),
        }),
        ..NumberSlots::EMPTY
    },
    methods: METHODS,
    weaklist_offset: 32,
    ..TypeSpec::new("_contextvars.Context", Builtin::Other, &LAYOUT)
};

const METHODS: &[MethodDef] = &[
    MethodDef::fast("get", get).doc("get($self, key, default=None, /)\n--\n\nReturn the value for `key` if `key` has the value in the context object."),
    MethodDef::no_args("items", |thread, object| listed(thread, object, "items"))
        .doc("items($self, /)\n--\n\nReturn all variables and their values in the context object."),
    MethodDef::no_args("keys", |thread, object| listed(thread, object, "keys"))
        .doc("keys($self, /)\n--\n\nReturn a list of all variables in the context object."),
    MethodDef::no_args("values", |thread, object| listed(thread, object, "values"))
        .doc("values($self, /)\n--\n\nReturn a list of all variables' values in the context object."),
    MethodDef::no_args("copy", |thread, object| {
        Ok(copy(thread, this(thread, object)?)?.into_object())
    })
    .doc("copy($self, /)\n--\n\nReturn a shallow copy of the context object."),
    MethodDef::keywords("run", run),
];

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Context> {
    match object.downcast::<Context>() {
        Some(context) => Ok(context),
        None => Err(thread.type_error(format_args!(
            "expected an instance of Context, got {}",
            object.ty().name()
        ))),
    }
}

/// An empty context.
pub(super) fn new(thread: &Thread) -> Result<Ref<Context>> {
    let fresh = make::<Context>(thread.heap(), types::type_of(thread, &CONTEXT)?)?;
    fresh.as_object().track();
    Ok(fresh)
}

/// A context with the same values.
pub(super) fn copy(thread: &Thread, context: &Context) -> Result<Ref<Context>> {
    let fresh = new(thread)?;
    fresh.values.set(context.values.get());
    Ok(fresh)
}

/// The values, which nobody may change.
fn values(thread: &Thread, context: &Context) -> Result<Ref<Dict>> {
    match context.values.get() {
        Some(dict) => Ok(dict),
        None => Dict::new(thread),
    }
}

/// The value of a variable.
pub(super) fn value(thread: &Thread, context: &Context, variable: &Object) -> Result<Option<Ref>> {
    match context.values.get() {
        Some(dict) => dict.get(thread, variable),
        None => Ok(None),
    }
}

/// Sets or removes a value, in a copy that takes the place of what was.
pub(super) fn store(
    thread: &Thread,
    context: &Context,
    variable: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let changed = values(thread, context)?.copy(thread)?;
    match value {
        Some(value) => changed.set(thread, variable, value)?,
        None => {
            changed.remove(thread, variable)?;
        }
    }
    context.values.set(Some(changed));
    Ok(())
}

fn check_key(thread: &Thread, key: &Object) -> Result<()> {
    if key.downcast::<Variable>().is_some() {
        return Ok(());
    }
    let shown = protocol::repr(thread, key)?;
    Err(thread.type_error(format_args!("a ContextVar key was expected, got {shown}")))
}

fn find(thread: &Thread, object: &Object, key: &Object) -> Result<Option<Ref>> {
    check_key(thread, key)?;
    value(thread, this(thread, object)?, key)
}

fn get(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "get", args.len(), 1, 2)?;
    match find(thread, object, &args[0])? {
        Some(value) => Ok(value),
        None => Ok(args.get(1).cloned().unwrap_or_else(|| thread.heap().none())),
    }
}

/// An iterator over one view of the values.
fn listed(thread: &Thread, object: &Object, view: &str) -> Result<Ref> {
    let dict = values(thread, this(thread, object)?)?.into_object();
    let view = Str::new(thread, view)?;
    let view = protocol::call_method(thread, &dict, &view, &[])?;
    protocol::iter(thread, &view)
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(left), Some(right)) = (a.downcast::<Context>(), b.downcast::<Context>()) else {
        return Ok(thread.heap().not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(thread.heap().not_implemented());
    }
    let (left, right) = (values(thread, left)?, values(thread, right)?);
    protocol::richcompare(thread, left.as_object(), right.as_object(), op)
}

fn entered(thread: &Thread, context: &Object) -> Raised {
    match protocol::repr(thread, context) {
        Ok(shown) => thread.raise(
            Builtin::RuntimeError,
            format_args!("cannot enter context: {shown} is already entered"),
        ),
        Err(raised) => raised,
    }
}

/// `context.run(callable, *args, **kwargs)`.
fn run(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let context = this(thread, object)?;
    let Some(function) = args.positional().first() else {
        return Err(thread.type_error(format_args!("run() missing 1 required positional argument")));
    };
    if context.entered.get() != 0 {
        return Err(entered(thread, object));
    }
    context.entered.set(1);
    context
        .previous
        .set(super::switch(thread, Some(Ref::new(context))));
    let rest = Args::new(&args.values()[1..], args.names());
    let answer = protocol::call_args(thread, function, rest);
    let back = context.previous.take();
    drop(super::switch(thread, back));
    context.entered.set(0);
    answer
}
