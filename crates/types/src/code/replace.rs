//! `code.replace(**changes)`.
//!
//! Fields that describe the instructions (code, stack size, tables) can't be replaced by ones made elsewhere.

use super::{Code, build, code_of};
use crate::protocol;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{Args, Builtin, Layout, Object, Ref, Result, Thread};

pub(super) fn replace(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    if !args.positional().is_empty() {
        return Err(thread.type_error(format_args!("replace() takes no positional arguments")));
    }
    let old = code_of(object)?;
    let fresh = build::copy(thread, old)?;
    for (name, value) in args.keywords() {
        let Some(name) = name.downcast::<Str>() else {
            return Err(thread.type_error(format_args!("keywords must be strings")));
        };
        apply(thread, &fresh, name, value)?;
    }
    Ok(fresh.into_object())
}

fn apply(thread: &Thread, code: &Code, name: &Str, value: &Object) -> Result<()> {
    let numbers = [
        ("co_argcount", &code.arg_count),
        ("co_posonlyargcount", &code.pos_only),
        ("co_kwonlyargcount", &code.kw_only),
        ("co_flags", &code.flags),
        ("co_firstlineno", &code.first_line),
        ("co_stacksize", &code.stack_size),
    ];
    if let Some((_, cell)) = numbers.iter().find(|(n, _)| name.eq_str(n)) {
        let number = protocol::as_isize(thread, value, Builtin::OverflowError)?;
        cell.set(number as u32);
        return Ok(());
    }
    if name.eq_str("co_nlocals") {
        let number = protocol::as_isize(thread, value, Builtin::OverflowError)?;
        return match number == code.nlocals.get() as isize {
            true => Ok(()),
            false => Err(thread.value_error(format_args!("code: co_nlocals != len(co_varnames)"))),
        };
    }
    for (text, slot) in [
        ("co_name", &code.name),
        ("co_qualname", &code.qualname),
        ("co_filename", &code.filename),
    ] {
        if name.eq_str(text) {
            slot.set(Some(expect::<Str>(thread, value, text, "str")?));
            return Ok(());
        }
    }
    if name.eq_str("co_consts") {
        return replace_consts(thread, code, value);
    }
    if name.eq_str("co_names") {
        code.names
            .set(Some(expect::<Tuple>(thread, value, "co_names", "tuple")?));
        return Ok(());
    }
    const FIXED: [&str; 6] = [
        "co_code",
        "co_linetable",
        "co_exceptiontable",
        "co_varnames",
        "co_freevars",
        "co_cellvars",
    ];
    match FIXED.iter().any(|n| name.eq_str(n)) {
        true => unchanged(thread, code, name, value),
        false => Err(thread.type_error(format_args!(
            "replace() got an unexpected keyword argument '{name}'"
        ))),
    }
}

/// A field tied to the instructions may be given only as it is.
fn unchanged(thread: &Thread, code: &Code, name: &Str, value: &Object) -> Result<()> {
    let now = protocol::getattr_name(thread, code.as_object(), name)?;
    match protocol::equal(thread, &now, value)? {
        true => Ok(()),
        false => Err(thread.raise(
            Builtin::NotImplementedError,
            format_args!("code.replace() can't change {name}: it belongs to the instructions"),
        )),
    }
}

fn replace_consts(thread: &Thread, code: &Code, value: &Object) -> Result<()> {
    let consts = expect::<Tuple>(thread, value, "co_consts", "tuple")?;
    if consts.len() < code.tables().const_count() {
        return Err(thread.value_error(format_args!(
            "code: co_consts is too short for the instructions"
        )));
    }
    code.set_consts(consts);
    Ok(())
}

fn expect<T: Layout>(thread: &Thread, value: &Object, name: &str, want: &str) -> Result<Ref<T>> {
    match value.downcast::<T>() {
        Some(it) => Ok(Ref::new(it)),
        None => Err(thread.type_error(format_args!(
            "replace() argument '{name}' must be {want}, not {}",
            crate::protocol::type_text(value)
        ))),
    }
}
