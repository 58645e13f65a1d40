//! `Unpickler`: a stream to read from, a stack of what was made, and a memory of it. `Pdata`: the stack.
//!
//! ```text
//! Unpickler:
//!    0 header  16 stack  24 memo (24)  48 persistent_load while it runs  56 bytes at hand (48)  104 next of them
//!  112 those that the file has given  120 read  128 readinto  136 readline  144 peek  152 buffers  160 encoding (24)  184 errors (24)
//!  208 marks (24)  232 protocol  236 names of Python 2  240 the line read last (24)                                             264
//! Pdata:
//!    0 header  16 references (24)  40 whether a mark is set  48 fence                                                          56
//! ```
//! Invariant: the fence is the topmost mark, or 0; what lies below it can't be taken from the stack.

use super::state::State;
use object::native::{ByteField, make};
use object::native_refs::{RefStack, RefTable, WordStack};
use object::native_view::HiddenView;
use object::{
    Args, Builtin, GetSetDef, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots,
    TypeSpec, Visit, native_layout,
};
use std::cell::Cell;
use types::{Int, Signature, Str, protocol};

native_layout! {
    /// See the file's head.
    pub struct Unpickler: UNPICKLER_LAYOUT, "Unpickler" {
        pub stack: Slot<Pdata>,
        pub memo: RefTable,
        pub persistent_load: Slot,
        pub buffer: HiddenView,
        pub next: Cell<usize>,
        pub prefetched: Cell<usize>,
        pub read: Slot,
        pub readinto: Slot,
        pub readline: Slot,
        pub peek: Slot,
        pub buffers: Slot,
        pub encoding: ByteField,
        pub errors: ByteField,
        pub marks: WordStack,
        pub proto: Cell<i32>,
        pub fix_imports: Cell<i32>,
        pub line: ByteField,
    } shows shown
}

const _: () = assert!(size_of::<Unpickler>() == 264);

native_layout! {
    /// See the file's head.
    pub struct Pdata: PDATA_LAYOUT, "Pdata" {
        pub items: RefStack,
        pub marked: Cell<bool>,
        pub fence: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Pdata>() == 56);

/// Places of a fresh memo.
pub(super) const MEMO: usize = 32;
/// Places of a fresh stack.
const STACK: usize = 8;

/// 3.13's order.
fn shown(object: &Object, visit: Visit) {
    let Some(it) = object.downcast::<Unpickler>() else {
        return;
    };
    let parts = [
        it.readline.get(),
        it.readinto.get(),
        it.read.get(),
        it.peek.get(),
        it.stack.get().map(Ref::into_object),
        it.persistent_load.get(),
        it.buffers.get(),
    ];
    parts.iter().flatten().for_each(|part| visit(part));
    object::native::Field::visit(&it.memo, visit);
}

pub(super) static PDATA: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC,
    slots: TypeSlots {
        new: Some(|thread, ty, _| types::typeobj::new_instance(thread, ty)),
        ..TypeSlots::EMPTY
    },
    ..TypeSpec::new("_pickle.Pdata", Builtin::Other, &PDATA_LAYOUT)
};

