//! `try` with `except*`.

use bytecode::{Intrinsic2, Position};

use super::Emitter;
use super::unit::FrameBlock;
use crate::error::Result;
use crate::ir::{Label, NO_LOCATION, S};
use crate::tree::{Handler, Try};

/// Where the clauses of one `except*` chain meet.
struct Exits {
    next: Label,
    /// The list of raised exceptions and the rest of the group are on the stack.
    collected: Label,
}

impl<'t> Emitter<'t> {
    pub(super) fn try_star(&mut self, node: &'t Try, pos: Position) -> Result<()> {
        let (except, orelse, end) = (self.new_label(), self.new_label(), self.new_label());
        let (cleanup, reraise_star) = (self.new_label(), self.new_label());
        self.emit_jump(S::SETUP_FINALLY, except, pos);
        self.push_block(FrameBlock::TryExcept);
        self.statements(&node.body)?;
        self.pop_block();
        self.emit(S::POP_BLOCK, NO_LOCATION);
        self.emit_jump(S::JUMP_NO_INTERRUPT, orelse, NO_LOCATION);
        self.place(except);
        self.emit_jump(S::SETUP_CLEANUP, cleanup, NO_LOCATION);
        self.emit(S::PUSH_EXC_INFO, NO_LOCATION);
        self.push_block(FrameBlock::ExceptionGroupHandler);
        for (index, handler) in node.handlers.iter().enumerate() {
            if index == 0 {
                self.emit_arg(S::BUILD_LIST, 0, handler.pos);
                self.emit_arg(S::COPY, 2, handler.pos);
            }
            self.star_handler(handler)?;
            if index + 1 == node.handlers.len() {
                self.emit_arg(S::LIST_APPEND, 1, NO_LOCATION);
                self.emit_jump(S::JUMP_NO_INTERRUPT, reraise_star, NO_LOCATION);
            }
        }
        self.pop_block();
        self.reraise_rest(reraise_star, end);
        self.place(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.place(orelse);
        self.statements(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    fn star_handler(&mut self, handler: &'t Handler) -> Result<()> {
        let pos = handler.pos;
        let exits = Exits {
            next: self.new_label(),
            collected: self.new_label(),
        };
        let no_match = self.new_label();
        if let Some(kind) = &handler.kind {
            self.expr(kind)?;
            self.emit(S::CHECK_EG_MATCH, pos);
            self.emit_arg(S::COPY, 1, pos);
            self.emit_jump(S::POP_JUMP_IF_NONE, no_match, pos);
        }
        let cleanup = self.new_label();
        match &handler.name {
            Some(name) => self.store_name(name, pos)?,
            None => self.emit(S::POP_TOP, pos),
        }
        self.emit_jump(S::SETUP_CLEANUP, cleanup, pos);
        self.push_block(FrameBlock::HandlerCleanup {
            name: handler.name.clone(),
        });
        self.statements(&handler.body)?;
        self.pop_block();
        self.emit(S::POP_BLOCK, NO_LOCATION);
        self.forget_optional(handler)?;
        self.emit_jump(S::JUMP_NO_INTERRUPT, exits.next, NO_LOCATION);
        self.place(cleanup);
        self.forget_optional(handler)?;
        self.emit_arg(S::LIST_APPEND, 3, NO_LOCATION);
        self.emit(S::POP_TOP, NO_LOCATION);
        self.emit_jump(S::JUMP_NO_INTERRUPT, exits.collected, NO_LOCATION);
        self.place(exits.next);
        self.emit(S::NOP, NO_LOCATION);
        self.emit_jump(S::JUMP_NO_INTERRUPT, exits.collected, NO_LOCATION);
        self.place(no_match);
        self.emit(S::POP_TOP, pos);
        self.place(exits.collected);
        Ok(())
    }

    fn forget_optional(&mut self, handler: &Handler) -> Result<()> {
        handler
            .name
            .as_ref()
            .map_or(Ok(()), |name| self.forget(name))
    }

    /// Raises what no clause handled and what the clauses raised, if anything.
    fn reraise_rest(&mut self, entry: Label, end: Label) {
        let reraise = self.new_label();
        self.place(entry);
        self.emit_arg(
            S::CALL_INTRINSIC_2,
            Intrinsic2::PrepareReraiseStar as u32,
            NO_LOCATION,
        );
        self.emit_arg(S::COPY, 1, NO_LOCATION);
        self.emit_jump(S::POP_JUMP_IF_NOT_NONE, reraise, NO_LOCATION);
        self.emit(S::POP_TOP, NO_LOCATION);
        self.emit(S::POP_BLOCK, NO_LOCATION);
        self.emit(S::POP_EXCEPT, NO_LOCATION);
        self.emit_jump(S::JUMP_NO_INTERRUPT, end, NO_LOCATION);
        self.place(reraise);
        self.emit(S::POP_BLOCK, NO_LOCATION);
        self.emit_arg(S::SWAP, 2, NO_LOCATION);
        self.emit(S::POP_EXCEPT, NO_LOCATION);
        self.emit_arg(S::RERAISE, 0, NO_LOCATION);
    }
}
