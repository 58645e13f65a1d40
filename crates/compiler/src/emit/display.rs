//! Lists, tuples, sets and dicts written out, stars included.

use std::sync::Arc;

use bytecode::{Const, Intrinsic1, Position};

use super::{Emitter, STACK_GUIDELINE, is_starred};
use crate::error::Result;
use crate::ir::S;
use crate::tree::{Expr, ExprKind, Name};

/// The instructions that build one kind of collection.
#[derive(Clone, Copy)]
pub(super) struct Builder {
    build: S,
    add: S,
    extend: S,
    tuple: bool,
}

pub(super) const LIST: Builder = Builder {
    build: S::BUILD_LIST,
    add: S::LIST_APPEND,
    extend: S::LIST_EXTEND,
    tuple: false,
};
pub(super) const TUPLE: Builder = Builder {
    tuple: true,
    ..LIST
};
pub(super) const SET: Builder = Builder {
    build: S::BUILD_SET,
    add: S::SET_ADD,
    extend: S::SET_UPDATE,
    tuple: false,
};

impl<'t> Emitter<'t> {
    /// Builds a collection of the `pushed` values that are on the stack already and `items`.
    pub(super) fn collection(
        &mut self,
        items: &'t [Expr],
        pushed: u32,
        with: Builder,
        pos: Position,
    ) -> Result<()> {
        if items.len() > 2
            && let Some(values) = items
                .iter()
                .map(|item| item.constant().cloned())
                .collect::<Option<Box<[_]>>>()
        {
            self.constant_collection(values, pushed, with, pos);
            return Ok(());
        }
        let count = items.len() as u32 + pushed;
        let big = count as usize > STACK_GUIDELINE;
        if !big && !items.iter().any(is_starred) {
            self.exprs(items)?;
            self.emit_arg(
                if with.tuple {
                    S::BUILD_TUPLE
                } else {
                    with.build
                },
                count,
                pos,
            );
            return Ok(());
        }
        let mut built = big;
        if built {
            self.emit_arg(with.build, pushed, pos);
        }
        for (index, item) in items.iter().enumerate() {
            if let ExprKind::Starred(inner) = &item.kind {
                if !built {
                    self.emit_arg(with.build, index as u32 + pushed, pos);
                    built = true;
                }
                self.expr(inner)?;
                self.emit_arg(with.extend, 1, pos);
            } else {
                self.expr(item)?;
                if built {
                    self.emit_arg(with.add, 1, pos);
                }
            }
        }
        if with.tuple {
            self.emit_arg(S::CALL_INTRINSIC_1, Intrinsic1::ListToTuple as u32, pos);
        }
        Ok(())
    }

    fn constant_collection(
        &mut self,
        values: Box<[Arc<Const>]>,
        pushed: u32,
        with: Builder,
        pos: Position,
    ) {
        if with.tuple && pushed == 0 {
            self.load_new(Const::Tuple(values), pos);
            return;
        }
        let constant = match with.add {
            S::SET_ADD => Const::FrozenSet(crate::fold::distinct(&values)),
            _ => Const::Tuple(values),
        };
        self.emit_arg(with.build, pushed, pos);
        self.load_new(constant, pos);
        self.emit_arg(with.extend, 1, pos);
        if with.tuple {
            self.emit_arg(S::CALL_INTRINSIC_1, Intrinsic1::ListToTuple as u32, pos);
        }
    }

    pub(super) fn dict(&mut self, items: &'t [(Option<Expr>, Expr)], pos: Position) -> Result<()> {
        let mut have_dict = false;
        let mut pending = 0;
        for (index, (key, value)) in items.iter().enumerate() {
            if key.is_none() {
                if pending > 0 {
                    self.dict_part(&items[index - pending..index], &mut have_dict, pos)?;
                    pending = 0;
                }
                if !have_dict {
                    self.emit_arg(S::BUILD_MAP, 0, pos);
                    have_dict = true;
                }
                self.expr(value)?;
                self.emit_arg(S::DICT_UPDATE, 1, pos);
            } else if pending * 2 > STACK_GUIDELINE {
                self.dict_part(&items[index - pending..=index], &mut have_dict, pos)?;
                pending = 0;
            } else {
                pending += 1;
            }
        }
        if pending > 0 {
            self.dict_part(&items[items.len() - pending..], &mut have_dict, pos)?;
        }
        if !have_dict {
            self.emit_arg(S::BUILD_MAP, 0, pos);
        }
        Ok(())
    }

    /// Items without `**`, merged into the dict below if there is one.
    fn dict_part(
        &mut self,
        items: &'t [(Option<Expr>, Expr)],
        have_dict: &mut bool,
        pos: Position,
    ) -> Result<()> {
        self.plain_dict(items, pos)?;
        if *have_dict {
            self.emit_arg(S::DICT_UPDATE, 1, pos);
        }
        *have_dict = true;
        Ok(())
    }

    fn plain_dict(&mut self, items: &'t [(Option<Expr>, Expr)], pos: Position) -> Result<()> {
        let count = items.len() as u32;
        let big = items.len() * 2 > STACK_GUIDELINE;
        let keys = items
            .iter()
            .map(|(key, _)| key.as_ref().and_then(Expr::constant).cloned());
        if items.len() > 1
            && !big
            && let Some(keys) = keys.collect::<Option<Box<[_]>>>()
        {
            items.iter().try_for_each(|(_, value)| self.expr(value))?;
            self.load_new(Const::Tuple(keys), pos);
            self.emit_arg(S::BUILD_CONST_KEY_MAP, count, pos);
            return Ok(());
        }
        if big {
            self.emit_arg(S::BUILD_MAP, 0, pos);
        }
        for (key, value) in items {
            if let Some(key) = key {
                self.expr(key)?;
            }
            self.expr(value)?;
            if big {
                self.emit_arg(S::MAP_ADD, 1, pos);
            }
        }
        if !big {
            self.emit_arg(S::BUILD_MAP, count, pos);
        }
        Ok(())
    }

    /// A tuple of names as a constant on the stack, and the dict built with it.
    pub(super) fn const_key_map(
        &mut self,
        names: impl Iterator<Item = Name>,
        count: u32,
        pos: Position,
    ) {
        self.load_names(names, pos);
        self.emit_arg(S::BUILD_CONST_KEY_MAP, count, pos);
    }
}
