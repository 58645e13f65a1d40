//! `_io`: files, buffers, text streams.
//!
//! - `system.rs`: system calls on descriptors, tried again when a signal interrupts.
//! - `busy.rs`: one thread at a time. `base.rs`: what streams written in Python stand on. `file.rs`: `FileIO`. `buffered.rs`: the buffered streams. `bytes_stream.rs`: `BytesIO`. `memory.rs`: `StringIO`. `newlines.rs`: universal newlines over a decoder. `open.rs`: `open()`.
//! - `text.rs`, `text_type.rs`: `TextIOWrapper`, with a short cut for the standard streams; `codec.rs`: what it encodes itself.

mod base;
mod buffered;
mod busy;
mod bytes_stream;
mod codec;
mod common;
mod file;
mod memory;
mod newlines;
mod open;
pub mod system;
pub mod text;
mod text_type;

pub(crate) use open::open;

use object::{
    Args, Builtin, MethodDef, Object, Raised, Ref, Result, Slot, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};
use text::{TextStream, newline};
use types::module::{Module, ModuleSpec};
use types::{Int, Str, as_isize, is_true, names};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_io",
    doc: Some("The io module provides the interfaces to stream handling."),
    functions: &[
        MethodDef::keywords("open", open::open),
        MethodDef::fast("text_encoding", |thread, _, args| {
            match args.first().filter(|e| !e.is_exactly(Builtin::NoneType)) {
                Some(encoding) => Ok(encoding.clone()),
                None => common::text(thread, "locale"),
            }
        }),
        MethodDef::one("open_code", open::open_code),
    ],
    types: &[],
    unnamed: TYPES,
    init: Some(fill),
};

/// A class that isn't here yet: making an instance says so.
const fn absent(name: &'static str) -> TypeSpec {
    TypeSpec {
        slots: TypeSlots {
            new: Some(|thread, ty: &Type, _: Args<'_>| {
                Err(thread.raise(
                    Builtin::NotImplementedError,
                    format_args!("{} is not supported", ty.name()),
                ))
            }),
            ..TypeSlots::EMPTY
        },
        flags: TypeFlags::OF_MODULE.with(TypeFlags::BASETYPE),
        ..TypeSpec::new(name, Builtin::Other, &object::OBJECT_LAYOUT)
    }
}

static RW_PAIR: TypeSpec = TypeSpec {
    parent: Some(&base::BUFFERED_IO_BASE),
    layout: base::BUFFERED_IO_BASE.layout,
    flags: base::BUFFERED_IO_BASE.flags,
    ..absent("_io.BufferedRWPair")
};

static TYPES: &[&TypeSpec] = &[
    &newlines::NEWLINE_DECODER,
    &base::IO_BASE,
    &base::TEXT_IO_BASE,
    &base::BUFFERED_IO_BASE,
    &base::RAW_IO_BASE,
    &bytes_stream::BYTES_IO,
    &buffered::WRITER,
    &buffered::READER,
    &RW_PAIR,
    &buffered::RANDOM,
    &file::FILE_IO,
    &memory::STRING_IO,
    &bytes_stream::BUFFER,
    &text_type::TEXT_IO_WRAPPER,
];

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let size = Int::from_usize(thread, buffered::DEFAULT_SIZE)?;
    module.add(thread, "DEFAULT_BUFFER_SIZE", &size)?;
    module.add(thread, "UnsupportedOperation", &*unsupported_class(thread)?)?;
    let blocking = thread.heap().builtin(Builtin::BlockingIOError);
    module.add(thread, "BlockingIOError", blocking.as_object())?;
    for spec in TYPES {
        let ty = types::type_of(thread, spec)?;
        let name = spec.name.strip_prefix("_io.").unwrap_or(spec.name);
        module.add(thread, name, ty.as_object())?;
    }
    // The function that every program has from the start.
    let builtins = types::state(thread).first_builtins.get();
    let builtins = builtins
        .as_ref()
        .and_then(|all| all.downcast::<types::Dict>());
    if let Some(builtins) = builtins
        && let Some(open) = builtins.get_text(thread, "open")?
    {
        module.add(thread, "open", &open)?;
    }
    Ok(())
}

/// What the module keeps for a heap.
#[derive(Default)]
struct State {
    unsupported: Slot,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.unsupported, visit);
    }
}

