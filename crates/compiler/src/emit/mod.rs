//! From the tree to stack instructions, construct by construct.
//!
//! The order in which constants and names are met here is what a program sees in `co_consts` and `co_names`, and the
//! position given to each instruction is what a traceback shows; both follow 3.13. `flow/` then cleans the code up.

mod assign;
mod call;
mod class;
mod compare;
mod comprehension;
mod display;
mod expr;
mod function;
mod generic;
mod import;
mod loops;
mod names;
mod pattern;
mod pattern_parts;
mod stmt;
mod trys;
mod trystar;
pub mod unit;
mod with;

use std::sync::Arc;

use bytecode::{CodeData, Const, Position};

use crate::consts::{ConstPool, Holds};
use crate::error::{Fault, Result};
use crate::ir::{Label, NO_LOCATION, S};
use crate::scopes::{Block, Scopes};
use crate::tree::{Expr, ExprKind, Name, ScopeKey, Stmt};
use crate::{Compiled, Scaffold};
use unit::{FrameBlock, Unit, UnitKind};

/// From this many operands on, displays and calls are built piece by piece so that the stack stays small.
const STACK_GUIDELINE: usize = 30;

/// What the whole compilation shares.
pub struct Emitter<'t> {
    scopes: &'t Scopes,
    units: Vec<Unit<'t>>,
    filename: Arc<str>,
    pool: ConstPool,
    optimize: u8,
    /// `from __future__` bits, set in every code object.
    future_flags: u32,
    interactive: bool,
    scaffold: Scaffold,
}

/// Tables of a code unit: constants, names, locals, cells, free and hidden names.
const UNIT_DICTS: u32 = 6;

/// Settings of a compilation that code generation needs.
pub struct Settings {
    pub filename: Arc<str>,
    pub optimize: u8,
    pub future_flags: u32,
    /// What the tree holds.
    pub holds: Holds,
}

impl<'t> Emitter<'t> {
    pub fn new(scopes: &'t Scopes, settings: Settings) -> Self {
        Self {
            scopes,
            units: Vec::new(),
            filename: settings.filename,
            pool: ConstPool::new(settings.holds),
            optimize: settings.optimize,
            future_flags: settings.future_flags,
            interactive: false,
            scaffold: scopes.scaffold(),
        }
    }

    /// A module, or an interactive statement whose expression values are printed.
    pub fn module(mut self, body: &'t [Stmt], interactive: bool) -> Result<Compiled> {
        self.interactive = interactive;
        self.enter_module();
        self.body(
            body,
            Position {
                line: 1,
                end_line: 1,
                col: 0,
                end_col: 0,
            },
        )?;
        let code = self.assemble(true)?;
        Ok(self.compiled(code))
    }

    /// An expression for `eval`.
    pub fn expression(mut self, expr: &'t Expr) -> Result<Compiled> {
        self.enter_module();
        self.expr(expr)?;
        let code = self.assemble(false)?;
        Ok(self.compiled(code))
    }

    fn compiled(self, code: Arc<CodeData>) -> Compiled {
        Compiled {
            code,
            tree: self.pool.tree,
            scaffold: self.scaffold,
        }
    }

    fn enter_module(&mut self) {
        let unit = Unit::new(
            UnitKind::Module,
            Arc::from("<module>"),
            1,
            self.scopes.module(),
        );
        self.units.push(unit);
        self.measure(0);
        self.emit_arg(
            S::RESUME,
            0,
            Position {
                line: 0,
                end_line: 1,
                col: 0,
                end_col: 0,
            },
        );
    }

