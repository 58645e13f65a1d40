//! Variables that live in cells.

use super::moves::unbound;
use super::then_drop;
use crate::machine::{At, Exit, Flow};
use object::{Builtin, Raised, Ref};
use types::cell::Cell;
use types::exception::raise_name_error;
use types::{Dict, protocol};

/// The cell in a register that the compiler uses as one.
#[inline(always)]
fn cell<'v>(at: &At<'v>, index: usize) -> &'v Cell {
    // SAFETY: `MAKE_CELL` and `COPY_FREE_VARS` run before anything uses the register as a cell.
    unsafe { at.borrow(index).cast_unchecked::<Cell>() }
}

pub fn copy_free_vars(at: At) -> Flow {
    let closure = at
        .vm
        .record()
        .saved
        .function
        .get()
        .and_then(|f| f.closure.get());
    let cells = closure.as_deref().map_or(&[][..], |c| c.items());
    if cells.len() < at.b() {
        return Err(no_cell(&at));
    }
    for (index, cell) in cells.iter().take(at.b()).enumerate() {
        at.store(at.a() + index, cell.clone());
    }
    at.next(0)
}

#[inline(always)]
pub fn load_deref(at: At) -> Exit {
    match cell(&at, at.b()).content.get() {
        Some(value) => {
            at.put(at.a(), value);
            Exit::Next(at.step(0))
        }
        None => Exit::Slow(|at| Err(empty(&at, at.b()))),
    }
}

#[inline(always)]
pub fn store_deref(at: At) -> Exit {
    let old = cell(&at, at.a()).content.replace(Some(at.take(at.b())));
    then_drop(at.step(0), old)
}

pub fn delete_deref(at: At) -> Flow {
    match cell(&at, at.a()).content.take() {
        Some(_) => at.next(0),
        None => Err(empty(&at, at.a())),
    }
}

#[inline(always)]
pub fn load_closure(at: At) -> Exit {
    match at.slot(at.b()).get() {
        Some(cell) => {
            at.put(at.a(), cell);
            Exit::Next(at.step(0))
        }
        None => Exit::Slow(|at| Err(no_cell(&at))),
    }
}

/// The scopes promised a cell that nobody made.
#[cold]
fn no_cell(at: &At) -> Raised {
    at.thread()
        .system_error(format_args!("a variable's cell is missing"))
}

/// A class body looks in its namespace first.
pub fn load_from_dict_or_deref(at: At) -> Flow {
    let mapping = at.take(at.a());
    let Some(name) = at.vm.code().register_name(at.b()) else {
        return Err(at
            .thread()
            .system_error(format_args!("a cell without a name")));
    };
    let found = match mapping.downcast::<Dict>() {
        Some(dict) if mapping.is_exactly(Builtin::Dict) => dict.get_str(at.thread(), &name)?,
        _ => lookup(&at, &mapping, name.as_object())?,
    };
    drop(mapping);
    let value: Option<Ref> = found.or_else(|| cell(&at, at.b()).content.get());
    match value {
        Some(value) => at.put(at.a(), value),
        None => return Err(empty(&at, at.b())),
    }
    at.next(0)
}

/// `mapping[name]`, `None` for a `KeyError`.
pub fn lookup(
    at: &At,
    mapping: &object::Object,
    name: &object::Object,
) -> object::Result<Option<Ref>> {
    match protocol::getitem(at.thread(), mapping, name) {
        Ok(value) => Ok(Some(value)),
        Err(_) => {
            at.thread().swallow(Builtin::KeyError)?;
            Ok(None)
        }
    }
}

fn empty(at: &At, index: usize) -> Raised {
    let code = at.vm.code();
    if index < code.first_free.get() as usize {
        return unbound(at, index);
    }
    let Some(name) = code.register_name(index) else {
        return at
            .thread()
            .system_error(format_args!("a cell without a name"));
    };
    raise_name_error(
        at.thread(),
        Builtin::NameError,
        name.as_object(),
        format_args!(
            "cannot access free variable '{}' where it is not associated with a value in enclosing scope",
            *name
        ),
    )
}
