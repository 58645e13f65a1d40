//! `_codecs`: the registry of codecs and of error handlers, and the functions that `encodings` is built on.
//!
//! The codecs themselves are `types::str::codec`; `charmap.rs` holds those that go by a table, `handlers.rs` the error handlers
//! as functions, `escape.rs` the escapes of bytes.

mod charmap;
mod encoding_map;
pub(crate) mod escape;
mod handlers;

use object::{Args, Buf, Builtin, MethodDef, Object, Raised, Ref, Result, Slot, Thread};
use types::module::{Module, ModuleSpec};
use types::protocol::{self, Signature};
use types::str::codec::{self, Codec};
use types::{Bytes, Dict, Int, List, Str, Tuple, room, state};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_codecs",
    doc: None,
    functions: FUNCTIONS,
    types: &[],
    unnamed: &[],
    init: Some(|thread, module: &Module| handlers::register_all(thread, module)),
};

#[derive(Default)]
struct State {
    search: Slot<List>,
    known: Slot<Dict>,
    started: std::cell::Cell<bool>,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.search, visit);
        types::visit_slot(&self.known, visit);
    }
}

macro_rules! codec_functions {
    ($($encode:literal $decode:literal $codec:expr;)*) => { &[
        MethodDef::one("register", register).doc("register($module, search_function, /)\n--\n\nRegister a codec search function."),
        MethodDef::one("unregister", unregister).doc("unregister($module, search_function, /)\n--\n\nUnregister a codec search function and clear the registry's cache."),
        MethodDef::one("lookup", |thread, _, name| Ok(lookup(thread, text(thread, "lookup", name)?)?.into_object()))
            .doc("lookup($module, encoding, /)\n--\n\nLooks up a codec tuple in the Python codec registry and returns a CodecInfo object."),
        MethodDef::keywords("encode", |thread, _, args| convert(thread, args, "encode", 0))
            .doc("encode($module, /, obj, encoding='utf-8', errors='strict')\n--\n\nEncodes obj using the codec registered for encoding."),
        MethodDef::keywords("decode", |thread, _, args| convert(thread, args, "decode", 1))
            .doc("decode($module, /, obj, encoding='utf-8', errors='strict')\n--\n\nDecodes obj using the codec registered for encoding."),
        MethodDef::fast("register_error", handlers::register).doc("register_error($module, errors, handler, /)\n--\n\nRegister the specified error handler under the name errors."),
        MethodDef::one("lookup_error", handlers::lookup).doc("lookup_error($module, name, /)\n--\n\nlookup_error(errors) -> handler"),
        MethodDef::fast("_text_encode", |thread, _, args| text_codec(thread, args, 0)),
        MethodDef::fast("_text_decode", |thread, _, args| text_codec(thread, args, 1)),
        MethodDef::fast("escape_encode", escape::encode),
        MethodDef::fast("escape_decode", escape::decode),
        MethodDef::fast("charmap_encode", charmap::encode),
        MethodDef::fast("charmap_decode", charmap::decode),
        MethodDef::one("charmap_build", charmap::build),
        MethodDef::fast("readbuffer_encode", |thread, _, args| {
            let bytes = source(thread, "readbuffer_encode", args)?;
            pair(thread, Bytes::new(thread, &bytes)?.into_object(), bytes.len())
        }),
        MethodDef::fast("utf_7_encode", |thread, _, args| in_python(thread, "utf_7_encode", args)),
        MethodDef::fast("utf_7_decode", |thread, _, args| in_python(thread, "utf_7_decode", args)),
        MethodDef::fast("utf_16_ex_decode", |thread, _, args| ex_decode(thread, args, 2)),
        MethodDef::fast("utf_32_ex_decode", |thread, _, args| ex_decode(thread, args, 4)),
        $(
            MethodDef::fast($encode, |thread, _, args| encode(thread, $encode, args, $codec)),
            MethodDef::fast($decode, |thread, _, args| decode(thread, $decode, args, $codec)),
        )*
    ] };
}

