//! `match` statements: cases, captures, and the way out when a pattern fails.
//!
//! While a pattern is matched, the stack holds from the bottom: what the enclosing patterns still need, the values
//! captured so far in the order of `Context::stores`, and `Context::on_top` values that the current pattern needs.
//! Failing with n values above the subject jumps to `fail[n]`, where n values are popped.

use bytecode::Position;

use super::Emitter;
use crate::error::Result;
use crate::ir::{Label, NO_LOCATION, S};
use crate::tree::{Match, Name, Pattern, PatternKind};

/// The state of matching one case.
#[derive(Default)]
pub(super) struct Context {
    pub stores: Vec<Name>,
    pub allow_irrefutable: bool,
    pub fail: Vec<Label>,
    pub on_top: usize,
}

impl<'t> Emitter<'t> {
    pub(super) fn match_stmt(&mut self, node: &'t Match) -> Result<()> {
        self.expr(&node.subject)?;
        let end = self.new_label();
        let count = node.cases.len();
        let has_default = count > 1 && is_wildcard(&node.cases[count - 1].pattern);
        let tested = count - usize::from(has_default);
        for (index, case) in node.cases[..tested].iter().enumerate() {
            let pos = case.pattern.pos;
            let last = index + 1 == tested;
            if !last {
                self.emit_arg(S::COPY, 1, pos);
            }
            let allow_irrefutable = case.guard.is_some() || index + 1 == count;
            let mut context = Context {
                allow_irrefutable,
                ..Context::default()
            };
            self.pattern(&case.pattern, &mut context)?;
            for name in &context.stores {
                self.store_name(name, pos)?;
            }
            if let Some(guard) = &case.guard {
                let fail = self.fail_label(&mut context, 0);
                self.jump_if(pos, guard, fail, false)?;
            }
            if !last {
                self.emit(S::POP_TOP, pos);
            }
            self.statements(&case.body)?;
            self.emit_jump(S::JUMP_NO_INTERRUPT, end, NO_LOCATION);
            self.place_fails(&mut context, pos);
        }
        if has_default {
            let case = &node.cases[count - 1];
            let pos = case.pattern.pos;
            self.emit(if count == 1 { S::POP_TOP } else { S::NOP }, pos);
            if let Some(guard) = &case.guard {
                self.jump_if(pos, guard, end, false)?;
            }
            self.statements(&case.body)?;
        }
        self.place(end);
        Ok(())
    }

    pub(super) fn pattern(&mut self, pattern: &'t Pattern, context: &mut Context) -> Result<()> {
        crate::stack::grow(|| self.pattern_here(pattern, context))
    }

    fn pattern_here(&mut self, pattern: &'t Pattern, context: &mut Context) -> Result<()> {
        let pos = pattern.pos;
        match &pattern.kind {
            PatternKind::Value(value) => self.value_pattern(value, pos, context),
            PatternKind::Singleton(value) => {
                self.load_const(value, pos);
                self.emit_arg(S::IS_OP, 0, pos);
                self.jump_to_fail(S::POP_JUMP_IF_FALSE, pos, context);
                Ok(())
            }
            PatternKind::Sequence(items) => self.sequence_pattern(items, pos, context),
            PatternKind::Mapping {
                keys,
                patterns,
                rest,
            } => self.mapping_pattern(keys, patterns, rest.as_ref(), pos, context),
            PatternKind::Class {
                class,
                patterns,
                keywords,
            } => self.class_pattern(class, patterns, keywords, pos, context),
            PatternKind::Star(name) => self.capture(name.as_ref(), pos, context),
            PatternKind::As {
                pattern: None,
                name,
            } => self.irrefutable(name.as_ref(), pos, context),
            PatternKind::As {
                pattern: Some(inner),
                name,
            } => {
                context.on_top += 1;
                self.emit_arg(S::COPY, 1, pos);
                self.pattern(inner, context)?;
                context.on_top -= 1;
                self.capture(name.as_ref(), pos, context)
            }
            PatternKind::Or(alternatives) => self.or_pattern(alternatives, pos, context),
        }
    }

    /// A pattern inside another may match anything.
    pub(super) fn subpattern(&mut self, pattern: &'t Pattern, context: &mut Context) -> Result<()> {
        let before = std::mem::replace(&mut context.allow_irrefutable, true);
        self.pattern(pattern, context)?;
        context.allow_irrefutable = before;
        Ok(())
    }

    fn irrefutable(
        &mut self,
        name: Option<&Name>,
        pos: Position,
        context: &mut Context,
    ) -> Result<()> {
        if context.allow_irrefutable {
            return self.capture(name, pos, context);
        }
        let what = match name {
            Some(name) => format!("name capture '{name}'"),
            None => "wildcard".to_string(),
        };
        self.error(format!("{what} makes remaining patterns unreachable"), pos)
    }

    /// Keeps the value on top for `name` until the whole pattern has matched; without a name it is dropped.
    pub(super) fn capture(
        &mut self,
        name: Option<&Name>,
        pos: Position,
        context: &mut Context,
    ) -> Result<()> {
        let Some(name) = name else {
            self.emit(S::POP_TOP, pos);
            return Ok(());
        };
        if context.stores.contains(name) {
            return self.error(
                format!("multiple assignments to name '{name}' in pattern"),
                pos,
            );
        }
        self.rotate(context.on_top + context.stores.len() + 1, pos);
        context.stores.push(name.clone());
        Ok(())
    }

    /// Moves the value on top down below `count - 1` others.
    pub(super) fn rotate(&mut self, count: usize, pos: Position) {
        for depth in (2..=count).rev() {
            self.emit_arg(S::SWAP, depth as u32, pos);
        }
    }

    pub(super) fn jump_to_fail(&mut self, op: S, pos: Position, context: &mut Context) {
        let label = self.fail_label(context, context.on_top + context.stores.len());
        self.emit_jump(op, label, pos);
    }

    fn fail_label(&mut self, context: &mut Context, pops: usize) -> Label {
        while context.fail.len() <= pops {
            let label = self.new_label();
            context.fail.push(label);
        }
        context.fail[pops]
    }

    pub(super) fn place_fails(&mut self, context: &mut Context, pos: Position) {
        let labels = std::mem::take(&mut context.fail);
        for (pops, label) in labels.into_iter().enumerate().rev() {
            self.place(label);
            if pops > 0 {
                self.emit(S::POP_TOP, pos);
            }
        }
    }
}

/// `_`: matches anything and binds nothing.
pub(super) fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(
        pattern.kind,
        PatternKind::As {
            pattern: None,
            name: None
        }
    )
}
