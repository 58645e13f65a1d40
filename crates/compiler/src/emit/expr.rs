//! Expressions.

use bytecode::{Intrinsic1, Position};

use super::{Emitter, attribute_pos};
use crate::error::Result;
use crate::ir::{NO_LOCATION, S};
use crate::scopes::{Meaning, usage};
use crate::tree::*;

impl<'t> Emitter<'t> {
    pub(super) fn expr(&mut self, expr: &'t Expr) -> Result<()> {
        crate::stack::grow(|| self.expr_here(expr))
    }

    pub(super) fn exprs(&mut self, exprs: &'t [Expr]) -> Result<()> {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    fn expr_here(&mut self, expr: &'t Expr) -> Result<()> {
        let pos = expr.pos;
        match &expr.kind {
            ExprKind::Constant(value) => self.load_const(value, pos),
            ExprKind::Name(name) => self.load_name(name, pos)?,
            ExprKind::BoolOp { and, values } => self.bool_op(*and, values, pos)?,
            ExprKind::Named {
                target,
                target_pos,
                value,
            } => {
                self.expr(value)?;
                self.emit_arg(S::COPY, 1, pos);
                self.store_name(target, *target_pos)?;
            }
            ExprKind::Binary { left, op, right } => {
                self.expr(left)?;
                self.expr(right)?;
                self.emit_arg(S::BINARY_OP, *op as u32, pos);
            }
            ExprKind::Unary { op, operand } => self.unary(*op, operand, pos)?,
            ExprKind::Lambda(lambda) => self.lambda(lambda, pos)?,
            ExprKind::If { test, body, orelse } => self.conditional(test, body, orelse, pos)?,
            ExprKind::Dict(items) => self.dict(items, pos)?,
            ExprKind::Set(items) => self.collection(items, 0, super::display::SET, pos)?,
            ExprKind::List(items) => self.collection(items, 0, super::display::LIST, pos)?,
            ExprKind::Tuple(items) => self.collection(items, 0, super::display::TUPLE, pos)?,
            ExprKind::Comprehension(node) => self.comprehension(node, pos)?,
            ExprKind::Await(value) => self.await_expr(value, pos)?,
            ExprKind::Yield(value) => self.yield_expr(value.as_deref(), pos)?,
            ExprKind::YieldFrom(value) => self.yield_from_expr(value, pos)?,
            ExprKind::Compare { left, rest } => self.compare(left, rest, pos)?,
            ExprKind::Call(call) => self.call(call, pos)?,
            ExprKind::Joined(parts) => self.joined(parts, pos)?,
            ExprKind::Formatted {
                value,
                conversion,
                spec,
            } => {
                self.formatted(value, *conversion, spec.as_deref(), pos)?;
            }
            ExprKind::Attribute { value, attr } => self.attribute(expr, value, attr)?,
            ExprKind::Subscript { value, index } => self.subscript(value, index, pos)?,
            ExprKind::Starred(_) => return self.error("can't use starred expression here", pos),
            ExprKind::Slice { .. } => {
                let count = self.slice_parts(expr)?;
                self.emit_arg(S::BUILD_SLICE, count, pos);
            }
        }
        Ok(())
    }

    fn unary(&mut self, op: UnaryOp, operand: &'t Expr, pos: Position) -> Result<()> {
        self.expr(operand)?;
        match op {
            UnaryOp::Plus => {
                self.emit_arg(S::CALL_INTRINSIC_1, Intrinsic1::UnaryPositive as u32, pos)
            }
            UnaryOp::Minus => self.emit(S::UNARY_NEGATIVE, pos),
            UnaryOp::Invert => self.emit(S::UNARY_INVERT, pos),
            UnaryOp::Not => {
                self.emit(S::TO_BOOL, pos);
                self.emit(S::UNARY_NOT, pos);
            }
        }
        Ok(())
    }

    fn bool_op(&mut self, and: bool, values: &'t [Expr], pos: Position) -> Result<()> {
        let end = self.new_label();
        let jump = if and {
            S::POP_JUMP_IF_FALSE
        } else {
            S::POP_JUMP_IF_TRUE
        };
        let (last, others) = values.split_last().expect("two operands at least");
        for value in others {
            self.expr(value)?;
            self.emit_arg(S::COPY, 1, pos);
            self.emit(S::TO_BOOL, pos);
            self.emit_jump(jump, end, pos);
            self.emit(S::POP_TOP, pos);
        }
        self.expr(last)?;
        self.place(end);
        Ok(())
    }

