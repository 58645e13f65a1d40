//! How long 3.13's bytecode for a graph is, in 16-bit units: `sys.getsizeof` of a code object depends on it.

use super::cfg::{BlockId, Graph};
use super::tidy;
use crate::ir::{Ins, NO_TARGET, S};

/// Instructions that stand before the emitted ones.
#[derive(Clone, Copy)]
pub struct Prefix {
    pub cells: usize,
    pub frees: bool,
    pub starts_generator: bool,
}

/// Locals beyond this don't fit a fused pair.
const PAIR_LIMIT: u32 = 16;

/// A copy of the graph in which neighbouring loads and stores of locals are fused: one instruction, the other gone.
pub fn with_superinstructions(graph: &Graph) -> Graph {
    let mut out = Graph {
        blocks: graph.blocks.clone(),
    };
    for block in out.order() {
        let code = &mut out[block].ins;
        for index in 0..code.len() {
            let Some(next) = code.get(index + 1).copied() else {
                break;
            };
            let fuses = matches!(
                (code[index].op, next.op),
                (S::LOAD_FAST | S::STORE_FAST, S::LOAD_FAST) | (S::STORE_FAST, S::STORE_FAST)
            );
            let same_line = code[index].pos.line == next.pos.line
                || !code[index].has_location()
                || !next.has_location();
            if fuses && same_line && code[index].arg < PAIR_LIMIT && next.arg < PAIR_LIMIT {
                // The pair's argument holds both indexes and still fits one unit: RESUME stands in for it.
                code[index].become_op(S::RESUME, 0);
                code[index + 1].become_op(S::NOP, 0);
            }
        }
    }
    fuse_null_pushes(&mut out);
    tidy::remove_nops(&mut out);
    out
}

/// `LOAD_GLOBAL` pushes the null of a call itself.
fn fuse_null_pushes(graph: &mut Graph) {
    for block in graph.order() {
        let code = &mut graph[block].ins;
        for index in 1..code.len() {
            if code[index].op == S::PUSH_NULL && code[index - 1].op == S::LOAD_GLOBAL {
                code[index].become_op(S::NOP, 0);
            }
        }
    }
}

/// Cache units after an instruction.
fn caches(op: S) -> u32 {
    match op {
        S::LOAD_ATTR | S::LOAD_METHOD => 9,
        S::LOAD_GLOBAL | S::STORE_ATTR => 4,
        S::CALL | S::TO_BOOL => 3,
        S::BINARY_OP
        | S::BINARY_SUBSCR
        | S::COMPARE_OP
        | S::CONTAINS_OP
        | S::STORE_SUBSCR
        | S::FOR_ITER => 1,
        S::LOAD_SUPER_ATTR
        | S::LOAD_SUPER_METHOD
        | S::LOAD_ZERO_SUPER_ATTR
        | S::LOAD_ZERO_SUPER_METHOD => 1,
        S::UNPACK_SEQUENCE | S::SEND | S::POP_JUMP_IF_FALSE | S::POP_JUMP_IF_TRUE => 1,
        S::POP_JUMP_IF_NONE | S::POP_JUMP_IF_NOT_NONE => 1,
        _ => 0,
    }
}

fn argument(ins: &Ins) -> u32 {
    match ins.op {
        S::LOAD_ATTR | S::LOAD_METHOD | S::LOAD_GLOBAL => ins.arg << 1,
        S::LOAD_SUPER_ATTR
        | S::LOAD_SUPER_METHOD
        | S::LOAD_ZERO_SUPER_ATTR
        | S::LOAD_ZERO_SUPER_METHOD => ins.arg << 2,
        _ => ins.arg,
    }
}

fn extended(arg: u32) -> u32 {
    u32::from(arg > 0xFF) + u32::from(arg > 0xFFFF) + u32::from(arg > 0xFF_FFFF)
}

/// One instruction of the final sequence.
struct Item {
    units: u32,
    /// Block jumped to.
    target: BlockId,
}

/// The length of the bytecode.
pub fn code_units(graph: &mut Graph, prefix: Prefix) -> u32 {
    drop_guards(graph);
    let order = graph.order();
    let mut position = vec![u32::MAX; graph.blocks.len()];
    for (index, &block) in order.iter().enumerate() {
        position[block as usize] = index as u32;
    }
    let mut items: Vec<Item> = Vec::new();
    let mut first_item = vec![0; graph.blocks.len()];
    for &block in &order {
        first_item[block as usize] = items.len();
        let here = position[block as usize];
        for ins in &graph[block].ins {
            push_item(&mut items, ins, here, &position);
        }
    }
    let start =
        prefix.cells as u32 + u32::from(prefix.frees) + 2 * u32::from(prefix.starts_generator);
    settle(&mut items, &first_item, start)
}

fn push_item(items: &mut Vec<Item>, ins: &Ins, here: u32, position: &[u32]) {
    let backward = ins.target != NO_TARGET && position[ins.target as usize] <= here;
    if ins.op.is_conditional_jump() && backward {
        items.push(Item {
            units: 1 + caches(ins.op),
            target: NO_TARGET,
        });
        items.push(Item {
            units: 2,
            target: ins.target,
        });
        return;
    }
    let cache = if ins.op == S::JUMP && backward {
        1
    } else {
        caches(ins.op)
    };
    let target = if ins.op.is_jump() {
        ins.target
    } else {
        NO_TARGET
    };
    items.push(Item {
        units: 1 + cache + extended(argument(ins)),
        target,
    });
}

fn drop_guards(graph: &mut Graph) {
    for block in graph.order() {
        for ins in &mut graph[block].ins {
            if ins.op.is_setup() {
                ins.become_op(S::NOP, 0);
            }
        }
    }
    tidy::remove_nops(graph);
}

/// Adds the units that long jumps need, until no jump grows any more.
fn settle(items: &mut [Item], first_item: &[usize], start: u32) -> u32 {
    let mut extra = vec![0; items.len()];
    loop {
        let mut offsets = Vec::with_capacity(items.len() + 1);
        let mut at = start;
        for (item, extra) in items.iter().zip(&extra) {
            offsets.push(at);
            at += item.units + extra;
        }
        offsets.push(at);
        let mut changed = false;
        for (index, item) in items.iter().enumerate() {
            if item.target == NO_TARGET {
                continue;
            }
            let target = offsets[first_item[item.target as usize]];
            let distance = target.abs_diff(offsets[index + 1]);
            if extended(distance) != extra[index] {
                extra[index] = extended(distance);
                changed = true;
            }
        }
        if !changed {
            return at;
        }
    }
}
