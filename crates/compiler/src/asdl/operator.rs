//! Operators and contexts: nodes without fields.

use ruff_python_ast as ast;

use super::{Field, bare};

pub(super) fn context(context: ast::ExprContext) -> Field {
    let class = match context {
        ast::ExprContext::Load | ast::ExprContext::Invalid => "Load",
        ast::ExprContext::Store => "Store",
        ast::ExprContext::Del => "Del",
    };
    bare(class, Vec::new())
}

pub(super) fn boolean(op: ast::BoolOp) -> Field {
    let class = match op {
        ast::BoolOp::And => "And",
        ast::BoolOp::Or => "Or",
    };
    bare(class, Vec::new())
}

pub(super) fn binary(op: ast::Operator) -> Field {
    let class = match op {
        ast::Operator::Add => "Add",
        ast::Operator::Sub => "Sub",
        ast::Operator::Mult => "Mult",
        ast::Operator::MatMult => "MatMult",
        ast::Operator::Div => "Div",
        ast::Operator::Mod => "Mod",
        ast::Operator::Pow => "Pow",
        ast::Operator::LShift => "LShift",
        ast::Operator::RShift => "RShift",
        ast::Operator::BitOr => "BitOr",
        ast::Operator::BitXor => "BitXor",
        ast::Operator::BitAnd => "BitAnd",
        ast::Operator::FloorDiv => "FloorDiv",
    };
    bare(class, Vec::new())
}

pub(super) fn unary(op: ast::UnaryOp) -> Field {
    let class = match op {
        ast::UnaryOp::Invert => "Invert",
        ast::UnaryOp::Not => "Not",
        ast::UnaryOp::UAdd => "UAdd",
        ast::UnaryOp::USub => "USub",
    };
    bare(class, Vec::new())
}

pub(super) fn comparison(op: ast::CmpOp) -> Field {
    let class = match op {
        ast::CmpOp::Eq => "Eq",
        ast::CmpOp::NotEq => "NotEq",
        ast::CmpOp::Lt => "Lt",
        ast::CmpOp::LtE => "LtE",
        ast::CmpOp::Gt => "Gt",
        ast::CmpOp::GtE => "GtE",
        ast::CmpOp::Is => "Is",
        ast::CmpOp::IsNot => "IsNot",
        ast::CmpOp::In => "In",
        ast::CmpOp::NotIn => "NotIn",
    };
    bare(class, Vec::new())
}
