//! Runs of `SWAP` become the shortest run with the same effect, and vanish where the stores after them can trade places.

use crate::ir::{Ins, S};

pub fn optimize(code: &mut [Ins]) {
    let mut index = 0;
    while index < code.len() {
        if code[index].op == S::SWAP {
            if code[index].arg == 1 {
                code[index].become_op(S::NOP, 0);
            } else {
                index = shorten(code, index);
                trade_stores(code, index);
            }
        }
        index += 1;
    }
}

/// Rewrites the run of swaps that starts at `start`; gives its last place.
fn shorten(code: &mut [Ins], start: usize) -> usize {
    let length = code[start..]
        .iter()
        .take_while(|ins| matches!(ins.op, S::SWAP | S::NOP))
        .count();
    let last_swap = code[start..start + length]
        .iter()
        .rposition(|ins| ins.op == S::SWAP)
        .unwrap_or(0);
    let run = &mut code[start..=start + last_swap];
    let swaps: Vec<usize> = run
        .iter()
        .filter(|ins| ins.op == S::SWAP)
        .map(|ins| ins.arg as usize)
        .collect();
    if swaps.len() < 2 {
        return start;
    }
    let depth = swaps.iter().copied().max().unwrap_or(0);
    let mut stack: Vec<usize> = (0..depth).collect();
    for &swap in &swaps {
        stack.swap(0, swap - 1);
    }
    let needed = cycles(&mut stack);
    let unused = run.len() - needed.len();
    run[..unused]
        .iter_mut()
        .for_each(|ins| ins.become_op(S::NOP, 0));
    for (ins, &swap) in run[unused..].iter_mut().zip(needed.iter().rev()) {
        ins.become_op(S::SWAP, swap);
    }
    start + last_swap
}

/// The swaps with the top that sort the stack, in the order that unshuffles it.
fn cycles(stack: &mut [usize]) -> Vec<u32> {
    const VISITED: usize = usize::MAX;
    let mut out = Vec::new();
    for start in 0..stack.len() {
        if stack[start] == VISITED || stack[start] == start {
            continue;
        }
        let mut at = start;
        loop {
            if at != 0 {
                out.push(at as u32 + 1);
            }
            if stack[at] == VISITED {
                break;
            }
            at = std::mem::replace(&mut stack[at], VISITED);
        }
    }
    out
}

fn swappable(op: S) -> bool {
    matches!(op, S::STORE_FAST | S::STORE_FAST_MAYBE_NULL | S::POP_TOP)
}

fn stores_to(ins: &Ins) -> Option<u32> {
    matches!(ins.op, S::STORE_FAST | S::STORE_FAST_MAYBE_NULL).then_some(ins.arg)
}

/// The next store or pop after `index`, on the same line if one is given, with nothing else in between.
fn next_swappable(code: &[Ins], index: usize, line: Option<u32>) -> Option<usize> {
    for (at, ins) in code.iter().enumerate().skip(index + 1) {
        if line.is_some_and(|line| ins.pos.line != line) {
            return None;
        }
        if ins.op != S::NOP {
            return swappable(ins.op).then_some(at);
        }
    }
    None
}

/// Drops the swaps up to `index` whose two values are stored or popped right afterwards, by trading those.
fn trade_stores(code: &mut [Ins], index: usize) {
    for at in (0..=index).rev() {
        let swap = code[at];
        if swap.op != S::SWAP {
            if swap.op == S::NOP || swappable(swap.op) {
                continue;
            }
            return;
        }
        let Some(first) = next_swappable(code, at, None) else {
            return;
        };
        let line = code[first].pos.line;
        let mut second = first;
        for _ in 1..swap.arg {
            match next_swappable(code, second, code[first].has_location().then_some(line)) {
                Some(next) => second = next,
                None => return,
            }
        }
        let (a, b) = (stores_to(&code[first]), stores_to(&code[second]));
        if a.is_some() && a == b {
            return;
        }
        let conflicts = |ins: &Ins| stores_to(ins).is_some_and(|to| Some(to) == a || Some(to) == b);
        if code[first + 1..second].iter().any(conflicts) {
            return;
        }
        code[at].become_op(S::NOP, 0);
        code.swap(first, second);
    }
}
