//! Comprehensions, inlined where they stand (PEP 709), and generator expressions, which are functions.

use std::sync::Arc;

use bytecode::Position;

use super::Emitter;
use super::unit::{FrameBlock, UnitKind};
use crate::error::Result;
use crate::ir::{Label, NO_LOCATION, S};
use crate::scopes::{BlockKind, Meaning, Symbol, usage};
use crate::tree::*;

/// What an inlined comprehension changed and must put back.
#[derive(Default)]
struct Isolation {
    /// Outer values of these names wait on the stack.
    saved: Vec<Name>,
    /// Symbols as they are outside.
    symbols: Vec<(Name, Option<Symbol>)>,
    /// Names that lived in a register only inside.
    hidden: Vec<Name>,
    /// 3.13's compiler keeps a table of what changed.
    hides: bool,
    cleanup: Option<Label>,
}

impl<'t> Emitter<'t> {
    pub(super) fn comprehension(&mut self, node: &'t Comprehension, pos: Position) -> Result<()> {
        let scopes = self.scopes;
        let block = scopes.block(node.scope);
        let outermost = &node.generators[0];
        let is_generator = node.kind == ComprehensionKind::Generator;
        let outer_kind = self.here().kind;
        let makes_async = block.coroutine && !is_generator;
        if makes_async
            && !matches!(
                outer_kind,
                UnitKind::AsyncFunction | UnitKind::Comprehension
            )
        {
            return self.error(
                "asynchronous comprehension outside of an asynchronous function",
                pos,
            );
        }
        let get_iter = if outermost.is_async {
            S::GET_AITER
        } else {
            S::GET_ITER
        };
        if block.inlined {
            self.expr(&outermost.iter)?;
            self.emit(get_iter, outermost.iter.pos);
            let isolation = self.isolate(node, pos);
            self.start_collection(node.kind, pos);
            self.emit_arg(S::SWAP, 2, pos);
            self.generators(node, 0, 0)?;
            self.end_isolation(isolation, pos);
            return Ok(());
        }
        self.enter(
            UnitKind::Comprehension,
            Arc::from(unit_name(node.kind)),
            node.scope,
            pos.line,
        );
        self.unit().arg_count = 1;
        if !is_generator {
            self.start_collection(node.kind, pos);
        }
        self.emit_arg(S::LOAD_FAST, 0, outermost.iter.pos);
        self.generators(node, 0, 0)?;
        if is_generator {
            self.wrap_stop_iteration();
        } else {
            self.emit(S::RETURN_VALUE, pos);
        }
        let code = self.assemble(true)?;
        self.make_function(code, 0, pos);
        self.expr(&outermost.iter)?;
        self.emit(get_iter, outermost.iter.pos);
        self.emit_arg(S::CALL, 0, pos);
        if makes_async {
            self.emit_arg(S::GET_AWAITABLE, 0, pos);
            self.load_none(pos);
            self.yield_from(pos, true);
        }
        Ok(())
    }

    fn start_collection(&mut self, kind: ComprehensionKind, pos: Position) {
        let op = match kind {
            ComprehensionKind::List => S::BUILD_LIST,
            ComprehensionKind::Set => S::BUILD_SET,
            _ => S::BUILD_MAP,
        };
        self.emit_arg(op, 0, pos);
    }

    /// Loop number `index` and those inside it; the iterator of the first is on the stack.
    /// `depth`: stack entries between the collection and the innermost iterator.
    fn generators(&mut self, node: &'t Comprehension, index: usize, depth: u32) -> Result<()> {
        match node.generators[index].is_async {
            true => crate::stack::grow(|| self.async_generator(node, index, depth)),
            false => crate::stack::grow(|| self.sync_generator(node, index, depth)),
        }
    }

