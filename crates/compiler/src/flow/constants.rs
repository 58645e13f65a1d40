//! Constants that are tested, returned or put together are folded; constants that nothing uses are dropped.

use std::sync::Arc;

use bytecode::Const;

use super::cfg::{BlockId, Graph};
use crate::consts::ConstPool;
use crate::emit::add_const;
use crate::emit::unit::Unit;
use crate::fold::truth;
use crate::ir::S;

/// Folds what follows a `LOAD_CONST` in each block.
pub fn fold_loads(graph: &mut Graph, unit: &mut Unit<'_>, pool: &mut ConstPool) {
    for block in graph.order() {
        fold_loads_in(graph, block, unit, pool);
    }
}

fn fold_loads_in(graph: &mut Graph, block: BlockId, unit: &mut Unit<'_>, pool: &mut ConstPool) {
    let mut loaded = None;
    let mut index = 0;
    while index < graph[block].ins.len() {
        let ins = graph[block].ins[index];
        let copies_constant = loaded.is_some() && ins.op == S::COPY && ins.arg == 1;
        if !copies_constant {
            loaded = (ins.op == S::LOAD_CONST).then_some(ins.arg);
        }
        let next = graph[block].ins.get(index + 1).map(|next| next.op);
        let (Some(arg), Some(next)) = (loaded, next) else {
            index += 1;
            continue;
        };
        let value = unit.consts[arg as usize].clone();
        let code = &mut graph[block].ins;
        match next {
            S::POP_JUMP_IF_FALSE | S::POP_JUMP_IF_TRUE => {
                code[index].become_op(S::NOP, 0);
                if truth(&value) == (next == S::POP_JUMP_IF_TRUE) {
                    code[index + 1].op = S::JUMP;
                } else {
                    code[index + 1].become_op(S::NOP, 0);
                }
            }
            S::IS_OP if matches!(*value, Const::None) => jump_on_none(code, index),
            S::RETURN_VALUE => {
                code[index].become_op(S::NOP, 0);
                code[index + 1].become_op(S::RETURN_CONST, arg);
                index += 1;
            }
            S::TO_BOOL => {
                let truth = Arc::new(if truth(&value) {
                    Const::True
                } else {
                    Const::False
                });
                let (shared, key) = pool.share(&truth);
                let folded = add_const(unit, shared, key);
                code[index].become_op(S::NOP, 0);
                code[index + 1].become_op(S::LOAD_CONST, folded);
            }
            _ => {}
        }
        index += 1;
    }
}

/// `x is None` before a conditional jump becomes a jump on None.
fn jump_on_none(code: &mut [crate::ir::Ins], index: usize) {
    let mut jump = index + 2;
    if code.get(jump).is_some_and(|ins| ins.op == S::TO_BOOL) {
        code[jump].become_op(S::NOP, 0);
        jump += 1;
    }
    let Some(op) = code.get(jump).map(|ins| ins.op) else {
        return;
    };
    let inverted = code[index + 1].arg != 0;
    let on_none = match op {
        S::POP_JUMP_IF_TRUE => !inverted,
        S::POP_JUMP_IF_FALSE => inverted,
        _ => return,
    };
    code[index].become_op(S::NOP, 0);
    code[index + 1].become_op(S::NOP, 0);
    code[jump].op = if on_none {
        S::POP_JUMP_IF_NONE
    } else {
        S::POP_JUMP_IF_NOT_NONE
    };
}

/// `BUILD_TUPLE` of the constants loaded right before it becomes one constant.
pub fn fold_tuple(
    graph: &mut Graph,
    block: BlockId,
    index: usize,
    unit: &mut Unit<'_>,
    pool: &mut ConstPool,
) {
    let code = &mut graph[block].ins;
    let count = code[index].arg as usize;
    if index < count {
        return;
    }
    let loads = &code[index - count..index];
    if !loads.iter().all(|ins| ins.op == S::LOAD_CONST) {
        return;
    }
    let items = loads
        .iter()
        .map(|ins| unit.consts[ins.arg as usize].clone())
        .collect();
    let (shared, key) = pool.share(&Arc::new(Const::Tuple(items)));
    let folded = add_const(unit, shared, key);
    for ins in &mut code[index - count..index] {
        ins.become_op(S::NOP, 0);
    }
    code[index].become_op(S::LOAD_CONST, folded);
}

/// Drops unused constants; the first always stays, it may be the docstring.
pub fn remove_unused(graph: &mut Graph, unit: &mut Unit<'_>) {
    let mut used = vec![false; unit.consts.len()];
    if let Some(first) = used.first_mut() {
        *first = true;
    }
    let order = graph.order();
    for &block in &order {
        for ins in &graph[block].ins {
            if matches!(ins.op, S::LOAD_CONST | S::RETURN_CONST) {
                used[ins.arg as usize] = true;
            }
        }
    }
    let mut next = 0;
    let renumbered: Vec<u32> = used
        .iter()
        .map(|&used| {
            let index = next;
            next += u32::from(used);
            index
        })
        .collect();
    let mut keep = used.iter();
    unit.consts.retain(|_| *keep.next().unwrap_or(&true));
    for block in order {
        for ins in &mut graph[block].ins {
            if matches!(ins.op, S::LOAD_CONST | S::RETURN_CONST) {
                ins.arg = renumbered[ins.arg as usize];
            }
        }
    }
}
