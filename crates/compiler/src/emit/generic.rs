//! Type parameters and type aliases (PEP 695, PEP 696): lazily evaluated, each in a scope of its own.

use std::sync::Arc;

use bytecode::{Const, Intrinsic1, Intrinsic2, Position};

use super::Emitter;
use super::unit::UnitKind;
use crate::error::Result;
use crate::ir::S;
use crate::tree::{Expr, ExprKind, Name, ScopeKey, TypeAlias, TypeParamKind, TypeParams};

impl<'t> Emitter<'t> {
    /// Makes the parameters, binds them, and leaves their tuple on the stack.
    pub(super) fn type_params(&mut self, params: &'t TypeParams) -> Result<()> {
        let mut seen_default = false;
        for param in &params.params {
            let pos = param.pos;
            if seen_default && param.default.is_none() {
                let message = format!(
                    "non-default type parameter '{}' follows default type parameter",
                    param.name
                );
                return self.error(message, pos);
            }
            seen_default |= param.default.is_some();
            self.load_text(&param.written, pos);
            self.make_param(param.kind, &param.name, param.bound.as_ref(), pos)?;
            if let Some((scope, default)) = &param.default {
                self.lazy(&param.name, *scope, default, pos)?;
                self.emit_arg(
                    S::CALL_INTRINSIC_2,
                    Intrinsic2::SetTypeParamDefault as u32,
                    pos,
                );
            }
            self.emit_arg(S::COPY, 1, pos);
            self.store_name(&param.name, pos)?;
        }
        let first = params
            .params
            .first()
            .map_or(crate::ir::NO_LOCATION, |param| param.pos);
        self.emit_arg(S::BUILD_TUPLE, params.params.len() as u32, first);
        Ok(())
    }

    fn make_param(
        &mut self,
        kind: TypeParamKind,
        name: &Name,
        bound: Option<&'t (ScopeKey, Expr)>,
        pos: Position,
    ) -> Result<()> {
        let plain = match kind {
            TypeParamKind::TypeVar => Intrinsic1::TypeVar,
            TypeParamKind::ParamSpec => Intrinsic1::ParamSpec,
            TypeParamKind::TypeVarTuple => Intrinsic1::TypeVarTuple,
        };
        let Some((scope, bound)) = bound else {
            self.emit_arg(S::CALL_INTRINSIC_1, plain as u32, pos);
            return Ok(());
        };
        self.lazy(name, *scope, bound, pos)?;
        let constraints = matches!(bound.kind, ExprKind::Tuple(_))
            || bound
                .constant()
                .is_some_and(|value| matches!(**value, Const::Tuple(_)));
        let intrinsic = if constraints {
            Intrinsic2::TypeVarWithConstraints
        } else {
            Intrinsic2::TypeVarWithBound
        };
        self.emit_arg(S::CALL_INTRINSIC_2, intrinsic as u32, pos);
        Ok(())
    }

    /// A function that evaluates the expression when it is asked.
    fn lazy(&mut self, name: &Name, scope: ScopeKey, expr: &'t Expr, _pos: Position) -> Result<()> {
        self.enter(UnitKind::Annotation, name.clone(), scope, expr.pos.line);
        match &expr.kind {
            ExprKind::Starred(inner) => {
                self.expr(inner)?;
                self.emit_arg(S::UNPACK_SEQUENCE, 1, expr.pos);
            }
            _ => self.expr(expr)?,
        }
        self.emit(S::RETURN_VALUE, expr.pos);
        let code = self.assemble(true)?;
        self.make_function(code, 0, expr.pos);
        Ok(())
    }

    pub(super) fn type_alias(&mut self, alias: &'t TypeAlias, pos: Position) -> Result<()> {
        match &alias.type_params {
            None => {
                self.load_text(&alias.name, pos);
                self.load_none(pos);
                self.alias_value(alias, pos)?;
            }
            Some(params) => {
                let name = Arc::from(format!("<generic parameters of {}>", alias.name));
                self.enter(UnitKind::Annotation, name, params.scope, pos.line);
                self.load_text(&alias.name, pos);
                self.type_params(params)?;
                self.alias_value(alias, pos)?;
                let code = self.assemble(false)?;
                self.make_function(code, 0, pos);
                self.emit(S::PUSH_NULL, pos);
                self.emit_arg(S::CALL, 0, pos);
            }
        }
        self.store_name(&alias.name, alias.name_pos)
    }

    fn alias_value(&mut self, alias: &'t TypeAlias, pos: Position) -> Result<()> {
        self.enter(
            UnitKind::Function,
            alias.name.clone(),
            alias.scope,
            pos.line,
        );
        self.constant(&Arc::new(Const::None));
        self.expr(&alias.value)?;
        self.emit(S::RETURN_VALUE, pos);
        let code = self.assemble(false)?;
        self.make_function(code, 0, pos);
        self.emit_arg(S::BUILD_TUPLE, 3, pos);
        self.emit_arg(S::CALL_INTRINSIC_1, Intrinsic1::TypeAlias as u32, pos);
        Ok(())
    }
}
