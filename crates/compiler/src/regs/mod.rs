//! From stack instructions to register instructions.
//!
//! The stack of the flow graph is followed at compile time. An entry is a temporary, or stands for a local or a
//! constant that is read in place by the instruction that consumes it (`uses.rs` decides which may). Temporaries that
//! are alive are always temp 0 .. n without holes; at block boundaries entry k is temp k, so blocks agree, and since
//! entries that are no temporaries take no register, n is never above 3.13's stack depth.
//!
//! ```text
//! stack of 3.13    [ iter ][ x ][ 1 ][ f(y) ]        x + ... below a call result
//! entries          Temp 0   Loc x K 1  Temp 1
//! ```

mod calls;
mod fuse;
mod layout;
mod select;
mod stack;
mod uses;

use bytecode::{CodeData, Instr, Op, Position};

use crate::error::{Fault, Result};
use crate::flow::cfg::{BlockId, Graph};
use crate::ir::{Ins, NO_TARGET, S};
use stack::{Entry, Stack};

/// An instruction before addresses are known.
#[derive(Clone, Debug)]
struct Item {
    instr: Instr,
    /// Initial cache words.
    cache: [u64; 2],
    pos: Position,
    depth: u32,
    unwind_depth: u32,
    guard: BlockId,
    /// Block that the instruction jumps to.
    target: BlockId,
}

struct Translator<'a> {
    graph: &'a Graph,
    locals: u32,
    stack: Stack,
    items: Vec<Item>,
    /// First item of each block.
    starts: Vec<usize>,
    /// The first instruction of the block was done by the jump before it: the store of a loop variable, or the pop
    /// after a test that keeps its value.
    absorbed: Vec<bool>,
    /// The block being translated.
    current: BlockId,
    predecessor_counts: Vec<u32>,
    max_live: u32,
    too_big: bool,
}

/// Fills in everything of `code` that depends on its instructions.
pub fn translate(graph: &Graph, code: &mut CodeData, cells: &[u32]) -> Result<()> {
    let mut translator = Translator {
        graph,
        locals: code.nlocalsplus() as u32,
        stack: Stack::default(),
        items: Vec::new(),
        starts: vec![usize::MAX; graph.blocks.len()],
        absorbed: vec![false; graph.blocks.len()],
        current: 0,
        predecessor_counts: predecessors(graph),
        max_live: 0,
        too_big: false,
    };
    translator.prefix(code, cells);
    for block in graph.order() {
        translator.block(block);
    }
    if translator.too_big {
        return Err(Fault::new(
            "the function is too large: more than 65535 registers, names or arguments",
            Position::NONE,
        ));
    }
    code.temp_count = translator.max_live;
    layout::lay_out(&translator, code);
    Ok(())
}

