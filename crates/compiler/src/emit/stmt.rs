//! Statements: bodies, docstrings, and those that are too small for a file of their own.

use bytecode::Position;

use super::Emitter;
use super::names::Access;
use super::unit::UnitKind;
use crate::error::Result;
use crate::ir::{NO_LOCATION, S};
use crate::tree::*;

impl<'t> Emitter<'t> {
    /// The body of a module or class: annotations, docstring, statements.
    pub(super) fn body(&mut self, body: &'t [Stmt], pos: Position) -> Result<()> {
        let mut pos = pos;
        if self.here().kind == UnitKind::Module
            && let Some(first) = body.first()
        {
            pos = first.pos;
        }
        if has_annotations(body) {
            self.emit(S::SETUP_ANNOTATIONS, pos);
        }
        let mut rest = body;
        if let Some(doc) = docstring(body) {
            rest = &body[1..];
            if self.optimize < 2 {
                let doc = crate::docstring::clean(doc);
                let StmtKind::Expr(expr) = &body[0].kind else {
                    return Ok(());
                };
                self.load_const(&doc, expr.pos);
                self.store_name(&Name::from("__doc__"), NO_LOCATION)?;
            }
        }
        self.statements(rest)
    }

    pub(super) fn statements(&mut self, body: &'t [Stmt]) -> Result<()> {
        for stmt in body {
            crate::stack::grow(|| self.statement(stmt))?;
        }
        Ok(())
    }

