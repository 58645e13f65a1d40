//! The kinds of patterns that take their subject apart.

use bytecode::{BinaryOperator, CompareOperator, Const, Position};

use super::Emitter;
use super::pattern::{Context, is_wildcard};
use crate::error::Result;
use crate::ir::S;
use crate::tree::{CompareOp, Expr, ExprKind, Name, Pattern, PatternKind};

impl<'t> Emitter<'t> {
    pub(super) fn value_pattern(
        &mut self,
        value: &'t Expr,
        pos: Position,
        context: &mut Context,
    ) -> Result<()> {
        if !matches!(
            value.kind,
            ExprKind::Constant(_) | ExprKind::Attribute { .. } | ExprKind::Joined(_)
        ) {
            return self.error(
                "patterns may only match literals and attribute lookups",
                pos,
            );
        }
        self.expr(value)?;
        self.fail_unless(CompareOperator::Equal, pos, context);
        Ok(())
    }

    /// Compares the two values on top.
    fn fail_unless(&mut self, op: CompareOperator, pos: Position, context: &mut Context) {
        self.compare_op(CompareOp::Rich(op), pos);
        self.emit(S::TO_BOOL, pos);
        self.jump_to_fail(S::POP_JUMP_IF_FALSE, pos, context);
    }

    fn check_length(
        &mut self,
        length: usize,
        op: CompareOperator,
        pos: Position,
        context: &mut Context,
    ) {
        self.emit(S::GET_LEN, pos);
        self.load_new(Const::Int(length as i64), pos);
        self.fail_unless(op, pos, context);
    }

    pub(super) fn sequence_pattern(
        &mut self,
        items: &'t [Pattern],
        pos: Position,
        context: &mut Context,
    ) -> Result<()> {
        let mut stars = items
            .iter()
            .enumerate()
            .filter(|(_, item)| matches!(item.kind, PatternKind::Star(_)));
        let star = stars.next();
        if stars.next().is_some() {
            return self.error("multiple starred expressions in sequence pattern", pos);
        }
        let star_wildcard =
            star.is_some_and(|(_, item)| matches!(item.kind, PatternKind::Star(None)));
        let star = star.map(|(index, _)| index);
        let only_wildcards = items
            .iter()
            .all(|item| is_wildcard(item) || matches!(item.kind, PatternKind::Star(None)));
        context.on_top += 1;
        self.emit(S::MATCH_SEQUENCE, pos);
        self.jump_to_fail(S::POP_JUMP_IF_FALSE, pos, context);
        match star {
            None => self.check_length(items.len(), CompareOperator::Equal, pos, context),
            Some(_) if items.len() > 1 => {
                self.check_length(items.len() - 1, CompareOperator::GreaterEqual, pos, context);
            }
            Some(_) => {}
        }
        context.on_top -= 1;
        if only_wildcards {
            self.emit(S::POP_TOP, pos);
            Ok(())
        } else if let (true, Some(star)) = (star_wildcard, star) {
            self.index_items(items, star, pos, context)
        } else {
            self.unpack_items(items, star, pos, context)
        }
    }

    fn unpack_items(
        &mut self,
        items: &'t [Pattern],
        star: Option<usize>,
        pos: Position,
        context: &mut Context,
    ) -> Result<()> {
        match star {
            None => self.emit_arg(S::UNPACK_SEQUENCE, items.len() as u32, pos),
            Some(star) => {
                let after = items.len() - star - 1;
                if star > 255 {
                    return self.error(
                        "too many expressions in star-unpacking sequence pattern",
                        pos,
                    );
                }
                self.emit_arg(S::UNPACK_EX, (star + (after << 8)) as u32, pos);
            }
        }
        context.on_top += items.len();
        for item in items {
            context.on_top -= 1;
            self.subpattern(item, context)?;
        }
        Ok(())
    }

