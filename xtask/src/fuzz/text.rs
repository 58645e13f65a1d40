//! The text of programs: statements that catch what they raise, one program or many in one file.

/// What every program starts with.
pub const PRELUDE: &str = include_str!("prelude.py");

/// A statement, indented under the `try` that catches what it raises.
fn caught(statement: &str) -> String {
    let mut text = String::from("try:\n");
    for line in statement.lines() {
        text.push_str("    ");
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("except Exception as x:\n    oops(x)\n");
    text
}

/// The body of one program.
fn body(statements: &[String]) -> String {
    statements
        .iter()
        .map(|statement| caught(statement))
        .collect()
}

/// One program as a file of its own: what a shrunk case is recorded as.
pub fn single(statements: &[String]) -> String {
    format!("{PRELUDE}\n\nbegin()\n{}flush()\n", body(statements))
}

/// The line that stands before each program's output.
pub fn mark(number: usize) -> String {
    format!("== program {number}")
}

/// Many programs in one file, each run in a namespace of its own.
pub fn batch(programs: &[Vec<String>]) -> String {
    let mut text = format!("{PRELUDE}\n\nBASE = dict(globals())\n");
    for (number, statements) in programs.iter().enumerate() {
        text.push_str(&format!("print({:?})\nflush()\n", mark(number)));
        text.push_str(&format!(
            "CODE = compile({:?}, 'program', 'exec')\n",
            body(statements)
        ));
        text.push_str("SPACE = dict(BASE)\nbegin()\nexec(CODE, SPACE)\nflush()\nSPACE.clear()\n");
    }
    text
}

/// What each program of a batch printed.
pub fn split(output: &str, count: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = output;
    for number in 0..count {
        let here = format!("{}\n", mark(number));
        let next = format!("{}\n", mark(number + 1));
        let start = rest.find(&here).map_or(rest.len(), |at| at + here.len());
        let end = rest[start..]
            .find(&next)
            .map_or(rest.len(), |at| start + at);
        parts.push(&rest[start..end]);
        rest = &rest[end..];
    }
    parts
}
