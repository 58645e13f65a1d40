//! Classes.

use std::sync::Arc;

use bytecode::{CodeData, Const, Intrinsic1, Position};

use super::Emitter;
use super::unit::UnitKind;
use crate::error::Result;
use crate::ir::{NO_LOCATION, S};
use crate::tree::{Class, Name, TypeParams};

impl<'t> Emitter<'t> {
    pub(super) fn class(&mut self, class: &'t Class, pos: Position) -> Result<()> {
        self.exprs(&class.decorators)?;
        let first_line = class
            .decorators
            .first()
            .map_or(pos.line, |decorator| decorator.pos.line);
        match &class.type_params {
            Some(params) => self.generic_class(class, params, first_line, pos)?,
            None => {
                let code = self.class_body(class, first_line)?;
                self.build_class(class, code, pos);
                self.check_keywords(&class.keywords)?;
                self.call_with(2, &class.bases, &class.keywords, pos)?;
            }
        }
        self.apply_decorators(&class.decorators);
        self.store_name(&class.bound_name, pos)
    }

    /// `__build_class__`, the body's function and the name, ready for the bases.
    fn build_class(&mut self, class: &Class, code: Arc<CodeData>, pos: Position) {
        self.emit(S::LOAD_BUILD_CLASS, pos);
        self.emit(S::PUSH_NULL, pos);
        self.make_function(code, 0, pos);
        self.load_text(&class.name, pos);
    }

    fn generic_class(
        &mut self,
        class: &'t Class,
        params: &'t TypeParams,
        first_line: u32,
        pos: Position,
    ) -> Result<()> {
        let name = Arc::from(format!("<generic parameters of {}>", class.name));
        self.enter(UnitKind::Annotation, name, params.scope, first_line);
        self.type_params(params)?;
        let (type_params, generic_base) = (Name::from(".type_params"), Name::from(".generic_base"));
        self.store_name(&type_params, pos)?;
        let code = self.class_body(class, first_line)?;
        self.build_class(class, code, pos);
        self.load_name(&type_params, pos)?;
        self.emit_arg(
            S::CALL_INTRINSIC_1,
            Intrinsic1::SubscriptGeneric as u32,
            pos,
        );
        self.store_name(&generic_base, pos)?;
        self.check_keywords(&class.keywords)?;
        self.generic_bases(class, &generic_base, pos)?;
        self.emit(S::RETURN_VALUE, pos);
        let code = self.assemble(false)?;
        self.make_function(code, 0, pos);
        self.emit(S::PUSH_NULL, pos);
        self.emit_arg(S::CALL, 0, pos);
        Ok(())
    }

    /// As `call_with`, with the generic base as one more base.
    fn generic_bases(&mut self, class: &'t Class, base: &Name, pos: Position) -> Result<()> {
        let plain = class.bases.len() + 1 + class.keywords.len() * 2 <= super::STACK_GUIDELINE
            && !class.bases.iter().any(super::is_starred)
            && class.keywords.iter().all(|keyword| keyword.name.is_some());
        if !plain {
            return self.generic_bases_ex(class, base, pos);
        }
        self.exprs(&class.bases)?;
        self.load_name(base, pos)?;
        let count = 3 + (class.bases.len() + class.keywords.len()) as u32;
        if class.keywords.is_empty() {
            self.emit_arg(S::CALL, count, pos);
            return Ok(());
        }
        for keyword in &class.keywords {
            self.expr(&keyword.value)?;
        }
        self.load_names(
            class
                .keywords
                .iter()
                .filter_map(|keyword| keyword.name.clone()),
            pos,
        );
        self.emit_arg(S::CALL_KW, count, pos);
        Ok(())
    }

    fn generic_bases_ex(&mut self, class: &'t Class, base: &Name, pos: Position) -> Result<()> {
        let mut built = false;
        for (index, item) in class.bases.iter().enumerate() {
            if let crate::tree::ExprKind::Starred(inner) = &item.kind {
                if !built {
                    self.emit_arg(S::BUILD_LIST, index as u32 + 2, pos);
                    built = true;
                }
                self.expr(inner)?;
                self.emit_arg(S::LIST_EXTEND, 1, pos);
            } else {
                self.expr(item)?;
                if built {
                    self.emit_arg(S::LIST_APPEND, 1, pos);
                }
            }
        }
        if !built {
            self.emit_arg(S::BUILD_LIST, class.bases.len() as u32 + 2, pos);
        }
        self.load_name(base, pos)?;
        self.emit_arg(S::LIST_APPEND, 1, pos);
        self.emit_arg(S::CALL_INTRINSIC_1, Intrinsic1::ListToTuple as u32, pos);
        self.keyword_mapping(&class.keywords, pos)?;
        self.emit_arg(
            S::CALL_FUNCTION_EX,
            u32::from(!class.keywords.is_empty()),
            pos,
        );
        Ok(())
    }

    fn class_body(&mut self, class: &'t Class, first_line: u32) -> Result<Arc<CodeData>> {
        let block = self.enter(UnitKind::Class, class.name.clone(), class.scope, first_line);
        let pos = Position {
            line: first_line,
            end_line: first_line,
            col: 0,
            end_col: 0,
        };
        self.load_name(&Name::from("__name__"), pos)?;
        self.store_name(&Name::from("__module__"), pos)?;
        let qualname = self.here().qualname.clone();
        self.load_text(&qualname, pos);
        self.store_name(&Name::from("__qualname__"), pos)?;
        self.load_new(Const::Int(i64::from(first_line)), pos);
        self.store_name(&Name::from("__firstlineno__"), pos)?;
        if class.type_params.is_some() {
            self.load_name(&Name::from(".type_params"), pos)?;
            self.store_name(&Name::from("__type_params__"), pos)?;
        }
        if block.needs_classdict {
            self.emit(S::LOAD_LOCALS, pos);
            let index = self.unit().cell_index(&Name::from("__classdict__"));
            self.emit_arg(S::STORE_DEREF, index, pos);
        }
        self.body(&class.body, pos)?;
        let mut attributes = self.here().static_attributes.names().to_vec();
        attributes.sort();
        self.load_names(attributes.into_iter(), NO_LOCATION);
        self.store_name(&Name::from("__static_attributes__"), NO_LOCATION)?;
        if block.needs_classdict {
            let index = self.unit().cell_index(&Name::from("__classdict__"));
            self.emit_arg(S::LOAD_CLOSURE, index, NO_LOCATION);
            self.store_name(&Name::from("__classdictcell__"), NO_LOCATION)?;
        }
        if block.needs_class_cell {
            let index = self.unit().cell_index(&Name::from("__class__"));
            self.emit_arg(S::LOAD_CLOSURE, index, NO_LOCATION);
            self.emit_arg(S::COPY, 1, NO_LOCATION);
            self.store_name(&Name::from("__classcell__"), NO_LOCATION)?;
        } else {
            self.load_none(NO_LOCATION);
        }
        self.emit(S::RETURN_VALUE, NO_LOCATION);
        self.assemble(true)
    }
}
