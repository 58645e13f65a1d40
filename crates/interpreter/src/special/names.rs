//! Globals and builtins: the value found last time, as long as no key has come or gone.
//!
//! Cache word 0: version of the globals' keys, place of the value. Word 1: the same of the builtins.

use super::{fits, index_in, may_try, pack, try_specialise};
use crate::machine::{At, Exit, Flow};
use crate::ops::names;
use bytecode::Op;
use object::{Builtin, Object, Ref};
use std::ptr::NonNull;
use types::Dict;

/// The entry that a cache word names, if the keys are the same.
#[inline(always)]
fn entry(dict: *const Dict, word: u64) -> Option<NonNull<Object>> {
    // SAFETY: a running frame's globals and builtins are kept by its function.
    let dict = unsafe { dict.as_ref() }?;
    debug_assert!(word as u32 != 0);
    if dict.keys_version_now() != word as u32 {
        return None;
    }
    dict.value_in_place(index_in(word))
}

/// `LOAD_GLOBAL*`.
#[inline(always)]
pub fn global<const IN_BUILTINS: bool, const CALL: bool>(at: At) -> Exit {
    let record = at.vm.record();
    let word = at.cache(0);
    let found = if IN_BUILTINS {
        // SAFETY: as in `entry`.
        let same = unsafe { record.globals.get().as_ref() }
            .is_some_and(|d| d.keys_version_now() == word as u32);
        if same {
            entry(record.builtins.get(), at.cache(1))
        } else {
            None
        }
    } else {
        entry(record.globals.get(), word)
    };
    match found {
        Some(value) => {
            // SAFETY: the dictionary owns the value.
            at.put(at.a(), unsafe { value.as_ref() }.to_ref());
            if CALL {
                at.put_nullable(at.a() + 1, None);
            }
            Exit::Next(at.step(3))
        }
        None => Exit::Slow(specialise::<CALL>),
    }
}

/// The generic instruction: it looks the name up and remembers where.
pub fn specialise<const CALL: bool>(at: At) -> Flow {
    if may_try(&at) {
        remember::<CALL>(&at);
    }
    match CALL {
        true => names::load_global_call(at),
        false => names::load_global(at),
    }
}

/// Where the name's value stands, if a cache word has room for it.
fn place(dict: &Dict, thread: &object::Thread, name: &types::Str) -> Option<usize> {
    dict.place_of_str(thread, name).filter(|&place| fits(place))
}

fn plain(dict: Option<Ref<Dict>>) -> Option<Ref<Dict>> {
    dict.filter(|d| d.as_object().is_exactly(Builtin::Dict) && d.is_plain())
}

fn remember<const CALL: bool>(at: &At) {
    let record = at.vm.record();
    let (Some(globals), Some(builtins)) = (plain(record.globals()), plain(record.builtins()))
    else {
        return;
    };
    let thread = at.thread();
    let name = at.name(at.c());
    let version = globals.keys_version(thread);
    if version == 0 {
        return;
    }
    if let Some(place) = place(&globals, thread, &name) {
        super::remember(at, 0, pack(version, place));
        try_specialise(
            at,
            if CALL {
                Op::LOAD_GLOBAL_CALL_MODULE
            } else {
                Op::LOAD_GLOBAL_MODULE
            },
        );
    } else if let Some(place) = place(&builtins, thread, &name) {
        let inner = builtins.keys_version(thread);
        if inner != 0 {
            super::remember(at, 0, pack(version, 0));
            super::remember(at, 1, pack(inner, place));
            try_specialise(
                at,
                if CALL {
                    Op::LOAD_GLOBAL_CALL_BUILTIN
                } else {
                    Op::LOAD_GLOBAL_BUILTIN
                },
            );
        }
    }
}
