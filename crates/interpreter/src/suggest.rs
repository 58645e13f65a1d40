//! "Did you mean": the known name closest to a misspelt one.
//!
//! The distance is Levenshtein's with costs: 2 for an insertion, a deletion or a replacement, 1 for a change of case. A candidate
//! may cost at most a third of the letters of both names; long names are left alone.

const MOVE: usize = 2;
const CASE: usize = 1;
const LONGEST: usize = 40;
/// Candidates that are looked at.
const CANDIDATES: usize = 750;

fn replacement(a: u8, b: u8) -> usize {
    match (a == b, a.eq_ignore_ascii_case(&b)) {
        (true, _) => 0,
        (_, true) => CASE,
        _ => MOVE,
    }
}

fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).map(|n| n * MOVE).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * MOVE;
        for (j, &y) in b.iter().enumerate() {
            let best = (diagonal + replacement(x, y))
                .min(row[j] + MOVE)
                .min(row[j + 1] + MOVE);
            diagonal = row[j + 1];
            row[j + 1] = best;
        }
    }
    row[b.len()]
}

/// The best candidate that is close enough.
pub fn closest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for candidate in known.take(CANDIDATES) {
        if candidate == wrong || wrong.len().max(candidate.len()) > LONGEST {
            continue;
        }
        let mut most = (wrong.len() + candidate.len() + 3) * MOVE / 6;
        if let Some((cost, _)) = best {
            most = most.min(cost - 1);
        }
        let cost = distance(wrong.as_bytes(), candidate.as_bytes());
        if cost <= most {
            best = Some((cost, candidate));
        }
    }
    best.map(|(_, name)| name)
}
