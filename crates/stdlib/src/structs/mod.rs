//! `_struct`: Python values as packed bytes.
//!
//! `format.rs` reads formats, `item.rs` turns items into values and back, `iterator.rs` is what `iter_unpack` gives. The
//! module's functions keep the structs of the formats that they met, as 3.13 does.

mod format;
mod item;
mod iterator;

use format::Code;
use object::native::{Field, WordField, make};
use object::{
    Args, Buf, BufferView, Builtin, GetSetDef, MethodDef, Object, Raised, Ref, Result, Slot,
    Thread, Type, TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::module::{Module, ModuleSpec};
use types::protocol::{self, Signature};
use types::str::Builder;
use types::tuple::Unfinished;
use types::{Bytes, Dict, Int, Str, room};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_struct",
    doc: Some(
        "Functions to convert between Python values and C structs.\nPython bytes objects are used to hold the data representing the C struct\nand also as format strings to describe the layout of data in the C struct.\n",
    ),
    functions: FUNCTIONS,
    types: &[&STRUCT],
    unnamed: &[&iterator::ITERATOR],
    init: Some(|thread, module: &Module| module.add(thread, "error", &*error_class(thread)?)),
};

native_layout! {
    /// A struct. Its codes are rows of four words: kind, offset, size, repeat; after them an empty row, as in 3.13.
    /// The flag of the codes says that numbers are stored with their last byte first.
    pub struct Struct: LAYOUT, "Struct" {
        size: Cell<isize>,
        codes: WordField,
        format: Slot<Str>,
        weaklist: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Struct>() == 56);

/// Words of a code.
const ROW: usize = 4;
/// Structs kept for the module's functions.
const KEPT: usize = 100;

pub(super) static STRUCT: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        repr: Some(repr),
        getattro: Some(types::typeobj::generic_getattr),
        setattro: Some(types::typeobj::generic_setattr),
        init: Some(init),
        new: Some(new),
        sizeof: Some(|thread, object| {
            Ok(object.ty().basicsize() + this(thread, object)?.codes.len() * 8)
        }),
        ..TypeSlots::EMPTY
    },
    methods: METHODS,
    getsets: &[
        GetSetDef {
            name: "format",
            get: |thread, object| match this(thread, object)?.format.get() {
                Some(format) => Ok(format.into_object()),
                None => Ok(thread.heap().none()),
            },
            set: None,
            doc: Some("struct format string"),
        },
        GetSetDef {
            name: "size",
            get: |thread, object| Int::new(thread, this(thread, object)?.size.get()),
            set: None,
            doc: Some("struct size in bytes"),
        },
    ],
    weaklist_offset: 48,
    doc: Some(
        "Struct(fmt) --> compiled struct object\n\nBinds a format, so that it is read only once.",
    ),
    ..TypeSpec::new("_struct.Struct", Builtin::Other, &LAYOUT)
};

const METHODS: &[MethodDef] = &[
    MethodDef::one("iter_unpack", iterator::new)
        .doc("iter_unpack($self, buffer, /)\n--\n\nReturn an iterator yielding tuples."),
    MethodDef::fast("pack", |thread, object, args| {
        pack(thread, this(thread, object)?, args)
    }),
    MethodDef::fast("pack_into", |thread, object, args| {
        pack_into(thread, this(thread, object)?, args)
    }),
    MethodDef::one("unpack", |thread, object, buffer| {
        unpack(thread, this(thread, object)?, buffer)
    })
    .doc("unpack($self, buffer, /)\n--\n\nReturn a tuple containing unpacked values."),
    MethodDef::keywords("unpack_from", |thread, object, args| {
        const SIGNATURE: Signature<2> = Signature {
            function: "unpack_from",
            names: ["buffer", "offset"],
            required: 1,
            positional: 2,
        };
        let bound = SIGNATURE.bind(thread, &args)?;
        let buffer = bound.get(0).unwrap_or(object);
        unpack_from(thread, this(thread, object)?, buffer, bound.get(1))
    })
    .doc(
        "unpack_from($self, /, buffer, offset=0)\n--\n\nReturn a tuple containing unpacked values.",
    ),
    MethodDef::no_args("__sizeof__", |thread, object| {
        let size = object.ty().basicsize() + this(thread, object)?.codes.len() * 8;
        Int::from_usize(thread, size)
    })
    .doc("__sizeof__($self, /)\n--\n\nReturns size in memory, in bytes"),
];

