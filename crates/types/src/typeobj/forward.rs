//! What stands in the slots of a class that defines the behaviour in Python: each function looks the `__dunder__` up on the
//! type, calls it and checks what it returned.
//!
//! Arguments are passed as they were borrowed, so a method sees the counts that it sees when called directly.
//! Operators, sequences and mappings: `forward_number.rs`.

use super::layout::Behaviour;
use super::{forward_number, generic, lookup};
use crate::int::Int;
use crate::protocol;
use crate::state::names;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{
    Args, BufferView, Builtin, CompareOp, HeldCall, IterResult, Object, Raised, Ref, Result,
    Thread, Type, TypeFlags, TypeSlots,
};

/// A forwarding function for every slot that Python code can fill.
pub static FORWARD: Behaviour = Behaviour {
    slots: TypeSlots {
        repr: Some(repr),
        str: Some(str),
        hash: Some(hash),
        call: Some(call),
        getattro: Some(getattr_hook),
        setattro: Some(setattro),
        richcompare: Some(richcompare),
        iter: Some(iter),
        iternext: Some(iternext),
        descr_get: Some(descr_get),
        descr_set: Some(descr_set),
        init: Some(init),
        new: Some(new),
        finalize: Some(finalize),
        buffer: Some(buffer),
        sizeof: None,
    },
    number: forward_number::NUMBER,
};

/// Behaviour that Python code may define and that is asked of what a container holds.
#[derive(Clone, Copy)]
pub enum Forwarded {
    Repr,
    Str,
    /// `__str__` is `object`'s, which asks for the `__repr__` that Python code defines.
    StrToRepr,
    Index,
    Call,
}

/// Whether the type's slot leads to a method that is looked up.
pub fn forwards(ty: &Type, which: Forwarded) -> bool {
    let slots = ty.slots();
    let is = |slot: Option<Shown>, own: Shown| slot.is_some_and(|f| std::ptr::fn_addr_eq(f, own));
    match which {
        Forwarded::Repr => is(slots.repr, repr),
        Forwarded::Str => is(slots.str, str),
        Forwarded::StrToRepr => is(slots.str, crate::object::str) && is(slots.repr, repr),
        Forwarded::Call => slots
            .call
            .is_some_and(|f| std::ptr::fn_addr_eq(f, call as Called)),
        Forwarded::Index => forward_number::forwards_index(ty),
    }
}

type Called = for<'a> fn(&Thread, &Object, Args<'a>) -> Result<Ref>;
type Shown = fn(&Thread, &Object) -> Result<Ref>;

/// Calls a method found on the type with borrowed arguments; `None` when the type has none.
pub(super) fn try_call(
    thread: &Thread,
    it: &Object,
    name: &Str,
    args: &[&Object],
) -> Option<Result<Ref>> {
    let method = lookup(thread, it.ty(), name)?;
    Some(call_found(thread, &method, it, args))
}

/// Calls a found attribute as a method of `it`: without binding when the attribute is a plain function.
pub(super) fn call_found(
    thread: &Thread,
    method: &Object,
    it: &Object,
    args: &[&Object],
) -> Result<Ref> {
    if method.ty().flags().has(TypeFlags::METHOD_DESCRIPTOR) {
        let mut window = [it; 4];
        window[1..=args.len()].copy_from_slice(args);
        return protocol::call(thread, method, Ref::borrowed(&window[..=args.len()]));
    }
    let Some(get) = method.ty().slots().descr_get else {
        return protocol::call(thread, method, Ref::borrowed(args));
    };
    let bound = get(thread, method, Some(it), Some(it.ty().as_object()))?;
    protocol::call(thread, &bound, Ref::borrowed(args))
}

/// The same, raising `AttributeError` when the type has no such method.
pub(super) fn must_call(thread: &Thread, it: &Object, name: &Str, args: &[&Object]) -> Result<Ref> {
    match try_call(thread, it, name, args) {
        Some(answer) => answer,
        None => Err(no_method(thread, name)),
    }
}

#[cold]
fn no_method(thread: &Thread, name: &Str) -> Raised {
    thread.raise(Builtin::AttributeError, format_args!("{name}"))
}

fn repr(thread: &Thread, it: &Object) -> Result<Ref> {
    match try_call(thread, it, names(thread).__repr__(), &[]) {
        Some(answer) => answer,
        None => crate::object::default_repr(thread, it),
    }
}

fn str(thread: &Thread, it: &Object) -> Result<Ref> {
    match try_call(thread, it, names(thread).__str__(), &[]) {
        Some(answer) => answer,
        None => repr(thread, it),
    }
}