    fn statement(&mut self, stmt: &'t Stmt) -> Result<()> {
        let pos = stmt.pos;
        match &stmt.kind {
            StmtKind::Function(def) => self.function(def, pos),
            StmtKind::Class(class) => self.class(class, pos),
            StmtKind::Return(value) => self.return_stmt(value.as_ref(), pos),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => self.assign(targets, value, pos),
            StmtKind::AugAssign { target, op, value } => self.augmented(target, *op, value, pos),
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => self.annotated(target, annotation, value.as_ref(), *simple, pos),
            StmtKind::TypeAlias(alias) => self.type_alias(alias, pos),
            StmtKind::For(node) if node.is_async => self.async_for(node, pos),
            StmtKind::For(node) => self.for_loop(node),
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse, pos),
            StmtKind::If { test, body, orelse } => self.if_stmt(test, body, orelse, pos),
            StmtKind::With(node) => self.with(node, 0, pos),
            StmtKind::Match(node) => self.match_stmt(node),
            StmtKind::Raise { exc, cause } => self.raise(exc.as_ref(), cause.as_ref(), pos),
            StmtKind::Try(node) => self.try_stmt(node, pos),
            StmtKind::Assert { test, message } => self.assert(test, message.as_ref(), pos),
            StmtKind::Import(names) => self.import(names, pos),
            StmtKind::ImportFrom {
                module,
                names,
                level,
            } => self.import_from(module.as_ref(), names, *level, pos),
            StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
            StmtKind::Expr(expr) => self.expression_stmt(expr, pos),
            StmtKind::Pass => {
                self.emit(S::NOP, pos);
                Ok(())
            }
            StmtKind::Break => self.break_stmt(pos),
            StmtKind::Continue => self.continue_stmt(pos),
        }
    }

    fn expression_stmt(&mut self, expr: &'t Expr, pos: Position) -> Result<()> {
        if self.interactive && self.units.len() == 1 {
            self.expr(expr)?;
            self.emit_arg(S::CALL_INTRINSIC_1, bytecode::Intrinsic1::Print as u32, pos);
            self.emit(S::POP_TOP, NO_LOCATION);
            return Ok(());
        }
        if expr.constant().is_some() {
            self.emit(S::NOP, pos);
            return Ok(());
        }
        self.expr(expr)?;
        self.emit(S::POP_TOP, NO_LOCATION);
        Ok(())
    }

    fn return_stmt(&mut self, value: Option<&'t Expr>, stmt_pos: Position) -> Result<()> {
        let facts = self.here().facts;
        if !facts.function_like() {
            return self.error("'return' outside function", stmt_pos);
        }
        if value.is_some() && facts.coroutine && facts.generator {
            return self.error("'return' with value in async generator", stmt_pos);
        }
        let constant = value.and_then(Expr::constant);
        let mut pos = stmt_pos;
        match value {
            Some(value) if constant.is_none() => self.expr(value)?,
            Some(value) => {
                pos = value.pos;
                self.emit(S::NOP, pos);
            }
            None => {}
        }
        if value.is_none_or(|value| value.pos.line != stmt_pos.line) {
            pos = stmt_pos;
            self.emit(S::NOP, pos);
        }
        let keeps_value = value.is_some() && constant.is_none();
        self.unwind_all(&mut pos, keeps_value)?;
        match (value, constant) {
            (None, _) => self.load_none(pos),
            (_, Some(constant)) => self.load_const(constant, pos),
            _ => {}
        }
        self.emit(S::RETURN_VALUE, pos);
        Ok(())
    }

    pub(super) fn delete(&mut self, target: &'t Expr) -> Result<()> {
        let pos = target.pos;
        match &target.kind {
            ExprKind::Name(name) => self.name(name, Access::Delete, pos),
            ExprKind::Attribute { value, attr } => {
                self.expr(value)?;
                self.emit_name(
                    S::DELETE_ATTR,
                    attr,
                    super::attribute_pos(pos, target, attr),
                );
                Ok(())
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                self.expr(index)?;
                self.emit(S::DELETE_SUBSCR, pos);
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.delete(item))
            }
            _ => self.error("cannot delete expression", pos),
        }
    }

    fn if_stmt(
        &mut self,
        test: &'t Expr,
        body: &'t [Stmt],
        orelse: &'t [Stmt],
        pos: Position,
    ) -> Result<()> {
        let end = self.new_label();
        let next = if orelse.is_empty() {
            end
        } else {
            self.new_label()
        };
        self.jump_if(pos, test, next, false)?;
        self.statements(body)?;
        if !orelse.is_empty() {
            self.emit_jump(S::JUMP_NO_INTERRUPT, end, NO_LOCATION);
            self.place(next);
            self.statements(orelse)?;
        }
        self.place(end);
        Ok(())
    }

    fn raise(
        &mut self,
        exc: Option<&'t Expr>,
        cause: Option<&'t Expr>,
        pos: Position,
    ) -> Result<()> {
        let mut count = 0;
        for part in [exc, cause].into_iter().flatten() {
            self.expr(part)?;
            count += 1;
        }
        self.emit_arg(S::RAISE_VARARGS, count, pos);
        Ok(())
    }

    fn assert(&mut self, test: &'t Expr, message: Option<&'t Expr>, pos: Position) -> Result<()> {
        if self.optimize > 0 {
            return Ok(());
        }
        let end = self.new_label();
        self.jump_if(pos, test, end, true)?;
        self.emit(S::LOAD_ASSERTION_ERROR, pos);
        if let Some(message) = message {
            self.expr(message)?;
            self.emit_arg(S::CALL, 0, pos);
        }
        self.emit_arg(S::RAISE_VARARGS, 1, pos);
        self.place(end);
        Ok(())
    }
}

/// Whether a body annotates a name, blocks inside it included, functions and classes not.
fn has_annotations(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::AnnAssign { .. } => true,
        StmtKind::For(node) => has_annotations(&node.body) || has_annotations(&node.orelse),
        StmtKind::While { body, orelse, .. } | StmtKind::If { body, orelse, .. } => {
            has_annotations(body) || has_annotations(orelse)
        }
        StmtKind::With(node) => has_annotations(&node.body),
        StmtKind::Match(node) => node.cases.iter().any(|case| has_annotations(&case.body)),
        StmtKind::Try(node) => {
            has_annotations(&node.body)
                || node
                    .handlers
                    .iter()
                    .any(|handler| has_annotations(&handler.body))
                || has_annotations(&node.orelse)
                || has_annotations(&node.finalbody)
        }
        _ => false,
    })
}
