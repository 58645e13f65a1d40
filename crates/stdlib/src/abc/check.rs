//! `isinstance` and `issubclass` of abstract classes, each answer remembered.
//!
//! An answer that was yes stays; one that was no holds until the next registration of any class. Asking may run any Python:
//! what a check iterates over it has copied.

use super::data::{self, Data, data_of};
use super::registrations;
use object::{Builtin, Object, Ref, Result, Thread, Type, WeakRef};
use types::{List, names, protocol, set};

/// `_abc_instancecheck`: by the class that the instance says it has, then by its type.
pub fn instance(thread: &Thread, class: &Object, instance: &Object) -> Result<Ref> {
    let data = data_of(thread, class)?;
    let names = names(thread);
    let said = protocol::getattr_name(thread, instance, names.__class__())?;
    if data::has(thread, &data.cache, &said)? {
        return Ok(thread.heap().bool(true));
    }
    let real = instance.ty().as_object().to_ref();
    let check = names.__subclasscheck__();
    if said.is(&real) {
        if data.version.get() == registrations(thread) && data::has(thread, &data.negative, &said)?
        {
            return Ok(thread.heap().bool(false));
        }
        return protocol::call_method(thread, class, check, &[said]);
    }
    let answer = protocol::call_method(thread, class, check, &[said])?;
    match protocol::is_true(thread, &answer)? {
        true => Ok(answer),
        false => protocol::call_method(thread, class, check, &[real]),
    }
}

/// `_abc_subclasscheck`.
pub fn subclass(thread: &Thread, class: &Object, subclass: &Object) -> Result<bool> {
    if subclass.downcast::<Type>().is_none() {
        return Err(thread.type_error(format_args!("issubclass() arg 1 must be a class")));
    }
    let data = data_of(thread, class)?;
    if data::has(thread, &data.cache, subclass)? {
        return Ok(true);
    }
    if data.version.get() < registrations(thread) {
        data::clear(&data.negative);
        data.version.set(registrations(thread));
    } else if data::has(thread, &data.negative, subclass)? {
        return Ok(false);
    }
    let (answer, kept) = ask(thread, class, &data, subclass)?;
    if kept {
        let memory = match answer {
            true => &data.cache,
            false => &data.negative,
        };
        data::add(thread, memory, subclass)?;
    }
    Ok(answer)
}

/// The answer, and whether it is to be remembered: that of the registry itself is at hand anyway.
fn ask(thread: &Thread, class: &Object, data: &Data, subclass: &Object) -> Result<(bool, bool)> {
    let names = names(thread);
    let said = [subclass.to_ref()];
    let said = protocol::call_method(thread, class, names.__subclasshook__(), &said)?;
    if said.is_exactly(Builtin::Bool) {
        return Ok((protocol::is_true(thread, &said)?, true));
    }
    if !said.is_exactly(Builtin::NotImplemented) {
        return Err(thread.raise(
            Builtin::AssertionError,
            format_args!("__subclasshook__ must return either False, True, or NotImplemented"),
        ));
    }
    if let (Some(class), Some(subclass)) = (class.downcast::<Type>(), subclass.downcast::<Type>())
        && subclass.is_subtype(class)
    {
        return Ok((true, true));
    }
    if data::has(thread, &data.registry, subclass)? {
        return Ok((true, false));
    }
    let answer =
        below_registered(thread, data, subclass)? || below_subclass(thread, class, subclass)?;
    Ok((answer, true))
}

/// Whether it is a subclass of a registered class.
fn below_registered(thread: &Thread, data: &Data, subclass: &Object) -> Result<bool> {
    let Some(registry) = data.registry.get().filter(|all| all.len() > 0) else {
        return Ok(false);
    };
    // 3.13's copy of the registry is a frozenset.
    let _copy = thread.heap().hold_objects::<1>()?;
    let (mut place, mut all) = (0, Vec::with_capacity(registry.len()));
    while let Some(reference) = set::next_item(registry.as_object(), &mut place) {
        all.push(reference);
    }
    for reference in all {
        let registered = reference.downcast::<WeakRef>().and_then(WeakRef::upgrade);
        if let Some(registered) = registered
            && protocol::issubclass(thread, subclass, &registered)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether it is a subclass of a subclass.
fn below_subclass(thread: &Thread, class: &Object, subclass: &Object) -> Result<bool> {
    let name = types::str::intern_static(thread, "__subclasses__")?;
    let all = protocol::call_method(thread, class, &name, &[])?;
    let Some(all) = all.downcast::<List>() else {
        return Err(thread.type_error(format_args!("__subclasses__() must return a list")));
    };
    let mut place = 0;
    while let Some(one) = all.get(place) {
        if protocol::issubclass(thread, subclass, &one)? {
            return Ok(true);
        }
        place += 1;
    }
    Ok(false)
}
