//! Shrinking: statements are left out as long as the rest still shows the difference.

/// The smallest list of statements found for which `differs` holds. It holds for `statements`.
pub fn shrink(statements: Vec<String>, mut differs: impl FnMut(&[String]) -> bool) -> Vec<String> {
    let mut kept = statements;
    let mut step = kept.len().div_ceil(2);
    while step > 0 {
        let mut at = 0;
        let mut smaller = false;
        while at < kept.len() {
            let mut candidate = kept.clone();
            candidate.drain(at..(at + step).min(kept.len()));
            if differs(&candidate) {
                kept = candidate;
                smaller = true;
            } else {
                at += step;
            }
        }
        if step == 1 && !smaller {
            break;
        }
        step = if step == 1 { 1 } else { step / 2 };
    }
    kept
}
