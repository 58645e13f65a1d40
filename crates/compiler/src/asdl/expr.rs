//! Expressions.

use bytecode::{Const, Position};
use ruff_python_ast::{self as ast, Expr as R};

use super::{Field, Fields, Maker, bare, identifier, int, none, operator, optional_identifier};
use super::{placed, text};
use crate::error::{Fault, Result};

impl Maker<'_> {
    pub(super) fn expr(&mut self, expr: &ast::Expr) -> Result<Field> {
        self.nested(|this| this.expr_here(expr))
    }

    pub(super) fn optional(&mut self, expr: Option<&ast::Expr>) -> Result<Field> {
        expr.map_or_else(|| Ok(none()), |expr| self.expr(expr))
    }

    pub(super) fn exprs(&mut self, exprs: &[ast::Expr]) -> Result<Field> {
        self.each(exprs, Self::expr)
    }

    fn expr_here(&mut self, expr: &ast::Expr) -> Result<Field> {
        let pos = self.pos(expr);
        if let Some(value) = literal(expr) {
            return Ok(constant(pos, value, none()));
        }
        let (class, fields) = match expr {
            R::StringLiteral(node) => return Ok(self.string(&node.value, pos)),
            R::FString(node) => return self.fstring(&node.value, pos),
            R::TString(_) => {
                return Err(Fault::new("template strings are not supported yet", pos));
            }
            R::ListComp(node) => {
                let fields = self.comprehension(&node.elt, &node.generators)?;
                ("ListComp", fields)
            }
            R::SetComp(node) => ("SetComp", self.comprehension(&node.elt, &node.generators)?),
            R::Generator(node) => {
                let fields = self.comprehension(&node.elt, &node.generators)?;
                ("GeneratorExp", fields)
            }
            R::DictComp(node) => self.dict_comprehension(node)?,
            R::Dict(node) => self.dict(node)?,
            R::Compare(node) => self.compare(node)?,
            R::Call(node) => self.call(node)?,
            R::Lambda(node) => {
                let args = self.parameters(node.parameters.as_deref())?;
                let body = self.expr(&node.body)?;
                ("Lambda", vec![("args", args), ("body", body)])
            }
            other => self.operation(other)?,
        };
        Ok(placed(class, pos, fields))
    }

    /// Expressions of other expressions only.
    fn operation(&mut self, expr: &ast::Expr) -> Result<(&'static str, Fields)> {
        Ok(match expr {
            R::BoolOp(node) => {
                let values = self.exprs(&node.values)?;
                let op = operator::boolean(node.op);
                ("BoolOp", vec![("op", op), ("values", values)])
            }
            R::Named(node) => {
                let (target, value) = (self.expr(&node.target)?, self.expr(&node.value)?);
                ("NamedExpr", vec![("target", target), ("value", value)])
            }
            R::BinOp(node) => {
                let (left, right) = (self.expr(&node.left)?, self.expr(&node.right)?);
                let op = operator::binary(node.op);
                ("BinOp", vec![("left", left), ("op", op), ("right", right)])
            }
            R::UnaryOp(node) => {
                let operand = self.expr(&node.operand)?;
                let op = operator::unary(node.op);
                ("UnaryOp", vec![("op", op), ("operand", operand)])
            }
            R::If(node) => {
                let test = self.expr(&node.test)?;
                let (body, orelse) = (self.expr(&node.body)?, self.expr(&node.orelse)?);
                (
                    "IfExp",
                    vec![("test", test), ("body", body), ("orelse", orelse)],
                )
            }
            R::Await(node) => ("Await", vec![("value", self.expr(&node.value)?)]),
            R::Yield(node) => {
                let value = self.optional(node.value.as_deref())?;
                ("Yield", vec![("value", value)])
            }
            R::YieldFrom(node) => ("YieldFrom", vec![("value", self.expr(&node.value)?)]),
            R::Set(node) => ("Set", vec![("elts", self.exprs(&node.elts)?)]),
            other => return self.target(other),
        })
    }

    /// Expressions with a context, and slices.
    fn target(&mut self, expr: &ast::Expr) -> Result<(&'static str, Fields)> {
        let context = |node| ("ctx", operator::context(node));
        Ok(match expr {
            R::Name(node) => ("Name", vec![("id", text(&node.id)), context(node.ctx)]),
            R::Attribute(node) => {
                let value = ("value", self.expr(&node.value)?);
                let attr = ("attr", identifier(&node.attr));
                ("Attribute", vec![value, attr, context(node.ctx)])
            }
            R::Subscript(node) => {
                let value = ("value", self.expr(&node.value)?);
                let slice = ("slice", self.expr(&node.slice)?);
                ("Subscript", vec![value, slice, context(node.ctx)])
            }
            R::Starred(node) => {
                let value = ("value", self.expr(&node.value)?);
                ("Starred", vec![value, context(node.ctx)])
            }
            R::List(node) => {
                let elts = ("elts", self.exprs(&node.elts)?);
                ("List", vec![elts, context(node.ctx)])
            }
            R::Tuple(node) => {
                let elts = ("elts", self.exprs(&node.elts)?);
                ("Tuple", vec![elts, context(node.ctx)])
            }
            R::Slice(node) => {
                let lower = self.optional(node.lower.as_deref())?;
                let upper = self.optional(node.upper.as_deref())?;
                let step = self.optional(node.step.as_deref())?;
                (
                    "Slice",
                    vec![("lower", lower), ("upper", upper), ("step", step)],
                )
            }
            _ => ("Constant", vec![("value", none()), ("kind", none())]),
        })
    }

    fn dict(&mut self, node: &ast::ExprDict) -> Result<(&'static str, Fields)> {
        let keys = self.each(&node.items, |this, item| this.optional(item.key.as_ref()))?;
        let values = self.each(&node.items, |this, item| this.expr(&item.value))?;
        Ok(("Dict", vec![("keys", keys), ("values", values)]))
    }

    fn comprehension(
        &mut self,
        element: &ast::Expr,
        generators: &[ast::Comprehension],
    ) -> Result<Fields> {
        let element = self.expr(element)?;
        let generators = self.each(generators, Self::generator)?;
        Ok(vec![("elt", element), ("generators", generators)])
    }

    fn dict_comprehension(&mut self, node: &ast::ExprDictComp) -> Result<(&'static str, Fields)> {
        let key = self.expr(node.key.as_deref().unwrap_or(&node.value))?;
        let value = self.expr(&node.value)?;
        let generators = self.each(&node.generators, Self::generator)?;
        let fields = vec![("key", key), ("value", value), ("generators", generators)];
        Ok(("DictComp", fields))
    }

    fn generator(&mut self, node: &ast::Comprehension) -> Result<Field> {
        let fields = vec![
            ("target", self.expr(&node.target)?),
            ("iter", self.expr(&node.iter)?),
            ("ifs", self.exprs(&node.ifs)?),
            ("is_async", int(node.is_async.into())),
        ];
        Ok(bare("comprehension", fields))
    }

    fn compare(&mut self, node: &ast::ExprCompare) -> Result<(&'static str, Fields)> {
        let ops = node.ops.iter().copied().map(operator::comparison);
        let fields = vec![
            ("left", self.expr(&node.left)?),
            ("ops", Field::List(ops.collect())),
            ("comparators", self.exprs(&node.comparators)?),
        ];
        Ok(("Compare", fields))
    }

    /// `f(x for x in y)`: the generator expression reaches over the call's parentheses.
    fn call(&mut self, node: &ast::ExprCall) -> Result<(&'static str, Fields)> {
        let func = self.expr(&node.func)?;
        let mut args = self.exprs(&node.arguments.args)?;
        if let ([R::Generator(generator)], Field::List(made)) = (&*node.arguments.args, &mut args)
            && !generator.parenthesized
            && let Some(Field::Node(made)) = made.first_mut()
        {
            made.pos = Some(self.pos(&node.arguments));
        }
        let keywords = self.keywords(&node.arguments.keywords)?;
        let fields = vec![("func", func), ("args", args), ("keywords", keywords)];
        Ok(("Call", fields))
    }

    pub(super) fn keywords(&mut self, keywords: &[ast::Keyword]) -> Result<Field> {
        self.each(keywords, |this, keyword| {
            let arg = optional_identifier(keyword.arg.as_ref());
            let value = this.expr(&keyword.value)?;
            let fields = vec![("arg", arg), ("value", value)];
            Ok(placed("keyword", this.pos(keyword), fields))
        })
    }
}

pub(super) fn constant(pos: Position, value: Const, kind: Field) -> Field {
    let fields = vec![("value", Field::Value(value)), ("kind", kind)];
    placed("Constant", pos, fields)
}

/// The value of a literal that isn't text.
fn literal(expr: &ast::Expr) -> Option<Const> {
    Some(match expr {
        R::NumberLiteral(node) => crate::lower::number(&node.value),
        R::BooleanLiteral(node) if node.value => Const::True,
        R::BooleanLiteral(_) => Const::False,
        R::NoneLiteral(_) => Const::None,
        R::EllipsisLiteral(_) => Const::Ellipsis,
        R::BytesLiteral(node) => Const::Bytes(node.value.bytes().collect()),
        _ => return None,
    })
}
