//! Comparison, truth, hash, identity-aware equality, `isinstance`.

use super::{call_special, getattr_opt};
use crate::int::Int;
use crate::state::names;
use crate::tuple::Tuple;
use crate::typeobj;
use object::{Builtin, CompareOp, Object, Ref, Result, Thread, Type};

/// `a op b` with the reflected call first for subtypes, identity as the last resort of `==` and `!=`.
pub fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let _deeper = thread.enter(" in comparison")?;
    let (ta, tb) = (a.ty(), b.ty());
    let mut reflected_done = false;
    if !std::ptr::eq(ta, tb)
        && tb.is_subtype(ta)
        && let Some(compare) = tb.slots().richcompare
    {
        reflected_done = true;
        let answer = compare(thread, b, a, op.swapped())?;
        if !answer.is_exactly(Builtin::NotImplemented) {
            return Ok(answer);
        }
    }
    if let Some(compare) = ta.slots().richcompare {
        let answer = compare(thread, a, b, op)?;
        if !answer.is_exactly(Builtin::NotImplemented) {
            return Ok(answer);
        }
    }
    if !reflected_done && let Some(compare) = tb.slots().richcompare {
        let answer = compare(thread, b, a, op.swapped())?;
        if !answer.is_exactly(Builtin::NotImplemented) {
            return Ok(answer);
        }
    }
    match op {
        CompareOp::Eq => Ok(thread.heap().bool(a.is(b))),
        CompareOp::Ne => Ok(thread.heap().bool(!a.is(b))),
        _ => Err(thread.type_error(format_args!(
            "'{}' not supported between instances of '{}' and '{}'",
            op.symbol(),
            ta.name(),
            tb.name()
        ))),
    }
}