    fn conditional(
        &mut self,
        test: &'t Expr,
        body: &'t Expr,
        orelse: &'t Expr,
        pos: Position,
    ) -> Result<()> {
        let (end, next) = (self.new_label(), self.new_label());
        self.jump_if(pos, test, next, false)?;
        self.expr(body)?;
        self.emit_jump(S::JUMP_NO_INTERRUPT, end, NO_LOCATION);
        self.place(next);
        self.expr(orelse)?;
        self.place(end);
        Ok(())
    }

    fn attribute(&mut self, expr: &'t Expr, value: &'t Expr, attr: &Name) -> Result<()> {
        if let Some(args) = self.plain_super(value, attr) {
            self.super_arguments(value, args)?;
            let op = if args.is_empty() {
                S::LOAD_ZERO_SUPER_ATTR
            } else {
                S::LOAD_SUPER_ATTR
            };
            self.emit_name(op, attr, expr.pos);
            self.emit(S::NOP, attribute_pos(expr.pos, expr, attr));
            return Ok(());
        }
        self.expr(value)?;
        self.emit_name(S::LOAD_ATTR, attr, attribute_pos(expr.pos, expr, attr));
        Ok(())
    }

    /// The arguments, when the expression is a `super(...)` that can be fused with its attribute.
    pub(super) fn plain_super(&self, value: &'t Expr, attr: &str) -> Option<&'t [Expr]> {
        if attr == "__class__" {
            return None;
        }
        let ExprKind::Call(call) = &value.kind else {
            return None;
        };
        if call.func.name().is_none_or(|name| &**name != "super") || !call.keywords.is_empty() {
            return None;
        }
        let unit = self.here();
        let shadowed = self
            .scopes
            .module()
            .symbols
            .get("super")
            .is_some_and(|s| s.meaning != Meaning::Unknown);
        let module_level = self.units.len() == 1;
        if unit.symbols.meaning("super") != Meaning::GlobalImplicit
            || (shadowed && !module_level && self.binds_super())
        {
            return None;
        }
        match call.args.len() {
            2 if !call.args.iter().any(super::is_starred) => Some(&call.args),
            0 if unit.arg_count > 0 && unit.symbols.meaning("__class__") == Meaning::Free => {
                Some(&[])
            }
            _ => None,
        }
    }

    fn binds_super(&self) -> bool {
        let meaning = self.scopes.module().symbols.usage("super");
        meaning & (usage::BOUND | usage::GLOBAL | usage::USE) != 0
    }

    /// `super`, the class and the object on the stack.
    pub(super) fn super_arguments(&mut self, value: &'t Expr, args: &'t [Expr]) -> Result<()> {
        let ExprKind::Call(call) = &value.kind else {
            return Ok(());
        };
        self.load_name(&Name::from("super"), call.func.pos)?;
        if !args.is_empty() {
            return self.exprs(args);
        }
        let pos = value.pos;
        let class = self.unit().cell_index(&Name::from("__class__"));
        self.emit_arg(S::LOAD_DEREF, class, pos);
        let first = self.here().varnames.names()[0].clone();
        self.load_name(&first, pos)
    }

    fn subscript(&mut self, value: &'t Expr, index: &'t Expr, pos: Position) -> Result<()> {
        self.expr(value)?;
        if is_plain_slice(index) {
            self.slice_parts(index)?;
            self.emit(S::BINARY_SLICE, pos);
        } else {
            self.expr(index)?;
            self.emit(S::BINARY_SUBSCR, pos);
        }
        Ok(())
    }

    /// Pushes the two or three parts of a slice; a missing one is None.
    pub(super) fn slice_parts(&mut self, slice: &'t Expr) -> Result<u32> {
        let ExprKind::Slice { lower, upper, step } = &slice.kind else {
            return Ok(0);
        };
        for part in [lower, upper] {
            match part {
                Some(part) => self.expr(part)?,
                None => self.load_none(slice.pos),
            }
        }
        match step {
            Some(step) => self.expr(step).map(|()| 3),
            None => Ok(2),
        }
    }

    fn joined(&mut self, parts: &'t [Expr], pos: Position) -> Result<()> {
        if parts.len() > super::STACK_GUIDELINE {
            self.load_text("", pos);
            self.emit_name(S::LOAD_METHOD, &Name::from("join"), pos);
            self.emit_arg(S::BUILD_LIST, 0, pos);
            for part in parts {
                self.expr(part)?;
                self.emit_arg(S::LIST_APPEND, 1, pos);
            }
            self.emit_arg(S::CALL, 1, pos);
            return Ok(());
        }
        self.exprs(parts)?;
        match parts.len() {
            0 => self.load_text("", pos),
            1 => {}
            count => self.emit_arg(S::BUILD_STRING, count as u32, pos),
        }
        Ok(())
    }

    fn formatted(
        &mut self,
        value: &'t Expr,
        conversion: u8,
        spec: Option<&'t Expr>,
        pos: Position,
    ) -> Result<()> {
        self.expr(value)?;
        if conversion != 0 {
            self.emit_arg(S::CONVERT_VALUE, u32::from(conversion), pos);
        }
        match spec {
            Some(spec) => {
                self.expr(spec)?;
                self.emit(S::FORMAT_WITH_SPEC, pos);
            }
            None => self.emit(S::FORMAT_SIMPLE, pos),
        }
        Ok(())
    }

    pub(super) fn in_coroutine(&self) -> bool {
        self.here().kind == super::UnitKind::AsyncFunction
    }

    fn await_expr(&mut self, value: &'t Expr, pos: Position) -> Result<()> {
        use super::UnitKind as K;
        match self.here().kind {
            K::AsyncFunction | K::Comprehension => {}
            K::Function | K::Lambda => return self.error("'await' outside async function", pos),
            _ => return self.error("'await' outside function", pos),
        }
        self.expr(value)?;
        self.emit_arg(S::GET_AWAITABLE, 0, pos);
        self.load_none(pos);
        self.yield_from(pos, true);
        Ok(())
    }

    fn yield_expr(&mut self, value: Option<&'t Expr>, pos: Position) -> Result<()> {
        if !self.here().facts.function_like() {
            return self.error("'yield' outside function", pos);
        }
        match value {
            Some(value) => self.expr(value)?,
            None => self.load_none(pos),
        }
        self.yield_value(pos);
        Ok(())
    }

    /// Yields the value on top of the stack.
    pub(super) fn yield_value(&mut self, pos: Position) {
        let facts = self.here().facts;
        if facts.generator && facts.coroutine {
            self.emit_arg(S::CALL_INTRINSIC_1, Intrinsic1::AsyncGenWrap as u32, pos);
        }
        self.emit_arg(S::YIELD_VALUE, 0, pos);
        self.emit_arg(S::RESUME, 1, pos);
    }

    fn yield_from_expr(&mut self, value: &'t Expr, pos: Position) -> Result<()> {
        if !self.here().facts.function_like() {
            return self.error("'yield from' outside function", pos);
        }
        if self.in_coroutine() {
            return self.error("'yield from' inside async function", pos);
        }
        self.expr(value)?;
        self.emit(S::GET_YIELD_FROM_ITER, pos);
        self.load_none(pos);
        self.yield_from(pos, false);
        Ok(())
    }

    /// Yields everything from the iterator below the None on the stack, and leaves its result.
    pub(super) fn yield_from(&mut self, pos: Position, is_await: bool) {
        let (send, fail, exit) = (self.new_label(), self.new_label(), self.new_label());
        self.place(send);
        self.emit_jump(S::SEND, exit, pos);
        self.emit_jump(S::SETUP_FINALLY, fail, pos);
        self.emit_arg(S::YIELD_VALUE, 1, pos);
        self.emit(S::POP_BLOCK, NO_LOCATION);
        self.emit_arg(S::RESUME, if is_await { 3 } else { 2 }, pos);
        self.emit_jump(S::JUMP_NO_INTERRUPT, send, pos);
        self.place(fail);
        self.emit(S::CLEANUP_THROW, pos);
        self.place(exit);
        self.emit(S::END_SEND, pos);
    }
}

/// A slice without a step: it has instructions of its own.
pub(super) fn is_plain_slice(index: &Expr) -> bool {
    matches!(index.kind, ExprKind::Slice { step: None, .. })
}
