//! Addresses: jumps get their offsets, and the tables by word are filled.
//!
//! A conditional jump reaches 32767 words. One that must go further jumps over an island:
//! ```text
//!   COMPARE_JUMP a b -> far'        1 word further
//!   JUMP -> on                      the path that falls through
//! far': JUMP -> target
//! on: ...
//! ```

use bytecode::{CodeData, Handler, Instr, Op, Operand};

use super::{Item, Translator};
use crate::flow::cfg::{BlockId, Graph};
use crate::ir::NO_TARGET;

/// Words of an island: two jumps.
const ISLAND: usize = 2;

pub fn lay_out(translator: &Translator<'_>, code: &mut CodeData) {
    let items = &translator.items;
    let mut far = vec![false; items.len()];
    let addresses = loop {
        let addresses = addresses(items, &far);
        let mut grown = false;
        for (index, item) in items.iter().enumerate() {
            if item.target == NO_TARGET || far[index] || is_wide(item.instr.op) {
                continue;
            }
            let offset = offset(translator, &addresses, index);
            if i16::try_from(offset).is_err() {
                far[index] = true;
                grown = true;
            }
        }
        if !grown {
            break addresses;
        }
    };
    let mut writer = Writer {
        code,
        translator,
        addresses: &addresses,
    };
    for (index, item) in items.iter().enumerate() {
        writer.item(index, item, far[index]);
    }
    code.handlers = handlers(translator, &addresses);
}

fn is_wide(op: Op) -> bool {
    op.info().operands.contains(&Operand::WideJump)
}

/// First word of each item, and the end.
fn addresses(items: &[Item], far: &[bool]) -> Vec<usize> {
    let mut out = Vec::with_capacity(items.len() + 1);
    let mut at = 0;
    for (item, &far) in items.iter().zip(far) {
        out.push(at);
        at += item.instr.op.words() + if far { ISLAND } else { 0 };
    }
    out.push(at);
    out
}

/// Words from the end of the instruction to its target.
fn offset(translator: &Translator<'_>, addresses: &[usize], index: usize) -> i64 {
    let item = &translator.items[index];
    let target = addresses[start_of(translator, item.target)];
    target as i64 - (addresses[index] + item.instr.op.words()) as i64
}

/// First item of a block; of the next one that has any if it is empty.
fn start_of(translator: &Translator<'_>, block: BlockId) -> usize {
    translator.starts[block as usize]
}

struct Writer<'a, 'b> {
    code: &'a mut CodeData,
    translator: &'a Translator<'b>,
    addresses: &'a [usize],
}

impl Writer<'_, '_> {
    fn item(&mut self, index: usize, item: &Item, far: bool) {
        let mut instr = item.instr;
        let mut distance = 0;
        if item.target != NO_TARGET {
            distance = offset(self.translator, self.addresses, index);
            if is_wide(instr.op) {
                let backward = distance < 0;
                if instr.op == Op::JUMP_BACKWARD && !backward {
                    instr.op = Op::JUMP;
                }
                (instr.b, instr.c) = (distance as u16, (distance >> 16) as u16);
            } else {
                instr.c = if far { 1 } else { distance as u16 };
            }
        }
        self.word(instr.pack(), item.depth, item.unwind_depth, item.pos);
        for cache in 0..instr.op.info().cache as usize {
            let word = item.cache.get(cache).copied().unwrap_or(0);
            self.code.code.push(word);
            self.code.depths.push(0);
            self.code.unwind_depths.push(0);
        }
        if far {
            let over = Instr::new(Op::JUMP, 0, 1, 0);
            self.word(over.pack(), item.depth, item.depth, item.pos);
            let rest = distance - ISLAND as i64;
            let op = if rest < 0 {
                Op::JUMP_BACKWARD
            } else {
                Op::JUMP
            };
            let there = Instr::new(op, 0, rest as u16, (rest >> 16) as u16);
            self.word(there.pack(), item.depth, item.depth, item.pos);
        }
    }

    fn word(&mut self, word: u64, depth: u32, unwind_depth: u32, pos: bytecode::Position) {
        self.code.positions.push(self.code.code.len() as u32, pos);
        self.code.code.push(word);
        self.code.depths.push(depth as u16);
        self.code.unwind_depths.push(unwind_depth as u16);
    }
}

/// Neighbouring items with one handler make one entry.
fn handlers(translator: &Translator<'_>, addresses: &[usize]) -> Vec<Handler> {
    let mut out: Vec<Handler> = Vec::new();
    for (index, item) in translator.items.iter().enumerate() {
        if item.guard == NO_TARGET {
            continue;
        }
        let (start, end) = (addresses[index] as u32, addresses[index + 1] as u32);
        let handler = handler(
            translator.graph,
            translator,
            addresses,
            item.guard,
            start,
            end,
        );
        match out.last_mut() {
            Some(last)
                if last.end == start
                    && last.target == handler.target
                    && last.depth == handler.depth =>
            {
                last.end = end;
            }
            _ => out.push(handler),
        }
    }
    out
}

fn handler(
    graph: &Graph,
    translator: &Translator<'_>,
    addresses: &[usize],
    block: BlockId,
    start: u32,
    end: u32,
) -> Handler {
    let node = &graph[block];
    let pushed = 1 + u32::from(node.keeps_lasti);
    Handler {
        start,
        end,
        target: addresses[start_of(translator, block)] as u32,
        depth: node.depth.unwrap_or(pushed).saturating_sub(pushed) as u16,
        lasti: node.keeps_lasti,
    }
}
