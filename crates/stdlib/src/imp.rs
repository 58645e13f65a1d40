//! `_imp`: what importlib's own code asks of the interpreter, and the embedded library by path.
//!
//! The interpreter imports by itself and keeps a lock for each module, so the lock for all of them is never held, and there are neither frozen nor
//! extension modules. The functions with a name in `_embedded` aren't in 3.13: its library lies in files.

use object::{Args, Builtin, MethodDef, Object, Ref, Result, Thread};
use types::module::ModuleSpec;
use types::{List, Str, protocol};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_imp",
    doc: Some("(Extremely) low-level import machinery bits as used by importlib."),
    functions: &[
        MethodDef::no_args("lock_held", |thread, _| Ok(thread.heap().bool(false)))
            .doc("lock_held($module, /)\n--\n\nFalse: each module has a lock of its own."),
        MethodDef::no_args("acquire_lock", nothing)
            .doc("acquire_lock($module, /)\n--\n\nDoes nothing: each module has a lock of its own."),
        MethodDef::no_args("release_lock", nothing)
            .doc("release_lock($module, /)\n--\n\nDoes nothing: each module has a lock of its own."),
        MethodDef::no_args("extension_suffixes", |thread, _| Ok(List::new(thread)?.into_object()))
            .doc("extension_suffixes($module, /)\n--\n\nNo suffixes: extension modules can't be loaded."),
        MethodDef::no_args("_frozen_module_names", |thread, _| Ok(List::new(thread)?.into_object()))
            .doc("_frozen_module_names($module, /)\n--\n\nNo names: no modules are frozen."),
        MethodDef::one("is_builtin", is_builtin)
            .doc("is_builtin($module, name, /)\n--\n\n1 if a module of that name is native, 0 otherwise."),
        MethodDef::one("is_frozen", |thread, _, _| Ok(thread.heap().bool(false)))
            .doc("is_frozen($module, name, /)\n--\n\nFalse: no modules are frozen."),
        MethodDef::one("is_frozen_package", no_frozen)
            .doc("is_frozen_package($module, name, /)\n--\n\nRaises ImportError: no modules are frozen."),
        MethodDef::one("init_frozen", |thread, _, _| Ok(thread.heap().none()))
            .doc("init_frozen($module, name, /)\n--\n\nNone: no modules are frozen."),
        MethodDef::keywords("find_frozen", |thread, _, _| Ok(thread.heap().none()))
            .doc("find_frozen($module, name, /, *, withdata=False)\n--\n\nNone: no modules are frozen."),
        MethodDef::one("get_frozen_object", no_frozen)
            .doc("get_frozen_object($module, name, /)\n--\n\nRaises ImportError: no modules are frozen."),
        MethodDef::one("create_builtin", create_builtin)
            .doc("create_builtin($module, spec, /)\n--\n\nThe native module of a spec."),
        MethodDef::one("exec_builtin", |thread, _, _| types::Int::new(thread, 0))
            .doc("exec_builtin($module, mod, /)\n--\n\n0: a native module is whole when it is made."),
        MethodDef::keywords("create_dynamic", create_dynamic)
            .doc("create_dynamic($module, spec, file=<unrepresentable>, /)\n--\n\nRaises ImportError: extension modules can't be loaded."),
        MethodDef::one("_override_frozen_modules_for_tests", |thread, _, _| Ok(thread.heap().none()))
            .doc("_override_frozen_modules_for_tests($module, override, /)\n--\n\nDoes nothing: no modules are frozen."),
        MethodDef::one("_override_multi_interp_extensions_check", |thread, _, _| types::Int::new(thread, 0))
            .doc("_override_multi_interp_extensions_check($module, override, /)\n--\n\n0: extension modules can't be loaded."),
        MethodDef::one("_embedded_source", source)
            .doc("_embedded_source($module, path, /)\n--\n\nThe text at a path of the embedded library; None if nothing is there."),
        MethodDef::keywords("_embedded_code", code)
            .doc("_embedded_code($module, path, filename, /)\n--\n\nThe code of a module of the embedded library, under a file name."),
    ],
    types: &[],
    unnamed: &[],
    init: Some(|thread, module| {
        let text = |text: &str| Ok(Str::new(thread, text)?.into_object());
        module.add(thread, "check_hash_based_pycs", &*text("default")?)?;
        module.add(thread, "pyc_magic_number_token", &*types::Int::new(thread, 0x0A0D_0DF3)?)
    }),
};

fn nothing(thread: &Thread, _: &Object) -> Result<Ref> {
    Ok(thread.heap().none())
}

/// Text that is an argument.
fn name_of(thread: &Thread, name: &Object) -> Result<String> {
    match name.downcast::<Str>() {
        Some(name) => Ok(name.to_string()),
        None => Err(thread.type_error(format_args!(
            "argument must be str, not {}",
            name.ty().name()
        ))),
    }
}

fn is_builtin(thread: &Thread, _: &Object, name: &Object) -> Result<Ref> {
    let found = crate::modules::find(&name_of(thread, name)?).is_some();
    types::Int::new(thread, isize::from(found))
}

fn no_frozen(thread: &Thread, _: &Object, name: &Object) -> Result<Ref> {
    let name = name_of(thread, name)?;
    Err(thread.raise(
        Builtin::ImportError,
        format_args!("No such frozen object named {name}"),
    ))
}

fn create_dynamic(thread: &Thread, _: &Object, _: Args<'_>) -> Result<Ref> {
    Err(thread.raise(
        Builtin::ImportError,
        format_args!("extension modules can't be loaded"),
    ))
}

fn create_builtin(thread: &Thread, _: &Object, spec: &Object) -> Result<Ref> {
    let key = types::str::intern_static(thread, "name")?;
    let name = name_of(thread, &*protocol::getattr_name(thread, spec, &key)?)?;
    if let Some(there) = crate::modules::loaded(thread, &name)? {
        return Ok(there);
    }
    match crate::modules::make(thread, &name)? {
        Some(module) => Ok(module),
        None => Err(thread.raise(
            Builtin::ImportError,
            format_args!("no built-in module named '{name}'"),
        )),
    }
}

fn source(thread: &Thread, _: &Object, path: &Object) -> Result<Ref> {
    match crate::library::source(&name_of(thread, path)?) {
        Some(text) => Ok(Str::new(thread, &text)?.into_object()),
        None => Ok(thread.heap().none()),
    }
}

fn code(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    let [path, file] = args.positional() else {
        return Err(thread.type_error(format_args!("_embedded_code expected 2 arguments")));
    };
    let path = name_of(thread, path)?;
    let Some(file) = file.downcast::<Str>() else {
        return Err(thread.type_error(format_args!("a file name must be str")));
    };
    if !crate::library::has(&path) {
        return Err(thread.raise(
            Builtin::ImportError,
            format_args!("the library has no {path}"),
        ));
    }
    interpreter::import::embedded_code(thread, &path, Ref::new(file)).map(Ref::into_object)
}
