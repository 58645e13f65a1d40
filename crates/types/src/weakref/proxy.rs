//! `weakref.ProxyType` and `weakref.CallableProxyType`: every slot forwards to the referent.

use super::reference::reference;
use crate::protocol::{self, Operator};
use crate::state::names;
use crate::str::Str;
use object::{
    Args, Builtin, CompareOp, IterResult, MethodDef, NumberSlots, Object, Ref, Result, Thread,
    TypeFlags, TypeSlots, TypeSpec, WEAKREF_LAYOUT, WeakRef,
};

pub(super) static PROXY: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: SLOTS,
    number: NUMBER,
    methods: METHODS,
    ..TypeSpec::new("weakref.ProxyType", Builtin::WeakProxy, &WEAKREF_LAYOUT)
};

pub(super) static CALLABLE_PROXY: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        call: Some(call),
        ..SLOTS
    },
    number: NUMBER,
    methods: METHODS,
    ..TypeSpec::new(
        "weakref.CallableProxyType",
        Builtin::WeakCallableProxy,
        &WEAKREF_LAYOUT,
    )
};

const METHODS: &[MethodDef] = &[
    MethodDef::no_args("__bytes__", bytes),
    MethodDef::no_args("__reversed__", reversed),
];

const SLOTS: TypeSlots = TypeSlots {
    repr: Some(repr),
    str: Some(str),
    getattro: Some(getattro),
    setattro: Some(setattro),
    richcompare: Some(compare),
    iter: Some(iter),
    iternext: Some(next),
    hash: Some(protocol::unhashable),
    ..TypeSlots::EMPTY
};

macro_rules! binary {
    ($op:ident) => {
        Some(|thread, a, b| {
            let (a, b) = (unwrap(thread, a)?, unwrap(thread, b)?);
            protocol::binary(thread, &a, &b, Operator::$op)
        })
    };
}

macro_rules! inplace {
    ($op:ident) => {
        Some(|thread, a, b| {
            let (a, b) = (unwrap(thread, a)?, unwrap(thread, b)?);
            protocol::inplace(thread, &a, &b, Operator::$op)
        })
    };
}

const NUMBER: NumberSlots = NumberSlots {
    add: binary!(Add),
    subtract: binary!(Subtract),
    multiply: binary!(Multiply),
    remainder: binary!(Remainder),
    divmod: binary!(DivMod),
    power: Some(power),
    negative: Some(|thread, a| protocol::negative(thread, &*unwrap(thread, a)?)),
    positive: Some(|thread, a| protocol::positive(thread, &*unwrap(thread, a)?)),
    absolute: Some(|thread, a| protocol::absolute(thread, &*unwrap(thread, a)?)),
    bool: Some(|thread, a| protocol::is_true(thread, &*unwrap(thread, a)?)),
    invert: Some(|thread, a| protocol::invert(thread, &*unwrap(thread, a)?)),
    lshift: binary!(LeftShift),
    rshift: binary!(RightShift),
    and: binary!(And),
    xor: binary!(Xor),
    or: binary!(Or),
    int: Some(|thread, a| {
        protocol::call_one(
            thread,
            thread.heap().builtin(Builtin::Int).as_object(),
            &*unwrap(thread, a)?,
        )
    }),
    float: Some(|thread, a| {
        protocol::call_one(
            thread,
            thread.heap().builtin(Builtin::Float).as_object(),
            &*unwrap(thread, a)?,
        )
    }),
    inplace_add: inplace!(Add),
    inplace_subtract: inplace!(Subtract),
    inplace_multiply: inplace!(Multiply),
    inplace_remainder: inplace!(Remainder),
    inplace_power: Some(|thread, a, b, _| {
        let (a, b) = (unwrap(thread, a)?, unwrap(thread, b)?);
        protocol::inplace(thread, &a, &b, Operator::Power)
    }),
    inplace_lshift: inplace!(LeftShift),
    inplace_rshift: inplace!(RightShift),
    inplace_and: inplace!(And),
    inplace_xor: inplace!(Xor),
    inplace_or: inplace!(Or),
    floor_divide: binary!(FloorDivide),
    true_divide: binary!(TrueDivide),
    inplace_floor_divide: inplace!(FloorDivide),
    inplace_true_divide: inplace!(TrueDivide),
    index: Some(|thread, a| Ok(protocol::index(thread, &*unwrap(thread, a)?)?.into_object())),
    matrix_multiply: binary!(MatrixMultiply),
    inplace_matrix_multiply: inplace!(MatrixMultiply),
    length: Some(|thread, a| protocol::len(thread, &*unwrap(thread, a)?)),
    contains: Some(|thread, a, item| protocol::contains(thread, &*unwrap(thread, a)?, item)),
    subscript: Some(|thread, a, key| protocol::getitem(thread, &*unwrap(thread, a)?, key)),
    ass_subscript: Some(|thread, a, key, value| {
        protocol::setitem(thread, &*unwrap(thread, a)?, key, value)
    }),
    ..NumberSlots::EMPTY
};

