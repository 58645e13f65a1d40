//! `int(...)`: from numbers, from text and bytes, and instances of subtypes.

use super::{Int, arith, parse};
use crate::bytes::Bytes;
use crate::state::names;
use crate::str::Str;
use object::{Args, Builtin, Object, Raised, Ref, Result, Thread, Type};

/// `int.__new__`.
pub(crate) fn slot_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let (x, base) = arguments(thread, args)?;
    let value = match (x, base) {
        (None, None) => Int::new(thread, 0)?,
        (Some(x), None) => to_int(thread, x)?,
        (None, Some(_)) => {
            return Err(thread.type_error(format_args!("int() missing string argument")));
        }
        (Some(x), Some(base)) => with_base(thread, x, base)?,
    };
    if ty.builtin() == Builtin::Int {
        return Ok(value);
    }
    match Int::of(&value) {
        Some(int) => Int::new_of_type(thread, ty, int),
        None => Ok(value),
    }
}

type Arguments<'a> = (Option<&'a Object>, Option<&'a Object>);

fn arguments<'a>(thread: &Thread, args: Args<'a>) -> Result<Arguments<'a>> {
    let positional = args.positional();
    if args.names().is_empty() {
        crate::check_arity(thread, "int", positional.len(), 0, 2)?;
    }
    let mut base = positional.get(1).map(|base| &**base);
    for (name, value) in args.keywords() {
        let known = name.downcast::<Str>().is_some_and(|n| n.eq_str("base"));
        if !known {
            return Err(thread.type_error(format_args!(
                "int() got an unexpected keyword argument '{}'",
                crate::to_str(thread, name)?
            )));
        }
        if base.is_some() || positional.len() > 1 {
            return Err(thread.type_error(format_args!(
                "argument for int() given by name ('base') and position (2)"
            )));
        }
        base = Some(value);
    }
    Ok((positional.first().map(|x| &**x), base))
}

fn with_base(thread: &Thread, x: &Object, base: &Object) -> Result<Ref> {
    let base = crate::index(thread, base)?;
    let Some(base) = base.as_isize().filter(|&b| b == 0 || (2..=36).contains(&b)) else {
        let text = format_args!("int() base must be >= 2 and <= 36, or 0");
        return Err(thread.value_error(text));
    };
    if let Some(text) = x.downcast::<Str>() {
        return parse::parse(thread, text, base as u32);
    }
    if let Some(bytes) = x.downcast::<Bytes>() {
        return parse::parse_bytes(thread, bytes.as_slice(), x, base as u32);
    }
    if x.isinstance(Builtin::ByteArray)
        && let Some(buffer) = x.ty().slots().buffer
    {
        let view = buffer(thread, x, false)?;
        return parse_view(thread, x, &view, base as u32);
    }
    let text = format_args!("int() can't convert non-string with explicit base");
    Err(thread.type_error(text))
}

fn parse_view(
    thread: &Thread,
    source: &Object,
    view: &object::BufferView,
    base: u32,
) -> Result<Ref> {
    let copy = Bytes::new(thread, view.bytes())?;
    let shown: &Object = if source.isinstance(Builtin::ByteArray) {
        copy.as_object()
    } else {
        source
    };
    parse::parse_bytes(thread, copy.as_slice(), shown, base)
}

/// `int(x)`: an exact int.
pub fn to_int(thread: &Thread, x: &Object) -> Result<Ref> {
    if x.is_exactly(Builtin::Int) {
        return Ok(x.to_ref());
    }
    let slots = x.ty().number();
    if let Some(slot) = slots.int {
        return exact_result(thread, slot(thread, x)?, "__int__");
    }
    if let Some(slot) = slots.index {
        return exact_result(thread, slot(thread, x)?, "__index__");
    }
    if let Some(result) = crate::call_special(thread, x, names(thread).__trunc__(), &[])? {
        deprecated_trunc(thread)?;
        return truncated_result(thread, result);
    }
    if let Some(text) = x.downcast::<Str>() {
        return parse::parse(thread, text, 10);
    }
    if let Some(bytes) = x.downcast::<Bytes>() {
        return parse::parse_bytes(thread, bytes.as_slice(), x, 10);
    }
    if let Some(buffer) = x.ty().slots().buffer {
        let view = buffer(thread, x, false)?;
        return parse_view(thread, x, &view, 10);
    }
    Err(not_a_number(thread, x))
}

#[cold]
fn not_a_number(thread: &Thread, x: &Object) -> Raised {
    thread.type_error(format_args!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        x.ty().name()
    ))
}

/// What `__int__` or `__index__` gave, as an exact int.
fn exact_result(thread: &Thread, result: Ref, method: &str) -> Result<Ref> {
    if result.is_exactly(Builtin::Int) {
        return Ok(result);
    }
    let Some(int) = Int::of(&result) else {
        return Err(thread.type_error(format_args!(
            "{method} returned non-int (type {})",
            result.ty().name()
        )));
    };
    let text = format_args!(
        "{method} returned non-int (type {}).  The ability to return an instance of a strict subclass of int \
         is deprecated, and may not be supported in a future version of Python.",
        result.ty().name()
    );
    crate::warn(thread, Builtin::DeprecationWarning, text)?;
    arith::exact(thread, int)
}

fn deprecated_trunc(thread: &Thread) -> Result<()> {
    let text = format_args!("The delegation of int() to __trunc__ is deprecated.");
    crate::warn(thread, Builtin::DeprecationWarning, text)
}

fn truncated_result(thread: &Thread, result: Ref) -> Result<Ref> {
    if let Some(int) = Int::of(&result) {
        return arith::exact(thread, int);
    }
    let Some(slot) = result.ty().number().index else {
        return Err(thread.type_error(format_args!(
            "__trunc__ returned non-Integral (type {})",
            result.ty().name()
        )));
    };
    exact_result(thread, slot(thread, &result)?, "__index__")
}
