//! `Pickler`: an object with a stream to write to, and a memory of what was written.
//!
//! ```text
//!    0 header  16 memo  24 persistent_id while it runs  32 dispatch_table  40 reducer_override while it runs  48 write
//!   56 output (24)  80 protocol  84 bin  88 framing  96 start of the frame  104 room of CPython's own  112 fast  116 depth while fast
//!  120 names of Python 2  128 what is under way while fast  136 buffer_callback                                                144
//! ```

use super::opcodes::{DEFAULT, HIGHEST, PROTO, STOP};
use super::output::{FIRST_ROOM, NO_FRAME};
use super::save::Saver;
use super::state::State;
use object::native::make;
use object::native_identity::IdentityMap;
use object::{
    Args, Builtin, GetSetDef, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Slot, Thread,
    TypeFlags, TypeSlots, TypeSpec, Visit, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;
use types::bytes::Growing;
use types::{Dict, Int, Signature, protocol};

native_layout! {
    /// See the file's head.
    pub struct Pickler: PICKLER_LAYOUT, "Pickler" {
        pub memo: IdentityMap,
        pub persistent_id: Slot,
        pub dispatch_table: Slot,
        pub reducer_override: Slot,
        pub write: Slot,
        pub output: Growing,
        pub proto: Cell<i32>,
        pub bin: Cell<i32>,
        pub framing: Cell<i32>,
        pub frame_start: Cell<isize>,
        room: Cell<usize>,
        pub fast: Cell<i32>,
        pub fast_depth: Cell<i32>,
        pub fix_imports: Cell<i32>,
        pub fast_memo: Slot<Dict>,
        pub buffer_callback: Slot,
    } shows shown
}

const _: () = assert!(size_of::<Pickler>() == 144);

/// 3.13's order.
fn shown(object: &Object, visit: Visit) {
    let Some(it) = object.downcast::<Pickler>() else {
        return;
    };
    let before = [
        it.write.get(),
        it.persistent_id.get(),
        it.dispatch_table.get(),
    ];
    before.iter().flatten().for_each(|part| visit(part));
    let after = [
        it.fast_memo.get().map(Ref::into_object),
        it.reducer_override.get(),
        it.buffer_callback.get(),
    ];
    after.iter().flatten().for_each(|part| visit(part));
    object::native::Field::visit(&it.memo, visit);
}

pub(super) static PICKLER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        new: Some(|thread, ty, _| types::typeobj::new_instance(thread, ty)),
        init: Some(init),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::one("persistent_id", |thread, _, _| Ok(thread.heap().none()))
            .doc("persistent_id($self, obj, /)\n--\n\n"),
        MethodDef::one("dump", dump_method).doc(
            "dump($self, obj, /)\n--\n\nWrites the pickle of an object to the file.",
        ),
        MethodDef::no_args("clear_memo", |thread, it| {
            this(thread, it)?.memo.forget();
            Ok(thread.heap().none())
        })
        .doc("clear_memo($self, /)\n--\n\nForgets which objects were written.\n\nAn object that comes again is then written again, not referred to."),
        MethodDef::no_args("__sizeof__", |thread, it| {
            let this = this(thread, it)?;
            let output = match this.output.is_started() {
                true => this.output.sizeof(),
                false => 0,
            };
            Int::from_usize(thread, it.ty().basicsize() + this.memo.bytes() + output)
        })
        .doc("__sizeof__($self, /)\n--\n\nReturns size in memory, in bytes."),
    ],
    members: &[
        member("bin", MemberKind::I32, offset_of!(Pickler, bin)),
        member("fast", MemberKind::I32, offset_of!(Pickler, fast)),
        member("dispatch_table", MemberKind::ObjectEx, offset_of!(Pickler, dispatch_table)),
    ],
    getsets: &[GetSetDef {
        name: "memo",
        get: super::memo::of_pickler,
        set: Some(super::memo::set_pickler),
        doc: None,
    }],
    doc: Some(
        "Pickler(file, protocol=None, fix_imports=True, buffer_callback=None)\n--\n\nWrites pickles to a binary file.\n\nSee the function dump for the arguments.",
    ),
    ..TypeSpec::new("_pickle.Pickler", Builtin::Other, &PICKLER_LAYOUT)
};

