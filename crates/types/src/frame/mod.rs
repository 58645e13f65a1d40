//! `frame`: a running or finished call, as a program sees it.
//!
//! Layouts: `layout.rs`. Variables: `locals.rs`; the write-through view of them: `proxy.rs`. Frame objects exist only when
//! somebody looks. The control stack itself belongs to the `interpreter` room.

mod layout;
mod locals;
mod proxy;

pub use layout::{FRAME_LAYOUT, Frame, Owner, Record, Return, Saved};
pub use locals::{mapping, read_local, snapshot, store_local};

use crate::Int;
use crate::code::Code;
use crate::str::Str;
use object::{
    Builtin, GetSetDef, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Thread, TypeFlags,
    TypeSlots, TypeSpec,
};
use std::mem::offset_of;

/// This folder's well-known types.
pub const SPECS: &[&TypeSpec] = &[&FRAME, &proxy::PROXY];

static FRAME: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        repr: Some(repr),
        sizeof: Some(sizeof),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("clear", clear)
            .doc("clear($self, /)\n--\n\nDrop the references that a finished frame holds."),
        MethodDef::no_args("__sizeof__", |thread, frame| {
            Int::from_usize(thread, sizeof(thread, frame)?)
        })
        .doc("__sizeof__($self, /)\n--\n\nBytes that the frame takes."),
    ],
    members: &[MemberDef {
        name: "f_trace_lines",
        kind: MemberKind::Bool,
        offset: offset_of!(Frame, trace_lines),
        readonly: false,
        doc: None,
    }],
    getsets: &[
        read("f_back", |thread, object| {
            Ok(back(thread, frame_of(object)?)?
                .map_or_else(|| thread.heap().none(), Ref::into_object))
        }),
        read("f_locals", |thread, object| {
            locals::f_locals(thread, frame_of(object)?)
        }),
        GetSetDef {
            name: "f_lineno",
            get: get_line,
            set: Some(set_line),
            doc: None,
        },
        GetSetDef {
            name: "f_trace",
            get: get_trace,
            set: Some(set_trace),
            doc: None,
        },
        read("f_lasti", |thread, object| {
            Int::new(thread, frame_of(object)?.saved().word() as isize * 2)
        }),
        read("f_globals", |thread, object| {
            from_function(thread, frame_of(object)?, |f| f.globals.get())
        }),
        read("f_builtins", |thread, object| {
            from_function(thread, frame_of(object)?, |f| f.builtins.get())
        }),
        read("f_code", |thread, object| {
            Ok(frame_of(object)?
                .code()
                .map_or_else(|| thread.heap().none(), Ref::into_object))
        }),
        GetSetDef {
            name: "f_trace_opcodes",
            get: get_trace_opcodes,
            set: Some(set_trace_opcodes),
            doc: None,
        },
    ],
    ..TypeSpec::new("frame", Builtin::Frame, &FRAME_LAYOUT)
};

