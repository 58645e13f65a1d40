//! `cell`: a variable that outlives its frame, shared by the frames and functions that use it.
//!
//! ```text
//! 0 header  16 content, null for an empty cell
//! ```
//! 24 bytes and a GC head, as 3.13. The layout needs no code of its own.

mod layout;

pub use layout::{CELL_LAYOUT, Cell};

use crate::protocol;
use object::{
    Args, Builtin, CompareOp, GetSetDef, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec,
};

/// This folder's well-known types.
pub const SPECS: &[&TypeSpec] = &[&CELL];

static CELL: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        repr: Some(repr),
        richcompare: Some(compare),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    getsets: &[GetSetDef {
        name: "cell_contents",
        get: get_contents,
        set: Some(set_contents),
        doc: None,
    }],
    doc: Some(
        "cell([contents])\n--\n\nCreate a new cell object.\n\n  contents\n    what the cell is to hold; without it the \
         cell is empty, and\n    reading cell_contents raises a ValueError.",
    ),
    ..TypeSpec::new("cell", Builtin::Cell, &CELL_LAYOUT)
};

fn cell_of(object: &Object) -> Result<&Cell> {
    object
        .downcast::<Cell>()
        .ok_or_else(|| object.thread().type_error(format_args!("expected a cell")))
}

impl Cell {
    /// A new, tracked cell.
    pub fn new(thread: &Thread, content: Option<Ref>) -> Result<Ref<Cell>> {
        let fresh = thread
            .heap()
            .alloc(thread.heap().builtin(Builtin::Cell), 0)?;
        let Ok(fresh) = fresh.downcast_into::<Cell>() else {
            return Err(thread.system_error(format_args!("cell type without its layout")));
        };
        fresh.content.set(content);
        fresh.as_object().track();
        Ok(fresh)
    }
}

fn new(thread: &Thread, _ty: &Type, args: Args<'_>) -> Result<Ref> {
    protocol::no_keywords(thread, "cell", &args)?;
    let given = args.positional();
    if given.len() > 1 {
        return Err(thread.type_error(format_args!(
            "cell expected at most 1 argument, got {}",
            given.len()
        )));
    }
    Ok(Cell::new(thread, given.first().cloned())?.into_object())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let id = object.id();
    let text = match cell_of(object)?.content.get() {
        None => crate::Str::format(thread, format_args!("<cell at {id:#x}: empty>")),
        Some(value) => crate::Str::format(
            thread,
            format_args!(
                "<cell at {id:#x}: {} object at {:#x}>",
                value.ty().name(),
                value.id()
            ),
        ),
    };
    Ok(text?.into_object())
}

/// Empty cells come before all others.
fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(a), Some(b)) = (a.downcast::<Cell>(), b.downcast::<Cell>()) else {
        return Ok(thread.heap().not_implemented());
    };
    let (a, b) = (a.content.get(), b.content.get());
    match (a, b) {
        (Some(a), Some(b)) => protocol::richcompare(thread, &a, &b, op),
        (a, b) => Ok(thread.heap().bool(op.holds(a.is_some().cmp(&b.is_some())))),
    }
}

fn get_contents(thread: &Thread, object: &Object) -> Result<Ref> {
    cell_of(object)?
        .content
        .get()
        .ok_or_else(|| thread.value_error(format_args!("Cell is empty")))
}

fn set_contents(_: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    cell_of(object)?.content.set(value.map(Object::to_ref));
    Ok(())
}
