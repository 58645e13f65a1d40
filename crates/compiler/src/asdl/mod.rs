//! The parser's tree as `ast.parse` shows it: nodes with 3.13's class and field names, as plain data.
//!
//! A node carries its fields in the order of 3.13's grammar and, where the grammar gives it one, its place (lines from
//! 1, columns in UTF-8 bytes from 0). Nothing is folded and no name mangled; adjacent text literals are one constant.
//! Whoever makes objects of it lives in the interpreter; the classes are the library's `_ast`.

mod expr;
mod operator;
mod params;
mod pattern;
mod stmt;
mod strings;

use bytecode::{Const, Position};
use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};

use crate::error::{Fault, Result};
use crate::source::Source;
use crate::{Mode, stack, syntax};

/// Nesting that a tree may have, as for code.
const MAX_DEPTH: u32 = 4000;

/// A node: `class` is the name of a class of the `ast` module.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub class: &'static str,
    pub fields: Vec<(&'static str, Field)>,
    pub pos: Option<Position>,
}

/// What a field of a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// A value: an identifier, a constant, a number, `None`.
    Value(Const),
    Node(Box<Node>),
    List(Vec<Field>),
}

/// The tree of a source text: `Module`, `Expression` or `Interactive`.
pub fn parse_tree(text: &str, mode: Mode) -> syntax::Read<'_, Node> {
    stack::for_source(text.len(), || {
        let source = Source::new(text);
        syntax::parse(&source, mode, false).then(|parsed| {
            root(&source, &parsed, mode).map_err(|fault| syntax::report(&source, fault))
        })
    })
}

/// Runs `work` with native stack enough for one more level of a tree.
pub fn one_level_deeper<T>(work: impl FnOnce() -> T) -> T {
    stack::grow(work)
}

fn root(source: &Source<'_>, parsed: &ast::Mod, mode: Mode) -> Result<Node> {
    let mut maker = Maker { source, depth: 0 };
    Ok(match parsed {
        ast::Mod::Expression(node) => {
            let body = maker.expr(&node.body)?;
            unplaced("Expression", vec![("body", body)])
        }
        ast::Mod::Module(node) => {
            let body = ("body", maker.body(&node.body)?);
            match mode {
                Mode::Single => unplaced("Interactive", vec![body]),
                _ => unplaced("Module", vec![body, ("type_ignores", empty())]),
            }
        }
    })
}

/// What nodes are made with.
struct Maker<'a> {
    source: &'a Source<'a>,
    depth: u32,
}

type Fields = Vec<(&'static str, Field)>;

impl Maker<'_> {
    fn pos(&self, node: &impl Ranged) -> Position {
        self.source.position(node.range())
    }

    /// The place of a statement with a block: a semicolon at the block's end is its last token.
    fn block(&self, range: TextRange) -> Position {
        self.span(range.start().into(), self.block_end(range))
    }

    fn block_end(&self, range: TextRange) -> u32 {
        let end = u32::from(range.end());
        let rest = &self.source.text[end as usize..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\t', '\x0c']).len();
        match rest[gap..].starts_with(';') {
            true => end + gap as u32 + 1,
            false => end,
        }
    }

    fn span(&self, start: u32, end: u32) -> Position {
        let range = TextRange::new(start.into(), end.into());
        self.source.position(range)
    }

    /// Each of `items` as a field, in a list.
    fn each<T>(
        &mut self,
        items: &[T],
        mut make: impl FnMut(&mut Self, &T) -> Result<Field>,
    ) -> Result<Field> {
        let made: Result<Vec<Field>> = items.iter().map(|item| make(self, item)).collect();
        made.map(Field::List)
    }

    /// Runs `work` one level deeper, on more stack if need be.
    fn nested<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Fault::recursion());
        }
        let result = stack::grow(|| work(self));
        self.depth -= 1;
        result
    }
}

fn placed(class: &'static str, pos: Position, fields: Fields) -> Field {
    let pos = Some(pos);
    Field::Node(Box::new(Node { class, fields, pos }))
}

fn unplaced(class: &'static str, fields: Fields) -> Node {
    let pos = None;
    Node { class, fields, pos }
}

/// A node without a place, as a field.
fn bare(class: &'static str, fields: Fields) -> Field {
    Field::Node(Box::new(unplaced(class, fields)))
}

fn none() -> Field {
    Field::Value(Const::None)
}

fn empty() -> Field {
    Field::List(Vec::new())
}

fn int(value: u32) -> Field {
    Field::Value(Const::Int(value.into()))
}

fn text(value: &str) -> Field {
    Field::Value(Const::Str(value.as_bytes().into()))
}

fn identifier(name: &ast::Identifier) -> Field {
    text(&name.id)
}

fn optional_identifier(name: Option<&ast::Identifier>) -> Field {
    name.map_or_else(none, identifier)
}

fn identifiers(names: &[ast::Identifier]) -> Field {
    Field::List(names.iter().map(identifier).collect())
}