/// The truth of a comparison; identical objects are equal without being asked.
pub fn compare_bool(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<bool> {
    if a.is(b) {
        match op {
            CompareOp::Eq => return Ok(true),
            CompareOp::Ne => return Ok(false),
            _ => {}
        }
    }
    let answer = richcompare(thread, a, b, op)?;
    is_true(thread, &answer)
}

/// `a is b or a == b`.
pub fn equal(thread: &Thread, a: &Object, b: &Object) -> Result<bool> {
    compare_bool(thread, a, b, CompareOp::Eq)
}

/// `bool(object)`.
#[inline]
pub fn is_true(thread: &Thread, object: &Object) -> Result<bool> {
    if object.is_exactly(Builtin::Bool) {
        return Ok(object.is(&thread.heap().bool(true)));
    }
    if object.is_exactly(Builtin::NoneType) {
        return Ok(false);
    }
    let number = object.ty().number();
    if let Some(truth) = number.bool {
        return truth(thread, object);
    }
    match number.length {
        Some(length) => Ok(length(thread, object)? > 0),
        None => Ok(true),
    }
}

/// `hash(object)`.
#[inline]
pub fn hash(thread: &Thread, object: &Object) -> Result<isize> {
    if let Some(value) = Int::wide_of(object) {
        return Ok(crate::int::hash_of_wide(value));
    }
    match object.ty().slots().hash {
        Some(hash) => hash(thread, object),
        None => Err(thread.type_error(format_args!("unhashable type: '{}'", object.ty().name()))),
    }
}

/// The slot of types whose values can't be hashed.
pub fn unhashable(thread: &Thread, object: &Object) -> Result<isize> {
    Err(thread.type_error(format_args!("unhashable type: '{}'", object.ty().name())))
}

/// The hash of an address, as `object.__hash__`.
pub fn hash_address(object: &Object) -> isize {
    let hash = (object.id() as u64).rotate_right(4) as isize;
    if hash == -1 { -2 } else { hash }
}

/// `isinstance(object, class)`, tuples, unions and `__instancecheck__` included.
pub fn isinstance(thread: &Thread, object: &Object, class: &Object) -> Result<bool> {
    if std::ptr::eq(object.ty().as_object(), class) {
        return Ok(true);
    }
    if class.is_exactly(Builtin::Type) {
        return recursive_isinstance(thread, object, class);
    }
    let members = crate::union::members(class);
    let class = members.as_ref().map_or(class, |m| m.as_object());
    if let Some(classes) = class.downcast::<Tuple>() {
        let _deeper = thread.enter(" in __instancecheck__")?;
        for class in classes.items() {
            if isinstance(thread, object, class)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let check = {
        let _deeper = thread.enter(" in __instancecheck__")?;
        call_special(
            thread,
            class,
            names(thread).__instancecheck__(),
            Ref::borrowed(&[object]),
        )?
    };
    match check {
        Some(answer) => is_true(thread, &answer),
        None => recursive_isinstance(thread, object, class),
    }
}

/// `type.__instancecheck__`: by type, then by `__class__`.
pub fn recursive_isinstance(thread: &Thread, object: &Object, class: &Object) -> Result<bool> {
    if let Some(class) = class.downcast::<Type>() {
        if object.ty().is_subtype(class) {
            return Ok(true);
        }
        return Ok(
            match getattr_opt(thread, object, names(thread).__class__())? {
                Some(own) if !own.is(object.ty().as_object()) => own
                    .downcast::<Type>()
                    .is_some_and(|own| own.is_subtype(class)),
                _ => false,
            },
        );
    }
    check_class(
        thread,
        class,
        "isinstance() arg 2 must be a type, a tuple of types, or a union",
    )?;
    match getattr_opt(thread, object, names(thread).__class__())? {
        Some(own) => abstract_issubclass(thread, &own, class),
        None => Ok(false),
    }
}

/// `issubclass(derived, class)`, tuples, unions and `__subclasscheck__` included.
pub fn issubclass(thread: &Thread, derived: &Object, class: &Object) -> Result<bool> {
    if class.is_exactly(Builtin::Type) {
        if derived.is(class) {
            return Ok(true);
        }
        return recursive_issubclass(thread, derived, class);
    }
    let members = crate::union::members(class);
    let class = members.as_ref().map_or(class, |m| m.as_object());
    if let Some(classes) = class.downcast::<Tuple>() {
        let _deeper = thread.enter(" in __subclasscheck__")?;
        for class in classes.items() {
            if issubclass(thread, derived, class)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let check = {
        let _deeper = thread.enter(" in __subclasscheck__")?;
        call_special(
            thread,
            class,
            names(thread).__subclasscheck__(),
            Ref::borrowed(&[derived]),
        )?
    };
    match check {
        Some(answer) => is_true(thread, &answer),
        None => recursive_issubclass(thread, derived, class),
    }
}

/// `type.__subclasscheck__`.
pub fn recursive_issubclass(thread: &Thread, derived: &Object, class: &Object) -> Result<bool> {
    if let (Some(derived), Some(class)) = (derived.downcast::<Type>(), class.downcast::<Type>()) {
        return Ok(derived.is_subtype(class));
    }
    check_class(thread, derived, "issubclass() arg 1 must be a class")?;
    check_class(
        thread,
        class,
        "issubclass() arg 2 must be a class, a tuple of classes, or a union",
    )?;
    abstract_issubclass(thread, derived, class)
}

fn abstract_bases(thread: &Thread, class: &Object) -> Result<Option<Ref>> {
    let bases = getattr_opt(thread, class, names(thread).__bases__())?;
    Ok(bases.filter(|b| b.downcast::<Tuple>().is_some()))
}

fn check_class(thread: &Thread, class: &Object, message: &str) -> Result<()> {
    if class.downcast::<Type>().is_some() || abstract_bases(thread, class)?.is_some() {
        return Ok(());
    }
    Err(thread.type_error(format_args!("{message}")))
}

fn abstract_issubclass(thread: &Thread, derived: &Object, class: &Object) -> Result<bool> {
    if derived.is(class) {
        return Ok(true);
    }
    let _deeper = thread.enter(" in __issubclass__")?;
    let Some(bases) = abstract_bases(thread, derived)? else {
        return Ok(false);
    };
    for base in bases.downcast::<Tuple>().map_or(&[][..], Tuple::items) {
        if abstract_issubclass(thread, base, class)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the type overrides a special method of `object` with this name (used to skip defaults).
pub fn has_special(thread: &Thread, object: &Object, name: &crate::str::Str) -> bool {
    typeobj::lookup(thread, object.ty(), name).is_some()
}
