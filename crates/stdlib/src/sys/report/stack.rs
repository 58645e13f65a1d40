//! The frames of a traceback, outermost first, each with its line and carets; repeated ones are counted.

use super::anchors::{self, Anchors};
use super::{Writer, source};
use object::{Builtin, Object, Ref, Result, Thread};
use types::traceback::Traceback;
use types::{Int, Str, Tuple, getattr_text};

/// After so many equal entries in a row the rest is only counted.
const REPEATED: usize = 3;

/// One entry of a traceback, with what is shown of it.
struct Entry {
    filename: Ref<Str>,
    name: Ref<Str>,
    line: i64,
    /// Last line and columns in bytes, as far as known.
    span: Option<Span>,
}

struct Span {
    end_line: i64,
    start: usize,
    end: usize,
}

/// Writes the frames of a traceback.
pub fn print(writer: &mut Writer<'_>, traceback: &Object) -> Result<()> {
    walk(writer, traceback, true)
}

/// The same without carets, as the C code does when the library can't be used.
pub fn print_plain(writer: &mut Writer<'_>, traceback: &Object) -> Result<()> {
    walk(writer, traceback, false)
}

fn walk(writer: &mut Writer<'_>, traceback: &Object, carets: bool) -> Result<()> {
    let thread = writer.thread;
    let mut last: Option<Entry> = None;
    let mut count = 0;
    let mut at = Some(traceback.to_ref());
    let mut skip = limit(thread, traceback)?;
    while let Some(here) = at {
        let Some(traceback) = here.downcast::<Traceback>() else {
            break;
        };
        at = traceback.next();
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let entry = entry(thread, traceback, carets)?;
        let same = last.as_ref().is_some_and(|last| {
            last.line == entry.line
                && last.filename.equals(&entry.filename)
                && last.name.equals(&entry.name)
        });
        if !same {
            repeated(writer, count)?;
            count = 0;
        }
        count += 1;
        if count <= REPEATED {
            if !carets {
                super::line_of(thread, 1);
                source::touch(thread, &entry.filename.to_string());
            }
            let has_line = print_entry(writer, &entry)?;
            if !carets {
                // The margin, the line, its end; and each entry ends with a safe point.
                if has_line {
                    super::line_of(thread, 3);
                }
                collector::collect_if_due(thread);
            }
        }
        last = Some(entry);
    }
    repeated(writer, count)
}

/// How many frames `sys.tracebacklimit` lets be shown.
fn shown(thread: &Thread) -> Result<usize> {
    let limit = crate::sys::attribute(thread, "tracebacklimit")?;
    Ok(match limit.as_ref().and_then(|l| l.downcast::<Int>()) {
        None => usize::MAX,
        Some(limit) if limit.is_negative() => 0,
        Some(limit) => limit.as_isize().map_or(usize::MAX, |n| n as usize),
    })
}

/// Whether `sys.tracebacklimit` wants no frames, and so no heading either.
pub fn is_hidden(thread: &Thread) -> Result<bool> {
    Ok(shown(thread)? == 0)
}

/// How many of the outermost frames are left out.
fn limit(thread: &Thread, traceback: &Object) -> Result<usize> {
    let mut depth = 0_usize;
    let mut at = Some(traceback.to_ref());
    while let Some(here) = at {
        depth += 1;
        at = here.downcast::<Traceback>().and_then(Traceback::next);
    }
    Ok(depth.saturating_sub(shown(thread)?))
}

fn repeated(writer: &mut Writer<'_>, count: usize) -> Result<()> {
    if count <= REPEATED {
        return Ok(());
    }
    let more = count - REPEATED;
    let plural = if more > 1 { "s" } else { "" };
    let text = format!("  [Previous line repeated {more} more time{plural}]\n");
    writer.emit_text(&text, '|')
}

fn text_attribute(thread: &Thread, object: &Object, name: &str) -> Result<Ref<Str>> {
    types::to_str(thread, &*getattr_text(thread, object, name)?)
}

fn entry(thread: &Thread, traceback: &Traceback, carets: bool) -> Result<Entry> {
    let frame = traceback.frame().unwrap_or_else(|| thread.heap().none());
    let code = getattr_text(thread, &frame, "f_code")?;
    let (position_line, span) = match carets {
        true => position(thread, &code, traceback.lasti())?,
        false => (None, None),
    };
    let line = match position_line {
        Some(line) => line,
        None => i64::from(traceback.line()),
    };
    Ok(Entry {
        filename: text_attribute(thread, &code, "co_filename")?,
        name: text_attribute(thread, &code, "co_name")?,
        line,
        span,
    })
}

