//! One instruction word and the small enumerations that its operands and its first cache word carry.
//!
//! ```text
//!  63      48 47      32 31      16 15       0
//! |    c     |    b     |    a     |    op    |
//! ```

use crate::op::Op;

/// An instruction, unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instr {
    pub op: Op,
    pub a: u16,
    pub b: u16,
    pub c: u16,
}

impl Instr {
    pub const fn new(op: Op, a: u16, b: u16, c: u16) -> Self {
        Self { op, a, b, c }
    }

    /// The 64-bit word.
    pub const fn pack(self) -> u64 {
        self.op as u64 | (self.a as u64) << 16 | (self.b as u64) << 32 | (self.c as u64) << 48
    }

    /// The instruction in a word, unless its opcode has no row.
    pub const fn unpack(word: u64) -> Option<Self> {
        match Op::from_u16(word as u16) {
            Some(op) => Some(Self {
                op,
                a: (word >> 16) as u16,
                b: (word >> 32) as u16,
                c: (word >> 48) as u16,
            }),
            None => None,
        }
    }

    /// Operands b and c as one number (`WideConst`).
    pub const fn wide(self) -> u32 {
        self.b as u32 | (self.c as u32) << 16
    }
}

macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $number:literal $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum $name { $(#[doc = $text] $variant = $number,)* }

        impl $name {
            /// The value with this number.
            pub const fn from_u8(number: u8) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)* _ => None }
            }

            /// How it is written.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

numbered! {
    /// The operator of a `BINARY_*`; the numbers are 3.13's `NB_*`.
    BinaryOperator {
        Add = 0 "+", And = 1 "&", FloorDivide = 2 "//", LeftShift = 3 "<<", MatrixMultiply = 4 "@", Multiply = 5 "*",
        Remainder = 6 "%", Or = 7 "|", Power = 8 "**", RightShift = 9 ">>", Subtract = 10 "-", TrueDivide = 11 "/",
        Xor = 12 "^", InplaceAdd = 13 "+=", InplaceAnd = 14 "&=", InplaceFloorDivide = 15 "//=",
        InplaceLeftShift = 16 "<<=", InplaceMatrixMultiply = 17 "@=", InplaceMultiply = 18 "*=",
        InplaceRemainder = 19 "%=", InplaceOr = 20 "|=", InplacePower = 21 "**=", InplaceRightShift = 22 ">>=",
        InplaceSubtract = 23 "-=", InplaceTrueDivide = 24 "/=", InplaceXor = 25 "^=",
    }
}

numbered! {
    /// The operator of a `COMPARE_*`; the numbers are `Py_LT` and so on.
    CompareOperator { Less = 0 "<", LessEqual = 1 "<=", Equal = 2 "==", NotEqual = 3 "!=", Greater = 4 ">", GreaterEqual = 5 ">=", }
}

numbered! {
    /// Operand b of `CALL_INTRINSIC_1`; the numbers are 3.13's.
    Intrinsic1 {
        Print = 1 "print", ImportStar = 2 "import *", StopIterationError = 3 "StopIteration -> RuntimeError",
        AsyncGenWrap = 4 "async generator wrap", UnaryPositive = 5 "unary +", ListToTuple = 6 "list to tuple",
        TypeVar = 7 "TypeVar", ParamSpec = 8 "ParamSpec", TypeVarTuple = 9 "TypeVarTuple",
        SubscriptGeneric = 10 "Generic[...]", TypeAlias = 11 "TypeAliasType",
    }
}

numbered! {
    /// Operand b of `CALL_INTRINSIC_2`; the numbers are 3.13's.
    Intrinsic2 {
        PrepareReraiseStar = 1 "except* result", TypeVarWithBound = 2 "TypeVar with bound",
        TypeVarWithConstraints = 3 "TypeVar with constraints", SetFunctionTypeParams = 4 "function type params",
        SetTypeParamDefault = 5 "type param default",
    }
}

numbered! {
    /// Operand c of `SET_FUNCTION_ATTRIBUTE`.
    FunctionAttribute { Defaults = 1 "defaults", KwDefaults = 2 "kwdefaults", Annotations = 4 "annotations", Closure = 8 "closure", }
}

/// In cache word 0 of `COMPARE_JUMP_*`: set when the jump is taken on a true result.
pub const COMPARE_JUMP_IF_TRUE: u64 = 1 << 8;