const FUNCTIONS: &[MethodDef] = &[
    MethodDef::no_args("_clearcache", |thread, _| {
        room::<State>(thread).kept.set(None);
        Ok(thread.heap().none())
    })
    .doc("_clearcache($module, /)\n--\n\nClear the internal cache."),
    MethodDef::one("calcsize", |thread, _, format| {
        Int::new(thread, of_format(thread, format)?.size.get())
    })
    .doc("calcsize($module, format, /)\n--\n\nReturn size in bytes of the struct described by the format string."),
    MethodDef::fast("iter_unpack", |thread, _, args| {
        protocol::check_arity(thread, "iter_unpack", args.len(), 2, 2)?;
        iterator::new(thread, of_format(thread, &args[0])?.as_object(), &args[1])
    })
    .doc("iter_unpack($module, format, buffer, /)\n--\n\nReturn an iterator yielding tuples unpacked from the given bytes."),
    MethodDef::fast("pack", |thread, _, args| {
        let (own, rest) = first(thread, "pack", args)?;
        pack(thread, &own, rest)
    }),
    MethodDef::fast("pack_into", |thread, _, args| {
        let (own, rest) = first(thread, "pack_into", args)?;
        pack_into(thread, &own, rest)
    }),
    MethodDef::fast("unpack", |thread, _, args| {
        protocol::check_arity(thread, "unpack", args.len(), 2, 2)?;
        let own = of_format(thread, &args[0])?;
        unpack(thread, &own, &args[1])
    })
    .doc("unpack($module, format, buffer, /)\n--\n\nReturn a tuple containing values unpacked according to the format string."),
    MethodDef::keywords("unpack_from", |thread, module, args| {
        const SIGNATURE: Signature<3> = Signature {
            function: "unpack_from",
            names: ["", "buffer", "offset"],
            required: 2,
            positional: 3,
        };
        let bound = SIGNATURE.bind(thread, &args)?;
        let own = of_format(thread, bound.get(0).unwrap_or(module))?;
        unpack_from(thread, &own, bound.get(1).unwrap_or(module), bound.get(2))
    })
    .doc("unpack_from($module, format, /, buffer, offset=0)\n--\n\nReturn a tuple containing values unpacked according to the format string."),
];

#[derive(Default)]
struct State {
    error: Slot,
    kept: Slot<Dict>,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.error, visit);
        types::visit_slot(&self.kept, visit);
    }
}

fn error_class(thread: &Thread) -> Result<Ref> {
    let state = room::<State>(thread);
    if let Some(class) = state.error.get() {
        return Ok(class);
    }
    let base = crate::errors::builtin(thread, Builtin::Exception);
    let class = crate::errors::class(thread, "struct.error", &[base])?;
    state.error.set(Some(class.clone()));
    Ok(class)
}

/// Raises `struct.error`.
#[cold]
fn error(thread: &Thread, message: std::fmt::Arguments<'_>) -> Raised {
    match error_class(thread) {
        Ok(class) => crate::errors::raise(thread, &class, message),
        Err(raised) => raised,
    }
}

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Struct> {
    match object.downcast::<Struct>() {
        Some(own) => Ok(own),
        None => Err(thread.type_error(format_args!("expected Struct, got {}", object.ty().name()))),
    }
}

