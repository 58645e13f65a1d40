//! `import` and `from ... import`.

use bytecode::{Const, Intrinsic1, Position};

use super::Emitter;
use crate::error::Result;
use crate::ir::S;
use crate::tree::{Alias, Name};

impl Emitter<'_> {
    pub(super) fn import(&mut self, names: &[Alias], pos: Position) -> Result<()> {
        for alias in names {
            self.load_new(Const::Int(0), pos);
            self.load_none(pos);
            self.emit_name(S::IMPORT_NAME, &alias.mangled, pos);
            if alias.has_asname {
                self.import_as(alias, pos)?;
            } else {
                self.store_name(&alias.bound, pos)?;
            }
        }
        Ok(())
    }

    /// `import a.b.c as d` binds the innermost module.
    fn import_as(&mut self, alias: &Alias, pos: Position) -> Result<()> {
        let parts: Vec<&str> = alias.name.split('.').collect();
        if parts.len() == 1 {
            return self.store_name(&alias.bound, pos);
        }
        for (index, part) in parts[1..].iter().enumerate() {
            if index > 0 {
                self.emit_arg(S::SWAP, 2, pos);
                self.emit(S::POP_TOP, pos);
            }
            self.emit_name(S::IMPORT_FROM, &Name::from(*part), pos);
        }
        self.store_name(&alias.bound, pos)?;
        self.emit(S::POP_TOP, pos);
        Ok(())
    }

    pub(super) fn import_from(
        &mut self,
        module: Option<&Name>,
        names: &[Alias],
        level: u32,
        pos: Position,
    ) -> Result<()> {
        self.load_new(Const::Int(i64::from(level)), pos);
        self.load_names(names.iter().map(|alias| alias.name.clone()), pos);
        let module = module.cloned().unwrap_or_else(|| Name::from(""));
        self.emit_name(S::IMPORT_NAME, &module, pos);
        for alias in names {
            if &*alias.name == "*" {
                self.emit_arg(S::CALL_INTRINSIC_1, Intrinsic1::ImportStar as u32, pos);
                self.pop_silently();
                return Ok(());
            }
            self.emit_name(S::IMPORT_FROM, &alias.mangled, pos);
            self.store_name(&alias.bound, pos)?;
        }
        self.emit(S::POP_TOP, pos);
        Ok(())
    }
}
