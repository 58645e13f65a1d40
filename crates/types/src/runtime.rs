//! What native modules ask of the running interpreter: frames, code, imports, class bodies.
//!
//! The interpreter installs its functions once for each heap; native modules call them through [`runtime`]. Before that every
//! function raises `RuntimeError`, so that a heap without an interpreter is usable for plain objects.

use crate::state::state;
use crate::str::Str;
use object::{Args, Builtin, Object, Raised, Ref, Result, Thread};
use std::cell::RefCell;

/// How source text is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceMode {
    /// A module: `exec`.
    Exec,
    /// One expression: `eval`.
    Eval,
    /// One interactive statement, its value shown: `single`.
    Single,
}

/// `ast.PyCF_ONLY_AST`: source to a tree of `ast` nodes instead of code.
pub const ONLY_AST: u32 = 0x400;

/// A request to compile.
pub struct CompileRequest<'a> {
    pub source: &'a str,
    pub filename: &'a Str,
    pub mode: SourceMode,
    /// `__future__` and compiler flags as `compile()` takes them; with [`ONLY_AST`] the result is a syntax tree.
    pub flags: u32,
    /// -1 for the interpreter's own level.
    pub optimize: i32,
    /// For text that is run at once: takes what its tree holds meanwhile.
    pub tree: Option<&'a RefCell<Vec<Ref>>>,
}

/// A request to import, as `__import__` gets it.
pub struct ImportRequest<'a> {
    pub name: &'a Str,
    pub globals: Option<&'a Object>,
    pub locals: Option<&'a Object>,
    pub fromlist: Option<&'a Object>,
    pub level: isize,
}

/// See the file's head.
#[derive(Clone, Copy)]
pub struct RuntimeHooks {
    /// The frame object `depth` Python frames up (0: the caller of the native function), `None` past the outermost.
    pub frame: fn(&Thread, usize) -> Result<Option<Ref>>,
    /// The globals of the running Python frame.
    pub globals: fn(&Thread) -> Result<Option<Ref>>,
    /// `__module__` of the running Python function.
    pub module: fn(&Thread) -> Result<Option<Ref>>,
    /// `locals()` of the running Python frame (PEP 667).
    pub locals: fn(&Thread) -> Result<Option<Ref>>,
    /// Source to a code object, or to a tree.
    pub compile: for<'a> fn(&Thread, &CompileRequest<'a>) -> Result<Ref>,
    /// Runs a code object: globals (a dict), locals (a mapping), closure (a tuple of cells) for code with free variables.
    pub run: fn(&Thread, &Object, &Object, &Object, Option<&Object>) -> Result<Ref>,
    /// `__import__`.
    pub import: for<'a> fn(&Thread, &ImportRequest<'a>) -> Result<Ref>,
    /// `__build_class__(function, name, *bases, **keywords)`.
    pub build_class: for<'a> fn(&Thread, Args<'a>) -> Result<Ref>,
    /// Calls a function while a suspended generator's frame stands on the stack as if it made the call.
    pub within: fn(&Thread, &Object, &mut dyn FnMut()) -> Result<()>,
    /// Runs a full or partial collection; tells how many objects were found unreachable.
    pub collect: fn(&Thread, usize) -> Result<usize>,
}

#[cold]
fn absent(thread: &Thread) -> Raised {
    thread.raise(
        Builtin::RuntimeError,
        format_args!("no interpreter runs in this heap"),
    )
}

impl Default for RuntimeHooks {
    fn default() -> RuntimeHooks {
        RuntimeHooks {
            frame: |_, _| Ok(None),
            globals: |_| Ok(None),
            module: |_| Ok(None),
            locals: |_| Ok(None),
            compile: |thread, _| Err(absent(thread)),
            run: |thread, _, _, _, _| Err(absent(thread)),
            import: |thread, _| Err(absent(thread)),
            build_class: |thread, _| Err(absent(thread)),
            within: |thread, _, _| Err(absent(thread)),
            collect: |thread, _| Err(absent(thread)),
        }
    }
}

/// The functions in force.
pub fn runtime(thread: &Thread) -> RuntimeHooks {
    state(thread).runtime.get()
}

/// Installs the functions.
pub fn set_runtime(thread: &Thread, hooks: RuntimeHooks) {
    state(thread).runtime.set(hooks);
}

/// `importlib.import_module(name)` for native code: the module itself, not its outermost package.
pub fn import_module(thread: &Thread, name: &str) -> Result<Ref> {
    let name = crate::str::intern_static(thread, name)?;
    let star = crate::str::intern_static(thread, "*")?.into_object();
    let fromlist = crate::Tuple::from_array(thread, [star])?.into_object();
    let request = ImportRequest {
        name: &name,
        globals: None,
        locals: None,
        fromlist: Some(&fromlist),
        level: 0,
    };
    (runtime(thread).import)(thread, &request)
}
