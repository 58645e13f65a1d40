//! `_carets`: for the library's `traceback`, which parts of a line the carets mark. 3.13's asks a syntax tree; here the code that
//! marks uncaught exceptions answers.

use crate::sys::report::{anchors, should_mark};
use object::{MethodDef, Object, Ref, Result, Thread};
use types::module::ModuleSpec;
use types::{Int, List, Str, Tuple, protocol};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_carets",
    doc: None,
    functions: &[
        MethodDef::one("anchors", find),
        MethodDef::fast("marked", marked),
    ],
    types: &[],
    unnamed: &[],
    init: None,
};

/// `anchors(segment)`: left line and column, right line and column; or `None`.
fn find(thread: &Thread, _module: &Object, segment: &Object) -> Result<Ref> {
    let segment = types::str::args::only_text_arg(thread, segment, "anchors")?;
    let Some(found) = anchors(segment.to_utf8(thread)?) else {
        return Ok(thread.heap().none());
    };
    let [a, b, c, d] = [found.left_line, found.left, found.right_line, found.right]
        .map(|n| Int::from_usize(thread, n));
    Ok(Tuple::from_array(thread, [a?, b?, c?, d?])?.into_object())
}

/// `marked(lines, start, end, anchored)`: whether carets say anything about these lines.
fn marked(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "marked", args.len(), 4, 4)?;
    let mut lines: Vec<Vec<char>> = Vec::new();
    if let Some(list) = args[0].downcast::<List>() {
        for index in 0..list.len() {
            let line = list.get(index);
            let text = line.as_ref().and_then(|line| line.downcast::<Str>());
            lines.push(text.map_or_else(Vec::new, |text| text.to_string().chars().collect()));
        }
    }
    if lines.is_empty() {
        return Ok(thread.heap().bool(false));
    }
    let number = |at: usize| -> Result<usize> {
        let n = protocol::as_isize(thread, &args[at], object::Builtin::OverflowError)?;
        Ok(n.max(0) as usize)
    };
    let anchored = protocol::is_true(thread, &args[3])?;
    let answer = should_mark(&lines, number(1)?, number(2)?, anchored);
    Ok(thread.heap().bool(answer))
}
