//! How an exception is written out, as 3.13 does: traceback with carets, chained exceptions, groups, notes, suggestions.
//!
//! - `stack.rs`: the frames of a traceback. `anchors.rs`: which part of a line the carets mark. `source.rs`: lines of source.
//! - `syntax.rs`: the display of a `SyntaxError`. `suggest.rs`: "Did you mean". `malloc.rs`: `sys._debugmallocstats`.
//!
//! Text goes to the stream in pieces; what a group adds in front of each line is the writer's margin.

mod anchors;

pub mod malloc;
pub mod source;
mod stack;
mod suggest;
mod syntax;

pub use anchors::{find as anchors, should_mark};

use object::{Builtin, Object, Ref, Result, Thread, Type};
use types::exception::{cause, context, group_members, suppress_context, traceback};
use types::str::Builder;
use types::{Str, getattr_opt, names, repr, to_str};

/// Groups nested deeper are left out.
const MAX_DEPTH: usize = 10;
/// Members of a group beyond these are counted only.
const MAX_WIDTH: usize = 15;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// Writes text to any file object.
pub fn write_str(thread: &Thread, file: &Object, text: &Str) -> Result<()> {
    if let Some(stream) = crate::io::text::exact(file) {
        return stream.write_str(thread, text);
    }
    let text = Ref::new(text).into_object();
    types::call_method(thread, file, names(thread).write(), &[text]).map(drop)
}

/// The same for Rust text.
pub fn write_line(thread: &Thread, file: &Object, text: &str) -> Result<()> {
    write_str(thread, file, &*Str::new(thread, text)?)
}

/// Where the pieces go, with the margin of the groups around them.
struct Writer<'a> {
    thread: &'a Thread,
    file: &'a Object,
    depth: usize,
    /// The closing line of the innermost group is still to be written.
    need_close: bool,
}

impl Writer<'_> {
    /// Writes whole lines, each behind the margin.
    fn emit(&mut self, text: &Str, margin: char) -> Result<()> {
        if self.depth == 0 {
            return write_str(self.thread, self.file, text);
        }
        let mut out = Builder::new(self.thread);
        let mut fresh = true;
        for point in text.code_points() {
            if fresh {
                self.indent(&mut out)?;
                out.push_point(u32::from(margin))?;
                out.push_str(" ")?;
            }
            out.push_point(point)?;
            fresh = point == 10;
        }
        write_str(self.thread, self.file, &*out.finish()?)
    }

    fn emit_text(&mut self, text: &str, margin: char) -> Result<()> {
        let text = Str::new(self.thread, text)?;
        self.emit(&text, margin)
    }

    fn indent(&self, out: &mut Builder<'_>) -> Result<()> {
        (0..self.depth).try_for_each(|_| out.push_str("  "))
    }

    /// A line of a group's frame.
    fn rule(&mut self, text: std::fmt::Arguments<'_>) -> Result<()> {
        let mut out = Builder::new(self.thread);
        self.indent(&mut out)?;
        out.push_format(text)?;
        write_str(self.thread, self.file, &*out.finish()?)
    }
}

/// Writes an exception with everything that led to it.
pub fn print_exception(thread: &Thread, file: &Object, exception: &Object) -> Result<()> {
    let mut writer = Writer {
        thread,
        file,
        depth: 0,
        need_close: false,
    };
    if !exception.isinstance(Builtin::BaseException) {
        let text = Str::format(
            thread,
            format_args!(
                "TypeError: print_exception(): Exception expected for value, {} found\n",
                exception.ty().name()
            ),
        )?;
        return writer.emit(&text, '|');
    }
    print_chain(&mut writer, exception)
}

/// The exception and those before it, with the words between them; oldest first.
fn print_chain(writer: &mut Writer<'_>, exception: &Object) -> Result<()> {
    let thread = writer.thread;
    let mut chain: Vec<(Ref, &str)> = vec![(exception.to_ref(), "")];
    while let Some((newest, _)) = chain.last() {
        let previous = match cause(newest) {
            Some(cause) => Some((cause, CAUSE)),
            None if suppress_context(newest) => None,
            None => context(newest).map(|context| (context, CONTEXT)),
        };
        match previous {
            Some((previous, words)) if !chain.iter().any(|(e, _)| e.is(&previous)) => {
                if let Some(last) = chain.last_mut() {
                    last.1 = words;
                }
                chain.push((previous, ""));
            }
            _ => break,
        }
    }
    while let Some((exception, words)) = chain.pop() {
        if !words.is_empty() {
            writer.emit_text(words, '|')?;
        }
        match group_members(&exception) {
            None => print_one(writer, &exception)?,
            Some(_) if writer.depth > MAX_DEPTH => {
                let text = Str::format(
                    thread,
                    format_args!("... (max_group_depth is {MAX_DEPTH})\n"),
                )?;
                writer.emit(&text, '|')?;
            }
            Some(members) => print_group(writer, &exception, members.items())?,
        }
    }
    Ok(())
}

