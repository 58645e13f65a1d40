//! The declaration of every built-in exception type.

use super::base::{self, GETSETS, MEMBERS, METHODS, SLOTS};
use super::layout::*;
use super::{group, named, os_error, stop, syntax, unicode};
use object::{
    Builtin, GetSetDef, LayoutInfo, MemberDef, MethodDef, TypeFlags, TypeSlots, TypeSpec,
};

const FLAGS: TypeFlags = TypeFlags::HAVE_GC
    .with(TypeFlags::BASETYPE)
    .with(TypeFlags::BASE_EXC_SUBCLASS);

/// A derived type: `new` and `init` of `BaseException` unless it has its own.
const fn derived(
    name: &'static str,
    builtin: Builtin,
    parent: Builtin,
    layout: &'static LayoutInfo,
) -> TypeSpec {
    TypeSpec {
        base: parent,
        flags: FLAGS,
        dict_offset: 16,
        slots: TypeSlots {
            new: Some(base::new),
            init: Some(base::init),
            ..TypeSlots::EMPTY
        },
        ..TypeSpec::new(name, builtin, layout)
    }
}

const fn with(spec: TypeSpec, slots: TypeSlots, members: &'static [MemberDef]) -> TypeSpec {
    TypeSpec {
        slots,
        members,
        ..spec
    }
}

static BASE_EXCEPTION: TypeSpec = TypeSpec {
    flags: FLAGS,
    dict_offset: 16,
    slots: SLOTS,
    methods: METHODS,
    members: MEMBERS,
    getsets: GETSETS,
    doc: Some("Common base class for all exceptions"),
    ..TypeSpec::new(
        "BaseException",
        Builtin::BaseException,
        &BASE_EXCEPTION_LAYOUT,
    )
};

static INCOMPLETE_INPUT: TypeSpec = TypeSpec {
    doc: Some("incomplete input."),
    ..special(
        "_IncompleteInputError",
        Builtin::IncompleteInputError,
        Builtin::SyntaxError,
    )
};

macro_rules! tree {
    ($($name:ident($parent:ident) $doc:literal;)*) => {
        $(
            #[allow(non_upper_case_globals)]
            static $name: TypeSpec = TypeSpec {
                doc: Some($doc),
                ..special(stringify!($name), Builtin::$name, Builtin::$parent)
            };
        )*
        /// Every exception type, bases before the types derived from them.
        pub static SPECS: &[&TypeSpec] = &[&BASE_EXCEPTION, $(&$name,)* &INCOMPLETE_INPUT];
    };
}

const NO_METHODS: &[MethodDef] = &[];
const NO_GETSETS: &[GetSetDef] = &[];

/// The declaration without its docstring; types with fields or behaviour of their own are told apart by id.
const fn special(name: &'static str, id: Builtin, parent: Builtin) -> TypeSpec {
    let plain = derived(name, id, parent, &BASE_EXCEPTION_LAYOUT);
    match id {
        Builtin::StopIteration => with(
            with_layout(plain, &ONE_FIELD),
            stop::STOP_SLOTS,
            stop::VALUE,
        ),
        Builtin::SystemExit => with(with_layout(plain, &ONE_FIELD), stop::EXIT_SLOTS, stop::CODE),
        Builtin::KeyError => with(plain, named::KEY_SLOTS, &[]),
        Builtin::AttributeError => TypeSpec {
            methods: named::ATTRIBUTE_METHODS,
            ..with(
                with_layout(plain, &TWO_FIELDS),
                named::ATTRIBUTE_SLOTS,
                named::ATTRIBUTE_MEMBERS,
            )
        },
        Builtin::NameError => with(
            with_layout(plain, &ONE_FIELD),
            named::NAME_SLOTS,
            named::NAME_MEMBERS,
        ),
        Builtin::UnboundLocalError => with(with_layout(plain, &ONE_FIELD), named::NAME_INIT, &[]),
        Builtin::ImportError => TypeSpec {
            methods: named::IMPORT_METHODS,
            ..with(
                with_layout(plain, &FOUR_FIELDS),
                named::IMPORT_SLOTS,
                named::IMPORT_MEMBERS,
            )
        },
        Builtin::ModuleNotFoundError => {
            with(with_layout(plain, &FOUR_FIELDS), named::IMPORT_INIT, &[])
        }
        Builtin::OSError => TypeSpec {
            methods: os_error::METHODS,
            getsets: os_error::GETSETS,
            ..with(
                with_layout(plain, &OS_ERROR),
                os_error::SLOTS,
                os_error::MEMBERS,
            )
        },
        Builtin::SyntaxError => with(
            with_layout(plain, &EIGHT_FIELDS),
            syntax::SLOTS,
            syntax::MEMBERS,
        ),
        Builtin::BaseExceptionGroup => TypeSpec {
            methods: group::METHODS,
            ..with(
                with_layout(plain, &TWO_FIELDS),
                group::SLOTS,
                group::MEMBERS,
            )
        },
        Builtin::UnicodeDecodeError => details(plain, unicode::DECODE_SLOTS),
        Builtin::UnicodeEncodeError => details(plain, unicode::ENCODE_SLOTS),
        Builtin::UnicodeTranslateError => details(plain, unicode::TRANSLATE_SLOTS),
        _ => match parent {
            Builtin::OSError | Builtin::ConnectionError => {
                with(with_layout(plain, &OS_ERROR), os_error::INIT, &[])
            }
            Builtin::SyntaxError | Builtin::IndentationError => {
                with(with_layout(plain, &EIGHT_FIELDS), syntax::INIT, &[])
            }
            _ => plain,
        },
    }
}

