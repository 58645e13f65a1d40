//! Where instructions come from, packed: the position table in a fifth of its room, still quick to ask.
//!
//! ```text
//! count of runs
//! index: for each sixteenth run but the first: its word, the line before it, where its bytes start (4 bytes each, little-endian)
//! runs:  words since the run before × 4 + kind    kind 0: no position
//!        lines since the last known line           1: no columns, one line
//!        kind 2, on one line: column, width        3: anything: more lines, column, last column
//! ```

use super::bytes::{Reader, Result, put, put_signed};
use crate::lines::{Position, PositionTable};

/// Runs from one entry of the index to the next: a look-up reads half of them on average.
const STRIDE: usize = 16;
const ENTRY: usize = 12;

/// What the next run is told from.
#[derive(Clone, Copy, Default)]
struct State {
    word: u32,
    line: u32,
}

/// Appends the packed form of `table`.
pub fn pack(table: &PositionTable, out: &mut Vec<u8>) {
    let runs = table.runs();
    put(out, runs.len() as u64);
    let (mut index, mut body) = (Vec::new(), Vec::new());
    let mut state = State::default();
    for (number, (word, position)) in runs.iter().enumerate() {
        if number > 0 && number % STRIDE == 0 {
            for part in [*word, state.line, body.len() as u32] {
                index.extend(part.to_le_bytes());
            }
        }
        put_run(&mut body, state, *word, position);
        state.word = *word;
        if *position != Position::NONE {
            state.line = position.line;
        }
    }
    out.extend(index);
    out.extend(body);
}

fn put_run(out: &mut Vec<u8>, state: State, word: u32, position: &Position) {
    let one_line = position.end_line == position.line;
    let kind = match *position {
        Position::NONE => 0,
        Position {
            col: -1,
            end_col: -1,
            ..
        } if one_line => 1,
        Position { col, end_col, .. } if one_line && col >= 0 && end_col >= col => 2,
        _ => 3,
    };
    put(out, u64::from(word.wrapping_sub(state.word)) << 2 | kind);
    if kind == 0 {
        return;
    }
    put_signed(out, i64::from(position.line) - i64::from(state.line));
    let (col, end_col) = (i64::from(position.col), i64::from(position.end_col));
    match kind {
        2 => {
            put(out, col as u64);
            put(out, (end_col - col) as u64);
        }
        3 => {
            put_signed(out, i64::from(position.end_line) - i64::from(position.line));
            put_signed(out, col);
            put_signed(out, end_col);
        }
        _ => {}
    }
}

/// The runs of a packed form, in order. It ends where the bytes end, or break.
#[derive(Clone, Debug)]
pub struct Places<'a> {
    reader: Reader<'a>,
    left: usize,
    word: u32,
    line: u32,
}

/// The count of runs, the index, the runs.
fn parts(bytes: &[u8]) -> Result<(usize, &[u8], &[u8])> {
    let mut reader = Reader::new(bytes);
    let count = reader.count()?;
    let index = reader.take(count.saturating_sub(1) / STRIDE * ENTRY)?;
    Ok((count, index, reader.take_all()))
}

fn entry(index: &[u8], number: usize) -> [u32; 3] {
    let at = number * ENTRY;
    let part = |i: usize| {
        let bytes = index.get(at + 4 * i..at + 4 * i + 4);
        u32::from_le_bytes(bytes.and_then(|b| b.try_into().ok()).unwrap_or([0; 4]))
    };
    [part(0), part(1), part(2)]
}

impl<'a> Places<'a> {
    /// All runs.
    pub fn new(bytes: &'a [u8]) -> Places<'a> {
        let (left, _, body) = parts(bytes).unwrap_or((0, &[], &[]));
        Places {
            reader: Reader::new(body),
            left,
            word: 0,
            line: 0,
        }
    }

    /// The runs from the last entry of the index that doesn't lie behind a word.
    fn near(bytes: &'a [u8], word: u32) -> Places<'a> {
        let Ok((count, index, body)) = parts(bytes) else {
            return Places::new(&[]);
        };
        let (mut low, mut high) = (0, index.len() / ENTRY);
        while low < high {
            let middle = (low + high) / 2;
            match entry(index, middle)[0] <= word {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        let Some(chosen) = low.checked_sub(1) else {
            return Places::new(bytes);
        };
        let [first, line, start] = entry(index, chosen);
        let reader = Reader::new(body.get(start as usize..).unwrap_or(&[]));
        // The run says how far it is from the one before.
        let step = reader.clone().number().map_or(0, |head| head >> 2);
        Places {
            reader,
            left: count - (chosen + 1) * STRIDE,
            word: first.wrapping_sub(step as u32),
            line,
        }
    }

    fn run(&mut self) -> Result<(u32, Position)> {
        let head = self.reader.number()?;
        self.word = self.word.wrapping_add((head >> 2) as u32);
        let kind = head & 3;
        if kind == 0 {
            return Ok((self.word, Position::NONE));
        }
        self.line = self.line.wrapping_add(self.reader.signed()? as u32);
        let mut position = Position::line_only(self.line);
        match kind {
            2 => {
                position.col = self.reader.number()? as i32;
                position.end_col = position.col.wrapping_add(self.reader.number()? as i32);
            }
            3 => {
                position.end_line = self.line.wrapping_add(self.reader.signed()? as u32);
                position.col = self.reader.signed()? as i32;
                position.end_col = self.reader.signed()? as i32;
            }
            _ => {}
        }
        Ok((self.word, position))
    }
}

impl Iterator for Places<'_> {
    type Item = (u32, Position);

    fn next(&mut self) -> Option<(u32, Position)> {
        self.left = self.left.checked_sub(1)?;
        self.run().ok()
    }
}

/// Where a word comes from.
pub fn at(bytes: &[u8], word: u32) -> Position {
    let mut found = Position::NONE;
    for (start, position) in Places::near(bytes, word) {
        if start > word {
            break;
        }
        found = position;
    }
    found
}
