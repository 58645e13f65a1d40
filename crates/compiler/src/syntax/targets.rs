//! Expressions where only a target may stand.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::Ranged;

/// How 3.13 calls an expression that can't be assigned to.
pub fn name(expr: &Expr) -> &'static str {
    match expr {
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Call(_) => "function call",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) => "f-string expression",
        Expr::BooleanLiteral(node) if node.value => "True",
        Expr::BooleanLiteral(_) => "False",
        Expr::NoneLiteral(_) => "None",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        _ => "literal",
    }
}

/// The first part of an expression that can't be a target.
pub fn invalid_part(expr: &Expr, deleting: bool) -> Option<&Expr> {
    match expr {
        Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) => None,
        Expr::List(ast::ExprList { elts, .. }) | Expr::Tuple(ast::ExprTuple { elts, .. }) => {
            elts.iter().find_map(|item| invalid_part(item, deleting))
        }
        Expr::Starred(starred) if !deleting => invalid_part(&starred.value, deleting),
        other => Some(other),
    }
}

/// Whether `target = value` makes 3.13 ask for `==`: it looks like a comparison that lost a character.
pub fn looks_compared(expr: &Expr) -> bool {
    !matches!(
        expr,
        Expr::List(_)
            | Expr::Tuple(_)
            | Expr::Generator(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::Lambda(_)
            | Expr::If(_)
            | Expr::Compare(_)
            | Expr::BoolOp(_)
    ) && !matches!(expr, Expr::UnaryOp(node) if node.op == ast::UnaryOp::Not)
}

/// Finds the smallest statement or expression list that covers a place, and in it the expression with this range.
pub fn expression_at(body: &ast::Mod, range: ruff_text_size::TextRange) -> Option<&Expr> {
    use ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal, walk_expr};
    struct Finder<'a> {
        range: ruff_text_size::TextRange,
        found: Option<&'a Expr>,
    }
    impl<'a> SourceOrderVisitor<'a> for Finder<'a> {
        fn enter_node(&mut self, node: ast::AnyNodeRef<'a>) -> TraversalSignal {
            match node.range().contains_range(self.range) && self.found.is_none() {
                true => TraversalSignal::Traverse,
                false => TraversalSignal::Skip,
            }
        }

        fn visit_expr(&mut self, expr: &'a Expr) {
            if expr.range() == self.range && self.found.is_none() {
                self.found = Some(expr);
            } else {
                walk_expr(self, expr);
            }
        }
    }
    let mut finder = Finder { range, found: None };
    match body {
        ast::Mod::Module(module) => finder.visit_body(&module.body),
        ast::Mod::Expression(expression) => finder.visit_expr(&expression.body),
    }
    finder.found
}
