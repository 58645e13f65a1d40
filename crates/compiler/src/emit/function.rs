//! Functions and lambdas: defaults, annotations, bodies, closures.

use std::sync::Arc;

use bytecode::{CodeData, Const, FunctionAttribute, Intrinsic1, Intrinsic2, Position};

use super::Emitter;
use super::unit::UnitKind;
use crate::error::Result;
use crate::ir::{Ins, NO_LOCATION, S};
use crate::scopes::{BlockKind, Meaning};
use crate::tree::*;

/// What a new function gets besides its code: bits of `FunctionAttribute`, values on the stack in this order.
const ATTRIBUTES: [FunctionAttribute; 4] = [
    FunctionAttribute::Closure,
    FunctionAttribute::Annotations,
    FunctionAttribute::KwDefaults,
    FunctionAttribute::Defaults,
];

impl<'t> Emitter<'t> {
    pub(super) fn function(&mut self, def: &'t Function, pos: Position) -> Result<()> {
        self.exprs(&def.decorators)?;
        let first_line = def
            .decorators
            .first()
            .map_or(pos.line, |decorator| decorator.pos.line);
        self.check_params(&def.params)?;
        let mut attributes = self.defaults(&def.params, pos)?;
        match &def.type_params {
            None => {
                attributes |= self.annotations(def, pos)?;
                self.function_body(def, attributes, first_line, pos)?;
            }
            Some(params) => self.generic_function(def, params, attributes, first_line, pos)?,
        }
        self.apply_decorators(&def.decorators);
        self.store_name(&def.bound_name, pos)
    }

    fn check_params(&self, params: &Params) -> Result<()> {
        match params
            .in_register_order()
            .find(|param| &*param.name == "__debug__")
        {
            Some(param) => self.error("cannot assign to __debug__", param.pos),
            None => Ok(()),
        }
    }

    pub(super) fn apply_decorators(&mut self, decorators: &[Expr]) {
        for decorator in decorators.iter().rev() {
            self.emit_arg(S::CALL, 0, decorator.pos);
        }
    }

    /// A function with type parameters is made inside a scope of theirs, which is called at once.
    fn generic_function(
        &mut self,
        def: &'t Function,
        params: &'t TypeParams,
        attributes: u32,
        first_line: u32,
        pos: Position,
    ) -> Result<()> {
        let passed = attributes.count_ones();
        if passed == 2 {
            self.emit_arg(S::SWAP, 2, pos);
        }
        let name = Arc::from(format!("<generic parameters of {}>", def.name));
        self.enter(UnitKind::Annotation, name, params.scope, first_line);
        self.type_params(params)?;
        for index in 0..passed {
            self.emit_arg(S::LOAD_FAST, index, pos);
        }
        let attributes = attributes | self.annotations(def, pos)?;
        self.function_body(def, attributes, first_line, pos)?;
        self.emit_arg(S::SWAP, 2, pos);
        self.emit_arg(
            S::CALL_INTRINSIC_2,
            Intrinsic2::SetFunctionTypeParams as u32,
            pos,
        );
        self.unit().arg_count = passed;
        let code = self.assemble(false)?;
        self.make_function(code, 0, pos);
        if passed > 0 {
            self.emit_arg(S::SWAP, passed + 1, pos);
            self.emit_arg(S::CALL, passed - 1, pos);
        } else {
            self.emit(S::PUSH_NULL, pos);
            self.emit_arg(S::CALL, 0, pos);
        }
        Ok(())
    }

    /// Pushes the defaults; tells which attributes they are.
    pub(super) fn defaults(&mut self, params: &'t Params, pos: Position) -> Result<u32> {
        let mut attributes = 0;
        if !params.defaults.is_empty() {
            self.exprs(&params.defaults)?;
            self.emit_arg(S::BUILD_TUPLE, params.defaults.len() as u32, pos);
            attributes |= FunctionAttribute::Defaults as u32;
        }
        let with_default = || {
            params
                .keyword_only
                .iter()
                .zip(&params.kw_defaults)
                .filter(|(_, value)| value.is_some())
        };
        let count = with_default().count() as u32;
        if count > 0 {
            for value in params.kw_defaults.iter().flatten() {
                self.expr(value)?;
            }
            self.const_key_map(
                with_default().map(|(param, _)| param.name.clone()),
                count,
                pos,
            );
            attributes |= FunctionAttribute::KwDefaults as u32;
        }
        Ok(attributes)
    }

    /// Pushes the tuple of names and annotations, if there are any.
    fn annotations(&mut self, def: &'t Function, pos: Position) -> Result<u32> {
        let params = &def.params;
        let mut count = 0;
        let groups = params
            .regular
            .iter()
            .chain(&params.positional_only)
            .chain(&params.vararg);
        for param in groups.chain(&params.keyword_only).chain(&params.kwarg) {
            if let Some(annotation) = &param.annotation {
                self.annotation(&param.name, annotation, pos)?;
                count += 2;
            }
        }
        if let Some(returns) = &def.returns {
            self.annotation("return", returns, pos)?;
            count += 2;
        }
        if count == 0 {
            return Ok(0);
        }
        self.emit_arg(S::BUILD_TUPLE, count, pos);
        Ok(FunctionAttribute::Annotations as u32)
    }

