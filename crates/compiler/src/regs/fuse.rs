//! Instructions that do the work of several stack instructions: compare and jump, operate and store, unpack to locals.

use bytecode::{COMPARE_JUMP_IF_TRUE, Op};

use super::select::{Six, six};
use super::stack::{Entry, Place};
use super::{Translator, first_real, is_silent};
use crate::flow::cfg::BlockId;
use crate::ir::{Ins, NO_TARGET, S};

const BINARY_TO_LOCAL: Six = six!(BINARY_LL_TO_LOCAL BINARY_LK_TO_LOCAL BINARY_LT_TO_LOCAL
    BINARY_TL_TO_LOCAL BINARY_TK_TO_LOCAL BINARY_TT_TO_LOCAL);
const SUBSCR_TO_LOCAL: Six = six!(SUBSCR_LL_TO_LOCAL SUBSCR_LK_TO_LOCAL SUBSCR_LT_TO_LOCAL
    SUBSCR_TL_TO_LOCAL SUBSCR_TK_TO_LOCAL SUBSCR_TT_TO_LOCAL);
const COMPARE_JUMP: Six = six!(COMPARE_JUMP_LL COMPARE_JUMP_LK COMPARE_JUMP_LT
    COMPARE_JUMP_TL COMPARE_JUMP_TK COMPARE_JUMP_TT);
const JUMP_IF_IS: Six =
    six!(JUMP_IF_IS_LL JUMP_IF_IS_LK JUMP_IF_IS_LT JUMP_IF_IS_TL JUMP_IF_IS_TK JUMP_IF_IS_TT);
const JUMP_IF_IS_NOT: Six = six!(JUMP_IF_IS_NOT_LL JUMP_IF_IS_NOT_LK JUMP_IF_IS_NOT_LT
    JUMP_IF_IS_NOT_TL JUMP_IF_IS_NOT_TK JUMP_IF_IS_NOT_TT);
const JUMP_IF_IN: Six =
    six!(JUMP_IF_IN_LL JUMP_IF_IN_LK JUMP_IF_IN_LT JUMP_IF_IN_TL JUMP_IF_IN_TK JUMP_IF_IN_TT);
const JUMP_IF_NOT_IN: Six = six!(JUMP_IF_NOT_IN_LL JUMP_IF_NOT_IN_LK JUMP_IF_NOT_IN_LT
    JUMP_IF_NOT_IN_TL JUMP_IF_NOT_IN_TK JUMP_IF_NOT_IN_TT);

