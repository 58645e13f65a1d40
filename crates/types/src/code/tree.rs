//! The constants that a syntax tree holds while text is run.
//!
//! 3.13 keeps the tree of a text that it runs itself (a script, `-c`, `exec` and `eval` of a string) until the run is over, and the
//! tree holds each literal as often as parsing noted it and each computed constant once more: see `compiler::Held`.
//! `sys.getrefcount` shows it. Here there is no tree any more by then: its references are held by the state's list, from [`keep`]
//! until the answer is dropped.

use crate::state::state;
use object::{Ref, Thread};

/// What one tree holds.
pub(crate) struct Held {
    number: u64,
    pub(crate) constants: Vec<Ref>,
}

/// Holds a tree's references.
pub struct Tree<'t> {
    thread: &'t Thread,
    number: u64,
}

/// Holds what the tree of a text would hold.
pub fn keep(thread: &Thread, held: Vec<Ref>) -> Tree<'_> {
    let mut trees = state(thread).trees.borrow_mut();
    let number = trees.last().map_or(0, |last| last.number + 1);
    trees.push(Held {
        number,
        constants: held,
    });
    Tree { thread, number }
}

impl Drop for Tree<'_> {
    fn drop(&mut self) {
        let mut trees = state(self.thread).trees.borrow_mut();
        // Texts that threads run end in any order.
        let at = trees.iter().rposition(|tree| tree.number == self.number);
        let given_back = at.map(|at| trees.remove(at));
        drop(trees);
        drop(given_back);
    }
}
