//! What needs the running interpreter: `eval`, `exec`, `compile`, imports, class bodies, scopes.

use super::attributes::{as_dict, current_locals};
use object::{Args, Builtin, Object, Ref, Result, Thread};
use std::cell::RefCell;
use types::code::tree;
use types::runtime::{CompileRequest, ImportRequest, SourceMode, runtime};
use types::{Signature, Str, Tuple, as_isize, names};

/// Flags that `compile()` knows: `__future__` features (bits 17 to 24), `PyCF_*` (0x0200 to 0x10000).
const KNOWN_FLAGS: isize = 0x1ff_ff00 | 0x10;
const ONLY_AST: isize = types::runtime::ONLY_AST as isize;

pub(super) fn build_class(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    let fail = |text: &str| Err(thread.type_error(format_args!("__build_class__: {text}")));
    let [function, name, ..] = args.positional() else {
        return fail("not enough arguments");
    };
    if !function.is_exactly(Builtin::Function) {
        return fail("func must be a function");
    }
    if name.downcast::<Str>().is_none() {
        return fail("name is not a string");
    }
    (runtime(thread).build_class)(thread, args)
}

pub(super) fn import(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<5> = Signature {
        function: "__import__",
        names: ["name", "globals", "locals", "fromlist", "level"],
        required: 1,
        positional: 5,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let level = match bound.get(4) {
        Some(level) => as_isize(thread, level, Builtin::OverflowError)?,
        None => 0,
    };
    let Some(name) = bound.get(0).and_then(|name| name.downcast::<Str>()) else {
        return Err(thread.type_error(format_args!("module name must be a string")));
    };
    if level < 0 {
        return Err(thread.value_error(format_args!("level must be >= 0")));
    }
    if level == 0 && name.is_empty() {
        return Err(thread.value_error(format_args!("Empty module name")));
    }
    let request = ImportRequest {
        name,
        globals: bound.get(1),
        locals: bound.get(2),
        fromlist: bound.get(3),
        level,
    };
    (runtime(thread).import)(thread, &request)
}

pub(super) fn breakpoint(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    match crate::sys::attribute(thread, "breakpointhook")? {
        Some(hook) => types::call_args(thread, &hook, args),
        None => Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("lost sys.breakpointhook"),
        )),
    }
}

pub(super) fn globals(thread: &Thread, _module: &Object) -> Result<Ref> {
    match (runtime(thread).globals)(thread)? {
        Some(globals) => Ok(globals),
        None => Ok(thread.heap().none()),
    }
}

pub(super) fn locals(thread: &Thread, _module: &Object) -> Result<Ref> {
    current_locals(thread)
}

/// Source given as `str`, `bytes` or anything with bytes: the text, encoding cookie and BOM honoured.
fn source_text(thread: &Thread, source: &Object, message: &str) -> Result<Ref<Str>> {
    let text = match source.to_ref().downcast_into::<Str>() {
        Ok(text) => text,
        Err(other) => match other.ty().slots().buffer {
            Some(buffer) => {
                let bytes = types::bytes_of(thread, &buffer(thread, &other, false)?)?;
                crate::source::decode(thread, bytes.as_slice())?
            }
            None => return Err(thread.type_error(format_args!("{message}"))),
        },
    };
    if text.code_points().any(|c| c == 0) {
        return Err(thread.raise(
            Builtin::SyntaxError,
            format_args!("source code string cannot contain null bytes"),
        ));
    }
    Ok(text)
}

