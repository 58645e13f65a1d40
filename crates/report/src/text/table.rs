//! Columns: each as wide as its widest cell, the first one cut where the page ends, a bar in what is left.

use super::bar::bar;
use crate::{Ink, Style};
use unicode_width::UnicodeWidthStr;

const INDENT: usize = 2;
const GAP: usize = 2;
/// A bar narrower than this says nothing.
const NARROWEST_BAR: usize = 4;
const WIDEST_BAR: usize = 24;

/// A piece of text with its colour.
pub struct Cell {
    pub text: String,
    pub ink: Ink,
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell {
            text,
            ink: Ink::Plain,
        }
    }
}

/// A row: its cells, the bar after them, and a line under it.
pub struct Row {
    pub cells: Vec<Cell>,
    pub bar: Option<f64>,
    pub ink: Ink,
    pub under: Option<String>,
}

impl Row {
    /// A row of plain cells with a bar.
    pub fn new(cells: Vec<String>, bar: Option<f64>) -> Row {
        let cells = cells.into_iter().map(Cell::from).collect();
        Row {
            cells,
            bar,
            ink: Ink::Cool,
            under: None,
        }
    }

    /// The same row with all its cells in one colour.
    pub fn inked(mut self, ink: Ink) -> Row {
        for cell in &mut self.cells {
            cell.ink = ink;
        }
        self
    }
}

/// A table whose first column is text (left) and whose others are numbers (right).
pub struct Table {
    heads: Vec<&'static str>,
    rows: Vec<Row>,
    /// Cut the first column at its front: the end of a path says more than its start.
    pub cut_front: bool,
}

impl Table {
    pub fn new(heads: &[&'static str]) -> Table {
        Table {
            heads: heads.to_vec(),
            rows: Vec::new(),
            cut_front: false,
        }
    }

    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as lines of at most the style's width. Nothing for a table without rows.
    pub fn lines(&self, style: &Style) -> Vec<String> {
        if self.is_empty() {
            return Vec::new();
        }
        let widths = self.widths(style);
        let used = INDENT + widths.iter().sum::<usize>() + GAP * widths.len();
        let room = style.width.saturating_sub(used).min(WIDEST_BAR);
        let mut lines = vec![style.paint(Ink::Faint, self.head(&widths).trim_end())];
        for row in &self.rows {
            lines.push(self.line(row, &widths, room, style));
            if let Some(under) = &row.under {
                let text = cut_end(under, style.width.saturating_sub(2 * INDENT + 2));
                lines.push(format!(
                    "{:1$}{2}",
                    "",
                    2 * INDENT,
                    style.paint(Ink::Faint, &text)
                ));
            }
        }
        lines
    }

    fn widths(&self, style: &Style) -> Vec<usize> {
        let mut widths: Vec<usize> = self.heads.iter().map(|head| head.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(&row.cells) {
                *width = (*width).max(cell.text.width());
            }
        }
        let others: usize = widths.iter().skip(1).map(|width| width + GAP).sum();
        let bar = if self.rows.iter().any(|row| row.bar.is_some()) {
            NARROWEST_BAR + GAP
        } else {
            0
        };
        let room = style.width.saturating_sub(INDENT + others + bar).max(8);
        widths[0] = widths[0].min(room);
        widths
    }

    fn head(&self, widths: &[usize]) -> String {
        let cells: Vec<(String, Ink)> = self
            .heads
            .iter()
            .map(|head| ((*head).to_owned(), Ink::Plain))
            .collect();
        layout(&cells, widths, &Style::plain())
    }

    fn line(&self, row: &Row, widths: &[usize], room: usize, style: &Style) -> String {
        let cut = if self.cut_front { cut_front } else { cut_end };
        let mut cells: Vec<(String, Ink)> = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            let text = if at == 0 {
                cut(&cell.text, widths[0])
            } else {
                cell.text.clone()
            };
            cells.push((text, cell.ink));
        }
        let mut line = layout(&cells, widths, style);
        if let Some(fraction) = row.bar
            && room >= NARROWEST_BAR
        {
            line.push_str(&" ".repeat(GAP));
            line.push_str(&style.paint(row.ink, &bar(fraction, room)));
        }
        line
    }
}

fn layout(cells: &[(String, Ink)], widths: &[usize], style: &Style) -> String {
    let mut line = " ".repeat(INDENT);
    for (at, ((text, ink), width)) in cells.iter().zip(widths).enumerate() {
        let space = " ".repeat(width.saturating_sub(text.width()));
        let text = style.paint(*ink, text);
        if at == 0 {
            line.push_str(&format!("{text}{space}"));
        } else {
            line.push_str(&format!("{}{space}{text}", " ".repeat(GAP)));
        }
    }
    line
}

/// The text, or as much of its start as fits with a sign that something is missing.
pub fn cut_end(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for sign in text.chars() {
        kept.push(sign);
        if kept.width() >= width {
            kept.pop();
            break;
        }
    }
    format!("{kept}…")
}

/// The text, or as much of its end as fits with a sign that something is missing.
pub fn cut_front(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut start = 0;
    for (at, _) in text.char_indices() {
        start = at;
        if text[at..].width() < width {
            break;
        }
    }
    format!("…{}", &text[start..])
}

/// Pieces with a gap between them, in lines of at most this many columns.
pub fn wrap<'a>(pieces: impl Iterator<Item = &'a str>, gap: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        let fits = |line: &&mut String| line.width() + gap.width() + piece.width() <= width;
        match lines.last_mut().filter(fits) {
            Some(line) => {
                line.push_str(gap);
                line.push_str(piece);
            }
            None => lines.push(piece.to_owned()),
        }
    }
    lines
}
