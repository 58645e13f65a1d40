//! `_operator`: the operators as functions, and the three getters (`getters.rs`).
//!
//! The pure-Python `operator` module takes its names from here.

mod getters;

use object::{Args, Binary, Builtin, CompareOp, MethodDef, Object, Ref, Result, Thread};
use types::module::ModuleSpec;
use types::{Int, Operator, Str};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_operator",
    doc: Some("The operators of Python as functions; operator.add(x, y) is x + y."),
    functions: FUNCTIONS,
    types: &[&getters::ITEM, &getters::ATTR, &getters::METHOD],
    unnamed: &[],
    init: None,
};

macro_rules! table {
    ($(one $one:ident = $one_name:literal, $one_doc:literal;)* $(two $two:ident = $two_name:literal, $two_doc:literal;)*) => {
        &[
            $(MethodDef::one($one_name, $one).doc(concat!($one_name, "($module, a, /)\n--\n\n", $one_doc)),)*
            $(MethodDef::fast($two_name, $two).doc(concat!($two_name, "($module, a, b, /)\n--\n\n", $two_doc)),)*
            MethodDef::fast("setitem", setitem).doc("setitem($module, a, b, c, /)\n--\n\na[b] = c"),
            MethodDef::fast("length_hint", length_hint)
                .doc("length_hint($module, obj, default=0, /)\n--\n\nAn estimate of how many items there are."),
            MethodDef::keywords("call", call)
                .doc("call($module, obj, /, *args, **kwargs)\n--\n\nobj(*args, **kwargs)"),
        ]
    };
}

static FUNCTIONS: &[MethodDef] = table! {
    one truth = "truth", "Whether a is true.";
    one index = "index", "a.__index__()";
    one neg = "neg", "-a";
    one pos = "pos", "+a";
    one abs = "abs", "abs(a)";
    one invert = "inv", "~a";
    one invert = "invert", "~a";
    one not_ = "not_", "not a";
    two contains = "contains", "b in a";
    two index_of = "indexOf", "Where b first stands in a.";
    two count_of = "countOf", "How often b occurs in a.";
    two is_ = "is_", "a is b";
    two is_not = "is_not", "a is not b";
    two add = "add", "a + b";
    two sub = "sub", "a - b";
    two mul = "mul", "a * b";
    two matmul = "matmul", "a @ b";
    two floordiv = "floordiv", "a // b";
    two truediv = "truediv", "a / b";
    two mod_ = "mod", "a % b";
    two lshift = "lshift", "a << b";
    two rshift = "rshift", "a >> b";
    two and_ = "and_", "a & b";
    two xor = "xor", "a ^ b";
    two or_ = "or_", "a | b";
    two iadd = "iadd", "a += b";
    two isub = "isub", "a -= b";
    two imul = "imul", "a *= b";
    two imatmul = "imatmul", "a @= b";
    two ifloordiv = "ifloordiv", "a //= b";
    two itruediv = "itruediv", "a /= b";
    two imod = "imod", "a %= b";
    two ilshift = "ilshift", "a <<= b";
    two irshift = "irshift", "a >>= b";
    two iand = "iand", "a &= b";
    two ixor = "ixor", "a ^= b";
    two ior = "ior", "a |= b";
    two concat = "concat", "a + b for sequences.";
    two iconcat = "iconcat", "a += b for sequences.";
    two getitem = "getitem", "a[b]";
    two delitem = "delitem", "del a[b]";
    two pow = "pow", "a ** b";
    two ipow = "ipow", "a **= b";
    two eq = "eq", "a == b";
    two ne = "ne", "a != b";
    two lt = "lt", "a < b";
    two le = "le", "a <= b";
    two gt = "gt", "a > b";
    two ge = "ge", "a >= b";
    two compare_digest = "_compare_digest", "a == b in a time that tells nothing about the contents.";
};

/// Two arguments, checked.
macro_rules! pairs {
    ($($name:ident($thread:ident, $a:ident, $b:ident) = $result:expr;)*) => { $(
        fn $name($thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
            let name = stringify!($name);
            types::check_arity($thread, name, args.len(), 2, 2)?;
            let ($a, $b): (&Object, &Object) = (&args[0], &args[1]);
            $result
        }
    )* };
}