fn new(thread: &Thread, ty: &Type, _: Args<'_>) -> Result<Ref> {
    let fresh = match ty.is_class() {
        true => types::typeobj::new_instance(thread, ty)?,
        false => make::<Struct>(thread.heap(), ty)?.into_object(),
    };
    let own = this(thread, &fresh)?;
    own.size.set(-1);
    fresh.track();
    Ok(fresh)
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    const SIGNATURE: Signature<1> = Signature {
        function: "Struct",
        names: ["format"],
        required: 1,
        positional: 1,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    match bound.get(0) {
        Some(format) => prepare(thread, this(thread, object)?, format),
        None => Ok(()),
    }
}

/// Reads a format into a struct.
fn prepare(thread: &Thread, own: &Struct, format: &Object) -> Result<()> {
    let text = match (format.downcast::<Str>(), format.downcast::<Bytes>()) {
        (Some(text), _) => {
            let name = Str::new(thread, "ascii")?.into_object();
            let encode = Str::new(thread, "encode")?;
            protocol::call_method(thread, text.as_object(), &encode, &[name])?
        }
        (_, Some(bytes)) => Ref::new(bytes).into_object(),
        _ => {
            return Err(thread.type_error(format_args!(
                "Struct() argument 1 must be a str or bytes object, not {}",
                format.ty().name()
            )));
        }
    };
    let Some(bytes) = text.downcast::<Bytes>() else {
        return Err(thread.type_error(format_args!("a format must be text")));
    };
    let parsed = format::parse(thread, bytes.as_slice())?;
    own.codes.release(thread.heap());
    own.codes
        .fill(thread.heap(), (parsed.codes.len() + 1) * ROW, |at| {
            let Some(code) = parsed.codes.get(at / ROW) else {
                return 0;
            };
            [usize::from(code.kind), code.offset, code.size, code.repeat][at % ROW] as isize
        })?;
    own.codes.flag.set(parsed.big_endian.into());
    own.size.set(parsed.size as isize);
    own.format
        .set(Some(Str::from_ascii(thread, bytes.as_slice())?));
    Ok(())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let own = this(thread, object)?;
    let mut out = Builder::new(thread);
    out.push_format(format_args!("{}(", types::typeobj::short_name(object.ty())))?;
    if let Some(format) = own.format.get() {
        protocol::push_repr(thread, &mut out, format.as_object())?;
    }
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

/// The struct of a format, kept for the next time.
fn of_format(thread: &Thread, format: &Object) -> Result<Ref<Struct>> {
    let state = room::<State>(thread);
    let kept = match state.kept.get() {
        Some(kept) => kept,
        None => {
            let fresh = Dict::new(thread)?;
            state.kept.set(Some(fresh.clone()));
            fresh
        }
    };
    let known = format.ty().slots().hash.is_some();
    if known
        && let Some(found) = kept.get(thread, format)?
        && let Ok(found) = found.downcast_into::<Struct>()
    {
        return Ok(found);
    }
    let fresh = new(thread, types::type_of(thread, &STRUCT)?, Args::default())?;
    let Ok(fresh) = fresh.downcast_into::<Struct>() else {
        return Err(thread.system_error(format_args!("no struct was made")));
    };
    prepare(thread, &fresh, format)?;
    if protocol::len(thread, kept.as_object())? >= KEPT {
        kept.clear();
    }
    kept.set(thread, format, fresh.as_object())?;
    Ok(fresh)
}

/// The struct that a function's first argument names, and the other arguments.
fn first<'a>(thread: &Thread, function: &str, args: &'a [Ref]) -> Result<(Ref<Struct>, &'a [Ref])> {
    match args.split_first() {
        Some((format, rest)) => Ok((of_format(thread, format)?, rest)),
        None => Err(thread.type_error(format_args!(
            "{function} expected at least 1 argument, got 0"
        ))),
    }
}

impl Struct {
    fn code(&self, index: usize) -> Option<Code> {
        let at = index * ROW;
        if at + ROW >= self.codes.len() {
            return None;
        }
        let word = |n: usize| self.codes.get(at + n) as usize;
        Some(Code {
            kind: word(0) as u8,
            offset: word(1),
            size: word(2),
            repeat: word(3),
        })
    }

    /// Codes with the place of each of their items.
    fn items(&self) -> impl Iterator<Item = Code> {
        let codes = (0..).map_while(|index| self.code(index));
        codes.flat_map(|code| {
            (0..code.repeat).map(move |n| Code {
                offset: code.offset + n * code.size,
                ..code
            })
        })
    }

    /// Values to be packed; -1 before a format was read.
    fn count(&self) -> isize {
        if self.size.get() < 0 {
            return -1;
        }
        let codes = (0..).map_while(|index| self.code(index));
        codes.map(|code| code.repeat as isize).sum()
    }

    fn bytes(&self) -> usize {
        self.size.get().max(0) as usize
    }

    fn is_big_endian(&self) -> bool {
        self.codes.flag.get() != 0
    }
}

fn check_count(thread: &Thread, own: &Struct, what: &str, given: usize) -> Result<()> {
    let count = own.count();
    match count == given as isize {
        true => Ok(()),
        false => Err(error(
            thread,
            format_args!("{what} expected {count} items for packing (got {given})"),
        )),
    }
}

/// The bytes of values, their number checked.
fn packed<'t>(thread: &'t Thread, own: &Struct, values: &[Ref]) -> Result<Buf<'t, u8>> {
    let mut bytes = Buf::filled(thread.heap(), 0, own.bytes())?;
    for (code, value) in own.items().zip(values) {
        // Reading a value may have run Python code that gave the struct another format.
        let Some(to) = bytes.get_mut(code.offset..code.offset + code.size) else {
            break;
        };
        item::pack(thread, code, value, own.is_big_endian(), to)?;
    }
    Ok(bytes)
}

fn pack(thread: &Thread, own: &Struct, values: &[Ref]) -> Result<Ref> {
    check_count(thread, own, "pack", values.len())?;
    Ok(Bytes::new(thread, &packed(thread, own, values)?)?.into_object())
}

