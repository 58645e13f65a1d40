//! The text of programs: statements that catch what they raise, one program or many in one file.
//!
//! What every program starts with is a module of its own, `conformance/fuzz/observe`: a recorded program imports it. In a batch
//! each program gets a copy of that module, so that no class, function or list of one is met by the next.

/// The module that every program starts with.
pub const OBSERVE: &str = include_str!("../../../conformance/fuzz/observe/__init__.py");

/// What a batch does with its programs.
const PLAY: &str = include_str!("play.py");

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
    format!(
        "from observe import *\n\nbegin()\n{}flush()\n",
        body(statements)
    )
}

/// The line that stands before each program's output.
fn mark(number: usize) -> String {
    format!("== program {number}\n")
}

/// Many programs in one file, each run in a namespace of its own.
pub fn batch(programs: &[Vec<String>]) -> String {
    let mut text = PLAY.to_owned();
    for (number, statements) in programs.iter().enumerate() {
        text.push_str(&format!("play({number}, {:?})\n", body(statements)));
    }
    text.push_str(&format!("mark({})\n", programs.len()));
    text
}

/// What each program of a batch printed; fewer than there were if the batch broke off in the last one.
pub fn split(output: &str, count: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = output;
    for number in 0..count {
        let Some(start) = rest.find(&mark(number)) else {
            break;
        };
        rest = &rest[start + mark(number).len()..];
        let end = rest.find(&mark(number + 1));
        parts.push(&rest[..end.unwrap_or(rest.len())]);
    }
    parts
}

/// Whether a batch of so many programs came to its end.
pub fn complete(output: &str, count: usize) -> bool {
    output.contains(&mark(count))
}
