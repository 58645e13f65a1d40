//! Assignments of every kind.

use bytecode::{BinaryOperator, Position};

use super::expr::is_plain_slice;
use super::unit::UnitKind;
use super::{Emitter, attribute_pos, is_starred};
use crate::error::Result;
use crate::ir::{NO_LOCATION, S};
use crate::tree::{Expr, ExprKind, Name};

/// Most items before the star of `a, *b = c`.
const MAX_BEFORE_STAR: usize = 255;
/// Most items after it.
const MAX_AFTER_STAR: usize = 0xFF_FFFF;

impl<'t> Emitter<'t> {
    pub(super) fn assign(
        &mut self,
        targets: &'t [Expr],
        value: &'t Expr,
        pos: Position,
    ) -> Result<()> {
        self.expr(value)?;
        for (index, target) in targets.iter().enumerate() {
            if index + 1 < targets.len() {
                self.emit_arg(S::COPY, 1, pos);
            }
            self.store(target)?;
        }
        Ok(())
    }

    /// Stores the value on top of the stack.
    pub(super) fn store(&mut self, target: &'t Expr) -> Result<()> {
        crate::stack::grow(|| self.store_here(target))
    }

    fn store_here(&mut self, target: &'t Expr) -> Result<()> {
        let pos = target.pos;
        match &target.kind {
            ExprKind::Name(name) => self.store_name(name, pos),
            ExprKind::Attribute { value, attr } => {
                self.note_static_attribute(value, attr);
                self.expr(value)?;
                if &**attr == "__debug__" {
                    return self.error("cannot assign to __debug__", pos);
                }
                self.emit_name(S::STORE_ATTR, attr, attribute_pos(pos, target, attr));
                Ok(())
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                if is_plain_slice(index) {
                    self.slice_parts(index)?;
                    self.emit(S::STORE_SLICE, pos);
                } else {
                    self.expr(index)?;
                    self.emit(S::STORE_SUBSCR, pos);
                }
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                self.unpack(items, pos)?;
                for item in items {
                    match &item.kind {
                        ExprKind::Starred(inner) => self.store(inner)?,
                        _ => self.store(item)?,
                    }
                }
                Ok(())
            }
            ExprKind::Starred(_) => {
                self.error("starred assignment target must be in a list or tuple", pos)
            }
            _ => self.error("cannot assign to expression", pos),
        }
    }

    fn unpack(&mut self, items: &[Expr], pos: Position) -> Result<()> {
        let mut stars = items
            .iter()
            .enumerate()
            .filter(|(_, item)| is_starred(item))
            .map(|(index, _)| index);
        let Some(star) = stars.next() else {
            self.emit_arg(S::UNPACK_SEQUENCE, items.len() as u32, pos);
            return Ok(());
        };
        let after = items.len() - star - 1;
        if star > MAX_BEFORE_STAR || after > MAX_AFTER_STAR {
            return self.error("too many expressions in star-unpacking assignment", pos);
        }
        if stars.next().is_some() {
            return self.error("multiple starred expressions in assignment", pos);
        }
        self.emit_arg(S::UNPACK_EX, (star + (after << 8)) as u32, pos);
        Ok(())
    }

    /// `self.name = ...` in a method: the class gets it in `__static_attributes__`.
    fn note_static_attribute(&mut self, value: &Expr, attr: &Name) {
        if value.name().is_some_and(|name| &**name == "self")
            && let Some(class) = self
                .units
                .iter_mut()
                .rev()
                .find(|unit| unit.kind == UnitKind::Class)
        {
            let prefix = format!("_{}__", class.name.trim_start_matches('_'));
            let written = attr
                .strip_prefix(&prefix)
                .map_or_else(|| attr.clone(), |rest| Name::from(format!("__{rest}")));
            class.static_attributes.add(&written);
        }
    }

