//! Constant folding: what 3.13's tree optimiser does, no more and no less, so that `co_consts` come out the same.
//!
//! Not here: the arithmetic (`arith.rs`) and `'...' % (...)` (`format.rs`).

mod arith;
mod format;

use std::sync::Arc;

use bytecode::{BinaryOperator, Const, Position};

use crate::tree::{CompareOp, Expr, ExprKind, UnaryOp};

pub use arith::{big_literal, distinct};

fn made(pos: Position, value: Const) -> Expr {
    Expr {
        pos,
        kind: ExprKind::Constant(Arc::new(value)),
    }
}

/// `left op right`, folded when both are constants and the result stays small.
pub fn binary(pos: Position, left: Expr, op: BinaryOperator, right: Expr) -> Expr {
    if op == BinaryOperator::Remainder
        && let (ExprKind::Constant(format), ExprKind::Tuple(_)) = (&left.kind, &right.kind)
        && let Const::Str(format) = &**format
        && let Ok(format) = std::str::from_utf8(format)
        && let Some(plan) = format::plan(format)
    {
        return match format::apply(pos, &plan, right) {
            Ok(joined) => joined,
            Err(right) => Expr {
                pos,
                kind: ExprKind::Binary {
                    left: Box::new(left),
                    op,
                    right: Box::new(right),
                },
            },
        };
    }
    if let (Some(a), Some(b)) = (left.constant(), right.constant())
        && let Some(value) =
            arith::unchanged(a, op, b).or_else(|| arith::binary(a, op, b).map(Arc::new))
    {
        return Expr {
            pos,
            kind: ExprKind::Constant(value),
        };
    }
    Expr {
        pos,
        kind: ExprKind::Binary {
            left: Box::new(left),
            op,
            right: Box::new(right),
        },
    }
}

/// `op operand`; `not a is b` becomes `a is not b`.
pub fn unary(pos: Position, op: UnaryOp, operand: Expr) -> Expr {
    if let Some(value) = operand.constant()
        && let Some(folded) = arith::unary(op, value)
    {
        // `+x` is the same number.
        let value = match op == UnaryOp::Plus && folded == **value {
            true => value.clone(),
            false => Arc::new(folded),
        };
        return Expr {
            pos,
            kind: ExprKind::Constant(value),
        };
    }
    match operand.kind {
        ExprKind::Compare { left, mut rest } if op == UnaryOp::Not && rest.len() == 1 => {
            let inverse = match rest[0].0 {
                CompareOp::Is => CompareOp::IsNot,
                CompareOp::IsNot => CompareOp::Is,
                CompareOp::In => CompareOp::NotIn,
                CompareOp::NotIn => CompareOp::In,
                CompareOp::Rich(_) => {
                    let operand = Expr {
                        pos: operand.pos,
                        kind: ExprKind::Compare { left, rest },
                    };
                    return Expr {
                        pos,
                        kind: ExprKind::Unary {
                            op,
                            operand: Box::new(operand),
                        },
                    };
                }
            };
            rest[0].0 = inverse;
            Expr {
                pos: operand.pos,
                kind: ExprKind::Compare { left, rest },
            }
        }
        kind => Expr {
            pos,
            kind: ExprKind::Unary {
                op,
                operand: Box::new(Expr {
                    pos: operand.pos,
                    kind,
                }),
            },
        },
    }
}

/// A tuple display; a constant when it is read and all its items are constants.
pub fn tuple(pos: Position, items: Vec<Expr>, load: bool) -> Expr {
    match constants(&items).filter(|_| load) {
        Some(values) => made(pos, Const::Tuple(values)),
        None => Expr {
            pos,
            kind: ExprKind::Tuple(items),
        },
    }
}

fn constants(items: &[Expr]) -> Option<Box<[Arc<Const>]>> {
    items.iter().map(|item| item.constant().cloned()).collect()
}

/// What a loop or `in` walks over: a list becomes a tuple, a set of constants a frozen set.
pub fn iterable(expr: Expr) -> Expr {
    match expr.kind {
        ExprKind::List(items)
            if !items
                .iter()
                .any(|item| matches!(item.kind, ExprKind::Starred(_))) =>
        {
            tuple(expr.pos, items, true)
        }
        ExprKind::Set(items) => match constants(&items) {
            Some(values) => made(expr.pos, Const::FrozenSet(arith::distinct(&values))),
            None => Expr {
                pos: expr.pos,
                kind: ExprKind::Set(items),
            },
        },
        kind => Expr {
            pos: expr.pos,
            kind,
        },
    }
}

/// `value[index]`.
pub fn subscript(pos: Position, value: Expr, index: Expr, load: bool) -> Expr {
    if load
        && let (Some(a), Some(b)) = (value.constant(), index.constant())
        && let Some(item) = arith::item(a, b)
    {
        return Expr {
            pos,
            kind: ExprKind::Constant(item),
        };
    }
    Expr {
        pos,
        kind: ExprKind::Subscript {
            value: Box::new(value),
            index: Box::new(index),
        },
    }
}

pub use arith::truth;