impl Translator<'_> {
    /// Translates a group that starts at `at`, or a jump; gives how many instructions were taken.
    pub(super) fn fused(&mut self, code: &[Ins], at: usize) -> Option<usize> {
        let ins = &code[at];
        let next = code.get(at + 1);
        let next_op = next.map_or(S::NOP, |next| next.op);
        match (ins.op, next_op) {
            (S::BINARY_OP, S::STORE_FAST) => {
                self.operate_and_store(&BINARY_TO_LOCAL, u64::from(ins.arg), ins, next?.arg)
            }
            (S::BINARY_SUBSCR, S::STORE_FAST) => {
                self.operate_and_store(&SUBSCR_TO_LOCAL, 0, ins, next?.arg)
            }
            (S::LOAD_GLOBAL, S::PUSH_NULL) => {
                self.load_callable(Op::LOAD_GLOBAL_CALL, [0, ins.arg], ins)
            }
            (S::LOAD_FAST, S::PUSH_NULL) => {
                self.load_callable(Op::LOAD_FAST_CALL, [ins.arg, 0], ins)
            }
            (S::COMPARE_OP, op) if jumps_on_truth(op) => self.compare_jump(ins, next?),
            (S::IS_OP | S::CONTAINS_OP, op) if jumps_on_truth(op) => self.test_jump(ins, next?),
            (S::TO_BOOL, op) if jumps_on_truth(op) => self.truth_jump(ins, next?),
            (S::CHECK_EXC_MATCH, S::POP_JUMP_IF_FALSE) => self.exc_match_jump(ins, next?),
            (S::COPY, S::TO_BOOL) if ins.arg == 1 => return self.keeping_jump(code, at),
            (S::UNPACK_SEQUENCE, _) => return Some(self.unpack(code, at)),
            _ => return self.jump(ins).then_some(1),
        }
        Some(2)
    }

    fn operate_and_store(&mut self, six: &Six, static_word: u64, ins: &Ins, local: u32) {
        let [left, right] = self.two(ins);
        let (op, b, c) = self.pick(six, left, right);
        let a = self.small(local);
        self.put(op, [a, b, c], ins).cache[0] = static_word;
    }

    fn load_callable(&mut self, op: Op, [b, c]: [u32; 2], ins: &Ins) {
        let (a, b, c) = (self.dest(0), self.small(b), self.small(c));
        self.put(op, [a, b, c], ins);
        self.push_results(2);
        self.mark_null();
    }

    fn compare_jump(&mut self, ins: &Ins, jump: &Ins) {
        let both = self.two(ins);
        let both = self.before_jump(both, ins);
        let (op, a, b) = self.pick(&COMPARE_JUMP, both[0], both[1]);
        let when = if jump.op == S::POP_JUMP_IF_TRUE {
            COMPARE_JUMP_IF_TRUE
        } else {
            0
        };
        self.put_jump(op, [a, b, 0], jump.target, ins).cache[0] = u64::from(ins.arg >> 5) | when;
    }

    fn test_jump(&mut self, ins: &Ins, jump: &Ins) {
        let wanted = (ins.arg & 1 == 0) == (jump.op == S::POP_JUMP_IF_TRUE);
        let second = self.stack.pop();
        let first = self.stack.pop();
        let both = match (first.place, second.place) {
            (Place::Const(_), Place::Const(_)) => {
                self.stack.entries.extend([first, second]);
                self.two(ins)
            }
            _ => {
                let mut both = [first, second];
                self.settle(&mut both, ins);
                both
            }
        };
        let both = self.before_jump(both, ins);
        let (op, a, b) = match (ins.op, matches!(both[0].place, Place::Const(_))) {
            (S::IS_OP, _) => self.pick(
                if wanted { &JUMP_IF_IS } else { &JUMP_IF_IS_NOT },
                both[0],
                both[1],
            ),
            (_, false) => self.pick(
                if wanted { &JUMP_IF_IN } else { &JUMP_IF_NOT_IN },
                both[0],
                both[1],
            ),
            (_, true) => {
                let (a, (kind, b)) = (self.operand(both[0]).1, self.operand(both[1]));
                let ops = [
                    [Op::JUMP_IF_NOT_IN_KL, Op::JUMP_IF_NOT_IN_KT],
                    [Op::JUMP_IF_IN_KL, Op::JUMP_IF_IN_KT],
                ];
                (ops[usize::from(wanted)][kind / 2], a, b)
            }
        };
        self.put_jump(op, [a, b, 0], jump.target, ins);
    }

    fn truth_jump(&mut self, ins: &Ins, jump: &Ins) {
        let entry = self.one(ins);
        let [entry] = self.before_jump([entry], ins);
        let (kind, a) = self.operand(entry);
        let op = match (jump.op == S::POP_JUMP_IF_TRUE, kind) {
            (true, 0) => Op::JUMP_IF_TRUE_L,
            (true, _) => Op::JUMP_IF_TRUE_T,
            (false, 0) => Op::JUMP_IF_FALSE_L,
            (false, _) => Op::JUMP_IF_FALSE_T,
        };
        self.put_jump(op, [a, 0, 0], jump.target, ins);
    }

    fn exc_match_jump(&mut self, ins: &Ins, jump: &Ins) {
        let kind = self.one(ins);
        let [kind] = self.before_jump([kind], ins);
        let exception = self.stack.peek(1);
        let (a, b) = (self.operand(exception).1, self.operand(kind).1);
        self.put_jump(Op::JUMP_IF_NOT_EXC_MATCH, [a, b, 0], jump.target, ins);
    }

    /// The entries that stay after a jump take their places; the popped operands move along if they must.
    fn before_jump<const N: usize>(&mut self, operands: [Entry; N], ins: &Ins) -> [Entry; N] {
        self.stack.entries.extend(operands);
        let rest = self.stack.entries[..self.stack.entries.len() - N].to_vec();
        for (index, entry) in rest.iter().enumerate() {
            let found = self.stack.entries[index].temp();
            debug_assert!(entry.temp().is_some(), "{entry:?} crosses a jump");
            if let Some(found) = found.filter(|&found| found != index as u32) {
                self.swap_temps(found, index as u32, ins);
            }
        }
        let popped = self.stack.pop_many(N);
        std::array::from_fn(|index| popped[index])
    }

    /// `and`, `or` and chained comparisons test the top and keep it: `COPY`, `TO_BOOL`, jump, `POP_TOP`.
    fn keeping_jump(&mut self, code: &[Ins], at: usize) -> Option<usize> {
        let jump = code
            .get(at + 2)
            .filter(|jump| matches!(jump.op, S::POP_JUMP_IF_FALSE | S::POP_JUMP_IF_TRUE))?;
        self.stack.peek(1).temp()?;
        let next = self.sole_successor(code, at + 2, S::POP_TOP)?;
        self.absorbed[next as usize] = true;
        let ins = &code[at + 1];
        let entry = self.one(ins);
        let [entry] = self.before_jump([entry], ins);
        let a = self.operand(entry).1;
        let op = if jump.op == S::POP_JUMP_IF_TRUE {
            Op::JUMP_IF_TRUE_KEEP
        } else {
            Op::JUMP_IF_FALSE_KEEP
        };
        self.put_jump(op, [a, 0, 0], jump.target, ins);
        Some(3)
    }

    /// The block after the one that ends with `code[last]`, when only that runs into it and it starts with `op`.
    fn sole_successor(&self, code: &[Ins], last: usize, op: S) -> Option<BlockId> {
        if last + 1 != code.len() {
            return None;
        }
        let block = self.current;
        let next = self.graph[block].next;
        if next == NO_TARGET || self.graph[block].ins.last().map(|last| last.target) == Some(next) {
            return None;
        }
        let node = &self.graph[next];
        let starts = node
            .ins
            .get(first_real(&node.ins))
            .is_some_and(|ins| ins.op == op);
        (starts && self.predecessors(next) == 1).then_some(next)
    }

    fn predecessors(&self, block: BlockId) -> u32 {
        self.predecessor_counts[block as usize]
    }

    /// Unpacking straight into locals when stores follow.
    fn unpack(&mut self, code: &[Ins], at: usize) -> usize {
        let ins = &code[at];
        let count = ins.arg as usize;
        let stores: Vec<u32> = code[at + 1..]
            .iter()
            .filter(|next| !is_silent(next.op))
            .take(count)
            .take_while(|next| next.op == S::STORE_FAST)
            .map(|next| next.arg)
            .collect();
        let entry = self.one(ins);
        let (kind, a) = self.operand(entry);
        if stores.len() == count && (2..=4).contains(&count) {
            self.unpack_to_locals(&stores, kind, a, ins);
            return 1 + taken_with(&code[at + 1..], count);
        }
        let pops = u32::from(kind == 2);
        let (b, c) = (self.dest(pops), self.small(ins.arg));
        let op = if kind == 0 {
            Op::UNPACK_SEQUENCE_L
        } else {
            Op::UNPACK_SEQUENCE_T
        };
        self.put(op, [a, b, c], ins);
        self.push_results(ins.arg);
        1
    }

    fn unpack_to_locals(&mut self, stores: &[u32], kind: usize, a: u16, ins: &Ins) {
        let locals: Vec<u16> = stores.iter().map(|&local| self.small(local)).collect();
        if let [first, second] = locals[..] {
            let op = if kind == 0 {
                Op::UNPACK_PAIR_L
            } else {
                Op::UNPACK_PAIR_T
            };
            self.put(op, [a, first, second], ins);
            return;
        }
        let op = if kind == 0 {
            Op::UNPACK_LOCALS_L
        } else {
            Op::UNPACK_LOCALS_T
        };
        let packed = locals
            .iter()
            .rev()
            .fold(0, |word, &local| word << 16 | u64::from(local));
        self.put(op, [a, locals.len() as u16, 0], ins).cache[1] = packed;
    }

    /// Jumps and exits on their own.
    fn jump(&mut self, ins: &Ins) -> bool {
        match ins.op {
            S::JUMP | S::JUMP_NO_INTERRUPT => {
                self.arrange_all(ins);
                let op = if ins.op == S::JUMP {
                    Op::JUMP_BACKWARD
                } else {
                    Op::JUMP
                };
                self.put_jump(op, [0; 3], ins.target, ins);
            }
            S::POP_JUMP_IF_FALSE => self.truth_jump(ins, ins),
            S::POP_JUMP_IF_TRUE => self.truth_jump(ins, ins),
            S::POP_JUMP_IF_NONE | S::POP_JUMP_IF_NOT_NONE => self.none_jump(ins),
            S::FOR_ITER => self.for_iter(ins),
            S::SEND => self.send(ins),
            S::RETURN_VALUE => {
                let entry = self.one(ins);
                let (kind, a) = self.operand(entry);
                self.put(
                    [Op::RETURN_L, Op::RETURN_K, Op::RETURN_T][kind],
                    [a, 0, 0],
                    ins,
                );
            }
            S::RETURN_CONST => self.return_const(ins),
            _ => return false,
        }
        true
    }

    fn return_const(&mut self, ins: &Ins) {
        if let Ok(a) = u16::try_from(ins.arg) {
            self.put(Op::RETURN_K, [a, 0, 0], ins);
            return;
        }
        let a = self.dest(0);
        self.put(
            Op::LOAD_CONST,
            [a, ins.arg as u16, (ins.arg >> 16) as u16],
            ins,
        );
        self.put(Op::RETURN_T, [a, 0, 0], ins);
    }

    fn none_jump(&mut self, ins: &Ins) {
        let entry = self.one(ins);
        let [entry] = self.before_jump([entry], ins);
        let (kind, a) = self.operand(entry);
        let op = match (ins.op == S::POP_JUMP_IF_NONE, kind) {
            (true, 0) => Op::JUMP_IF_NONE_L,
            (true, _) => Op::JUMP_IF_NONE_T,
            (false, 0) => Op::JUMP_IF_NOT_NONE_L,
            (false, _) => Op::JUMP_IF_NOT_NONE_T,
        };
        self.put_jump(op, [a, 0, 0], ins.target, ins);
    }

    fn for_iter(&mut self, ins: &Ins) {
        self.arrange_all(ins);
        let next = self.graph[self.current].next;
        let iterator = self.stack.peek(1);
        let a = self.operand(iterator).1;
        if next != NO_TARGET && self.predecessors(next) == 1 {
            let node = &self.graph[next];
            if let Some(store) = node
                .ins
                .get(first_real(&node.ins))
                .filter(|ins| ins.op == S::STORE_FAST)
            {
                self.absorbed[next as usize] = true;
                let b = self.small(store.arg);
                self.put_jump(Op::FOR_ITER_TO_LOCAL, [a, b, 0], ins.target, ins);
                return;
            }
        }
        let b = self.dest(0);
        self.put_jump(Op::FOR_ITER, [a, b, 0], ins.target, ins);
        self.stack.push_top();
    }

    fn send(&mut self, ins: &Ins) {
        self.arrange_all(ins);
        let (receiver, value) = (self.stack.peek(2), self.stack.peek(1));
        let (a, b) = (self.operand(receiver).1, self.operand(value).1);
        self.put_jump(Op::SEND, [a, b, 0], ins.target, ins);
    }
}

/// How many instructions hold the next `count` that aren't silent.
fn taken_with(code: &[Ins], count: usize) -> usize {
    let mut left = count;
    for (index, ins) in code.iter().enumerate() {
        if left == 0 {
            return index;
        }
        left -= usize::from(!is_silent(ins.op));
    }
    code.len()
}

fn jumps_on_truth(op: S) -> bool {
    matches!(op, S::POP_JUMP_IF_FALSE | S::POP_JUMP_IF_TRUE)
}
