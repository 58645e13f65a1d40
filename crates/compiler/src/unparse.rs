//! Annotations as text, for `from __future__ import annotations`.
use ruff_python_ast::Expr;
use ruff_text_size::Ranged;

use crate::source::Source;

pub fn expression(expr: &Expr, source: &Source<'_>) -> String {
    source.slice(expr.range()).to_string()
}
