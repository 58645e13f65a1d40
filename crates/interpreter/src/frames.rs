//! Who asks for frames: `sys._getframe`, `globals()`, `locals()`, `super()` without arguments.

use crate::machine::Vm;
use object::{Builtin, Raised, Ref, Result, Thread};
use types::cell::Cell;
use types::frame::{self, Record};

/// The record of the Python frame `depth` levels up.
fn record_at(thread: &Thread, depth: usize) -> Option<&Record> {
    let mut at = Vm::try_of(thread)?.innermost();
    for _ in 0..depth {
        at = at?.previous();
    }
    at
}

/// Hook: the frame object `depth` levels up.
pub fn frame(thread: &Thread, depth: usize) -> Result<Option<Ref>> {
    match record_at(thread, depth) {
        Some(record) => Ok(Some(
            frame::object_for(thread, &record.saved)?.into_object(),
        )),
        None => Ok(None),
    }
}

/// Hook: the globals of the running frame.
pub fn globals(thread: &Thread) -> Result<Option<Ref>> {
    Ok(record_at(thread, 0)
        .and_then(Record::globals)
        .map(Ref::into_object))
}

/// Hook: the module that the running function names as its own; code without a function names its globals' one.
pub fn module(thread: &Thread) -> Result<Option<Ref>> {
    let Some(record) = record_at(thread, 0) else {
        return Ok(None);
    };
    if let Some(function) = record.saved.function.get() {
        return Ok(function.module.get());
    }
    match record.globals() {
        Some(globals) => globals.get_str(thread, types::names(thread).__name__()),
        None => Ok(None),
    }
}

/// Hook: `locals()` of the running frame.
pub fn locals(thread: &Thread) -> Result<Option<Ref>> {
    match record_at(thread, 0) {
        Some(record) => {
            // Where names live in a mapping no frame object is needed.
            if let Some(mapping) = frame::mapping(&record.saved) {
                return Ok(Some(mapping));
            }
            let frame = frame::object_for(thread, &record.saved)?;
            frame::snapshot(thread, &frame).map(Some)
        }
        None => Ok(None),
    }
}

fn no_super(thread: &Thread, why: &str) -> Raised {
    thread.raise(Builtin::RuntimeError, format_args!("super(): {why}"))
}

/// Hook: the class cell and the first argument of the running function.
pub fn super_arguments(thread: &Thread) -> Result<(Ref, Ref)> {
    let Some(record) = record_at(thread, 0) else {
        return Err(no_super(thread, "no current frame"));
    };
    let Some(code) = record.saved.code.get() else {
        return Err(no_super(thread, "no code object"));
    };
    if code.arg_count.get() == 0 {
        return Err(no_super(thread, "no arguments"));
    }
    let frame = frame::object_for(thread, &record.saved)?;
    let Some(this) = frame::read_local(&frame, &code, 0) else {
        return Err(no_super(thread, "arg[0] deleted"));
    };
    for index in code.first_free.get() as usize..code.nlocalsplus.get() as usize {
        if code
            .register_name(index)
            .is_some_and(|name| name.eq_str("__class__"))
        {
            let cell = frame.locals().get(index).and_then(|slot| slot.get());
            let Some(cell) = cell.as_ref().and_then(|c| c.downcast::<Cell>()) else {
                return Err(no_super(thread, "bad __class__ cell"));
            };
            let Some(class) = cell.content.get() else {
                return Err(no_super(thread, "empty __class__ cell"));
            };
            return Ok((class, this));
        }
    }
    Err(no_super(thread, "__class__ cell not found"))
}