fn pack_into(thread: &Thread, own: &Struct, args: &[Ref]) -> Result<Ref> {
    let [buffer, offset, values @ ..] = args else {
        let missing = if args.is_empty() { "buffer" } else { "offset" };
        return Err(error(
            thread,
            format_args!("pack_into expected {missing} argument"),
        ));
    };
    check_count(thread, own, "pack_into", values.len())?;
    let view = writable(thread, buffer)?;
    let offset = protocol::as_isize(thread, offset, Builtin::IndexError)?;
    let at = place(thread, own, view.len, offset, true)?;
    let bytes = packed(thread, own, values)?;
    view.copy_in(at, &bytes);
    Ok(thread.heap().none())
}

fn writable(thread: &Thread, buffer: &Object) -> Result<BufferView> {
    let view = match buffer.ty().slots().buffer {
        Some(_) => protocol::buffer(thread, buffer, false)?,
        None => return Err(not_writable(thread, buffer)),
    };
    match view.readonly {
        false => Ok(view),
        true => Err(not_writable(thread, buffer)),
    }
}

fn not_writable(thread: &Thread, buffer: &Object) -> Raised {
    thread.type_error(format_args!(
        "argument must be read-write bytes-like object, not {}",
        buffer.ty().name()
    ))
}

/// Where a struct starts in a buffer, checked to fit.
fn place(thread: &Thread, own: &Struct, len: usize, offset: isize, pack: bool) -> Result<usize> {
    let size = own.bytes();
    let at = match offset < 0 {
        false => offset as usize,
        true => {
            if offset + size as isize > 0 {
                let text = match pack {
                    true => format_args!("no space to pack {size} bytes at offset {offset}"),
                    false => {
                        format_args!("not enough data to unpack {size} bytes at offset {offset}")
                    }
                };
                return Err(error(thread, text));
            }
            match usize::try_from(offset + len as isize) {
                Ok(at) => at,
                Err(_) => {
                    return Err(error(
                        thread,
                        format_args!("offset {offset} out of range for {len}-byte buffer"),
                    ));
                }
            }
        }
    };
    if len >= at && len - at >= size {
        return Ok(at);
    }
    let (function, doing) = match pack {
        true => ("pack_into", "packing"),
        false => ("unpack_from", "unpacking"),
    };
    Err(error(
        thread,
        format_args!(
            "{function} requires a buffer of at least {} bytes for {doing} {size} bytes at offset {at} (actual buffer size is {len})",
            at.saturating_add(size)
        ),
    ))
}

/// The values of a struct that starts at a place of a buffer, which is long enough.
fn values(thread: &Thread, own: &Struct, view: &BufferView, at: usize) -> Result<Ref> {
    let count = own.count().max(0) as usize;
    let tuple = thread.heap().builtin(Builtin::Tuple);
    if count == 0 {
        return Ok(types::Tuple::empty(thread).into_object());
    }
    let fresh = Unfinished::new(thread, tuple, count)?;
    for (index, code) in own.items().enumerate() {
        let mut short = [0; 8];
        let value = if code.size <= 8 && !matches!(code.kind, b's' | b'p') {
            let n = view.copy_out(at + code.offset, &mut short[..code.size]);
            item::unpack(
                thread,
                code,
                &short[..n.max(code.size)],
                own.is_big_endian(),
            )?
        } else {
            let mut bytes = Buf::filled(thread.heap(), 0, code.size)?;
            view.copy_out(at + code.offset, &mut bytes);
            item::unpack(thread, code, &bytes, own.is_big_endian())?
        };
        fresh.put(index, value);
    }
    Ok(fresh.finish().into_object())
}

fn unpack(thread: &Thread, own: &Struct, buffer: &Object) -> Result<Ref> {
    let view = protocol::buffer(thread, buffer, false)?;
    let size = own.bytes();
    if view.len != size {
        return Err(error(
            thread,
            format_args!("unpack requires a buffer of {size} bytes"),
        ));
    }
    values(thread, own, &view, 0)
}

fn unpack_from(
    thread: &Thread,
    own: &Struct,
    buffer: &Object,
    offset: Option<&Object>,
) -> Result<Ref> {
    let view = protocol::buffer(thread, buffer, false)?;
    let offset = match offset {
        Some(offset) => protocol::as_isize(thread, offset, Builtin::IndexError)?,
        None => 0,
    };
    let at = place(thread, own, view.len, offset, false)?;
    values(thread, own, &view, at)
}
