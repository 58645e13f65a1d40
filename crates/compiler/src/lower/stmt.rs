//! Statements.

use ruff_python_ast::{self as ast, Stmt as R};

use super::{Lowering, mangle, text};
use crate::error::Result;
use crate::tree::*;

impl Lowering<'_> {
    pub(super) fn body(&mut self, body: &[ast::Stmt]) -> Result<Vec<Stmt>> {
        let mut out = Vec::with_capacity(body.len());
        for stmt in body {
            let lowered = self.nested(|this| this.stmt(stmt))?;
            out.push(lowered);
        }
        keep_folded_text_from_being_a_docstring(body, &mut out);
        Ok(out)
    }

    fn stmt(&mut self, stmt: &ast::Stmt) -> Result<Stmt> {
        let pos = self.pos(stmt);
        let kind = match stmt {
            R::FunctionDef(def) => return self.function(def),
            R::ClassDef(def) => return self.class(def),
            R::Return(node) => StmtKind::Return(self.optional(node.value.as_deref())?),
            R::Delete(node) => StmtKind::Delete(self.exprs(&node.targets)?),
            R::Assign(node) => StmtKind::Assign {
                targets: self.exprs(&node.targets)?,
                value: self.expr(&node.value)?,
            },
            R::AugAssign(node) => StmtKind::AugAssign {
                target: self.expr(&node.target)?,
                op: super::expr::binary_operator(node.op),
                value: self.expr(&node.value)?,
            },
            R::AnnAssign(node) => StmtKind::AnnAssign {
                target: self.expr(&node.target)?,
                annotation: self.annotation(&node.annotation)?,
                value: self.optional(node.value.as_deref())?,
                simple: node.simple,
            },
            R::TypeAlias(node) => self.type_alias(node)?,
            R::For(node) => self.for_loop(node)?,
            R::While(node) => StmtKind::While {
                test: self.expr(&node.test)?,
                body: self.body(&node.body)?,
                orelse: self.body(&node.orelse)?,
            },
            R::If(node) => self.if_chain(node)?,
            R::With(node) => self.with(node)?,
            R::Match(node) => self.match_stmt(node)?,
            R::Raise(node) => StmtKind::Raise {
                exc: self.optional(node.exc.as_deref())?,
                cause: self.optional(node.cause.as_deref())?,
            },
            R::Try(node) => self.try_stmt(node)?,
            R::Assert(node) => StmtKind::Assert {
                test: self.expr(&node.test)?,
                message: self.optional(node.msg.as_deref())?,
            },
            R::Import(node) => StmtKind::Import(self.aliases(&node.names)),
            R::ImportFrom(node) => StmtKind::ImportFrom {
                module: node.module.as_ref().map(|module| module.id.as_str().into()),
                names: self.aliases(&node.names),
                level: node.level,
            },
            R::Global(node) => {
                StmtKind::Global(node.names.iter().map(|name| self.name(&name.id)).collect())
            }
            R::Nonlocal(node) => {
                StmtKind::Nonlocal(node.names.iter().map(|name| self.name(&name.id)).collect())
            }
            R::Expr(node) => StmtKind::Expr(self.expr(&node.value)?),
            R::Pass(_) | R::IpyEscapeCommand(_) => StmtKind::Pass,
            R::Break(_) => StmtKind::Break,
            R::Continue(_) => StmtKind::Continue,
        };
        Ok(Stmt { pos, kind })
    }

    fn aliases(&self, names: &[ast::Alias]) -> Vec<Alias> {
        let alias = |alias: &ast::Alias| {
            let name = alias.name.id.as_str();
            let first = name.split('.').next().unwrap_or("");
            let bound = alias.asname.as_ref().map_or(first, |name| name.id.as_str());
            Alias {
                pos: self.pos(alias),
                name: name.into(),
                mangled: self.name(name),
                has_asname: alias.asname.is_some(),
                bound: self.name(bound),
            }
        };
        names.iter().map(alias).collect()
    }

    fn decorators(&mut self, decorators: &[ast::Decorator]) -> Result<Vec<Expr>> {
        decorators
            .iter()
            .map(|decorator| self.expr(&decorator.expression))
            .collect()
    }

    fn function(&mut self, def: &ast::StmtFunctionDef) -> Result<Stmt> {
        let pos = self.source.definition(&def.decorator_list, def.range);
        let decorators = self.decorators(&def.decorator_list)?;
        let type_params = self.type_params(def.type_params.as_deref())?;
        let params = self.params(&def.parameters)?;
        let returns = match def.returns.as_deref() {
            Some(returns) => Some(self.annotation(returns)?),
            None => None,
        };
        let scope = self.scope();
        let body = self.body(&def.body)?;
        let function = Function {
            scope,
            name: def.name.id.as_str().into(),
            bound_name: self.name(&def.name.id),
            is_async: def.is_async,
            decorators,
            type_params,
            params,
            returns,
            body,
        };
        Ok(Stmt {
            pos,
            kind: StmtKind::Function(Box::new(function)),
        })
    }

    pub(super) fn params(&mut self, params: &ast::Parameters) -> Result<Params> {
        let mut out = Params::default();
        for param in params.posonlyargs.iter().chain(&params.args) {
            if let Some(default) = &param.default {
                out.defaults.push(self.expr(default)?);
            }
        }
        for param in &params.kwonlyargs {
            out.kw_defaults
                .push(self.optional(param.default.as_deref())?);
        }
        out.positional_only = self.param_list(&params.posonlyargs)?;
        out.regular = self.param_list(&params.args)?;
        out.vararg = self.star_param(params.vararg.as_deref())?;
        out.keyword_only = self.param_list(&params.kwonlyargs)?;
        out.kwarg = self.star_param(params.kwarg.as_deref())?;
        Ok(out)
    }

    fn param_list(&mut self, params: &[ast::ParameterWithDefault]) -> Result<Vec<Param>> {
        params
            .iter()
            .map(|param| self.param(&param.parameter))
            .collect()
    }

    fn star_param(&mut self, param: Option<&ast::Parameter>) -> Result<Option<Param>> {
        param.map(|param| self.param(param)).transpose()
    }

    fn param(&mut self, param: &ast::Parameter) -> Result<Param> {
        let annotation = match param.annotation.as_deref() {
            Some(annotation) => Some(self.annotation(annotation)?),
            None => None,
        };
        Ok(Param {
            pos: self.pos(param),
            name: self.name(&param.name.id),
            annotation,
        })
    }

    /// An annotation; its text under `from __future__ import annotations`.
    fn annotation(&mut self, annotation: &ast::Expr) -> Result<Expr> {
        if !self.future_annotations {
            return self.expr(annotation);
        }
        let written = crate::unparse::expression(annotation, self.source);
        Ok(Expr {
            pos: self.pos(annotation),
            kind: ExprKind::Constant(text(&written)),
        })
    }

    fn class(&mut self, def: &ast::StmtClassDef) -> Result<Stmt> {
        let pos = self.source.definition(&def.decorator_list, def.range);
        let decorators = self.decorators(&def.decorator_list)?;
        let class = def.name.id.trim_start_matches('_').to_string();
        if let Some(params) = def.type_params.as_deref() {
            let names = params.type_params.iter();
            let only = names.map(|param| param.name().id.to_string()).collect();
            self.private.push(super::Private {
                class: class.clone(),
                only: Some(only),
            });
        }
        let type_params = self.type_params(def.type_params.as_deref())?;
        let (bases, keywords) = match def.arguments.as_deref() {
            Some(arguments) => (
                self.exprs(&arguments.args)?,
                self.keywords(&arguments.keywords)?,
            ),
            None => (Vec::new(), Vec::new()),
        };
        if type_params.is_some() {
            self.private.pop();
        }
        let scope = self.scope();
        self.private.push(super::Private { class, only: None });
        let body = self.body(&def.body);
        self.private.pop();
        let class = Class {
            scope,
            name: def.name.id.as_str().into(),
            bound_name: self.name(&def.name.id),
            decorators,
            type_params,
            bases,
            keywords,
            body: body?,
        };
        Ok(Stmt {
            pos,
            kind: StmtKind::Class(Box::new(class)),
        })
    }

    fn type_params(&mut self, params: Option<&ast::TypeParams>) -> Result<Option<TypeParams>> {
        let Some(params) = params else {
            return Ok(None);
        };
        let scope = self.scope();
        let mut out = Vec::new();
        for param in &params.type_params {
            out.push(self.type_param(param)?);
        }
        Ok(Some(TypeParams { scope, params: out }))
    }

    fn type_param(&mut self, param: &ast::TypeParam) -> Result<TypeParam> {
        use ast::TypeParam as P;
        let (name, kind, bound, default) = match param {
            P::TypeVar(p) => (
                &p.name,
                TypeParamKind::TypeVar,
                p.bound.as_deref(),
                p.default.as_deref(),
            ),
            P::TypeVarTuple(p) => (
                &p.name,
                TypeParamKind::TypeVarTuple,
                None,
                p.default.as_deref(),
            ),
            P::ParamSpec(p) => (
                &p.name,
                TypeParamKind::ParamSpec,
                None,
                p.default.as_deref(),
            ),
        };
        let bound = self.lazy(bound)?;
        let default = self.lazy(default)?;
        Ok(TypeParam {
            pos: self.pos(param),
            name: self.name(&name.id),
            written: name.id.as_str().into(),
            kind,
            bound,
            default,
        })
    }

    fn lazy(&mut self, expr: Option<&ast::Expr>) -> Result<Option<(ScopeKey, Expr)>> {
        let Some(expr) = expr else { return Ok(None) };
        let scope = self.scope();
        Ok(Some((scope, self.expr(expr)?)))
    }

    fn type_alias(&mut self, node: &ast::StmtTypeAlias) -> Result<StmtKind> {
        let name = match &*node.name {
            ast::Expr::Name(name) => self.name(&name.id),
            _ => mangle("", ""),
        };
        let type_params = self.type_params(node.type_params.as_deref())?;
        let scope = self.scope();
        let value = self.expr(&node.value)?;
        let alias = TypeAlias {
            scope,
            name,
            name_pos: self.pos(&*node.name),
            type_params,
            value,
        };
        Ok(StmtKind::TypeAlias(Box::new(alias)))
    }

    fn for_loop(&mut self, node: &ast::StmtFor) -> Result<StmtKind> {
        Ok(StmtKind::For(Box::new(For {
            is_async: node.is_async,
            target: self.expr(&node.target)?,
            iter: self.iterable(&node.iter)?,
            body: self.body(&node.body)?,
            orelse: self.body(&node.orelse)?,
        })))
    }

    /// `elif` becomes an `if` of its own in the `else` part.
    fn if_chain(&mut self, node: &ast::StmtIf) -> Result<StmtKind> {
        let mut orelse = Vec::new();
        let end = node.range.end();
        for clause in node.elif_else_clauses.iter().rev() {
            let body = self.body(&clause.body)?;
            orelse = match &clause.test {
                None => body,
                Some(test) => {
                    let pos =
                        self.range_pos(ruff_text_size::TextRange::new(clause.range.start(), end));
                    vec![Stmt {
                        pos,
                        kind: StmtKind::If {
                            test: self.expr(test)?,
                            body,
                            orelse,
                        },
                    }]
                }
            };
        }
        Ok(StmtKind::If {
            test: self.expr(&node.test)?,
            body: self.body(&node.body)?,
            orelse,
        })
    }

    fn with(&mut self, node: &ast::StmtWith) -> Result<StmtKind> {
        let mut items = Vec::new();
        for item in &node.items {
            items.push((
                self.expr(&item.context_expr)?,
                self.optional(item.optional_vars.as_deref())?,
            ));
        }
        Ok(StmtKind::With(Box::new(With {
            is_async: node.is_async,
            items,
            body: self.body(&node.body)?,
        })))
    }

    fn try_stmt(&mut self, node: &ast::StmtTry) -> Result<StmtKind> {
        let body = self.body(&node.body)?;
        let mut handlers = Vec::new();
        for ast::ExceptHandler::ExceptHandler(handler) in &node.handlers {
            handlers.push(Handler {
                pos: self.pos(handler),
                kind: self.optional(handler.type_.as_deref())?,
                name: handler.name.as_ref().map(|name| self.name(&name.id)),
                body: self.body(&handler.body)?,
            });
        }
        let orelse = self.body(&node.orelse)?;
        let finalbody = self.body(&node.finalbody)?;
        Ok(StmtKind::Try(Box::new(Try {
            is_star: node.is_star,
            body,
            handlers,
            orelse,
            finalbody,
        })))
    }
}

/// `"a" "b"` is a docstring, `"a" + "b"` isn't, though folding makes one text of it.
fn keep_folded_text_from_being_a_docstring(body: &[ast::Stmt], out: &mut [Stmt]) {
    let written =
        matches!(body.first(), Some(R::Expr(node)) if node.value.is_string_literal_expr());
    if written || docstring(out).is_none() {
        return;
    }
    if let Some(Stmt {
        kind: StmtKind::Expr(expr),
        ..
    }) = out.first_mut()
    {
        let inner = std::mem::replace(&mut expr.kind, ExprKind::Joined(Vec::new()));
        expr.kind = ExprKind::Joined(vec![Expr {
            pos: expr.pos,
            kind: inner,
        }]);
    }
}
