//! Syntax trees as objects: `compile(..., PyCF_ONLY_AST)`.
//!
//! The compiler's plain tree becomes instances of the classes of the library's `_ast`, attributes set in the order of
//! 3.13's grammar, then the place. Nodes without fields (operators, contexts) are shared: `_ast._shared` holds them.

use compiler::{Field, Mode, Node};
use object::{Object, Ref, Result, Thread, Type};
use types::code::CodeBuilder;
use types::{Dict, Int, List, Str};

/// Source to an instance of `ast.Module`, `ast.Expression` or `ast.Interactive`.
pub fn parse(thread: &Thread, source: &str, filename: &Str, mode: Mode) -> Result<Ref> {
    let read = compiler::parse_tree(source, mode);
    crate::run::keep_names(thread, &read.names)?;
    let node = read
        .result
        .map_err(|error| crate::run::syntax_error(thread, filename, &error))?;
    let module = types::runtime::import_module(thread, "_ast")?;
    let shared = types::getattr_text(thread, &module, "_shared")?;
    let mut grower = Grower {
        thread,
        shared: shared.downcast_into::<Dict>().ok(),
        module,
        values: CodeBuilder::new(thread, Ref::new(filename)),
    };
    grower.node(&node)
}

struct Grower<'t> {
    thread: &'t Thread,
    /// `_ast`.
    module: Ref,
    /// Class names to nodes that need only one instance.
    shared: Option<Ref<Dict>>,
    values: CodeBuilder<'t>,
}

impl Grower<'_> {
    fn node(&mut self, node: &Node) -> Result<Ref> {
        compiler::one_level_deeper(|| self.node_here(node))
    }

    fn node_here(&mut self, node: &Node) -> Result<Ref> {
        let thread = self.thread;
        if node.fields.is_empty()
            && let Some(shared) = &self.shared
        {
            let name = types::str::intern_static(thread, node.class)?;
            if let Some(known) = shared.get_str(thread, &name)? {
                return Ok(known);
            }
        }
        let class = types::getattr_text(thread, &self.module, node.class)?;
        let Some(class) = class.downcast::<Type>() else {
            return Err(thread.type_error(format_args!("_ast.{} is not a class", node.class)));
        };
        let fresh = types::typeobj::new_instance(thread, class)?;
        for (name, field) in &node.fields {
            let value = self.field(field)?;
            set(thread, &fresh, name, &value)?;
        }
        if let Some(pos) = node.pos {
            for (name, value) in [
                ("lineno", pos.line as isize),
                ("col_offset", pos.col as isize),
                ("end_lineno", pos.end_line as isize),
                ("end_col_offset", pos.end_col as isize),
            ] {
                set(thread, &fresh, name, &*Int::new(thread, value)?)?;
            }
        }
        Ok(fresh)
    }

    fn field(&mut self, field: &Field) -> Result<Ref> {
        match field {
            Field::Value(value) => self.values.make(value),
            Field::Node(node) => self.node(node),
            Field::List(items) => {
                let list = List::with_room(self.thread, items.len())?;
                for item in items {
                    let item = self.field(item)?;
                    list.push(self.thread, item)?;
                }
                Ok(list.into_object())
            }
        }
    }
}

fn set(thread: &Thread, node: &Object, name: &str, value: &Object) -> Result<()> {
    let name = types::str::intern_static(thread, name)?;
    types::setattr(thread, node, name.as_object(), Some(value))
}
