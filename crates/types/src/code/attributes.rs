//! `co_*`: the fields of a code object as a program sees them.

use super::{Code, code_of};
use crate::bytes::Bytes;
use crate::int::Int;
use crate::protocol;
use crate::tuple::Tuple;
use bytecode::LocalKind;
use object::{Builtin, GetSetDef, MemberDef, MemberKind, Object, Ref, Result, Slot, Thread};
use std::mem::offset_of;

const fn number(name: &'static str, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::U32,
        offset,
        readonly: true,
        doc: None,
    }
}

const fn object(name: &'static str, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: true,
        doc: None,
    }
}

pub(super) const MEMBERS: &[MemberDef] = &[
    number("co_argcount", offset_of!(Code, arg_count)),
    number("co_posonlyargcount", offset_of!(Code, pos_only)),
    number("co_kwonlyargcount", offset_of!(Code, kw_only)),
    number("co_stacksize", offset_of!(Code, stack_size)),
    number("co_flags", offset_of!(Code, flags)),
    number("co_nlocals", offset_of!(Code, nlocals)),
    object("co_consts", offset_of!(Code, consts)),
    object("co_names", offset_of!(Code, names)),
    object("co_filename", offset_of!(Code, filename)),
    object("co_name", offset_of!(Code, name)),
    object("co_qualname", offset_of!(Code, qualname)),
    number("co_firstlineno", offset_of!(Code, first_line)),
    MemberDef::computed("co_linetable", line_table),
    MemberDef::computed("co_exceptiontable", exception_table),
];

const fn computed(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

pub(super) const GETSETS: &[GetSetDef] = &[
    computed("co_lnotab", exception_table),
    computed("_co_code_adaptive", code_bytes),
    computed("co_varnames", |thread, code| {
        let code = code_of(code)?;
        select(thread, code, &code.varnames, |kind| kind.local)
    }),
    computed("co_cellvars", |thread, code| {
        let code = code_of(code)?;
        select(thread, code, &code.cellvars, |kind| kind.cell)
    }),
    computed("co_freevars", |thread, code| {
        let code = code_of(code)?;
        select(thread, code, &code.freevars, |kind| kind.free)
    }),
    computed("co_code", code_bytes),
];

/// The names of the registers of one kind, made once.
fn select(
    thread: &Thread,
    code: &Code,
    cache: &Slot<Tuple>,
    keep: fn(LocalKind) -> bool,
) -> Result<Ref> {
    if let Some(known) = cache.get() {
        return Ok(known.into_object());
    }
    let mut items = Vec::new();
    if let Some(names) = code.localsplus_names.get() {
        for (name, kind) in names.items().iter().zip(code.tables().kinds()) {
            if keep(kind) && !kind.hidden {
                items.push(name.clone());
            }
        }
    }
    let fresh = Tuple::from_slice(thread, &items)?;
    cache.set(Some(fresh.clone()));
    Ok(fresh.into_object())
}

/// One code unit for each of our words: its opcode. `f_lasti` and `tb_lasti` index it.
fn code_bytes(thread: &Thread, code: &Object) -> Result<Ref> {
    let words = code_of(code)?.tables().words();
    let bytes: Vec<u8> = words.flat_map(|w| (w as u16).to_le_bytes()).collect();
    Ok(Bytes::new(thread, &bytes)?.into_object())
}

/// Runs of words with their lines: count and line, four bytes each. The encoding is our own.
fn line_table(thread: &Thread, object: &Object) -> Result<Ref> {
    let code = code_of(object)?;
    if let Some(known) = code.line_table.get() {
        return Ok(known.into_object());
    }
    let mut bytes = Vec::new();
    for (word, position) in code.tables().positions() {
        bytes.extend(word.to_le_bytes());
        bytes.extend(position.line.to_le_bytes());
    }
    let fresh = Bytes::new(thread, &bytes)?;
    code.line_table.set(Some(fresh.clone()));
    Ok(fresh.into_object())
}

fn exception_table(thread: &Thread, object: &Object) -> Result<Ref> {
    let mut bytes = Vec::new();
    for handler in code_of(object)?.tables().handlers() {
        for number in [
            handler.start,
            handler.end,
            handler.target,
            u32::from(handler.depth),
        ] {
            bytes.extend(number.to_le_bytes());
        }
    }
    Ok(Bytes::new(thread, &bytes)?.into_object())
}

pub(super) fn varname(thread: &Thread, code: &Object, oparg: &Object) -> Result<Ref> {
    let index = protocol::as_isize(thread, oparg, Builtin::OverflowError)?;
    let name = usize::try_from(index)
        .ok()
        .and_then(|i| code_of(code).ok()?.register_name(i));
    match name {
        Some(name) => Ok(name.into_object()),
        None => Err(thread.raise(
            Builtin::IndexError,
            format_args!("tuple index out of range"),
        )),
    }
}

/// A line number or `None` for 0.
pub(super) fn line_or_none(thread: &Thread, line: u32) -> Result<Ref> {
    match line {
        0 => Ok(thread.heap().none()),
        line => Int::new(thread, line as isize),
    }
}
