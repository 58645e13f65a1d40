//! One stack instruction at a time becomes the register instruction for the kinds of its operands.

use bytecode::Op;

use super::stack::{Entry, Place};
use super::uses::Uses;
use super::{Translator, is_silent};
use crate::ir::{COMPARE_BOOL, Ins, S};

/// Variants of an instruction by the kinds of two operands: LL LK LT TL TK TT.
pub(super) type Six = [Op; 6];

macro_rules! six {
    ($ll:ident $lk:ident $lt:ident $tl:ident $tk:ident $tt:ident) => {
        [Op::$ll, Op::$lk, Op::$lt, Op::$tl, Op::$tk, Op::$tt]
    };
}
pub(super) use six;

const BINARY: Six = six!(BINARY_LL BINARY_LK BINARY_LT BINARY_TL BINARY_TK BINARY_TT);
const COMPARE: Six = six!(COMPARE_LL COMPARE_LK COMPARE_LT COMPARE_TL COMPARE_TK COMPARE_TT);
const SUBSCR: Six = six!(SUBSCR_LL SUBSCR_LK SUBSCR_LT SUBSCR_TL SUBSCR_TK SUBSCR_TT);
const STORE_ATTR: Six =
    six!(STORE_ATTR_LL STORE_ATTR_LK STORE_ATTR_LT STORE_ATTR_TL STORE_ATTR_TK STORE_ATTR_TT);

/// Container, key, value.
const STORE_SUBSCR: [[[Op; 2]; 3]; 2] = [
    [
        [Op::STORE_SUBSCR_LLL, Op::STORE_SUBSCR_LLT],
        [Op::STORE_SUBSCR_LKL, Op::STORE_SUBSCR_LKT],
        [Op::STORE_SUBSCR_LTL, Op::STORE_SUBSCR_LTT],
    ],
    [
        [Op::STORE_SUBSCR_TLL, Op::STORE_SUBSCR_TLT],
        [Op::STORE_SUBSCR_TKL, Op::STORE_SUBSCR_TKT],
        [Op::STORE_SUBSCR_TTL, Op::STORE_SUBSCR_TTT],
    ],
];