impl Translator<'_> {
    /// What a frame does before its first statement.
    fn prefix(&mut self, code: &CodeData, cells: &[u32]) {
        use bytecode::flags;
        let first = self.graph[0].ins.first().copied();
        let start = Ins::new(
            S::NOP,
            0,
            first.map_or(Position::NONE, |ins| Position { ..ins.pos }),
        );
        let frees = code
            .localsplus_kinds
            .iter()
            .filter(|kind| kind.free)
            .count();
        if frees > 0 {
            let a = self.small(code.first_free() as u32);
            let b = self.small(frees as u32);
            self.put(Op::COPY_FREE_VARS, [a, b, 0], &start);
        }
        for &cell in cells {
            let a = self.small(cell);
            self.put(Op::MAKE_CELL, [a, 0, 0], &start);
        }
        if code.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0 {
            self.put(Op::RETURN_GENERATOR, [0, 0, 0], &start);
        }
    }

    fn block(&mut self, block: BlockId) {
        let graph = self.graph;
        let node = &graph[block];
        self.starts[block as usize] = self.items.len();
        self.current = block;
        let Some(mut depth) = node.depth else { return };
        let mut index = first_real(&node.ins);
        if self.absorbed[block as usize] {
            depth -= 1;
            index += 1;
        } else if node.ins.get(index).is_some_and(|ins| ins.op == S::END_FOR) {
            depth -= 2;
            index += 2;
        }
        self.stack.reset(depth);
        self.max_live = self.max_live.max(depth);
        let uses = uses::of_block(&node.ins[index.min(node.ins.len())..], depth);
        let code = &node.ins[index.min(node.ins.len())..];
        let mut at = 0;
        while at < code.len() {
            at += self.instruction(code, at, &uses);
        }
        if node.falls_through() {
            self.arrange_all(code.last().unwrap_or(&Ins::new(S::NOP, 0, Position::NONE)));
        }
    }

    /// An operand that must fit 16 bits.
    fn small(&mut self, value: u32) -> u16 {
        u16::try_from(value).unwrap_or_else(|_| {
            self.too_big = true;
            0
        })
    }

    fn temp(&mut self, index: u32) -> u16 {
        self.small(self.locals + index)
    }

    /// The register that the result of an instruction with `pops` gets.
    fn dest(&mut self, pops: u32) -> u16 {
        let index = self.stack.live - pops;
        self.temp(index)
    }

    /// Appends an instruction and keeps the count of live temporaries; the entries are the caller's business.
    fn put(&mut self, op: Op, operands: [u16; 3], ins: &Ins) -> &mut Item {
        let instr = Instr::new(op, operands[0], operands[1], operands[2]);
        let info = op.info();
        let (pops, pushes) = (info.pops.count(instr), info.pushes.count(instr));
        let depth = self.stack.live;
        debug_assert!(depth >= pops, "{op:?} pops {pops} of {depth}");
        self.stack.live = depth - pops + pushes;
        let raised_at_whole = matches!(op, Op::YIELD_VALUE | Op::PUSH_EXC_INFO);
        let unwind_depth = if raised_at_whole { depth } else { depth - pops };
        self.max_live = self.max_live.max(self.stack.live);
        self.items.push(Item {
            instr,
            cache: [0; 2],
            pos: ins.pos,
            depth,
            unwind_depth,
            guard: ins.except,
            target: NO_TARGET,
        });
        self.items.last_mut().expect("just pushed")
    }

    /// Appends a jump to a block.
    fn put_jump(&mut self, op: Op, operands: [u16; 3], target: BlockId, ins: &Ins) -> &mut Item {
        let item = self.put(op, operands, ins);
        item.target = target;
        item
    }

    fn swap_temps(&mut self, a: u32, b: u32, ins: &Ins) {
        let (left, right) = (self.temp(a), self.temp(b));
        self.put(Op::SWAP, [left, right, 0], ins);
        self.stack.swap_temps(a, b);
    }

    /// Moves temporaries so that `entries` (from the bottom) are the topmost ones, in this order.
    fn arrange(&mut self, entries: &[Entry], ins: &Ins) -> u32 {
        let base = self.stack.live - entries.len() as u32;
        let mut now: Vec<u32> = entries.iter().filter_map(Entry::temp).collect();
        for index in 0..now.len() {
            let (wanted, found) = (base + index as u32, now[index]);
            if wanted != found {
                self.swap_temps(found, wanted, ins);
                for place in &mut now {
                    *place = if *place == wanted {
                        found
                    } else if *place == found {
                        wanted
                    } else {
                        *place
                    };
                }
            }
        }
        base
    }

    /// Entry k becomes temp k.
    fn arrange_all(&mut self, ins: &Ins) {
        let entries = self.stack.entries.clone();
        debug_assert!(
            entries.iter().all(|entry| entry.temp().is_some()),
            "{entries:?} at {ins:?}"
        );
        self.arrange(&entries, ins);
    }

    /// Makes the consumed temporaries the topmost ones, so that no hole is left; their order doesn't matter.
    fn settle(&mut self, consumed: &mut [Entry], ins: &Ins) {
        let count = consumed
            .iter()
            .filter(|entry| entry.temp().is_some())
            .count() as u32;
        let base = self.stack.live - count;
        for index in 0..consumed.len() {
            let Some(low) = consumed[index].temp().filter(|&temp| temp < base) else {
                continue;
            };
            let taken = |slot: u32, consumed: &[Entry]| {
                consumed.iter().any(|entry| entry.temp() == Some(slot))
            };
            let Some(high) = (base..self.stack.live).find(|&slot| !taken(slot, consumed)) else {
                continue;
            };
            self.swap_temps(low, high, ins);
            consumed[index] = consumed[index].at(high);
        }
    }
}

/// How many jumps, guards and fall-throughs lead to each block.
fn predecessors(graph: &Graph) -> Vec<u32> {
    let mut out = vec![0; graph.blocks.len()];
    for block in graph.order() {
        let node = &graph[block];
        if node.falls_through() && node.next != NO_TARGET {
            out[node.next as usize] += 1;
        }
        for ins in node
            .ins
            .iter()
            .filter(|ins| ins.op.is_jump() || ins.op.is_setup())
        {
            out[ins.target as usize] += 1;
        }
    }
    out
}

/// Place of the first instruction that does something.
fn first_real(code: &[Ins]) -> usize {
    code.iter().take_while(|ins| is_silent(ins.op)).count()
}

/// Stack instructions without register code.
fn is_silent(op: S) -> bool {
    matches!(op, S::NOP | S::RESUME | S::POP_BLOCK)
}
