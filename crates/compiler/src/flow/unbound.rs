//! Which reads of a local might find it unbound: those become `LOAD_FAST_CHECK`.

use super::cfg::{BlockId, Graph};
use crate::ir::{NO_TARGET, S};

/// Locals that are followed through the whole graph; later ones only inside each block.
const FOLLOWED: u32 = 64;

pub fn add_checks(graph: &mut Graph, locals: u32, params: u32) {
    if locals == 0 {
        return;
    }
    if locals > FOLLOWED {
        check_late_locals(graph);
    }
    let mut flow = Flow {
        unsafe_at: vec![0; graph.blocks.len()],
        queued: vec![false; graph.blocks.len()],
        todo: Vec::new(),
    };
    let bits = |count: u32| {
        if count >= 64 {
            u64::MAX
        } else {
            (1 << count) - 1
        }
    };
    flow.push(0, bits(locals.min(FOLLOWED)) & !bits(params.min(FOLLOWED)));
    for block in graph.order() {
        flow.scan(graph, block);
    }
    while let Some(block) = flow.todo.pop() {
        flow.queued[block as usize] = false;
        flow.scan(graph, block);
    }
}

struct Flow {
    /// Bit n: local n may be unbound at the start of the block.
    unsafe_at: Vec<u64>,
    queued: Vec<bool>,
    todo: Vec<BlockId>,
}

impl Flow {
    fn push(&mut self, block: BlockId, mask: u64) {
        let known = &mut self.unsafe_at[block as usize];
        if mask & !*known != 0 {
            *known |= mask;
            if !std::mem::replace(&mut self.queued[block as usize], true) {
                self.todo.push(block);
            }
        }
    }

    fn scan(&mut self, graph: &mut Graph, block: BlockId) {
        let mut mask = self.unsafe_at[block as usize];
        for index in 0..graph[block].ins.len() {
            let ins = &mut graph[block].ins[index];
            if ins.except != NO_TARGET {
                self.push(ins.except, mask);
            }
            if ins.arg >= FOLLOWED {
                continue;
            }
            let bit = 1 << ins.arg;
            match ins.op {
                S::DELETE_FAST | S::LOAD_FAST_AND_CLEAR | S::STORE_FAST_MAYBE_NULL => mask |= bit,
                S::STORE_FAST | S::LOAD_FAST_CHECK => mask &= !bit,
                S::LOAD_FAST => {
                    if mask & bit != 0 {
                        ins.op = S::LOAD_FAST_CHECK;
                    }
                    mask &= !bit;
                }
                _ => {}
            }
        }
        for next in graph.successors(block).collect::<Vec<_>>() {
            self.push(next, mask);
        }
    }
}

fn check_late_locals(graph: &mut Graph) {
    for block in graph.order() {
        let mut bound = std::collections::HashSet::new();
        for ins in &mut graph[block].ins {
            if ins.arg < FOLLOWED {
                continue;
            }
            match ins.op {
                S::DELETE_FAST | S::LOAD_FAST_AND_CLEAR | S::STORE_FAST_MAYBE_NULL => {
                    bound.remove(&ins.arg);
                }
                S::STORE_FAST => {
                    bound.insert(ins.arg);
                }
                S::LOAD_FAST if bound.insert(ins.arg) => ins.op = S::LOAD_FAST_CHECK,
                _ => {}
            }
        }
    }
}