pub(super) fn compile(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<7> = Signature {
        function: "compile",
        names: [
            "source",
            "filename",
            "mode",
            "flags",
            "dont_inherit",
            "optimize",
            "_feature_version",
        ],
        required: 3,
        positional: 6,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let [
        Some(source),
        Some(filename),
        Some(mode),
        flags,
        _,
        optimize,
        _,
    ] = bound.0
    else {
        return Err(thread.system_error(format_args!("compile() bound too little")));
    };
    let filename = crate::paths::text(thread, filename)?;
    let Some(mode) = mode.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "compile() argument 'mode' must be str, not {}",
            types::protocol::type_text(mode)
        )));
    };
    let number = |value: Option<&Object>, default: isize| match value {
        Some(value) => as_isize(thread, value, Builtin::OverflowError),
        None => Ok(default),
    };
    let (flags, optimize) = (number(flags, 0)?, number(optimize, -1)?);
    if flags & !KNOWN_FLAGS != 0 {
        return Err(thread.value_error(format_args!("compile(): unrecognised flags")));
    }
    if !(-1..=2).contains(&optimize) {
        return Err(thread.value_error(format_args!("compile(): invalid optimize value")));
    }
    let kind = source_mode(thread, mode, flags)?;
    let unparsed = match tree_module(thread, source)? {
        Some(_) if flags & ONLY_AST != 0 => return Ok(source.to_ref()),
        Some(module) => {
            let function = types::getattr_text(thread, &module, "_source")?;
            let args = [source.to_ref(), mode.as_object().to_ref()];
            Some(types::call(thread, &function, &args)?)
        }
        None => None,
    };
    let text = source_text(
        thread,
        unparsed.as_deref().unwrap_or(source),
        "compile() arg 1 must be a string, bytes or AST object",
    )?;
    let request = CompileRequest {
        source: text.to_utf8(thread)?,
        filename: &filename,
        mode: kind,
        flags: flags as u32,
        optimize: optimize as i32,
        tree: None,
    };
    (runtime(thread).compile)(thread, &request)
}

/// The `_ast` module if `source` is a tree; without that module loaded there are none.
fn tree_module(thread: &Thread, source: &Object) -> Result<Option<Ref>> {
    if source.is_exactly(Builtin::Str) || source.is_exactly(Builtin::Bytes) {
        return Ok(None);
    }
    let Some(module) = crate::modules::loaded(thread, "_ast")? else {
        return Ok(None);
    };
    let root = types::getattr_text(thread, &module, "AST")?;
    let is_tree = types::isinstance(thread, source, &root)?;
    Ok(is_tree.then_some(module))
}

fn source_mode(thread: &Thread, mode: &Str, flags: isize) -> Result<SourceMode> {
    match () {
        () if mode.eq_str("exec") => Ok(SourceMode::Exec),
        () if mode.eq_str("eval") => Ok(SourceMode::Eval),
        () if mode.eq_str("single") => Ok(SourceMode::Single),
        () if mode.eq_str("func_type") && flags & ONLY_AST == 0 => Err(thread.value_error(
            format_args!("compile() mode 'func_type' requires flag PyCF_ONLY_AST"),
        )),
        () if mode.eq_str("func_type") => Err(thread.raise(
            Builtin::NotImplementedError,
            format_args!("compile() mode 'func_type' is not supported"),
        )),
        () if flags & ONLY_AST != 0 => Err(thread.value_error(format_args!(
            "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
        ))),
        () => Err(thread.value_error(format_args!(
            "compile() mode must be 'exec', 'eval' or 'single'"
        ))),
    }
}

/// The scopes that code runs in: what is given, else the caller's.
fn scopes(
    thread: &Thread,
    globals: Option<&Object>,
    locals: Option<&Object>,
) -> Result<(Ref, Ref)> {
    let given = |value: Option<&Object>| {
        value
            .filter(|v| !v.is_exactly(Builtin::NoneType))
            .map(Object::to_ref)
    };
    let (globals, locals) = match (given(globals), given(locals)) {
        (Some(globals), Some(locals)) => (globals, locals),
        (Some(globals), None) => (globals.clone(), globals),
        (None, locals) => {
            let Some(globals) = (runtime(thread).globals)(thread)? else {
                return Err(thread.system_error(format_args!("globals and locals cannot be NULL")));
            };
            let locals = match locals {
                Some(locals) => locals,
                None => current_locals(thread)?,
            };
            (globals, locals)
        }
    };
    if let Some(dict) = as_dict(&globals) {
        let key = names(thread).__builtins__();
        if dict.get_str(thread, key)?.is_none()
            && let Some(builtins) = types::state(thread).builtins.get()
        {
            let builtins = crate::modules::loaded(thread, "builtins")?.unwrap_or(builtins);
            dict.set(thread, key.as_object(), &builtins)?;
        }
    }
    Ok((globals, locals))
}

/// Compiles unless it is a code object already; hands out what the tree of a text holds while it runs.
fn to_code(
    thread: &Thread,
    source: &Object,
    mode: SourceMode,
    message: &str,
    tree: &RefCell<Vec<Ref>>,
) -> Result<Ref> {
    if source.is_exactly(Builtin::Code) {
        return Ok(source.to_ref());
    }
    let text = source_text(thread, source, message)?;
    let filename = types::str::intern_static(thread, "<string>")?;
    let text = text.to_utf8(thread)?;
    let source = match mode {
        // Leading blanks are allowed before an expression.
        SourceMode::Eval => text.trim_start_matches([' ', '\t']),
        _ => text,
    };
    let request = CompileRequest {
        source,
        filename: &filename,
        mode,
        flags: 0,
        optimize: -1,
        tree: Some(tree),
    };
    (runtime(thread).compile)(thread, &request)
}

