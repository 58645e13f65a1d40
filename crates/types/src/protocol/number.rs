//! Operators: which operand's slot is asked, in which order, and what is said when none answers.

use object::{Binary, Builtin, NumberSlots, Object, Ref, Result, Thread};

/// A binary operator, in 3.13's `NB_*` numbering without the in-place ones (those are +13).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Operator {
    Add = 0,
    And = 1,
    FloorDivide = 2,
    LeftShift = 3,
    MatrixMultiply = 4,
    Multiply = 5,
    Remainder = 6,
    Or = 7,
    Power = 8,
    RightShift = 9,
    Subtract = 10,
    TrueDivide = 11,
    Xor = 12,
    /// `divmod()`; no instruction has it.
    DivMod = 13,
}

impl Operator {
    /// From 3.13's number (0 ..= 12).
    pub const fn from_u8(n: u8) -> Option<Operator> {
        use Operator::*;
        const ALL: [Operator; 13] = [
            Add,
            And,
            FloorDivide,
            LeftShift,
            MatrixMultiply,
            Multiply,
            Remainder,
            Or,
            Power,
            RightShift,
            Subtract,
            TrueDivide,
            Xor,
        ];
        if (n as usize) < ALL.len() {
            Some(ALL[n as usize])
        } else {
            None
        }
    }

    fn symbol(self) -> &'static str {
        [
            "+",
            "&",
            "//",
            "<<",
            "@",
            "*",
            "%",
            "|",
            "** or pow()",
            ">>",
            "-",
            "/",
            "^",
            "divmod()",
        ][self as usize]
    }

    fn inplace_symbol(self) -> &'static str {
        [
            "+=", "&=", "//=", "<<=", "@=", "*=", "%=", "|=", "**=", ">>=", "-=", "/=", "^=",
            "divmod()",
        ][self as usize]
    }

    fn slot(self, slots: &NumberSlots) -> Option<Binary> {
        use Operator::*;
        match self {
            Add => slots.add,
            And => slots.and,
            FloorDivide => slots.floor_divide,
            LeftShift => slots.lshift,
            MatrixMultiply => slots.matrix_multiply,
            Multiply => slots.multiply,
            Remainder => slots.remainder,
            Or => slots.or,
            RightShift => slots.rshift,
            Subtract => slots.subtract,
            TrueDivide => slots.true_divide,
            Xor => slots.xor,
            DivMod => slots.divmod,
            Power => None,
        }
    }

    fn inplace_slot(self, slots: &NumberSlots) -> Option<Binary> {
        use Operator::*;
        match self {
            Add => slots.inplace_add,
            And => slots.inplace_and,
            FloorDivide => slots.inplace_floor_divide,
            LeftShift => slots.inplace_lshift,
            MatrixMultiply => slots.inplace_matrix_multiply,
            Multiply => slots.inplace_multiply,
            Remainder => slots.inplace_remainder,
            Or => slots.inplace_or,
            RightShift => slots.inplace_rshift,
            Subtract => slots.inplace_subtract,
            TrueDivide => slots.inplace_true_divide,
            Xor => slots.inplace_xor,
            DivMod | Power => None,
        }
    }
}

fn answered(answer: Result<Ref>) -> Option<Result<Ref>> {
    match answer {
        Ok(value) if value.is_exactly(Builtin::NotImplemented) => None,
        answer => Some(answer),
    }
}

/// Asks the operands' slots, the right one first when its type is a subtype that overrides. `None`: nobody answered.
fn dispatch(thread: &Thread, a: &Object, b: &Object, op: Operator) -> Option<Result<Ref>> {
    let left = op.slot(a.ty().number());
    let mut right = if std::ptr::eq(a.ty(), b.ty()) {
        None
    } else {
        op.slot(b.ty().number())
    };
    if let (Some(l), Some(r)) = (left, right)
        && std::ptr::fn_addr_eq(l, r)
    {
        right = None;
    }
    if let Some(left) = left {
        if let Some(slot) = right
            && b.ty().is_subtype(a.ty())
        {
            if let Some(answer) = answered(slot(thread, a, b)) {
                return Some(answer);
            }
            right = None;
        }
        if let Some(answer) = answered(left(thread, a, b)) {
            return Some(answer);
        }
    }
    right.and_then(|slot| answered(slot(thread, a, b)))
}

fn unsupported(thread: &Thread, a: &Object, b: &Object, symbol: &str) -> Result<Ref> {
    Err(thread.type_error(format_args!(
        "unsupported operand type(s) for {symbol}: '{}' and '{}'",
        a.ty().name(),
        b.ty().name()
    )))
}

/// Sequence repetition when one operand is a sequence: `None` when neither is.
fn repeat(thread: &Thread, a: &Object, b: &Object, inplace: bool) -> Option<Result<Ref>> {
    let slots = a.ty().number();
    let own = if inplace {
        slots.inplace_repeat.or(slots.repeat)
    } else {
        slots.repeat
    };
    if let Some(slot) = own {
        return Some(repeat_count(thread, b).and_then(|n| slot(thread, a, n)));
    }
    let slot = b.ty().number().repeat?;
    Some(repeat_count(thread, a).and_then(|n| slot(thread, b, n)))
}