/// Where among the methods `persistent_id` stands.
const PERSISTENT_ID: usize = 0;

const fn member(name: &'static str, kind: MemberKind, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind,
        offset,
        readonly: false,
        doc: None,
    }
}

pub(super) fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Pickler> {
    match it.downcast::<Pickler>() {
        Some(this) => Ok(this),
        None => Err(thread.system_error(format_args!("a pickler without its layout"))),
    }
}

impl Pickler {
    /// A fresh one for a single pickle, tracked.
    fn new(thread: &Thread) -> Result<Ref<Pickler>> {
        let fresh = make::<Pickler>(thread.heap(), types::type_of(thread, &PICKLER)?)?;
        fresh.memo.start(thread.heap())?;
        fresh.output.start(thread, FIRST_ROOM)?;
        fresh.frame_start.set(NO_FRAME);
        fresh.as_object().track();
        Ok(fresh)
    }

    fn set_protocol(&self, thread: &Thread, given: Option<&Object>, fix: bool) -> Result<()> {
        let proto = match given.filter(|given| !given.is_exactly(Builtin::NoneType)) {
            None => DEFAULT as isize,
            Some(given) => protocol::as_isize(thread, given, Builtin::OverflowError)?,
        };
        if proto > HIGHEST as isize {
            return Err(thread.value_error(format_args!("pickle protocol must be <= {HIGHEST}")));
        }
        let proto = if proto < 0 { HIGHEST } else { proto as i32 };
        self.proto.set(proto);
        self.bin.set(i32::from(proto > 0));
        self.fix_imports.set(i32::from(fix && proto < 3));
        Ok(())
    }

    fn set_file(&self, thread: &Thread, file: &Object) -> Result<()> {
        match protocol::getattr_opt(thread, file, types::names(thread).write())? {
            Some(write) => {
                self.write.set(Some(write));
                Ok(())
            }
            None => Err(thread.type_error(format_args!("file must have a 'write' attribute"))),
        }
    }

    fn set_callback(&self, thread: &Thread, given: Option<&Object>) -> Result<()> {
        let callback = given.filter(|given| !given.is_exactly(Builtin::NoneType));
        if callback.is_some() && self.proto.get() < 5 {
            return Err(thread.value_error(format_args!("buffer_callback needs protocol >= 5")));
        }
        self.buffer_callback.set(callback.map(Object::to_ref));
        Ok(())
    }

    /// Drops what an earlier `__init__` has set.
    fn reset(&self, thread: &Thread) {
        for slot in [
            &self.write,
            &self.persistent_id,
            &self.dispatch_table,
            &self.reducer_override,
            &self.buffer_callback,
        ] {
            slot.set(None);
        }
        self.fast_memo.set(None);
        self.memo.free(thread.heap());
        object::native::Field::release(&self.output, thread.heap());
    }

    /// Writes a whole pickle into the buffer.
    fn pickle(&self, thread: &Thread, state: &State, object: &Object) -> Result<()> {
        let done = self.pickle_within(thread, state, object);
        self.framing.set(0);
        self.persistent_id.set(None);
        self.reducer_override.set(None);
        done
    }

