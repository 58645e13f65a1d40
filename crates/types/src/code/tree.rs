//! The constants that a syntax tree holds while text is run.
//!
//! 3.13 keeps the tree of a text that it runs itself (a script, `-c`, `exec` and `eval` of a string) until the run is over, and the
//! tree holds each constant once, bytes twice. `sys.getrefcount` shows it. Here there is no tree any more by then: its references
//! are held by the state's list, from [`keep`] until the answer is dropped.

use super::Code;
use crate::state::state;
use crate::tuple::Tuple;
use object::{Builtin, Object, Ref, Thread};
use std::collections::HashSet;

/// Holds a tree's references.
pub struct Tree<'t> {
    thread: &'t Thread,
    start: usize,
}

/// Holds what the tree of this code would hold.
pub fn keep<'t>(thread: &'t Thread, code: &Code) -> Tree<'t> {
    let mut found = Vec::new();
    walk(code, &mut HashSet::new(), &mut found);
    let mut trees = state(thread).trees.borrow_mut();
    let start = trees.len();
    trees.extend(found);
    Tree { thread, start }
}

impl Drop for Tree<'_> {
    fn drop(&mut self) {
        let given_back = state(self.thread).trees.borrow_mut().split_off(self.start);
        drop(given_back);
    }
}

fn walk(code: &Code, seen: &mut HashSet<usize>, found: &mut Vec<Ref>) {
    let Some(consts) = code.consts.get() else {
        return;
    };
    for value in consts.items() {
        match value.downcast::<Code>() {
            Some(inner) => walk(inner, seen, found),
            None => add(value, seen, found),
        }
    }
}

fn add(value: &Object, seen: &mut HashSet<usize>, found: &mut Vec<Ref>) {
    if value.is_immortal() || !seen.insert(value.id()) {
        return;
    }
    found.push(value.to_ref());
    // A literal of bytes is put together from its parts, even from one.
    if value.is_exactly(Builtin::Bytes) {
        found.push(value.to_ref());
    }
    if let Some(tuple) = value.downcast::<Tuple>() {
        for item in tuple.items() {
            add(item, seen, found);
        }
    }
}