    fn annotation(&mut self, name: &str, annotation: &'t Expr, pos: Position) -> Result<()> {
        self.load_text(name, pos);
        match &annotation.kind {
            ExprKind::Starred(inner) => {
                self.expr(inner)?;
                self.emit_arg(S::UNPACK_SEQUENCE, 1, pos);
                Ok(())
            }
            _ => self.expr(annotation),
        }
    }

    fn function_body(
        &mut self,
        def: &'t Function,
        attributes: u32,
        first_line: u32,
        pos: Position,
    ) -> Result<()> {
        let kind = if def.is_async {
            UnitKind::AsyncFunction
        } else {
            UnitKind::Function
        };
        let block = self.enter(kind, def.name.clone(), def.scope, first_line);
        let mut body = &def.body[..];
        let mut first_const = Arc::new(Const::None);
        if let Some(doc) = docstring(body) {
            body = &body[1..];
            if self.optimize < 2 {
                first_const = crate::docstring::clean(doc);
            }
        }
        self.constant(&first_const);
        self.set_params(&def.params);
        self.statements(body)?;
        if block.coroutine || block.generator {
            self.wrap_stop_iteration();
        }
        let code = self.assemble(true)?;
        self.make_function(code, attributes, pos);
        Ok(())
    }

    fn set_params(&mut self, params: &Params) {
        let unit = self.unit();
        unit.pos_only_arg_count = params.positional_only.len() as u32;
        unit.arg_count = unit.pos_only_arg_count + params.regular.len() as u32;
        unit.kw_only_arg_count = params.keyword_only.len() as u32;
        unit.has_vararg = params.vararg.is_some();
        unit.has_kwarg = params.kwarg.is_some();
    }

    pub(super) fn lambda(&mut self, lambda: &'t Lambda, pos: Position) -> Result<()> {
        self.check_params(&lambda.params)?;
        let attributes = self.defaults(&lambda.params, pos)?;
        let block = self.enter(
            UnitKind::Lambda,
            Arc::from("<lambda>"),
            lambda.scope,
            pos.line,
        );
        self.constant(&Arc::new(Const::None));
        self.set_params(&lambda.params);
        self.expr(&lambda.body)?;
        let code = if block.generator {
            self.assemble(false)?
        } else {
            self.emit(S::RETURN_VALUE, lambda.body.pos);
            self.assemble(true)?
        };
        self.make_function(code, attributes, pos);
        Ok(())
    }

    /// Guards the whole body: a `StopIteration` that escapes a generator is a `RuntimeError`.
    pub(super) fn wrap_stop_iteration(&mut self) {
        let handler = self.new_label();
        let guard = Ins::to(S::SETUP_CLEANUP, handler, NO_LOCATION);
        let unit = self.unit();
        unit.code.insert(0, guard);
        for place in unit
            .labels
            .iter_mut()
            .filter(|place| **place != crate::ir::NO_TARGET)
        {
            *place += 1;
        }
        self.load_none(NO_LOCATION);
        self.emit(S::RETURN_VALUE, NO_LOCATION);
        self.place(handler);
        self.emit_arg(
            S::CALL_INTRINSIC_1,
            Intrinsic1::StopIterationError as u32,
            NO_LOCATION,
        );
        self.emit_arg(S::RERAISE, 1, NO_LOCATION);
    }

    /// The cell that a function made here closes over: the block's own, or the free one where a comprehension's stands beside it.
    fn captured(&mut self, name: &Name) -> u32 {
        let unit = self.unit();
        let of_class =
            unit.facts.kind == BlockKind::Class && matches!(&**name, "__class__" | "__classdict__");
        let free = !of_class && unit.symbols.meaning(name) == Meaning::Free;
        match free && unit.freevars.find(name).is_some() {
            true => unit.free_index(name),
            false => unit.cell_index(name),
        }
    }

    /// Makes a function of `code`; its attributes are on the stack.
    pub(super) fn make_function(&mut self, code: Arc<CodeData>, attributes: u32, pos: Position) {
        let mut attributes = attributes;
        let free = &code.localsplus_names[code.first_free()..];
        if !free.is_empty() {
            for name in free {
                let index = self.captured(name);
                self.emit_arg(S::LOAD_CLOSURE, index, pos);
            }
            self.emit_arg(S::BUILD_TUPLE, free.len() as u32, pos);
            attributes |= FunctionAttribute::Closure as u32;
        }
        self.load_code(code, pos);
        self.emit(S::MAKE_FUNCTION, pos);
        for attribute in ATTRIBUTES {
            if attributes & attribute as u32 != 0 {
                self.emit_arg(S::SET_FUNCTION_ATTRIBUTE, attribute as u32, pos);
            }
        }
    }

    /// Loads a code object. Code compiled twice (a `finally` body, a loop's test) is one constant.
    fn load_code(&mut self, code: Arc<CodeData>, pos: Position) {
        let same = |value: &Arc<Const>| matches!(&**value, Const::Code(known) if *known == code);
        match self.here().consts.iter().position(same) {
            Some(index) => self.emit_arg(S::LOAD_CONST, index as u32, pos),
            None => self.load_new(Const::Code(code), pos),
        }
    }
}
