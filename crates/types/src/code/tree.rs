//! The constants that a syntax tree holds while text is run.
//!
//! 3.13 keeps the tree of a text that it runs itself (a script, `-c`, `exec` and `eval` of a string) until the run is over, and the
//! tree holds each literal as often as parsing noted it and each computed constant once more: see `compiler::Held`.
//! `sys.getrefcount` shows it. Here there is no tree any more by then: its references are held by the state's list, from [`keep`]
//! until the answer is dropped.

use crate::state::state;
use object::{Ref, Thread};

/// Holds a tree's references.
pub struct Tree<'t> {
    thread: &'t Thread,
    start: usize,
}

/// Holds what the tree of a text would hold.
pub fn keep(thread: &Thread, held: Vec<Ref>) -> Tree<'_> {
    let mut trees = state(thread).trees.borrow_mut();
    let start = trees.len();
    trees.extend(held);
    Tree { thread, start }
}

impl Drop for Tree<'_> {
    fn drop(&mut self) {
        let given_back = state(self.thread).trees.borrow_mut().split_off(self.start);
        drop(given_back);
    }
}