macro_rules! operators {
    ($($name:ident: $text:literal, $kind:ident, $op:ident;)*) => { $(
        fn $name(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
            types::check_arity(thread, $text, args.len(), 2, 2)?;
            types::$kind(thread, &args[0], &args[1], Operator::$op)
        }
    )* };
}

operators! {
    add: "add", binary, Add;
    sub: "sub", binary, Subtract;
    mul: "mul", binary, Multiply;
    matmul: "matmul", binary, MatrixMultiply;
    floordiv: "floordiv", binary, FloorDivide;
    truediv: "truediv", binary, TrueDivide;
    mod_: "mod", binary, Remainder;
    lshift: "lshift", binary, LeftShift;
    rshift: "rshift", binary, RightShift;
    and_: "and_", binary, And;
    xor: "xor", binary, Xor;
    or_: "or_", binary, Or;
    pow: "pow", binary, Power;
    iadd: "iadd", inplace, Add;
    isub: "isub", inplace, Subtract;
    imul: "imul", inplace, Multiply;
    imatmul: "imatmul", inplace, MatrixMultiply;
    ifloordiv: "ifloordiv", inplace, FloorDivide;
    itruediv: "itruediv", inplace, TrueDivide;
    imod: "imod", inplace, Remainder;
    ilshift: "ilshift", inplace, LeftShift;
    irshift: "irshift", inplace, RightShift;
    iand: "iand", inplace, And;
    ixor: "ixor", inplace, Xor;
    ior: "ior", inplace, Or;
    ipow: "ipow", inplace, Power;
}

macro_rules! comparisons {
    ($($name:ident: $op:ident;)*) => { $(
        fn $name(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
            types::check_arity(thread, stringify!($name), args.len(), 2, 2)?;
            types::richcompare(thread, &args[0], &args[1], CompareOp::$op)
        }
    )* };
}

comparisons! {
    eq: Eq;
    ne: Ne;
    lt: Lt;
    le: Le;
    gt: Gt;
    ge: Ge;
}

pairs! {
    contains(thread, a, b) = Ok(thread.heap().bool(types::contains(thread, a, b)?));
    is_(thread, a, b) = Ok(thread.heap().bool(a.is(b)));
    is_not(thread, a, b) = Ok(thread.heap().bool(!a.is(b)));
    concat(thread, a, b) = concatenate(thread, a, b, false);
    iconcat(thread, a, b) = concatenate(thread, a, b, true);
    getitem(thread, a, b) = types::getitem(thread, a, b);
    delitem(thread, a, b) = {
        types::setitem(thread, a, b, None)?;
        Ok(thread.heap().none())
    };
}

fn truth(thread: &Thread, _: &Object, a: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(types::is_true(thread, a)?))
}

fn not_(thread: &Thread, _: &Object, a: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(!types::is_true(thread, a)?))
}

fn index(thread: &Thread, _: &Object, a: &Object) -> Result<Ref> {
    let int = types::index(thread, a)?;
    types::int::arith::exact(thread, &int)
}

fn neg(thread: &Thread, _: &Object, a: &Object) -> Result<Ref> {
    types::negative(thread, a)
}

fn pos(thread: &Thread, _: &Object, a: &Object) -> Result<Ref> {
    types::positive(thread, a)
}

fn abs(thread: &Thread, _: &Object, a: &Object) -> Result<Ref> {
    types::absolute(thread, a)
}

fn invert(thread: &Thread, _: &Object, a: &Object) -> Result<Ref> {
    types::invert(thread, a)
}

fn iterable(thread: &Thread, a: &Object) -> Result<Ref> {
    types::iter(thread, a).or_else(|raised| {
        if a.ty().slots().iter.is_some() || types::is_sequence(a) {
            return Err(raised);
        }
        thread.swallow(Builtin::TypeError)?;
        Err(thread.type_error(format_args!(
            "argument of type '{}' is not iterable",
            a.ty().name()
        )))
    })
}

