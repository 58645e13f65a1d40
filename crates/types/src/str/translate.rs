//! `translate` and `maketrans`.

use super::args::text_arg;
use super::layout::Str;
use super::{Builder, spec::this};
use crate::dict::Dict;
use crate::int::Int;
use crate::protocol::{check_arity, getitem};
use object::{Builtin, Object, Ref, Result, Thread};

pub(super) fn translate(thread: &Thread, object: &Object, table: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    let mut out = Builder::new(thread);
    // An ASCII character that was mapped to one character is not asked for again.
    let mut known: [u32; 128] = [u32::MAX; 128];
    for point in text.code_points() {
        let ascii = usize::try_from(point).ok().filter(|&p| p < 128);
        if let Some(mapped) = ascii.map(|p| known[p]).filter(|&m| m != u32::MAX) {
            out.push_point(mapped)?;
            continue;
        }
        if let Some(mapped) = translate_one(thread, &mut out, point, table)?
            && let Some(p) = ascii
        {
            known[p] = mapped;
        }
    }
    Ok(out.finish()?.into_object())
}

/// Appends what a character becomes; says so when it is one character.
fn translate_one(
    thread: &Thread,
    out: &mut Builder<'_>,
    point: u32,
    table: &Object,
) -> Result<Option<u32>> {
    let value = match getitem(thread, table, &*Int::from_usize(thread, point as usize)?) {
        Ok(value) => value,
        Err(_) => {
            thread.swallow(Builtin::LookupError)?;
            out.push_point(point)?;
            return Ok(Some(point));
        }
    };
    if value.is_exactly(Builtin::NoneType) {
        return Ok(None);
    }
    if let Some(text) = value.downcast::<Str>() {
        out.push(text)?;
        return Ok((text.len() == 1).then(|| text.char_at(0)));
    }
    let Some(int) = value.downcast::<Int>() else {
        return Err(thread.type_error(format_args!(
            "character mapping must return integer, None or str"
        )));
    };
    match int.as_isize() {
        Some(mapped @ 0..=0x10_FFFF) => {
            out.push_point(mapped as u32)?;
            Ok(Some(mapped as u32))
        }
        _ => Err(thread.value_error(format_args!("character mapping must be in range(0x110000)"))),
    }
}

pub(super) fn maketrans(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "maketrans", args.len(), 1, 3)?;
    let table = Dict::new(thread)?;
    match args {
        [mapping] => from_mapping(thread, &table, mapping)?,
        [from, to, rest @ ..] => {
            let to = text_arg(thread, to, "maketrans", 2)?;
            let gone = match rest.first() {
                Some(gone) => Some(text_arg(thread, gone, "maketrans", 3)?),
                None => None,
            };
            from_texts(thread, &table, from, to, gone)?;
        }
        [] => {}
    }
    Ok(table.into_object())
}

fn key_of(thread: &Thread, point: u32) -> Result<Ref> {
    Int::from_usize(thread, point as usize)
}

fn from_texts(
    thread: &Thread,
    table: &Dict,
    from: &Object,
    to: &Str,
    gone: Option<&Str>,
) -> Result<()> {
    let Some(from) = from.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "first maketrans argument must be a string if there is a second argument"
        )));
    };
    if from.len() != to.len() {
        return Err(thread.value_error(format_args!(
            "the first two maketrans arguments must have equal length"
        )));
    }
    for (a, b) in from.code_points().zip(to.code_points()) {
        table.set(thread, &*key_of(thread, a)?, &*key_of(thread, b)?)?;
    }
    for point in gone.iter().flat_map(|text| text.code_points()) {
        table.set(thread, &*key_of(thread, point)?, &thread.heap().none())?;
    }
    Ok(())
}

fn from_mapping(thread: &Thread, table: &Dict, mapping: &Object) -> Result<()> {
    let Some(mapping) = mapping
        .downcast::<Dict>()
        .filter(|_| mapping.is_exactly(Builtin::Dict))
    else {
        return Err(thread.type_error(format_args!(
            "if you give only one argument to maketrans it must be a dict"
        )));
    };
    let mut at = 0;
    while let Some((key, value)) = mapping.next(&mut at) {
        if let Some(text) = key.downcast::<Str>() {
            if text.len() != 1 {
                return Err(thread.value_error(format_args!(
                    "string keys in translate table must be of length 1"
                )));
            }
            table.set(thread, &*key_of(thread, text.char_at(0))?, &value)?;
        } else if key.downcast::<Int>().is_some() {
            table.set(thread, &key, &value)?;
        } else {
            return Err(thread.type_error(format_args!(
                "keys in translate table must be strings or integers"
            )));
        }
    }
    Ok(())
}
