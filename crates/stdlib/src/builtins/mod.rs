//! `builtins`: the functions and types that every program finds without importing.
//!
//! - `attributes.rs`: attributes, identity, classes. `iteration.rs`: iterators and reductions. `numbers.rs`: arithmetic and text of
//!   numbers. `output.rs`: `print` and `input`. `code.rs`: what needs the running interpreter, through its hooks.
//!
//! The order of the dictionary is 3.13's.

mod attributes;
mod code;
mod extremes;
mod iteration;
mod numbers;
mod output;
mod sum;

use object::{Builtin, MethodDef, Result, Thread, TypeSpec};
use types::module::{Module, ModuleSpec};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "builtins",
    doc: Some(
        "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function len().",
    ),
    functions: FUNCTIONS,
    types: NO_TYPES,
    unnamed: &[],
    init: Some(fill),
};

const NO_TYPES: &[&TypeSpec] = &[];

const FUNCTIONS: &[MethodDef] = &[
    MethodDef::keywords("__build_class__", code::build_class)
        .doc("__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nWhat a class statement calls."),
    MethodDef::keywords("__import__", code::import)
        .doc("__import__($module, /, name, globals=None, locals=None, fromlist=(),\n           level=0)\n--\n\nImport a module."),
    MethodDef::one("abs", numbers::abs).doc("abs($module, x, /)\n--\n\nReturn the absolute value of the argument."),
    MethodDef::one("all", iteration::all).doc("all($module, iterable, /)\n--\n\nWhether every item of the iterable is true; true when there is none."),
    MethodDef::one("any", iteration::any).doc("any($module, iterable, /)\n--\n\nWhether some item of the iterable is true; false when there is none."),
    MethodDef::one("ascii", numbers::ascii).doc("ascii($module, obj, /)\n--\n\nThe repr() with everything outside ASCII escaped."),
    MethodDef::one("bin", numbers::bin).doc("bin($module, number, /)\n--\n\nThe binary text of an integer, such as '0b101'."),
    MethodDef::keywords("breakpoint", code::breakpoint)
        .doc("breakpoint($module, /, *args, **kws)\n--\n\nCall sys.breakpointhook(*args, **kws)."),
    MethodDef::one("callable", attributes::callable).doc("callable($module, obj, /)\n--\n\nWhether the object can be called."),
    MethodDef::one("chr", numbers::chr).doc("chr($module, i, /)\n--\n\nThe string of one character with this code point."),
    MethodDef::keywords("compile", code::compile)
        .doc("compile($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)\n--\n\nCompile source into a code object for exec() or eval()."),
    MethodDef::fast("delattr", attributes::delattr).doc("delattr($module, obj, name, /)\n--\n\nDelete the named attribute: del obj.name."),
    MethodDef::fast("dir", attributes::dir).varargs().doc("dir([object]) -> list of strings\n\nThe names in the local scope, or the attributes of the object."),
    MethodDef::fast("divmod", numbers::divmod).doc("divmod($module, x, y, /)\n--\n\nReturn the tuple (x//y, x%y)."),
    MethodDef::keywords("eval", code::eval).doc("eval($module, source, /, globals=None, locals=None)\n--\n\nEvaluate an expression or a code object."),
    MethodDef::keywords("exec", code::exec)
        .doc("exec($module, source, /, globals=None, locals=None, *, closure=None)\n--\n\nExecute statements or a code object."),
    MethodDef::fast("format", numbers::format).doc("format($module, value, format_spec='', /)\n--\n\nReturn type(value).__format__(value, format_spec)."),
    MethodDef::fast("getattr", attributes::getattr)
        .doc("getattr(object, name[, default]) -> value\n\nThe named attribute, or the default when there is none."),
    MethodDef::no_args("globals", code::globals).doc("globals($module, /)\n--\n\nThe dictionary of the current module's variables."),
    MethodDef::fast("hasattr", attributes::hasattr).doc("hasattr($module, obj, name, /)\n--\n\nWhether the object has an attribute of this name."),
    MethodDef::one("hash", attributes::hash).doc("hash($module, obj, /)\n--\n\nThe hash of the object; equal objects have equal hashes."),
    MethodDef::one("hex", numbers::hex).doc("hex($module, number, /)\n--\n\nThe hexadecimal text of an integer, such as '0xff'."),
    MethodDef::one("id", attributes::id).doc("id($module, obj, /)\n--\n\nThe identity of the object: its address."),
    MethodDef::fast("input", output::input).doc("input($module, prompt='', /)\n--\n\nRead a line from standard input, without its newline."),
    MethodDef::fast("isinstance", attributes::isinstance)
        .doc("isinstance($module, obj, class_or_tuple, /)\n--\n\nWhether the object is an instance of the class or of one of a tuple."),
    MethodDef::fast("issubclass", attributes::issubclass)
        .doc("issubclass($module, cls, class_or_tuple, /)\n--\n\nWhether the class derives from the other or from one of a tuple."),
    MethodDef::fast("iter", iteration::iter)
        .doc("iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nAn iterator over the iterable, or over calls until the sentinel comes."),
    MethodDef::one("aiter", iteration::aiter).doc("aiter($module, async_iterable, /)\n--\n\nAn asynchronous iterator of an asynchronous iterable."),
    MethodDef::one("len", attributes::len).doc("len($module, obj, /)\n--\n\nReturn the number of items in a container."),
    MethodDef::no_args("locals", code::locals).doc("locals($module, /)\n--\n\nThe variables of the current scope."),
    MethodDef::keywords("max", extremes::max)
        .doc("max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nThe largest item or argument."),
    MethodDef::keywords("min", extremes::min)
        .doc("min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nThe smallest item or argument."),
    MethodDef::fast("next", iteration::next)
        .doc("next(iterator[, default])\n\nThe next item, or the default when there is none."),
    MethodDef::fast("anext", iteration::anext)
        .doc("anext($module, aiterator, default=<unrepresentable>, /)\n--\n\nThe next item of an asynchronous iterator."),
    MethodDef::one("oct", numbers::oct).doc("oct($module, number, /)\n--\n\nThe octal text of an integer, such as '0o17'."),
    MethodDef::one("ord", numbers::ord).doc("ord($module, c, /)\n--\n\nThe code point of a one-character string."),
    MethodDef::keywords("pow", numbers::pow)
        .doc("pow($module, /, base, exp, mod=None)\n--\n\nbase**exp, or base**exp % mod."),
    MethodDef::keywords("print", output::print)
        .doc("print($module, /, *args, sep=' ', end='\\n', file=None, flush=False)\n--\n\nPrint the values to a stream, sys.stdout by default."),
    MethodDef::one("repr", numbers::repr).doc("repr($module, obj, /)\n--\n\nThe text that shows the object, if possible as source that makes it."),
    MethodDef::keywords("round", numbers::round)
        .doc("round($module, /, number, ndigits=None)\n--\n\nRound to a number of decimal digits, halves to even."),
    MethodDef::fast("setattr", attributes::setattr).doc("setattr($module, obj, name, value, /)\n--\n\nSet the named attribute: obj.name = value."),
    MethodDef::keywords("sorted", iteration::sorted)
        .doc("sorted($module, iterable, /, *, key=None, reverse=False)\n--\n\nA new list of the items in ascending order."),
    MethodDef::keywords("sum", sum::sum).doc("sum($module, iterable, /, start=0)\n--\n\nThe sum of a start value and the items of an iterable of numbers."),
    MethodDef::fast("vars", attributes::vars).varargs()
        .doc("vars([object]) -> dictionary\n\nThe local scope, or the object's __dict__."),
];

