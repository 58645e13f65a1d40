//! `_string`: what `string.Formatter` needs of the format mini-language.

use object::{MethodDef, Object, Ref, Result, Thread};
use types::module::ModuleSpec;
use types::{Int, List, Str, Tuple};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_string",
    doc: Some("string helper module"),
    functions: &[
        MethodDef::one("formatter_parser", parser),
        MethodDef::one("formatter_field_name_split", split),
    ],
    types: &[],
    unnamed: &[],
    init: None,
};

fn text<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Str> {
    match object.downcast::<Str>() {
        Some(text) => Ok(text),
        None => Err(thread.type_error(format_args!("expected str, got {}", object.ty().name()))),
    }
}

/// An iterator over `(literal, field name, format spec, conversion)`.
fn parser(thread: &Thread, _module: &Object, format: &Object) -> Result<Ref> {
    let points: Vec<u32> = text(thread, format)?.code_points().collect();
    let rows = List::new(thread)?;
    let mut at = 0;
    while at < points.len() {
        let (literal, next, field) = literal(thread, &points, at)?;
        at = next;
        let none = || thread.heap().none();
        let mut row = [
            Str::from_code_points(thread, &literal)?.into_object(),
            none(),
            none(),
            none(),
        ];
        if field {
            let end = field_end(thread, &points, at)?;
            let parts = field_parts(thread, &points[at..end])?;
            row[1..].clone_from_slice(&parts);
            at = end + 1;
        }
        rows.push(thread, Tuple::from_array(thread, row)?.into_object())?;
    }
    types::iter(thread, rows.as_object())
}

const OPEN: u32 = b'{' as u32;
const CLOSE: u32 = b'}' as u32;

/// The literal text from `at` on, where it ends, and whether a field follows. A doubled brace ends a literal with one of them.
fn literal(thread: &Thread, points: &[u32], mut at: usize) -> Result<(Vec<u32>, usize, bool)> {
    let mut literal = Vec::new();
    while at < points.len() {
        let c = points[at];
        at += 1;
        if c != OPEN && c != CLOSE {
            literal.push(c);
            continue;
        }
        if points.get(at) == Some(&c) {
            literal.push(c);
            return Ok((literal, at + 1, false));
        }
        if c == CLOSE {
            return Err(
                thread.value_error(format_args!("Single '}}' encountered in format string"))
            );
        }
        if at == points.len() {
            return Err(
                thread.value_error(format_args!("Single '{{' encountered in format string"))
            );
        }
        return Ok((literal, at, true));
    }
    Ok((literal, at, false))
}

/// Where the field that starts at `at` is closed; braces inside it nest.
fn field_end(thread: &Thread, points: &[u32], at: usize) -> Result<usize> {
    let mut depth = 1;
    for (i, &c) in points.iter().enumerate().skip(at) {
        match c {
            OPEN => depth += 1,
            CLOSE => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok(i);
        }
    }
    Err(thread.value_error(format_args!("expected '}}' before end of string")))
}

/// Field name, format spec, conversion.
fn field_parts(thread: &Thread, field: &[u32]) -> Result<[Ref; 3]> {
    let stop = {
        let mut inside = false;
        field.iter().position(|&c| {
            match char::from_u32(c) {
                Some('[') => inside = true,
                Some(']') => inside = false,
                Some('!' | ':') if !inside => return true,
                _ => {}
            }
            false
        })
    };
    let make = |points: &[u32]| Ok(Str::from_code_points(thread, points)?.into_object());
    let Some(stop) = stop else {
        return Ok([
            make(field)?,
            thread.heap().empty_str(),
            thread.heap().none(),
        ]);
    };
    let name = make(&field[..stop])?;
    let rest = &field[stop + 1..];
    if field[stop] == u32::from(b':') {
        return Ok([name, make(rest)?, thread.heap().none()]);
    }
    match rest {
        [] => Err(thread.value_error(format_args!(
            "end of string while looking for conversion specifier"
        ))),
        [c] => Ok([name, thread.heap().empty_str(), make(&[*c])?]),
        [c, colon, spec @ ..] if *colon == u32::from(b':') => Ok([name, make(spec)?, make(&[*c])?]),
        _ => Err(thread.value_error(format_args!("expected ':' after conversion specifier"))),
    }
}

fn int_or_text(thread: &Thread, part: &[u32]) -> Result<Ref> {
    let digits = part.iter().all(|c| (48..58).contains(c)) && !part.is_empty();
    match digits && part.len() < 19 {
        true => Int::new(
            thread,
            part.iter().fold(0, |n, c| n * 10 + (c - 48) as isize),
        ),
        false => Ok(Str::from_code_points(thread, part)?.into_object()),
    }
}

/// The first part of a field name, and an iterator over `(is attribute, name or index)`.
fn split(thread: &Thread, _module: &Object, name: &Object) -> Result<Ref> {
    let points: Vec<u32> = text(thread, name)?.code_points().collect();
    let is = |c: &u32, set: &str| char::from_u32(*c).is_some_and(|c| set.contains(c));
    let stop = points
        .iter()
        .position(|c| is(c, ".["))
        .unwrap_or(points.len());
    let first = int_or_text(thread, &points[..stop])?;
    let rest = List::new(thread)?;
    let mut at = stop;
    while at < points.len() {
        let attribute = points[at] == u32::from(b'.');
        let set = if attribute { ".[" } else { "]" };
        let tail = &points[at + 1..];
        let end = tail.iter().position(|c| is(c, set)).unwrap_or(tail.len());
        if !attribute && end == tail.len() {
            return Err(thread.value_error(format_args!("Missing ']' in format string")));
        }
        if end == 0 {
            return Err(thread.value_error(format_args!("Empty attribute in format string")));
        }
        let part = match attribute {
            true => Str::from_code_points(thread, &tail[..end])?.into_object(),
            false => int_or_text(thread, &tail[..end])?,
        };
        let pair = [thread.heap().bool(attribute), part];
        rest.push(thread, Tuple::from_array(thread, pair)?.into_object())?;
        at += 1 + end + usize::from(!attribute);
        if !attribute && at < points.len() && !is(&points[at], ".[") {
            return Err(thread.value_error(format_args!(
                "Only '.' or '[' may follow ']' in format field specifier"
            )));
        }
    }
    let rest = types::iter(thread, rest.as_object())?;
    Ok(Tuple::from_array(thread, [first, rest])?.into_object())
}
