//! Calls.

use crate::dict::Dict;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{Args, Builtin, HeldCall, Object, Ref, Result, Thread, Type, TypeFlags};

/// Calls with positional arguments and keywords. The callee does its own recursion check.
#[inline]
pub fn call_args(thread: &Thread, callable: &Object, args: Args<'_>) -> Result<Ref> {
    let packed = takes_tuple(callable, &args);
    // Who keeps the tuple of arguments and makes it itself gets the keywords in a dictionary all the same.
    let gathers = !args.names().is_empty() && (packed || is_exception(callable));
    if !packed && !gathers {
        return call_with_tuple(thread, callable, args);
    }
    let tuple = packed.then(|| Tuple::from_slice(thread, args.positional()));
    let tuple = tuple.transpose()?;
    let _keywords = match gathers && keywords(callable, &args) > 0 {
        true => Some(gathered(thread, &args)?),
        false => None,
    };
    let args = match &tuple {
        Some(tuple) => args.in_tuple(tuple.as_object()),
        None => args,
    };
    call_with_tuple(thread, callable, args)
}

/// The keywords of a call in a dictionary.
fn gathered(thread: &Thread, args: &Args<'_>) -> Result<Ref<Dict>> {
    let dict = Dict::new(thread)?;
    for (name, value) in args.keywords() {
        dict.set(thread, name, value)?;
    }
    Ok(dict)
}

/// The keywords that a dictionary is held for: dictionaries gather theirs themselves.
fn keywords(callable: &Object, args: &Args<'_>) -> usize {
    let count = args.names().len();
    if count == 0 {
        return 0;
    }
    let plain = callable.heap().builtin(Builtin::Dict).slots().init;
    let class = callable.downcast::<Type>();
    if class
        .and_then(Type::spec)
        .is_some_and(|spec| spec.keeps_keywords)
    {
        return 0;
    }
    match class.map(|class| class.slots().init) {
        Some(init) if init.map(|f| f as usize) == plain.map(|f| f as usize) => 0,
        _ => count,
    }
}

/// Whether 3.13 packs the arguments of a call into a tuple: callables without a vector call. (Exceptions keep that tuple as their
/// `args`, which they make themselves.)
#[inline]
pub fn takes_tuple(callable: &Object, args: &Args<'_>) -> bool {
    if !callable.ty().flags().has(TypeFlags::HAVE_VECTORCALL) {
        let keeps = callable.ty().spec().is_some_and(|spec| spec.packs_calls);
        return !keeps && is_callable(callable);
    }
    let Some(class) = callable.downcast::<Type>() else {
        return false;
    };
    if class.builtin() == Builtin::Type {
        // `type(x)` only asks.
        return args.values().len() != 1;
    }
    let keeps = class.flags().has(TypeFlags::BASE_EXC_SUBCLASS)
        || class.spec().is_some_and(|spec| spec.keeps_arguments);
    !keeps && (class.is_heap_type() || !has_vectorcall(class.builtin()))
}

/// Whether 3.13 calls it by a vector call, with the names of keywords in a tuple.
pub fn takes_names(callable: &Object) -> bool {
    callable.ty().flags().has(TypeFlags::HAVE_VECTORCALL)
        && callable.downcast::<Type>().is_none_or(|class| {
            class.builtin() == Builtin::Type
                || !class.is_heap_type() && has_vectorcall(class.builtin())
        })
}

fn is_exception(callable: &Object) -> bool {
    callable
        .downcast::<Type>()
        .is_some_and(|class| class.flags().has(TypeFlags::BASE_EXC_SUBCLASS))
}

/// Built-in types that are called without a tuple.
fn has_vectorcall(id: Builtin) -> bool {
    use Builtin::*;
    matches!(
        id,
        Bool | Dict
            | Enumerate
            | Filter
            | Float
            | FrozenSet
            | Int
            | List
            | Map
            | Range
            | Reversed
            | Set
            | Str
            | Super
            | Tuple
    )
}

/// As `call_args` where the arguments stand in a tuple already, as in `f(*args)`.
#[inline]
pub fn call_with_tuple(thread: &Thread, callable: &Object, args: Args<'_>) -> Result<Ref> {
    match callable.ty().slots().call {
        Some(call) => call(thread, callable, args),
        None => Err(thread.type_error(format_args!(
            "'{}' object is not callable",
            callable.ty().name()
        ))),
    }
}

/// As `call_args` where the positional arguments stand in a tuple already and the keywords in a dictionary: who takes the names of
/// keywords otherwise gets them in a tuple.
pub fn call_packed(thread: &Thread, callable: &Object, args: Args<'_>) -> Result<Ref> {
    let _row = held_row(thread, callable, &args)?;
    call_with_tuple(thread, callable, args.packed())
}

/// What 3.13 lays out for a callable that takes the names of keywords in a tuple: that tuple, and all values in a row that counts.
pub(super) fn held_row<'t>(
    thread: &'t Thread,
    callable: &Object,
    args: &Args<'t>,
) -> Result<HeldCall<'t>> {
    let names = match takes_names(callable) {
        true => args.names().len(),
        false => 0,
    };
    let held = thread.heap().hold_call(names, 0)?;
    let laid_out = names == 0 || args.is_spread();
    Ok(held.counting(if laid_out { &[] } else { args.values() }))
}

/// Calls with positional arguments.
#[inline]
pub fn call(thread: &Thread, callable: &Object, args: &[Ref]) -> Result<Ref> {
    call_args(thread, callable, Args::positional_only(args))
}

/// Calls with one argument.
pub fn call_one(thread: &Thread, callable: &Object, arg: &Object) -> Result<Ref> {
    call(thread, callable, Ref::borrowed(&[arg]))
}

/// `getattr(object, name)(*args)`.
pub fn call_method(thread: &Thread, object: &Object, name: &Str, args: &[Ref]) -> Result<Ref> {
    let method = super::getattr_name(thread, object, name)?;
    call(thread, &method, args)
}

/// As `call_method`, but a function of the type is called with the object in front: no bound method is made for it
/// (`PyObject_VectorcallMethod`).
pub fn call_method_unbound(
    thread: &Thread,
    object: &Object,
    name: &Str,
    args: &[Ref],
) -> Result<Ref> {
    let (method, unbound) = crate::typeobj::find_method(thread, object, name)?;
    if !unbound {
        return call(thread, &method, args);
    }
    match crate::layouts::with_first(object, args, |all| call(thread, &method, all)) {
        Ok(answer) => answer,
        Err(crate::layouts::LongCall) => call_method(thread, object, name, args),
    }
}

/// `callable(object)`.
pub fn is_callable(object: &Object) -> bool {
    object.ty().slots().call.is_some()
}