    fn enter(&mut self, kind: UnitKind, name: Name, scope: ScopeKey, first_line: u32) -> &'t Block {
        let block = self.scopes.block(scope);
        let mut unit = Unit::new(kind, name, first_line, block);
        unit.qualname = self.qualified(&unit);
        self.units.push(unit);
        self.measure(0);
        let pos = Position {
            line: first_line,
            end_line: first_line,
            col: 0,
            end_col: 0,
        };
        self.emit_arg(S::RESUME, 0, pos);
        block
    }

    /// Notes how much is open, now that it is more: a unit, a comprehension, `constants` of a unit that is being finished.
    fn measure(&mut self, constants: u32) {
        let lists: u32 = self.units.iter().map(|u| u.inlined_comprehensions).sum();
        let hiding: u32 = self.units.iter().map(|u| u.hiding_comprehensions).sum();
        let scaffold = &mut self.scaffold;
        let dicts = UNIT_DICTS * self.units.len() as u32 + hiding;
        scaffold.unit_dicts = scaffold.unit_dicts.max(dicts);
        scaffold.unit_lists = scaffold.unit_lists.max(lists + constants);
        // A comprehension that hides names notes which, and what they were.
        let small: u32 = self.units.iter().map(Unit::small_tables).sum();
        scaffold.small_units = scaffold.small_units.max(small + 2 * hiding);
    }

    /// Turns the innermost unit into code. `implicit_none`: falling off the end returns None.
    fn assemble(&mut self, implicit_none: bool) -> Result<Arc<CodeData>> {
        if implicit_none {
            self.load_none(NO_LOCATION);
        }
        self.emit(S::RETURN_VALUE, NO_LOCATION);
        self.measure(0);
        let unit = self.units.pop().expect("a unit is open");
        self.measure(1);
        if let Some(name) = &unit.homeless {
            let message = format!("'{name}' is read from a cell that no scope around has");
            return Err(Fault::new(message, NO_LOCATION));
        }
        crate::flow::assemble(unit, &mut self.pool, &self.filename, self.future_flags)
    }

    fn unit(&mut self) -> &mut Unit<'t> {
        self.units.last_mut().expect("a unit is open")
    }

    fn here(&self) -> &Unit<'t> {
        self.units.last().expect("a unit is open")
    }

    fn emit(&mut self, op: S, pos: Position) {
        self.unit().emit(op, 0, pos);
    }

    fn emit_arg(&mut self, op: S, arg: u32, pos: Position) {
        self.unit().emit(op, arg, pos);
    }

    fn emit_jump(&mut self, op: S, label: Label, pos: Position) {
        self.unit().emit_jump(op, label, pos);
    }

    /// An instruction whose operand is an index into `co_names`.
    fn emit_name(&mut self, op: S, name: &Name, pos: Position) {
        let index = self.unit().names.add(name);
        self.emit_arg(op, index, pos);
    }

    fn new_label(&mut self) -> Label {
        self.unit().new_label()
    }

    fn place(&mut self, label: Label) {
        self.unit().place(label);
    }

    fn push_block(&mut self, block: FrameBlock<'t>) {
        self.unit().frame_blocks.push(block);
    }

    fn pop_block(&mut self) {
        self.unit().frame_blocks.pop();
    }

    /// Index of a constant in `co_consts`.
    fn constant(&mut self, value: &Arc<Const>) -> u32 {
        let (shared, key) = self.pool.share(value);
        add_const(self.unit(), shared, key)
    }

    fn load_const(&mut self, value: &Arc<Const>, pos: Position) {
        let index = self.constant(value);
        self.emit_arg(S::LOAD_CONST, index, pos);
    }

    fn load_new(&mut self, value: Const, pos: Position) {
        self.load_const(&Arc::new(value), pos);
    }

    fn load_none(&mut self, pos: Position) {
        self.load_new(Const::None, pos);
    }

    fn load_text(&mut self, text: &str, pos: Position) {
        self.load_const(&crate::lower::text(text), pos);
    }

    fn load_names(&mut self, names: impl Iterator<Item = Name>, pos: Position) {
        let items = names.map(|name| crate::lower::text(&name)).collect();
        self.load_new(Const::Tuple(items), pos);
    }

    fn error<T>(&self, message: impl Into<String>, pos: Position) -> Result<T> {
        Err(Fault::new(message, pos))
    }
}

/// Index of a shared constant in a unit's constants, added if it is new.
pub fn add_const(unit: &mut Unit<'_>, shared: Arc<Const>, key: Vec<u8>) -> u32 {
    let next = unit.consts.len() as u32;
    let index = *unit.const_index.entry(key).or_insert(next);
    if index == next {
        unit.consts.push(shared);
    }
    index
}

/// Where an attribute's own name stands: 3.13 points there when the expression spans lines.
fn attribute_pos(pos: Position, attribute: &Expr, name: &str) -> Position {
    let end = attribute.pos;
    if pos.line == end.end_line {
        return pos;
    }
    let length = name.chars().count() as i32;
    let mut out = Position {
        line: end.end_line,
        ..pos
    };
    if length <= end.end_col {
        out.col = end.end_col - length;
    } else {
        (out.col, out.end_col) = (-1, -1);
    }
    out.end_line = out.end_line.max(out.line);
    out
}

fn is_starred(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Starred(_))
}
