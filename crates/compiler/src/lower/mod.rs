//! From the parser's tree to ours: positions, names, constants, folding, scope numbers.
//!
//! Folding happens bottom up while a node is made, so the rest of the compiler sees only what 3.13's optimiser leaves.
//! Errors that 3.13's parser reports and the library's doesn't are raised in `syntax/`, before this runs.

mod expr;
mod pattern;
mod stmt;
pub(crate) mod strings;

use std::sync::Arc;

pub(crate) use expr::number;

use bytecode::{Const, Position};
use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};

use crate::consts::Holds;
use crate::error::{Fault, Result};
use crate::source::Source;
use crate::tree::{Name, ScopeKey, Stmt};

/// Nesting of the tree that the compiler accepts; 3.13 gives up at a like depth.
const MAX_DEPTH: u32 = 4000;

/// A class in whose body, or among whose type parameters, names are mangled.
#[derive(Default)]
struct Private {
    /// Leading underscores stripped; empty outside of classes.
    class: String,
    /// Only these names are (the class's type parameters, in its bases and bounds).
    only: Option<Vec<String>>,
}

/// What the tree is made with.
pub struct Lowering<'a> {
    source: &'a Source<'a>,
    /// `-O`: `__debug__` is false.
    optimize: u8,
    future_annotations: bool,
    next_scope: ScopeKey,
    /// Classes whose names mangle ours, innermost last.
    private: Vec<Private>,
    depth: u32,
    /// The constants made so far.
    pub holds: Holds,
}

impl<'a> Lowering<'a> {
    pub fn new(source: &'a Source<'a>, optimize: u8, future_annotations: bool) -> Self {
        Self {
            source,
            optimize,
            future_annotations,
            next_scope: 1,
            private: vec![Private::default()],
            depth: 0,
            holds: Holds::default(),
        }
    }

    /// A module's body.
    pub fn module(&mut self, body: &[ast::Stmt]) -> Result<Vec<Stmt>> {
        self.body(body)
    }

    /// The expression of `eval`.
    pub fn expression(&mut self, expr: &ast::Expr) -> Result<crate::tree::Expr> {
        self.expr(expr)
    }

    fn pos(&self, node: &impl Ranged) -> Position {
        self.source.position(node.range())
    }

    fn range_pos(&self, range: TextRange) -> Position {
        self.source.position(range)
    }

    fn scope(&mut self) -> ScopeKey {
        self.next_scope += 1;
        self.next_scope
    }

    /// The identifier as the compiler uses it: mangled inside a class.
    fn name(&self, name: &str) -> Name {
        match self.private.last() {
            Some(Private {
                class,
                only: Some(only),
            }) if !only.iter().any(|known| known == name) => {
                let outer = self
                    .private
                    .iter()
                    .rev()
                    .nth(1)
                    .map_or("", |outer| &outer.class);
                mangle(if outer == class { "" } else { outer }, name)
            }
            Some(private) => mangle(&private.class, name),
            None => Name::from(name),
        }
    }

    /// Runs `work` one level deeper, on more stack if need be.
    fn nested<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Fault::recursion());
        }
        let result = crate::stack::grow(|| work(self));
        self.depth -= 1;
        result
    }
}

/// `__name` in class `_Class` becomes `_Class__name`, except `__name__` and dotted names.
fn mangle(class: &str, name: &str) -> Name {
    if class.is_empty() || !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return Arc::from(name);
    }
    Arc::from(format!("_{class}{name}"))
}

pub(crate) fn text(value: &str) -> Arc<Const> {
    Arc::new(Const::Str(value.as_bytes().into()))
}
