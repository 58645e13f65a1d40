//! The `compiler` room: source text to code as plain data. No heap, no objects.
//!
//! ```text
//! text ─ syntax ─► parser's tree ─ lower, fold ─► tree ─ scopes ─► emit ─► flow ─► regs ─► CodeData
//!        errors    (ruff)           ours            names    stack code  graph   registers
//! ```
//! `emit` and `flow` follow 3.13's compiler, because its results can be seen (`co_consts`, `co_stacksize`, lines);
//! `regs` turns the stack code into ours. Nothing here knows how an instruction is executed.
#![forbid(unsafe_code)]

mod asdl;
mod consts;
mod docstring;
mod emit;
mod error;
mod flow;
mod fold;
mod future;
mod ir;
mod lower;
mod regs;
mod scopes;
mod source;
mod stack;
mod syntax;
mod tree;
mod unparse;

use std::sync::Arc;

use bytecode::CodeData;
use ruff_python_ast as ast;

pub use asdl::{Field, Node, one_level_deeper, parse_tree};
pub use consts::Held;
pub use error::{ErrorKind, SyntaxError};
pub use syntax::Read;

use emit::{Emitter, Settings};
use lower::Lowering;
use scopes::Scopes;
use source::Source;

/// What the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A module.
    Exec,
    /// An expression.
    Eval,
    /// One interactive statement: values of expressions are printed.
    Single,
}

/// Settings of a compilation.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// 0; 1: no `assert`, `__debug__` is false; 2: no docstrings either.
    pub optimize: u8,
    /// `from __future__` bits inherited from the calling code (`bytecode::flags::FUTURE_*`).
    pub flags: u32,
    /// Accept syntax of 3.14 where the standard library uses it.
    pub library: bool,
}

impl Options {
    /// How modules of the embedded library are compiled: it is of a Python that evaluates annotations only when they
    /// are asked for.
    pub const LIBRARY: Options = Options {
        optimize: 0,
        flags: bytecode::flags::FUTURE_ANNOTATIONS,
        library: true,
    };
}

/// Code, and what the tree that it was made from would hold of its constants.
#[derive(Debug)]
pub struct Compiled {
    pub code: Arc<CodeData>,
    pub tree: Vec<Held>,
    pub scaffold: Scaffold,
}

/// How much of the tables that 3.13's compiler keeps as objects stands at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scaffold {
    /// Blocks of the symbol table, all there from the first pass to the end.
    pub blocks: u32,
    /// Blocks with `global` or `nonlocal` statements.
    pub declaring_blocks: u32,
    /// Names in those statements.
    pub declared: u32,
    /// Dictionaries of the code units that are open in each other, and of inlined comprehensions that hide names, at the
    /// deepest place.
    pub unit_dicts: u32,
    /// Blocks with one to five names.
    pub small_blocks: u32,
    /// Tables of open units, and of the comprehensions that hide names in them, with one to five names, at the deepest place.
    pub small_units: u32,
    /// Lists of the comprehensions that are open in each other, and of a finished unit's constants, at the deepest place.
    pub unit_lists: u32,
}

/// Compiles `source`.
pub fn compile(
    source: &str,
    filename: &str,
    mode: Mode,
    options: Options,
) -> Result<Arc<CodeData>, SyntaxError> {
    let read = compile_to_run(source, filename, mode, options);
    read.result.map(|compiled| compiled.code)
}

/// Compiles `source` to be run while its tree still stands, whatever names it has.
pub fn compile_to_run<'a>(
    source: &'a str,
    filename: &str,
    mode: Mode,
    options: Options,
) -> Read<'a, Compiled> {
    stack::for_source(source.len(), || {
        let source = Source::new(source);
        syntax::parse(&source, mode, options.library).then(|parsed| {
            compile_tree(&source, &parsed, filename, mode, options)
                .map_err(|fault| syntax::report(&source, fault))
        })
    })
}

fn compile_tree(
    source: &Source<'_>,
    parsed: &ast::Mod,
    filename: &str,
    mode: Mode,
    options: Options,
) -> error::Result<Compiled> {
    let mut flags = options.flags & bytecode::flags::FUTURE_MASK;
    match parsed {
        ast::Mod::Module(module) => {
            flags |= future::flags(source, &module.body)?;
            let mut lowering =
                Lowering::new(source, options.optimize, future::has_annotations(flags));
            let body = lowering.module(&module.body)?;
            let scopes = Scopes::of_module(&body)?;
            let settings = Settings {
                filename: filename.into(),
                optimize: options.optimize,
                future_flags: flags,
                holds: lowering.holds,
            };
            Emitter::new(&scopes, settings).module(&body, mode == Mode::Single)
        }
        ast::Mod::Expression(expression) => {
            let mut lowering =
                Lowering::new(source, options.optimize, future::has_annotations(flags));
            let body = lowering.expression(&expression.body)?;
            let scopes = Scopes::of_expression(&body)?;
            let settings = Settings {
                filename: filename.into(),
                optimize: options.optimize,
                future_flags: flags,
                holds: lowering.holds,
            };
            Emitter::new(&scopes, settings).expression(&body)
        }
    }
}
