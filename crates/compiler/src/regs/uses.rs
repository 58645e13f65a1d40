//! Which loaded locals and constants may be read in place by the instruction that consumes them.
//!
//! A local may when its consumer is in the same block and takes that kind of operand, nothing in between stores to
//! the local, and nothing in between calls: what runs in a call could look at the local's reference count, which 3.13
//! has raised by then. Constants never change, so only the consumer matters for them.

use crate::flow::effects::effect;
use crate::ir::{Ins, S};

/// What an operand is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Local,
    Const,
}

/// For each instruction that loads or copies: whether its result may stay where it is.
pub struct Uses {
    in_place: Vec<bool>,
}

impl Uses {
    pub fn in_place(&self, index: usize) -> bool {
        self.in_place[index]
    }
}

#[derive(Clone, Copy)]
struct Loaded {
    by: usize,
    kind: Kind,
    /// The local, or the constant.
    index: u32,
}

/// Follows the stack through one block that starts with `depth` entries.
pub fn of_block(code: &[Ins], depth: u32) -> Uses {
    let mut scan = Scan {
        code,
        stack: vec![None; depth as usize],
        in_place: vec![false; code.len()],
        last_call: None,
        last_store: std::collections::HashMap::new(),
    };
    for index in 0..code.len() {
        scan.step(index);
    }
    Uses {
        in_place: scan.in_place,
    }
}

struct Scan<'a> {
    code: &'a [Ins],
    stack: Vec<Option<Loaded>>,
    in_place: Vec<bool>,
    last_call: Option<usize>,
    last_store: std::collections::HashMap<u32, usize>,
}

impl Scan<'_> {
    fn step(&mut self, index: usize) {
        let ins = self.code[index];
        match ins.op {
            S::LOAD_FAST | S::LOAD_FAST_CHECK => self.load(index, Kind::Local, ins.arg),
            S::LOAD_CONST if ins.arg <= u32::from(u16::MAX) => {
                self.load(index, Kind::Const, ins.arg)
            }
            S::COPY => {
                let source = self.stack[self.stack.len() - ins.arg as usize];
                self.stack.push(source.map(|loaded| Loaded {
                    by: index,
                    ..loaded
                }));
            }
            S::SWAP => {
                let top = self.stack.len() - 1;
                self.stack.swap(top, top + 1 - ins.arg as usize);
            }
            op if op.is_setup() => self.stack.iter_mut().for_each(|entry| *entry = None),
            _ => self.consume(index, ins),
        }
        if matches!(
            ins.op,
            S::STORE_FAST
                | S::DELETE_FAST
                | S::STORE_FAST_MAYBE_NULL
                | S::LOAD_FAST_AND_CLEAR
                | S::MAKE_CELL
        ) {
            self.last_store.insert(ins.arg, index);
        }
        if calls(ins.op) {
            self.last_call = Some(index);
        }
    }

    fn load(&mut self, by: usize, kind: Kind, index: u32) {
        self.stack.push(Some(Loaded { by, kind, index }));
    }

    fn consume(&mut self, index: usize, ins: Ins) {
        let (pops, pushes) = effect(ins.op, ins.arg);
        let pops = pops as usize;
        let kept = kept_operands(ins.op);
        let base = self.stack.len() - pops.min(self.stack.len());
        let operands: Vec<Option<Loaded>> = self.stack.split_off(base);
        for (place, operand) in operands.iter().enumerate() {
            if place < kept {
                continue;
            }
            if let Some(loaded) = operand {
                let from_top = pops - 1 - place;
                self.in_place[loaded.by] =
                    self.accepts(index, from_top, loaded.kind) && !self.disturbed(*loaded, index);
            }
        }
        let mut left = pushes as usize;
        for operand in operands.into_iter().take(kept) {
            self.stack.push(operand);
            left -= 1;
        }
        self.stack.extend(std::iter::repeat_n(None, left));
    }

    fn disturbed(&self, loaded: Loaded, consumer: usize) -> bool {
        let between = |at: Option<usize>| at.is_some_and(|at| at > loaded.by && at < consumer);
        loaded.kind == Kind::Local
            && (between(self.last_call) || between(self.last_store.get(&loaded.index).copied()))
    }

    /// Whether the instruction reads its operand `from_top` (0 is the top) from a register or constant in place.
    fn accepts(&self, index: usize, from_top: usize, kind: Kind) -> bool {
        use Kind::{Const, Local};
        let jumps = self
            .code
            .get(index + 1)
            .is_some_and(|next| next.op.is_conditional_jump());
        matches!(
            (self.code[index].op, from_top, kind),
            (S::BINARY_OP | S::COMPARE_OP | S::BINARY_SUBSCR, 0, _)
                | (S::BINARY_OP | S::COMPARE_OP | S::BINARY_SUBSCR, 1, Local)
                | (S::STORE_SUBSCR, 0, _)
                | (S::STORE_SUBSCR, 1 | 2, Local)
                | (S::LOAD_ATTR | S::LOAD_METHOD | S::STORE_ATTR, 0, Local)
                | (S::STORE_ATTR, 1, _)
                | (
                    S::TO_BOOL | S::UNARY_NEGATIVE | S::UNARY_INVERT | S::UNARY_NOT,
                    0,
                    Local
                )
                | (
                    S::POP_JUMP_IF_NONE | S::POP_JUMP_IF_NOT_NONE | S::RETURN_VALUE | S::GET_ITER,
                    0,
                    Local
                )
                | (
                    S::UNPACK_SEQUENCE | S::FORMAT_SIMPLE | S::LIST_APPEND,
                    0,
                    Local
                )
                | (S::STORE_FAST | S::POP_TOP, 0, _)
                | (S::CALL_KW | S::MAKE_FUNCTION, 0, Const)
        ) || (jumps
            && matches!(
                (self.code[index].op, from_top, kind),
                (S::IS_OP, 0, _) | (S::IS_OP, 1, Local) | (S::CONTAINS_OP, 0 | 1, _)
            ))
    }
}

/// How many of the lowest popped entries are the same values as the lowest pushed ones.
fn kept_operands(op: S) -> usize {
    match op {
        S::FOR_ITER
        | S::GET_ANEXT
        | S::GET_LEN
        | S::IMPORT_FROM
        | S::MATCH_MAPPING
        | S::MATCH_SEQUENCE => 1,
        S::CHECK_EXC_MATCH | S::SEND => 1,
        S::MATCH_KEYS => 2,
        S::WITH_EXCEPT_START => 4,
        _ => 0,
    }
}

/// Runs other code that may look at this frame.
fn calls(op: S) -> bool {
    matches!(
        op,
        S::CALL
            | S::CALL_KW
            | S::CALL_FUNCTION_EX
            | S::YIELD_VALUE
            | S::SEND
            | S::BEFORE_WITH
            | S::BEFORE_ASYNC_WITH
            | S::WITH_EXCEPT_START
            | S::IMPORT_NAME
            | S::FOR_ITER
            | S::CALL_INTRINSIC_1
            | S::CALL_INTRINSIC_2
    )
}