/// The line and the span of an instruction by `co_positions()`.
fn position(thread: &Thread, code: &Object, lasti: i32) -> Result<(Option<i64>, Option<Span>)> {
    if lasti < 0 {
        return Ok((None, None));
    }
    let positions = types::str::intern_static(thread, "co_positions")?;
    let positions = types::call_method(thread, code, &positions, &[])?;
    for _ in 0..lasti / 2 {
        if types::next(thread, &positions)?.is_none() {
            return Ok((None, None));
        }
    }
    let Some(row) = types::next(thread, &positions)? else {
        return Ok((None, None));
    };
    let number = |object: &Object| {
        let int = object
            .downcast::<Int>()
            .filter(|_| !object.is_exactly(Builtin::NoneType));
        int.and_then(Int::as_isize)
    };
    let row = row.downcast::<Tuple>().map_or(&[][..], Tuple::items);
    let [line, end_line, start, end] = row else {
        return Ok((None, None));
    };
    let line = number(line).map(|n| n as i64);
    let span = match (number(end_line), number(start), number(end)) {
        (Some(end_line), Some(start), Some(end)) => Some(Span {
            end_line: end_line as i64,
            start: start.max(0) as usize,
            end: end.max(0) as usize,
        }),
        _ => None,
    };
    Ok((line, span))
}

/// Tells whether there was a line of source to show.
fn print_entry(writer: &mut Writer<'_>, entry: &Entry) -> Result<bool> {
    let thread = writer.thread;
    let head = Str::format(
        thread,
        format_args!(
            "  File \"{}\", line {}, in {}\n",
            entry.filename, entry.line, entry.name
        ),
    )?;
    writer.emit(&head, '|')?;
    if entry.line < 1 {
        return Ok(false);
    }
    let first = entry.line as u32;
    let last = entry
        .span
        .as_ref()
        .map_or(first, |s| s.end_line.max(entry.line) as u32);
    let name = entry.filename.to_string();
    let lines = source::lines(thread, &name, first, last);
    if lines.iter().all(|line| line.trim().is_empty()) {
        return Ok(false);
    }
    let shown = match &entry.span {
        Some(span) if lines.len() == (last - first + 1) as usize => with_carets(&lines, span),
        _ => format!("    {}\n", lines[0].trim()),
    };
    writer.emit_text(&shown, '|')?;
    Ok(true)
}

/// Characters before a byte offset.
fn chars_before(line: &str, offset: usize) -> usize {
    let bytes = line.as_bytes();
    String::from_utf8_lossy(&bytes[..offset.min(bytes.len())])
        .chars()
        .count()
}

/// The lines without the blanks that all of them start with.
fn dedent(lines: &[String]) -> Vec<Vec<char>> {
    let margin = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let cut = |line: &String| match line.trim().is_empty() {
        true => Vec::new(),
        false => line[margin..].chars().collect(),
    };
    lines.iter().map(cut).collect()
}

/// Columns that a terminal needs for the first `n` characters.
pub(super) fn width(line: &[char], n: usize) -> usize {
    line.iter()
        .take(n)
        .map(|&c| if is_wide(c) { 2 } else { 1 })
        .sum()
}

