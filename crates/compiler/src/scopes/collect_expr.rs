//! First pass over expressions and assignment targets.

use std::sync::Arc;

use bytecode::Position;

use super::collect::Collector;
use super::{BlockKind, usage};
use crate::error::{Fault, Result};
use crate::tree::*;

impl Collector {
    pub(super) fn exprs(&mut self, exprs: &[Expr]) -> Result<()> {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    pub(super) fn optional(&mut self, expr: Option<&Expr>) -> Result<()> {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    pub(super) fn targets(&mut self, targets: &[Expr]) -> Result<()> {
        targets.iter().try_for_each(|target| self.target(target))
    }

    /// Something that is assigned to or deleted.
    pub(super) fn target(&mut self, target: &Expr) -> Result<()> {
        match &target.kind {
            ExprKind::Name(name) => self.define(name, usage::LOCAL, target.pos),
            ExprKind::Tuple(items) | ExprKind::List(items) => items
                .iter()
                .try_for_each(|item| crate::stack::grow(|| self.target(item))),
            ExprKind::Starred(inner) => self.target(inner),
            _ => self.expr(target),
        }
    }

    pub fn expr(&mut self, expr: &Expr) -> Result<()> {
        crate::stack::grow(|| self.expr_here(expr))
    }

    fn expr_here(&mut self, expr: &Expr) -> Result<()> {
        let pos = expr.pos;
        match &expr.kind {
            ExprKind::Constant(_) => Ok(()),
            ExprKind::Name(name) => self.name_use(name, pos),
            ExprKind::BoolOp { values, .. } => self.exprs(values),
            ExprKind::Named {
                target,
                target_pos,
                value,
            } => {
                self.refuse_lazily("named", pos)?;
                self.named(target, *target_pos, value, pos)
            }
            ExprKind::Binary { left, right, .. } => {
                self.expr(left)?;
                self.expr(right)
            }
            ExprKind::Unary { operand: inner, .. } | ExprKind::Starred(inner) => self.expr(inner),
            ExprKind::Lambda(lambda) => self.lambda(lambda),
            ExprKind::If { test, body, orelse } => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)
            }
            ExprKind::Dict(items) => {
                items
                    .iter()
                    .try_for_each(|(key, _)| self.optional(key.as_ref()))?;
                items.iter().try_for_each(|(_, value)| self.expr(value))
            }
            ExprKind::Set(items)
            | ExprKind::List(items)
            | ExprKind::Tuple(items)
            | ExprKind::Joined(items) => self.exprs(items),
            ExprKind::Comprehension(node) => self.comprehension(node, pos),
            ExprKind::Await(inner) => {
                self.refuse_lazily("await", pos)?;
                self.current().coroutine = true;
                self.expr(inner)
            }
            ExprKind::Yield(value) => {
                self.optional(value.as_deref())?;
                self.mark_generator(pos)
            }
            ExprKind::YieldFrom(value) => {
                self.expr(value)?;
                self.mark_generator(pos)
            }
            ExprKind::Compare { left, rest } => {
                self.expr(left)?;
                rest.iter().try_for_each(|(_, right)| self.expr(right))
            }
            ExprKind::Call(call) => {
                self.expr(&call.func)?;
                self.exprs(&call.args)?;
                call.keywords
                    .iter()
                    .try_for_each(|keyword| self.expr(&keyword.value))
            }
            ExprKind::Formatted { value, spec, .. } => {
                self.expr(value)?;
                self.optional(spec.as_deref())
            }
            ExprKind::Attribute { value, .. } => self.expr(value),
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                self.expr(index)
            }
            ExprKind::Slice { lower, upper, step } => [lower, upper, step]
                .into_iter()
                .try_for_each(|part| self.optional(part.as_deref())),
        }
    }

    /// Reading `super` in a function also reads `__class__`.
    fn name_use(&mut self, name: &Name, pos: Position) -> Result<()> {
        self.define(name, usage::USE, pos)?;
        if &**name == "super" && self.current().function_like() {
            self.define(&Arc::from("__class__"), usage::USE, pos)?;
        }
        Ok(())
    }

    fn mark_generator(&mut self, pos: Position) -> Result<()> {
        if let Some(comprehension) = self.current().comprehension {
            let place = match comprehension {
                ComprehensionKind::List => "list comprehension",
                ComprehensionKind::Set => "set comprehension",
                ComprehensionKind::Dict => "dict comprehension",
                ComprehensionKind::Generator => "generator expression",
            };
            return Err(Fault::new(format!("'yield' inside {place}"), pos));
        }
        self.refuse_lazily("yield", pos)?;
        self.current().generator = true;
        Ok(())
    }

    /// Refuses what can't be evaluated later, or in the scope of type parameters.
    fn refuse_lazily(&mut self, what: &str, pos: Position) -> Result<()> {
        match self.current().lazy {
            None => Ok(()),
            Some(place) => Err(Fault::new(
                format!("{what} expression cannot be used within {place}"),
                pos,
            )),
        }
    }

    fn lambda(&mut self, lambda: &Lambda) -> Result<()> {
        self.exprs(&lambda.params.defaults)?;
        for default in &lambda.params.kw_defaults {
            self.optional(default.as_ref())?;
        }
        self.enter(BlockKind::Function, lambda.scope);
        self.parameters(&lambda.params)?;
        self.expr(&lambda.body)?;
        self.leave();
        Ok(())
    }

    /// The outermost iterable belongs to the enclosing block.
    fn comprehension(&mut self, node: &Comprehension, pos: Position) -> Result<()> {
        let outermost = &node.generators[0];
        self.current().in_iterable += 1;
        self.expr(&outermost.iter)?;
        self.current().in_iterable -= 1;
        self.enter(BlockKind::Function, node.scope);
        self.current().comprehension = Some(node.kind);
        self.current().coroutine = outermost.is_async;
        self.define(&Arc::from(".0"), usage::PARAM, pos)?;
        self.comprehension_target(&outermost.target)?;
        self.exprs(&outermost.ifs)?;
        for generator in &node.generators[1..] {
            self.current().coroutine |= generator.is_async;
            self.comprehension_target(&generator.target)?;
            self.current().in_iterable += 1;
            self.expr(&generator.iter)?;
            self.current().in_iterable -= 1;
            self.exprs(&generator.ifs)?;
        }
        self.optional(node.value.as_ref())?;
        self.expr(&node.element)?;
        let is_generator = node.kind == ComprehensionKind::Generator;
        self.current().generator = is_generator;
        let makes_async = self.current().coroutine && !is_generator;
        self.leave();
        self.current().coroutine |= makes_async;
        Ok(())
    }

    fn comprehension_target(&mut self, target: &Expr) -> Result<()> {
        self.current().in_target = true;
        self.target(target)?;
        self.current().in_target = false;
        Ok(())
    }

    fn named(
        &mut self,
        target: &Name,
        target_pos: Position,
        value: &Expr,
        pos: Position,
    ) -> Result<()> {
        if self.current().in_iterable > 0 {
            let message =
                "assignment expression cannot be used in a comprehension iterable expression";
            return Err(Fault::new(message, pos));
        }
        if self.current().comprehension.is_some() {
            self.bind_outside_of_comprehensions(target, target_pos)?;
        }
        self.expr(value)?;
        self.define(target, usage::LOCAL, target_pos)
    }

    /// `:=` in a comprehension binds in the block around it.
    fn bind_outside_of_comprehensions(&mut self, name: &Name, pos: Position) -> Result<()> {
        for index in self.stack.clone().into_iter().rev() {
            let block = self.block_at(index);
            let seen = block.symbols.usage(name);
            let kind = block.kind;
            if block.comprehension.is_some() {
                if seen & usage::COMPREHENSION_TARGET != 0 && seen & usage::LOCAL != 0 {
                    let message = format!(
                        "assignment expression cannot rebind comprehension iteration variable '{name}'"
                    );
                    return Err(Fault::new(message, pos));
                }
                continue;
            }
            let place = match kind {
                BlockKind::Function => {
                    let flag = if seen & usage::GLOBAL != 0 {
                        usage::GLOBAL
                    } else {
                        usage::NONLOCAL
                    };
                    self.define(name, flag, pos)?;
                    self.note_directive(name, pos);
                    return self.define_in(index, name, usage::LOCAL, pos);
                }
                BlockKind::Module => {
                    self.define(name, usage::GLOBAL, pos)?;
                    self.note_directive(name, pos);
                    return self.define_in(index, name, usage::GLOBAL, pos);
                }
                BlockKind::Class => "a class body",
                BlockKind::TypeParams => "the definition of a generic",
                BlockKind::TypeAlias => "a type alias",
                BlockKind::TypeVariable => "a TypeVar bound",
            };
            let message =
                format!("assignment expression within a comprehension cannot be used in {place}");
            return Err(Fault::new(message, pos));
        }
        Ok(())
    }
}