fn hash(thread: &Thread, it: &Object) -> Result<isize> {
    let method = lookup(thread, it.ty(), names(thread).__hash__());
    let Some(method) = method.filter(|m| !m.is_exactly(Builtin::NoneType)) else {
        return protocol::unhashable(thread, it);
    };
    let answer = call_found(thread, &method, it, &[])?;
    let Some(int) = answer.downcast::<Int>() else {
        return Err(thread.type_error(format_args!("__hash__ method should return an integer")));
    };
    let hash = match int.as_isize() {
        Some(hash) => hash,
        None => protocol::hash(thread, int.as_object())?,
    };
    Ok(if hash == -1 { -2 } else { hash })
}

/// What a call with keywords holds for a method that takes them by names, where the slot has them in a dictionary.
struct Names<'t> {
    tuple: Option<Ref<Tuple>>,
    _values: HeldCall<'t>,
}

/// The tuple of the names. The values are laid out once more for the method, if they aren't already.
fn held_names<'t>(thread: &'t Thread, method: &Object, args: &Args<'t>) -> Result<Names<'t>> {
    let takes_names = method.ty().flags().has(TypeFlags::HAVE_VECTORCALL);
    let held = thread.heap().hold_call(0, 0)?;
    if !takes_names || args.names().is_empty() {
        return Ok(Names {
            tuple: None,
            _values: held,
        });
    }
    let values = if args.is_spread() { &[] } else { args.values() };
    Ok(Names {
        tuple: Some(Tuple::from_slice(thread, args.names())?),
        _values: held.counting(values),
    })
}

/// Calls an instance that its caller gives away, and perhaps first arguments with it, where the class has a function for that;
/// else they come back. The arguments that the callable is given in a tuple are packed by the caller.
pub(crate) fn call_giving(
    thread: &Thread,
    it: Ref,
    args: Args<'_>,
) -> std::result::Result<Result<Ref>, Ref> {
    if !forwards(it.ty(), Forwarded::Call) {
        return Err(it);
    }
    match lookup(thread, it.ty(), names(thread).__call__()) {
        Some(method) if method.is_exactly(Builtin::Function) => {
            Ok(call_found_giving(thread, method, it, args))
        }
        _ => Err(it),
    }
}

fn call_found_giving(thread: &Thread, method: Ref, it: Ref, args: Args<'_>) -> Result<Ref> {
    let _deeper = thread.enter(" while calling a Python object")?;
    let names = held_names(thread, &method, &args)?;
    // With keywords the row of all values holds the instance too.
    let _row = names.tuple.is_some().then(|| it.clone());
    (thread.hooks().call_giving)(thread, method, &mut [Some(it)], args)
}

fn call(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    let name = names(thread).__call__();
    let Some(method) = lookup(thread, it.ty(), name) else {
        return Err(no_method(thread, name));
    };
    let _deeper = thread.enter(" while calling a Python object")?;
    let names = held_names(thread, &method, &args)?;
    let _row = names.tuple.is_some().then(|| it.to_ref());
    if method.ty().flags().has(TypeFlags::METHOD_DESCRIPTOR) {
        return crate::method::call_with_self(thread, &method, it, args);
    }
    match method.ty().slots().descr_get {
        None => protocol::call_args(thread, &method, args),
        Some(get) => {
            let bound = get(thread, &method, Some(it), Some(it.ty().as_object()))?;
            protocol::call_args(thread, &bound, args)
        }
    }
}

/// `__getattribute__`, then `__getattr__` when that raised `AttributeError`.
fn getattr_hook(thread: &Thread, it: &Object, name: &Object) -> Result<Ref> {
    let known = names(thread);
    let first = match lookup(thread, it.ty(), known.__getattribute__()) {
        Some(method) if !super::descriptor_is_generic_getattr(&method) => {
            call_found(thread, &method, it, &[name])
        }
        _ => match lookup(thread, it.ty(), known.__getattr__()) {
            None => return generic::generic_getattr(thread, it, name),
            Some(fallback) => {
                return match generic::find(thread, it, name)? {
                    Some(found) => Ok(found),
                    None => call_found(thread, &fallback, it, &[name]),
                };
            }
        },
    };
    let Err(raised) = first else { return first };
    if !thread.pending_is(Builtin::AttributeError) {
        return Err(raised);
    }
    match lookup(thread, it.ty(), known.__getattr__()) {
        None => Err(raised),
        Some(fallback) => {
            thread.swallow(Builtin::AttributeError)?;
            call_found(thread, &fallback, it, &[name])
        }
    }
}

fn setattro(thread: &Thread, it: &Object, name: &Object, value: Option<&Object>) -> Result<()> {
    let known = names(thread);
    match value {
        Some(value) => must_call(thread, it, known.__setattr__(), &[name, value]),
        None => must_call(thread, it, known.__delattr__(), &[name]),
    }
    .map(drop)
}

