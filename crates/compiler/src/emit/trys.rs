//! `try` with `except`, `else` and `finally`.

use bytecode::Position;

use super::Emitter;
use super::names::Access;
use super::unit::FrameBlock;
use crate::error::Result;
use crate::ir::{Label, NO_LOCATION, S};
use crate::tree::{Handler, Name, Try};

impl<'t> Emitter<'t> {
    pub(super) fn try_stmt(&mut self, node: &'t Try, pos: Position) -> Result<()> {
        match (node.finalbody.is_empty(), node.is_star) {
            (false, _) => self.try_finally(node, pos),
            (true, false) => self.try_except(node, pos),
            (true, true) => self.try_star(node, pos),
        }
    }

    fn try_finally(&mut self, node: &'t Try, pos: Position) -> Result<()> {
        let (end, exit, cleanup) = (self.new_label(), self.new_label(), self.new_label());
        self.emit_jump(S::SETUP_FINALLY, end, pos);
        self.push_block(FrameBlock::FinallyTry {
            body: &node.finalbody,
        });
        match (node.handlers.is_empty(), node.is_star) {
            (true, _) => self.statements(&node.body)?,
            (false, false) => self.try_except(node, pos)?,
            (false, true) => self.try_star(node, pos)?,
        }
        self.emit(S::POP_BLOCK, NO_LOCATION);
        self.pop_block();
        self.statements(&node.finalbody)?;
        self.emit_jump(S::JUMP_NO_INTERRUPT, exit, NO_LOCATION);
        self.place(end);
        self.push_block(FrameBlock::FinallyEnd);
        self.emit_jump(S::SETUP_CLEANUP, cleanup, NO_LOCATION);
        self.emit(S::PUSH_EXC_INFO, NO_LOCATION);
        self.statements(&node.finalbody)?;
        self.emit_arg(S::RERAISE, 0, NO_LOCATION);
        self.pop_block();
        self.place(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.place(exit);
        Ok(())
    }

    fn try_except(&mut self, node: &'t Try, pos: Position) -> Result<()> {
        let (mut except, end, cleanup) = (self.new_label(), self.new_label(), self.new_label());
        self.emit_jump(S::SETUP_FINALLY, except, pos);
        self.push_block(FrameBlock::TryExcept);
        self.statements(&node.body)?;
        self.pop_block();
        self.emit(S::POP_BLOCK, NO_LOCATION);
        self.statements(&node.orelse)?;
        self.emit_jump(S::JUMP_NO_INTERRUPT, end, NO_LOCATION);
        self.place(except);
        self.emit_jump(S::SETUP_CLEANUP, cleanup, NO_LOCATION);
        self.emit(S::PUSH_EXC_INFO, NO_LOCATION);
        self.push_block(FrameBlock::ExceptionHandler);
        for (index, handler) in node.handlers.iter().enumerate() {
            if handler.kind.is_none() && index + 1 < node.handlers.len() {
                return self.error("default 'except:' must be last", handler.pos);
            }
            except = self.new_label();
            self.handler(handler, except, end)?;
            self.place(except);
        }
        self.emit_arg(S::RERAISE, 0, NO_LOCATION);
        self.pop_block();
        self.place(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.place(end);
        Ok(())
    }

    /// One `except` clause: `next` when the type doesn't match, `end` when its body is done.
    fn handler(&mut self, handler: &'t Handler, next: Label, end: Label) -> Result<()> {
        let pos = handler.pos;
        if let Some(kind) = &handler.kind {
            self.expr(kind)?;
            self.emit(S::CHECK_EXC_MATCH, pos);
            self.emit_jump(S::POP_JUMP_IF_FALSE, next, pos);
        }
        let Some(name) = &handler.name else {
            self.emit(S::POP_TOP, pos);
            self.push_block(FrameBlock::HandlerCleanup { name: None });
            self.statements(&handler.body)?;
            self.pop_block();
            self.emit(S::POP_BLOCK, NO_LOCATION);
            self.emit(S::POP_EXCEPT, NO_LOCATION);
            self.emit_jump(S::JUMP_NO_INTERRUPT, end, NO_LOCATION);
            return Ok(());
        };
        let cleanup = self.new_label();
        self.store_name(name, pos)?;
        self.emit_jump(S::SETUP_CLEANUP, cleanup, pos);
        self.push_block(FrameBlock::HandlerCleanup {
            name: Some(name.clone()),
        });
        self.statements(&handler.body)?;
        self.pop_block();
        self.emit(S::POP_BLOCK, NO_LOCATION);
        self.emit(S::POP_BLOCK, NO_LOCATION);
        self.emit(S::POP_EXCEPT, NO_LOCATION);
        self.forget(name)?;
        self.emit_jump(S::JUMP_NO_INTERRUPT, end, NO_LOCATION);
        self.place(cleanup);
        self.forget(name)?;
        self.emit_arg(S::RERAISE, 1, NO_LOCATION);
        Ok(())
    }

    /// `name = None; del name`: the exception must not outlive its handler.
    pub(super) fn forget(&mut self, name: &Name) -> Result<()> {
        self.load_none(NO_LOCATION);
        self.store_name(name, NO_LOCATION)?;
        self.name(name, Access::Delete, NO_LOCATION)
    }
}
