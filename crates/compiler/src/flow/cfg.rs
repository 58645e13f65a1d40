//! The flow graph: basic blocks in the order of the code, linked so that blocks can be put anywhere.

use crate::emit::unit::Unit;
use crate::ir::{Ins, NO_TARGET, S};

/// Number of a block; `NO_TARGET` is none.
pub type BlockId = u32;

#[derive(Clone, Debug)]
pub struct BasicBlock {
    pub ins: Vec<Ins>,
    /// The block that follows in the code.
    pub next: BlockId,
    pub predecessors: u32,
    /// Something jumps here (or did when the code was emitted).
    pub is_target: bool,
    pub is_handler: bool,
    /// The handler wants the place of the raise below the exception.
    pub keeps_lasti: bool,
    pub visited: bool,
    pub cold: bool,
    pub warm: bool,
    /// Stack depth at the start, once calculated.
    pub depth: Option<u32>,
}

impl BasicBlock {
    fn new() -> Self {
        BasicBlock {
            ins: Vec::new(),
            next: NO_TARGET,
            predecessors: 0,
            is_target: false,
            is_handler: false,
            keeps_lasti: false,
            visited: false,
            cold: false,
            warm: false,
            depth: None,
        }
    }

    /// Control may run off the end into the next block.
    pub fn falls_through(&self) -> bool {
        self.ins.last().is_none_or(|last| !last.op.ends_flow())
    }

    pub fn exits(&self) -> bool {
        self.ins.last().is_some_and(|last| last.op.is_exit())
    }

    pub fn has_no_location(&self) -> bool {
        !self.ins.iter().any(Ins::has_location)
    }
}

#[derive(Debug)]
pub struct Graph {
    pub blocks: Vec<BasicBlock>,
}

impl Graph {
    /// The blocks of an emitted sequence. Block 0 is the entry.
    pub fn of(unit: &Unit<'_>) -> Graph {
        let mut starts = vec![Vec::new(); unit.code.len() + 1];
        let mut named = vec![false; unit.labels.len()];
        for ins in unit.code.iter().filter(|ins| ins.target != NO_TARGET) {
            named[ins.target as usize] = true;
        }
        for (label, &place) in unit.labels.iter().enumerate() {
            if place != NO_TARGET && named[label] {
                starts[place as usize].push(label);
            }
        }
        let mut graph = Graph {
            blocks: vec![BasicBlock::new()],
        };
        let mut block_of = vec![NO_TARGET; unit.labels.len()];
        for (index, labels) in starts.iter().enumerate() {
            if !labels.is_empty() {
                let current = graph.last();
                if !graph.blocks[current].ins.is_empty() || graph.blocks[current].is_target {
                    graph.append_block();
                }
                let current = graph.last();
                graph.blocks[current].is_target = true;
                starts[index]
                    .iter()
                    .for_each(|&label| block_of[label] = current as u32);
            }
            let Some(ins) = unit.code.get(index) else {
                break;
            };
            let current = graph.last();
            if graph.blocks[current]
                .ins
                .last()
                .is_some_and(|last| last.op.ends_block())
            {
                graph.append_block();
            }
            let current = graph.last();
            graph.blocks[current].ins.push(*ins);
        }
        graph.resolve_labels(&block_of);
        graph
    }

    fn last(&self) -> usize {
        self.blocks.len() - 1
    }

    fn append_block(&mut self) {
        let id = self.blocks.len() as u32;
        let last = self.last();
        self.blocks[last].next = id;
        self.blocks.push(BasicBlock::new());
    }

    fn resolve_labels(&mut self, block_of: &[BlockId]) {
        for id in 0..self.blocks.len() {
            for index in 0..self.blocks[id].ins.len() {
                let ins = self.blocks[id].ins[index];
                if ins.target == NO_TARGET {
                    continue;
                }
                let target = block_of[ins.target as usize];
                self.blocks[id].ins[index].target = target;
                if ins.op.is_setup() {
                    let handler = &mut self.blocks[target as usize];
                    handler.is_handler = true;
                    handler.keeps_lasti |= matches!(ins.op, S::SETUP_WITH | S::SETUP_CLEANUP);
                }
            }
        }
    }

    /// A new block, not linked anywhere yet.
    pub fn new_block(&mut self) -> BlockId {
        self.blocks.push(BasicBlock::new());
        self.blocks.len() as u32 - 1
    }

    /// Links `block` into the code right after `before`.
    pub fn insert_after(&mut self, before: BlockId, block: BlockId) {
        self[block].next = self[before].next;
        self[before].next = block;
    }

    /// Blocks in the order of the code.
    pub fn order(&self) -> Vec<BlockId> {
        let mut out = Vec::with_capacity(self.blocks.len());
        let mut at = 0;
        while at != NO_TARGET {
            out.push(at);
            at = self[at].next;
        }
        out
    }

    /// This block or the first after it that isn't empty.
    pub fn next_nonempty(&self, block: BlockId) -> BlockId {
        let mut at = block;
        while at != NO_TARGET && self[at].ins.is_empty() {
            at = self[at].next;
        }
        at
    }

    pub fn clear_visited(&mut self) {
        self.blocks
            .iter_mut()
            .for_each(|block| block.visited = false);
    }

    /// The blocks that control can go to from the end of a block, handlers left out.
    pub fn successors(&self, block: BlockId) -> impl Iterator<Item = BlockId> {
        let node = &self[block];
        let next = (node.falls_through() && node.next != NO_TARGET).then_some(node.next);
        let jump = node
            .ins
            .last()
            .filter(|last| last.op.is_jump())
            .map(|last| last.target);
        next.into_iter().chain(jump)
    }
}

impl std::ops::Index<BlockId> for Graph {
    type Output = BasicBlock;

    fn index(&self, block: BlockId) -> &BasicBlock {
        &self.blocks[block as usize]
    }
}

impl std::ops::IndexMut<BlockId> for Graph {
    fn index_mut(&mut self, block: BlockId) -> &mut BasicBlock {
        &mut self.blocks[block as usize]
    }
}
