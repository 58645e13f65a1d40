//! Code that only runs after an exception goes to the end.

use super::cfg::{BlockId, Graph};
use super::tidy;
use crate::ir::{Ins, NO_LOCATION, NO_TARGET, S};

pub fn move_to_end(graph: &mut Graph) {
    if graph[0].next == NO_TARGET {
        return;
    }
    mark(graph);
    make_jumps_explicit(graph);
    let order = graph.order();
    let (cold, warm): (Vec<BlockId>, Vec<BlockId>) =
        order.into_iter().partition(|&block| graph[block].cold);
    if cold.is_empty() {
        return;
    }
    let order: Vec<BlockId> = warm.into_iter().chain(cold).collect();
    for (index, &block) in order.iter().enumerate() {
        graph[block].next = order.get(index + 1).copied().unwrap_or(NO_TARGET);
    }
    tidy::remove_nops_and_jumps(graph);
}

fn mark(graph: &mut Graph) {
    let mut todo = vec![0];
    while let Some(block) = todo.pop() {
        if std::mem::replace(&mut graph[block].warm, true) {
            continue;
        }
        todo.extend(graph.successors(block));
    }
    let mut todo: Vec<BlockId> = graph
        .order()
        .into_iter()
        .filter(|&block| graph[block].is_handler)
        .collect();
    while let Some(block) = todo.pop() {
        if graph[block].warm || std::mem::replace(&mut graph[block].cold, true) {
            continue;
        }
        todo.extend(graph.successors(block));
    }
}

/// A cold block that runs into a warm one must jump there once they are apart.
fn make_jumps_explicit(graph: &mut Graph) {
    for block in graph.order() {
        let next = graph[block].next;
        if !graph[block].cold
            || !graph[block].falls_through()
            || next == NO_TARGET
            || !graph[next].warm
        {
            continue;
        }
        let jump = graph.new_block();
        graph[jump]
            .ins
            .push(Ins::to(S::JUMP_NO_INTERRUPT, next, NO_LOCATION));
        graph[jump].cold = true;
        graph[jump].predecessors = 1;
        graph.insert_after(block, jump);
    }
}
