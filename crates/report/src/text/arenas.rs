//! The map of the arenas: a line for an arena, a sign for a pool.
//!
//! Neighbours that look the same share a line, and of a big heap only both ends are shown; the rest is said in a number.

use super::Section;
use super::bar::sign;
use crate::{Ink, Style, units};
use record::{Arena, Moment, Pool, PoolKind, PoolState};

/// The most lines at each end.
const SHOWN: usize = 8;
const FREE: char = '·';

pub fn section(moment: &Moment, style: &Style) -> Section {
    let note = format!(
        "{} · a sign is a pool: █ full to ▁ nearly empty, {FREE} free",
        moment.arenas.len()
    );
    let rows = collapse(moment);
    let mut lines = Vec::new();
    if rows.len() <= 2 * SHOWN + 1 {
        lines.extend(rows.iter().map(|row| row.line(style)));
    } else {
        let hidden = &rows[SHOWN..rows.len() - SHOWN];
        lines.extend(rows[..SHOWN].iter().map(|row| row.line(style)));
        lines.push(style.paint(Ink::Faint, &summary(hidden)));
        lines.extend(rows[rows.len() - SHOWN..].iter().map(|row| row.line(style)));
    }
    if style.colour && !lines.is_empty() {
        lines.push(legend(style));
    }
    Section::new("ARENAS", note, lines)
}

fn legend(style: &Style) -> String {
    let kinds = [
        (PoolKind::Collected, "collected objects"),
        (PoolKind::Object, "other objects"),
        (PoolKind::Buffer, "buffers"),
    ];
    let words = kinds.map(|(kind, text)| style.paint(ink(Some(kind)), &format!("█ {text}")));
    format!("      {}", words.join("  "))
}

fn ink(kind: Option<PoolKind>) -> Ink {
    match kind {
        Some(PoolKind::Collected) => Ink::Good,
        Some(PoolKind::Object) => Ink::Cool,
        Some(PoolKind::Buffer) => Ink::Warm,
        None => Ink::Faint,
    }
}

/// One line: an arena, or several in a row that look the same.
struct Line {
    first: u32,
    last: u32,
    signs: Vec<(char, Ink)>,
    live: u64,
    bytes: u64,
}

impl Line {
    fn line(&self, style: &Style) -> String {
        let name = match self.first == self.last {
            true => self.first.to_string(),
            false => format!("{}–{}", self.first, self.last),
        };
        let mut map = String::new();
        // Escape sequences around each sign would be longer than the map: one for each run of a colour.
        for run in self.signs.chunk_by(|a, b| a.1 == b.1) {
            let signs: String = run.iter().map(|(sign, _)| sign).collect();
            map.push_str(&style.paint(run[0].1, &signs));
        }
        format!("{name:>6} {map} {:>7}", units::share(self.live, self.bytes))
    }
}

fn collapse(moment: &Moment) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for arena in &moment.arenas {
        let line = draw(arena, &moment.pools);
        match lines.last_mut() {
            Some(before) if before.signs == line.signs && before.last + 1 == line.first => {
                before.last = line.last;
                before.live += line.live;
                before.bytes += line.bytes;
            }
            _ => lines.push(line),
        }
    }
    lines
}

fn draw(arena: &Arena, pools: &[Pool]) -> Line {
    let start = pools.partition_point(|pool| pool.arena < arena.number);
    let own = pools[start..]
        .iter()
        .take_while(|pool| pool.arena == arena.number);
    let signs = own.map(|pool| match pool.state {
        PoolState::Virgin => (' ', Ink::Faint),
        PoolState::Free => (FREE, Ink::Faint),
        PoolState::Used | PoolState::Full => (sign(pool.fill()), ink(pool.kind)),
    });
    Line {
        first: arena.number,
        last: arena.number,
        signs: signs.collect(),
        live: arena.books.live,
        bytes: arena.bytes,
    }
}

fn summary(hidden: &[Line]) -> String {
    let arenas: u32 = hidden.iter().map(|line| line.last - line.first + 1).sum();
    let live: u64 = hidden.iter().map(|line| line.live).sum();
    let bytes: u64 = hidden.iter().map(|line| line.bytes).sum();
    format!(
        "     … {arenas} more arenas, {} of them in use",
        units::share(live, bytes)
    )
}
