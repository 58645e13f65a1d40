//! Reading, writing and deleting names, and the qualified names of units.

use std::sync::Arc;

use bytecode::Position;

use super::Emitter;
use super::unit::{Unit, UnitKind};
use crate::error::Result;
use crate::ir::S;
use crate::scopes::{BlockKind, Meaning};
use crate::tree::Name;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Load,
    Store,
    Delete,
}

enum Place {
    Register,
    Cell,
    Global,
    Mapping,
}

impl Emitter<'_> {
    pub(super) fn load_name(&mut self, name: &Name, pos: Position) -> Result<()> {
        self.name(name, Access::Load, pos)
    }

    pub(super) fn store_name(&mut self, name: &Name, pos: Position) -> Result<()> {
        self.name(name, Access::Store, pos)
    }

    pub(super) fn name(&mut self, name: &Name, access: Access, pos: Position) -> Result<()> {
        if access != Access::Load && &**name == "__debug__" {
            let verb = if access == Access::Store {
                "assign to"
            } else {
                "delete"
            };
            return self.error(format!("cannot {verb} __debug__"), pos);
        }
        match self.place_of(name) {
            Place::Register => {
                let index = self.unit().varnames.add(name);
                let op = [S::LOAD_FAST, S::STORE_FAST, S::DELETE_FAST][access as usize];
                self.emit_arg(op, index, pos);
            }
            Place::Cell => self.cell_name(name, access, pos),
            Place::Global => self.global_name(name, access, pos),
            Place::Mapping => {
                let unit = self.here();
                let in_class =
                    unit.facts.kind == BlockKind::Class && unit.inlined_comprehensions > 0;
                let load = if in_class {
                    S::LOAD_GLOBAL
                } else {
                    S::LOAD_NAME
                };
                self.emit_name(
                    [load, S::STORE_NAME, S::DELETE_NAME][access as usize],
                    name,
                    pos,
                );
            }
        }
        Ok(())
    }

    fn place_of(&self, name: &str) -> Place {
        let unit = self.here();
        let function = unit.facts.function_like();
        match unit.symbols.meaning(name) {
            Meaning::Free | Meaning::Cell => Place::Cell,
            Meaning::Local if function || unit.fast_hidden.contains(name) => Place::Register,
            Meaning::GlobalImplicit if function => Place::Global,
            Meaning::GlobalExplicit => Place::Global,
            _ => Place::Mapping,
        }
    }

    fn cell_name(&mut self, name: &Name, access: Access, pos: Position) {
        let facts = self.here().facts;
        let index = match self.here().symbols.meaning(name) {
            // A class's own cell of that name (`__class__`), or that of a comprehension inlined here, is another one.
            Meaning::Free => self.unit().free_index(name),
            _ => self.unit().cell_index(name),
        };
        let op = match access {
            Access::Store => S::STORE_DEREF,
            Access::Delete => S::DELETE_DEREF,
            Access::Load
                if facts.kind == BlockKind::Class && self.here().inlined_comprehensions == 0 =>
            {
                self.emit(S::LOAD_LOCALS, pos);
                S::LOAD_FROM_DICT_OR_DEREF
            }
            Access::Load if facts.sees_class => {
                self.load_classdict(pos);
                S::LOAD_FROM_DICT_OR_DEREF
            }
            Access::Load => S::LOAD_DEREF,
        };
        self.emit_arg(op, index, pos);
    }

    fn global_name(&mut self, name: &Name, access: Access, pos: Position) {
        let through_class = self.here().facts.sees_class
            && self.here().symbols.meaning(name) == Meaning::GlobalImplicit;
        let op = match access {
            Access::Store => S::STORE_GLOBAL,
            Access::Delete => S::DELETE_GLOBAL,
            Access::Load if through_class => {
                self.load_classdict(pos);
                S::LOAD_FROM_DICT_OR_GLOBALS
            }
            Access::Load => S::LOAD_GLOBAL,
        };
        self.emit_name(op, name, pos);
    }

    fn load_classdict(&mut self, pos: Position) {
        let index = self.unit().cell_index(&Arc::from("__classdict__"));
        self.emit_arg(S::LOAD_DEREF, index, pos);
    }

    /// The qualified name of a unit about to be entered.
    pub(super) fn qualified(&self, unit: &Unit<'_>) -> Name {
        let mut parents = self.units.iter().rev();
        let Some(mut parent) = parents.next() else {
            return unit.name.clone();
        };
        if parent.kind == UnitKind::Annotation {
            match parents.next() {
                Some(outer) if outer.kind != UnitKind::Module => parent = outer,
                _ => return unit.name.clone(),
            }
        }
        if parent.kind == UnitKind::Module {
            return unit.name.clone();
        }
        let names_something = matches!(
            unit.kind,
            UnitKind::Function | UnitKind::AsyncFunction | UnitKind::Class
        );
        if names_something && parent.symbols.meaning(&unit.name) == Meaning::GlobalExplicit {
            return unit.name.clone();
        }
        let function = matches!(
            parent.kind,
            UnitKind::Function | UnitKind::AsyncFunction | UnitKind::Lambda
        );
        let infix = if function { ".<locals>." } else { "." };
        Arc::from(format!("{}{infix}{}", parent.qualname, unit.name))
    }
}