pub(super) static UNPICKLER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        new: Some(|thread, ty, _| types::typeobj::new_instance(thread, ty)),
        init: Some(init),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::one("persistent_load", |thread, _, _| Err(no_persistent_load(thread)))
            .doc("persistent_load($self, pid, /)\n--\n\n"),
        MethodDef::no_args("load", load_method).doc(
            "load($self, /)\n--\n\nReads a pickle from the file and makes its object.",
        ),
        MethodDef::fast("find_class", |thread, it, args| {
            protocol::check_arity(thread, "find_class", args.len(), 2, 2)?;
            super::load_objects::find_class(thread, this(thread, it)?, &args[0], &args[1])
        })
        .doc("find_class($self, module_name, global_name, /)\n--\n\nWhat stands in a module under a name.\n\nThe module is imported where needed. A subclass may overrule it, to say what pickles may name: it is asked for every class\nand function. Both arguments are str objects."),
        MethodDef::no_args("__sizeof__", |thread, it| {
            let this = this(thread, it)?;
            let mut size = it.ty().basicsize() + this.memo.room() * 8 + this.marks.room() * 8;
            for text in [&this.encoding, &this.errors] {
                if !text.is_empty() {
                    size += text.len();
                }
            }
            size += this.line.with(thread.heap(), |line| {
                let zero = line.iter().position(|&byte| byte == 0);
                zero.map_or(0, |zero| zero + 1)
            });
            Int::from_usize(thread, size)
        })
        .doc("__sizeof__($self, /)\n--\n\nReturns size in memory, in bytes."),
    ],
    getsets: &[GetSetDef {
        name: "memo",
        get: super::memo::of_unpickler,
        set: Some(super::memo::set_unpickler),
        doc: None,
    }],
    doc: Some(
        "Unpickler(file, *, fix_imports=True, encoding='ASCII', errors='strict',\n          buffers=())\n--\n\nReads pickles from a binary file.\n\nSee the function load for the arguments.",
    ),
    ..TypeSpec::new("_pickle.Unpickler", Builtin::Other, &UNPICKLER_LAYOUT)
};

#[cold]
pub(super) fn no_persistent_load(thread: &Thread) -> object::Raised {
    types::room::<State>(thread).unpickling(
        thread,
        format_args!(
            "A load persistent id instruction was encountered, but no persistent_load function was specified."
        ),
    )
}

pub(super) fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Unpickler> {
    match it.downcast::<Unpickler>() {
        Some(this) => Ok(this),
        None => Err(thread.system_error(format_args!("an unpickler without its layout"))),
    }
}

/// An empty stack, tracked.
fn new_stack(thread: &Thread) -> Result<Ref<Pdata>> {
    let stack = make::<Pdata>(thread.heap(), types::type_of(thread, &PDATA)?)?;
    stack.items.reserve(thread.heap(), STACK)?;
    stack.as_object().track();
    Ok(stack)
}

impl Unpickler {
    /// A fresh one for a single pickle, tracked.
    fn new(thread: &Thread) -> Result<Ref<Unpickler>> {
        let stack = new_stack(thread)?;
        let fresh = make::<Unpickler>(thread.heap(), types::type_of(thread, &UNPICKLER)?)?;
        fresh.memo.reserve(thread.heap(), MEMO)?;
        fresh.stack.set(Some(stack));
        fresh.as_object().track();
        Ok(fresh)
    }

    /// The methods of the file.
    fn set_file(&self, thread: &Thread, file: &Object) -> Result<()> {
        let state = types::room::<State>(thread);
        let known = types::names(thread);
        let method = |name: &Str| protocol::getattr_opt(thread, file, name);
        self.peek.set(method(&*state.names.peek(thread)?)?);
        self.readinto.set(method(&*state.names.readinto(thread)?)?);
        self.read.set(method(known.read())?);
        self.readline.set(method(known.readline())?);
        if !self.read.is_none() && !self.readline.is_none() {
            return Ok(());
        }
        for slot in [&self.read, &self.readinto, &self.readline, &self.peek] {
            slot.set(None);
        }
        Err(thread.type_error(format_args!(
            "file must have 'read' and 'readline' attributes"
        )))
    }

    fn set_options(&self, thread: &Thread, options: &Options<'_>) -> Result<()> {
        let heap = thread.heap();
        for (field, text) in [
            (&self.encoding, options.encoding),
            (&self.errors, options.errors),
        ] {
            // Closed with a zero, which counts in the size.
            field.resize(heap, 0)?;
            field.reserve(heap, text.len() + 1)?;
            field.append(heap, text.as_bytes())?;
            field.append(heap, &[0])?;
        }
        let buffers = options.buffers;
        self.buffers.set(match buffers {
            Some(buffers) if !buffers.is_exactly(Builtin::NoneType) => {
                Some(protocol::iter(thread, buffers)?)
            }
            _ => None,
        });
        self.fix_imports.set(i32::from(options.fix_imports));
        Ok(())
    }

