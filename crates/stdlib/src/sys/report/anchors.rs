//! Which part of an expression the carets mark: the operator of a binary operation, the brackets of a call or a subscription.
//! The rest of the expression is marked with `~`.

use ruff_python_ast::{Expr, Stmt};
use ruff_python_parser::{parse_expression, parse_module};
use ruff_text_size::Ranged;

/// The marked part, from (left line, left column) up to (right line, right column), lines of the segment from 0, columns in
/// characters (after `shifted`: in terminal columns of the whole line).
pub struct Anchors {
    pub left_line: usize,
    pub left: usize,
    pub right_line: usize,
    pub right: usize,
}

impl Anchors {
    /// Whether a column of a line is in the marked part.
    pub fn contain(&self, line: usize, col: usize) -> bool {
        let after = line > self.left_line || (line == self.left_line && col >= self.left);
        let before = line < self.right_line || (line == self.right_line && col < self.right);
        after && before
    }

    /// The anchors on the whole lines: the segment starts `start` characters into the first.
    pub fn shifted(self, all: &[Vec<char>], start: usize) -> Anchors {
        let place = |line: usize, col: usize| {
            let col = if line == 0 { col + start } else { col };
            match all.get(line) {
                Some(text) => super::stack::width(text, col) + col.saturating_sub(text.len()),
                None => col,
            }
        };
        Anchors {
            left: place(self.left_line, self.left),
            right: place(self.right_line, self.right),
            ..self
        }
    }
}

/// The segment as lines of characters, with positions that move over it.
struct Text {
    lines: Vec<Vec<char>>,
}

type Position = (usize, usize);

impl Text {
    fn new(segment: &str) -> Text {
        Text {
            lines: segment.split('\n').map(|l| l.chars().collect()).collect(),
        }
    }

    /// Line and column of a byte offset.
    fn position(segment: &str, offset: usize) -> Position {
        let before = &segment[..offset.min(segment.len())];
        let line = before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before[start..].chars().count())
    }

    /// The same place, or the start of the next line that has characters.
    fn valid(&self, (mut line, mut col): Position) -> Option<Position> {
        while line < self.lines.len() && col >= self.lines[line].len() {
            line += 1;
            col = 0;
        }
        (line < self.lines.len()).then_some((line, col))
    }

    /// The first character from there on that is wanted; comments and continuations are stepped over.
    fn seek(&self, from: Position, wanted: impl Fn(char) -> bool) -> Option<Position> {
        let mut at = self.valid(from)?;
        loop {
            let c = self.lines[at.0][at.1];
            at = match c {
                '\\' | '#' => self.valid((at.0 + 1, 0))?,
                c if wanted(c) => return Some(at),
                _ => self.valid((at.0, at.1 + 1))?,
            };
        }
    }
}

/// The anchors of an expression's source.
pub fn find(segment: &str) -> Option<Anchors> {
    // Brackets let an expression span lines; positions are those of the wrapped text.
    let wrapped = format!("({segment}\n)");
    let parsed = parse_expression(&wrapped).ok()?;
    let text = Text::new(segment);
    let end_of = |e: &dyn Ranged| Text::position(segment, e.end().to_usize().saturating_sub(1));
    let brackets = |before: &Expr, whole: &dyn Ranged, open: char| {
        let (left_line, left) = text.seek(end_of(before), |c| c == open)?;
        let (right_line, right) = end_of(whole);
        Some(Anchors {
            left_line,
            left,
            right_line,
            right,
        })
    };
    match parsed.expr() {
        Expr::BinOp(e) => {
            let (line, col) = text.seek(end_of(&*e.left), |c| !c.is_whitespace() && c != ')')?;
            let right = Text::position(segment, e.right.start().to_usize().saturating_sub(1));
            let next = text.lines[line].get(col + 1).copied();
            let wide = next.is_some_and(|c| !c.is_whitespace() && c != '\\' && c != '#')
                && (right.0 > line || col + 1 < right.1);
            Some(Anchors {
                left_line: line,
                left: col,
                right_line: line,
                right: col + if wide { 2 } else { 1 },
            })
        }
        Expr::Subscript(e) => brackets(&e.value, e, '['),
        Expr::Call(e) => brackets(&e.func, e, '('),
        _ => None,
    }
}

/// Whether carets say anything: not when they would mark a whole `return f(…)` or `x = f(…)`, nor all of the text.
pub fn should_mark(all: &[Vec<char>], start: usize, end: usize, anchored: bool) -> bool {
    let lines: Vec<String> = all.iter().map(|l| l.iter().collect()).collect();
    let source = lines.join("\n");
    if let Ok(module) = parse_module(&source) {
        match module.suite().first() {
            None => return false,
            Some(statement) => {
                if whole_call(statement).is_some_and(|call| {
                    let from = Text::position(&source, call.start().to_usize());
                    let to = Text::position(&source, call.end().to_usize());
                    from == (0, start) && to == (all.len() - 1, end)
                }) {
                    return false;
                }
            }
        }
    }
    let blank = |chars: &[char]| chars.iter().all(|c| c.is_whitespace());
    let last = &all[all.len() - 1];
    anchored || !blank(&all[0][..start.min(all[0].len())]) || !blank(&last[end.min(last.len())..])
}

/// The call in `return name(…)` or `name = …(…)`.
fn whole_call(statement: &Stmt) -> Option<&dyn Ranged> {
    match statement {
        Stmt::Return(s) => match s.value.as_deref()? {
            Expr::Call(call) if call.func.is_name_expr() => Some(call),
            _ => None,
        },
        Stmt::Assign(s) => match (&s.targets[..], &*s.value) {
            ([Expr::Name(_)], Expr::Call(call)) => Some(call),
            _ => None,
        },
        _ => None,
    }
}