const FUNCTIONS: &[MethodDef] = codec_functions! {
    "utf_8_encode" "utf_8_decode" Codec::Utf8;
    "ascii_encode" "ascii_decode" Codec::Ascii;
    "latin_1_encode" "latin_1_decode" Codec::Latin1;
    "utf_16_encode" "utf_16_decode" Codec::Wide(2, None);
    "utf_16_le_encode" "utf_16_le_decode" Codec::Wide(2, Some(false));
    "utf_16_be_encode" "utf_16_be_decode" Codec::Wide(2, Some(true));
    "utf_32_encode" "utf_32_decode" Codec::Wide(4, None);
    "utf_32_le_encode" "utf_32_le_decode" Codec::Wide(4, Some(false));
    "utf_32_be_encode" "utf_32_be_decode" Codec::Wide(4, Some(true));
    "unicode_escape_encode" "unicode_escape_decode" Codec::UnicodeEscape;
    "raw_unicode_escape_encode" "raw_unicode_escape_decode" Codec::RawUnicodeEscape;
};

fn text<'a>(thread: &Thread, function: &str, object: &'a Object) -> Result<&'a Str> {
    types::str::args::only_text_arg(thread, object, function)
}

/// The `errors` argument of a codec function; `None` is strict.
fn errors<'a>(thread: &Thread, function: &str, args: &'a [Ref]) -> Result<Option<&'a Str>> {
    match args.get(1) {
        Some(errors) if !errors.is_exactly(Builtin::NoneType) => match errors.downcast::<Str>() {
            Some(errors) => Ok(Some(errors)),
            None => Err(thread.type_error(format_args!(
                "{function}() argument 2 must be str or None, not {}",
                types::protocol::type_text(errors)
            ))),
        },
        _ => Ok(None),
    }
}

/// The bytes that a decoding function gets; text counts as its UTF-8.
fn source<'t>(thread: &'t Thread, function: &str, args: &[Ref]) -> Result<Buf<'t, u8>> {
    match args.first() {
        Some(text) if text.downcast::<Str>().is_some() => {
            let mut bytes = Buf::new(thread.heap());
            if let Some(text) = text.downcast::<Str>() {
                bytes.extend(text.to_wtf8(thread)?)?;
            }
            Ok(bytes)
        }
        Some(object) => protocol::copy_view(thread, &protocol::buffer(thread, object, false)?),
        None => Err(thread.type_error(format_args!(
            "{function} expected at least 1 argument, got 0"
        ))),
    }
}

/// `(converted, how much was taken)`.
fn pair(thread: &Thread, value: Ref, taken: usize) -> Result<Ref> {
    let taken = Int::from_usize(thread, taken)?;
    Ok(Tuple::from_array(thread, [value, taken])?.into_object())
}

fn encode(thread: &Thread, function: &'static str, args: &[Ref], codec: Codec) -> Result<Ref> {
    protocol::check_arity(thread, function, args.len(), 1, 3)?;
    let Some(text) = args[0].downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "{function}() argument 1 must be str, not {}",
            types::protocol::type_text(&args[0])
        )));
    };
    let codec = match (codec, args.get(2)) {
        (Codec::Wide(unit, None), Some(order)) => match types::bytes::as_c_int(thread, order)? {
            0 => codec,
            order => Codec::Wide(unit, Some(order > 0)),
        },
        _ => codec,
    };
    let bytes = codec::encode_text(thread, text, codec, errors(thread, function, args)?)?;
    pair(thread, bytes.into_object(), text.len())
}

fn decode(thread: &Thread, function: &'static str, args: &[Ref], codec: Codec) -> Result<Ref> {
    protocol::check_arity(thread, function, args.len(), 1, 3)?;
    let bytes = source(thread, function, args)?;
    let escapes = matches!(codec, Codec::UnicodeEscape | Codec::RawUnicodeEscape);
    let last = match args.get(2) {
        Some(last) => protocol::is_true(thread, last)?,
        None => escapes || matches!(codec, Codec::Ascii | Codec::Latin1),
    };
    let errors = errors(thread, function, args)?;
    let decoded = codec::decode_bytes(thread, &bytes, codec, errors, last)?;
    pair(thread, decoded.text.into_object(), decoded.consumed)
}