/// The class `io.UnsupportedOperation`, made on first use.
fn unsupported_class(thread: &Thread) -> Result<Ref> {
    let state = types::room::<State>(thread);
    if let Some(class) = state.unsupported.get() {
        return Ok(class);
    }
    let bases = [Builtin::OSError, Builtin::ValueError]
        .map(|b| thread.heap().builtin(b).as_object().to_ref());
    let name = types::str::intern_static(thread, "UnsupportedOperation")?;
    let namespace = types::Dict::new(thread)?;
    let module = types::str::intern_static(thread, "io")?;
    namespace.set_text(thread, "__module__", module.as_object())?;
    let class = types::typeobj::new_class(thread, &name, &bases, &namespace)?.into_object();
    state.unsupported.set(Some(class.clone()));
    Ok(class)
}

/// Raises `io.UnsupportedOperation`.
pub fn unsupported(thread: &Thread, message: &str) -> Raised {
    let made = unsupported_class(thread).and_then(|class| {
        let message = Str::new(thread, message)?.into_object();
        types::call_one(thread, &class, &message)
    });
    match made {
        Ok(exception) => types::exception::raise_instance(thread, exception),
        Err(raised) => raised,
    }
}

/// Whether a stream object says that it is closed.
fn is_closed(thread: &Thread, stream: &Object) -> Result<bool> {
    let closed = types::getattr_text(thread, stream, "closed")?;
    is_true(thread, &closed)
}

/// Where a stream object stands.
fn tell(thread: &Thread, stream: &Object) -> Result<isize> {
    let name = types::str::intern_static(thread, "tell")?;
    let position = types::call_method(thread, stream, &name, &[])?;
    as_isize(thread, &position, Builtin::OverflowError)
}

/// Gives a standard stream the binary stream below it: a buffer over its descriptor, which stays open when that is closed.
fn materialise(thread: &Thread, stream: &TextStream) -> Result<Ref> {
    let Some(fd) = stream.direct() else {
        return Err(thread.value_error(format_args!("underlying buffer has been detached")));
    };
    stream.write_pending(thread)?;
    let reading = stream.has(text::flag::READABLE);
    let mode = if reading { "r" } else { "w" };
    let number = types::Int::new(thread, fd as isize)?;
    let ty = types::type_of(thread, &file::FILE_IO)?;
    let raw = file::open(thread, ty, &number, mode, false, None)?;
    if let Some(name) = stream.name.get() {
        types::setattr_name(thread, &raw, names(thread).name(), Some(&name))?;
    }
    let buffer = buffered::make_over(thread, &raw, buffered::DEFAULT_SIZE, (reading, !reading))?;
    stream.buffer.set(Some(buffer.clone()));
    Ok(buffer)
}

/// Sets the encoding of a text stream by its name.
/// Gives a native stream an encoding; its way with errors stays.
pub fn encode(thread: &Thread, stream: &Object, encoding: &Object) -> Result<()> {
    match stream.downcast::<TextStream>() {
        Some(stream) => set_encoding(thread, stream, encoding),
        None => Ok(()),
    }
}

fn set_encoding(thread: &Thread, stream: &TextStream, encoding: &Object) -> Result<()> {
    let Some(name) = encoding.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "encoding must be str or None, not {}",
            encoding.ty().name()
        )));
    };
    let codec = codec::of(name.as_ascii().unwrap_or(""));
    if codec == codec::OTHER {
        let codecs = types::runtime::import_module(thread, "codecs")?;
        let errors = stream.errors.get().unwrap_or_else(|| thread.heap().none());
        for (function, slot) in [
            ("getincrementaldecoder", &stream.decoder),
            ("getincrementalencoder", &stream.encoder),
        ] {
            let factory = types::getattr_text(thread, &codecs, function)?;
            let factory = types::call_one(thread, &factory, encoding)?;
            slot.set(Some(types::call_one(thread, &factory, &errors)?));
        }
    }
    stream.codec.set(codec);
    stream.encoding.set(Some(encoding.to_ref()));
    Ok(())
}

/// The `newline` argument.
fn newline_argument(thread: &Thread, value: &Object) -> Result<u8> {
    if value.is_exactly(Builtin::NoneType) {
        return Ok(newline::UNIVERSAL);
    }
    let Some(text) = value.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "newline must be str or None, not {}",
            value.ty().name()
        )));
    };
    match text.as_ascii() {
        Some("") => Ok(newline::KEEP),
        Some("\n") => Ok(newline::LF),
        Some("\r") => Ok(newline::CR),
        Some("\r\n") => Ok(newline::CRLF),
        _ => Err(thread.value_error(format_args!("illegal newline value: {text}"))),
    }
}
