//! Instructions with operands in consecutive temporaries, and all others that have one form only.

use bytecode::Op;

use super::Translator;
use super::stack::Place;
use crate::ir::{Ins, S};

impl Translator<'_> {
    pub(super) fn rest(&mut self, ins: &Ins) {
        let arg = ins.arg;
        match ins.op {
            S::CALL => self.call(ins),
            S::CALL_KW => self.call_kw(ins),
            S::CALL_FUNCTION_EX => self.run(Op::CALL_EX, 3 + (arg & 1), arg & 1, 0, ins),
            S::BUILD_TUPLE => self.run(Op::BUILD_TUPLE, arg, arg, 0, ins),
            S::BUILD_LIST => self.run(Op::BUILD_LIST, arg, arg, 0, ins),
            S::BUILD_SET => self.run(Op::BUILD_SET, arg, arg, 0, ins),
            S::BUILD_STRING => self.run(Op::BUILD_STRING, arg, arg, 0, ins),
            S::BUILD_MAP => self.run(Op::BUILD_MAP, 2 * arg, arg, 0, ins),
            S::BUILD_CONST_KEY_MAP => self.run(Op::BUILD_CONST_KEY_MAP, arg + 1, arg, 0, ins),
            S::BUILD_SLICE => self.run(Op::BUILD_SLICE, arg, arg, 0, ins),
            S::BINARY_SLICE => self.run(Op::BINARY_SLICE, 3, 0, 0, ins),
            S::STORE_SLICE => self.run(Op::STORE_SLICE, 4, 0, 0, ins),
            S::LOAD_SUPER_ATTR => self.run(Op::LOAD_SUPER_ATTR, 3, 1, arg, ins),
            S::LOAD_ZERO_SUPER_ATTR => self.run(Op::LOAD_SUPER_ATTR, 3, 0, arg, ins),
            S::LOAD_SUPER_METHOD => self.run(Op::LOAD_SUPER_METHOD, 3, 1, arg, ins),
            S::LOAD_ZERO_SUPER_METHOD => self.run(Op::LOAD_SUPER_METHOD, 3, 0, arg, ins),
            S::CALL_INTRINSIC_1 => self.run(Op::CALL_INTRINSIC_1, 1, arg, 0, ins),
            S::CALL_INTRINSIC_2 => self.run(Op::CALL_INTRINSIC_2, 2, arg, 0, ins),
            S::CLEANUP_THROW => self.run(Op::CLEANUP_THROW, 3, 0, 0, ins),
            S::END_ASYNC_FOR => self.run(Op::END_ASYNC_FOR, 2, 0, 0, ins),
            S::CHECK_EG_MATCH => self.run(Op::CHECK_EG_MATCH, 2, 0, 0, ins),
            S::FORMAT_WITH_SPEC => self.run(Op::FORMAT_WITH_SPEC, 2, 0, 0, ins),
            S::IMPORT_NAME => self.run(Op::IMPORT_NAME, 2, 0, arg, ins),
            S::MATCH_CLASS => self.run(Op::MATCH_CLASS, 3, arg, 0, ins),
            S::RAISE_VARARGS => self.run(Op::RAISE_VARARGS, arg, arg, 0, ins),
            S::YIELD_VALUE => self.run(Op::YIELD_VALUE, 1, arg & 1, 0, ins),
            S::GET_AWAITABLE => self.run(Op::GET_AWAITABLE, 1, arg, 0, ins),
            S::CONVERT_VALUE => self.run(Op::CONVERT_VALUE, 1, arg, 0, ins),
            S::GET_YIELD_FROM_ITER => self.run(Op::GET_YIELD_FROM_ITER, 1, 0, 0, ins),
            S::GET_AITER => self.run(Op::GET_AITER, 1, 0, 0, ins),
            S::PUSH_EXC_INFO => self.run(Op::PUSH_EXC_INFO, 1, 0, 0, ins),
            S::BEFORE_WITH => self.run(Op::BEFORE_WITH, 1, 0, 0, ins),
            S::BEFORE_ASYNC_WITH => self.run(Op::BEFORE_ASYNC_WITH, 1, 0, 0, ins),
            S::LOAD_FROM_DICT_OR_DEREF => self.run(Op::LOAD_FROM_DICT_OR_DEREF, 1, arg, 0, ins),
            S::LOAD_FROM_DICT_OR_GLOBALS => self.run(Op::LOAD_FROM_DICT_OR_GLOBALS, 1, 0, arg, ins),
            S::POP_EXCEPT => self.run(Op::POP_EXCEPT, 1, 0, 0, ins),
            S::DELETE_ATTR => self.run(Op::DELETE_ATTR, 1, 0, arg, ins),
            S::STORE_NAME => self.run(Op::STORE_NAME, 1, 0, arg, ins),
            S::STORE_GLOBAL => self.run(Op::STORE_GLOBAL, 1, 0, arg, ins),
            _ => self.names_and_cells(ins),
        }
    }

    /// An instruction on the topmost `count` entries, in consecutive temporaries from operand a.
    fn run(&mut self, op: Op, count: u32, b: u32, c: u32, ins: &Ins) {
        let entries = self.stack.pop_many(count as usize);
        let base = self.arrange(&entries, ins);
        let (a, b, c) = (self.temp(base), self.small(b), self.small(c));
        self.put(op, [a, b, c], ins);
        self.push_results(self.stack.live - base);
    }

    fn call(&mut self, ins: &Ins) {
        let slot = self.stack.peek(ins.arg + 1);
        let op = if slot.null { Op::CALL } else { Op::CALL_METHOD };
        self.run(op, ins.arg + 2, ins.arg, 0, ins);
    }

    fn call_kw(&mut self, ins: &Ins) {
        let names = self.stack.pop();
        let Place::Const(names) = names.place else {
            self.too_big = true;
            return;
        };
        self.run(Op::CALL_KW, ins.arg + 2, ins.arg, names, ins);
    }

    /// An instruction that only pushes: operand b, and c.
    fn push(&mut self, op: Op, b: u32, c: u32, ins: &Ins) {
        let (a, b, c) = (self.dest(0), self.small(b), self.small(c));
        self.put(op, [a, b, c], ins);
        self.stack.push_top();
    }

    fn names_and_cells(&mut self, ins: &Ins) {
        let arg = ins.arg;
        match ins.op {
            S::LOAD_NAME => self.push(Op::LOAD_NAME, 0, arg, ins),
            S::LOAD_GLOBAL => self.push(Op::LOAD_GLOBAL, 0, arg, ins),
            S::LOAD_DEREF => self.push(Op::LOAD_DEREF, arg, 0, ins),
            S::LOAD_CLOSURE => self.push(Op::LOAD_CLOSURE, arg, 0, ins),
            S::LOAD_FAST_AND_CLEAR => self.push(Op::LOAD_FAST_AND_CLEAR, arg, 0, ins),
            S::LOAD_LOCALS => self.push(Op::LOAD_LOCALS, 0, 0, ins),
            S::LOAD_BUILD_CLASS => self.push(Op::LOAD_BUILD_CLASS, 0, 0, ins),
            S::LOAD_ASSERTION_ERROR => self.push(Op::LOAD_ASSERTION_ERROR, 0, 0, ins),
            S::PUSH_NULL => {
                self.push(Op::PUSH_NULL, 0, 0, ins);
                self.mark_null();
            }
            S::MAKE_CELL => self.bare(Op::MAKE_CELL, [arg, 0, 0], ins),
            S::DELETE_FAST => self.bare(Op::DELETE_FAST, [arg, 0, 0], ins),
            S::DELETE_DEREF => self.bare(Op::DELETE_DEREF, [arg, 0, 0], ins),
            S::DELETE_NAME => self.bare(Op::DELETE_NAME, [0, 0, arg], ins),
            S::DELETE_GLOBAL => self.bare(Op::DELETE_GLOBAL, [0, 0, arg], ins),
            S::SETUP_ANNOTATIONS => self.bare(Op::SETUP_ANNOTATIONS, [0, 0, 0], ins),
            S::STORE_DEREF => self.store(Op::STORE_DEREF, ins),
            S::STORE_FAST_MAYBE_NULL => self.store(Op::STORE_FAST_MAYBE_NULL, ins),
            _ => self.containers(ins),
        }
    }

    /// The entry just pushed is null.
    pub(super) fn mark_null(&mut self) {
        if let Some(top) = self.stack.entries.last_mut() {
            top.null = true;
        }
    }

    fn bare(&mut self, op: Op, operands: [u32; 3], ins: &Ins) {
        let operands = operands.map(|operand| self.small(operand));
        self.put(op, operands, ins);
    }

    /// Register `arg` := the popped temporary.
    fn store(&mut self, op: Op, ins: &Ins) {
        let b = self.one_temp(ins);
        let a = self.small(ins.arg);
        self.put(op, [a, b, 0], ins);
    }

    fn containers(&mut self, ins: &Ins) {
        match ins.op {
            S::LIST_APPEND => {
                let value = self.one(ins);
                let (kind, b) = self.operand(value);
                let a = self.below(ins.arg);
                self.put(
                    if kind == 0 {
                        Op::LIST_APPEND_L
                    } else {
                        Op::LIST_APPEND_T
                    },
                    [a, b, 0],
                    ins,
                );
            }
            S::SET_ADD => self.update(Op::SET_ADD, ins),
            S::LIST_EXTEND => self.update(Op::LIST_EXTEND, ins),
            S::SET_UPDATE => self.update(Op::SET_UPDATE, ins),
            S::DICT_UPDATE => self.update(Op::DICT_UPDATE, ins),
            S::DICT_MERGE => {
                let b = self.one_temp(ins);
                let (a, c) = (self.below(ins.arg), self.below(ins.arg + 3));
                self.put(Op::DICT_MERGE, [a, b, c], ins);
            }
            S::MAP_ADD => {
                let [key, value] = self.two(ins);
                let (b, c) = (self.operand(key).1, self.operand(value).1);
                let a = self.below(ins.arg);
                self.put(Op::MAP_ADD, [a, b, c], ins);
            }
            S::DELETE_SUBSCR => {
                let [container, key] = self.two(ins);
                let (a, b) = (self.operand(container).1, self.operand(key).1);
                self.put(Op::DELETE_SUBSCR, [a, b, 0], ins);
            }
            _ => self.functions(ins),
        }
    }

    /// The register of the entry `depth` below the top (1 is the top).
    fn below(&mut self, depth: u32) -> u16 {
        let entry = self.stack.peek(depth);
        self.operand(entry).1
    }

    fn update(&mut self, op: Op, ins: &Ins) {
        let b = self.one_temp(ins);
        let a = self.below(ins.arg);
        self.put(op, [a, b, 0], ins);
    }

    fn functions(&mut self, ins: &Ins) {
        match ins.op {
            S::MAKE_FUNCTION => {
                let code = self.one(ins);
                if let Place::Const(index) = code.place {
                    let a = self.dest(0);
                    self.put(
                        Op::MAKE_FUNCTION,
                        [a, index as u16, (index >> 16) as u16],
                        ins,
                    );
                    self.stack.push_top();
                } else {
                    self.too_big = true;
                    self.stack.entries.push(code);
                }
            }
            S::SET_FUNCTION_ATTRIBUTE => {
                let entries = self.stack.pop_many(2);
                let base = self.arrange(&entries, ins);
                let (a, b, c) = (self.temp(base), self.temp(base + 1), self.small(ins.arg));
                self.put(Op::SET_FUNCTION_ATTRIBUTE, [a, b, c], ins);
                self.stack.push_top();
            }
            S::END_SEND => {
                let entries = self.stack.pop_many(2);
                let base = self.arrange(&entries, ins);
                let (a, b) = (self.temp(base), self.temp(base + 1));
                self.put(Op::END_SEND, [a, b, 0], ins);
                self.stack.push_top();
            }
            S::UNPACK_EX => {
                let b = self.one_temp(ins);
                let a = self.dest(1);
                let before = self.stack.live - 1;
                let c = self.small(ins.arg);
                self.put(Op::UNPACK_EX, [b, a, c], ins);
                self.push_results(self.stack.live - before);
            }
            S::RERAISE => {
                let a = self.one_temp(ins);
                let lasti = if ins.arg > 0 { self.below(ins.arg) } else { 0 };
                self.put(Op::RERAISE, [a, lasti, u16::from(ins.arg > 0)], ins);
            }
            _ => self.peeks(ins),
        }
    }

    /// Instructions that look at the top and push something above it.
    fn peeks(&mut self, ins: &Ins) {
        let arg = u32::from(ins.op == S::IMPORT_FROM) * ins.arg;
        let op = match ins.op {
            S::GET_LEN => Op::GET_LEN,
            S::MATCH_MAPPING => Op::MATCH_MAPPING,
            S::MATCH_SEQUENCE => Op::MATCH_SEQUENCE,
            S::IMPORT_FROM => Op::IMPORT_FROM,
            S::GET_ANEXT => Op::GET_ANEXT,
            S::MATCH_KEYS => {
                let (b, c) = (self.below(2), self.below(1));
                let a = self.dest(0);
                self.put(Op::MATCH_KEYS, [a, b, c], ins);
                self.stack.push_top();
                return;
            }
            S::WITH_EXCEPT_START => {
                let (a, b) = (self.below(4), self.below(1));
                let c = self.dest(0);
                self.put(Op::WITH_EXCEPT_START, [a, b, c], ins);
                self.stack.push_top();
                return;
            }
            _ => unreachable_op(ins.op),
        };
        let (b, c) = (self.below(1), self.small(arg));
        let a = self.dest(0);
        let operands = if op == Op::GET_ANEXT {
            [b, a, 0]
        } else {
            [a, b, c]
        };
        self.put(op, operands, ins);
        self.stack.push_top();
    }
}

/// Every stack instruction is handled before it gets here; tests walk all of them.
fn unreachable_op(op: S) -> Op {
    debug_assert!(false, "no register form for {op:?}");
    Op::NOP
}
