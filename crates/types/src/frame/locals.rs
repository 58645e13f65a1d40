//! The variables of a frame by name: reading and writing registers and cells, and `f_locals`.
//!
//! A local that is overwritten from outside keeps its old value alive until the frame ends, because the running code may
//! have borrowed it.

use super::{Frame, Saved, proxy};
use crate::cell::Cell;
use crate::code::Code;
use crate::dict::Dict;
use crate::list::List;
use crate::str::Str;
use bytecode::{LocalKind, flags};
use object::{Object, Ref, Result, Thread};

/// The cell in a register that holds one, or the closure's cell before the code has copied it.
fn cell_at(frame: &Frame, index: usize, kind: LocalKind) -> Option<Ref<Cell>> {
    if !kind.cell && !kind.free {
        return None;
    }
    let held = frame.locals().get(index)?.get();
    if let Some(held) = held {
        return held.downcast_into::<Cell>().ok();
    }
    if !kind.free {
        return None;
    }
    let saved = frame.saved();
    let closure = saved.function.get()?.closure.get()?;
    let first = saved.code.get()?.first_free.get() as usize;
    closure
        .items()
        .get(index.checked_sub(first)?)?
        .clone()
        .downcast_into::<Cell>()
        .ok()
}

/// The value of a variable, `None` when it is unbound.
pub fn read_local(frame: &Frame, code: &Code, index: usize) -> Option<Ref> {
    let kind = code.tables().kind(index)?;
    match cell_at(frame, index, kind) {
        Some(cell) => cell.content.get(),
        None => frame.locals().get(index)?.get(),
    }
}

/// Gives a variable a new value from outside.
pub fn store_local(
    thread: &Thread,
    frame: &Frame,
    code: &Code,
    index: usize,
    value: Ref,
) -> Result<()> {
    let Some(kind) = code.tables().kind(index) else {
        return Ok(());
    };
    if let Some(cell) = cell_at(frame, index, kind) {
        cell.content.set(Some(value));
        return Ok(());
    }
    let old = frame
        .locals()
        .get(index)
        .and_then(|slot| slot.replace(Some(value)));
    if let Some(old) = old {
        let kept = match frame.overwritten.get() {
            Some(kept) => kept,
            None => {
                let fresh = List::new(thread)?;
                frame.overwritten.set(Some(fresh.clone()));
                fresh
            }
        };
        kept.push(thread, old)?;
    }
    Ok(())
}

/// The register with this name, hidden ones left out.
pub(super) fn index_of(code: &Code, name: &Object) -> Option<usize> {
    let name = name.downcast::<Str>()?;
    let names = code.localsplus_names.get()?;
    names.items().iter().enumerate().position(|(index, known)| {
        let same =
            known.is(name.as_object()) || known.downcast::<Str>().is_some_and(|k| k.equals(name));
        same && !code.tables().kind(index).is_some_and(|k| k.hidden)
    })
}

/// The mapping of a module or class body in which no variable of a comprehension is bound: names live there alone.
pub fn mapping(saved: &Saved) -> Option<Ref> {
    let code = saved.code.get()?;
    let locals = saved.registers().iter();
    let is_hidden = |index: usize| code.tables().kind(index).is_some_and(|k| k.hidden);
    let mut hidden = locals
        .take(code.nlocalsplus.get() as usize)
        .enumerate()
        .filter(|(index, slot)| !slot.is_none() && is_hidden(*index));
    if code.flags.get() & flags::OPTIMIZED != 0 || hidden.next().is_some() {
        return None;
    }
    saved.locals.get()
}

/// `frame.f_locals`: the mapping of class and module bodies, a view of everything else.
pub(super) fn f_locals(thread: &Thread, frame: &Frame) -> Result<Ref> {
    match mapping(frame.saved()) {
        Some(mapping) => Ok(mapping),
        None => proxy::new(thread, frame),
    }
}

/// `locals()`: the mapping of class and module bodies, a new dictionary of the variables otherwise.
pub fn snapshot(thread: &Thread, frame: &Frame) -> Result<Ref> {
    let saved = frame.saved();
    let Some(code) = saved.code.get() else {
        return Ok(Dict::new(thread)?.into_object());
    };
    if let Some(mapping) = mapping(saved) {
        return Ok(mapping);
    }
    // 3.13 updates the dictionary from a view, by a list of names.
    let heap = thread.heap();
    drop(heap.hold_call(1, 0)?);
    let _view = heap.hold_objects::<1>()?;
    let dict = to_dict(thread, frame, &code)?;
    heap.touch_list();
    drop(heap.hold_objects::<1>()?);
    Ok(dict.into_object())
}

/// A new dictionary of the bound variables and what was added through the view.
pub(super) fn to_dict(thread: &Thread, frame: &Frame, code: &Code) -> Result<Ref<Dict>> {
    let dict = Dict::new(thread)?;
    each(frame, code, &mut |name, value| {
        dict.set(thread, &name, &value)
    })?;
    Ok(dict)
}

/// Every bound variable by name, then what was added from outside.
pub(super) fn each(
    frame: &Frame,
    code: &Code,
    act: &mut dyn FnMut(Ref, Ref) -> Result<()>,
) -> Result<()> {
    // The variables of comprehensions, hidden otherwise, are all that a module or class body has here.
    for index in 0..code.nlocalsplus.get() as usize {
        if let (Some(name), Some(value)) =
            (code.register_name(index), read_local(frame, code, index))
        {
            act(name.into_object(), value)?;
        }
    }
    if let Some(extra) = frame.extra.get() {
        let mut at = 0;
        while let Some((name, value)) = extra.next(&mut at) {
            act(name, value)?;
        }
    }
    Ok(())
}
