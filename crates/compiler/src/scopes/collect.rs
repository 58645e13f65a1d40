//! First pass: which block uses which name how. Statements and definitions; expressions are in `collect_expr.rs`.

use std::collections::HashMap;
use std::sync::Arc;

use bytecode::Position;

use super::{Block, BlockKind, Meaning, Scopes, Symbol, usage};
use crate::error::{Fault, Result};
use crate::tree::*;

pub struct Collector {
    scopes: Scopes,
    /// Blocks that we are in, outermost first.
    pub(super) stack: Vec<usize>,
}

impl Collector {
    pub fn new() -> Self {
        let module = Block::new(BlockKind::Module, false);
        Self {
            scopes: Scopes {
                blocks: vec![module],
                by_key: HashMap::new(),
            },
            stack: vec![0],
        }
    }

    pub fn finish(self) -> Scopes {
        self.scopes
    }

    pub(super) fn current(&mut self) -> &mut Block {
        let index = self.stack[self.stack.len() - 1];
        &mut self.scopes.blocks[index]
    }

    pub(super) fn block_at(&mut self, index: usize) -> &mut Block {
        &mut self.scopes.blocks[index]
    }

    pub(super) fn enter(&mut self, kind: BlockKind, key: ScopeKey) {
        let parent = self.current();
        let nested = parent.nested || parent.function_like();
        let index = self.scopes.blocks.len();
        self.current().children.push(index);
        self.scopes.blocks.push(Block::new(kind, nested));
        self.scopes.by_key.insert(key, index);
        self.stack.push(index);
    }

    pub(super) fn leave(&mut self) {
        self.stack.pop();
    }

    pub(super) fn define(&mut self, name: &Name, flags: u32, pos: Position) -> Result<()> {
        let index = self.stack[self.stack.len() - 1];
        self.define_in(index, name, flags, pos)
    }

    pub(super) fn define_in(
        &mut self,
        index: usize,
        name: &Name,
        flags: u32,
        pos: Position,
    ) -> Result<()> {
        let block = &mut self.scopes.blocks[index];
        let before = block.symbols.usage(name);
        if flags & before & usage::PARAM != 0 {
            return Err(Fault::new(
                format!("duplicate argument '{name}' in function definition"),
                pos,
            ));
        }
        if flags & before & usage::TYPE_PARAM != 0 {
            return Err(Fault::new(
                format!("duplicate type parameter '{name}'"),
                pos,
            ));
        }
        let mut after = before | flags;
        if block.in_target {
            if after & (usage::GLOBAL | usage::NONLOCAL) != 0 {
                let message = format!(
                    "comprehension inner loop cannot rebind assignment expression target '{name}'"
                );
                return Err(Fault::new(message, pos));
            }
            after |= usage::COMPREHENSION_TARGET;
        }
        block.symbols.set(
            name,
            Symbol {
                usage: after,
                meaning: Meaning::Unknown,
            },
        );
        if flags & usage::PARAM != 0 {
            block.params.push(name.clone());
        } else if flags & usage::GLOBAL != 0 {
            let module = &mut self.scopes.blocks[0].symbols;
            let usage = module.usage(name) | flags;
            module.set(
                name,
                Symbol {
                    usage,
                    meaning: Meaning::Unknown,
                },
            );
        }
        Ok(())
    }

    pub fn statements(&mut self, body: &[Stmt]) -> Result<()> {
        for stmt in body {
            crate::stack::grow(|| self.statement(stmt))?;
        }
        Ok(())
    }

