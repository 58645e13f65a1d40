//! What the module keeps: its exceptions, the tables of `copyreg` and `_compat_pickle`, functions that pickles name.

use crate::errors;
use object::{Builtin, Object, Raised, Ref, Result, Slot, Thread};
use std::fmt::Arguments;
use types::module::Module;
use types::{Dict, Str, protocol, runtime};

macro_rules! names {
    ($($name:ident),* $(,)?) => {
        /// Interned names.
        #[derive(Default)]
        pub struct Names { $($name: Slot<Str>),* }

        impl Names {
            fn fill(&self, thread: &Thread) -> Result<()> {
                $(self.$name.set(Some(types::str::intern_static(thread, stringify!($name))?));)*
                Ok(())
            }
            fn visit(&self, visit: object::Visit) {
                $(types::visit_slot(&self.$name, visit);)*
            }
            $(pub fn $name(&self, thread: &Thread) -> Result<Ref<Str>> {
                self.$name.get().ok_or_else(|| lost(thread))
            })*
        }
    };
}

names! {
    persistent_id, persistent_load, reducer_override, dispatch_table, find_class, extend, append, add, peek, readinto, __getinitargs__,
    __newobj__, __newobj_ex__,
}

/// See the file's head.
#[derive(Default)]
pub struct State {
    pub names: Names,
    pub error: Slot,
    pub pickling_error: Slot,
    pub unpickling_error: Slot,
    pub dispatch_table: Slot<Dict>,
    pub extension_registry: Slot<Dict>,
    pub extension_cache: Slot<Dict>,
    pub inverted_registry: Slot<Dict>,
    pub names_from_2: Slot<Dict>,
    pub modules_from_2: Slot<Dict>,
    pub names_to_2: Slot<Dict>,
    pub modules_to_2: Slot<Dict>,
    pub encode: Slot,
    pub getattr: Slot,
    pub partial: Slot,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        self.names.visit(visit);
        for slot in [
            &self.error,
            &self.pickling_error,
            &self.unpickling_error,
            &self.encode,
            &self.getattr,
            &self.partial,
        ] {
            types::visit_slot(slot, visit);
        }
        for (_, slot) in self.tables() {
            types::visit_slot(slot, visit);
        }
    }
}

impl State {
    /// The tables with the modules and the names that they come from.
    fn tables(&self) -> [((&'static str, &'static str), &Slot<Dict>); 8] {
        [
            (("copyreg", "dispatch_table"), &self.dispatch_table),
            (("copyreg", "_extension_registry"), &self.extension_registry),
            (("copyreg", "_inverted_registry"), &self.inverted_registry),
            (("copyreg", "_extension_cache"), &self.extension_cache),
            (("_compat_pickle", "NAME_MAPPING"), &self.names_from_2),
            (("_compat_pickle", "IMPORT_MAPPING"), &self.modules_from_2),
            (("_compat_pickle", "REVERSE_NAME_MAPPING"), &self.names_to_2),
            (
                ("_compat_pickle", "REVERSE_IMPORT_MAPPING"),
                &self.modules_to_2,
            ),
        ]
    }

    /// Raises `PicklingError`.
    #[cold]
    pub fn pickling(&self, thread: &Thread, message: Arguments<'_>) -> Raised {
        raise(thread, &self.pickling_error, message)
    }

    /// Raises `UnpicklingError`.
    #[cold]
    pub fn unpickling(&self, thread: &Thread, message: Arguments<'_>) -> Raised {
        raise(thread, &self.unpickling_error, message)
    }

    /// Raises that the stream ends too early.
    #[cold]
    pub fn truncated(&self, thread: &Thread) -> Raised {
        self.unpickling(thread, format_args!("pickle data was truncated"))
    }

    /// What stands in one of the slots.
    pub fn kept<T: object::Layout>(&self, thread: &Thread, slot: &Slot<T>) -> Result<Ref<T>> {
        slot.get().ok_or_else(|| lost(thread))
    }
}

#[cold]
fn lost(thread: &Thread) -> Raised {
    thread.system_error(format_args!("the module _pickle isn't there"))
}

fn raise(thread: &Thread, class: &Slot, message: Arguments<'_>) -> Raised {
    drop(thread.take_pending());
    match class.get() {
        Some(class) => errors::raise(thread, &class, message),
        None => lost(thread),
    }
}

/// Fills the module: what it imports first, then its types and exceptions.
pub(super) fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let state = types::room::<State>(thread);
    state.names.fill(thread)?;
    let builtins = types::state(thread).builtins.get();
    if let Some(builtins) = builtins.as_ref().and_then(|all| all.downcast::<Dict>()) {
        state.getattr.set(builtins.get_text(thread, "getattr")?);
    }
    import(thread, &state)?;
    let buffer = types::type_of(thread, &types::memoryview::PICKLE_BUFFER)?;
    module.add(thread, "PickleBuffer", buffer.as_object())?;
    module.add_type(thread, &super::pickler::PICKLER)?;
    module.add_type(thread, &super::unpickler::UNPICKLER)?;
    exceptions(thread, module, &state)
}

fn exceptions(thread: &Thread, module: &Module, state: &State) -> Result<()> {
    let base = errors::builtin(thread, Builtin::Exception);
    let error = errors::class(thread, "_pickle.PickleError", &[base])?;
    let bases = std::slice::from_ref(&error);
    let pickling = errors::class(thread, "_pickle.PicklingError", bases)?;
    state.pickling_error.set(Some(pickling));
    let unpickling = errors::class(thread, "_pickle.UnpicklingError", bases)?;
    state.unpickling_error.set(Some(unpickling));
    state.error.set(Some(error));
    for (name, slot) in [
        ("PickleError", &state.error),
        ("PicklingError", &state.pickling_error),
        ("UnpicklingError", &state.unpickling_error),
    ] {
        module.add(thread, name, &*state.kept(thread, slot)?)?;
    }
    Ok(())
}

/// The tables and functions of other modules.
fn import(thread: &Thread, state: &State) -> Result<()> {
    for ((module, name), slot) in state.tables() {
        let home = runtime::import_module(thread, module)?;
        let table = protocol::getattr_text(thread, &home, name)?;
        match table.downcast_into::<Dict>() {
            Ok(table) => slot.set(Some(table)),
            Err(other) => {
                let prefix = match name {
                    "dispatch_table"
                    | "_extension_registry"
                    | "_inverted_registry"
                    | "_extension_cache" => "copyreg",
                    _ => "_compat_pickle",
                };
                return Err(thread.raise(
                    Builtin::RuntimeError,
                    format_args!(
                        "{prefix}.{name} should be a dict, not {}",
                        other.ty().name()
                    ),
                ));
            }
        }
    }
    for (module, name, slot) in [
        ("codecs", "encode", &state.encode),
        ("functools", "partial", &state.partial),
    ] {
        let home = runtime::import_module(thread, module)?;
        slot.set(Some(protocol::getattr_text(thread, &home, name)?));
    }
    Ok(())
}

/// Short for a look at a type's name in messages.
pub(super) fn type_name(object: &Object) -> &str {
    object.ty().name()
}
