//! Expressions.

use std::sync::Arc;

use bytecode::{BinaryOperator, CompareOperator, Const};
use ruff_python_ast::{self as ast, Expr as R};

use super::Lowering;
use crate::error::Result;
use crate::fold;
use crate::tree::*;

fn truth(value: bool) -> Const {
    if value { Const::True } else { Const::False }
}

impl Lowering<'_> {
    pub(super) fn expr(&mut self, expr: &ast::Expr) -> Result<Expr> {
        self.nested(|this| this.expr_here(expr))
    }

    pub(super) fn optional(&mut self, expr: Option<&ast::Expr>) -> Result<Option<Expr>> {
        expr.map(|expr| self.expr(expr)).transpose()
    }

    /// A literal, which stands in the tree so often.
    fn literal(&mut self, value: Arc<Const>, count: u32) -> ExprKind {
        self.holds.note(&value, count, false);
        ExprKind::Constant(value)
    }

    /// Bytes are put together from their parts, even from one: then both the part and the whole are noted.
    fn bytes(&mut self, node: &ast::ExprBytesLiteral) -> ExprKind {
        let parts = node.value.iter().count();
        let value = Arc::new(Const::Bytes(node.value.bytes().collect()));
        self.literal(value, if parts == 1 { 2 } else { 1 })
    }

    /// What folding made of an expression: a constant stands in the tree once more.
    fn folded(&mut self, made: Expr) -> Expr {
        if let ExprKind::Constant(value) = &made.kind {
            self.holds.note(value, 1, true);
        }
        made
    }

    fn folded_iterable(&mut self, expr: Expr) -> Expr {
        match expr.kind {
            ExprKind::List(_) | ExprKind::Set(_) => {
                let made = fold::iterable(expr);
                self.folded(made)
            }
            _ => expr,
        }
    }

    /// What a loop walks over.
    pub(super) fn iterable(&mut self, expr: &ast::Expr) -> Result<Expr> {
        let expr = self.expr(expr)?;
        Ok(self.folded_iterable(expr))
    }

    fn boxed(&mut self, expr: &ast::Expr) -> Result<Box<Expr>> {
        Ok(Box::new(self.expr(expr)?))
    }

    fn optional_box(&mut self, expr: Option<&ast::Expr>) -> Result<Option<Box<Expr>>> {
        expr.map(|expr| self.boxed(expr)).transpose()
    }

    pub(super) fn exprs(&mut self, exprs: &[ast::Expr]) -> Result<Vec<Expr>> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    fn expr_here(&mut self, expr: &ast::Expr) -> Result<Expr> {
        let pos = self.pos(expr);
        let kind = match expr {
            R::Name(node) => self.name_expr(node),
            R::NumberLiteral(node) => self.literal(Arc::new(number(&node.value)), 1),
            R::BooleanLiteral(node) => constant(truth(node.value)),
            R::NoneLiteral(_) => constant(Const::None),
            R::EllipsisLiteral(_) => constant(Const::Ellipsis),
            R::StringLiteral(node) => {
                let text = self.string(&node.value);
                self.literal(text, 1)
            }
            R::BytesLiteral(node) => self.bytes(node),
            R::FString(node) => self.fstring(&node.value, pos)?,
            R::TString(_) => {
                return Err(crate::error::Fault::new(
                    "template strings are not supported yet",
                    pos,
                ));
            }
            R::BoolOp(node) => ExprKind::BoolOp {
                and: node.op == ast::BoolOp::And,
                values: self.exprs(&node.values)?,
            },
            R::Named(node) => ExprKind::Named {
                target: match &*node.target {
                    R::Name(name) => self.name(&name.id),
                    _ => Arc::from(""),
                },
                target_pos: self.pos(&*node.target),
                value: self.boxed(&node.value)?,
            },
            R::BinOp(node) => {
                let (left, right) = (self.expr(&node.left)?, self.expr(&node.right)?);
                let made = fold::binary(pos, left, binary_operator(node.op), right);
                return Ok(self.folded(made));
            }
            R::UnaryOp(node) => {
                let operand = self.expr(&node.operand)?;
                let made = fold::unary(pos, unary_operator(node.op), operand);
                return Ok(self.folded(made));
            }
            R::Lambda(node) => self.lambda(node)?,
            R::If(node) => ExprKind::If {
                test: self.boxed(&node.test)?,
                body: self.boxed(&node.body)?,
                orelse: self.boxed(&node.orelse)?,
            },
            R::Dict(node) => self.dict(node)?,
            R::Set(node) => ExprKind::Set(self.exprs(&node.elts)?),
            R::List(node) => ExprKind::List(self.exprs(&node.elts)?),
            R::Tuple(node) => return self.tuple(node, pos),
            R::ListComp(node) => {
                self.comprehension(ComprehensionKind::List, &node.elt, None, &node.generators)?
            }
            R::SetComp(node) => {
                self.comprehension(ComprehensionKind::Set, &node.elt, None, &node.generators)?
            }
            R::Generator(node) => self.comprehension(
                ComprehensionKind::Generator,
                &node.elt,
                None,
                &node.generators,
            )?,
            R::DictComp(node) => {
                let key = node.key.as_deref().unwrap_or(&node.value);
                self.comprehension(
                    ComprehensionKind::Dict,
                    key,
                    Some(&node.value),
                    &node.generators,
                )?
            }
            R::Await(node) => ExprKind::Await(self.boxed(&node.value)?),
            R::Yield(node) => ExprKind::Yield(self.optional_box(node.value.as_deref())?),
            R::YieldFrom(node) => ExprKind::YieldFrom(self.boxed(&node.value)?),
            R::Compare(node) => self.compare(node)?,
            R::Call(node) => self.call(node)?,
            R::Attribute(node) => ExprKind::Attribute {
                value: self.boxed(&node.value)?,
                attr: self.name(&node.attr.id),
            },
            R::Subscript(node) => {
                let (value, index) = (self.expr(&node.value)?, self.expr(&node.slice)?);
                let made = fold::subscript(pos, value, index, node.ctx == ast::ExprContext::Load);
                return Ok(self.folded(made));
            }
            R::Starred(node) => ExprKind::Starred(self.boxed(&node.value)?),
            R::Slice(node) => ExprKind::Slice {
                lower: self.optional_box(node.lower.as_deref())?,
                upper: self.optional_box(node.upper.as_deref())?,
                step: self.optional_box(node.step.as_deref())?,
            },
            R::IpyEscapeCommand(_) => constant(Const::None),
        };
        Ok(Expr { pos, kind })
    }

    /// `f(x for x in y)`: the generator expression reaches over the call's parentheses.
    fn call(&mut self, node: &ast::ExprCall) -> Result<ExprKind> {
        let mut call = Call {
            func: self.expr(&node.func)?,
            args: self.exprs(&node.arguments.args)?,
            keywords: self.keywords(&node.arguments.keywords)?,
        };
        if let ([R::Generator(generator)], [arg]) = (&*node.arguments.args, &mut call.args[..])
            && !generator.parenthesized
        {
            arg.pos = self.pos(&node.arguments);
        }
        Ok(ExprKind::Call(Box::new(call)))
    }

    fn name_expr(&self, node: &ast::ExprName) -> ExprKind {
        if node.id.as_str() == "__debug__" && node.ctx == ast::ExprContext::Load {
            return constant(if self.optimize == 0 {
                Const::True
            } else {
                Const::False
            });
        }
        ExprKind::Name(self.name(&node.id))
    }

    fn lambda(&mut self, node: &ast::ExprLambda) -> Result<ExprKind> {
        let params = match node.parameters.as_deref() {
            Some(params) => self.params(params)?,
            None => Params::default(),
        };
        let scope = self.scope();
        Ok(ExprKind::Lambda(Box::new(Lambda {
            scope,
            params,
            body: self.expr(&node.body)?,
        })))
    }

    fn dict(&mut self, node: &ast::ExprDict) -> Result<ExprKind> {
        let mut items = Vec::with_capacity(node.items.len());
        for item in &node.items {
            items.push((self.optional(item.key.as_ref())?, self.expr(&item.value)?));
        }
        Ok(ExprKind::Dict(items))
    }

    fn tuple(&mut self, node: &ast::ExprTuple, pos: bytecode::Position) -> Result<Expr> {
        let items = self.exprs(&node.elts)?;
        let made = fold::tuple(pos, items, node.ctx == ast::ExprContext::Load);
        Ok(self.folded(made))
    }

    fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        element: &ast::Expr,
        value: Option<&ast::Expr>,
        generators: &[ast::Comprehension],
    ) -> Result<ExprKind> {
        let scope = self.scope();
        let element = self.expr(element)?;
        let value = self.optional(value)?;
        let mut out = Vec::with_capacity(generators.len());
        for generator in generators {
            out.push(Generator {
                target: self.expr(&generator.target)?,
                iter: self.iterable(&generator.iter)?,
                ifs: self.exprs(&generator.ifs)?,
                is_async: generator.is_async,
            });
        }
        let comprehension = Comprehension {
            scope,
            kind,
            element,
            value,
            generators: out,
        };
        Ok(ExprKind::Comprehension(Box::new(comprehension)))
    }

    fn compare(&mut self, node: &ast::ExprCompare) -> Result<ExprKind> {
        let left = self.boxed(&node.left)?;
        let mut rest = Vec::with_capacity(node.ops.len());
        for (op, right) in node.ops.iter().zip(&node.comparators) {
            rest.push((compare_operator(*op), self.expr(right)?));
        }
        if let Some((CompareOp::In | CompareOp::NotIn, _)) = rest.last() {
            let (op, right) = rest.pop().expect("just seen");
            rest.push((op, self.folded_iterable(right)));
        }
        Ok(ExprKind::Compare { left, rest })
    }

    pub(super) fn keywords(&mut self, keywords: &[ast::Keyword]) -> Result<Vec<Keyword>> {
        let mut out = Vec::with_capacity(keywords.len());
        for keyword in keywords {
            let name = keyword.arg.as_ref().map(|name| Arc::from(name.id.as_str()));
            out.push(Keyword {
                pos: self.pos(keyword),
                name,
                value: self.expr(&keyword.value)?,
            });
        }
        Ok(out)
    }
}

