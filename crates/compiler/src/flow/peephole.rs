//! Small rewrites inside a block, and jumps to jumps.

use super::cfg::{BlockId, Graph};
use super::{constants, swaps};
use crate::consts::ConstPool;
use crate::emit::unit::Unit;
use crate::ir::{COMPARE_BOOL, Ins, S};

pub fn optimize(graph: &mut Graph, unit: &mut Unit<'_>, pool: &mut ConstPool) {
    for block in graph.order() {
        rewrite(graph, block, unit, pool);
        swaps::optimize(&mut graph[block].ins);
    }
}

fn rewrite(graph: &mut Graph, block: BlockId, unit: &mut Unit<'_>, pool: &mut ConstPool) {
    let mut index = 0;
    while index < graph[block].ins.len() {
        let ins = graph[block].ins[index];
        let next = graph[block].ins.get(index + 1).copied();
        match ins.op {
            S::BUILD_TUPLE => {
                if !unpacks_at_once(&mut graph[block].ins, index, next) {
                    constants::fold_tuple(graph, block, index, unit, pool);
                }
            }
            op if op.is_conditional_jump() || op.is_unconditional_jump() => {
                if thread(graph, block, ins) {
                    continue;
                }
            }
            _ => {
                if let Some(next) = next {
                    pair(&mut graph[block].ins, index, ins, next);
                }
            }
        }
        index += 1;
    }
}

/// `a, b = b, a` needs no tuple.
fn unpacks_at_once(code: &mut [Ins], index: usize, next: Option<Ins>) -> bool {
    let count = code[index].arg;
    if next.is_none_or(|next| next.op != S::UNPACK_SEQUENCE || next.arg != count)
        || !(1..=3).contains(&count)
    {
        return false;
    }
    code[index].become_op(S::NOP, 0);
    let op = if count == 1 { S::NOP } else { S::SWAP };
    code[index + 1].become_op(op, if count == 1 { 0 } else { count });
    true
}

/// A jump to a jump goes where that goes. Gives whether the instruction at the same place must be looked at again.
fn thread(graph: &mut Graph, block: BlockId, ins: Ins) -> bool {
    let Some(target) = graph[ins.target].ins.first().copied() else {
        return false;
    };
    let op = match (ins.op, target.op) {
        (op, S::JUMP) if op.is_conditional_jump() => op,
        (op, S::JUMP) if op.is_unconditional_jump() => S::JUMP,
        (op, S::JUMP_NO_INTERRUPT) if op.is_unconditional_jump() => op,
        _ => return false,
    };
    if ins.target == target.target {
        return false;
    }
    let node = &mut graph[block].ins;
    if let Some(last) = node.last_mut() {
        last.become_op(S::NOP, 0);
    }
    node.push(Ins {
        except: ins.except,
        ..Ins::to(op, target.target, target.pos)
    });
    true
}

fn pair(code: &mut [Ins], index: usize, ins: Ins, next: Ins) {
    match (ins.op, next.op) {
        (S::COMPARE_OP, S::TO_BOOL) => {
            code[index].become_op(S::NOP, 0);
            code[index + 1].become_op(S::COMPARE_OP, ins.arg | COMPARE_BOOL);
        }
        (S::CONTAINS_OP | S::IS_OP, S::TO_BOOL) => {
            code[index].become_op(S::NOP, 0);
            code[index + 1].become_op(ins.op, ins.arg);
        }
        (S::CONTAINS_OP | S::IS_OP, S::UNARY_NOT) => {
            code[index].become_op(S::NOP, 0);
            code[index + 1].become_op(ins.op, ins.arg ^ 1);
        }
        (S::TO_BOOL, S::UNARY_NOT) => {}
        (S::UNARY_NOT, S::TO_BOOL) => {
            code[index].become_op(S::NOP, 0);
            code[index + 1].become_op(S::UNARY_NOT, 0);
        }
        (S::UNARY_NOT, S::UNARY_NOT) => {
            code[index].become_op(S::NOP, 0);
            code[index + 1].become_op(S::NOP, 0);
        }
        (S::STORE_FAST, S::STORE_FAST) if ins.arg == next.arg && ins.pos.line == next.pos.line => {
            code[index].become_op(S::POP_TOP, 0);
        }
        _ => {}
    }
}