/// Types in the order of 3.13's dictionary.
const TYPES: &[(&str, Builtin)] = &[
    ("bool", Builtin::Bool),
    ("memoryview", Builtin::MemoryView),
    ("bytearray", Builtin::ByteArray),
    ("bytes", Builtin::Bytes),
    ("classmethod", Builtin::ClassMethod),
    ("complex", Builtin::Complex),
    ("dict", Builtin::Dict),
    ("enumerate", Builtin::Enumerate),
    ("filter", Builtin::Filter),
    ("float", Builtin::Float),
    ("frozenset", Builtin::FrozenSet),
    ("property", Builtin::Property),
    ("int", Builtin::Int),
    ("list", Builtin::List),
    ("map", Builtin::Map),
    ("object", Builtin::Object),
    ("range", Builtin::Range),
    ("reversed", Builtin::Reversed),
    ("set", Builtin::Set),
    ("slice", Builtin::Slice),
    ("staticmethod", Builtin::StaticMethod),
    ("str", Builtin::Str),
    ("super", Builtin::Super),
    ("tuple", Builtin::Tuple),
    ("type", Builtin::Type),
    ("zip", Builtin::Zip),
];

macro_rules! exceptions {
    ($list:ident: $($name:ident),* $(,)?) => {
        const $list: &[(&str, Builtin)] = &[$((stringify!($name), Builtin::$name)),*];
    };
}

