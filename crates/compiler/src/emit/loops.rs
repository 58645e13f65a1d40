//! Loops, and leaving blocks: what `break`, `continue` and `return` must undo on their way.

use bytecode::{Const, Position};

use super::Emitter;
use super::names::Access;
use super::unit::FrameBlock;
use crate::error::Result;
use crate::ir::{Label, NO_LOCATION, S};
use crate::tree::{Expr, For, Stmt};

impl<'t> Emitter<'t> {
    pub(super) fn for_loop(&mut self, node: &'t For) -> Result<()> {
        let (start, cleanup, end) = (self.new_label(), self.new_label(), self.new_label());
        self.push_block(FrameBlock::ForLoop { start, exit: end });
        self.expr(&node.iter)?;
        let pos = node.iter.pos;
        self.emit(S::GET_ITER, pos);
        self.place(start);
        self.emit_jump(S::FOR_ITER, cleanup, pos);
        self.emit(S::NOP, node.target.pos);
        self.store(&node.target)?;
        self.statements(&node.body)?;
        self.emit_jump(S::JUMP, start, NO_LOCATION);
        self.place(cleanup);
        self.emit(S::END_FOR, NO_LOCATION);
        self.emit(S::POP_TOP, NO_LOCATION);
        self.pop_block();
        self.statements(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn async_for(&mut self, node: &'t For, stmt_pos: Position) -> Result<()> {
        if !self.in_coroutine() {
            return self.error("'async for' outside async function", stmt_pos);
        }
        let (start, except, end) = (self.new_label(), self.new_label(), self.new_label());
        self.expr(&node.iter)?;
        let pos = node.iter.pos;
        self.emit(S::GET_AITER, pos);
        self.place(start);
        self.push_block(FrameBlock::ForLoop { start, exit: end });
        self.emit_jump(S::SETUP_FINALLY, except, pos);
        self.emit(S::GET_ANEXT, pos);
        self.load_none(pos);
        self.yield_from(pos, true);
        self.emit(S::POP_BLOCK, pos);
        self.store(&node.target)?;
        self.statements(&node.body)?;
        self.emit_jump(S::JUMP, start, NO_LOCATION);
        self.pop_block();
        self.place(except);
        self.emit(S::END_ASYNC_FOR, pos);
        self.statements(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn while_loop(
        &mut self,
        test: &'t Expr,
        body: &'t [Stmt],
        orelse: &'t [Stmt],
        pos: Position,
    ) -> Result<()> {
        let (start, end, anchor) = (self.new_label(), self.new_label(), self.new_label());
        let inner = self.new_label();
        self.place(start);
        self.push_block(FrameBlock::WhileLoop { start, exit: end });
        self.jump_if(pos, test, anchor, false)?;
        self.place(inner);
        self.statements(body)?;
        self.jump_if(pos, test, inner, true)?;
        self.pop_block();
        self.place(anchor);
        self.statements(orelse)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn break_stmt(&mut self, stmt_pos: Position) -> Result<()> {
        let mut pos = stmt_pos;
        self.emit(S::NOP, pos);
        match self.unwind_to_loop(&mut pos)? {
            Some((block, _, exit)) => {
                self.unwind(&block, &mut pos, false)?;
                self.emit_jump(S::JUMP, exit, pos);
                Ok(())
            }
            None => self.error("'break' outside loop", stmt_pos),
        }
    }

    pub(super) fn continue_stmt(&mut self, stmt_pos: Position) -> Result<()> {
        let mut pos = stmt_pos;
        self.emit(S::NOP, pos);
        match self.unwind_to_loop(&mut pos)? {
            Some((_, start, _)) => {
                self.emit_jump(S::JUMP, start, pos);
                Ok(())
            }
            None => self.error("'continue' not properly in loop", stmt_pos),
        }
    }

    /// Undoes every block around the statement; with `keeps_value` the value on top of the stack survives.
    pub(super) fn unwind_all(&mut self, pos: &mut Position, keeps_value: bool) -> Result<()> {
        self.unwind_blocks(pos, keeps_value, false).map(|_| ())
    }

    /// Undoes the blocks up to the innermost loop and gives that loop, its start and its exit.
    fn unwind_to_loop(
        &mut self,
        pos: &mut Position,
    ) -> Result<Option<(FrameBlock<'t>, Label, Label)>> {
        self.unwind_blocks(pos, false, true)
    }

    /// While a block is undone it isn't open any more, so that a `return` inside its `finally` doesn't undo it again.
    fn unwind_blocks(
        &mut self,
        pos: &mut Position,
        keeps_value: bool,
        to_loop: bool,
    ) -> Result<Option<(FrameBlock<'t>, Label, Label)>> {
        let mut undone = Vec::new();
        let mut found = None;
        while let Some(block) = self.unit().frame_blocks.pop() {
            if matches!(block, FrameBlock::ExceptionGroupHandler) {
                let message = "'break', 'continue' and 'return' cannot appear in an except* block";
                return self.error(message, *pos);
            }
            if let (
                true,
                FrameBlock::WhileLoop { start, exit } | FrameBlock::ForLoop { start, exit },
            ) = (to_loop, &block)
            {
                found = Some((block.clone(), *start, *exit));
                undone.push(block);
                break;
            }
            self.unwind(&block, pos, keeps_value)?;
            undone.push(block);
        }
        undone.reverse();
        self.unit().frame_blocks.extend(undone);
        Ok(found)
    }

    fn unwind(
        &mut self,
        block: &FrameBlock<'t>,
        pos: &mut Position,
        keeps_value: bool,
    ) -> Result<()> {
        match block {
            FrameBlock::WhileLoop { .. }
            | FrameBlock::ExceptionHandler
            | FrameBlock::ExceptionGroupHandler
            | FrameBlock::AsyncComprehension => {}
            FrameBlock::ForLoop { .. } | FrameBlock::PopValue => {
                self.keep_value(keeps_value, *pos);
                self.emit(S::POP_TOP, *pos);
            }
            FrameBlock::TryExcept => self.emit(S::POP_BLOCK, *pos),
            FrameBlock::FinallyTry { body } => {
                self.emit(S::POP_BLOCK, *pos);
                if keeps_value {
                    self.push_block(FrameBlock::PopValue);
                }
                self.statements(body)?;
                if keeps_value {
                    self.pop_block();
                }
                *pos = NO_LOCATION;
            }
            FrameBlock::FinallyEnd => {
                self.keep_value(keeps_value, *pos);
                self.emit(S::POP_TOP, *pos);
                self.keep_value(keeps_value, *pos);
                self.emit(S::POP_BLOCK, *pos);
                self.emit(S::POP_EXCEPT, *pos);
            }
            FrameBlock::With {
                pos: with_pos,
                is_async,
            } => {
                *pos = *with_pos;
                self.emit(S::POP_BLOCK, *pos);
                self.keep_value(keeps_value, *pos);
                self.call_exit(*pos);
                if *is_async {
                    self.emit_arg(S::GET_AWAITABLE, 2, *pos);
                    self.load_new(Const::None, *pos);
                    self.yield_from(*pos, true);
                }
                self.emit(S::POP_TOP, *pos);
                *pos = NO_LOCATION;
            }
            FrameBlock::HandlerCleanup { name } => {
                if name.is_some() {
                    self.emit(S::POP_BLOCK, *pos);
                }
                self.keep_value(keeps_value, *pos);
                self.emit(S::POP_BLOCK, *pos);
                self.emit(S::POP_EXCEPT, *pos);
                if let Some(name) = name {
                    self.load_none(*pos);
                    self.store_name(name, *pos)?;
                    self.name(name, Access::Delete, *pos)?;
                }
            }
        }
        Ok(())
    }

    fn keep_value(&mut self, keeps_value: bool, pos: Position) {
        if keeps_value {
            self.emit_arg(S::SWAP, 2, pos);
        }
    }
}
