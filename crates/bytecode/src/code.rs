//! Code as plain data: what the compiler hands to whoever makes code objects.
//!
//! Everything that a Python program can read from a code object is what 3.13's compiler would have produced
//! (constants, names, flags, stack size); only the instructions are our own. No heap, no addresses.

use std::sync::Arc;

use crate::lines::PositionTable;

/// A constant. Two uses of one `Arc` are the same Python object, also across the code units of one compilation.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    /// An integer beyond 64 bits: sign and magnitude, base 2^32, least significant first.
    BigInt {
        negative: bool,
        digits: Box<[u32]>,
    },
    Float(f64),
    Complex {
        real: f64,
        imag: f64,
    },
    /// Text as WTF-8: UTF-8 that may also hold lone surrogates.
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
    Tuple(Box<[Arc<Const>]>),
    FrozenSet(Box<[Arc<Const>]>),
    Code(Arc<CodeData>),
}

/// `co_flags`, 3.13's values.
pub mod flags {
    pub const OPTIMIZED: u32 = 0x1;
    pub const NEWLOCALS: u32 = 0x2;
    pub const VARARGS: u32 = 0x4;
    pub const VARKEYWORDS: u32 = 0x8;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    pub const FUTURE_BARRY_AS_BDFL: u32 = 0x40_0000;
    pub const FUTURE_ANNOTATIONS: u32 = 0x100_0000;
    pub const NO_MONITORING_EVENTS: u32 = 0x200_0000;
    /// All `from __future__` bits: what a nested `compile` inherits.
    pub const FUTURE_MASK: u32 = 0x1FE_0000;
}

/// What a register of `localsplus` is. An argument captured by an inner function is `local` and `cell` at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LocalKind {
    pub local: bool,
    pub cell: bool,
    pub free: bool,
    /// The target of an inlined comprehension where locals live in a mapping (module, class): not in `co_varnames`
    /// as a program sees it.
    pub hidden: bool,
}

/// One stretch of code that a handler guards. Entries don't overlap and are sorted by `start`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// First word of the stretch.
    pub start: u32,
    /// First word after it.
    pub end: u32,
    /// Word at which the handler starts.
    pub target: u32,
    /// Temporaries that stay; those above are dropped. Then the exception is pushed, after `lasti` if that is set.
    pub depth: u16,
    /// Push the word index of the raising instruction (an int) below the exception.
    pub lasti: bool,
}

/// A compiled module, class body, function, lambda, comprehension or generator expression.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CodeData {
    pub name: Arc<str>,
    pub qualname: Arc<str>,
    pub filename: Arc<str>,
    /// Positional parameters, positional-only ones included.
    pub arg_count: u32,
    pub pos_only_arg_count: u32,
    pub kw_only_arg_count: u32,
    pub flags: u32,
    pub first_line: u32,
    pub consts: Vec<Arc<Const>>,
    pub names: Vec<Arc<str>>,
    /// Names of the registers before the temporaries: locals, then cells that aren't arguments, then free variables.
    pub localsplus_names: Vec<Arc<str>>,
    pub localsplus_kinds: Vec<LocalKind>,
    /// `co_stacksize` of 3.13 for the same source: generators are sized by it. At least `temp_count`.
    pub cpython_stacksize: u32,
    /// 16-bit code units of 3.13's bytecode for the same source, caches included: `sys.getsizeof(code)` counts them.
    pub cpython_code_units: u32,
    /// Temporaries the frame needs.
    pub temp_count: u32,
    /// Instruction words and their cache words.
    pub code: Vec<u64>,
    /// Live temporaries before the instruction at each word (0 at cache words).
    pub depths: Vec<u16>,
    /// Live temporaries from which unwinding starts when the instruction at that word raises: depth - pops
    /// (at `YIELD_VALUE`, where only `throw` raises, the whole depth).
    pub unwind_depths: Vec<u16>,
    pub handlers: Vec<Handler>,
    pub positions: PositionTable,
}

impl CodeData {
    /// `co_nlocals`: registers that are locals (arguments captured as cells included).
    pub fn nlocals(&self) -> usize {
        self.localsplus_kinds
            .iter()
            .filter(|kind| kind.local)
            .count()
    }

    /// Registers before the first temporary.
    pub fn nlocalsplus(&self) -> usize {
        self.localsplus_names.len()
    }

    /// Index of the first free variable: `co_freevars` are the registers from here.
    pub fn first_free(&self) -> usize {
        self.localsplus_kinds
            .iter()
            .position(|kind| kind.free)
            .unwrap_or(self.nlocalsplus())
    }

    /// The handler that guards the instruction at `word`.
    pub fn handler_at(&self, word: u32) -> Option<&Handler> {
        let after = self
            .handlers
            .partition_point(|handler| handler.start <= word);
        let handler = self.handlers[..after].last()?;
        (word < handler.end).then_some(handler)
    }
}
