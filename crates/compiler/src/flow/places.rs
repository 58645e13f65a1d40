//! Instructions that were emitted without a position get one from where control comes from.

use super::cfg::{BlockId, Graph};
use crate::ir::{Ins, NO_LOCATION, NO_TARGET, S};

pub fn resolve(graph: &mut Graph, first_line: u32) {
    duplicate_exits(graph);
    propagate(graph);
    place_exits(graph, first_line);
}

/// Leaves the code or comes to a place where signals are looked at, and has no position.
fn placeless_exit(graph: &Graph, block: BlockId) -> bool {
    let node = &graph[block];
    let checks = |ins: &Ins| {
        matches!(
            ins.op,
            S::JUMP | S::RESUME | S::CALL | S::CALL_FUNCTION_EX | S::CALL_KW
        )
    };
    (node.exits() || node.ins.iter().any(checks)) && node.has_no_location()
}

/// Each jump to a placeless exit gets a copy of its own, so that the copy can have the jump's line.
fn duplicate_exits(graph: &mut Graph) {
    let mut block = 0;
    while block != NO_TARGET {
        if let Some(last) = graph[block]
            .ins
            .last()
            .copied()
            .filter(|last| last.op.is_jump())
        {
            let target = graph.next_nonempty(last.target);
            if target != NO_TARGET
                && placeless_exit(graph, target)
                && graph[target].predecessors > 1
            {
                copy_exit(graph, block, target, last);
            }
        }
        block = graph[block].next;
    }
    for block in graph.order() {
        let node = &graph[block];
        if node.falls_through()
            && node.next != NO_TARGET
            && !node.ins.is_empty()
            && placeless_exit(graph, node.next)
        {
            let pos = node.ins[node.ins.len() - 1].pos;
            let next = node.next;
            graph[next].ins[0].pos = pos;
        }
    }
}

fn copy_exit(graph: &mut Graph, block: BlockId, target: BlockId, jump: Ins) {
    let copy = graph.new_block();
    graph[copy].ins = graph[target].ins.clone();
    graph[copy].ins[0].pos = jump.pos;
    graph[copy].predecessors = 1;
    graph[copy].is_target = true;
    graph[target].predecessors -= 1;
    graph.insert_after(target, copy);
    if let Some(last) = graph[block].ins.last_mut() {
        last.target = copy;
    }
}

fn propagate(graph: &mut Graph) {
    for block in graph.order() {
        let Some(last) = graph[block].ins.last().copied() else {
            continue;
        };
        let mut pos = NO_LOCATION;
        for ins in &mut graph[block].ins {
            if ins.has_location() {
                pos = ins.pos;
            } else {
                ins.pos = pos;
            }
        }
        let next = graph[block].next;
        if graph[block].falls_through() && next != NO_TARGET {
            hand_on(graph, next, pos);
        }
        if last.op.is_jump() {
            hand_on(graph, last.target, pos);
        }
    }
}

/// The only way into a block gives its position to the first instruction.
fn hand_on(graph: &mut Graph, block: BlockId, pos: bytecode::Position) {
    if graph[block].predecessors == 1
        && let Some(first) = graph[block].ins.first_mut()
        && !first.has_location()
    {
        first.pos = pos;
    }
}

/// A return that still has no line takes the line of the exit before it.
fn place_exits(graph: &mut Graph, first_line: u32) {
    let mut line = first_line;
    for block in graph.order() {
        let Some(last) = graph[block].ins.last().copied() else {
            continue;
        };
        if last.has_location() {
            line = last.pos.line;
        } else if last.op == S::RETURN_VALUE {
            for ins in &mut graph[block].ins {
                (ins.pos.line, ins.pos.end_line) = (line, line);
            }
        }
    }
}