pub(super) fn eval(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "eval",
        names: ["", "globals", "locals"],
        required: 1,
        positional: 3,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let [Some(source), globals, locals] = bound.0 else {
        return Err(thread.system_error(format_args!("eval() bound too little")));
    };
    if let Some(locals) = locals.filter(|l| !is_mapping(l)) {
        let _ = locals;
        return Err(thread.type_error(format_args!("locals must be a mapping")));
    }
    if let Some(globals) = globals.filter(|g| !is_dict(g)) {
        let hint = match is_mapping(globals) {
            true => "globals must be a real dict; try eval(code, {}, mapping)",
            false => "globals must be a dict",
        };
        return Err(thread.type_error(format_args!("{hint}")));
    }
    let (globals, locals) = scopes(thread, globals, locals)?;
    let message = "eval() arg 1 must be a string, bytes or code object";
    let held = RefCell::new(Vec::new());
    let code = to_code(thread, source, SourceMode::Eval, message, &held)?;
    refuse_free_variables(thread, &code, "eval")?;
    let _tree = tree::keep(thread, held.into_inner());
    (runtime(thread).run)(thread, &code, &globals, &locals, None)
}

fn is_mapping(object: &Object) -> bool {
    object.is_exactly(Builtin::NoneType) || object.ty().number().subscript.is_some()
}

fn is_dict(object: &Object) -> bool {
    object.is_exactly(Builtin::NoneType) || as_dict(object).is_some()
}

fn free_variables(thread: &Thread, code: &Object) -> Result<usize> {
    let names = types::getattr_text(thread, code, "co_freevars")?;
    types::len(thread, &names)
}

fn refuse_free_variables(thread: &Thread, code: &Object, function: &str) -> Result<()> {
    match free_variables(thread, code)? {
        0 => Ok(()),
        _ => Err(thread.type_error(format_args!(
            "code object passed to {function}() may not contain free variables"
        ))),
    }
}

pub(super) fn exec(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<4> = Signature {
        function: "exec",
        names: ["", "globals", "locals", "closure"],
        required: 1,
        positional: 3,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let [Some(source), globals, locals, closure] = bound.0 else {
        return Err(thread.system_error(format_args!("exec() bound too little")));
    };
    if let Some(globals) = globals.filter(|g| !is_dict(g)) {
        return Err(thread.type_error(format_args!(
            "exec() globals must be a dict, not {}",
            globals.ty().name()
        )));
    }
    if let Some(locals) = locals.filter(|l| !is_mapping(l)) {
        return Err(thread.type_error(format_args!(
            "locals must be a mapping or None, not {}",
            locals.ty().name()
        )));
    }
    let (globals, locals) = scopes(thread, globals, locals)?;
    let closure = closure.filter(|c| !c.is_exactly(Builtin::NoneType));
    if source.is_exactly(Builtin::Code) {
        check_closure(thread, source, closure)?;
    } else if closure.is_some() {
        return Err(thread.type_error(format_args!(
            "closure can only be used when source is a code object"
        )));
    }
    let message = "exec() arg 1 must be a string, bytes or code object";
    let held = RefCell::new(Vec::new());
    let code = to_code(thread, source, SourceMode::Exec, message, &held)?;
    let _tree = tree::keep(thread, held.into_inner());
    (runtime(thread).run)(thread, &code, &globals, &locals, closure)?;
    Ok(thread.heap().none())
}

fn check_closure(thread: &Thread, code: &Object, closure: Option<&Object>) -> Result<()> {
    let free = free_variables(thread, code)?;
    match (free, closure) {
        (0, None) => Ok(()),
        (0, Some(_)) => {
            Err(thread.type_error(format_args!("cannot use a closure with this code object")))
        }
        (_, None) => refuse_free_variables(thread, code, "exec"),
        (n, Some(cells)) => {
            let right = cells.downcast::<Tuple>().is_some_and(|t| {
                t.len() == n && t.items().iter().all(|c| c.is_exactly(Builtin::Cell))
            });
            match right {
                true => Ok(()),
                false => Err(thread.type_error(format_args!(
                    "code object requires a closure of exactly length {n}"
                ))),
            }
        }
    }
}
