//! Statements.

use ruff_python_ast::{self as ast, Stmt as R};
use ruff_text_size::{Ranged, TextRange};

use super::{Field, Fields, Maker, bare, empty, identifier, identifiers, int, none, operator};
use super::{optional_identifier, placed};
use crate::error::Result;

impl Maker<'_> {
    pub(super) fn body(&mut self, body: &[ast::Stmt]) -> Result<Field> {
        self.each(body, |this, stmt| this.nested(|this| this.stmt(stmt)))
    }

    fn stmt(&mut self, stmt: &ast::Stmt) -> Result<Field> {
        let (class, fields) = match stmt {
            R::FunctionDef(def) => return self.function(def),
            R::ClassDef(def) => return self.class(def),
            R::If(node) => self.if_chain(node)?,
            R::For(node) => self.for_loop(node)?,
            R::While(node) => {
                let fields = vec![
                    ("test", self.expr(&node.test)?),
                    ("body", self.body(&node.body)?),
                    ("orelse", self.body(&node.orelse)?),
                ];
                ("While", fields)
            }
            R::With(node) => self.with(node)?,
            R::Match(node) => self.match_stmt(node)?,
            R::Try(node) => self.try_stmt(node)?,
            other => {
                let (class, fields) = self.simple(other)?;
                return Ok(placed(class, self.pos(stmt), fields));
            }
        };
        Ok(placed(class, self.block(stmt.range()), fields))
    }

    /// Statements without a block.
    fn simple(&mut self, stmt: &ast::Stmt) -> Result<(&'static str, Fields)> {
        Ok(match stmt {
            R::Expr(node) => ("Expr", vec![("value", self.expr(&node.value)?)]),
            R::Return(node) => {
                let value = self.optional(node.value.as_deref())?;
                ("Return", vec![("value", value)])
            }
            R::Delete(node) => ("Delete", vec![("targets", self.exprs(&node.targets)?)]),
            R::Raise(node) => {
                let exc = self.optional(node.exc.as_deref())?;
                let cause = self.optional(node.cause.as_deref())?;
                ("Raise", vec![("exc", exc), ("cause", cause)])
            }
            R::Assert(node) => {
                let test = self.expr(&node.test)?;
                let msg = self.optional(node.msg.as_deref())?;
                ("Assert", vec![("test", test), ("msg", msg)])
            }
            R::Import(node) => ("Import", vec![("names", self.aliases(&node.names)?)]),
            R::ImportFrom(node) => {
                let fields = vec![
                    ("module", optional_identifier(node.module.as_ref())),
                    ("names", self.aliases(&node.names)?),
                    ("level", int(node.level)),
                ];
                ("ImportFrom", fields)
            }
            R::Global(node) => ("Global", vec![("names", identifiers(&node.names))]),
            R::Nonlocal(node) => ("Nonlocal", vec![("names", identifiers(&node.names))]),
            R::Break(_) => ("Break", Vec::new()),
            R::Continue(_) => ("Continue", Vec::new()),
            other => return self.assignment(other),
        })
    }

    fn assignment(&mut self, stmt: &ast::Stmt) -> Result<(&'static str, Fields)> {
        Ok(match stmt {
            R::Assign(node) => {
                let fields = vec![
                    ("targets", self.exprs(&node.targets)?),
                    ("value", self.expr(&node.value)?),
                    ("type_comment", none()),
                ];
                ("Assign", fields)
            }
            R::AugAssign(node) => {
                let fields = vec![
                    ("target", self.expr(&node.target)?),
                    ("op", operator::binary(node.op)),
                    ("value", self.expr(&node.value)?),
                ];
                ("AugAssign", fields)
            }
            R::AnnAssign(node) => {
                let fields = vec![
                    ("target", self.expr(&node.target)?),
                    ("annotation", self.expr(&node.annotation)?),
                    ("value", self.optional(node.value.as_deref())?),
                    ("simple", int(node.simple.into())),
                ];
                ("AnnAssign", fields)
            }
            R::TypeAlias(node) => {
                let fields = vec![
                    ("name", self.expr(&node.name)?),
                    (
                        "type_params",
                        self.type_params(node.type_params.as_deref())?,
                    ),
                    ("value", self.expr(&node.value)?),
                ];
                ("TypeAlias", fields)
            }
            _ => ("Pass", Vec::new()),
        })
    }

    fn aliases(&mut self, names: &[ast::Alias]) -> Result<Field> {
        self.each(names, |this, alias| {
            let asname = optional_identifier(alias.asname.as_ref());
            let fields = vec![("name", identifier(&alias.name)), ("asname", asname)];
            Ok(placed("alias", this.pos(alias), fields))
        })
    }

    fn decorators(&mut self, decorators: &[ast::Decorator]) -> Result<Field> {
        self.each(decorators, |this, decorator| {
            this.expr(&decorator.expression)
        })
    }

    fn function(&mut self, def: &ast::StmtFunctionDef) -> Result<Field> {
        let class = match def.is_async {
            true => "AsyncFunctionDef",
            false => "FunctionDef",
        };
        let fields = vec![
            ("name", identifier(&def.name)),
            ("args", self.parameters(Some(&def.parameters))?),
            ("body", self.body(&def.body)?),
            ("decorator_list", self.decorators(&def.decorator_list)?),
            ("returns", self.optional(def.returns.as_deref())?),
            ("type_comment", none()),
            ("type_params", self.type_params(def.type_params.as_deref())?),
        ];
        let end = self.block_end(def.range).into();
        let range = TextRange::new(def.range.start(), end);
        let pos = self.source.definition(&def.decorator_list, range);
        Ok(placed(class, pos, fields))
    }

    fn class(&mut self, def: &ast::StmtClassDef) -> Result<Field> {
        let (bases, keywords) = match def.arguments.as_deref() {
            Some(arguments) => (
                self.exprs(&arguments.args)?,
                self.keywords(&arguments.keywords)?,
            ),
            None => (empty(), empty()),
        };
        let fields = vec![
            ("name", identifier(&def.name)),
            ("bases", bases),
            ("keywords", keywords),
            ("body", self.body(&def.body)?),
            ("decorator_list", self.decorators(&def.decorator_list)?),
            ("type_params", self.type_params(def.type_params.as_deref())?),
        ];
        let end = self.block_end(def.range).into();
        let range = TextRange::new(def.range.start(), end);
        let pos = self.source.definition(&def.decorator_list, range);
        Ok(placed("ClassDef", pos, fields))
    }

    fn for_loop(&mut self, node: &ast::StmtFor) -> Result<(&'static str, Fields)> {
        let class = if node.is_async { "AsyncFor" } else { "For" };
        let fields = vec![
            ("target", self.expr(&node.target)?),
            ("iter", self.expr(&node.iter)?),
            ("body", self.body(&node.body)?),
            ("orelse", self.body(&node.orelse)?),
            ("type_comment", none()),
        ];
        Ok((class, fields))
    }

    /// `elif` becomes an `If` of its own in the `else` part.
    fn if_chain(&mut self, node: &ast::StmtIf) -> Result<(&'static str, Fields)> {
        let mut orelse = empty();
        let end = self.block_end(node.range);
        for clause in node.elif_else_clauses.iter().rev() {
            let body = self.body(&clause.body)?;
            orelse = match &clause.test {
                None => body,
                Some(test) => {
                    let test = self.expr(test)?;
                    let pos = self.span(clause.range.start().into(), end);
                    let fields = vec![("test", test), ("body", body), ("orelse", orelse)];
                    Field::List(vec![placed("If", pos, fields)])
                }
            };
        }
        let fields = vec![
            ("test", self.expr(&node.test)?),
            ("body", self.body(&node.body)?),
            ("orelse", orelse),
        ];
        Ok(("If", fields))
    }

    fn with(&mut self, node: &ast::StmtWith) -> Result<(&'static str, Fields)> {
        let class = if node.is_async { "AsyncWith" } else { "With" };
        let items = self.each(&node.items, |this, item| {
            let fields = vec![
                ("context_expr", this.expr(&item.context_expr)?),
                (
                    "optional_vars",
                    this.optional(item.optional_vars.as_deref())?,
                ),
            ];
            Ok(bare("withitem", fields))
        })?;
        let body = self.body(&node.body)?;
        let fields = vec![("items", items), ("body", body), ("type_comment", none())];
        Ok((class, fields))
    }

    fn try_stmt(&mut self, node: &ast::StmtTry) -> Result<(&'static str, Fields)> {
        let class = if node.is_star { "TryStar" } else { "Try" };
        let fields = vec![
            ("body", self.body(&node.body)?),
            ("handlers", self.each(&node.handlers, Self::handler)?),
            ("orelse", self.body(&node.orelse)?),
            ("finalbody", self.body(&node.finalbody)?),
        ];
        Ok((class, fields))
    }

    fn handler(&mut self, handler: &ast::ExceptHandler) -> Result<Field> {
        let ast::ExceptHandler::ExceptHandler(handler) = handler;
        let fields = vec![
            ("type", self.optional(handler.type_.as_deref())?),
            ("name", optional_identifier(handler.name.as_ref())),
            ("body", self.body(&handler.body)?),
        ];
        Ok(placed("ExceptHandler", self.block(handler.range()), fields))
    }
}
