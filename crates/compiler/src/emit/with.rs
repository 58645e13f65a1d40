//! `with` and `async with`.

use bytecode::Position;

use super::Emitter;
use super::unit::FrameBlock;
use crate::error::Result;
use crate::ir::{Label, NO_LOCATION, S};
use crate::tree::With;

impl<'t> Emitter<'t> {
    /// The items from `index` on, one inside the other.
    pub(super) fn with(&mut self, node: &'t With, index: usize, stmt_pos: Position) -> Result<()> {
        if node.is_async && !self.in_coroutine() {
            return self.error("'async with' outside async function", stmt_pos);
        }
        let (handler, exit, cleanup) = (self.new_label(), self.new_label(), self.new_label());
        let (context, target) = &node.items[index];
        self.expr(context)?;
        let pos = context.pos;
        if node.is_async {
            self.emit(S::BEFORE_ASYNC_WITH, pos);
            self.emit_arg(S::GET_AWAITABLE, 1, pos);
            self.load_none(pos);
            self.yield_from(pos, true);
        } else {
            self.emit(S::BEFORE_WITH, pos);
        }
        self.emit_jump(S::SETUP_WITH, handler, pos);
        self.push_block(FrameBlock::With {
            pos,
            is_async: node.is_async,
        });
        match target {
            Some(target) => self.store(target)?,
            None => self.emit(S::POP_TOP, pos),
        }
        if index + 1 == node.items.len() {
            self.statements(&node.body)?;
        } else {
            crate::stack::grow(|| self.with(node, index + 1, stmt_pos))?;
        }
        self.pop_block();
        self.emit(S::POP_BLOCK, if node.is_async { pos } else { NO_LOCATION });
        self.call_exit(pos);
        self.await_exit(node.is_async, pos);
        self.emit(S::POP_TOP, pos);
        self.emit_jump(S::JUMP_NO_INTERRUPT, exit, pos);
        self.place(handler);
        self.emit_jump(S::SETUP_CLEANUP, cleanup, pos);
        self.emit(S::PUSH_EXC_INFO, pos);
        self.emit(S::WITH_EXCEPT_START, pos);
        self.await_exit(node.is_async, pos);
        self.finish_with(cleanup);
        self.place(exit);
        Ok(())
    }

    fn await_exit(&mut self, is_async: bool, pos: Position) {
        if is_async {
            self.emit_arg(S::GET_AWAITABLE, 2, pos);
            self.load_none(pos);
            self.yield_from(pos, true);
        }
    }

    /// `exit(None, None, None)`.
    pub(super) fn call_exit(&mut self, pos: Position) {
        for _ in 0..3 {
            self.load_none(pos);
        }
        self.emit_arg(S::CALL, 2, pos);
    }

    /// After `__exit__` saw the exception: swallow it or raise it again.
    fn finish_with(&mut self, cleanup: Label) {
        let (suppress, exit) = (self.new_label(), self.new_label());
        self.emit(S::TO_BOOL, NO_LOCATION);
        self.emit_jump(S::POP_JUMP_IF_TRUE, suppress, NO_LOCATION);
        self.emit_arg(S::RERAISE, 2, NO_LOCATION);
        self.place(suppress);
        self.emit(S::POP_TOP, NO_LOCATION);
        self.emit(S::POP_BLOCK, NO_LOCATION);
        self.emit(S::POP_EXCEPT, NO_LOCATION);
        self.emit(S::POP_TOP, NO_LOCATION);
        self.emit(S::POP_TOP, NO_LOCATION);
        self.emit_jump(S::JUMP_NO_INTERRUPT, exit, NO_LOCATION);
        self.place(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.place(exit);
    }

    pub(super) fn pop_except_and_reraise(&mut self, pos: Position) {
        self.emit_arg(S::COPY, 3, pos);
        self.emit(S::POP_EXCEPT, pos);
        self.emit_arg(S::RERAISE, 1, pos);
    }
}