const fn details(plain: TypeSpec, slots: TypeSlots) -> TypeSpec {
    with(
        with_layout(plain, &UNICODE_DETAILS),
        slots,
        unicode::MEMBERS,
    )
}

const fn with_layout(spec: TypeSpec, layout: &'static LayoutInfo) -> TypeSpec {
    TypeSpec {
        layout,
        methods: NO_METHODS,
        getsets: NO_GETSETS,
        ..spec
    }
}

tree! {
    Exception(BaseException) "Common base class for all non-exit exceptions.";
    GeneratorExit(BaseException) "Request that a generator exit.";
    KeyboardInterrupt(BaseException) "Program interrupted by user.";
    SystemExit(BaseException) "Request to exit from the interpreter.";
    BaseExceptionGroup(BaseException) "A combination of multiple unrelated exceptions.";
    ArithmeticError(Exception) "Base class for arithmetic errors.";
    FloatingPointError(ArithmeticError) "Floating-point operation failed.";
    OverflowError(ArithmeticError) "Result too large to be represented.";
    ZeroDivisionError(ArithmeticError) "Second argument to a division or modulo operation was zero.";
    AssertionError(Exception) "Assertion failed.";
    AttributeError(Exception) "Attribute not found.";
    BufferError(Exception) "Buffer error.";
    EOFError(Exception) "Read beyond end of file.";
    ImportError(Exception) "Import can't find module, or can't find name in module.";
    ModuleNotFoundError(ImportError) "Module not found.";
    LookupError(Exception) "Base class for lookup errors.";
    IndexError(LookupError) "Sequence index out of range.";
    KeyError(LookupError) "Mapping key not found.";
    MemoryError(Exception) "Out of memory.";
    NameError(Exception) "Name not found globally.";
    UnboundLocalError(NameError) "Local name referenced but not bound to a value.";
    OSError(Exception) "Base class for I/O related errors.";
    BlockingIOError(OSError) "I/O operation would block.";
    ChildProcessError(OSError) "Child process error.";
    ConnectionError(OSError) "Connection error.";
    BrokenPipeError(ConnectionError) "Broken pipe.";
    ConnectionAbortedError(ConnectionError) "Connection aborted.";
    ConnectionRefusedError(ConnectionError) "Connection refused.";
    ConnectionResetError(ConnectionError) "Connection reset.";
    FileExistsError(OSError) "File already exists.";
    FileNotFoundError(OSError) "File not found.";
    InterruptedError(OSError) "Interrupted by signal.";
    IsADirectoryError(OSError) "Operation doesn't work on directories.";
    NotADirectoryError(OSError) "Operation only works on directories.";
    PermissionError(OSError) "Not enough permissions.";
    ProcessLookupError(OSError) "Process not found.";
    TimeoutError(OSError) "Timeout expired.";
    ReferenceError(Exception) "Weak ref proxy used after referent went away.";
    RuntimeError(Exception) "Unspecified run-time error.";
    NotImplementedError(RuntimeError) "Method or function hasn't been implemented yet.";
    PythonFinalizationError(RuntimeError) "Operation blocked during Python finalization.";
    RecursionError(RuntimeError) "Recursion limit exceeded.";
    StopAsyncIteration(Exception) "Signal the end from iterator.__anext__().";
    StopIteration(Exception) "Signal the end from iterator.__next__().";
    SyntaxError(Exception) "Invalid syntax.";

    IndentationError(SyntaxError) "Improper indentation.";
    TabError(IndentationError) "Improper mixture of spaces and tabs.";
    SystemError(Exception) "Internal error in the Python interpreter.\n\nPlease report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version.";
    TypeError(Exception) "Inappropriate argument type.";
    ValueError(Exception) "Inappropriate argument value (of correct type).";
    UnicodeError(ValueError) "Unicode related error.";
    UnicodeDecodeError(UnicodeError) "Unicode decoding error.";
    UnicodeEncodeError(UnicodeError) "Unicode encoding error.";
    UnicodeTranslateError(UnicodeError) "Unicode translation error.";
    Warning(Exception) "Base class for warning categories.";
    BytesWarning(Warning) "Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str.";
    DeprecationWarning(Warning) "Base class for warnings about deprecated features.";
    EncodingWarning(Warning) "Base class for warnings about encodings.";
    FutureWarning(Warning) "Base class for warnings about constructs that will change semantically\nin the future.";
    ImportWarning(Warning) "Base class for warnings about probable mistakes in module imports";
    PendingDeprecationWarning(Warning) "Base class for warnings about features which will be deprecated\nin the future.";
    ResourceWarning(Warning) "Base class for warnings about resource usage.";
    RuntimeWarning(Warning) "Base class for warnings about dubious runtime behavior.";
    SyntaxWarning(Warning) "Base class for warnings about dubious syntax.";
    UnicodeWarning(Warning) "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems.";
    UserWarning(Warning) "Base class for warnings generated by user code.";
}