fn richcompare(thread: &Thread, it: &Object, other: &Object, op: CompareOp) -> Result<Ref> {
    let known = names(thread);
    let name = match op {
        CompareOp::Lt => known.__lt__(),
        CompareOp::Le => known.__le__(),
        CompareOp::Eq => known.__eq__(),
        CompareOp::Ne => known.__ne__(),
        CompareOp::Gt => known.__gt__(),
        CompareOp::Ge => known.__ge__(),
    };
    let Some(method) = lookup(thread, it.ty(), name) else {
        return Ok(thread.heap().not_implemented());
    };
    if !method.ty().flags().has(TypeFlags::METHOD_DESCRIPTOR)
        && let Some(get) = method.ty().slots().descr_get
    {
        // A comparison that can't be looked up is no error.
        return match get(thread, &method, Some(it), Some(it.ty().as_object())) {
            Ok(bound) => protocol::call(thread, &bound, &[other.to_ref()]),
            Err(Raised) => {
                drop(thread.take_pending());
                Ok(thread.heap().not_implemented())
            }
        };
    }
    call_found(thread, &method, it, &[other])
}

fn iter(thread: &Thread, it: &Object) -> Result<Ref> {
    let known = names(thread);
    if let Some(method) = lookup(thread, it.ty(), known.__iter__()) {
        if method.is_exactly(Builtin::NoneType) {
            return Err(not_iterable(thread, it));
        }
        return call_found(thread, &method, it, &[]);
    }
    if lookup(thread, it.ty(), known.__getitem__()).is_none() {
        return Err(not_iterable(thread, it));
    }
    crate::iterators::new_sequence_iterator(thread, it)
}

fn not_iterable(thread: &Thread, it: &Object) -> object::Raised {
    thread.type_error(format_args!("'{}' object is not iterable", it.ty().name()))
}

fn iternext(thread: &Thread, it: &Object) -> IterResult {
    must_call(thread, it, names(thread).__next__(), &[]).map(Some)
}

fn descr_get(
    thread: &Thread,
    it: &Object,
    instance: Option<&Object>,
    owner: Option<&Object>,
) -> Result<Ref> {
    let none = thread.heap().none();
    let args = [instance.unwrap_or(&none), owner.unwrap_or(&none)];
    match lookup(thread, it.ty(), names(thread).__get__()) {
        Some(method) => call_found(thread, &method, it, &args),
        None => Ok(it.to_ref()),
    }
}

fn descr_set(
    thread: &Thread,
    it: &Object,
    instance: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let known = names(thread);
    match value {
        Some(value) => must_call(thread, it, known.__set__(), &[instance, value]),
        None => must_call(thread, it, known.__delete__(), &[instance]),
    }
    .map(drop)
}

fn init(thread: &Thread, it: &Object, args: Args<'_>) -> Result<()> {
    let name = names(thread).__init__();
    let Some(method) = lookup(thread, it.ty(), name) else {
        return Err(no_method(thread, name));
    };
    let names = held_names(thread, &method, &args)?;
    let _row = names.tuple.is_some().then(|| it.to_ref());
    let answer = if method.ty().flags().has(TypeFlags::METHOD_DESCRIPTOR) {
        crate::method::call_with_self(thread, &method, it, args)?
    } else {
        let bound = match method.ty().slots().descr_get {
            None => method,
            Some(get) => get(thread, &method, Some(it), Some(it.ty().as_object()))?,
        };
        protocol::call_args(thread, &bound, args)?
    };
    if answer.is_exactly(Builtin::NoneType) {
        return Ok(());
    }
    Err(thread.type_error(format_args!(
        "__init__() should return None, not '{}'",
        answer.ty().name()
    )))
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let function = protocol::getattr_name(thread, ty.as_object(), names(thread).__new__())?;
    let names = held_names(thread, &function, &args)?;
    let _row = names.tuple.is_some().then(|| ty.as_object().to_ref());
    crate::method::call_with_self(thread, &function, ty.as_object(), args)
}

fn finalize(thread: &Thread, it: &Object) {
    let Some(method) = lookup(thread, it.ty(), names(thread).__del__()) else {
        return;
    };
    if call_found(thread, &method, it, &[]).is_err() {
        (thread.hooks().unraisable)(thread, "", Some(&method));
    }
}

fn buffer(thread: &Thread, it: &Object, writable: bool) -> Result<BufferView> {
    // PyBUF_WRITABLE is 1; full read-only requests are PyBUF_FULL_RO = 0x11c.
    let flags = Int::new(thread, 0x11c | isize::from(writable))?;
    let view = must_call(thread, it, names(thread).__buffer__(), &[&flags])?;
    if !view.is_exactly(Builtin::MemoryView) {
        return Err(thread.type_error(format_args!("__buffer__ returned non-memoryview object")));
    }
    match view.ty().slots().buffer {
        Some(slot) => slot(thread, &view, writable),
        None => Err(thread.system_error(format_args!("memoryview without a buffer"))),
    }
}
