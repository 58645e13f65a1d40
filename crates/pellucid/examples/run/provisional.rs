//! Builtins until the library provides them.

use object::{Args, Builtin, MethodDef, Object, Ref, Result, Thread};
use std::fmt::Write;
use types::module::{Module, ModuleSpec};
use types::runtime::runtime;
use types::traceback::Traceback;
use types::{Dict, Int, protocol, state};

static BUILTINS: ModuleSpec = ModuleSpec {
    name: "builtins",
    doc: None,
    functions: &[
        MethodDef::keywords("print", print),
        MethodDef::keywords("__build_class__", |thread, _, args| (runtime(thread).build_class)(thread, args)),
        MethodDef::one("len", |thread, _, it| Int::from_usize(thread, protocol::len(thread, it)?)),
        MethodDef::one("repr", |thread, _, it| Ok(protocol::repr(thread, it)?.into_object())),
        MethodDef::one("iter", |thread, _, it| protocol::iter(thread, it)),
        MethodDef::one("id", |thread, _, it| Int::from_usize(thread, it.id())),
        MethodDef::one("getrefcount", |thread, _, it| Int::from_usize(thread, it.refcount() as usize)),
        MethodDef::one("next", |thread, _, it| match protocol::next(thread, it)? {
            Some(value) => Ok(value),
            None => Err(types::exception::raise_with(thread, Builtin::StopIteration, &[])),
        }),
        MethodDef::fast("isinstance", |thread, _, args| {
            Ok(thread.heap().bool(protocol::isinstance(thread, &args[0], &args[1])?))
        }),
        MethodDef::no_args("locals", |thread, _| Ok((runtime(thread).locals)(thread)?.unwrap_or(thread.heap().none()))),
        MethodDef::no_args("globals", |thread, _| Ok((runtime(thread).globals)(thread)?.unwrap_or(thread.heap().none()))),
    ],
    types: &[],
    init: None,
};

fn print(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    let mut line = String::new();
    for (i, value) in args.positional().iter().enumerate() {
        if i > 0 {
            line.push(' ');
        }
        let _ = write!(line, "{}", *protocol::to_str(thread, value)?);
    }
    println!("{line}");
    Ok(thread.heap().none())
}

/// `builtins` in `sys.modules`.
pub fn start(thread: &Thread) -> Result<()> {
    let modules = Dict::new(thread)?;
    let builtins = Module::from_spec(thread, &BUILTINS)?;
    for &id in Builtin::ALL {
        let Some(ty) = thread.heap().try_builtin(id) else { continue };
        if !ty.name().contains('.') {
            builtins.add(thread, ty.name(), ty.as_object())?;
        }
    }
    modules.set_text(thread, "builtins", builtins.as_object())?;
    state(thread).builtins.set(Some(builtins.dict().into_object()));
    state(thread).modules.set(Some(modules.into_object()));
    Ok(())
}

/// The traceback's lines.
pub fn traceback(exception: &Object) -> String {
    let mut out = String::new();
    let mut at = types::exception::traceback(exception);
    while let Some(entry) = at {
        let Some(tb) = entry.downcast::<Traceback>() else { break };
        let _ = writeln!(out, "  line {}", tb.line());
        at = tb.next();
    }
    out
}
