//! `generator` and `coroutine`: frames that stop and go on.
//!
//! Layout: `layout.rs`; what they have in common (send, throw, close): `resume.rs`; asynchronous generators: `async_generator.rs`. Running the frame belongs to the
//! `interpreter` room and is reached through the hook.

mod anext;
mod async_generator;
mod layout;
mod resume;
mod unawaited;

pub use anext::new_anext;
pub use layout::{GENERATOR_LAYOUT, Generator, State};
pub use resume::{close, close_quietly, send, throw, yield_from};

use crate::Int;
use crate::code::Code;
use crate::frame;
use crate::generic_alias;
use crate::str::Str;
use object::{
    Builtin, GetSetDef, MemberDef, MemberKind, MethodDef, NumberSlots, Object, Ref, Result, Slot,
    Thread, TypeFlags, TypeSlots, TypeSpec,
};
use std::mem::offset_of;

/// This folder's well-known types.
pub const SPECS: &[&TypeSpec] = &[
    &GENERATOR,
    &COROUTINE,
    &resume::WRAPPER,
    &async_generator::ASYNC_GENERATOR,
    &async_generator::SEND,
    &async_generator::THROW,
];

const FLAGS: TypeFlags = TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION);

const SLOTS: TypeSlots = TypeSlots {
    repr: Some(repr),
    finalize: Some(resume::finalize),
    sizeof: Some(sizeof),
    ..TypeSlots::EMPTY
};

const fn read(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

const NAME: GetSetDef = GetSetDef {
    name: "__name__",
    get: get_name,
    set: Some(set_name),
    doc: None,
};
const QUALNAME: GetSetDef = GetSetDef {
    name: "__qualname__",
    get: get_qualname,
    set: Some(set_qualname),
    doc: None,
};
const SIZEOF: MethodDef = MethodDef::no_args("__sizeof__", |thread, it| {
    Int::from_usize(thread, sizeof(thread, it)?)
})
.doc("__sizeof__($self, /)\n--\n\ngen.__sizeof__() -> bytes that it takes");
const CLASS_GETITEM: MethodDef = MethodDef::one("__class_getitem__", |thread, class, item| {
    generic_alias::new(thread, class, item)
})
.class()
.doc("__class_getitem__($type, object, /)\n--\n\nSee PEP 585");

static GENERATOR: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: TypeSlots { iter: Some(|_, it| Ok(it.to_ref())), iternext: Some(resume::next), ..SLOTS },
    methods: &[
        MethodDef::one("send", resume::send_method).doc(
            "send($self, object, /)\n--\n\nsend(arg) -> send 'arg' into generator,\nreturn next yielded value or raise \
             StopIteration.",
        ),
        MethodDef::fast("throw", resume::throw_method)
            .doc("throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration."),
        MethodDef::no_args("close", resume::close_method)
            .doc("close($self, /)\n--\n\nclose() -> raise GeneratorExit inside generator."),
        SIZEOF,
        CLASS_GETITEM,
    ],
    getsets: &[
        NAME,
        QUALNAME,
        GetSetDef { doc: Some("object being iterated by yield from, or None"), ..read("gi_yieldfrom", get_yield_from) },
        read("gi_running", get_running),
        read("gi_frame", get_frame),
        read("gi_suspended", get_suspended),
        read("gi_code", get_code),
    ],
    weaklist_offset: 16,
    ..TypeSpec::new("generator", Builtin::Generator, &GENERATOR_LAYOUT)
};

static COROUTINE: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: SLOTS,
    number: NumberSlots { await_: Some(resume::await_coroutine), ..NumberSlots::EMPTY },
    methods: &[
        MethodDef::one("send", resume::send_method).doc(
            "send($self, object, /)\n--\n\nsend(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise \
             StopIteration.",
        ),
        MethodDef::fast("throw", resume::throw_method)
            .doc("throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration."),
        MethodDef::no_args("close", resume::close_method)
            .doc("close($self, /)\n--\n\nclose() -> raise GeneratorExit inside coroutine."),
        SIZEOF,
        CLASS_GETITEM,
    ],
    members: &[MemberDef {
        name: "cr_origin",
        kind: MemberKind::Object,
        offset: offset_of!(Generator, origin),
        readonly: true,
        doc: None,
    }],
    getsets: &[
        NAME,
        QUALNAME,
        GetSetDef { doc: Some("object being awaited on, or None"), ..read("cr_await", get_yield_from) },
        read("cr_running", get_running),
        read("cr_frame", get_frame),
        read("cr_code", get_code),
        read("cr_suspended", get_suspended),
    ],
    weaklist_offset: 16,
    ..TypeSpec::new("coroutine", Builtin::Coroutine, &GENERATOR_LAYOUT)
};