    /// `[a, *_, b]`: nothing needs the middle, so single items are looked up.
    fn index_items(
        &mut self,
        items: &'t [Pattern],
        star: usize,
        pos: Position,
        context: &mut Context,
    ) -> Result<()> {
        context.on_top += 1;
        for (index, item) in items.iter().enumerate() {
            if is_wildcard(item) || index == star {
                continue;
            }
            self.emit_arg(S::COPY, 1, pos);
            if index < star {
                self.load_new(Const::Int(index as i64), pos);
            } else {
                self.emit(S::GET_LEN, pos);
                self.load_new(Const::Int((items.len() - index) as i64), pos);
                self.emit_arg(S::BINARY_OP, BinaryOperator::Subtract as u32, pos);
            }
            self.emit(S::BINARY_SUBSCR, pos);
            self.subpattern(item, context)?;
        }
        context.on_top -= 1;
        self.emit(S::POP_TOP, pos);
        Ok(())
    }

    pub(super) fn mapping_pattern(
        &mut self,
        keys: &'t [Expr],
        patterns: &'t [Pattern],
        rest: Option<&Name>,
        pos: Position,
        context: &mut Context,
    ) -> Result<()> {
        context.on_top += 1;
        self.emit(S::MATCH_MAPPING, pos);
        self.jump_to_fail(S::POP_JUMP_IF_FALSE, pos, context);
        if keys.is_empty() && rest.is_none() {
            context.on_top -= 1;
            self.emit(S::POP_TOP, pos);
            return Ok(());
        }
        if !keys.is_empty() {
            self.check_length(keys.len(), CompareOperator::GreaterEqual, pos, context);
        }
        self.mapping_keys(keys, pos)?;
        self.emit_arg(S::BUILD_TUPLE, keys.len() as u32, pos);
        self.emit(S::MATCH_KEYS, pos);
        context.on_top += 2;
        self.fail_if_none(pos, context);
        self.emit_arg(S::UNPACK_SEQUENCE, keys.len() as u32, pos);
        context.on_top = context.on_top + keys.len() - 1;
        for pattern in patterns {
            context.on_top -= 1;
            self.subpattern(pattern, context)?;
        }
        context.on_top -= 2;
        match rest {
            Some(rest) => self.mapping_rest(keys.len(), rest, pos, context),
            None => {
                self.emit(S::POP_TOP, pos);
                self.emit(S::POP_TOP, pos);
                Ok(())
            }
        }
    }

    fn mapping_keys(&mut self, keys: &'t [Expr], pos: Position) -> Result<()> {
        let mut seen = std::collections::HashSet::new();
        for key in keys {
            match &key.kind {
                ExprKind::Constant(value) => {
                    if !seen.insert(crate::consts::key(value)) {
                        let text = bytecode::show(value);
                        return self.error(
                            format!("mapping pattern checks duplicate key ({text})"),
                            pos,
                        );
                    }
                }
                ExprKind::Attribute { .. } => {}
                _ => {
                    return self.error(
                        "mapping pattern keys may only match literals and attribute lookups",
                        pos,
                    );
                }
            }
            self.expr(key)?;
        }
        Ok(())
    }

    /// Fails when the value on top is None; it stays.
    fn fail_if_none(&mut self, pos: Position, context: &mut Context) {
        self.emit_arg(S::COPY, 1, pos);
        self.load_none(pos);
        self.emit_arg(S::IS_OP, 1, pos);
        self.jump_to_fail(S::POP_JUMP_IF_FALSE, pos, context);
    }

    /// `**rest`: a copy of the mapping without the keys.
    fn mapping_rest(
        &mut self,
        keys: usize,
        rest: &Name,
        pos: Position,
        context: &mut Context,
    ) -> Result<()> {
        self.emit_arg(S::BUILD_MAP, 0, pos);
        self.emit_arg(S::SWAP, 3, pos);
        self.emit_arg(S::DICT_UPDATE, 2, pos);
        self.emit_arg(S::UNPACK_SEQUENCE, keys as u32, pos);
        for left in (1..=keys).rev() {
            self.emit_arg(S::COPY, 1 + left as u32, pos);
            self.emit_arg(S::SWAP, 2, pos);
            self.emit(S::DELETE_SUBSCR, pos);
        }
        self.capture(Some(rest), pos, context)
    }