    fn pickle_within(&self, thread: &Thread, state: &State, object: &Object) -> Result<()> {
        let own = self.as_object();
        let method = protocol::getattr_name(thread, own, &*state.names.persistent_id(thread)?)?;
        // The type's own answers `None` to everything.
        let is_plain = types::builtin_function::parts(&method).is_some_and(|(def, bound)| {
            std::ptr::eq(def, &PICKLER.methods[PERSISTENT_ID])
                && bound.is_some_and(|bound| bound.is(own))
        });
        self.persistent_id.set((!is_plain).then_some(method));
        let name = state.names.reducer_override(thread)?;
        self.reducer_override
            .set(protocol::getattr_opt(thread, own, &name)?);
        let proto = self.proto.get();
        if proto >= 2 {
            self.write(thread, &[PROTO, proto as u8])?;
            if proto >= 4 {
                self.framing.set(1);
            }
        }
        Saver::new(thread, self, state).save(object, false)?;
        self.write(thread, &[STOP])?;
        self.commit();
        Ok(())
    }
}

const INIT: Signature<4> = Signature {
    function: "Pickler",
    names: ["file", "protocol", "fix_imports", "buffer_callback"],
    required: 1,
    positional: 4,
};

fn init(thread: &Thread, it: &Object, args: Args<'_>) -> Result<()> {
    let this = this(thread, it)?;
    let bound = INIT.bind(thread, &args)?;
    let fix = truth(thread, bound.get(2))?;
    if !this.write.is_none() {
        this.reset(thread);
    }
    this.set_protocol(thread, bound.get(1), fix)?;
    if let Some(file) = bound.get(0) {
        this.set_file(thread, file)?;
    }
    this.set_callback(thread, bound.get(3))?;
    this.memo.start(thread.heap())?;
    match this.output.is_started() {
        true => this.output.rewind(),
        false => this.output.start(thread, FIRST_ROOM)?,
    }
    this.frame_start.set(NO_FRAME);
    this.fast.set(0);
    this.fast_depth.set(0);
    this.fast_memo.set(None);
    if this.dispatch_table.is_none() {
        let name = types::room::<State>(thread).names.dispatch_table(thread)?;
        let table = protocol::getattr_opt(thread, it, &name)?;
        this.dispatch_table.set(table);
    }
    Ok(())
}

/// An argument that is true where it isn't given.
pub(super) fn truth(thread: &Thread, given: Option<&Object>) -> Result<bool> {
    given.map_or(Ok(true), |given| protocol::is_true(thread, given))
}

fn dump_method(thread: &Thread, it: &Object, object: &Object) -> Result<Ref> {
    let this = this(thread, it)?;
    let state = types::room::<State>(thread);
    if this.write.is_none() {
        return Err(state.pickling(
            thread,
            format_args!(
                "Pickler.__init__() was not called by {}.__init__()",
                super::state::type_name(it)
            ),
        ));
    }
    this.clear_buffer(thread)?;
    this.pickle(thread, &state, object)?;
    this.flush(thread)?;
    Ok(thread.heap().none())
}

/// `dump(obj, file, …)`.
pub(super) fn dump(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<5> = Signature {
        function: "dump",
        names: ["obj", "file", "protocol", "fix_imports", "buffer_callback"],
        required: 2,
        positional: 3,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let fix = truth(thread, bound.get(3))?;
    let it = Pickler::new(thread)?;
    it.set_protocol(thread, bound.get(2), fix)?;
    if let Some(file) = bound.get(1) {
        it.set_file(thread, file)?;
    }
    it.set_callback(thread, bound.get(4))?;
    if let Some(object) = bound.get(0) {
        it.pickle(thread, &types::room::<State>(thread), object)?;
    }
    it.flush(thread)?;
    Ok(thread.heap().none())
}

/// `dumps(obj, …)`.
pub(super) fn dumps(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<4> = Signature {
        function: "dumps",
        names: ["obj", "protocol", "fix_imports", "buffer_callback"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let fix = truth(thread, bound.get(2))?;
    let it = Pickler::new(thread)?;
    it.set_protocol(thread, bound.get(1), fix)?;
    it.set_callback(thread, bound.get(3))?;
    if let Some(object) = bound.get(0) {
        it.pickle(thread, &types::room::<State>(thread), object)?;
    }
    Ok(it.finish(thread)?.into_object())
}