    fn statement(&mut self, stmt: &Stmt) -> Result<()> {
        let pos = stmt.pos;
        match &stmt.kind {
            StmtKind::Function(def) => self.function(def, pos),
            StmtKind::Class(class) => self.class(class, pos),
            StmtKind::Return(value) => self.optional(value.as_ref()),
            StmtKind::Delete(targets) => self.targets(targets),
            StmtKind::Assign { targets, value } => {
                self.targets(targets)?;
                self.expr(value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target)?;
                self.expr(value)
            }
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => self.annotated(target, annotation, (value.as_ref(), *simple), pos),
            StmtKind::TypeAlias(alias) => self.type_alias(alias, pos),
            StmtKind::For(node) => {
                self.target(&node.target)?;
                self.expr(&node.iter)?;
                self.statements(&node.body)?;
                self.statements(&node.orelse)
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.expr(test)?;
                self.statements(body)?;
                self.statements(orelse)
            }
            StmtKind::With(node) => {
                for (context, target) in &node.items {
                    self.expr(context)?;
                    if let Some(target) = target {
                        self.target(target)?;
                    }
                }
                self.statements(&node.body)
            }
            StmtKind::Match(node) => self.match_cases(node),
            StmtKind::Raise { exc, cause } => {
                self.optional(exc.as_ref())?;
                self.optional(cause.as_ref())
            }
            StmtKind::Try(node) => self.try_stmt(node),
            StmtKind::Assert { test, message } => {
                self.expr(test)?;
                self.optional(message.as_ref())
            }
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => self.import(names),
            StmtKind::Global(names) => self.directive(names, usage::GLOBAL, "global", pos),
            StmtKind::Nonlocal(names) => self.directive(names, usage::NONLOCAL, "nonlocal", pos),
            StmtKind::Expr(expr) => self.expr(expr),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn function(&mut self, def: &Function, pos: Position) -> Result<()> {
        self.define(&def.bound_name, usage::LOCAL, pos)?;
        self.exprs(&def.params.defaults)?;
        for default in &def.params.kw_defaults {
            self.optional(default.as_ref())?;
        }
        self.exprs(&def.decorators)?;
        if let Some(type_params) = &def.type_params {
            let kw_defaults = def.params.kw_defaults.iter().any(Option::is_some);
            self.enter_type_params(type_params, pos, false)?;
            self.define(&Arc::from(".defaults"), usage::PARAM, pos)?;
            if kw_defaults {
                self.define(&Arc::from(".kwdefaults"), usage::PARAM, pos)?;
            }
            self.type_params(type_params)?;
        }
        for param in def.params.in_register_order() {
            self.optional(param.annotation.as_ref())?;
        }
        self.optional(def.returns.as_ref())?;
        self.enter(BlockKind::Function, def.scope);
        self.current().coroutine = def.is_async;
        self.parameters(&def.params)?;
        self.statements(&def.body)?;
        self.leave();
        if def.type_params.is_some() {
            self.leave();
        }
        Ok(())
    }

    pub(super) fn parameters(&mut self, params: &Params) -> Result<()> {
        for param in params.in_register_order() {
            self.define(&param.name, usage::PARAM, param.pos)?;
        }
        Ok(())
    }

    fn class(&mut self, class: &Class, pos: Position) -> Result<()> {
        self.define(&class.bound_name, usage::LOCAL, pos)?;
        self.exprs(&class.decorators)?;
        if let Some(type_params) = &class.type_params {
            self.enter_type_params(type_params, pos, true)?;
            self.type_params(type_params)?;
        }
        self.exprs(&class.bases)?;
        for keyword in &class.keywords {
            self.expr(&keyword.value)?;
        }
        self.enter(BlockKind::Class, class.scope);
        if class.type_params.is_some() {
            self.define(&Arc::from("__type_params__"), usage::LOCAL, pos)?;
            self.define(&Arc::from(".type_params"), usage::USE, pos)?;
        }
        self.statements(&class.body)?;
        self.leave();
        if class.type_params.is_some() {
            self.leave();
        }
        Ok(())
    }

    fn enter_type_params(&mut self, params: &TypeParams, pos: Position, class: bool) -> Result<()> {
        let in_class = self.current().kind == BlockKind::Class;
        self.enter(BlockKind::TypeParams, params.scope);
        self.current().lazy = Some("the definition of a generic");
        if in_class {
            self.current().sees_class = true;
            self.define(&Arc::from("__classdict__"), usage::USE, pos)?;
        }
        if class {
            for name in [".type_params", ".generic_base"] {
                self.define(&Arc::from(name), usage::LOCAL | usage::USE, pos)?;
            }
        }
        Ok(())
    }

    fn type_params(&mut self, params: &TypeParams) -> Result<()> {
        for param in &params.params {
            self.define(&param.name, usage::TYPE_PARAM | usage::LOCAL, param.pos)?;
            let sees_class = self.current().sees_class;
            if let Some((scope, bound)) = &param.bound {
                let place = match &bound.kind {
                    ExprKind::Tuple(_) => "a TypeVar constraint",
                    _ => "a TypeVar bound",
                };
                self.lazy(BlockKind::TypeVariable, *scope, sees_class, place, bound)?;
            }
            if let Some((scope, default)) = &param.default {
                let place = match param.kind {
                    TypeParamKind::TypeVar => "a TypeVar default",
                    TypeParamKind::ParamSpec => "a ParamSpec default",
                    TypeParamKind::TypeVarTuple => "a TypeVarTuple default",
                };
                self.lazy(BlockKind::TypeVariable, *scope, sees_class, place, default)?;
            }
        }
        Ok(())
    }

    fn lazy(
        &mut self,
        kind: BlockKind,
        key: ScopeKey,
        sees_class: bool,
        place: &'static str,
        expr: &Expr,
    ) -> Result<()> {
        self.enter(kind, key);
        self.current().lazy = Some(place);
        self.current().sees_class = sees_class;
        if sees_class {
            self.define(&Arc::from("__classdict__"), usage::USE, expr.pos)?;
        }
        self.expr(expr)?;
        self.leave();
        Ok(())
    }

    fn type_alias(&mut self, alias: &TypeAlias, pos: Position) -> Result<()> {
        self.define(&alias.name, usage::LOCAL, alias.name_pos)?;
        let in_class = self.current().kind == BlockKind::Class;
        if let Some(type_params) = &alias.type_params {
            self.enter_type_params(type_params, pos, false)?;
            self.type_params(type_params)?;
        }
        let place = "a type alias";
        self.lazy(
            BlockKind::TypeAlias,
            alias.scope,
            in_class,
            place,
            &alias.value,
        )?;
        if alias.type_params.is_some() {
            self.leave();
        }
        Ok(())
    }

    fn annotated(
        &mut self,
        target: &Expr,
        annotation: &Expr,
        (value, simple): (Option<&Expr>, bool),
        pos: Position,
    ) -> Result<()> {
        if let Some(name) = target.name() {
            let declared = self.current().symbols.usage(name) & (usage::GLOBAL | usage::NONLOCAL);
            if declared != 0 && simple && self.stack.len() > 1 {
                let what = if declared & usage::GLOBAL != 0 {
                    "global"
                } else {
                    "nonlocal"
                };
                return Err(Fault::new(
                    format!("annotated name '{name}' can't be {what}"),
                    pos,
                ));
            }
            if simple {
                self.define(name, usage::ANNOTATED | usage::LOCAL, target.pos)?;
            } else if value.is_some() {
                self.define(name, usage::LOCAL, target.pos)?;
            }
        } else {
            self.target(target)?;
        }
        self.expr(annotation)?;
        self.optional(value)
    }

    fn try_stmt(&mut self, node: &Try) -> Result<()> {
        self.statements(&node.body)?;
        for handler in &node.handlers {
            self.optional(handler.kind.as_ref())?;
            if let Some(name) = &handler.name {
                self.define(name, usage::LOCAL, handler.pos)?;
            }
            self.statements(&handler.body)?;
        }
        self.statements(&node.orelse)?;
        self.statements(&node.finalbody)
    }

    fn import(&mut self, names: &[Alias]) -> Result<()> {
        for alias in names {
            if &*alias.name == "*" {
                if self.current().kind != BlockKind::Module {
                    return Err(Fault::new(
                        "import * only allowed at module level",
                        alias.pos,
                    ));
                }
                continue;
            }
            self.define(&alias.bound, usage::IMPORT, alias.pos)?;
        }
        Ok(())
    }

    fn directive(&mut self, names: &[Name], flag: u32, word: &str, pos: Position) -> Result<()> {
        for name in names {
            let before = self.current().symbols.usage(name);
            let message = if before & usage::PARAM != 0 {
                format!("name '{name}' is parameter and {word}")
            } else if before & usage::USE != 0 {
                format!("name '{name}' is used prior to {word} declaration")
            } else if before & usage::ANNOTATED != 0 {
                format!("annotated name '{name}' can't be {word}")
            } else if before & usage::LOCAL != 0 {
                format!("name '{name}' is assigned to before {word} declaration")
            } else {
                self.define(name, flag, pos)?;
                self.current().directives.push((name.clone(), pos));
                continue;
            };
            return Err(Fault::new(message, pos));
        }
        Ok(())
    }

    pub(super) fn note_directive(&mut self, name: &Name, pos: Position) {
        self.current().directives.push((name.clone(), pos));
    }

    fn match_cases(&mut self, node: &Match) -> Result<()> {
        self.expr(&node.subject)?;
        for case in &node.cases {
            self.pattern(&case.pattern)?;
            self.optional(case.guard.as_ref())?;
            self.statements(&case.body)?;
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &Pattern) -> Result<()> {
        let pos = pattern.pos;
        match &pattern.kind {
            PatternKind::Value(expr) => self.expr(expr),
            PatternKind::Singleton(_) => Ok(()),
            PatternKind::Sequence(items) | PatternKind::Or(items) => {
                items.iter().try_for_each(|p| self.pattern(p))
            }
            PatternKind::Mapping {
                keys,
                patterns,
                rest,
            } => {
                self.exprs(keys)?;
                patterns.iter().try_for_each(|p| self.pattern(p))?;
                rest.iter()
                    .try_for_each(|name| self.define(name, usage::LOCAL, pos))
            }
            PatternKind::Class {
                class,
                patterns,
                keywords,
            } => {
                self.expr(class)?;
                patterns.iter().try_for_each(|p| self.pattern(p))?;
                keywords.iter().try_for_each(|(_, _, p)| self.pattern(p))
            }
            PatternKind::Star(name) => name
                .iter()
                .try_for_each(|name| self.define(name, usage::LOCAL, pos)),
            PatternKind::As { pattern, name } => {
                pattern.iter().try_for_each(|p| self.pattern(p))?;
                name.iter()
                    .try_for_each(|name| self.define(name, usage::LOCAL, pos))
            }
        }
    }
}
