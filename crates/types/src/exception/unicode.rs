//! `UnicodeEncodeError`, `UnicodeDecodeError`, `UnicodeTranslateError`: which codec failed where, and why.

use super::base;
use super::layout::UnicodeDetails;
use crate::bytes::Bytes;
use crate::protocol::{as_isize, to_str};
use crate::str::{Builder, Str};
use object::{Args, Builtin, MemberDef, MemberKind, Object, Ref, Result, Thread, TypeSlots};
use std::mem::offset_of;

const fn slots(
    init: for<'a> fn(&Thread, &Object, Args<'a>) -> Result<()>,
    str: fn(&Thread, &Object) -> Result<Ref>,
) -> TypeSlots {
    TypeSlots {
        new: Some(base::new),
        init: Some(init),
        str: Some(str),
        ..TypeSlots::EMPTY
    }
}

pub(super) const ENCODE_SLOTS: TypeSlots = slots(init_encode, str_encode);
pub(super) const DECODE_SLOTS: TypeSlots = slots(init_decode, str_decode);
pub(super) const TRANSLATE_SLOTS: TypeSlots = slots(init_translate, str_translate);

pub(super) const MEMBERS: &[MemberDef] = &[
    field(
        "encoding",
        MemberKind::Object,
        offset_of!(UnicodeDetails, encoding),
    ),
    field(
        "object",
        MemberKind::Object,
        offset_of!(UnicodeDetails, object),
    ),
    field("start", MemberKind::Size, offset_of!(UnicodeDetails, start)),
    field("end", MemberKind::Size, offset_of!(UnicodeDetails, end)),
    field(
        "reason",
        MemberKind::Object,
        offset_of!(UnicodeDetails, reason),
    ),
];

const fn field(name: &'static str, kind: MemberKind, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind,
        offset,
        readonly: false,
        doc: None,
    }
}

/// Checks the number of arguments and stores them as `args`.
fn start<'a, 'o>(
    thread: &Thread,
    object: &'o Object,
    args: &Args<'a>,
    expected: usize,
) -> Result<(&'o UnicodeDetails, &'a [Ref])> {
    base::init(thread, object, *args)?;
    let given = args.positional();
    if given.len() != expected {
        return Err(thread.type_error(format_args!(
            "function takes exactly {expected} arguments ({} given)",
            given.len()
        )));
    }
    match object.downcast::<UnicodeDetails>() {
        Some(e) => Ok((e, given)),
        None => Err(thread.system_error(format_args!("unicode error without its fields"))),
    }
}

fn text(thread: &Thread, args: &[Ref], index: usize) -> Result<Ref> {
    if args[index].downcast::<Str>().is_some() {
        return Ok(args[index].clone());
    }
    Err(thread.type_error(format_args!(
        "argument {} must be str, not {}",
        index + 1,
        crate::protocol::type_text(&args[index])
    )))
}

fn fill_rest(thread: &Thread, e: &UnicodeDetails, args: &[Ref], first: usize) -> Result<()> {
    let start = as_isize(thread, &args[first], Builtin::OverflowError)?;
    let end = as_isize(thread, &args[first + 1], Builtin::OverflowError)?;
    let reason = text(thread, args, first + 2)?;
    e.start.set(start);
    e.end.set(end);
    e.reason.set(Some(reason));
    Ok(())
}

fn init_encode(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    let (e, args) = start(thread, object, &args, 5)?;
    let (encoding, source) = (text(thread, args, 0)?, text(thread, args, 1)?);
    fill_rest(thread, e, args, 2)?;
    e.encoding.set(Some(encoding));
    e.object.set(Some(source));
    Ok(())
}

fn init_decode(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    let (e, args) = start(thread, object, &args, 5)?;
    let encoding = text(thread, args, 0)?;
    fill_rest(thread, e, args, 2)?;
    let source = match args[1].isinstance(Builtin::Bytes) {
        true => args[1].clone(),
        false => copy_bytes(thread, &args[1])?,
    };
    e.encoding.set(Some(encoding));
    e.object.set(Some(source));
    Ok(())
}

fn copy_bytes(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(buffer) = object.ty().slots().buffer else {
        return Err(thread.type_error(format_args!(
            "a bytes-like object is required, not '{}'",
            object.ty().name()
        )));
    };
    let view = buffer(thread, object, false)?;
    Ok(crate::protocol::bytes_of(thread, &view)?.into_object())
}

fn init_translate(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    let (e, args) = start(thread, object, &args, 4)?;
    let source = text(thread, args, 0)?;
    fill_rest(thread, e, args, 1)?;
    e.object.set(Some(source));
    Ok(())
}

/// The span clamped as 3.13 shows it: a start inside the object and an end after it.
fn span(e: &UnicodeDetails) -> (isize, isize) {
    (e.start.get(), e.end.get())
}

fn write_part(thread: &Thread, out: &mut Builder<'_>, part: &Object) -> Result<()> {
    out.push(&*to_str(thread, part)?)
}

/// `'codec' codec can't VERB ` or `can't translate `, then what and where, then the reason.
fn describe(
    thread: &Thread,
    object: &Object,
    verb: &str,
    one: fn(&mut Builder<'_>, &Object, usize) -> Result<bool>,
    many: &str,
) -> Result<Ref> {
    let Some(e) = object.downcast::<UnicodeDetails>() else {
        return base::str(thread, object);
    };
    let Some(source) = e.object.get() else {
        return Ok(thread.heap().empty_str());
    };
    let mut out = Builder::new(thread);
    if verb != "translate" {
        out.push_str("'")?;
        write_part(
            thread,
            &mut out,
            &e.encoding.get().unwrap_or_else(|| thread.heap().none()),
        )?;
        out.push_str("' codec ")?;
    }
    out.push_format(format_args!("can't {verb} "))?;
    let (start, end) = span(e);
    let single = start >= 0 && end == start + 1 && one(&mut out, &source, start as usize)?;
    if single {
        out.push_format(format_args!(" in position {start}: "))?;
    } else {
        out.push_format(format_args!("{many} in position {start}-{}: ", end - 1))?;
    }
    write_part(
        thread,
        &mut out,
        &e.reason.get().unwrap_or_else(|| thread.heap().none()),
    )?;
    Ok(out.finish()?.into_object())
}

/// `character '\xe9'`; false when there is no such character.
fn one_character(out: &mut Builder<'_>, source: &Object, at: usize) -> Result<bool> {
    let Some(text) = source.downcast::<Str>().filter(|t| at < t.len()) else {
        return Ok(false);
    };
    let point = text.char_at(at);
    match point {
        0..0x100 => out.push_format(format_args!("character '\\x{point:02x}'"))?,
        0x100..0x10000 => out.push_format(format_args!("character '\\u{point:04x}'"))?,
        _ => out.push_format(format_args!("character '\\U{point:08x}'"))?,
    }
    Ok(true)
}

fn one_byte(out: &mut Builder<'_>, source: &Object, at: usize) -> Result<bool> {
    let Some(byte) = source
        .downcast::<Bytes>()
        .and_then(|b| b.as_slice().get(at).copied())
    else {
        return Ok(false);
    };
    out.push_format(format_args!("byte 0x{byte:02x}"))?;
    Ok(true)
}

fn str_encode(thread: &Thread, object: &Object) -> Result<Ref> {
    describe(thread, object, "encode", one_character, "characters")
}

fn str_decode(thread: &Thread, object: &Object) -> Result<Ref> {
    describe(thread, object, "decode", one_byte, "bytes")
}

fn str_translate(thread: &Thread, object: &Object) -> Result<Ref> {
    describe(thread, object, "translate", one_character, "characters")
}