fn print_one(writer: &mut Writer<'_>, exception: &Object) -> Result<()> {
    if let Some(traceback) = traceback(exception)
        && !stack::is_hidden(writer.thread)?
    {
        writer.emit_text("Traceback (most recent call last):\n", '|')?;
        stack::print(writer, &traceback)?;
    }
    print_final(writer, exception)
}

fn print_group(writer: &mut Writer<'_>, group: &Object, members: &[Ref]) -> Result<()> {
    let thread = writer.thread;
    let outermost = writer.depth == 0;
    if outermost {
        writer.depth = 1;
    }
    if let Some(traceback) = traceback(group)
        && !stack::is_hidden(thread)?
    {
        let margin = if outermost { '+' } else { '|' };
        writer.emit_text(
            "Exception Group Traceback (most recent call last):\n",
            margin,
        )?;
        stack::print(writer, &traceback)?;
    }
    print_final(writer, group)?;
    writer.need_close = false;
    let shown = members.len().min(MAX_WIDTH + 1);
    for (i, member) in members.iter().take(shown).enumerate() {
        let last = i + 1 == shown;
        if last {
            // A group inside may write the closing line instead.
            writer.need_close = true;
        }
        let lead = if i == 0 { "+-" } else { "  " };
        let truncated = i >= MAX_WIDTH;
        match truncated {
            false => writer.rule(format_args!(
                "{lead}+---------------- {} ----------------\n",
                i + 1
            ))?,
            true => writer.rule(format_args!(
                "{lead}+---------------- ... ----------------\n"
            ))?,
        }
        writer.depth += 1;
        if truncated {
            let more = members.len() - MAX_WIDTH;
            let plural = if more > 1 { "s" } else { "" };
            let text = Str::format(thread, format_args!("and {more} more exception{plural}\n"))?;
            writer.emit(&text, '|')?;
        } else {
            let _deeper = thread.enter(" while printing an exception group")?;
            print_chain(writer, member)?;
        }
        if last && writer.need_close {
            writer.rule(format_args!("+------------------------------------\n"))?;
            writer.need_close = false;
        }
        writer.depth -= 1;
    }
    if outermost {
        writer.depth = 0;
    }
    Ok(())
}

/// The type's name as shown: with its module unless that is `builtins` or `__main__`.
fn push_type_name(thread: &Thread, out: &mut Builder<'_>, ty: &Type) -> Result<()> {
    let module = getattr_opt(thread, ty.as_object(), names(thread).__module__())?;
    match module.as_ref().and_then(|m| m.downcast::<Str>()) {
        Some(module) if module.eq_str("__main__") || module.eq_str("builtins") => {}
        Some(module) => {
            out.push(module)?;
            out.push_str(".")?;
        }
        None => out.push_str("<unknown>.")?,
    }
    let name = types::getattr_name(thread, ty.as_object(), names(thread).__qualname__())?;
    out.push(&*to_str(thread, &name)?)
}

/// `str(value)`, or what is said when that fails.
fn safe_text(thread: &Thread, value: &Object, what: &str, by_repr: bool) -> Result<Ref<Str>> {
    let text = if by_repr {
        repr(thread, value)
    } else {
        to_str(thread, value)
    };
    match text {
        Ok(text) => Ok(text),
        Err(_) => {
            drop(thread.take_pending());
            let function = if by_repr { "repr" } else { "str" };
            Str::format(thread, format_args!("<{what} {function}() failed>"))
        }
    }
}

/// The last line: type and message, then the notes.
fn print_final(writer: &mut Writer<'_>, exception: &Object) -> Result<()> {
    let thread = writer.thread;
    if exception.isinstance(Builtin::SyntaxError) {
        syntax::print(writer, exception)?;
    } else {
        let mut out = Builder::new(thread);
        push_type_name(thread, &mut out, exception.ty())?;
        let text = safe_text(thread, exception, "exception", false)?;
        let hint = suggest::hint(thread, exception)?;
        if !text.is_empty() || hint.is_some() {
            out.push_str(": ")?;
            out.push(&text)?;
        }
        if let Some(hint) = hint {
            out.push(&hint)?;
        }
        out.push_str("\n")?;
        writer.emit(&*out.finish()?, '|')?;
    }
    print_notes(writer, exception)
}

