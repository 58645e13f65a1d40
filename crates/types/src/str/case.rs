//! Case mappings and the questions about classes of characters.

use super::layout::Str;
use super::unicode::{Case, Class, is, is_any, is_printable, is_space, map};
use super::{Builder, Fresh, spec::this};
use object::{Object, Ref, Result, Thread};

const SIGMA: u32 = 0x3A3;
const SMALL_SIGMA: u32 = 0x3C3;
const FINAL_SIGMA: u32 = 0x3C2;

/// What a capital sigma becomes: the final form behind a cased letter when none follows.
fn lower_sigma(text: &Str, at: usize) -> u32 {
    let counts = |&i: &usize| !is(text.char_at(i), Class::CaseIgnorable);
    let cased = |i: usize| is(text.char_at(i), Class::Cased);
    let behind = (0..at).rev().find(counts).is_some_and(cased);
    let ahead = (at + 1..text.len()).find(counts).is_some_and(cased);
    if behind && !ahead {
        FINAL_SIGMA
    } else {
        SMALL_SIGMA
    }
}

fn push_mapped(out: &mut Builder<'_>, text: &Str, at: usize, case: Case) -> Result<()> {
    let point = text.char_at(at);
    if case == Case::Lower && point == SIGMA {
        return out.push_point(lower_sigma(text, at));
    }
    for &mapped in map(point, case).points() {
        out.push_point(mapped)?;
    }
    Ok(())
}

/// Maps every byte of an ASCII text.
fn map_ascii(thread: &Thread, text: &str, f: impl Fn(usize, u8) -> u8) -> Result<Ref> {
    let mut fresh = Fresh::new(thread, text.len(), 0)?;
    fresh.push_bytes_mapped(text.as_bytes(), f);
    Ok(fresh.finish_own(thread).into_object())
}

fn map_all(thread: &Thread, object: &Object, case: Case) -> Result<Ref> {
    let text = this(thread, object)?;
    if let Some(ascii) = text.as_ascii() {
        return match case {
            Case::Upper => map_ascii(thread, ascii, |_, b| b.to_ascii_uppercase()),
            _ => map_ascii(thread, ascii, |_, b| b.to_ascii_lowercase()),
        };
    }
    let mut out = Builder::new(thread);
    for at in 0..text.len() {
        push_mapped(&mut out, text, at, case)?;
    }
    Ok(out.finish_own()?.into_object())
}

pub(super) fn lower(thread: &Thread, object: &Object) -> Result<Ref> {
    map_all(thread, object, Case::Lower)
}

pub(super) fn upper(thread: &Thread, object: &Object) -> Result<Ref> {
    map_all(thread, object, Case::Upper)
}

pub(super) fn casefold(thread: &Thread, object: &Object) -> Result<Ref> {
    map_all(thread, object, Case::Fold)
}

pub(super) fn capitalize(thread: &Thread, object: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    if let Some(ascii) = text.as_ascii() {
        return map_ascii(thread, ascii, |i, b| match i {
            0 => b.to_ascii_uppercase(),
            _ => b.to_ascii_lowercase(),
        });
    }
    let mut out = Builder::new(thread);
    for at in 0..text.len() {
        push_mapped(
            &mut out,
            text,
            at,
            if at == 0 { Case::Title } else { Case::Lower },
        )?;
    }
    Ok(out.finish_own()?.into_object())
}

pub(super) fn title(thread: &Thread, object: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    let mut out = Builder::new(thread);
    let mut inside = false;
    for at in 0..text.len() {
        push_mapped(
            &mut out,
            text,
            at,
            if inside { Case::Lower } else { Case::Title },
        )?;
        inside = is(text.char_at(at), Class::Cased);
    }
    Ok(out.finish_own()?.into_object())
}

pub(super) fn swapcase(thread: &Thread, object: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    let mut out = Builder::new(thread);
    for at in 0..text.len() {
        let point = text.char_at(at);
        if is(point, Class::Upper) {
            push_mapped(&mut out, text, at, Case::Lower)?;
        } else if is(point, Class::Lower) {
            push_mapped(&mut out, text, at, Case::Upper)?;
        } else {
            out.push_point(point)?;
        }
    }
    Ok(out.finish_own()?.into_object())
}

/// Whether there is a character, and all are of one of the classes.
fn all_of(thread: &Thread, object: &Object, classes: u16) -> Result<Ref> {
    let text = this(thread, object)?;
    let all = !text.is_empty() && text.code_points().all(|p| is_any(p, classes));
    Ok(thread.heap().bool(all))
}

pub(super) fn isalpha(thread: &Thread, object: &Object) -> Result<Ref> {
    all_of(thread, object, Class::Alpha as u16)
}

pub(super) fn isdecimal(thread: &Thread, object: &Object) -> Result<Ref> {
    all_of(thread, object, Class::Decimal as u16)
}

pub(super) fn isdigit(thread: &Thread, object: &Object) -> Result<Ref> {
    all_of(thread, object, Class::Digit as u16)
}

pub(super) fn isnumeric(thread: &Thread, object: &Object) -> Result<Ref> {
    all_of(thread, object, Class::Numeric as u16)
}

pub(super) fn isalnum(thread: &Thread, object: &Object) -> Result<Ref> {
    let classes = [Class::Alpha, Class::Decimal, Class::Digit, Class::Numeric];
    all_of(
        thread,
        object,
        classes.iter().fold(0, |all, &c| all | c as u16),
    )
}

pub(super) fn isspace(thread: &Thread, object: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    let all = !text.is_empty() && text.code_points().all(is_space);
    Ok(thread.heap().bool(all))
}

pub(super) fn isprintable(thread: &Thread, object: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    Ok(thread.heap().bool(text.code_points().all(is_printable)))
}

pub(super) fn isascii(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(this(thread, object)?.is_ascii()))
}

/// Whether the text is a name: what the language accepts as an identifier, keywords included.
pub fn is_identifier(text: &Str) -> bool {
    let starts = |p: u32| p == u32::from(b'_') || is(p, Class::IdStart);
    let mut points = text.code_points();
    points.next().is_some_and(starts) && points.all(|p| is(p, Class::IdContinue))
}

pub(super) fn isidentifier(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(is_identifier(this(thread, object)?)))
}

/// Whether there are characters of one case and none of the others.
fn only_case(thread: &Thread, object: &Object, wanted: Class, others: [Class; 2]) -> Result<Ref> {
    let text = this(thread, object)?;
    let refused = others[0] as u16 | others[1] as u16;
    let mut seen = false;
    for point in text.code_points() {
        if is_any(point, refused) {
            return Ok(thread.heap().bool(false));
        }
        seen |= is(point, wanted);
    }
    Ok(thread.heap().bool(seen))
}

pub(super) fn islower(thread: &Thread, object: &Object) -> Result<Ref> {
    only_case(thread, object, Class::Lower, [Class::Upper, Class::Title])
}

pub(super) fn isupper(thread: &Thread, object: &Object) -> Result<Ref> {
    only_case(thread, object, Class::Upper, [Class::Lower, Class::Title])
}

pub(super) fn istitle(thread: &Thread, object: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    let (mut inside, mut seen) = (false, false);
    for point in text.code_points() {
        let starts = is_any(point, Class::Upper as u16 | Class::Title as u16);
        let goes_on = is(point, Class::Lower);
        if starts && inside || goes_on && !inside {
            return Ok(thread.heap().bool(false));
        }
        inside = starts || goes_on;
        seen |= inside;
    }
    Ok(thread.heap().bool(seen))
}
