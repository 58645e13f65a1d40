//! `_tuplegetter`: the descriptor behind the fields of named tuples.

use object::native::make;
use object::{
    Args, Builtin, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Slot, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::str::Str;
use types::{Int, Tuple, protocol};

native_layout! {
    /// The index of a field and its documentation.
    pub struct Getter: GETTER, "tuple getter" { index: Cell<isize>, doc: Slot }
}

const _: () = assert!(size_of::<Getter>() == 32);

pub(super) static TUPLEGETTER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC,
    slots: TypeSlots {
        repr: Some(repr),
        new: Some(new),
        descr_get: Some(get),
        descr_set: Some(|thread, _, _, value| {
            Err(thread.raise(
                Builtin::AttributeError,
                match value {
                    Some(_) => format_args!("can't set attribute"),
                    None => format_args!("can't delete attribute"),
                },
            ))
        }),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce)],
    members: &[MemberDef {
        name: "__doc__",
        kind: MemberKind::Object,
        offset: 24,
        readonly: false,
        doc: None,
    }],
    ..TypeSpec::new("collections._tuplegetter", Builtin::Other, &GETTER)
};

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Getter> {
    match object.downcast::<Getter>() {
        Some(getter) => Ok(getter),
        None => Err(thread.type_error(format_args!(
            "expected _tuplegetter, got {}",
            object.ty().name()
        ))),
    }
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    protocol::no_keywords(thread, "_tuplegetter", &args)?;
    let given = args.positional();
    protocol::check_arity(thread, "_tuplegetter", given.len(), 2, 2)?;
    let index = protocol::as_isize(thread, &given[0], Builtin::OverflowError)?;
    let getter = make::<Getter>(thread.heap(), ty)?;
    getter.index.set(index);
    getter.doc.set(Some(given[1].clone()));
    getter.as_object().track();
    Ok(getter.into_object())
}

fn get(
    thread: &Thread,
    object: &Object,
    instance: Option<&Object>,
    _: Option<&Object>,
) -> Result<Ref> {
    let index = this(thread, object)?.index.get();
    let Some(instance) = instance.filter(|i| !i.is_exactly(Builtin::NoneType)) else {
        return Ok(object.to_ref());
    };
    let Some(tuple) = instance.downcast::<Tuple>() else {
        return Err(thread.type_error(format_args!(
            "descriptor for index '{index}' for tuple subclasses doesn't apply to '{}' object",
            instance.ty().name()
        )));
    };
    match tuple.items().get(index as usize) {
        Some(item) => Ok(item.clone()),
        None => Err(thread.raise(
            Builtin::IndexError,
            format_args!("tuple index out of range"),
        )),
    }
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let getter = this(thread, object)?;
    let doc = getter.doc.get().unwrap_or_else(|| thread.heap().none());
    let args = Tuple::from_array(thread, [Int::new(thread, getter.index.get())?, doc])?;
    let ty = object.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [ty, args.into_object()])?.into_object())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let getter = this(thread, object)?;
    let doc = getter.doc.get().unwrap_or_else(|| thread.heap().none());
    let name = types::typeobj::short_name(object.ty());
    let doc = protocol::repr(thread, &doc)?;
    let text = format_args!("{name}({}, {})", getter.index.get(), &*doc);
    Ok(Str::format(thread, text)?.into_object())
}