/// Whether a terminal shows the character two columns wide (East Asian Width W or F).
fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x115f | 0x231a..=0x231b | 0x2329..=0x232a | 0x23e9..=0x23ec | 0x25fd..=0x25fe | 0x2614..=0x2615
        | 0x2648..=0x2653 | 0x26aa..=0x26ab | 0x2705 | 0x274c | 0x2753..=0x2755 | 0x2795..=0x2797
        | 0x2e80..=0x303e | 0x3041..=0xa4cf | 0xa960..=0xa97c | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xfe10..=0xfe19 | 0xfe30..=0xfe6b | 0xff01..=0xff60 | 0xffe0..=0xffe6 | 0x16fe0..=0x18cff
        | 0x1b000..=0x1b2fb | 0x1f004 | 0x1f0cf | 0x1f18e | 0x1f191..=0x1f19a | 0x1f200..=0x1f320
        | 0x1f32d..=0x1f335 | 0x1f337..=0x1f37c | 0x1f37e..=0x1f393 | 0x1f3a0..=0x1f3ca | 0x1f3cf..=0x1f3d3
        | 0x1f3e0..=0x1f3f0 | 0x1f3f4 | 0x1f3f8..=0x1f43e | 0x1f440 | 0x1f442..=0x1f4fc | 0x1f4ff..=0x1f53d
        | 0x1f54b..=0x1f54e | 0x1f550..=0x1f567 | 0x1f57a | 0x1f595..=0x1f596 | 0x1f5a4 | 0x1f5fb..=0x1f64f
        | 0x1f680..=0x1f6c5 | 0x1f6cc | 0x1f6d0..=0x1f6d2 | 0x1f6d5..=0x1f6d7 | 0x1f6dc..=0x1f6df
        | 0x1f6eb..=0x1f6ec | 0x1f6f4..=0x1f6fc | 0x1f7e0..=0x1f7eb | 0x1f7f0 | 0x1f90c..=0x1f93a
        | 0x1f93c..=0x1f945 | 0x1f947..=0x1f9ff | 0x1fa70..=0x1faff | 0x20000..=0x3fffd)
}

fn with_carets(lines: &[String], span: &Span) -> String {
    let all = dedent(lines);
    let last = all.len() - 1;
    let dedented = lines[0].chars().count().saturating_sub(all[0].len());
    let start = chars_before(&lines[0], span.start).saturating_sub(dedented);
    let end = chars_before(&lines[last], span.end).saturating_sub(dedented);
    let segment = segment(&all, start, end);
    let anchors = anchors::find(&segment);
    let marked = anchors::should_mark(&all, start, end, anchors.is_some());
    let picture = Picture {
        all: &all,
        from: width(&all[0], start),
        to: width(&all[last], end),
        anchors: anchors.map(|a| a.shifted(&all, start)),
    };
    let mut rows: Vec<String> = Vec::new();
    let mut previous: Option<usize> = None;
    for line in picture.significant() {
        match previous.map(|p| line - p) {
            Some(2) => picture.row(line - 1, marked, &mut rows),
            Some(gap) if gap > 2 => rows.push(format!("...<{} lines>...", gap - 1)),
            _ => {}
        }
        picture.row(line, marked, &mut rows);
        previous = Some(line);
    }
    indent(&rows)
}

/// The source between the offsets.
fn segment(all: &[Vec<char>], start: usize, end: usize) -> String {
    let mut text: Vec<char> = Vec::new();
    for (i, line) in all.iter().enumerate() {
        if i > 0 {
            text.push('\n');
        }
        text.extend(line);
    }
    let cut = all[all.len() - 1].len().saturating_sub(end);
    let stop = text.len().saturating_sub(cut);
    text.get(start..stop).unwrap_or(&[]).iter().collect()
}

struct Picture<'a> {
    all: &'a [Vec<char>],
    /// Where the marking starts on the first line and ends on the last, in columns.
    from: usize,
    to: usize,
    anchors: Option<Anchors>,
}

impl Picture<'_> {
    /// The first line, the last, and those around the anchors.
    fn significant(&self) -> Vec<usize> {
        let last = self.all.len() - 1;
        let mut lines = vec![0, last];
        if let Some(anchors) = &self.anchors {
            for line in [anchors.left_line, anchors.right_line] {
                lines.extend(line.saturating_sub(1)..=(line + 1).min(last));
            }
        }
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    fn row(&self, number: usize, marked: bool, rows: &mut Vec<String>) {
        let line = &self.all[number];
        rows.push(line.iter().collect());
        if !marked {
            return;
        }
        let blanks = line.iter().take_while(|c| c.is_whitespace()).count();
        let stop = match number + 1 == self.all.len() {
            true => self.to,
            false => width(line, line.len()),
        };
        let mark = |col: usize| match &self.anchors {
            _ if col < blanks || (number == 0 && col < self.from) => ' ',
            Some(anchors) if !anchors.contain(number, col) => '~',
            _ => '^',
        };
        rows.push((0..stop).map(mark).collect());
    }
}

/// The rows without their common blanks, four blanks in front.
fn indent(rows: &[String]) -> String {
    let margin = rows
        .iter()
        .filter(|row| !row.trim().is_empty())
        .map(|row| row.len() - row.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let mut out = String::new();
    for row in rows {
        out.push_str("    ");
        if !row.trim().is_empty() {
            out.push_str(&row[margin..]);
        }
        out.push('\n');
    }
    out
}
