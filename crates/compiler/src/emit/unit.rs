//! One code object while its instructions are emitted: instruction sequence, labels, constants, names, frame blocks.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use bytecode::{Const, Position};

use crate::ir::{Ins, Label, NO_TARGET, S};
use crate::scopes::{Block, BlockKind, Meaning, Symbols, usage};
use crate::tree::Name;

/// What kind of code a unit becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
    /// Type parameters, bounds and aliases.
    Annotation,
}

/// Names with their index, in order of first use.
#[derive(Clone, Debug, Default)]
pub struct Table {
    order: Vec<Name>,
    index: HashMap<Name, u32>,
}

impl Table {
    pub fn add(&mut self, name: &Name) -> u32 {
        if let Some(&index) = self.index.get(name) {
            return index;
        }
        let index = self.order.len() as u32;
        self.order.push(name.clone());
        self.index.insert(name.clone(), index);
        index
    }

    pub fn find(&self, name: &str) -> Option<u32> {
        self.index.get(name).copied()
    }

    pub fn names(&self) -> &[Name] {
        &self.order
    }

    pub fn len(&self) -> usize {
        self.order.len()
    }
}

/// Constructs that a `return`, `break` or `continue` leaves on its way out.
#[derive(Clone, Debug)]
pub enum FrameBlock<'t> {
    WhileLoop { start: Label, exit: Label },
    ForLoop { start: Label, exit: Label },
    TryExcept,
    FinallyTry { body: &'t [crate::tree::Stmt] },
    FinallyEnd,
    With { pos: Position, is_async: bool },
    HandlerCleanup { name: Option<Name> },
    PopValue,
    ExceptionHandler,
    ExceptionGroupHandler,
    AsyncComprehension,
}

/// Facts about the scope, copied out of its block.
#[derive(Clone, Copy, Debug)]
pub struct ScopeFacts {
    pub kind: BlockKind,
    pub nested: bool,
    pub generator: bool,
    pub coroutine: bool,
    pub sees_class: bool,
}

impl ScopeFacts {
    pub fn function_like(self) -> bool {
        !matches!(self.kind, BlockKind::Module | BlockKind::Class)
    }
}

pub struct Unit<'t> {
    pub kind: UnitKind,
    pub name: Name,
    pub qualname: Name,
    pub first_line: u32,
    pub arg_count: u32,
    pub pos_only_arg_count: u32,
    pub kw_only_arg_count: u32,
    pub has_vararg: bool,
    pub has_kwarg: bool,
    pub facts: ScopeFacts,
    /// The block's symbols; an inlined comprehension changes them while it is compiled.
    pub symbols: Symbols,
    pub consts: Vec<Arc<Const>>,
    pub const_index: HashMap<Vec<u8>, u32>,
    pub names: Table,
    pub varnames: Table,
    pub cellvars: Table,
    pub freevars: Table,
    /// Targets of inlined comprehensions that live in registers although the block's locals don't.
    pub fast_hidden: HashSet<Name>,
    /// All that ever were.
    pub hidden: HashSet<Name>,
    pub code: Vec<Ins>,
    /// Where each label points: an index into `code`.
    pub labels: Vec<u32>,
    pub frame_blocks: Vec<FrameBlock<'t>>,
    pub inlined_comprehensions: u32,
    /// Those of them that hide names of the unit.
    pub hiding_comprehensions: u32,
    /// `self.x = ...` seen in the methods of this class.
    pub static_attributes: Table,
    /// A name that is read from a cell that no block around has: the scopes promised one in vain.
    pub homeless: Option<Name>,
}

impl<'t> Unit<'t> {
    /// How many of its tables of names have one to five.
    pub fn small_tables(&self) -> u32 {
        [&self.names, &self.varnames, &self.cellvars, &self.freevars]
            .into_iter()
            .filter(|table| (1..=5).contains(&table.order.len()))
            .count() as u32
    }

    pub fn new(kind: UnitKind, name: Name, first_line: u32, block: &Block) -> Self {
        let mut unit = Unit {
            kind,
            qualname: name.clone(),
            name,
            first_line,
            arg_count: 0,
            pos_only_arg_count: 0,
            kw_only_arg_count: 0,
            has_vararg: false,
            has_kwarg: false,
            facts: ScopeFacts {
                kind: block.kind,
                nested: block.nested,
                generator: block.generator,
                coroutine: block.coroutine,
                sees_class: block.sees_class,
            },
            symbols: block.symbols.clone(),
            consts: Vec::new(),
            const_index: HashMap::new(),
            names: Table::default(),
            varnames: Table::default(),
            cellvars: Table::default(),
            freevars: Table::default(),
            fast_hidden: HashSet::new(),
            hidden: HashSet::new(),
            code: Vec::new(),
            labels: Vec::new(),
            frame_blocks: Vec::new(),
            inlined_comprehensions: 0,
            hiding_comprehensions: 0,
            static_attributes: Table::default(),
            homeless: None,
        };
        unit.lay_out_names(block);
        unit
    }

    /// Parameters first; cells and free variables sorted by name.
    fn lay_out_names(&mut self, block: &Block) {
        for name in &block.params {
            self.varnames.add(name);
        }
        let mut sorted: Vec<_> = block
            .symbols
            .iter()
            .map(|(name, symbol)| (name.clone(), symbol))
            .collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, symbol) in &sorted {
            if symbol.meaning == Meaning::Cell || symbol.usage & usage::COMPREHENSION_CELL != 0 {
                self.cellvars.add(name);
            }
        }
        if block.needs_class_cell {
            self.cellvars.add(&Arc::from("__class__"));
        }
        if block.needs_classdict {
            self.cellvars.add(&Arc::from("__classdict__"));
        }
        for (name, symbol) in &sorted {
            if symbol.meaning == Meaning::Free || symbol.usage & usage::FREE_CLASS != 0 {
                self.freevars.add(name);
            }
        }
    }

    pub fn emit(&mut self, op: S, arg: u32, pos: Position) {
        self.code.push(Ins::new(op, arg, pos));
    }

    pub fn emit_jump(&mut self, op: S, label: Label, pos: Position) {
        self.code.push(Ins::to(op, label, pos));
    }

    pub fn new_label(&mut self) -> Label {
        self.labels.push(NO_TARGET);
        self.labels.len() as Label - 1
    }

    /// Makes the label point at the next instruction.
    pub fn place(&mut self, label: Label) {
        self.labels[label as usize] = self.code.len() as u32;
    }

    /// Index that `LOAD_DEREF` and its like take: cells, then free variables.
    pub fn cell_index(&mut self, name: &Name) -> u32 {
        match self.cellvars.find(name) {
            Some(index) => index,
            None => self.free_index(name),
        }
    }

    /// Index of a free variable, even if a cell has the same name.
    pub fn free_index(&mut self, name: &Name) -> u32 {
        if self.freevars.find(name).is_none() {
            self.homeless = Some(name.clone());
        }
        self.cellvars.len() as u32 + self.freevars.add(name)
    }
}