    pub(super) fn class_pattern(
        &mut self,
        class: &'t Expr,
        patterns: &'t [Pattern],
        keywords: &'t [(Name, Position, Pattern)],
        pos: Position,
        context: &mut Context,
    ) -> Result<()> {
        for (index, (name, _, _)) in keywords.iter().enumerate() {
            if let Some((_, again, _)) = keywords[index + 1..]
                .iter()
                .find(|(other, _, _)| other == name)
            {
                return self.error(
                    format!("attribute name repeated in class pattern: {name}"),
                    *again,
                );
            }
        }
        self.expr(class)?;
        self.load_names(keywords.iter().map(|(name, _, _)| name.clone()), pos);
        self.emit_arg(S::MATCH_CLASS, patterns.len() as u32, pos);
        context.on_top += 1;
        self.fail_if_none(pos, context);
        let count = patterns.len() + keywords.len();
        self.emit_arg(S::UNPACK_SEQUENCE, count as u32, pos);
        context.on_top = context.on_top + count - 1;
        for pattern in patterns
            .iter()
            .chain(keywords.iter().map(|(_, _, pattern)| pattern))
        {
            context.on_top -= 1;
            if is_wildcard(pattern) {
                self.emit(S::POP_TOP, pos);
            } else {
                self.subpattern(pattern, context)?;
            }
        }
        Ok(())
    }

    pub(super) fn or_pattern(
        &mut self,
        alternatives: &'t [Pattern],
        pos: Position,
        context: &mut Context,
    ) -> Result<()> {
        let end = self.new_label();
        let mut control: Option<Vec<Name>> = None;
        for (index, alternative) in alternatives.iter().enumerate() {
            let last = index + 1 == alternatives.len();
            let mut inner = Context {
                allow_irrefutable: last && context.allow_irrefutable,
                ..Context::default()
            };
            self.emit_arg(S::COPY, 1, alternative.pos);
            self.pattern(alternative, &mut inner)?;
            match &control {
                None => control = Some(inner.stores.clone()),
                Some(control) => self.reorder(control, &mut inner.stores, pos, alternative.pos)?,
            }
            self.emit_jump(S::JUMP_NO_INTERRUPT, end, alternative.pos);
            self.place_fails(&mut inner, alternative.pos);
        }
        self.emit(S::POP_TOP, pos);
        self.jump_to_fail(S::JUMP_NO_INTERRUPT, pos, context);
        self.place(end);
        let names = control.unwrap_or_default();
        let rotations = names.len() + 1 + context.on_top + context.stores.len();
        for name in &names {
            self.rotate(rotations, pos);
            if context.stores.contains(name) {
                return self.error(
                    format!("multiple assignments to name '{name}' in pattern"),
                    pos,
                );
            }
            context.stores.push(name.clone());
        }
        self.emit(S::POP_TOP, pos);
        Ok(())
    }

    /// Brings the captures of an alternative into the order of the first one's.
    fn reorder(
        &mut self,
        control: &[Name],
        stores: &mut Vec<Name>,
        pos: Position,
        at: Position,
    ) -> Result<()> {
        let differs = "alternative patterns bind different names";
        if stores.len() != control.len() {
            return self.error(differs, pos);
        }
        for (wanted, name) in control.iter().enumerate().rev() {
            let Some(found) = stores.iter().position(|stored| stored == name) else {
                return self.error(differs, pos);
            };
            if found == wanted {
                continue;
            }
            let rotations = found + 1;
            let rotated: Vec<Name> = stores.drain(..rotations).collect();
            let insert = wanted - found;
            stores.splice(insert..insert, rotated);
            for _ in 0..rotations {
                self.rotate(wanted + 1, at);
            }
        }
        Ok(())
    }
}
