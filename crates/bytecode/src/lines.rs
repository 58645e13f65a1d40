//! Where in the source an instruction comes from: for tracebacks with carets, `f_lineno`, `co_lines`, `co_positions`.
//!
//! A position holds from its run's first word to the next run's. Lines count from 1, columns are UTF-8 byte offsets
//! from 0, both as 3.13 reports them; a missing part is `None`.

/// A source range, or parts of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Position {
    /// 0: the instruction belongs to no line.
    pub line: u32,
    pub end_line: u32,
    /// -1: no columns.
    pub col: i32,
    pub end_col: i32,
}

impl Position {
    /// The position of an instruction that belongs to no line.
    pub const NONE: Position = Position {
        line: 0,
        end_line: 0,
        col: -1,
        end_col: -1,
    };

    /// A line without columns.
    pub const fn line_only(line: u32) -> Position {
        Position {
            line,
            end_line: line,
            col: -1,
            end_col: -1,
        }
    }
}

/// Positions by word, run-length coded and sorted by word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PositionTable {
    runs: Vec<(u32, Position)>,
}

impl PositionTable {
    /// Says that the words from `word` on come from `position`. Words must not decrease.
    pub fn push(&mut self, word: u32, position: Position) {
        match self.runs.last_mut() {
            Some((_, last)) if *last == position => {}
            Some((start, last)) if *start == word => *last = position,
            _ => self.runs.push((word, position)),
        }
    }

    /// Where the word comes from.
    pub fn at(&self, word: u32) -> Position {
        let after = self.runs.partition_point(|&(start, _)| start <= word);
        self.runs[..after]
            .last()
            .map_or(Position::NONE, |&(_, position)| position)
    }

    /// Each run: its first word and its position.
    pub fn runs(&self) -> &[(u32, Position)] {
        &self.runs
    }
}
