//! The opcode enumeration, generated from the table, and what can be asked about an opcode.
//!
//! Not here: the rows themselves (`table.rs`, `specialised.rs`) and the packing of a word (`instr.rs`).

use crate::instr::Instr;

/// What one operand field of an instruction holds. The table's head explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// The field is not used and is 0.
    None,
    Local,
    LocalOut,
    Temp,
    TempOut,
    TempKeep,
    TempInOut,
    Run,
    Cell,
    Const,
    Name,
    Count,
    Flags,
    Jump,
    WideConst,
    WideJump,
}

/// How many temporaries an instruction pops or pushes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Fixed(u16),
    /// Operand b plus a number.
    CountB(u16),
    /// Twice operand b.
    TwiceB,
    /// Operand c.
    CountC,
    /// `UNPACK_EX`: items before and after, and the list.
    UnpackEx,
}

impl Effect {
    /// The number for one instruction.
    pub fn count(self, instr: Instr) -> u32 {
        match self {
            Effect::Fixed(n) => u32::from(n),
            Effect::CountB(n) => u32::from(instr.b) + u32::from(n),
            Effect::TwiceB => 2 * u32::from(instr.b),
            Effect::CountC => u32::from(instr.c),
            Effect::UnpackEx => u32::from(instr.c & 0xff) + u32::from(instr.c >> 8) + 1,
        }
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Info {
    pub name: &'static str,
    pub operands: [Operand; 3],
    /// Inline cache words after the instruction.
    pub cache: u8,
    /// Temporaries consumed.
    pub pops: Effect,
    /// Temporaries written above those that stay. For a jump: on the path that falls through.
    pub pushes: Effect,
}

macro_rules! operand {
    (-) => {
        Operand::None
    };
    ($name:ident) => {
        Operand::$name
    };
}

macro_rules! effect {
    (Fixed($n:literal)) => {
        Effect::Fixed($n)
    };
    (CountB($n:literal)) => {
        Effect::CountB($n)
    };
    ($name:ident) => {
        Effect::$name
    };
}

macro_rules! define_ops {
    (generic { $($(#[doc = $doc:literal])* $name:ident ($a:tt $b:tt $c:tt) cache $cache:literal
        pops $pops:ident $(($pn:literal))? pushes $pushes:ident $(($qn:literal))?;)* }
     specialised { $($(#[doc = $sdoc:literal])* $sname:ident : $base:ident;)* }) => {
        /// Every instruction; the generic ones first. See the table for what each does.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Op {
            $($(#[doc = $doc])* $name,)*
            $($(#[doc = $sdoc])* $sname,)*
        }

        /// Every opcode in the order of its number.
        pub const ALL: &[Op] = &[$(Op::$name,)* $(Op::$sname,)*];

        const GENERIC_INFO: &[Info] = &[$(Info {
            name: stringify!($name),
            operands: [operand!($a), operand!($b), operand!($c)],
            cache: $cache,
            pops: effect!($pops $(($pn))?),
            pushes: effect!($pushes $(($qn))?),
        },)*];

        const SPECIALISED: &[(&str, Op)] = &[$((stringify!($sname), Op::$base),)*];
    };
}

crate::for_each_instruction!(define_ops);

impl Op {
    /// How many opcodes there are.
    pub const COUNT: usize = ALL.len();

    /// How many of them are generic; the rest is specialised.
    pub const GENERIC_COUNT: usize = GENERIC_INFO.len();

    /// The opcode with this number.
    pub const fn from_u16(number: u16) -> Option<Op> {
        if (number as usize) < ALL.len() {
            Some(ALL[number as usize])
        } else {
            None
        }
    }

    /// The instruction this one stands for: itself when it is generic.
    pub const fn generic(self) -> Op {
        let number = self as usize;
        if number < GENERIC_INFO.len() {
            self
        } else {
            SPECIALISED[number - GENERIC_INFO.len()].1
        }
    }

    /// The row that gives operands, cache words and effects.
    pub const fn info(self) -> &'static Info {
        &GENERIC_INFO[self.generic() as usize]
    }

    /// The opcode's own name.
    pub const fn name(self) -> &'static str {
        let number = self as usize;
        if number < GENERIC_INFO.len() {
            GENERIC_INFO[number].name
        } else {
            SPECIALISED[number - GENERIC_INFO.len()].0
        }
    }

    /// Words the instruction takes, cache included.
    pub const fn words(self) -> usize {
        1 + self.info().cache as usize
    }
}
