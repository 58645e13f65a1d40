//! Shrinking: statements are left out as long as the rest still shows the difference.
//!
//! Many candidates are judged at a time, because a process can run many programs for little more than one.

/// The smallest list of statements found for which `differ` holds. It holds for `statements`; it is asked about several lists at once
/// and answers for each, or with nothing where it can't tell.
pub fn shrink(
    statements: Vec<String>,
    mut differ: impl FnMut(&[Vec<String>]) -> Vec<bool>,
) -> Vec<String> {
    let mut kept = statements;
    let mut step = kept.len().div_ceil(2);
    while step > 0 {
        let candidates: Vec<_> = (0..kept.len())
            .step_by(step)
            .map(|at| without(&kept, at, step))
            .collect();
        let good = differ(&candidates);
        let last = good.iter().rposition(|&good| good);
        match last {
            Some(at) => kept = several(candidates, &good, step, at, &kept, &mut differ),
            None if step == 1 => break,
            None => step /= 2,
        }
        step = step.min(kept.len());
    }
    kept
}

/// All that could be left out one at a time left out together; if that is too much, only the last of them.
fn several(
    mut candidates: Vec<Vec<String>>,
    good: &[bool],
    step: usize,
    last: usize,
    kept: &[String],
    differ: &mut impl FnMut(&[Vec<String>]) -> Vec<bool>,
) -> Vec<String> {
    let stays = |&(at, _): &(usize, &String)| !good.get(at / step).copied().unwrap_or(false);
    let all: Vec<String> = kept
        .iter()
        .enumerate()
        .filter(stays)
        .map(|(_, statement)| statement.clone())
        .collect();
    match differ(std::slice::from_ref(&all))[..] {
        [true] => all,
        _ => candidates.swap_remove(last),
    }
}

fn without(all: &[String], at: usize, count: usize) -> Vec<String> {
    let mut rest = all.to_vec();
    rest.drain(at..(at + count).min(all.len()));
    rest
}

/// Which of the programs that ran before are needed for `differs` to hold, as indices; what can be left out is left out, halves first.
pub fn predecessors(
    before: &[Vec<String>],
    mut differs: impl FnMut(&[Vec<String>]) -> bool,
) -> Vec<usize> {
    let pick = |some: &[usize]| {
        some.iter()
            .map(|&at| before[at].clone())
            .collect::<Vec<_>>()
    };
    let mut kept: Vec<usize> = (0..before.len()).collect();
    let mut step = kept.len().div_ceil(2);
    while step > 0 {
        let mut at = 0;
        while at < kept.len() {
            let mut fewer = kept.clone();
            fewer.drain(at..(at + step).min(kept.len()));
            match differs(&pick(&fewer)) {
                true => kept = fewer,
                false => at += step,
            }
        }
        step /= 2;
    }
    kept
}
