//! Comparisons, and tests that jump.

use bytecode::Position;

use super::Emitter;
use crate::error::Result;
use crate::ir::{Label, NO_LOCATION, S};
use crate::tree::{CompareOp, Expr, ExprKind, UnaryOp};

impl<'t> Emitter<'t> {
    pub(super) fn compare_op(&mut self, op: CompareOp, pos: Position) {
        match op {
            CompareOp::Rich(op) => self.emit_arg(S::COMPARE_OP, (op as u32) << 5, pos),
            CompareOp::Is => self.emit_arg(S::IS_OP, 0, pos),
            CompareOp::IsNot => self.emit_arg(S::IS_OP, 1, pos),
            CompareOp::In => self.emit_arg(S::CONTAINS_OP, 0, pos),
            CompareOp::NotIn => self.emit_arg(S::CONTAINS_OP, 1, pos),
        }
    }

    pub(super) fn compare(
        &mut self,
        left: &'t Expr,
        rest: &'t [(CompareOp, Expr)],
        pos: Position,
    ) -> Result<()> {
        self.expr(left)?;
        let ((last_op, last), others) = rest.split_last().expect("a comparison has an operator");
        if others.is_empty() {
            self.expr(last)?;
            self.compare_op(*last_op, pos);
            return Ok(());
        }
        let cleanup = self.new_label();
        for (op, right) in others {
            self.expr(right)?;
            self.emit_arg(S::SWAP, 2, pos);
            self.emit_arg(S::COPY, 2, pos);
            self.compare_op(*op, pos);
            self.emit_arg(S::COPY, 1, pos);
            self.emit(S::TO_BOOL, pos);
            self.emit_jump(S::POP_JUMP_IF_FALSE, cleanup, pos);
            self.emit(S::POP_TOP, pos);
        }
        self.expr(last)?;
        self.compare_op(*last_op, pos);
        let end = self.new_label();
        self.emit_jump(S::JUMP_NO_INTERRUPT, end, NO_LOCATION);
        self.place(cleanup);
        self.emit_arg(S::SWAP, 2, pos);
        self.emit(S::POP_TOP, pos);
        self.place(end);
        Ok(())
    }

    /// Jumps to `next` when the truth of `test` is `when`.
    pub(super) fn jump_if(
        &mut self,
        pos: Position,
        test: &'t Expr,
        next: Label,
        when: bool,
    ) -> Result<()> {
        crate::stack::grow(|| self.jump_if_here(pos, test, next, when))
    }

    fn jump_if_here(
        &mut self,
        pos: Position,
        test: &'t Expr,
        next: Label,
        when: bool,
    ) -> Result<()> {
        match &test.kind {
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => self.jump_if(pos, operand, next, !when),
            ExprKind::BoolOp { and, values } => self.jump_if_bool_op(pos, *and, values, next, when),
            ExprKind::If { test, body, orelse } => {
                let (end, other) = (self.new_label(), self.new_label());
                self.jump_if(pos, test, other, false)?;
                self.jump_if(pos, body, next, when)?;
                self.emit_jump(S::JUMP_NO_INTERRUPT, end, NO_LOCATION);
                self.place(other);
                self.jump_if(pos, orelse, next, when)?;
                self.place(end);
                Ok(())
            }
            ExprKind::Compare { left, rest } if rest.len() > 1 => {
                self.jump_if_chain(test, left, rest, next, when)
            }
            _ => {
                self.expr(test)?;
                self.emit(S::TO_BOOL, test.pos);
                self.emit_jump(conditional(when), next, test.pos);
                Ok(())
            }
        }
    }

    fn jump_if_bool_op(
        &mut self,
        pos: Position,
        and: bool,
        values: &'t [Expr],
        next: Label,
        when: bool,
    ) -> Result<()> {
        let short = !and;
        let out = if short == when {
            next
        } else {
            self.new_label()
        };
        let (last, others) = values.split_last().expect("two operands at least");
        for value in others {
            self.jump_if(pos, value, out, short)?;
        }
        self.jump_if(pos, last, next, when)?;
        if out != next {
            self.place(out);
        }
        Ok(())
    }

    fn jump_if_chain(
        &mut self,
        test: &'t Expr,
        left: &'t Expr,
        rest: &'t [(CompareOp, Expr)],
        next: Label,
        when: bool,
    ) -> Result<()> {
        let pos = test.pos;
        let (cleanup, end) = (self.new_label(), self.new_label());
        self.expr(left)?;
        let ((last_op, last), others) = rest.split_last().expect("a chain has two operators");
        for (op, right) in others {
            self.expr(right)?;
            self.emit_arg(S::SWAP, 2, pos);
            self.emit_arg(S::COPY, 2, pos);
            self.compare_op(*op, pos);
            self.emit(S::TO_BOOL, pos);
            self.emit_jump(S::POP_JUMP_IF_FALSE, cleanup, pos);
        }
        self.expr(last)?;
        self.compare_op(*last_op, pos);
        self.emit(S::TO_BOOL, pos);
        self.emit_jump(conditional(when), next, pos);
        self.emit_jump(S::JUMP_NO_INTERRUPT, end, NO_LOCATION);
        self.place(cleanup);
        self.emit(S::POP_TOP, pos);
        if !when {
            self.emit_jump(S::JUMP_NO_INTERRUPT, next, NO_LOCATION);
        }
        self.place(end);
        Ok(())
    }
}

fn conditional(when: bool) -> S {
    if when {
        S::POP_JUMP_IF_TRUE
    } else {
        S::POP_JUMP_IF_FALSE
    }
}