    pub(super) fn augmented(
        &mut self,
        target: &'t Expr,
        op: BinaryOperator,
        value: &'t Expr,
        pos: Position,
    ) -> Result<()> {
        let at = target.pos;
        let in_place = op as u32 + BinaryOperator::InplaceAdd as u32;
        match &target.kind {
            ExprKind::Name(name) => {
                self.load_name(name, at)?;
                self.expr(value)?;
                self.emit_arg(S::BINARY_OP, in_place, pos);
                self.store_name(name, at)
            }
            ExprKind::Attribute {
                value: object,
                attr,
            } => {
                self.expr(object)?;
                self.emit_arg(S::COPY, 1, at);
                let attr_pos = attribute_pos(at, target, attr);
                self.emit_name(S::LOAD_ATTR, attr, attr_pos);
                self.expr(value)?;
                self.emit_arg(S::BINARY_OP, in_place, pos);
                self.emit_arg(S::SWAP, 2, attr_pos);
                self.emit_name(S::STORE_ATTR, attr, attr_pos);
                Ok(())
            }
            ExprKind::Subscript {
                value: container,
                index,
            } => {
                self.expr(container)?;
                let slice = is_plain_slice(index);
                self.load_item_twice(index, slice, at)?;
                self.expr(value)?;
                self.emit_arg(S::BINARY_OP, in_place, pos);
                let store = if slice {
                    S::STORE_SLICE
                } else {
                    S::STORE_SUBSCR
                };
                for depth in (2..=if slice { 4 } else { 3 }).rev() {
                    self.emit_arg(S::SWAP, depth, at);
                }
                self.emit(store, at);
                Ok(())
            }
            _ => self.error("invalid node type for augmented assignment", at),
        }
    }

    /// With the container on the stack: pushes the index, and the item, keeping what the store will need.
    fn load_item_twice(&mut self, index: &'t Expr, slice: bool, at: Position) -> Result<()> {
        if slice {
            self.slice_parts(index)?;
            for _ in 0..3 {
                self.emit_arg(S::COPY, 3, at);
            }
            self.emit(S::BINARY_SLICE, at);
        } else {
            self.expr(index)?;
            self.emit_arg(S::COPY, 2, at);
            self.emit_arg(S::COPY, 2, at);
            self.emit(S::BINARY_SUBSCR, at);
        }
        Ok(())
    }

    pub(super) fn annotated(
        &mut self,
        target: &'t Expr,
        annotation: &'t Expr,
        value: Option<&'t Expr>,
        simple: bool,
        pos: Position,
    ) -> Result<()> {
        if let Some(value) = value {
            self.expr(value)?;
            self.store(target)?;
        }
        let keeps = matches!(self.here().kind, UnitKind::Module | UnitKind::Class);
        let future = self.future_flags & bytecode::flags::FUTURE_ANNOTATIONS != 0;
        match &target.kind {
            ExprKind::Name(name) if simple && keeps => {
                self.expr(annotation)?;
                self.emit_name(S::LOAD_NAME, &Name::from("__annotations__"), pos);
                self.load_text(name, pos);
                self.emit(S::STORE_SUBSCR, pos);
            }
            ExprKind::Attribute { value: object, .. } if value.is_none() => {
                self.evaluate(object)?
            }
            ExprKind::Subscript {
                value: container,
                index,
            } if value.is_none() => {
                self.evaluate(container)?;
                self.evaluate_index(index)?;
            }
            _ => {}
        }
        if !simple && keeps && !future {
            self.evaluate(annotation)?;
        }
        Ok(())
    }

    fn evaluate(&mut self, expr: &'t Expr) -> Result<()> {
        self.expr(expr)?;
        self.emit(S::POP_TOP, expr.pos);
        Ok(())
    }

    /// The parts of an index that an annotation without value evaluates.
    fn evaluate_index(&mut self, index: &'t Expr) -> Result<()> {
        match &index.kind {
            ExprKind::Slice { lower, upper, step } => [lower, upper, step]
                .into_iter()
                .flatten()
                .try_for_each(|part| self.evaluate(part)),
            ExprKind::Tuple(items) => items.iter().try_for_each(|item| self.evaluate_index(item)),
            _ => self.evaluate(index),
        }
    }

    pub(super) fn pop_silently(&mut self) {
        self.emit(S::POP_TOP, NO_LOCATION);
    }
}
