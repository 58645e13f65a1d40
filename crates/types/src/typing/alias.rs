//! `TypeAliasType`: what `type X = …` makes.
//!
//! ```text
//!   0 header  16 name  24 parameters, null without any  32 function of the value  40 value  48 module                         56
//! ```

use super::{computed, field, this};
use crate::function::Function;
use crate::protocol::Signature;
use crate::runtime::runtime;
use crate::state::type_of;
use crate::tuple::Tuple;
use object::native::{HiddenSlot, make};
use object::{
    Args, Builtin, MemberKind, MethodDef, NumberSlots, Object, Ref, Result, Slot, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::mem::offset_of;

native_layout! {
    /// See the file's head.
    pub struct Alias: ALIAS_LAYOUT, "TypeAliasType" {
        name: HiddenSlot,
        parameters: Slot,
        evaluate: Slot,
        value: Slot,
        module: Slot,
    }
}

const _: () = assert!(size_of::<Alias>() == 56);

/// The type.
pub static ALIAS: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        repr: Some(name),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        or: Some(crate::union::or),
        subscript: Some(subscript),
        ..NumberSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", name).doc("__reduce__($self, /)\n--\n\n")],
    members: &[field(
        "__name__",
        offset_of!(Alias, name),
        MemberKind::Object,
    )],
    getsets: &[
        computed("__parameters__", spread, None),
        computed(
            "__type_params__",
            |thread, it| Ok(parameters(thread, it)?.into_object()),
            None,
        ),
        computed(
            "__value__",
            |thread, it| {
                let it = this::<Alias>(thread, it)?;
                let value = super::evaluated(thread, &it.value, &it.evaluate)?;
                Ok(value.unwrap_or_else(|| thread.heap().none()))
            },
            None,
        ),
        computed("__module__", module, None),
    ],
    doc: Some(
        "Type alias.\n\nMade by the statement `type Alias = int`; its value is worked out when `__value__` is first read.",
    ),
    ..TypeSpec::new("typing.TypeAliasType", Builtin::Other, &ALIAS_LAYOUT)
};

static SIGNATURE: Signature<3> = Signature {
    function: "typealias",
    names: ["name", "value", "type_params"],
    required: 2,
    positional: 2,
};

fn alloc(thread: &Thread, name: Ref, parameters: Option<Ref>) -> Result<Ref<Alias>> {
    let fresh = make::<Alias>(thread.heap(), type_of(thread, &ALIAS)?)?;
    fresh.name.set(Some(name));
    fresh.parameters.set(parameters);
    Ok(fresh)
}

/// What the statement makes of a name, a tuple of parameters or `None`, and the function of the value.
pub fn from_parts(thread: &Thread, parts: &Object) -> Result<Ref> {
    let Some([name, parameters, function]) = parts.downcast::<Tuple>().map(Tuple::items) else {
        return Err(thread.system_error(format_args!("an alias needs three parts")));
    };
    let parameters = (!super::is_none(parameters)).then(|| parameters.clone());
    let fresh = alloc(thread, name.clone(), parameters)?;
    fresh.evaluate.set(Some(function.clone()));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn new(thread: &Thread, _ty: &Type, args: Args<'_>) -> Result<Ref> {
    let bound = SIGNATURE.bind(thread, &args)?;
    let name = super::name_given(thread, "typealias", bound.get(0))?;
    let parameters = match bound.get(2) {
        Some(given) => match given.downcast::<Tuple>() {
            Some(given) => (!given.is_empty()).then(|| given.as_object().to_ref()),
            None => return Err(thread.type_error(format_args!("type_params must be a tuple"))),
        },
        None => None,
    };
    let module = (runtime(thread).module)(thread)?;
    let fresh = alloc(thread, name, parameters)?;
    fresh.value.set(bound.get(1).map(Object::to_ref));
    fresh.module.set(module);
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn name(thread: &Thread, it: &Object) -> Result<Ref> {
    match this::<Alias>(thread, it)?.name.get() {
        Some(name) => Ok(name),
        None => Err(thread.system_error(format_args!("an alias without a name"))),
    }
}

fn parameters(thread: &Thread, it: &Object) -> Result<Ref<Tuple>> {
    let known = this::<Alias>(thread, it)?.parameters.get();
    match known.map(Ref::downcast_into::<Tuple>) {
        Some(Ok(parameters)) => Ok(parameters),
        _ => Ok(Tuple::empty(thread)),
    }
}

fn spread(thread: &Thread, it: &Object) -> Result<Ref> {
    Ok(super::spread(thread, &*parameters(thread, it)?)?.into_object())
}

/// Where the alias was made, or whose module its function names.
fn module(thread: &Thread, it: &Object) -> Result<Ref> {
    let it = this::<Alias>(thread, it)?;
    let named = it.module.get().or_else(|| {
        let function = it.evaluate.get()?;
        function.downcast::<Function>()?.module.get()
    });
    Ok(named.unwrap_or_else(|| thread.heap().none()))
}

fn subscript(thread: &Thread, it: &Object, key: &Object) -> Result<Ref> {
    if this::<Alias>(thread, it)?.parameters.is_none() {
        return Err(thread.type_error(format_args!("Only generic type aliases are subscriptable")));
    }
    crate::generic_alias::new(thread, it, key)
}
