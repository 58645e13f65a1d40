//! Calls of, and conversions of, an object that its caller gives away: what a container or an iterator holds is used as 3.13 uses
//! what it borrows.
//!
//! 3.13 hands items to `repr` and `__index__` and calls the function of a `map` without counting them, so Python code sees one
//! reference fewer than a caller that keeps them alive would show it. Here the caller's own reference becomes the frame's: the count
//! is 3.13's, and the object lives as long as anybody looks at it. Behaviour of native types gets it borrowed.

use super::convert::{expect_int, expect_str};
use crate::int::Int;
use crate::state::names;
use crate::str::{Builder, Str};
use crate::tuple::Tuple;
use crate::typeobj::{self, Forwarded};
use object::{Args, Builtin, Object, Ref, Result, Thread};

/// Calls the function that a class defines under the name, with the item as its argument.
/// The item comes back where something else stands there.
fn call(thread: &Thread, item: Ref, name: &Str) -> std::result::Result<Result<Ref>, Ref> {
    match typeobj::lookup(thread, item.ty(), name) {
        Some(method) if method.is_exactly(Builtin::Function) => {
            let none = Args::default();
            Ok((thread.hooks().call_giving)(
                thread,
                method,
                &mut [Some(item)],
                none,
            ))
        }
        _ => Err(item),
    }
}

/// Calls what the caller gives away: a function, and an instance whose class calls one, belong to the frame alone.
pub fn call_given(thread: &Thread, callable: Ref, args: Args<'_>) -> Result<Ref> {
    if callable.is_exactly(Builtin::Function) {
        return (thread.hooks().call_giving)(thread, callable, &mut [], args);
    }
    if !args.names().is_empty() || !typeobj::forwards(callable.ty(), Forwarded::Call) {
        return super::call_args(thread, &callable, args);
    }
    // 3.13 hands the arguments over in a tuple.
    let packed = Tuple::from_slice(thread, args.values())?;
    call_packed_given(thread, callable, args.in_tuple(packed.as_object()))
}

/// As `call_packed`.
pub fn call_packed_given(thread: &Thread, callable: Ref, args: Args<'_>) -> Result<Ref> {
    if callable.is_exactly(Builtin::Function) {
        let _row = super::call::held_row(thread, &callable, &args)?;
        return (thread.hooks().call_giving)(thread, callable, &mut [], args);
    }
    match typeobj::call_giving(thread, callable, args) {
        Ok(answer) => answer,
        Err(callable) => super::call_packed(thread, &callable, args),
    }
}

/// The same with one argument, which stays with its owner.
pub fn call_one_given(thread: &Thread, callable: Ref, arg: &Object) -> Result<Ref> {
    call_given(
        thread,
        callable,
        Args::positional_only(Ref::borrowed(&[arg])),
    )
}

/// The same with more arguments, of which the first are given away too.
pub fn call_all_given<const N: usize>(
    thread: &Thread,
    callable: Ref,
    first: [Ref; N],
    rest: &[Ref],
) -> Result<Ref> {
    if callable.is_exactly(Builtin::Function) {
        let mut given = first.map(Some);
        let rest = Args::positional_only(rest);
        return (thread.hooks().call_giving)(thread, callable, &mut given, rest);
    }
    if !typeobj::forwards(callable.ty(), Forwarded::Call) {
        let all: Vec<&Object> = first.iter().chain(rest).map(|value| &**value).collect();
        return super::call(thread, &callable, Ref::borrowed(&all));
    }
    let all = first.iter().chain(rest).cloned();
    let packed = Tuple::from_iter(thread, N + rest.len(), all)?;
    drop(first);
    let args = Args::positional_only(packed.items()).in_tuple(packed.as_object());
    call_packed_given(thread, callable, args)
}

/// `repr(item)`.
pub fn repr_given(thread: &Thread, item: Ref) -> Result<Ref<Str>> {
    if !typeobj::forwards(item.ty(), Forwarded::Repr) {
        return super::repr(thread, &item);
    }
    collector::collect_if_due(thread);
    let text = {
        let _deeper = thread.enter(" while getting the repr of an object")?;
        call(thread, item, names(thread).__repr__())
    };
    match text {
        Ok(text) => expect_str(thread, text?, "__repr__"),
        Err(item) => super::repr(thread, &item),
    }
}

/// `str(item)`.
pub fn str_given(thread: &Thread, item: Ref) -> Result<Ref<Str>> {
    let name = if typeobj::forwards(item.ty(), Forwarded::Str) {
        names(thread).__str__()
    } else if typeobj::forwards(item.ty(), Forwarded::StrToRepr) {
        names(thread).__repr__()
    } else {
        return super::to_str(thread, &item);
    };
    collector::collect_if_due(thread);
    let text = {
        let _deeper = thread.enter(" while getting the str of an object")?;
        call(thread, item, name)
    };
    match text {
        Ok(text) => expect_str(thread, text?, "__str__"),
        Err(item) => super::to_str(thread, &item),
    }
}

/// `operator.index(item)`.
pub fn index_given(thread: &Thread, item: Ref) -> Result<Ref<Int>> {
    if !typeobj::forwards(item.ty(), Forwarded::Index) {
        return super::index(thread, &item);
    }
    match call(thread, item, names(thread).__index__()) {
        Ok(number) => expect_int(thread, number?),
        Err(item) => super::index(thread, &item),
    }
}

/// Appends `repr(item)`.
pub fn push_repr_given(thread: &Thread, out: &mut Builder<'_>, item: Ref) -> Result<()> {
    let text = repr_given(thread, item)?;
    out.push(&text)
}
