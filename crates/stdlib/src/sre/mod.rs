//! `_sre`: the engine of regular expressions.
//!
//! The `re` package compiles a pattern to code words; the engine that runs them is `rustpython-sre_engine`. `run.rs` prepares the
//! text for it; `pattern.rs` and `matched.rs` are the types that programs see.

mod matched;
mod pattern;
mod run;

use object::{Builtin, MethodDef, Object, Ref, Result, Thread};
use types::module::{Module, ModuleSpec};
use types::{Int, as_isize};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_sre",
    doc: None,
    functions: &[
        MethodDef::keywords("compile", pattern::compile),
        MethodDef::fast("template", pattern::template),
        MethodDef::no_args("getcodesize", |thread, _| Int::new(thread, 4)),
        MethodDef::one("ascii_iscased", |thread, _, c| {
            let c = character(thread, c)?;
            Ok(thread.heap().bool(c.is_ascii_alphabetic()))
        }),
        MethodDef::one("unicode_iscased", |thread, _, c| {
            let c = character(thread, c)?;
            let cased = lower(c) != c || c.to_uppercase().next() != Some(c);
            Ok(thread.heap().bool(cased))
        }),
        MethodDef::one("ascii_tolower", |thread, _, c| {
            let c = character(thread, c)?.to_ascii_lowercase();
            Int::from_usize(thread, c as usize)
        }),
        MethodDef::one("unicode_tolower", |thread, _, c| {
            let c = lower(character(thread, c)?);
            Int::from_usize(thread, c as usize)
        }),
    ],
    types: &[],
    unnamed: &[&pattern::PATTERN, &matched::MATCH, &pattern::SCANNER],
    init: Some(fill),
};

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    for (name, value) in [
        ("MAGIC", rustpython_sre_engine::SRE_MAGIC),
        ("CODESIZE", rustpython_sre_engine::CODESIZE),
        ("MAXREPEAT", rustpython_sre_engine::MAXREPEAT),
        ("MAXGROUPS", rustpython_sre_engine::MAXGROUPS),
    ] {
        module.add(thread, name, &*Int::from_usize(thread, value)?)?;
    }
    Ok(())
}

fn character(thread: &Thread, c: &Object) -> Result<char> {
    let point = as_isize(thread, c, Builtin::OverflowError)?;
    Ok(u32::try_from(point)
        .ok()
        .and_then(char::from_u32)
        .unwrap_or('\0'))
}

/// The one-character lower case.
fn lower(c: char) -> char {
    let mut all = c.to_lowercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        (Some(first), Some(_)) => first,
        _ => c,
    }
}

/// `None`.
fn none(thread: &Thread) -> Ref {
    thread.heap().none()
}