fn repeat_count(thread: &Thread, n: &Object) -> Result<isize> {
    if n.ty().number().index.is_none() {
        return Err(thread.type_error(format_args!(
            "can't multiply sequence by non-int of type '{}'",
            n.ty().name()
        )));
    }
    super::as_size(thread, n)
}

/// `a op b`.
pub fn binary(thread: &Thread, a: &Object, b: &Object, op: Operator) -> Result<Ref> {
    if op == Operator::Power {
        return power(thread, a, b, None);
    }
    if let Some(answer) = dispatch(thread, a, b, op) {
        return answer;
    }
    match op {
        Operator::Add => {
            if let Some(concat) = a.ty().number().concat {
                return concat(thread, a, b);
            }
        }
        Operator::Multiply => {
            if let Some(answer) = repeat(thread, a, b, false) {
                return answer;
            }
        }
        _ => {}
    }
    if op == Operator::RightShift && a.is_exactly(Builtin::BuiltinFunction) && is_print(a) {
        return Err(thread.type_error(format_args!(
            "unsupported operand type(s) for >>: '{}' and '{}'. Did you mean \"print(<message>, file=<output_stream>)\"?",
            a.ty().name(),
            b.ty().name()
        )));
    }
    unsupported(thread, a, b, op.symbol())
}

fn is_print(f: &Object) -> bool {
    crate::builtin_function::name_of(f) == Some("print")
}

/// `a op= b`; the result is to be stored.
pub fn inplace(thread: &Thread, a: &Object, b: &Object, op: Operator) -> Result<Ref> {
    if op == Operator::Power {
        return inplace_power(thread, a, b);
    }
    if let Some(slot) = op.inplace_slot(a.ty().number())
        && let Some(answer) = answered(slot(thread, a, b))
    {
        return answer;
    }
    if let Some(answer) = dispatch(thread, a, b, op) {
        return answer;
    }
    let slots = a.ty().number();
    match op {
        Operator::Add => {
            if let Some(concat) = slots.inplace_concat.or(slots.concat) {
                return concat(thread, a, b);
            }
        }
        Operator::Multiply => {
            if let Some(answer) = repeat(thread, a, b, true) {
                return answer;
            }
        }
        _ => {}
    }
    unsupported(thread, a, b, op.inplace_symbol())
}

fn inplace_power(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    if let Some(slot) = a.ty().number().inplace_power
        && let Some(answer) = answered(slot(thread, a, b, &thread.heap().none()))
    {
        return answer;
    }
    match power_dispatch(thread, a, b, &thread.heap().none()) {
        Some(answer) => answer,
        None => unsupported(thread, a, b, "**="),
    }
}

fn power_dispatch(
    thread: &Thread,
    a: &Object,
    b: &Object,
    modulus: &Object,
) -> Option<Result<Ref>> {
    let left = a.ty().number().power;
    let mut right = if std::ptr::eq(a.ty(), b.ty()) {
        None
    } else {
        b.ty().number().power
    };
    if let (Some(l), Some(r)) = (left, right)
        && std::ptr::fn_addr_eq(l, r)
    {
        right = None;
    }
    if let Some(left) = left {
        if let Some(slot) = right
            && b.ty().is_subtype(a.ty())
        {
            if let Some(answer) = answered(slot(thread, a, b, modulus)) {
                return Some(answer);
            }
            right = None;
        }
        if let Some(answer) = answered(left(thread, a, b, modulus)) {
            return Some(answer);
        }
    }
    right.and_then(|slot| answered(slot(thread, a, b, modulus)))
}

/// `pow(a, b, modulus)`; without modulus also `a ** b`.
pub fn power(thread: &Thread, a: &Object, b: &Object, modulus: Option<&Object>) -> Result<Ref> {
    let none = thread.heap().none();
    if let Some(answer) = power_dispatch(thread, a, b, modulus.unwrap_or(&none)) {
        return answer;
    }
    match modulus {
        None => unsupported(thread, a, b, "** or pow()"),
        Some(m) => {
            let number = m.ty().number();
            if let Some(slot) = number.power
                && let Some(answer) = answered(slot(thread, a, b, m))
            {
                return answer;
            }
            Err(thread.type_error(format_args!(
                "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
                a.ty().name(),
                b.ty().name(),
                m.ty().name()
            )))
        }
    }
}

macro_rules! unary {
    ($($(#[$doc:meta])* $name:ident, $slot:ident, $text:literal;)*) => { $(
        $(#[$doc])*
        pub fn $name(thread: &Thread, object: &Object) -> Result<Ref> {
            match object.ty().number().$slot {
                Some(slot) => slot(thread, object),
                None => Err(thread.type_error(format_args!(concat!("bad operand type for ", $text, ": '{}'"), object.ty().name()))),
            }
        }
    )* };
}

unary! {
    /// `-object`.
    negative, negative, "unary -";
    /// `+object`.
    positive, positive, "unary +";
    /// `~object`.
    invert, invert, "unary ~";
    /// `abs(object)`.
    absolute, absolute, "abs()";
}