    fn sync_generator(&mut self, node: &'t Comprehension, index: usize, depth: u32) -> Result<()> {
        let generator = &node.generators[index];
        let (start, skip, done) = (self.new_label(), self.new_label(), self.new_label());
        let mut depth = depth;
        let mut is_loop = true;
        if index > 0 {
            match single_element(&generator.iter) {
                Some(element) => {
                    self.expr(element)?;
                    is_loop = false;
                }
                None => {
                    self.expr(&generator.iter)?;
                    self.emit(S::GET_ITER, generator.iter.pos);
                }
            }
        }
        if is_loop {
            depth += 1;
            self.place(start);
            self.emit_jump(S::FOR_ITER, done, generator.iter.pos);
        }
        self.store(&generator.target)?;
        self.filter_and_go_on(node, index, depth, skip)?;
        self.place(skip);
        if is_loop {
            let pos = element_pos(node);
            self.emit_jump(S::JUMP, start, pos);
            self.place(done);
            self.emit(S::END_FOR, NO_LOCATION);
            self.emit(S::POP_TOP, NO_LOCATION);
        }
        Ok(())
    }

    fn async_generator(&mut self, node: &'t Comprehension, index: usize, depth: u32) -> Result<()> {
        let generator = &node.generators[index];
        let pos = generator.iter.pos;
        let (start, skip, except) = (self.new_label(), self.new_label(), self.new_label());
        if index > 0 {
            self.expr(&generator.iter)?;
            self.emit(S::GET_AITER, pos);
        }
        self.place(start);
        self.push_block(FrameBlock::AsyncComprehension);
        self.emit_jump(S::SETUP_FINALLY, except, pos);
        self.emit(S::GET_ANEXT, pos);
        self.load_none(pos);
        self.yield_from(pos, true);
        self.emit(S::POP_BLOCK, pos);
        self.store(&generator.target)?;
        self.filter_and_go_on(node, index, depth + 1, skip)?;
        self.place(skip);
        self.emit_jump(S::JUMP, start, element_pos(node));
        self.pop_block();
        self.place(except);
        self.emit(S::END_ASYNC_FOR, pos);
        Ok(())
    }

    fn filter_and_go_on(
        &mut self,
        node: &'t Comprehension,
        index: usize,
        depth: u32,
        skip: Label,
    ) -> Result<()> {
        for test in &node.generators[index].ifs {
            self.jump_if(test.pos, test, skip, false)?;
        }
        if index + 1 < node.generators.len() {
            return self.generators(node, index + 1, depth);
        }
        self.collect(node, depth)
    }

    /// Evaluates the element and adds it to the collection `depth` entries below.
    fn collect(&mut self, node: &'t Comprehension, depth: u32) -> Result<()> {
        self.expr(&node.element)?;
        let pos = element_pos(node);
        match node.kind {
            ComprehensionKind::Generator => {
                self.yield_value(pos);
                self.emit(S::POP_TOP, pos);
            }
            ComprehensionKind::List => self.emit_arg(S::LIST_APPEND, depth + 1, pos),
            ComprehensionKind::Set => self.emit_arg(S::SET_ADD, depth + 1, pos),
            ComprehensionKind::Dict => {
                if let Some(value) = &node.value {
                    self.expr(value)?;
                }
                self.emit_arg(S::MAP_ADD, depth + 1, pos);
            }
        }
        Ok(())
    }

    /// Puts the outer values of the names that the comprehension binds on the stack, and makes its symbols ours.
    fn isolate(&mut self, node: &Comprehension, pos: Position) -> Isolation {
        let block = self.scopes.block(node.scope);
        let unit = self.unit();
        let in_class = unit.facts.kind == BlockKind::Class && unit.inlined_comprehensions == 0;
        unit.inlined_comprehensions += 1;
        let mut isolation = Isolation::default();
        for (name, symbol) in block.symbols.iter() {
            let bound = symbol.usage & usage::LOCAL != 0 && symbol.usage & usage::NONLOCAL == 0;
            if bound || in_class {
                self.take_over(name, symbol, pos, &mut isolation);
            }
        }
        // Names of inner ones are the outermost's already.
        isolation.hides = self.here().inlined_comprehensions == 1;
        self.unit().hiding_comprehensions += u32::from(isolation.hides);
        self.measure(0);
        if !isolation.saved.is_empty() {
            self.emit_arg(S::SWAP, isolation.saved.len() as u32 + 1, pos);
            let cleanup = self.new_label();
            self.emit_jump(S::SETUP_FINALLY, cleanup, pos);
            isolation.cleanup = Some(cleanup);
        }
        isolation
    }

