//! Scopes and what each name means in them: local, global, cell, free.
//!
//! `collect.rs` walks the tree and notes how each block uses each name; `analyze.rs` decides from that, outside in and
//! inside out, as the language reference describes it, and inlines comprehensions into their block (PEP 709).

mod analyze;
mod collect;
mod collect_expr;

use std::collections::HashMap;

use bytecode::Position;

use crate::error::Result;
use crate::tree::{ComprehensionKind, Expr, Name, ScopeKey, Stmt};

/// How a block uses a name, and what analysis decided (`SCOPE` bits). Values are private to the compiler.
pub mod usage {
    pub const GLOBAL: u32 = 1;
    pub const LOCAL: u32 = 1 << 1;
    pub const PARAM: u32 = 1 << 2;
    pub const NONLOCAL: u32 = 1 << 3;
    pub const USE: u32 = 1 << 4;
    /// A class body reads a free variable that it also binds.
    pub const FREE_CLASS: u32 = 1 << 6;
    pub const IMPORT: u32 = 1 << 7;
    pub const ANNOTATED: u32 = 1 << 8;
    pub const COMPREHENSION_TARGET: u32 = 1 << 9;
    pub const TYPE_PARAM: u32 = 1 << 10;
    /// A cell of a comprehension that was inlined here.
    pub const COMPREHENSION_CELL: u32 = 1 << 11;
    pub const BOUND: u32 = LOCAL | PARAM | IMPORT | TYPE_PARAM;
}

/// What a name is in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Unknown,
    Local,
    GlobalExplicit,
    GlobalImplicit,
    Free,
    Cell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Module,
    Class,
    Function,
    TypeVariable,
    TypeAlias,
    TypeParams,
}

#[derive(Clone, Copy, Debug)]
pub struct Symbol {
    pub usage: u32,
    pub meaning: Meaning,
}

/// Symbols in the order in which they were first seen.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    order: Vec<Name>,
    table: HashMap<Name, Symbol>,
}

impl Symbols {
    pub fn get(&self, name: &str) -> Option<Symbol> {
        self.table.get(name).copied()
    }

    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn usage(&self, name: &str) -> u32 {
        self.get(name).map_or(0, |symbol| symbol.usage)
    }

    pub fn meaning(&self, name: &str) -> Meaning {
        self.get(name)
            .map_or(Meaning::Unknown, |symbol| symbol.meaning)
    }

    pub fn set(&mut self, name: &Name, symbol: Symbol) {
        if self.table.insert(name.clone(), symbol).is_none() {
            self.order.push(name.clone());
        }
    }

    /// Takes a symbol out (used to undo what an inlined comprehension put in).
    pub fn remove(&mut self, name: &str) {
        if self.table.remove(name).is_some() {
            self.order.retain(|seen| &**seen != name);
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Name, Symbol)> {
        self.order.iter().map(|name| (name, self.table[name]))
    }

    fn get_mut(&mut self, name: &str) -> Option<&mut Symbol> {
        self.table.get_mut(name)
    }
}

/// A block: a module, class body, function, comprehension, or one of the lazily evaluated type scopes.
#[derive(Debug)]
pub struct Block {
    pub kind: BlockKind,
    pub symbols: Symbols,
    /// Parameters in register order.
    pub params: Vec<Name>,
    children: Vec<usize>,
    pub nested: bool,
    /// A name in this block is free, or could be for all that is known (`exec`-like uses).
    free: bool,
    child_free: bool,
    pub generator: bool,
    pub coroutine: bool,
    pub comprehension: Option<ComprehensionKind>,
    pub inlined: bool,
    /// The class body's `__class__` is wanted by a function inside.
    pub needs_class_cell: bool,
    pub needs_classdict: bool,
    /// How messages name a scope of type parameters or of what is evaluated later.
    lazy: Option<&'static str>,
    /// A type scope directly inside a class body, which sees the class's names.
    pub sees_class: bool,
    /// Inside the target of a comprehension's `for`.
    in_target: bool,
    /// Nesting of comprehension iterables that we are in.
    in_iterable: u32,
    /// Where names were declared global or nonlocal.
    directives: Vec<(Name, Position)>,
}

impl Block {
    fn new(kind: BlockKind, nested: bool) -> Self {
        Self {
            kind,
            symbols: Symbols::default(),
            params: Vec::new(),
            lazy: None,
            children: Vec::new(),
            nested,
            free: false,
            child_free: false,
            generator: false,
            coroutine: false,
            comprehension: None,
            inlined: false,
            needs_class_cell: false,
            needs_classdict: false,
            sees_class: false,
            in_target: false,
            in_iterable: 0,
            directives: Vec::new(),
        }
    }

    /// Locals live in registers rather than in a mapping.
    pub fn function_like(&self) -> bool {
        !matches!(self.kind, BlockKind::Module | BlockKind::Class)
    }
}

/// All blocks of a compilation; the module is block 0.
#[derive(Debug)]
pub struct Scopes {
    blocks: Vec<Block>,
    by_key: HashMap<ScopeKey, usize>,
}

impl Scopes {
    pub fn of_module(body: &[Stmt]) -> Result<Scopes> {
        let mut collector = collect::Collector::new();
        collector.statements(body)?;
        analyze::run(collector.finish())
    }

    pub fn of_expression(expr: &Expr) -> Result<Scopes> {
        let mut collector = collect::Collector::new();
        collector.expr(expr)?;
        analyze::run(collector.finish())
    }

    /// What the symbol table takes.
    pub fn scaffold(&self) -> crate::Scaffold {
        let declared = |block: &&Block| !block.directives.is_empty();
        crate::Scaffold {
            blocks: self.blocks.len() as u32,
            declaring_blocks: self.blocks.iter().filter(declared).count() as u32,
            declared: self.blocks.iter().map(|b| b.directives.len() as u32).sum(),
            small_blocks: self
                .blocks
                .iter()
                .filter(|b| (1..=5).contains(&b.symbols.len()))
                .count() as u32,
            ..crate::Scaffold::default()
        }
    }

    pub fn module(&self) -> &Block {
        &self.blocks[0]
    }

    /// The block that a node opens.
    pub fn block(&self, key: ScopeKey) -> &Block {
        &self.blocks[self.by_key[&key]]
    }
}
