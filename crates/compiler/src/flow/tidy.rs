//! Dead blocks, needless jumps and instructions that do nothing are taken out.

use super::cfg::{BlockId, Graph};
use crate::ir::{Ins, NO_LOCATION, NO_TARGET, S, located};

/// Exit blocks up to this many instructions are copied instead of jumped to.
const MAX_COPY: usize = 4;

/// Empties the blocks that nothing reaches and counts predecessors.
pub fn remove_unreachable(graph: &mut Graph) {
    graph.clear_visited();
    graph
        .blocks
        .iter_mut()
        .for_each(|block| block.predecessors = 0);
    graph[0].predecessors = 1;
    graph[0].visited = true;
    let mut todo = vec![0];
    while let Some(block) = todo.pop() {
        let mut reached = Vec::new();
        let node = &graph[block];
        if node.next != NO_TARGET && node.falls_through() {
            reached.push(node.next);
        }
        reached.extend(
            node.ins
                .iter()
                .filter(|ins| ins.op.is_jump() || ins.op.is_setup())
                .map(|ins| ins.target),
        );
        for target in reached {
            graph[target].predecessors += 1;
            if !std::mem::replace(&mut graph[target].visited, true) {
                todo.push(target);
            }
        }
    }
    for block in &mut graph.blocks {
        if block.predecessors == 0 {
            block.ins.clear();
            block.is_handler = false;
        }
    }
}

/// Replaces a jump to a small exit block, or to a block without positions that ends elsewhere, by a copy of it.
pub fn inline_small_exits(graph: &mut Graph) {
    let order = graph.order();
    loop {
        let mut changed = false;
        for &block in &order {
            changed |= inline_exit(graph, block);
        }
        if !changed {
            return;
        }
    }
}

fn inline_exit(graph: &mut Graph, block: BlockId) -> bool {
    let Some(last) = graph[block].ins.last().copied() else {
        return false;
    };
    if !last.op.is_unconditional_jump() {
        return false;
    }
    let target = &graph[last.target];
    let small_exit = target.exits() && target.ins.len() <= MAX_COPY;
    let placeless = target.has_no_location() && !target.falls_through();
    if !small_exit && !placeless {
        return false;
    }
    let copy = target.ins.clone();
    let node = &mut graph[block];
    if let Some(last) = node.ins.last_mut() {
        last.become_op(S::NOP, 0);
    }
    node.ins.extend(copy);
    if let Some(end) = node.ins.last_mut()
        && placeless
        && end.op.is_unconditional_jump()
        && last.op == S::JUMP
    {
        end.op = S::JUMP;
    }
    let target = &mut graph[last.target];
    target.predecessors = target.predecessors.saturating_sub(1);
    true
}

/// Removes the `NOP`s of a block that no line needs.
fn remove_nops_in(graph: &mut Graph, block: BlockId) {
    let follower = graph.next_nonempty(graph[block].next);
    let next_pos = match follower {
        NO_TARGET => NO_LOCATION,
        next => graph[next]
            .ins
            .iter()
            .find(|ins| ins.op != S::NOP || ins.has_location())
            .map_or(NO_LOCATION, |i| i.pos),
    };
    let mut ins = std::mem::take(&mut graph[block].ins);
    let mut out: Vec<Ins> = Vec::with_capacity(ins.len());
    let mut previous = None;
    for index in 0..ins.len() {
        let current = ins[index];
        if current.op == S::NOP {
            if !current.has_location() || previous == Some(current.pos.line) {
                continue;
            }
            match ins.get_mut(index + 1) {
                Some(next) if !next.has_location() => {
                    next.pos = current.pos;
                    continue;
                }
                Some(next) if next.pos.line == current.pos.line => continue,
                None if follower != NO_TARGET
                    && located(next_pos)
                    && next_pos.line == current.pos.line =>
                {
                    continue;
                }
                _ => {}
            }
        }
        previous = current.has_location().then_some(current.pos.line);
        out.push(current);
    }
    graph[block].ins = out;
}

pub fn remove_nops(graph: &mut Graph) {
    for block in graph.order() {
        remove_nops_in(graph, block);
    }
}

/// `NOP`s, and constants or copies that are popped at once.
pub fn remove_nops_and_pairs(graph: &mut Graph) {
    loop {
        let mut changed = false;
        let mut previous: Option<(BlockId, usize)> = None;
        for block in graph.order() {
            remove_nops_in(graph, block);
            if graph[block].is_target {
                previous = None;
            }
            for index in 0..graph[block].ins.len() {
                if graph[block].ins[index].op == S::POP_TOP
                    && let Some((at, place)) = previous
                    && is_plain_push(&graph[at].ins[place])
                {
                    graph[at].ins[place].become_op(S::NOP, 0);
                    graph[block].ins[index].become_op(S::NOP, 0);
                    changed = true;
                }
                previous = Some((block, index));
            }
            let node = &graph[block];
            if node.ins.last().is_some_and(|last| last.op.is_jump()) || !node.falls_through() {
                previous = None;
            }
        }
        if !changed {
            return;
        }
    }
}

fn is_plain_push(ins: &Ins) -> bool {
    ins.op == S::LOAD_CONST || (ins.op == S::COPY && ins.arg == 1)
}

/// Until nothing changes: `NOP`s, and jumps to where control goes anyway.
pub fn remove_nops_and_jumps(graph: &mut Graph) {
    loop {
        remove_nops(graph);
        let mut changed = false;
        for block in graph.order() {
            let Some(last) = graph[block].ins.last().copied() else {
                continue;
            };
            if last.op.is_unconditional_jump()
                && graph.next_nonempty(last.target) == graph.next_nonempty(graph[block].next)
            {
                graph[block]
                    .ins
                    .last_mut()
                    .expect("just seen")
                    .become_op(S::NOP, 0);
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}
