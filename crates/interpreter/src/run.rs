//! Compiling and running source: the hooks behind `compile`, `exec` and `eval`.

use crate::call;
use compiler::{ErrorKind, Mode};
use object::{Builtin, Object, Raised, Ref, Result, Thread};
use std::borrow::Cow;
use std::cell::RefCell;
use types::code::{Code, CodeBuilder, CodeTables, Held};
use types::runtime::{CompileRequest, ONLY_AST, SourceMode};
use types::{Dict, Int, Str, Tuple, exception, state};

/// Hook: source to a code object.
pub fn compile(thread: &Thread, request: &CompileRequest<'_>) -> Result<Ref> {
    let mode = match request.mode {
        SourceMode::Exec => Mode::Exec,
        SourceMode::Eval => Mode::Eval,
        SourceMode::Single => Mode::Single,
    };
    if request.flags & ONLY_AST != 0 {
        return crate::tree::parse(thread, request.source, request.filename, mode);
    }
    compile_as(
        thread,
        request.source,
        request.filename,
        mode,
        request.flags,
        if request.optimize < 0 {
            crate::start::state(thread).optimize
        } else {
            request.optimize
        },
        false,
        request.tree,
    )
    .map(Ref::into_object)
}

/// From this length on the trees of a compilation leave enough behind to be worth giving back.
const LARGE_SOURCE: usize = 8 << 10;

/// As the hook; `library` accepts what the embedded library's newer syntax needs.
pub fn compile_as(
    thread: &Thread,
    source: &str,
    filename: &Str,
    mode: Mode,
    flags: u32,
    optimize: i32,
    library: bool,
    tree: Option<&RefCell<Vec<Ref>>>,
) -> Result<Ref<Code>> {
    let options = compiler::Options {
        optimize: optimize.clamp(0, 2) as u8,
        flags,
        library,
    };
    let read = compiler::compile_to_run(source, &filename.to_string(), mode, options);
    if source.len() >= LARGE_SOURCE {
        allocator::library::give_back();
    }
    keep_names(thread, &read.names)?;
    match read.result {
        Ok(compiled) => {
            let held = compiled.tree.into_iter().map(as_held).collect();
            // The name of the file is interned, whoever gave it.
            let filename = types::str::intern(thread, Ref::new(filename))?;
            let mut builder = CodeBuilder::new(thread, filename)
                .with_tree(held)?
                .with_tables(tables(&compiled.scaffold))?;
            let code = builder.build(&compiled.code)?;
            if let Some(tree) = tree {
                tree.replace(builder.held);
            }
            Ok(code)
        }
        Err(error) => Err(syntax_error(thread, filename, &error)),
    }
}

/// Names that a parser met are interned for good, whatever becomes of the text.
pub(crate) fn keep_names(thread: &Thread, names: &[Cow<'_, str>]) -> Result<()> {
    for name in names {
        types::str::intern_static(thread, name)?;
    }
    Ok(())
}

/// The tables of a compilation: two stacks besides what units and blocks have, two dictionaries for all.
fn tables(scaffold: &compiler::Scaffold) -> CodeTables {
    CodeTables {
        lists: 2 + scaffold.unit_lists + 2 * scaffold.blocks + scaffold.declaring_blocks,
        dicts: 2 + scaffold.blocks + scaffold.unit_dicts,
        declared: scaffold.declared,
        small: scaffold.small_blocks + scaffold.small_units,
    }
}

fn as_held(held: compiler::Held) -> Held {
    Held {
        value: held.value,
        count: held.count,
        folded: held.folded,
    }
}

pub(crate) fn syntax_error(
    thread: &Thread,
    filename: &Str,
    error: &compiler::SyntaxError,
) -> Raised {
    let kind = match error.kind {
        ErrorKind::Syntax if error.incomplete => Builtin::IncompleteInputError,
        ErrorKind::Syntax => Builtin::SyntaxError,
        ErrorKind::Indentation => Builtin::IndentationError,
        ErrorKind::Tab => Builtin::TabError,
        ErrorKind::Recursion => Builtin::RecursionError,
        ErrorKind::Memory => Builtin::MemoryError,
        ErrorKind::Value => Builtin::ValueError,
    };
    if matches!(
        error.kind,
        ErrorKind::Recursion | ErrorKind::Memory | ErrorKind::Value
    ) {
        return thread.raise(kind, format_args!("{}", error.message));
    }
    let kind = if kind == Builtin::IncompleteInputError {
        Builtin::SyntaxError
    } else {
        kind
    };
    match details(thread, filename, error) {
        Ok(args) => exception::raise_with(thread, kind, &args),
        Err(raised) => raised,
    }
}

fn details(thread: &Thread, filename: &Str, error: &compiler::SyntaxError) -> Result<[Ref; 2]> {
    let number = |n: i64| Int::new(thread, n as isize);
    let text = match &error.text {
        Some(text) => Str::new(thread, text)?.into_object(),
        None => thread.heap().none(),
    };
    let place = [
        Ref::new(filename).into_object(),
        number(error.line.into())?,
        number(error.offset.into())?,
        text,
        number(error.end_line.into())?,
        number(error.end_offset.into())?,
    ];
    let message = Str::new(thread, &error.message)?.into_object();
    Ok([message, Tuple::from_array(thread, place)?.into_object()])
}

/// Hook: runs a code object. Globals without `__builtins__` get the running ones.
pub fn run(
    thread: &Thread,
    code: &Object,
    globals: &Object,
    locals: &Object,
    closure: Option<&Object>,
) -> Result<Ref> {
    let (Some(code), Some(globals)) = (code.downcast::<Code>(), globals.downcast::<Dict>()) else {
        return Err(thread.type_error(format_args!("code and a dict of globals are needed")));
    };
    add_builtins(thread, globals)?;
    call::run_code(
        thread,
        code,
        globals,
        locals,
        closure.and_then(Object::downcast::<Tuple>),
    )
}

/// `globals.setdefault("__builtins__", builtins)`.
pub fn add_builtins(thread: &Thread, globals: &Dict) -> Result<()> {
    let name = types::names(thread).__builtins__();
    if globals.get_str(thread, name)?.is_some() {
        return Ok(());
    }
    let running = crate::machine::Vm::try_of(thread)
        .and_then(|vm| vm.innermost())
        .and_then(|r| r.builtins());
    match running
        .map(Ref::into_object)
        .or_else(|| state(thread).builtins.get())
    {
        Some(builtins) => globals.set(thread, name.as_object(), &builtins),
        None => Ok(()),
    }
}