    fn take_over(&mut self, name: &Name, symbol: Symbol, pos: Position, isolation: &mut Isolation) {
        let unit = self.unit();
        if !unit.facts.function_like() && unit.fast_hidden.insert(name.clone()) {
            unit.hidden.insert(name.clone());
            isolation.hidden.push(name.clone());
        }
        let outer = unit.symbols.get(name);
        let outer_meaning = outer.map_or(Meaning::Unknown, |outer| outer.meaning);
        if symbol.meaning != outer_meaning {
            isolation.symbols.push((name.clone(), outer));
            unit.symbols.set(name, symbol);
        }
        let index = unit.varnames.add(name);
        unit.emit(S::LOAD_FAST_AND_CLEAR, index, pos);
        if symbol.meaning == Meaning::Cell {
            let cell = unit.cell_index(name);
            unit.emit(S::MAKE_CELL, cell, pos);
        }
        isolation.saved.push(name.clone());
    }

    fn end_isolation(&mut self, isolation: Isolation, pos: Position) {
        let unit = self.unit();
        unit.inlined_comprehensions -= 1;
        unit.hiding_comprehensions -= u32::from(isolation.hides);
        for (name, symbol) in isolation.symbols {
            match symbol {
                Some(symbol) => unit.symbols.set(&name, symbol),
                None => unit.symbols.remove(&name),
            }
        }
        for name in isolation.hidden {
            unit.fast_hidden.remove(&name);
        }
        let Some(cleanup) = isolation.cleanup else {
            return;
        };
        let end = self.new_label();
        self.emit(S::POP_BLOCK, NO_LOCATION);
        self.emit_jump(S::JUMP_NO_INTERRUPT, end, NO_LOCATION);
        self.place(cleanup);
        self.emit_arg(S::SWAP, 2, NO_LOCATION);
        self.emit(S::POP_TOP, NO_LOCATION);
        self.restore(&isolation.saved, pos);
        self.emit_arg(S::RERAISE, 0, NO_LOCATION);
        self.place(end);
        self.restore(&isolation.saved, pos);
    }

    fn restore(&mut self, saved: &[Name], pos: Position) {
        self.emit_arg(S::SWAP, saved.len() as u32 + 1, pos);
        for name in saved.iter().rev() {
            let index = self.unit().varnames.add(name);
            self.emit_arg(S::STORE_FAST_MAYBE_NULL, index, pos);
        }
    }
}

fn unit_name(kind: ComprehensionKind) -> &'static str {
    match kind {
        ComprehensionKind::List => "<listcomp>",
        ComprehensionKind::Set => "<setcomp>",
        ComprehensionKind::Dict => "<dictcomp>",
        ComprehensionKind::Generator => "<genexpr>",
    }
}

/// `for x in [value]` is an assignment.
fn single_element(iter: &Expr) -> Option<&Expr> {
    match &iter.kind {
        ExprKind::List(items) | ExprKind::Tuple(items) => match &items[..] {
            [item] if !super::is_starred(item) => Some(item),
            _ => None,
        },
        _ => None,
    }
}

fn element_pos(node: &Comprehension) -> Position {
    let start = node.element.pos;
    match &node.value {
        Some(value) => Position {
            end_line: value.pos.end_line,
            end_col: value.pos.end_col,
            ..start
        },
        None => start,
    }
}
