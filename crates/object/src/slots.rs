//! The slots of a type: how values of a type behave, as functions that the interpreter and other types call.
//!
//! All are safe functions on borrowed operands that return owned results. What a heap type defines in Python is reached
//! through forwarding functions that the `types` room puts into the same slots. Signatures follow CPython's slots of the same
//! names; an absent slot is `None`.

use crate::{Object, Ref, Result, Thread, Type};

/// One operand.
pub type Unary = fn(&Thread, &Object) -> Result<Ref>;
/// Two operands; `NotImplemented` asks the other operand's type.
pub type Binary = fn(&Thread, &Object, &Object) -> Result<Ref>;
/// Three operands (`pow`).
pub type Ternary = fn(&Thread, &Object, &Object, &Object) -> Result<Ref>;
/// The next item, or `None` when the iterator is exhausted (no `StopIteration` is made).
pub type IterResult = Result<Option<Ref>>;

/// The six rich comparisons, in CPython's numbering.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CompareOp {
    Lt = 0,
    Le = 1,
    Eq = 2,
    Ne = 3,
    Gt = 4,
    Ge = 5,
}

impl CompareOp {
    /// The operation that the right operand is asked: `a < b` is `b > a`.
    pub const fn swapped(self) -> CompareOp {
        match self {
            CompareOp::Lt => CompareOp::Gt,
            CompareOp::Le => CompareOp::Ge,
            CompareOp::Gt => CompareOp::Lt,
            CompareOp::Ge => CompareOp::Le,
            same => same,
        }
    }

    /// What the operation says of an ordering.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            CompareOp::Lt => ordering.is_lt(),
            CompareOp::Le => ordering.is_le(),
            CompareOp::Eq => ordering.is_eq(),
            CompareOp::Ne => ordering.is_ne(),
            CompareOp::Gt => ordering.is_gt(),
            CompareOp::Ge => ordering.is_ge(),
        }
    }

    /// The operator's text.
    pub const fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }
}

/// Arguments of a call: positional values, then the values of keywords, then the keywords' names (`str` objects).
/// Borrowed: the caller keeps them alive.
#[derive(Clone, Copy, Default)]
pub struct Args<'a> {
    values: &'a [Ref],
    names: &'a [Ref],
    packed: bool,
    spread: bool,
    tuple: Option<&'a Object>,
}

impl<'a> Args<'a> {
    /// Positional arguments only.
    #[inline(always)]
    pub fn positional_only(values: &'a [Ref]) -> Args<'a> {
        Args {
            values,
            ..Args::default()
        }
    }

    /// The last `names.len()` values belong to the names.
    #[inline(always)]
    pub fn new(values: &'a [Ref], names: &'a [Ref]) -> Args<'a> {
        debug_assert!(names.len() <= values.len());
        Args {
            values,
            names,
            ..Args::default()
        }
    }

    /// The same for positional values that stand in a tuple, and keywords in a dictionary, which the callee may be given.
    #[inline(always)]
    pub fn packed(self) -> Args<'a> {
        Args {
            packed: true,
            ..self
        }
    }

    /// The same for positional values that stand in this tuple, which the callee may keep.
    #[inline(always)]
    pub fn in_tuple(self, tuple: &'a Object) -> Args<'a> {
        Args {
            packed: true,
            tuple: Some(tuple),
            ..self
        }
    }

    /// The same for values that the caller has laid out in a row of their own, beside the tuple and the dictionary that hold them.
    #[inline(always)]
    pub fn spread(self) -> Args<'a> {
        Args {
            spread: true,
            ..self
        }
    }

    /// Whether the caller has laid the values out.
    #[inline(always)]
    pub fn is_spread(&self) -> bool {
        self.spread
    }

    /// The tuple in which the positional values stand, where there is one.
    #[inline(always)]
    pub fn tuple(&self) -> Option<&'a Object> {
        self.tuple
    }

    /// Whether positional values stand in a tuple and keywords in a dictionary.
    #[inline(always)]
    pub fn is_packed(&self) -> bool {
        self.packed
    }

    /// The positional values.
    #[inline(always)]
    pub fn positional(&self) -> &'a [Ref] {
        &self.values[..self.values.len() - self.names.len()]
    }

    /// All values: positional, then those of keywords.
    #[inline(always)]
    pub fn values(&self) -> &'a [Ref] {
        self.values
    }

    /// The keywords' names.
    #[inline(always)]
    pub fn names(&self) -> &'a [Ref] {
        self.names
    }

    /// The keywords with their values.
    pub fn keywords(&self) -> impl Iterator<Item = (&'a Ref, &'a Ref)> {
        let first = self.values.len() - self.names.len();
        self.names.iter().zip(&self.values[first..])
    }

    /// Whether there is no argument at all.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// A borrowed window on an object's bytes (the buffer protocol, one dimension, contiguous).
pub struct BufferView {
    /// Keeps the exporter alive; its `release_buffer` runs when the view is dropped.
    pub owner: Ref,
    pub start: *mut u8,
    pub len: usize,
    pub readonly: bool,
    /// A `struct` format character, such as `B`.
    pub format: u8,
    pub itemsize: usize,
    pub release: Option<fn(&Object)>,
}

