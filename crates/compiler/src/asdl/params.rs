//! Parameters of functions, and type parameters.

use ruff_python_ast as ast;

use super::{Field, Maker, bare, empty, identifier, none, placed};
use crate::error::Result;

impl Maker<'_> {
    /// `arguments`; without any for a `lambda` that takes none.
    pub(super) fn parameters(&mut self, params: Option<&ast::Parameters>) -> Result<Field> {
        let nothing = ast::Parameters::default();
        let params = params.unwrap_or(&nothing);
        let mut defaults = Vec::new();
        for param in params.posonlyargs.iter().chain(&params.args) {
            if let Some(default) = &param.default {
                defaults.push(self.expr(default)?);
            }
        }
        let fields = vec![
            ("posonlyargs", self.each(&params.posonlyargs, Self::arg)?),
            ("args", self.each(&params.args, Self::arg)?),
            ("vararg", self.star(params.vararg.as_deref())?),
            ("kwonlyargs", self.each(&params.kwonlyargs, Self::arg)?),
            (
                "kw_defaults",
                self.each(&params.kwonlyargs, |this, param| {
                    this.optional(param.default.as_deref())
                })?,
            ),
            ("kwarg", self.star(params.kwarg.as_deref())?),
            ("defaults", Field::List(defaults)),
        ];
        Ok(bare("arguments", fields))
    }

    fn arg(&mut self, param: &ast::ParameterWithDefault) -> Result<Field> {
        self.parameter(&param.parameter)
    }

    fn star(&mut self, param: Option<&ast::Parameter>) -> Result<Field> {
        param.map_or_else(|| Ok(none()), |param| self.parameter(param))
    }

    /// The star of `*args` doesn't belong to it.
    fn parameter(&mut self, param: &ast::Parameter) -> Result<Field> {
        let annotation = self.optional(param.annotation.as_deref())?;
        let fields = vec![
            ("arg", identifier(&param.name)),
            ("annotation", annotation),
            ("type_comment", none()),
        ];
        let end = param.range.end().into();
        let pos = self.span(param.name.range.start().into(), end);
        Ok(placed("arg", pos, fields))
    }

    pub(super) fn type_params(&mut self, params: Option<&ast::TypeParams>) -> Result<Field> {
        match params {
            Some(params) => self.each(&params.type_params, Self::type_param),
            None => Ok(empty()),
        }
    }

    fn type_param(&mut self, param: &ast::TypeParam) -> Result<Field> {
        use ast::TypeParam as P;
        let name = ("name", identifier(param.name()));
        let (class, default) = match param {
            P::TypeVar(p) => ("TypeVar", &p.default),
            P::TypeVarTuple(p) => ("TypeVarTuple", &p.default),
            P::ParamSpec(p) => ("ParamSpec", &p.default),
        };
        let mut fields = vec![name];
        if let P::TypeVar(p) = param {
            fields.push(("bound", self.optional(p.bound.as_deref())?));
        }
        fields.push(("default_value", self.optional(default.as_deref())?));
        Ok(placed(class, self.pos(param), fields))
    }
}
