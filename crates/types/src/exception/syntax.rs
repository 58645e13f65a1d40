//! `SyntaxError`: a message and where in the source it belongs.

use super::base;
use super::layout::EightFields;
use crate::int::Int;
use crate::protocol::{to_str, to_tuple};
use crate::str::{Builder, Str};
use object::{Args, Builtin, MemberDef, MemberKind, Object, Ref, Result, Thread, TypeSlots};

pub(super) const SLOTS: TypeSlots = TypeSlots {
    str: Some(str),
    init: Some(init),
    ..TypeSlots::EMPTY
};

/// What the subclasses show of their own: `__init__`.
pub(super) const INIT: TypeSlots = TypeSlots {
    init: Some(init),
    ..TypeSlots::EMPTY
};

pub(super) const MEMBERS: &[MemberDef] = &[
    field("msg", 72, "exception msg"),
    field("filename", 80, "exception filename"),
    field("lineno", 88, "exception lineno"),
    field("offset", 96, "exception offset"),
    field("text", 120, "exception text"),
    field("end_lineno", 104, "exception end lineno"),
    field("end_offset", 112, "exception end offset"),
    field("print_file_and_line", 128, "exception print_file_and_line"),
];

const fn field(name: &'static str, offset: usize, doc: &'static str) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: false,
        doc: Some(doc),
    }
}

/// Where the details of the second argument go: file name, line, column, text, end line, end column.
const PLACES: [usize; 6] = [1, 2, 3, 6, 4, 5];

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    base::init(thread, object, args)?;
    let Some(e) = object.downcast::<EightFields>() else {
        return Ok(());
    };
    let given = args.positional();
    if let Some(message) = given.first() {
        e.fields[0].set(Some(message.clone()));
    }
    if given.len() != 2 {
        return Ok(());
    }
    let details = to_tuple(thread, &given[1])?;
    let n = details.len();
    if !(4..=6).contains(&n) {
        let (bound, most) = if n < 4 { ("least", 4) } else { ("most", 6) };
        return Err(thread.type_error(format_args!(
            "function takes at {bound} {most} arguments ({n} given)"
        )));
    }
    for place in PLACES {
        e.fields[place].set(None);
    }
    for (detail, place) in details.items().iter().zip(PLACES) {
        e.fields[place].set(Some(detail.clone()));
    }
    if n == 5 {
        return Err(thread.type_error(format_args!(
            "end_offset must be provided when end_lineno is provided"
        )));
    }
    Ok(())
}

fn str(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(e) = object.downcast::<EightFields>() else {
        return base::str(thread, object);
    };
    let none = || thread.heap().none();
    let message = to_str(thread, &e.fields[0].get().unwrap_or_else(none))?;
    let name = e.fields[1].get().filter(|f| f.isinstance(Builtin::Str));
    let line = e.fields[2].get().filter(|l| l.is_exactly(Builtin::Int));
    if name.is_none() && line.is_none() {
        return Ok(message.into_object());
    }
    let mut out = Builder::new(thread);
    out.push(&message)?;
    out.push_str(" (")?;
    if let Some(name) = name.as_ref().and_then(|n| n.downcast::<Str>()) {
        let last = last_component(name);
        out.push_range(name, last, name.len())?;
        if line.is_some() {
            out.push_str(", ")?;
        }
    }
    if let Some(line) = line.as_ref().and_then(|l| l.downcast::<Int>()) {
        // A line beyond a machine word can't be a line: 3.13 shows -1.
        out.push_format(format_args!("line {}", line.as_isize().unwrap_or(-1)))?;
    }
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

/// Where the part after the last slash starts.
fn last_component(path: &Str) -> usize {
    let slash = u32::from(b'/');
    let points = path.code_points().enumerate();
    points
        .filter(|(_, point)| *point == slash)
        .last()
        .map_or(0, |(i, _)| i + 1)
}

/// A field of a `SyntaxError` by its name, if it is set.
pub fn syntax_field(exception: &Object, name: &str) -> Option<Ref> {
    let member = MEMBERS.iter().find(|m| m.name == name)?;
    exception.downcast::<EightFields>()?.fields[(member.offset - 72) / 8].get()
}

/// Makes a `SyntaxError` (or a subclass) of all its details.
pub fn new_syntax_error(
    thread: &Thread,
    kind: Builtin,
    message: &str,
    details: [Ref; 6],
) -> Result<Ref> {
    let message = Str::new(thread, message)?.into_object();
    let details = crate::Tuple::from_array(thread, details)?.into_object();
    super::new_instance(thread, thread.heap().builtin(kind), &[message, details])
}
