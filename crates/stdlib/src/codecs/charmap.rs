//! Codecs that go by a table: a text of 256 characters, or a mapping from bytes to characters or back.

use super::{encoding_map, errors, pair, source};
use object::{Buf, Builtin, Object, Ref, Result, Thread};
use types::str::{Builder, codec};
use types::{Bytes, Dict, Int, Str, protocol};

fn mapping(args: &[Ref]) -> Option<&Object> {
    let mapping = args.get(2)?;
    (!mapping.is_exactly(Builtin::NoneType)).then_some(&**mapping)
}

/// `mapping[key]`; nothing for a key that isn't there or stands for nothing.
fn find(thread: &Thread, mapping: &Object, key: u32) -> Result<Option<Ref>> {
    let key = Int::from_usize(thread, key as usize)?;
    match protocol::getitem(thread, mapping, &key) {
        Ok(found) => Ok((!found.is_exactly(Builtin::NoneType)).then_some(found)),
        Err(_) => {
            thread.swallow(Builtin::LookupError)?;
            Ok(None)
        }
    }
}

/// `charmap_build(table)`: the mapping from characters to bytes, a dictionary where nothing smaller serves.
pub(super) fn build(thread: &Thread, _module: &Object, table: &Object) -> Result<Ref> {
    let table = types::str::args::only_text_arg(thread, table, "charmap_build")?;
    if table.is_empty() {
        return Err(thread.type_error(format_args!("bad argument type for built-in operation")));
    }
    if let Some(map) = encoding_map::make_map(thread, table)? {
        return Ok(map);
    }
    let dict = Dict::new(thread)?;
    for (at, point) in table.code_points().enumerate().take(256) {
        let key = Int::from_usize(thread, point as usize)?;
        dict.set(thread, &key, &*Int::from_usize(thread, at)?)?;
    }
    Ok(dict.into_object())
}

/// `charmap_encode(text, errors, mapping)`.
pub(super) fn encode(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    const NAME: &str = "charmap_encode";
    protocol::check_arity(thread, NAME, args.len(), 1, 3)?;
    let text = types::str::args::text_arg(thread, &args[0], NAME, 1)?;
    let errors = errors(thread, NAME, args)?;
    let Some(mapping) = mapping(args) else {
        let bytes = codec::encode_text(thread, text, codec::Codec::Latin1, errors)?;
        return pair(thread, bytes.into_object(), text.len());
    };
    let mut out = Buf::new(thread.heap());
    let mut at = 0;
    while at < text.len() {
        if put(thread, mapping, text.char_at(at), &mut out)? {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        let mut nothing = Buf::new(thread.heap());
        while end < text.len() && !put(thread, mapping, text.char_at(end), &mut nothing)? {
            end += 1;
        }
        let raised = codec::encode_error(
            thread,
            "charmap",
            text,
            at..end,
            "character maps to <undefined>",
        );
        let (instead, next) = codec::ask_handler(thread, errors, raised, text.len())?;
        if let Some(bytes) = instead.downcast::<Bytes>() {
            out.extend(bytes.as_slice())?;
        } else if let Some(instead) = instead.downcast::<Str>() {
            for point in instead.code_points() {
                if !put(thread, mapping, point, &mut out)? {
                    return Err(codec::encode_error(
                        thread,
                        "charmap",
                        text,
                        at..end,
                        "character maps to <undefined>",
                    ));
                }
            }
        }
        at = next;
    }
    pair(thread, Bytes::new(thread, &out)?.into_object(), text.len())
}

/// Appends what a character stands for; false when it stands for nothing.
fn put(thread: &Thread, mapping: &Object, point: u32, out: &mut Buf<'_, u8>) -> Result<bool> {
    if let Some(map) = encoding_map::of(mapping) {
        return match map.byte(point) {
            Some(byte) => out.push(byte).map(|()| true),
            None => Ok(false),
        };
    }
    let Some(found) = find(thread, mapping, point)? else {
        return Ok(false);
    };
    if let Some(bytes) = found.downcast::<Bytes>() {
        out.extend(bytes.as_slice())?;
        return Ok(true);
    }
    if let Some(number) = found.downcast::<Int>() {
        let byte = number.as_isize().and_then(|n| u8::try_from(n).ok());
        return match byte {
            Some(byte) => {
                out.push(byte)?;
                Ok(true)
            }
            None => Err(thread.type_error(format_args!("character mapping must be in range(256)"))),
        };
    }
    Err(thread.type_error(format_args!(
        "character mapping must return integer, bytes or None, not {}",
        found.ty().name()
    )))
}

/// `charmap_decode(data, errors, mapping)`.
pub(super) fn decode(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    const NAME: &str = "charmap_decode";
    protocol::check_arity(thread, NAME, args.len(), 1, 3)?;
    let bytes = source(thread, NAME, args)?;
    let errors = errors(thread, NAME, args)?;
    let mapping = mapping(args);
    let mut out = Builder::new(thread);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if take(thread, mapping, byte, &mut out)? {
            at += 1;
            continue;
        }
        let raised = codec::decode_error(
            thread,
            "charmap",
            &bytes,
            at..at + 1,
            "character maps to <undefined>",
        );
        let (instead, next) = codec::ask_handler(thread, errors, raised, bytes.len())?;
        if let Some(instead) = instead.downcast::<Str>() {
            out.push(instead)?;
        }
        at = next;
    }
    pair(thread, out.finish()?.into_object(), bytes.len())
}

/// Appends the text that a byte stands for; false when it stands for nothing.
fn take(
    thread: &Thread,
    mapping: Option<&Object>,
    byte: u8,
    out: &mut Builder<'_>,
) -> Result<bool> {
    let Some(mapping) = mapping else {
        out.push_point(byte.into())?;
        return Ok(true);
    };
    if let Some(table) = mapping.downcast::<Str>() {
        let point = (usize::from(byte) < table.len()).then(|| table.char_at(byte.into()));
        return match point.filter(|&point| point != 0xFFFE) {
            Some(point) => out.push_point(point).map(|()| true),
            None => Ok(false),
        };
    }
    let Some(found) = find(thread, mapping, byte.into())? else {
        return Ok(false);
    };
    if let Some(text) = found.downcast::<Str>() {
        if text.eq_str("\u{FFFE}") {
            return Ok(false);
        }
        return out.push(text).map(|()| true);
    }
    let point = found.downcast::<Int>().and_then(Int::as_isize);
    match point.and_then(|n| u32::try_from(n).ok()) {
        Some(0xFFFE) => Ok(false),
        Some(point) if point <= 0x10_FFFF => out.push_point(point).map(|()| true),
        _ => Err(thread.type_error(format_args!(
            "character mapping must return integer, None or str"
        ))),
    }
}
