//! `defaultdict`: a dictionary that makes missing values.

use object::{
    Args, Builtin, MemberDef, MemberKind, MethodDef, NumberSlots, Object, Ref, Result, Thread,
    TypeFlags, TypeSlots, TypeSpec,
};
use types::dict::{DEFAULT_DICT, DefaultDict};
use types::str::Str;
use types::{Dict, Tuple, protocol};

/// `collections.defaultdict`.
pub static DEFAULTDICT: TypeSpec = TypeSpec {
    base: Builtin::Dict,
    flags: TypeFlags::OF_MODULE.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        getattro: Some(types::typeobj::generic_getattr),
        repr: Some(repr),
        init: Some(init),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        or: Some(or),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::one("__missing__", missing).doc(
            "__missing__($self, object, /)\n--\n\n__missing__(key) # Called by __getitem__ for missing key:\nthe factory's value is stored and returned; KeyError without a factory.",
        ),
        MethodDef::no_args("copy", copy).doc("copy($self, /)\n--\n\nD.copy() -> a shallow copy of D."),
        MethodDef::no_args("__copy__", copy).doc("__copy__($self, /)\n--\n\nD.copy() -> a shallow copy of D."),
        MethodDef::no_args("__reduce__", reduce)
            .doc("__reduce__($self, /)\n--\n\nReturn state information for pickling."),
        MethodDef::one("__class_getitem__", types::generic_alias::new)
            .class()
            .doc("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
    ],
    keeps_keywords: true,
    members: &[MemberDef {
        name: "default_factory",
        kind: MemberKind::Object,
        offset: 48,
        readonly: false,
        doc: Some("Factory for default value called by __missing__()."),
    }],
    doc: Some(
        "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to make a value for a key\nthat isn't there. Otherwise it is a dict, made from the remaining arguments.",
    ),
    ..TypeSpec::new("collections.defaultdict", Builtin::Other, &DEFAULT_DICT)
};

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a DefaultDict> {
    match object.downcast::<DefaultDict>() {
        Some(dict) => Ok(dict),
        None => Err(thread.type_error(format_args!(
            "expected defaultdict, got {}",
            object.ty().name()
        ))),
    }
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    let given = args.positional();
    let factory = given.first().filter(|f| !f.is_exactly(Builtin::NoneType));
    if let Some(factory) = factory
        && !protocol::is_callable(factory)
    {
        return Err(thread.type_error(format_args!("first argument must be callable or None")));
    }
    // 3.13 cuts the factory off the tuple of arguments.
    thread.heap().touch_slice();
    let old = this(thread, object)?.factory.replace(factory.cloned());
    let rest = Args::new(&args.values()[given.len().min(1)..], args.names());
    let _cut = thread.heap().hold_values(rest.positional(), 0)?;
    let outcome = match thread.heap().builtin(Builtin::Dict).slots().init {
        Some(init) => init(thread, object, rest),
        None => Ok(()),
    };
    drop(old);
    outcome
}

fn missing(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    let factory = this(thread, object)?.factory.get();
    let Some(factory) = factory.filter(|f| !f.is_exactly(Builtin::NoneType)) else {
        return Err(types::exception::key_error(thread, key));
    };
    let value = protocol::call_given(thread, factory, Args::default())?;
    protocol::setitem(thread, object, key, Some(&value))?;
    Ok(value)
}

fn factory_or_none(thread: &Thread, dict: &DefaultDict) -> Ref {
    dict.factory.get().unwrap_or_else(|| thread.heap().none())
}

/// A new one of the same class with the same factory, filled from `source`.
fn like(thread: &Thread, object: &Object, source: &Object) -> Result<Ref> {
    let factory = factory_or_none(thread, this(thread, object)?);
    protocol::call(thread, object.ty().as_object(), &[factory, source.to_ref()])
}

fn copy(thread: &Thread, object: &Object) -> Result<Ref> {
    like(thread, object, object)
}

fn or(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (own, other) = match a.downcast::<DefaultDict>() {
        Some(_) => (a, b),
        None => (b, a),
    };
    if other.downcast::<Dict>().is_none() {
        return Ok(thread.heap().not_implemented());
    }
    let both = like(thread, own, a)?;
    if let Some(dict) = both.downcast::<Dict>() {
        dict.merge(thread, b)?;
    }
    Ok(both)
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let dict = this(thread, object)?;
    let args = match dict
        .factory
        .get()
        .filter(|f| !f.is_exactly(Builtin::NoneType))
    {
        Some(factory) => Tuple::from_array(thread, [factory])?.into_object(),
        None => thread.heap().empty_tuple(),
    };
    let items = protocol::call_method_unbound(thread, object, types::names(thread).items(), &[])?;
    let items = protocol::iter(thread, &items)?;
    let (ty, none) = (object.ty().as_object().to_ref(), thread.heap().none());
    Ok(Tuple::from_array(thread, [ty, args, none.clone(), none, items])?.into_object())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let entries = match thread.heap().builtin(Builtin::Dict).slots().repr {
        Some(repr) => repr(thread, object)?,
        None => return Ok(thread.heap().none()),
    };
    let factory = factory_or_none(thread, this(thread, object)?);
    let shown = types::guard::once(thread, &factory, || protocol::repr(thread, &factory))?;
    let shown = match shown {
        Some(text) => text,
        None => Str::new(thread, "...")?,
    };
    let entries = protocol::to_str(thread, &entries)?;
    let name = types::typeobj::short_name(object.ty());
    let text = format_args!("{name}({}, {})", &*shown, &*entries);
    Ok(Str::format(thread, text)?.into_object())
}