/// `weakref.proxy(object, callback)`.
pub fn new_proxy(thread: &Thread, object: &Object, callback: Option<&Object>) -> Result<Ref> {
    let kind = match protocol::is_callable(object) {
        true => Builtin::WeakCallableProxy,
        false => Builtin::WeakProxy,
    };
    Ok(WeakRef::make(thread, thread.heap().builtin(kind), object, callback)?.into_object())
}

/// The referent of a proxy, kept alive for the operation; any other object is itself.
fn unwrap(thread: &Thread, object: &Object) -> Result<Ref> {
    if !object.is_exactly(Builtin::WeakProxy) && !object.is_exactly(Builtin::WeakCallableProxy) {
        return Ok(object.to_ref());
    }
    match reference(thread, object)?.upgrade() {
        Some(referent) => Ok(referent),
        None => Err(thread.raise(
            Builtin::ReferenceError,
            format_args!("weakly-referenced object no longer exists"),
        )),
    }
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let at = object.id();
    let text = match reference(thread, object)?.upgrade() {
        Some(referent) => Str::format(
            thread,
            format_args!(
                "<weakproxy at {at:#x}; to '{}' at {:#x}>",
                *crate::typeobj::full_name(thread, referent.ty())?,
                referent.id()
            ),
        )?,
        None => Str::format(thread, format_args!("<weakproxy at {at:#x}; dead>"))?,
    };
    Ok(text.into_object())
}

fn str(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(protocol::to_str(thread, &*unwrap(thread, object)?)?.into_object())
}

fn getattro(thread: &Thread, object: &Object, name: &Object) -> Result<Ref> {
    protocol::getattr(thread, &*unwrap(thread, object)?, name)
}

fn setattro(thread: &Thread, object: &Object, name: &Object, value: Option<&Object>) -> Result<()> {
    protocol::setattr(thread, &*unwrap(thread, object)?, name, value)
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (a, b) = (unwrap(thread, a)?, unwrap(thread, b)?);
    protocol::richcompare(thread, &a, &b, op)
}

fn iter(thread: &Thread, object: &Object) -> Result<Ref> {
    protocol::iter(thread, &*unwrap(thread, object)?)
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let referent = unwrap(thread, object)?;
    if referent.ty().slots().iternext.is_none() {
        return Err(thread.type_error(format_args!(
            "Weakref proxy referenced a non-iterator '{}' object",
            referent.ty().name()
        )));
    }
    protocol::next(thread, &referent)
}

fn call(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    protocol::call_args(thread, &*unwrap(thread, object)?, args)
}

fn power(thread: &Thread, a: &Object, b: &Object, modulus: &Object) -> Result<Ref> {
    let (a, b, m) = (
        unwrap(thread, a)?,
        unwrap(thread, b)?,
        unwrap(thread, modulus)?,
    );
    let m = Some(&*m).filter(|m| !m.is_exactly(Builtin::NoneType));
    protocol::power(thread, &a, &b, m)
}

fn bytes(thread: &Thread, object: &Object) -> Result<Ref> {
    protocol::call_method_unbound(
        thread,
        &*unwrap(thread, object)?,
        names(thread).__bytes__(),
        &[],
    )
}

fn reversed(thread: &Thread, object: &Object) -> Result<Ref> {
    protocol::call_method_unbound(
        thread,
        &*unwrap(thread, object)?,
        names(thread).__reversed__(),
        &[],
    )
}
