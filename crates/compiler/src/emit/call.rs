//! Calls.

use bytecode::Position;

use super::{Emitter, STACK_GUIDELINE, attribute_pos, is_starred};
use crate::error::Result;
use crate::ir::{NO_LOCATION, S};
use crate::scopes::usage;
use crate::tree::{Call, Expr, ExprKind, Keyword, Name};

impl<'t> Emitter<'t> {
    pub(super) fn call(&mut self, call: &'t Call, pos: Position) -> Result<()> {
        self.check_keywords(&call.keywords)?;
        if let ExprKind::Attribute { value, attr } = &call.func.kind
            && self.can_be_method_call(call, value)
        {
            return self.method_call(call, value, attr, pos);
        }
        self.expr(&call.func)?;
        self.emit(S::PUSH_NULL, call.func.pos);
        self.call_with(0, &call.args, &call.keywords, pos)
    }

    pub(super) fn check_keywords(&self, keywords: &[Keyword]) -> Result<()> {
        for (index, keyword) in keywords.iter().enumerate() {
            let Some(name) = &keyword.name else { continue };
            if &**name == "__debug__" {
                return self.error("cannot assign to __debug__", keyword.pos);
            }
            if let Some(again) = keywords[index + 1..]
                .iter()
                .find(|other| other.name.as_ref() == Some(name))
            {
                return self.error(format!("keyword argument repeated: {name}"), again.pos);
            }
        }
        Ok(())
    }

    fn can_be_method_call(&self, call: &Call, value: &Expr) -> bool {
        let imported = value.name().is_some_and(|name| self.is_import(name));
        let keywords = call.keywords.len();
        !imported
            && call.args.len() + keywords + usize::from(keywords != 0) < STACK_GUIDELINE
            && !call.args.iter().any(is_starred)
            && call.keywords.iter().all(|keyword| keyword.name.is_some())
    }

    /// Whether a name is bound by an import in the module. A comprehension inlined in the module hides that.
    fn is_import(&self, name: &str) -> bool {
        let hidden = self.units.len() == 1 && self.here().inlined_comprehensions > 0;
        !hidden && self.scopes.module().symbols.usage(name) & usage::IMPORT != 0
    }

    fn method_call(
        &mut self,
        call: &'t Call,
        value: &'t Expr,
        attr: &Name,
        pos: Position,
    ) -> Result<()> {
        let func = &call.func;
        if let Some(args) = self.plain_super(value, attr) {
            self.super_arguments(value, args)?;
            let op = if args.is_empty() {
                S::LOAD_ZERO_SUPER_METHOD
            } else {
                S::LOAD_SUPER_METHOD
            };
            self.emit_name(op, attr, func.pos);
            self.emit(S::NOP, attribute_pos(func.pos, func, attr));
        } else {
            self.expr(value)?;
            self.emit_name(S::LOAD_METHOD, attr, attribute_pos(func.pos, func, attr));
        }
        self.exprs(&call.args)?;
        let count = (call.args.len() + call.keywords.len()) as u32;
        let pos = attribute_pos(pos, func, attr);
        if call.keywords.is_empty() {
            self.emit_arg(S::CALL, count, pos);
        } else {
            self.keyword_values(&call.keywords)?;
            self.load_names(keyword_names(&call.keywords), pos);
            self.emit_arg(S::CALL_KW, count, pos);
        }
        Ok(())
    }

    fn keyword_values(&mut self, keywords: &'t [Keyword]) -> Result<()> {
        keywords
            .iter()
            .try_for_each(|keyword| self.expr(&keyword.value))
    }

    /// The callable, its self slot and `pushed` arguments are on the stack.
    pub(super) fn call_with(
        &mut self,
        pushed: u32,
        args: &'t [Expr],
        keywords: &'t [Keyword],
        pos: Position,
    ) -> Result<()> {
        let plain = args.len() + keywords.len() * 2 <= STACK_GUIDELINE
            && !args.iter().any(is_starred)
            && keywords.iter().all(|keyword| keyword.name.is_some());
        if !plain {
            return self.call_ex(pushed, args, keywords, pos);
        }
        self.exprs(args)?;
        let count = pushed + (args.len() + keywords.len()) as u32;
        if keywords.is_empty() {
            self.emit_arg(S::CALL, count, pos);
        } else {
            self.keyword_values(keywords)?;
            self.load_names(keyword_names(keywords), pos);
            self.emit_arg(S::CALL_KW, count, pos);
        }
        Ok(())
    }

    fn call_ex(
        &mut self,
        pushed: u32,
        args: &'t [Expr],
        keywords: &'t [Keyword],
        pos: Position,
    ) -> Result<()> {
        match args {
            [
                Expr {
                    kind: ExprKind::Starred(inner),
                    ..
                },
            ] if pushed == 0 => self.expr(inner)?,
            _ => self.collection(args, pushed, super::display::TUPLE, pos)?,
        }
        self.keyword_mapping(keywords, pos)?;
        self.emit_arg(S::CALL_FUNCTION_EX, u32::from(!keywords.is_empty()), pos);
        Ok(())
    }

    /// The dict of keyword arguments, if there are any.
    pub(super) fn keyword_mapping(&mut self, keywords: &'t [Keyword], pos: Position) -> Result<()> {
        let mut have_dict = false;
        let mut pending = 0;
        for (index, keyword) in keywords.iter().enumerate() {
            if keyword.name.is_some() {
                pending += 1;
                continue;
            }
            if pending > 0 {
                self.keyword_part(&keywords[index - pending..index], &mut have_dict, pos)?;
                pending = 0;
            }
            if !have_dict {
                self.emit_arg(S::BUILD_MAP, 0, pos);
                have_dict = true;
            }
            self.expr(&keyword.value)?;
            self.emit_arg(S::DICT_MERGE, 1, pos);
        }
        if pending > 0 {
            self.keyword_part(&keywords[keywords.len() - pending..], &mut have_dict, pos)?;
        }
        Ok(())
    }

    fn keyword_part(
        &mut self,
        keywords: &'t [Keyword],
        have_dict: &mut bool,
        pos: Position,
    ) -> Result<()> {
        self.named_keywords(keywords, pos)?;
        if *have_dict {
            self.emit_arg(S::DICT_MERGE, 1, pos);
        }
        *have_dict = true;
        Ok(())
    }

    fn named_keywords(&mut self, keywords: &'t [Keyword], pos: Position) -> Result<()> {
        let count = keywords.len() as u32;
        let big = keywords.len() * 2 > STACK_GUIDELINE;
        if keywords.len() > 1 && !big {
            self.keyword_values(keywords)?;
            self.const_key_map(keyword_names(keywords), count, pos);
            return Ok(());
        }
        if big {
            self.emit_arg(S::BUILD_MAP, 0, NO_LOCATION);
        }
        for keyword in keywords {
            if let Some(name) = &keyword.name {
                self.load_text(name, pos);
            }
            self.expr(&keyword.value)?;
            if big {
                self.emit_arg(S::MAP_ADD, 1, NO_LOCATION);
            }
        }
        if !big {
            self.emit_arg(S::BUILD_MAP, count, pos);
        }
        Ok(())
    }
}

fn keyword_names(keywords: &[Keyword]) -> impl Iterator<Item = Name> {
    keywords.iter().filter_map(|keyword| keyword.name.clone())
}
