//! `co_lines()` and `co_positions()`: iterators over the position table.
//!
//! Both walk the words of the code; a word counts as one code unit of two bytes.

use super::attributes::line_or_none;
use super::{Code, code_of};
use crate::int::Int;
use crate::tuple::Tuple;
use object::{
    Builtin, IterResult, Layout, LayoutInfo, Object, Ref, Result, Slot, Thread, TypeSlots, TypeSpec,
};
use std::cell::Cell;
use std::mem::offset_of;

/// ```text
/// 0 header  16 code  24 next word  32 .. 56 reserved
/// ```
#[repr(C)]
struct Walk {
    header: Object,
    code: Slot<Code>,
    word: Cell<usize>,
}

static WALK_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[offset_of!(Walk, code) as u16],
    ..LayoutInfo::new("line iterator", size_of::<Walk>())
};

// SAFETY: starts with the header; zero is a finished walk; the one owned field is described.
unsafe impl Layout for Walk {
    const INFO: &'static LayoutInfo = &WALK_LAYOUT;
}

const fn iterator(
    name: &'static str,
    id: Builtin,
    next: fn(&Thread, &Object) -> IterResult,
) -> TypeSpec {
    TypeSpec {
        slots: TypeSlots {
            iter: Some(|_, it| Ok(it.to_ref())),
            iternext: Some(next),
            getattro: Some(crate::typeobj::generic_getattr),
            ..TypeSlots::EMPTY
        },
        ..TypeSpec::new(name, id, &WALK_LAYOUT)
    }
}

pub(super) static LINE_ITERATOR: TypeSpec =
    iterator("line_iterator", Builtin::LineIterator, next_line);
pub(super) static POSITIONS_ITERATOR: TypeSpec = iterator(
    "positions_iterator",
    Builtin::PositionsIterator,
    next_position,
);

fn walk(thread: &Thread, code: &Object, kind: Builtin) -> Result<Ref> {
    let fresh = thread.heap().alloc(thread.heap().builtin(kind), 0)?;
    if let Some(walk) = fresh.downcast::<Walk>() {
        walk.code.set(Some(Ref::new(code_of(code)?)));
    }
    Ok(fresh)
}

pub(super) fn co_lines(thread: &Thread, code: &Object) -> Result<Ref> {
    walk(thread, code, Builtin::LineIterator)
}

pub(super) fn co_positions(thread: &Thread, code: &Object) -> Result<Ref> {
    walk(thread, code, Builtin::PositionsIterator)
}

/// `(first byte, byte after the last, line)` of the next run of words on one line.
fn next_line(thread: &Thread, object: &Object) -> IterResult {
    let Some(walk) = object.downcast::<Walk>() else {
        return Ok(None);
    };
    let Some(code) = walk.code.get() else {
        return Ok(None);
    };
    let (start, count) = (walk.word.get(), code.word_count.get() as usize);
    if start >= count {
        return Ok(None);
    }
    let line = code.line_at(start as u32);
    let mut end = start + 1;
    while end < count && code.line_at(end as u32) == line {
        end += 1;
    }
    walk.word.set(end);
    let items = [
        Int::from_usize(thread, start * 2)?,
        Int::from_usize(thread, end * 2)?,
        line_or_none(thread, line)?,
    ];
    Ok(Some(Tuple::from_array(thread, items)?.into_object()))
}

fn column(thread: &Thread, column: i32) -> Result<Ref> {
    match column {
        c if c < 0 => Ok(thread.heap().none()),
        c => Int::new(thread, c as isize),
    }
}

/// `(line, end line, column, end column)` of the next word.
fn next_position(thread: &Thread, object: &Object) -> IterResult {
    let Some(walk) = object.downcast::<Walk>() else {
        return Ok(None);
    };
    let Some(code) = walk.code.get() else {
        return Ok(None);
    };
    let word = walk.word.get();
    if word >= code.word_count.get() as usize {
        return Ok(None);
    }
    walk.word.set(word + 1);
    let at = code.tables().position(word as u32);
    let items = [
        line_or_none(thread, at.line)?,
        line_or_none(thread, at.end_line)?,
        column(thread, at.col)?,
        column(thread, at.end_col)?,
    ];
    Ok(Some(Tuple::from_array(thread, items)?.into_object()))
}