exceptions! { EXCEPTIONS:
    BaseException, BaseExceptionGroup, Exception, GeneratorExit, KeyboardInterrupt, SystemExit, ArithmeticError,
    AssertionError, AttributeError, BufferError, EOFError, ImportError, LookupError, MemoryError, NameError, OSError,
    ReferenceError, RuntimeError, StopAsyncIteration, StopIteration, SyntaxError, SystemError, TypeError, ValueError,
    Warning, FloatingPointError, OverflowError, ZeroDivisionError, BytesWarning, DeprecationWarning, EncodingWarning,
    FutureWarning, ImportWarning, PendingDeprecationWarning, ResourceWarning, RuntimeWarning, SyntaxWarning,
    UnicodeWarning, UserWarning, BlockingIOError, ChildProcessError, ConnectionError, FileExistsError,
    FileNotFoundError, InterruptedError, IsADirectoryError, NotADirectoryError, PermissionError, ProcessLookupError,
    TimeoutError, IndentationError,
}

exceptions! { MORE_EXCEPTIONS:
    IndexError, KeyError, ModuleNotFoundError, NotImplementedError, PythonFinalizationError, RecursionError,
    UnboundLocalError, UnicodeError, BrokenPipeError, ConnectionAbortedError, ConnectionRefusedError,
    ConnectionResetError, TabError, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError, ExceptionGroup,
}

/// Adds what isn't a function. Types whose owner hasn't registered them are left out.
fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let heap = thread.heap();
    module.add(thread, "None", &heap.none())?;
    module.add(thread, "Ellipsis", &heap.ellipsis())?;
    module.add(thread, "NotImplemented", &heap.not_implemented())?;
    module.add(thread, "False", &heap.bool(false))?;
    module.add(thread, "True", &heap.bool(true))?;
    add_types(thread, module, TYPES)?;
    module.add(thread, "__debug__", &heap.bool(true))?;
    add_types(thread, module, EXCEPTIONS)?;
    add_types(
        thread,
        module,
        &[("_IncompleteInputError", Builtin::IncompleteInputError)],
    )?;
    add_types(thread, module, MORE_EXCEPTIONS)?;
    add_types(
        thread,
        module,
        &[
            ("EnvironmentError", Builtin::OSError),
            ("IOError", Builtin::OSError),
        ],
    )?;
    let open = types::builtin_function::new(thread, &OPEN, None, Some(&*io_name(thread)?))?;
    module.add(thread, "open", &open)
}

static OPEN: MethodDef = MethodDef::keywords("open", crate::io::open)
    .doc("open($module, /, file, mode='r', buffering=-1, encoding=None,\n     errors=None, newline=None, closefd=True, opener=None)\n--\n\nOpen file and return a stream.  Raise OSError upon failure.");

fn io_name(thread: &Thread) -> Result<object::Ref> {
    Ok(types::str::intern_static(thread, "_io")?.into_object())
}

fn add_types(thread: &Thread, module: &Module, types: &[(&str, Builtin)]) -> Result<()> {
    for (name, id) in types {
        if let Some(ty) = thread.heap().try_builtin(*id) {
            module.add(thread, name, ty.as_object())?;
        }
    }
    Ok(())
}
