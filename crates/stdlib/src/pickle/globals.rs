//! Writing what is found by its name: classes, functions, singletons' types.

use super::names;
use super::opcodes::*;
use super::save::Saver;
use object::{Builtin, Object, Ref, Result};
use types::str::codec::encode;
use types::{Dict, List, Str, Tuple, protocol};

/// A module and a name in it.
struct Global {
    module: Ref,
    name: Ref<Str>,
}

impl Saver<'_> {
    pub(super) fn save_type(&self, object: &Object) -> Result<()> {
        let heap = self.thread.heap();
        for (class, value) in [
            (Builtin::NoneType, heap.none()),
            (Builtin::Ellipsis, heap.ellipsis()),
            (Builtin::NotImplemented, heap.not_implemented()),
        ] {
            if heap.builtin(class).as_object().is(object) {
                // They have no names; `type` of the value gives them.
                let args = Tuple::from_array(self.thread, [value])?.into_object();
                let ty = heap.builtin(Builtin::Type).as_object().to_ref();
                let parts = Tuple::from_array(self.thread, [ty, args])?;
                return self.save_reduce(&parts, Some(object));
            }
        }
        self.save_global(object, None)
    }

    /// The name under which an object says that it is found.
    fn name_of(&self, object: &Object) -> Result<Ref> {
        let known = types::names(self.thread);
        match protocol::getattr_opt(self.thread, object, known.__qualname__())? {
            Some(name) => Ok(name),
            None => protocol::getattr_name(self.thread, object, known.__name__()),
        }
    }

    pub(super) fn save_global(&self, object: &Object, name: Option<&Str>) -> Result<()> {
        let thread = self.thread;
        let name = match name {
            Some(name) => Ref::new(name),
            None => match self.name_of(object)?.downcast_into::<Str>() {
                Ok(name) => name,
                Err(other) => {
                    return Err(
                        thread.type_error(format_args!("must be str, not {}", other.ty().name()))
                    );
                }
            },
        };
        let parts = names::parts(thread, &name, None)?;
        let module_name = names::module_of(thread, object, &parts)?;
        self.check_global(object, &name, &module_name, &parts)?;
        let global = Global {
            module: module_name,
            name,
        };
        if self.proto() >= 2 && self.save_extension(&global)? {
            return Ok(());
        }
        if self.proto() >= 4 {
            self.save(&global.module, false)?;
            self.save(global.name.as_object(), false)?;
            self.write(&[STACK_GLOBAL])?;
        } else {
            self.save_path(global, &parts)?;
        }
        self.memoize(object)
    }

    /// Older protocols have no dotted names: `getattr` for each part behind the first.
    fn save_path(&self, global: Global, parts: &List) -> Result<()> {
        let getattr = self.state.kept(self.thread, &self.state.getattr)?;
        for _ in 1..parts.len() {
            self.save(&getattr, false)?;
            if self.proto() < 2 {
                self.write(&[MARK])?;
            }
        }
        let first = parts.get(0).map(Ref::downcast_into::<Str>);
        let Some(Ok(name)) = first else {
            return Err(self.lost());
        };
        self.save_old_global(Global { name, ..global })?;
        for at in 1..parts.len() {
            let Some(part) = parts.get(at) else { break };
            self.save(&part, false)?;
            self.write(&[if self.proto() < 2 { TUPLE } else { TUPLE2 }])?;
            self.write(&[REDUCE])?;
        }
        Ok(())
    }

    /// The name must lead to the object itself.
    fn check_global(
        &self,
        object: &Object,
        name: &Str,
        module_name: &Object,
        parts: &List,
    ) -> Result<()> {
        let thread = self.thread;
        let Ok(module) = names::import(thread, module_name) else {
            drop(thread.take_pending());
            let shown = protocol::repr(thread, object)?;
            let from = protocol::repr(thread, module_name)?;
            let text = format_args!("Can't pickle {shown}: import of module {from} failed");
            return Err(self.state.pickling(thread, text));
        };
        match names::follow(thread, &module, parts) {
            Ok(Some(found)) if found.is(object) => Ok(()),
            Ok(Some(_)) => {
                let shown = protocol::repr(thread, object)?;
                let from = protocol::to_str(thread, module_name)?;
                let text =
                    format_args!("Can't pickle {shown}: it's not the same object as {from}.{name}");
                Err(self.state.pickling(thread, text))
            }
            _ => {
                drop(thread.take_pending());
                let shown = protocol::repr(thread, object)?;
                let from = protocol::to_str(thread, module_name)?;
                let text =
                    format_args!("Can't pickle {shown}: attribute lookup {name} on {from} failed");
                Err(self.state.pickling(thread, text))
            }
        }
    }

    /// Writes the code that `copyreg` knows for a name; false where there is none.
    fn save_extension(&self, global: &Global) -> Result<bool> {
        let thread = self.thread;
        let key = [global.module.clone(), global.name.clone().into_object()];
        let key = Tuple::from_array(thread, key)?.into_object();
        let registry = self.state.kept(thread, &self.state.extension_registry)?;
        let Some(code) = registry.get(thread, &key)? else {
            return Ok(false);
        };
        let int = protocol::index(thread, &code)?;
        let Some(number) = int.as_isize() else {
            return Err(thread.raise(
                Builtin::OverflowError,
                format_args!("Python int too large to convert to C long"),
            ));
        };
        match number {
            1..=0xFF => self.write(&[EXT1, number as u8])?,
            0x100..=0xFFFF => {
                let [a, b] = (number as u16).to_le_bytes();
                self.write(&[EXT2, a, b])?;
            }
            0x1_0000..=0x7FFF_FFFF => {
                let [a, b, c, d] = (number as u32).to_le_bytes();
                self.write(&[EXT4, a, b, c, d])?;
            }
            _ => {
                return Err(thread.raise(
                    Builtin::RuntimeError,
                    format_args!("extension code {number} is out of range"),
                ));
            }
        }
        Ok(true)
    }

    /// Two lines of text. For older protocols they are the names of Python 2.
    fn save_old_global(&self, mut global: Global) -> Result<()> {
        self.write(&[GLOBAL])?;
        if self.proto() < 3 && self.it.fix_imports.get() != 0 {
            global = self.names_of_2(global)?;
        }
        self.write_identifier("module", &global.module)?;
        self.write_identifier("global", global.name.as_object())
    }

    fn write_identifier(&self, what: &str, name: &Object) -> Result<()> {
        let thread = self.thread;
        let Some(text) = name.downcast::<Str>() else {
            return Err(thread.type_error(format_args!("bad argument type for built-in operation")));
        };
        let utf8 = Str::new(thread, if self.proto() == 3 { "utf-8" } else { "ascii" })?;
        match encode(thread, text, Some(&utf8), None) {
            Ok(encoded) => {
                self.write(encoded.as_slice())?;
                self.write(b"\n")
            }
            Err(raised) if !thread.pending_is(Builtin::UnicodeEncodeError) => Err(raised),
            Err(_) => {
                let text = format_args!(
                    "can't pickle {what} identifier '{text}' using pickle protocol {}",
                    self.proto()
                );
                Err(self.state.pickling(thread, text))
            }
        }
    }

    fn names_of_2(&self, global: Global) -> Result<Global> {
        let thread = self.thread;
        let key = [global.module.clone(), global.name.clone().into_object()];
        let key = Tuple::from_array(thread, key)?.into_object();
        let table = self.state.kept(thread, &self.state.names_to_2)?;
        if let Some(pair) = table.get(thread, &key)? {
            return self.pair_of_2(&pair);
        }
        let table: Ref<Dict> = self.state.kept(thread, &self.state.modules_to_2)?;
        let Some(module) = table.get(thread, &global.module)? else {
            return Ok(global);
        };
        match module.downcast::<Str>() {
            Some(_) => Ok(Global { module, ..global }),
            None => Err(thread.raise(
                Builtin::RuntimeError,
                format_args!(
                    "_compat_pickle.REVERSE_IMPORT_MAPPING values should be strings, not {}",
                    module.ty().name()
                ),
            )),
        }
    }

    fn pair_of_2(&self, pair: &Object) -> Result<Global> {
        let thread = self.thread;
        let Some([module, name]) = pair.downcast::<Tuple>().map(Tuple::items) else {
            return Err(thread.raise(
                Builtin::RuntimeError,
                format_args!(
                    "_compat_pickle.REVERSE_NAME_MAPPING values should be 2-tuples, not {}",
                    pair.ty().name()
                ),
            ));
        };
        match (module.downcast::<Str>(), name.clone().downcast_into::<Str>()) {
            (Some(_), Ok(name)) => Ok(Global {
                module: module.clone(),
                name,
            }),
            _ => Err(thread.raise(
                Builtin::RuntimeError,
                format_args!(
                    "_compat_pickle.REVERSE_NAME_MAPPING values should be pairs of str, not ({}, {})",
                    module.ty().name(),
                    name.ty().name()
                ),
            )),
        }
    }
}