/// Decoding that tells the order that it found: -1 little, 1 big, 0 not known yet.
fn ex_decode(thread: &Thread, args: &[Ref], unit: usize) -> Result<Ref> {
    const NAME: &str = "utf_16_ex_decode";
    protocol::check_arity(thread, NAME, args.len(), 1, 4)?;
    let bytes = source(thread, NAME, args)?;
    let order = match args.get(2) {
        Some(order) => types::bytes::as_c_int(thread, order)?,
        None => 0,
    };
    let last = match args.get(3) {
        Some(last) => protocol::is_true(thread, last)?,
        None => false,
    };
    let (little, big): (&[u8], &[u8]) = match unit {
        2 => (b"\xFF\xFE", b"\xFE\xFF"),
        _ => (b"\xFF\xFE\0\0", b"\0\0\xFE\xFF"),
    };
    let found = match order {
        0 if bytes.starts_with(little) => -1,
        0 if bytes.starts_with(big) => 1,
        order => order,
    };
    let codec = Codec::Wide(unit, (order != 0).then_some(order > 0));
    let errors = errors(thread, NAME, args)?;
    let decoded = codec::decode_bytes(thread, &bytes, codec, errors, last)?;
    let answer = [
        decoded.text.into_object(),
        Int::from_usize(thread, decoded.consumed)?,
        Int::new(thread, found as isize)?,
    ];
    Ok(Tuple::from_array(thread, answer)?.into_object())
}

/// A codec that the embedded library has in Python.
fn in_python(thread: &Thread, name: &str, args: &[Ref]) -> Result<Ref> {
    let module = types::runtime::import_module(thread, "_pycodecs")?;
    let function = protocol::getattr_text(thread, &module, name)?;
    protocol::call(thread, &function, args)
}

fn search(thread: &Thread) -> Result<Ref<List>> {
    let state = room::<State>(thread);
    match state.search.get() {
        Some(list) => Ok(list),
        None => {
            let fresh = List::new(thread)?;
            state.search.set(Some(fresh.clone()));
            Ok(fresh)
        }
    }
}

fn register(thread: &Thread, _module: &Object, function: &Object) -> Result<Ref> {
    if !protocol::is_callable(function) {
        return Err(thread.type_error(format_args!("argument must be callable")));
    }
    search(thread)?.push(thread, function.to_ref())?;
    Ok(thread.heap().none())
}

fn unregister(thread: &Thread, _module: &Object, function: &Object) -> Result<Ref> {
    let list = search(thread)?;
    if let Some(at) = (0..list.len()).find(|&at| list.get(at).is_some_and(|f| f.is(function))) {
        drop(list.take(at));
        room::<State>(thread).known.set(None);
    }
    Ok(thread.heap().none())
}

/// The name as the registry keeps it: small letters, runs of what is no letter, digit or full stop as one underscore.
fn normal(thread: &Thread, name: &Str) -> Result<Ref<Str>> {
    let mut plain = types::str::Builder::new(thread);
    let mut gap = false;
    for point in name.code_points() {
        match char::from_u32(point) {
            Some(c) if c.is_ascii_alphanumeric() || c == '.' => {
                if gap && !plain.is_empty() {
                    plain.push_str("_")?;
                }
                gap = false;
                plain.push_point(u32::from(c.to_ascii_lowercase()))?;
            }
            Some(c) if c.is_ascii() => gap = true,
            _ => {}
        }
    }
    plain.finish()
}

