//! The display of a `SyntaxError`: where, the line, carets under the part, the message.

use super::{Writer, push_type_name};
use object::{Builtin, Object, Ref, Result};
use types::exception::syntax_field;
use types::str::Builder;
use types::{Int, Str, to_str};

pub fn print(writer: &mut Writer<'_>, exception: &Object) -> Result<()> {
    let thread = writer.thread;
    let present = |name: &str| {
        syntax_field(exception, name).filter(|value| !value.is_exactly(Builtin::NoneType))
    };
    let number = |value: &Option<Ref>| {
        let int = value.as_ref()?.downcast::<Int>()?;
        int.as_isize()
    };
    let (filename, line) = (present("filename"), present("lineno"));
    let mut suffix = None;
    if let Some(line) = &line {
        let name = match &filename {
            Some(name) => to_str(thread, name)?,
            None => Str::new(thread, "<string>")?,
        };
        let line = to_str(thread, line)?;
        let head = Str::format(thread, format_args!("  File \"{name}\", line {line}\n"))?;
        writer.emit(&head, '|')?;
    } else if let Some(name) = &filename {
        suffix = Some(to_str(thread, name)?);
    }
    let text = present("text");
    if let Some(text) = text.as_ref().and_then(|t| t.downcast::<Str>()) {
        let text: Vec<char> = text.to_string().chars().collect();
        let same_line = number(&line) == number(&present("end_lineno"));
        let end = number(&present("end_offset"));
        let shown = with_carets(&text, number(&present("offset")), end, same_line);
        writer.emit_text(&shown, '|')?;
    }
    let mut out = Builder::new(thread);
    push_type_name(thread, &mut out, exception.ty())?;
    out.push_str(": ")?;
    match present("msg") {
        Some(message) if types::is_true(thread, &message)? => {
            out.push(&*to_str(thread, &message)?)?
        }
        _ => out.push_str("<no detail available>")?,
    }
    if let Some(suffix) = suffix {
        out.push_format(format_args!(" ({suffix})"))?;
    }
    out.push_str("\n")?;
    writer.emit(&*out.finish()?, '|')
}

/// The line without its indentation, and carets under the part.
fn with_carets(
    text: &[char],
    offset: Option<isize>,
    end: Option<isize>,
    same_line: bool,
) -> String {
    let stop = text.iter().rposition(|&c| c != '\n').map_or(0, |at| at + 1);
    let right = &text[..stop];
    let spaces = right
        .iter()
        .take_while(|c| matches!(c, ' ' | '\n' | '\x0c'))
        .count();
    let left: String = right[spaces..].iter().collect();
    let Some(mut offset) = offset else {
        return format!("    {left}\n");
    };
    let beyond = right.len() as isize + 1;
    let mut end = match same_line {
        true => end.filter(|&n| n != 0).unwrap_or(offset),
        false => beyond,
    };
    let length = text.len() as isize;
    if length > 0 && offset > length {
        offset = beyond;
    }
    if length > 0 && end > length {
        end = beyond;
    }
    if offset >= end || end < 0 {
        end = offset + 1;
    }
    let column = offset - 1 - spaces as isize;
    if column < 0 {
        return format!("    {left}\n");
    }
    let blanks: String = left
        .chars()
        .take(column as usize)
        .map(|c| if c.is_whitespace() { c } else { ' ' })
        .collect();
    let marks = "^".repeat((end - offset).max(0) as usize);
    format!("    {left}\n    {blanks}{marks}\n")
}