    /// Drops what an earlier `__init__` has set.
    fn reset(&self, thread: &Thread) {
        for slot in [
            &self.readline,
            &self.readinto,
            &self.read,
            &self.peek,
            &self.persistent_load,
            &self.buffers,
        ] {
            slot.set(None);
        }
        self.stack.set(None);
        self.memo.free(thread.heap());
        self.buffer.0.close();
        self.next.set(0);
        self.prefetched.set(0);
        object::native::Field::release(&self.marks, thread.heap());
    }
}

/// How a pickle is read.
struct Options<'a> {
    fix_imports: bool,
    encoding: &'a str,
    errors: &'a str,
    buffers: Option<&'a Object>,
}

impl<'a> Options<'a> {
    fn of(
        thread: &Thread,
        function: &str,
        [fix, encoding, errors, buffers]: [Option<&'a Object>; 4],
    ) -> Result<Options<'a>> {
        Ok(Options {
            fix_imports: super::pickler::truth(thread, fix)?,
            encoding: text(thread, function, "encoding", encoding, "ASCII")?,
            errors: text(thread, function, "errors", errors, "strict")?,
            buffers,
        })
    }
}

fn text<'a>(
    thread: &Thread,
    function: &str,
    name: &str,
    given: Option<&'a Object>,
    default: &'static str,
) -> Result<&'a str> {
    let Some(given) = given else {
        return Ok(default);
    };
    let Some(text) = given.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "{function}() argument '{name}' must be str, not {}",
            protocol::type_text(given)
        )));
    };
    let text = text.to_utf8(thread)?;
    match text.contains('\0') {
        true => Err(thread.value_error(format_args!("embedded null character"))),
        false => Ok(text),
    }
}

fn init(thread: &Thread, it: &Object, args: Args<'_>) -> Result<()> {
    const SIGNATURE: Signature<5> = Signature {
        function: "Unpickler",
        names: ["file", "fix_imports", "encoding", "errors", "buffers"],
        required: 1,
        positional: 1,
    };
    let this = this(thread, it)?;
    let bound = SIGNATURE.bind(thread, &args)?;
    let options = [1, 2, 3, 4].map(|at| bound.get(at));
    let options = Options::of(thread, "Unpickler", options)?;
    if !this.read.is_none() {
        this.reset(thread);
    }
    if let Some(file) = bound.get(0) {
        this.set_file(thread, file)?;
    }
    this.set_options(thread, &options)?;
    this.stack.set(Some(new_stack(thread)?));
    this.memo.reserve(thread.heap(), MEMO)?;
    this.proto.set(0);
    Ok(())
}

fn load_method(thread: &Thread, it: &Object) -> Result<Ref> {
    let this = this(thread, it)?;
    let state = types::room::<State>(thread);
    if this.read.is_none() {
        return Err(state.unpickling(
            thread,
            format_args!(
                "Unpickler.__init__() was not called by {}.__init__()",
                super::state::type_name(it)
            ),
        ));
    }
    super::load::run(thread, this, &state)
}

/// `load(file, …)`.
pub(super) fn load(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<5> = Signature {
        function: "load",
        names: ["file", "fix_imports", "encoding", "errors", "buffers"],
        required: 1,
        positional: 1,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let options = [1, 2, 3, 4].map(|at| bound.get(at));
    let options = Options::of(thread, "load", options)?;
    let it = Unpickler::new(thread)?;
    if let Some(file) = bound.get(0) {
        it.set_file(thread, file)?;
    }
    it.set_options(thread, &options)?;
    super::load::run(thread, &it, &types::room::<State>(thread))
}

/// `loads(data, …)`.
pub(super) fn loads(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<5> = Signature {
        function: "loads",
        names: ["", "fix_imports", "encoding", "errors", "buffers"],
        required: 1,
        positional: 1,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let options = [1, 2, 3, 4].map(|at| bound.get(at));
    let options = Options::of(thread, "loads", options)?;
    let it = Unpickler::new(thread)?;
    if let Some(data) = bound.get(0) {
        it.set_input(thread, data)?;
    }
    it.set_options(thread, &options)?;
    super::load::run(thread, &it, &types::room::<State>(thread))
}