const fn read(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

fn frame_of(object: &Object) -> Result<&Frame> {
    object
        .downcast::<Frame>()
        .ok_or_else(|| object.thread().type_error(format_args!("expected a frame")))
}

/// The frame object that shows this part, made when there is none yet.
pub fn object_for(thread: &Thread, saved: &Saved) -> Result<Ref<Frame>> {
    if let Some(frame) = saved.frame.get() {
        return Ok(frame);
    }
    let slots = saved
        .code
        .get()
        .map_or(0, |c| c.nlocalsplus.get() + c.stack_size.get());
    let fresh = thread
        .heap()
        .alloc(thread.heap().builtin(Builtin::Frame), slots as usize)?;
    let Ok(frame) = fresh.downcast_into::<Frame>() else {
        return Err(thread.system_error(format_args!("frame type without its layout")));
    };
    frame.trace_lines.set(true);
    frame.attach(saved);
    saved.frame.set(Some(frame.clone()));
    Ok(frame)
}

/// The end of a frame that has an object: it takes the variables over when somebody else still holds it. The handle is the
/// caller's to drop when the record has gone: it may be the last one.
pub fn finish(thread: &Thread, record: &Record) -> Option<Ref<Frame>> {
    let frame = record.saved.frame.get()?;
    if frame.as_object().refcount() <= 2 {
        record.saved.frame.set(None);
        return None;
    }
    // The exception that ends the frame stays pending whatever happens here.
    let pending = thread.take_pending();
    // An unreachable outer frame is no reason to fail: the chain then ends here.
    match record.previous().map(|r| object_for(thread, &r.saved)) {
        Some(Ok(back)) => frame.back.set(Some(back)),
        Some(Err(_)) => drop(thread.take_pending()),
        None => {}
    }
    if let Some(pending) = pending {
        let _ = thread.set_pending(pending);
    }
    frame.take_over(&record.saved);
    frame.as_object().track();
    Some(frame)
}

impl Frame {
    /// The code that it runs.
    pub fn code(&self) -> Option<Ref<Code>> {
        self.saved().code.get()
    }

    /// The current line, 0 for none.
    pub fn line_number(&self) -> u32 {
        match self.line.get() {
            0 => self.code().map_or(0, |code| {
                if self.saved().is_entering() {
                    return code.first_line.get();
                }
                match (code.line_at(self.saved().word()), self.saved().word()) {
                    (0, 0) => code.first_line.get(),
                    (line, _) => line,
                }
            }),
            line => line as u32,
        }
    }
}

/// The calling frame.
pub fn back(thread: &Thread, frame: &Frame) -> Result<Option<Ref<Frame>>> {
    match frame.record().map(Record::previous) {
        Some(Some(record)) => object_for(thread, &record.saved).map(Some),
        Some(None) => Ok(None),
        None => Ok(frame.back.get()),
    }
}

fn from_function<T: object::Layout>(
    thread: &Thread,
    frame: &Frame,
    get: impl Fn(&crate::function::Function) -> Option<Ref<T>>,
) -> Result<Ref> {
    let found = frame.saved().function.get().and_then(|f| get(&f));
    Ok(found.map_or_else(|| thread.heap().none(), Ref::into_object))
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let frame = frame_of(object)?;
    let Some(code) = frame.code() else {
        return Ok(
            Str::format(thread, format_args!("<frame at {:#x}>", object.id()))?.into_object(),
        );
    };
    let file = match code.filename.get() {
        Some(file) => crate::protocol::repr(thread, file.as_object())?,
        None => Str::new(thread, "'?'")?,
    };
    let name = code.name().map_or_else(|| Str::new(thread, "?"), Ok)?;
    let line = frame.line_number();
    let text = format_args!(
        "<frame at {:#x}, file {}, line {line}, code {}>",
        object.id(),
        *file,
        *name
    );
    Ok(Str::format(thread, text)?.into_object())
}

fn sizeof(_: &Thread, object: &Object) -> Result<usize> {
    let slots = frame_of(object)?
        .code()
        .map_or(0, |c| c.nlocalsplus.get() + c.stack_size.get());
    Ok(size_of::<Frame>() + 8 * slots as usize)
}

fn get_line(thread: &Thread, object: &Object) -> Result<Ref> {
    match frame_of(object)?.line_number() {
        0 => Ok(thread.heap().none()),
        line => Int::new(thread, line as isize),
    }
}

fn set_line(thread: &Thread, _: &Object, value: Option<&Object>) -> Result<()> {
    Err(match value {
        None => thread.raise(
            Builtin::AttributeError,
            format_args!("cannot delete attribute"),
        ),
        Some(_) => thread.value_error(format_args!("f_lineno can only be set in a trace function")),
    })
}

fn get_trace(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(frame_of(object)?
        .trace
        .get()
        .unwrap_or_else(|| thread.heap().none()))
}

fn set_trace(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    let none = thread.heap().none();
    frame_of(object)?
        .trace
        .set(value.filter(|v| !v.is(&none)).map(Object::to_ref));
    Ok(())
}

fn get_trace_opcodes(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(frame_of(object)?.trace_opcodes.get()))
}

fn set_trace_opcodes(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    match value.filter(|v| v.is_exactly(Builtin::Bool)) {
        Some(value) => {
            frame_of(object)?
                .trace_opcodes
                .set(value.is(&thread.heap().bool(true)));
            Ok(())
        }
        None => Err(thread.type_error(format_args!("attribute value type must be bool"))),
    }
}

fn clear(thread: &Thread, object: &Object) -> Result<Ref> {
    let frame = frame_of(object)?;
    if frame.record().is_some() {
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("cannot clear an executing frame"),
        ));
    }
    if let Some(generator) = frame.generator() {
        if generator.is_suspended() {
            return Err(thread.raise(
                Builtin::RuntimeError,
                format_args!("cannot clear a suspended frame"),
            ));
        }
        crate::generator::close_quietly(thread, generator);
        return Ok(thread.heap().none());
    }
    for index in 0..frame.locals().len() {
        if let Some(slot) = frame.locals().get(index) {
            slot.set(None);
        }
    }
    frame.trace.set(None);
    frame.extra.set(None);
    frame.overwritten.set(None);
    Ok(thread.heap().none())
}
