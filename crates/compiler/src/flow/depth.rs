//! How deep the stack is at the start of each block, and at most: `co_stacksize`.

use super::cfg::{BlockId, Graph};
use super::effects::{depth_at_target, effect};
use crate::error::{Fault, Result};
use crate::ir::NO_TARGET;

/// Notes the depth of every block and gives the greatest depth of all.
pub fn calculate(graph: &mut Graph) -> Result<u32> {
    let mut greatest = 0;
    graph[0].depth = Some(0);
    let mut todo = vec![0];
    while let Some(block) = todo.pop() {
        let mut depth = graph[block].depth.unwrap_or(0);
        let mut reached: Vec<(BlockId, u32)> = Vec::new();
        for ins in &graph[block].ins {
            let (pops, pushes) = effect(ins.op, ins.arg);
            let Some(after) = depth.checked_sub(pops).map(|left| left + pushes) else {
                return Err(Fault::new(
                    format!("stack underflow at {:?}", ins.op),
                    ins.pos,
                ));
            };
            greatest = greatest.max(depth).max(after);
            if ins.target != NO_TARGET {
                let there = depth_at_target(ins, depth);
                greatest = greatest.max(there);
                reached.push((ins.target, there));
            }
            depth = after;
        }
        let node = &graph[block];
        if node.falls_through() && node.next != NO_TARGET {
            reached.push((node.next, depth));
        }
        for (block, depth) in reached {
            if graph[block].depth.is_none() {
                graph[block].depth = Some(depth);
                todo.push(block);
            }
        }
    }
    Ok(greatest)
}