impl Translator<'_> {
    /// Translates the instruction at `at`, and those fused with it; gives how many were taken.
    pub(super) fn instruction(&mut self, code: &[Ins], at: usize, uses: &Uses) -> usize {
        let ins = &code[at];
        if is_silent(ins.op) {
            return 1;
        }
        if ins.op.is_setup() {
            self.arrange_all(ins);
            return 1;
        }
        if let Some(taken) = self.fused(code, at) {
            return taken;
        }
        match ins.op {
            S::LOAD_FAST | S::LOAD_FAST_CHECK | S::LOAD_CONST => self.load(ins, uses.in_place(at)),
            S::COPY => self.copy(ins, uses.in_place(at)),
            S::SWAP => {
                let top = self.stack.entries.len() - 1;
                self.stack.entries.swap(top, top + 1 - ins.arg as usize);
            }
            S::POP_TOP => self.pop_top(ins),
            _ => self.plain(ins),
        }
        1
    }

    fn load(&mut self, ins: &Ins, in_place: bool) {
        let constant = ins.op == S::LOAD_CONST;
        if in_place {
            if ins.op == S::LOAD_FAST_CHECK {
                let a = self.small(ins.arg);
                self.put(Op::CHECK_FAST, [a, 0, 0], ins);
            }
            self.stack.push(if constant {
                Place::Const(ins.arg)
            } else {
                Place::Local(ins.arg)
            });
            return;
        }
        let place = if constant {
            Place::Const(ins.arg)
        } else {
            Place::Local(ins.arg)
        };
        self.load_to_temp(place, ins.op == S::LOAD_FAST_CHECK, ins);
        self.stack.push_top();
    }

    /// Copies a local or constant to the next temporary. The entry is pushed by the caller.
    fn load_to_temp(&mut self, place: Place, check: bool, ins: &Ins) {
        let a = self.dest(0);
        match place {
            Place::Const(index) => {
                self.put(Op::LOAD_CONST, [a, index as u16, (index >> 16) as u16], ins);
            }
            Place::Local(index) => {
                let b = self.small(index);
                self.put(
                    if check {
                        Op::LOAD_FAST_CHECK
                    } else {
                        Op::LOAD_FAST
                    },
                    [a, b, 0],
                    ins,
                );
            }
            Place::Temp(index) => {
                let b = self.temp(index);
                self.put(Op::COPY, [a, b, 0], ins);
            }
        }
    }

    fn copy(&mut self, ins: &Ins, in_place: bool) {
        let source = self.stack.peek(ins.arg);
        if in_place && source.temp().is_none() {
            self.stack.push(source.place);
            return;
        }
        self.load_to_temp(source.place, false, ins);
        self.stack.push_top();
    }

    fn pop_top(&mut self, ins: &Ins) {
        let mut entry = [self.stack.pop()];
        if entry[0].temp().is_some() {
            self.settle(&mut entry, ins);
            let a = self.operand(entry[0]).1;
            self.put(Op::POP_TOP, [a, 0, 0], ins);
        }
    }

    /// The kind of an operand (0 local, 1 constant, 2 temporary) and its number.
    pub(super) fn operand(&mut self, entry: Entry) -> (usize, u16) {
        match entry.place {
            Place::Local(index) => (0, self.small(index)),
            Place::Const(index) => (1, self.small(index)),
            Place::Temp(index) => (2, self.temp(index)),
        }
    }

    /// The variant for two operands; the first is never a constant.
    pub(super) fn pick(&mut self, six: &Six, first: Entry, second: Entry) -> (Op, u16, u16) {
        let (kind_a, a) = self.operand(first);
        let (kind_b, b) = self.operand(second);
        (six[if kind_a == 0 { 0 } else { 3 } + kind_b], a, b)
    }

    /// Pops two operands (first below second), both ready to be consumed.
    pub(super) fn two(&mut self, ins: &Ins) -> [Entry; 2] {
        let second = self.stack.pop();
        let first = self.stack.pop();
        let mut both = [first, second];
        if matches!(first.place, Place::Const(_)) && second.temp().is_none() {
            both = self.both_to_temps(both, ins);
        }
        self.settle(&mut both, ins);
        both
    }

    fn both_to_temps(&mut self, both: [Entry; 2], ins: &Ins) -> [Entry; 2] {
        both.map(|entry| {
            self.load_to_temp(entry.place, false, ins);
            Entry::of_temp(self.stack.live - 1)
        })
    }

    /// Pops one operand, ready to be consumed.
    pub(super) fn one(&mut self, ins: &Ins) -> Entry {
        let mut entry = [self.stack.pop()];
        self.settle(&mut entry, ins);
        entry[0]
    }

    /// Pops one operand that must be a temporary, and gives its register.
    pub(super) fn one_temp(&mut self, ins: &Ins) -> u16 {
        let entry = self.one(ins);
        self.operand(entry).1
    }

    fn plain(&mut self, ins: &Ins) {
        match ins.op {
            S::BINARY_OP => self.binary(&BINARY, u64::from(ins.arg), ins),
            S::COMPARE_OP => {
                let wants_bool = ins.arg & COMPARE_BOOL != 0;
                self.binary(&COMPARE, u64::from(ins.arg >> 5), ins);
                if wants_bool {
                    self.one_operand(Op::TO_BOOL_L, Op::TO_BOOL_T, ins);
                }
            }
            S::BINARY_SUBSCR => self.binary(&SUBSCR, 0, ins),
            S::IS_OP => self.value_test([Op::IS_TT, Op::IS_NOT_TT], ins),
            S::CONTAINS_OP => self.value_test([Op::IN_TT, Op::NOT_IN_TT], ins),
            S::UNARY_NEGATIVE => self.one_operand(Op::UNARY_NEGATIVE_L, Op::UNARY_NEGATIVE_T, ins),
            S::UNARY_INVERT => self.one_operand(Op::UNARY_INVERT_L, Op::UNARY_INVERT_T, ins),
            S::UNARY_NOT => self.one_operand(Op::UNARY_NOT_L, Op::UNARY_NOT_T, ins),
            S::TO_BOOL => self.one_operand(Op::TO_BOOL_L, Op::TO_BOOL_T, ins),
            S::GET_ITER => self.one_operand(Op::GET_ITER_L, Op::GET_ITER_T, ins),
            S::FORMAT_SIMPLE => self.one_operand(Op::FORMAT_SIMPLE_L, Op::FORMAT_SIMPLE_T, ins),
            S::LOAD_ATTR => self.load_attr(Op::LOAD_ATTR_L, Op::LOAD_ATTR_T, 1, ins),
            S::LOAD_METHOD => self.load_attr(Op::LOAD_METHOD_L, Op::LOAD_METHOD_T, 2, ins),
            S::STORE_ATTR => self.store_attr(ins),
            S::STORE_SUBSCR => self.store_subscr(ins),
            S::STORE_FAST => self.store_fast(ins),
            _ => self.rest(ins),
        }
    }

    fn binary(&mut self, six: &Six, static_word: u64, ins: &Ins) {
        let [left, right] = self.two(ins);
        let (op, b, c) = self.pick(six, left, right);
        let pops = u32::from(left.temp().is_some()) + u32::from(right.temp().is_some());
        let a = self.dest(pops);
        self.put(op, [a, b, c], ins).cache[0] = static_word;
        self.stack.push_top();
    }

    fn value_test(&mut self, ops: [Op; 2], ins: &Ins) {
        let [left, right] = self.two(ins);
        let (b, c) = (self.operand(left).1, self.operand(right).1);
        let a = self.dest(2);
        self.put(ops[ins.arg as usize & 1], [a, b, c], ins);
        self.stack.push_top();
    }

    pub(super) fn one_operand(&mut self, local: Op, temp: Op, ins: &Ins) {
        let entry = self.one(ins);
        let (kind, b) = self.operand(entry);
        let a = self.dest(u32::from(kind == 2));
        self.put(if kind == 0 { local } else { temp }, [a, b, 0], ins);
        self.stack.push_top();
    }

    fn load_attr(&mut self, local: Op, temp: Op, results: u32, ins: &Ins) {
        let entry = self.one(ins);
        let (kind, b) = self.operand(entry);
        let a = self.dest(u32::from(kind == 2));
        let name = self.small(ins.arg);
        self.put(if kind == 0 { local } else { temp }, [a, b, name], ins);
        self.push_results(results);
    }

    /// The topmost `count` temporaries are new entries.
    pub(super) fn push_results(&mut self, count: u32) {
        for index in self.stack.live - count..self.stack.live {
            self.stack.push(Place::Temp(index));
        }
    }

    fn store_attr(&mut self, ins: &Ins) {
        let object = self.stack.pop();
        let value = self.stack.pop();
        let mut both = [object, value];
        self.settle(&mut both, ins);
        let (op, a, b) = self.pick(&STORE_ATTR, both[0], both[1]);
        let name = self.small(ins.arg);
        self.put(op, [a, b, name], ins);
    }

    fn store_subscr(&mut self, ins: &Ins) {
        let key = self.stack.pop();
        let container = self.stack.pop();
        let value = self.stack.pop();
        let mut all = [container, key, value];
        self.settle(&mut all, ins);
        let [(container, a), (key, b), (value, c)] = all.map(|entry| self.operand(entry));
        let op = STORE_SUBSCR[container / 2][key][value / 2];
        self.put(op, [a, b, c], ins);
    }

    fn store_fast(&mut self, ins: &Ins) {
        let entry = self.one(ins);
        let (kind, b) = self.operand(entry);
        let a = self.small(ins.arg);
        let op = [Op::STORE_FAST_L, Op::STORE_FAST_K, Op::STORE_FAST][kind];
        self.put(op, [a, b, 0], ins);
    }
}