fn print_notes(writer: &mut Writer<'_>, exception: &Object) -> Result<()> {
    let thread = writer.thread;
    let notes = match getattr_opt(thread, exception, names(thread).__notes__()) {
        Ok(None) => return Ok(()),
        Ok(Some(notes)) if notes.is_exactly(Builtin::NoneType) => return Ok(()),
        Ok(Some(notes)) => notes,
        Err(_) => {
            let error = thread
                .take_pending()
                .unwrap_or_else(|| thread.heap().none());
            let shown = safe_text(thread, &error, "__notes__", true)?;
            let text = Str::format(
                thread,
                format_args!("Ignored error getting __notes__: {shown}\n"),
            )?;
            return writer.emit(&text, '|');
        }
    };
    let plain = notes.isinstance(Builtin::List) || notes.isinstance(Builtin::Tuple);
    if !plain {
        let shown = safe_text(thread, &notes, "__notes__", true)?;
        let text = Str::format(thread, format_args!("{shown}\n"))?;
        return writer.emit(&text, '|');
    }
    for note in types::to_list(thread, &notes)?.to_tuple(thread)?.items() {
        let mut out = Builder::new(thread);
        out.push(&*safe_text(thread, note, "note", false)?)?;
        out.push_str("\n")?;
        writer.emit(&*out.finish()?, '|')?;
    }
    Ok(())
}

/// Writes an exception that could not be raised: where, then the traceback as far as it goes, without source lines' carets.
pub fn print_unraisable(
    thread: &Thread,
    file: &Object,
    exception: &Object,
    message: Option<&str>,
    object: Option<&Object>,
) -> Result<()> {
    let mut out = Builder::new(thread);
    match (message, object) {
        (Some(message), None) => {
            out.push_format(format_args!("{message}:\n"))?;
            piece(thread);
            line_end(thread);
        }
        (message, Some(object)) => {
            piece(thread);
            let parts = message.map(|_| thread.heap().hold_list());
            if parts.is_some() {
                piece(thread);
            }
            out.push_str(message.unwrap_or("Exception ignored in"))?;
            out.push_str(": ")?;
            push_repr(thread, &mut out, object)?;
            let parts = parts.unwrap_or_else(|| thread.heap().hold_list());
            out.push_str("\n")?;
            piece(thread);
            drop(parts);
            line_end(thread);
        }
        (None, None) => {}
    }
    let mut writer = Writer {
        thread,
        file,
        depth: 0,
        need_close: false,
    };
    writer.emit(&*out.finish()?, '|')?;
    if let Some(traceback) = traceback(exception) {
        line_of(thread, 1);
        writer.emit_text("Traceback (most recent call last):\n", '|')?;
        stack::print_plain(&mut writer, &traceback)?;
    }
    if exception.is_exactly(Builtin::NoneType) {
        return Ok(());
    }
    print_ignored(&mut writer, exception)?;
    types::call_method(thread, file, names(thread).flush(), &[]).map(drop)
}

/// The last line of an exception that could not be raised.
fn print_ignored(writer: &mut Writer<'_>, exception: &Object) -> Result<()> {
    let thread = writer.thread;
    let mut out = Builder::new(thread);
    push_type_name(thread, &mut out, exception.ty())?;
    out.push_str(": ")?;
    // The name and the colon.
    piece(thread);
    piece(thread);
    let parts = thread.heap().hold_list();
    let method = thread.heap().may_hold_objects::<1>();
    let text = match to_str(thread, exception) {
        Ok(text) => text,
        Err(_) => {
            drop(thread.take_pending());
            Str::new(thread, "<exception str() failed>")?
        }
    };
    drop(method);
    out.push(&text)?;
    out.push_str("\n")?;
    piece(thread);
    drop(parts);
    line_end(thread);
    writer.emit(&*out.finish()?, '|')
}

/// What 3.13 does for each piece of a line, which it writes by itself: it takes the stream's `write`, a bound method, and turning
/// the piece into text is a safe point.
fn piece(thread: &Thread) {
    let _method = thread.heap().may_hold_objects::<1>();
    collector::collect_if_due(thread);
}

/// The stream writes a line when its end has come: a view of the bytes, then a look for signals.
fn line_end(thread: &Thread) {
    let _method = thread.heap().may_hold_objects::<1>();
    drop(thread.heap().may_hold_objects::<2>());
    collector::collect_if_due(thread);
}

/// A line of so many pieces; from the second on they wait in a list.
fn line_of(thread: &Thread, count: usize) {
    let mut parts = None;
    for index in 0..count {
        piece(thread);
        if index == 1 {
            parts = Some(thread.heap().hold_list());
        }
    }
    drop(parts);
    line_end(thread);
}

fn push_repr(thread: &Thread, out: &mut Builder<'_>, object: &Object) -> Result<()> {
    let _method = thread.heap().may_hold_objects::<1>();
    match repr(thread, object) {
        Ok(text) => out.push(&text),
        Err(_) => {
            drop(thread.take_pending());
            out.push_str("<object repr() failed>")
        }
    }
}
