//! Which handler guards each instruction: the `SETUP_*` and `POP_BLOCK` pairs, followed along the flow.

use super::cfg::{BlockId, Graph};
use crate::ir::{NO_TARGET, S};

/// In the argument of `RESUME`: the yield before it stands directly in the generator's own guard.
const RESUME_DEPTH_ONE: u32 = 4;

/// Labels each instruction with its handler; `POP_BLOCK` becomes `NOP`.
pub fn label(graph: &mut Graph) {
    let mut stacks: Vec<Option<Vec<BlockId>>> = vec![None; graph.blocks.len()];
    stacks[0] = Some(Vec::new());
    let mut todo = vec![0];
    let enter = |stacks: &mut Vec<Option<Vec<BlockId>>>,
                 todo: &mut Vec<BlockId>,
                 block: BlockId,
                 stack: &[BlockId]| {
        if stacks[block as usize].is_none() {
            stacks[block as usize] = Some(stack.to_vec());
            todo.push(block);
        }
    };
    while let Some(block) = todo.pop() {
        let mut stack = stacks[block as usize].clone().unwrap_or_default();
        let mut yield_depth = None;
        for index in 0..graph[block].ins.len() {
            let guard = stack.last().copied().unwrap_or(NO_TARGET);
            let ins = &mut graph[block].ins[index];
            let target = ins.target;
            match ins.op {
                op if op.is_setup() => {
                    enter(&mut stacks, &mut todo, target, &stack);
                    stack.push(target);
                    continue;
                }
                S::POP_BLOCK => {
                    stack.pop();
                    ins.become_op(S::NOP, 0);
                    ins.except = stack.last().copied().unwrap_or(NO_TARGET);
                    continue;
                }
                S::YIELD_VALUE => yield_depth = Some(stack.len()),
                S::RESUME if ins.arg != 0 && yield_depth.take() == Some(1) => {
                    ins.arg |= RESUME_DEPTH_ONE
                }
                _ => {}
            }
            ins.except = guard;
            if ins.op.is_jump() {
                enter(&mut stacks, &mut todo, target, &stack);
            }
        }
        let node = &graph[block];
        if node.falls_through() && node.next != NO_TARGET {
            let next = node.next;
            enter(&mut stacks, &mut todo, next, &stack);
        }
    }
}
