//! `traceback`: one entry for each frame that an exception passed through.
//!
//! ```text
//!   0 header  16 next (inner) entry  24 frame  32 instruction offset (i32)  36 line (i32, -1: by the instruction)
//! ```

use crate::frame::Frame;
use crate::protocol::Signature;
use object::{
    Args, Builtin, GetSetDef, Layout, LayoutInfo, MemberDef, MemberKind, MethodDef, Object, Ref,
    Result, Slot, Thread, Type, TypeFlags, TypeSlots, TypeSpec, clear_references,
};
use std::cell::Cell;

/// A traceback entry.
#[repr(C)]
pub struct Traceback {
    header: Object,
    next: Slot,
    frame: Slot,
    lasti: Cell<i32>,
    line: Cell<i32>,
}

const _: () = assert!(size_of::<Traceback>() == 40);

/// The layout of entries.
pub static TRACEBACK_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[16, 24],
    clear: Some(clear_references),
    ..LayoutInfo::new("traceback", 40)
};

// SAFETY: header first; zero is an empty entry; both references are described.
unsafe impl Layout for Traceback {
    const INFO: &'static LayoutInfo = &TRACEBACK_LAYOUT;
}

/// The type's declaration.
pub static SPECS: &[&TypeSpec] = &[&TRACEBACK];

static TRACEBACK: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__dir__", dir)],
    members: &[
        member("tb_frame", MemberKind::Object, 24),
        member("tb_lasti", MemberKind::I32, 32),
    ],
    getsets: &[
        GetSetDef {
            name: "tb_next",
            get: get_next,
            set: Some(set_next),
            doc: None,
        },
        GetSetDef {
            name: "tb_lineno",
            get: |thread, object| match entry(thread, object)?.line() {
                -1 => Ok(thread.heap().none()),
                line => crate::Int::new(thread, line as isize),
            },
            set: None,
            doc: None,
        },
    ],
    doc: Some(
        "traceback(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\nCreate a new traceback object.",
    ),
    ..TypeSpec::new("traceback", Builtin::Traceback, &TRACEBACK_LAYOUT)
};

const fn member(name: &'static str, kind: MemberKind, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind,
        offset,
        readonly: true,
        doc: None,
    }
}

fn entry<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Traceback> {
    match object.downcast::<Traceback>() {
        Some(entry) => Ok(entry),
        None => Err(thread.system_error(format_args!("not a traceback"))),
    }
}

impl Traceback {
    /// A new entry in front of `next`.
    pub fn make(
        thread: &Thread,
        next: Option<Ref>,
        frame: &Object,
        lasti: i32,
        line: i32,
    ) -> Result<Ref> {
        let fresh = thread
            .heap()
            .alloc(thread.heap().builtin(Builtin::Traceback), 0)?;
        {
            let entry = entry(thread, &fresh)?;
            entry.next.set(next);
            entry.frame.set(Some(frame.to_ref()));
            entry.lasti.set(lasti);
            entry.line.set(line);
        }
        fresh.track();
        Ok(fresh)
    }

    /// The next (inner) entry.
    pub fn next(&self) -> Option<Ref> {
        self.next.get()
    }

    /// The frame.
    pub fn frame(&self) -> Option<Ref> {
        self.frame.get()
    }

    /// The line, or -1. Most entries are made and dropped without anybody asking: it is worked out now, from the instruction.
    pub fn line(&self) -> i32 {
        match self.line.get() {
            -1 => self.line_of_instruction().unwrap_or(-1),
            line => line,
        }
    }

    fn line_of_instruction(&self) -> Option<i32> {
        let frame = self.frame.get()?;
        let code = frame.downcast::<Frame>()?.code()?;
        let line = match u32::try_from(self.lasti.get()) {
            Err(_) => code.first_line.get(),
            Ok(at) if at / 2 < code.word_count.get() => code.line_at(at / 2),
            Ok(_) => 0,
        };
        i32::try_from(line).ok().filter(|&line| line > 0)
    }

    /// Offset of the instruction in the code, in bytes as `co_positions` counts them.
    pub fn lasti(&self) -> i32 {
        self.lasti.get()
    }
}

fn new(thread: &Thread, _ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<4> = Signature {
        function: "traceback",
        names: ["tb_next", "tb_frame", "tb_lasti", "tb_lineno"],
        required: 4,
        positional: 4,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let [Some(next), Some(frame), Some(lasti), Some(line)] = bound.0 else {
        return Err(thread.system_error(format_args!("traceback() bound too little")));
    };
    let next = check_next(thread, next, "expected traceback object or None")?;
    if !frame.is_exactly(Builtin::Frame) {
        return Err(thread.type_error(format_args!(
            "traceback() argument 'tb_frame' must be frame, not {}",
            crate::protocol::type_text(frame)
        )));
    }
    let lasti = int32(thread, lasti)?;
    let line = int32(thread, line)?;
    Traceback::make(thread, next, frame, lasti, line)
}

fn int32(thread: &Thread, object: &Object) -> Result<i32> {
    let value = crate::protocol::as_isize(thread, object, Builtin::OverflowError)?;
    i32::try_from(value).map_err(|_| {
        thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C int"),
        )
    })
}

fn check_next(thread: &Thread, next: &Object, expected: &str) -> Result<Option<Ref>> {
    if next.is_exactly(Builtin::NoneType) {
        return Ok(None);
    }
    if next.is_exactly(Builtin::Traceback) {
        return Ok(Some(next.to_ref()));
    }
    Err(thread.type_error(format_args!("{expected}, got '{}'", next.ty().name())))
}

fn get_next(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(entry(thread, object)?
        .next
        .get()
        .unwrap_or_else(|| thread.heap().none()))
}

fn set_next(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    let Some(value) = value else {
        return Err(thread.type_error(format_args!("can't delete tb_next attribute")));
    };
    let next = check_next(thread, value, "expected traceback object")?;
    let mut at = next.clone();
    while let Some(here) = at {
        if here.is(object) {
            return Err(thread.value_error(format_args!("traceback loop detected")));
        }
        at = here.downcast::<Traceback>().and_then(Traceback::next);
    }
    entry(thread, object)?.next.set(next);
    Ok(())
}

fn dir(thread: &Thread, _object: &Object) -> Result<Ref> {
    let list = crate::List::new(thread)?;
    for name in ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"] {
        list.push(
            thread,
            crate::str::intern_static(thread, name)?.into_object(),
        )?;
    }
    Ok(list.into_object())
}
