//! The well-known types: each exact instance carries its id in the header's tag, and a heap finds the type by it.
//!
//! Ids are Pellucid's own and never shown to a program. The types themselves are declared in the `types` room.

macro_rules! builtins {
    ($($name:ident),* $(,)?) => {
        /// Id of a well-known type. `Other` is every type without an id of its own.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u16)]
        pub enum Builtin { Other = 0, $($name),* }
        impl Builtin {
            /// All ids but `Other`, in order.
            pub const ALL: &'static [Builtin] = &[$(Builtin::$name),*];
            /// How many ids there are, `Other` included.
            pub const COUNT: usize = Builtin::ALL.len() + 1;
        }
    };
}

builtins! {
    // the core
    Object, Type, NoneType, Ellipsis, NotImplemented, Int, Bool, Float, Complex, Str, Bytes, ByteArray, MemoryView,
    Tuple, List, Dict, Set, FrozenSet, Range, Slice,
    // views and iterators
    DictKeys, DictValues, DictItems, DictKeyIterator, DictValueIterator, DictItemIterator,
    DictReverseKeyIterator, DictReverseValueIterator, DictReverseItemIterator,
    ListIterator, ListReverseIterator, TupleIterator, StrIterator, StrAsciiIterator, BytesIterator, ByteArrayIterator,
    MemoryIterator, SetIterator, RangeIterator, LongRangeIterator, SequenceIterator, CallableIterator,
    Enumerate, Zip, Map, Filter, Reversed,
    // code and calls
    Function, Method, InstanceMethod, BuiltinFunction, BuiltinMethod, MethodDescriptor, ClassMethodDescriptor, WrapperDescriptor,
    MethodWrapper, GetSetDescriptor, MemberDescriptor, Property, StaticMethod, ClassMethod, Super, Cell, Code, Frame,
    Generator, Coroutine, CoroutineWrapper, AsyncGenerator, AsyncGeneratorASend, AsyncGeneratorAThrow, Traceback, Module, ModuleSpec,
    MappingProxy, SimpleNamespace, GenericAlias, Union, FrameLocalsProxy, LineIterator, PositionsIterator,
    WeakRef, WeakProxy, WeakCallableProxy, Capsule, Template, Interpolation,
    // exceptions
    BaseException, BaseExceptionGroup, ExceptionGroup, GeneratorExit, KeyboardInterrupt, SystemExit, Exception,
    ArithmeticError, FloatingPointError, OverflowError, ZeroDivisionError, AssertionError, AttributeError, BufferError,
    EOFError, ImportError, ModuleNotFoundError, LookupError, IndexError, KeyError, MemoryError, NameError,
    UnboundLocalError, OSError, BlockingIOError, ChildProcessError, ConnectionError, BrokenPipeError,
    ConnectionAbortedError, ConnectionRefusedError, ConnectionResetError, FileExistsError, FileNotFoundError,
    InterruptedError, IsADirectoryError, NotADirectoryError, PermissionError, ProcessLookupError, TimeoutError,
    ReferenceError, RuntimeError, NotImplementedError, PythonFinalizationError, RecursionError, StopAsyncIteration,
    StopIteration, SyntaxError, IncompleteInputError, IndentationError, TabError, SystemError, TypeError, ValueError, UnicodeError,
    UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError, Warning, BytesWarning, DeprecationWarning,
    EncodingWarning, FutureWarning, ImportWarning, PendingDeprecationWarning, ResourceWarning, RuntimeWarning,
    SyntaxWarning, UnicodeWarning, UserWarning,
}