fn constant(value: Const) -> ExprKind {
    ExprKind::Constant(Arc::new(value))
}

pub(crate) fn number(value: &ast::Number) -> Const {
    match value {
        ast::Number::Int(int) => match int.as_i64() {
            Some(small) => Const::Int(small),
            None => fold::big_literal(&int.to_string()),
        },
        ast::Number::Float(float) => Const::Float(*float),
        ast::Number::Complex { real, imag } => Const::Complex {
            real: *real,
            imag: *imag,
        },
    }
}

pub(super) fn binary_operator(op: ast::Operator) -> BinaryOperator {
    use BinaryOperator as B;
    match op {
        ast::Operator::Add => B::Add,
        ast::Operator::Sub => B::Subtract,
        ast::Operator::Mult => B::Multiply,
        ast::Operator::MatMult => B::MatrixMultiply,
        ast::Operator::Div => B::TrueDivide,
        ast::Operator::Mod => B::Remainder,
        ast::Operator::Pow => B::Power,
        ast::Operator::LShift => B::LeftShift,
        ast::Operator::RShift => B::RightShift,
        ast::Operator::BitOr => B::Or,
        ast::Operator::BitXor => B::Xor,
        ast::Operator::BitAnd => B::And,
        ast::Operator::FloorDiv => B::FloorDivide,
    }
}

fn unary_operator(op: ast::UnaryOp) -> UnaryOp {
    match op {
        ast::UnaryOp::Invert => UnaryOp::Invert,
        ast::UnaryOp::Not => UnaryOp::Not,
        ast::UnaryOp::UAdd => UnaryOp::Plus,
        ast::UnaryOp::USub => UnaryOp::Minus,
    }
}

fn compare_operator(op: ast::CmpOp) -> CompareOp {
    use CompareOperator as C;
    match op {
        ast::CmpOp::Eq => CompareOp::Rich(C::Equal),
        ast::CmpOp::NotEq => CompareOp::Rich(C::NotEqual),
        ast::CmpOp::Lt => CompareOp::Rich(C::Less),
        ast::CmpOp::LtE => CompareOp::Rich(C::LessEqual),
        ast::CmpOp::Gt => CompareOp::Rich(C::Greater),
        ast::CmpOp::GtE => CompareOp::Rich(C::GreaterEqual),
        ast::CmpOp::Is => CompareOp::Is,
        ast::CmpOp::IsNot => CompareOp::IsNot,
        ast::CmpOp::In => CompareOp::In,
        ast::CmpOp::NotIn => CompareOp::NotIn,
    }
}