/// A borrowed generator behind an object.
pub fn generator_of(object: &Object) -> Result<&Generator> {
    object.downcast::<Generator>().ok_or_else(|| {
        object
            .thread()
            .type_error(format_args!("expected a generator"))
    })
}

impl Generator {
    /// A new, untracked generator of this type for a code object, with empty registers.
    pub fn new(
        thread: &Thread,
        kind: Builtin,
        code: &Code,
        name: Option<Ref<Str>>,
        qualname: Option<Ref<Str>>,
    ) -> Result<Ref<Generator>> {
        let slots = code.nlocalsplus.get() + code.stack_size.get();
        let fresh = thread
            .heap()
            .alloc(thread.heap().builtin(kind), slots as usize)?;
        let Ok(fresh) = fresh.downcast_into::<Generator>() else {
            return Err(thread.system_error(format_args!("generator type without its layout")));
        };
        fresh.name.set(name);
        fresh.qualname.set(qualname);
        fresh.saved.base.set(fresh.registers());
        Ok(fresh)
    }

    /// Whether it stopped at a `yield`.
    pub fn is_suspended(&self) -> bool {
        matches!(
            self.state.get(),
            State::Suspended | State::SuspendedYieldFrom
        )
    }

    /// Whether there is nothing left to run.
    pub fn is_finished(&self) -> bool {
        self.state.get() >= State::Completed
    }

    /// The word for messages.
    pub fn noun(&self) -> &'static str {
        match self.as_object().builtin() {
            Builtin::Coroutine => "coroutine",
            Builtin::AsyncGenerator => "async generator",
            _ => "generator",
        }
    }
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = generator_of(object)?;
    let name = it
        .qualname
        .get()
        .map_or_else(|| Str::new(thread, "?"), Ok)?;
    let kind = object.ty().name();
    Ok(Str::format(
        thread,
        format_args!("<{kind} object {} at {:#x}>", *name, object.id()),
    )?
    .into_object())
}

fn sizeof(_: &Thread, object: &Object) -> Result<usize> {
    let part = generator_of(object)?.frame_part();
    let slots = part
        .code
        .get()
        .map_or(0, |c| c.nlocalsplus.get() + c.stack_size.get());
    Ok(size_of::<Generator>() + 8 * slots as usize)
}

fn text(thread: &Thread, slot: &Slot<Str>) -> Ref {
    slot.get()
        .map_or_else(|| thread.heap().none(), Ref::into_object)
}

fn set_text(thread: &Thread, slot: &Slot<Str>, value: Option<&Object>, what: &str) -> Result<()> {
    match value.and_then(Object::downcast::<Str>) {
        Some(value) => {
            slot.set(Some(Ref::new(value)));
            Ok(())
        }
        None => Err(thread.type_error(format_args!("{what} must be set to a string object"))),
    }
}

fn get_name(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(text(thread, &generator_of(object)?.name))
}

fn set_name(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    set_text(thread, &generator_of(object)?.name, value, "__name__")
}

fn get_qualname(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(text(thread, &generator_of(object)?.qualname))
}

fn set_qualname(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    set_text(
        thread,
        &generator_of(object)?.qualname,
        value,
        "__qualname__",
    )
}

fn get_yield_from(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(yield_from(generator_of(object)?).unwrap_or_else(|| thread.heap().none()))
}

fn get_running(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(thread
        .heap()
        .bool(generator_of(object)?.state.get() == State::Executing))
}

fn get_suspended(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(generator_of(object)?.is_suspended()))
}

fn get_frame(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = generator_of(object)?;
    if it.is_finished() {
        return Ok(thread.heap().none());
    }
    Ok(frame::object_for(thread, it.frame_part())?.into_object())
}

fn get_code(thread: &Thread, object: &Object) -> Result<Ref> {
    let code = generator_of(object)?.frame_part().code.get();
    Ok(code.map_or_else(|| thread.heap().none(), Ref::into_object))
}

/// Whether it is a generator that may be awaited, as `types.coroutine` makes them.
pub fn is_iterable_coroutine(object: &Object) -> bool {
    object.is_exactly(Builtin::Generator)
        && object
            .downcast::<Generator>()
            .and_then(|g| g.frame_part().code.get())
            .is_some_and(|code| code.flags.get() & bytecode::flags::ITERABLE_COROUTINE != 0)
}