impl BufferView {
    /// The bytes. Don't keep the borrow while Python code runs: it could write to a mutable exporter.
    pub fn bytes(&self) -> &[u8] {
        if self.len == 0 {
            return &[];
        }
        // SAFETY: the exporter keeps the bytes in place until the view is released.
        unsafe { std::slice::from_raw_parts(self.start, self.len) }
    }

    /// Copies bytes from `at` on into `out`, as many as there are of both; tells how many.
    pub fn copy_out(&self, at: usize, out: &mut [u8]) -> usize {
        let n = self.len.saturating_sub(at).min(out.len());
        // SAFETY: the exporter keeps `len` bytes in place while the view lives, and `out` is exclusive memory of Rust's own.
        unsafe { std::ptr::copy(self.start.wrapping_add(at), out.as_mut_ptr(), n) };
        n
    }

    /// Replaces bytes from `at` on, as many as fit; tells how many. Does nothing to a read-only view.
    pub fn copy_in(&self, at: usize, bytes: &[u8]) -> usize {
        if self.readonly {
            return 0;
        }
        let n = self.len.saturating_sub(at).min(bytes.len());
        // SAFETY: as above; the exporter allows writing.
        unsafe { std::ptr::copy(bytes.as_ptr(), self.start.wrapping_add(at), n) };
        n
    }
}

impl Drop for BufferView {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            release(&self.owner);
        }
    }
}

macro_rules! slot_table {
    ($(#[$doc:meta])* $table:ident { $($(#[$field_doc:meta])* $name:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        #[repr(C)]
        pub struct $table { $($(#[$field_doc])* pub $name: Option<$ty>,)* }
        impl $table {
            /// No slot filled.
            pub const EMPTY: $table = $table { $($name: None,)* };
            /// Takes over each slot that is empty here and filled in the base.
            pub fn inherit(&mut self, base: &$table) {
                $(if self.$name.is_none() { self.$name = base.$name; })*
            }
        }
    };
}

slot_table! {
    /// Behaviour that most types have. Part of every type object.
    TypeSlots {
        repr: Unary,
        str: Unary,
        /// The hash; never -1. `Err` for unhashable values.
        hash: fn(&Thread, &Object) -> Result<isize>,
        call: for<'a> fn(&Thread, &Object, Args<'a>) -> Result<Ref>,
        /// Attribute lookup; the name is a `str`.
        getattro: Binary,
        /// Attribute store, or delete when the value is `None`.
        setattro: fn(&Thread, &Object, &Object, Option<&Object>) -> Result<()>,
        richcompare: fn(&Thread, &Object, &Object, CompareOp) -> Result<Ref>,
        iter: Unary,
        iternext: fn(&Thread, &Object) -> IterResult,
        /// `__get__`: descriptor, instance if any, owner if known.
        descr_get: fn(&Thread, &Object, Option<&Object>, Option<&Object>) -> Result<Ref>,
        /// `__set__`, or `__delete__` when the value is `None`.
        descr_set: fn(&Thread, &Object, &Object, Option<&Object>) -> Result<()>,
        init: for<'a> fn(&Thread, &Object, Args<'a>) -> Result<()>,
        new: for<'a> fn(&Thread, &Type, Args<'a>) -> Result<Ref>,
        /// `__del__` (PEP 442): runs at most once, may resurrect. Errors go to the unraisable hook.
        finalize: fn(&Thread, &Object),
        /// The object's bytes; `true` asks for writable ones.
        buffer: fn(&Thread, &Object, bool) -> Result<BufferView>,
        /// What `sys.getsizeof` counts without presize, when it isn't basicsize + items.
        sizeof: fn(&Thread, &Object) -> Result<usize>,
    }
}

slot_table! {
    /// Operators, sequences, mappings. Heap types hold theirs inline, built-in types share tables.
    NumberSlots {
        add: Binary, subtract: Binary, multiply: Binary, remainder: Binary, divmod: Binary, power: Ternary,
        negative: Unary, positive: Unary, absolute: Unary,
        bool: fn(&Thread, &Object) -> Result<bool>,
        invert: Unary, lshift: Binary, rshift: Binary, and: Binary, xor: Binary, or: Binary,
        int: Unary, float: Unary,
        inplace_add: Binary, inplace_subtract: Binary, inplace_multiply: Binary, inplace_remainder: Binary,
        inplace_power: Ternary, inplace_lshift: Binary, inplace_rshift: Binary, inplace_and: Binary,
        inplace_xor: Binary, inplace_or: Binary,
        floor_divide: Binary, true_divide: Binary, inplace_floor_divide: Binary, inplace_true_divide: Binary,
        index: Unary, matrix_multiply: Binary, inplace_matrix_multiply: Binary,
        // sequence
        length: fn(&Thread, &Object) -> Result<usize>,
        concat: Binary,
        repeat: fn(&Thread, &Object, isize) -> Result<Ref>,
        item: fn(&Thread, &Object, isize) -> Result<Ref>,
        ass_item: fn(&Thread, &Object, isize, Option<&Object>) -> Result<()>,
        contains: fn(&Thread, &Object, &Object) -> Result<bool>,
        inplace_concat: Binary,
        inplace_repeat: fn(&Thread, &Object, isize) -> Result<Ref>,
        // mapping
        subscript: Binary,
        ass_subscript: fn(&Thread, &Object, &Object, Option<&Object>) -> Result<()>,
        // async
        await_: Unary, aiter: Unary, anext: Unary,
    }
}