fn index_of(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "indexOf", args.len(), 2, 2)?;
    let iterator = iterable(thread, &args[0])?;
    let mut at = 0;
    while let Some(item) = types::next(thread, &iterator)? {
        if types::equal(thread, &item, &args[1])? {
            return Int::from_usize(thread, at);
        }
        at += 1;
    }
    Err(thread.value_error(format_args!("sequence.index(x): x not in sequence")))
}

fn count_of(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "countOf", args.len(), 2, 2)?;
    let iterator = iterable(thread, &args[0])?;
    let mut count = 0;
    while let Some(item) = types::next(thread, &iterator)? {
        count += usize::from(types::equal(thread, &item, &args[1])?);
    }
    Int::from_usize(thread, count)
}

/// Concatenation of sequences only: the slot for sequences, then addition when both are sequences.
fn concatenate(thread: &Thread, a: &Object, b: &Object, inplace: bool) -> Result<Ref> {
    let slots = a.ty().number();
    let slot: Option<Binary> = match inplace {
        true => slots.inplace_concat.or(slots.concat),
        false => slots.concat,
    };
    if let Some(slot) = slot {
        return slot(thread, a, b);
    }
    if types::is_sequence(a) && types::is_sequence(b) {
        return match inplace {
            true => types::inplace(thread, a, b, Operator::Add),
            false => types::binary(thread, a, b, Operator::Add),
        };
    }
    Err(thread.type_error(format_args!(
        "'{}' object can't be concatenated",
        a.ty().name()
    )))
}

fn setitem(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "setitem", args.len(), 3, 3)?;
    types::setitem(thread, &args[0], &args[1], Some(&args[2]))?;
    Ok(thread.heap().none())
}

fn length_hint(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "length_hint", args.len(), 1, 2)?;
    let default = match args.get(1) {
        Some(default) => types::as_isize(thread, default, Builtin::OverflowError)?,
        None => 0,
    };
    // A marker that no length can be.
    const ABSENT: usize = usize::MAX;
    match types::length_hint(thread, &args[0], ABSENT)? {
        ABSENT => Int::new(thread, default),
        hint => Int::from_usize(thread, hint),
    }
}

fn call(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    let Some((callable, _)) = args.positional().split_first() else {
        types::check_arity(thread, "call", 0, 1, usize::MAX)?;
        return Ok(thread.heap().none());
    };
    let rest = Args::new(&args.values()[1..], args.names());
    types::call_args(thread, callable, rest)
}

/// Whether two byte strings are equal; the time taken depends on their lengths alone.
fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    let mut difference = u8::from(a.len() != b.len());
    for (i, &byte) in b.iter().enumerate() {
        difference |= byte ^ a.get(i).copied().unwrap_or(0);
    }
    difference == 0
}

fn compare_digest(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "_compare_digest", args.len(), 2, 2)?;
    compare(thread, args)
}

/// The same for `_hashlib`, by its name there.
pub(crate) fn compare_digests(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "compare_digest", args.len(), 2, 2)?;
    compare(thread, args)
}

fn compare(thread: &Thread, args: &[Ref]) -> Result<Ref> {
    let (a, b) = (&args[0], &args[1]);
    if let (Some(x), Some(y)) = (a.downcast::<Str>(), b.downcast::<Str>()) {
        let (Some(x), Some(y)) = (x.as_ascii(), y.as_ascii()) else {
            let text = format_args!("comparing strings with non-ASCII characters is not supported");
            return Err(thread.type_error(text));
        };
        return Ok(thread.heap().bool(same_bytes(x.as_bytes(), y.as_bytes())));
    }
    let has_buffer = |x: &Object| x.ty().slots().buffer.is_some();
    if !has_buffer(a) && !has_buffer(b) {
        return Err(thread.type_error(format_args!(
            "unsupported operand types(s) or combination of types: '{}' and '{}'",
            a.ty().name(),
            b.ty().name()
        )));
    }
    let x = types::buffer(thread, a, false)?;
    let x = types::copy_view(thread, &x)?;
    let y = types::buffer(thread, b, false)?;
    let y = types::copy_view(thread, &y)?;
    Ok(thread.heap().bool(same_bytes(&x, &y)))
}