/// The codec registered for a name: a tuple of four functions.
fn lookup(thread: &Thread, name: &Str) -> Result<Ref<Tuple>> {
    let state = room::<State>(thread);
    if !state.started.replace(true) {
        types::runtime::import_module(thread, "encodings")?;
    }
    let plain = normal(thread, name)?;
    let known = match state.known.get() {
        Some(known) => known,
        None => {
            let fresh = Dict::new(thread)?;
            state.known.set(Some(fresh.clone()));
            fresh
        }
    };
    if let Some(found) = known.get_str(thread, &plain)?
        && let Ok(found) = found.downcast_into::<Tuple>()
    {
        return Ok(found);
    }
    let list = search(thread)?;
    let mut at = 0;
    while let Some(function) = list.get(at) {
        at += 1;
        let found = protocol::call_one(thread, &function, plain.as_object())?;
        if found.is_exactly(Builtin::NoneType) {
            continue;
        }
        return match found.downcast_into::<Tuple>() {
            Ok(found) if found.len() == 4 => {
                known.set(thread, plain.as_object(), found.as_object())?;
                Ok(found)
            }
            _ => {
                Err(thread.type_error(format_args!("codec search functions must return 4-tuples")))
            }
        };
    }
    Err(thread.raise(
        Builtin::LookupError,
        format_args!("unknown encoding: {name}"),
    ))
}

/// Calls a codec's encoder (0) or decoder (1); the first of the two values that it gives.
fn through(
    thread: &Thread,
    codec: &Tuple,
    which: usize,
    object: &Ref,
    errors: Option<&Ref>,
) -> Result<Ref> {
    let args: Vec<Ref> = std::iter::once(object).chain(errors).cloned().collect();
    let answer = protocol::call(thread, &codec.items()[which], &args)?;
    match answer.downcast::<Tuple>().map(Tuple::items) {
        Some([value, _]) => Ok(value.clone()),
        _ => Err(thread.type_error(format_args!(
            "{} must return a tuple (object, integer)",
            ["encoder", "decoder"][which]
        ))),
    }
}

/// `codecs.encode` and `codecs.decode`.
fn convert(thread: &Thread, args: Args<'_>, name: &'static str, which: usize) -> Result<Ref> {
    let signature = Signature {
        function: name,
        names: ["obj", "encoding", "errors"],
        required: 1,
        positional: 3,
    };
    let bound = signature.bind(thread, &args)?;
    let encoding = match bound.get(1) {
        Some(encoding) => Ref::new(types::str::args::text_arg(thread, encoding, name, 2)?),
        None => Str::new(thread, "utf-8")?,
    };
    let errors = bound.get(2).map(Object::to_ref);
    let object = bound.get(0).map(Object::to_ref);
    let object = object.unwrap_or_else(|| thread.heap().none());
    let codec = lookup(thread, &encoding)?;
    through(thread, &codec, which, &object, errors.as_ref())
}

/// What `str.encode` and `bytes.decode` ask for codecs that aren't built in: `(object, encoding, errors or None)`.
fn text_codec(thread: &Thread, args: &[Ref], which: usize) -> Result<Ref> {
    let name = ["_text_encode", "_text_decode"][which];
    protocol::check_arity(thread, name, args.len(), 3, 3)?;
    let encoding = text(thread, name, &args[1])?;
    let codec = lookup(thread, encoding)?;
    let flag = types::str::intern_static(thread, "_is_text_encoding")?;
    if let Some(flag) = protocol::getattr_opt(thread, codec.as_object(), &flag)?
        && !protocol::is_true(thread, &flag)?
    {
        let verb = ["encode", "decode"][which];
        return Err(thread.raise(
            Builtin::LookupError,
            format_args!(
                "'{encoding}' is not a text encoding; use codecs.{verb}() to handle arbitrary codecs"
            ),
        ));
    }
    let errors = Some(&args[2]).filter(|e| !e.is_exactly(Builtin::NoneType));
    through(thread, &codec, which, &args[0], errors)
}

/// The registry of error handlers, kept where the codecs find it.
fn handlers_dict(thread: &Thread) -> Result<Ref<Dict>> {
    let slot = &state(thread).codec_errors;
    match slot.get() {
        Some(dict) => Ok(dict),
        None => {
            let fresh = Dict::new(thread)?;
            slot.set(Some(fresh.clone()));
            Ok(fresh)
        }
    }
}

fn bad_handler(thread: &Thread, name: &Str) -> Raised {
    thread.raise(
        Builtin::LookupError,
        format_args!("unknown error handler name '{name}'"),
    )
}
