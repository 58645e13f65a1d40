//! Functions fit a screen: how long each is, and which are too long.

use super::Finding;
use super::source::Source;

/// The end for a function.
const LONGEST: usize = 100;

/// The only functions that may be longer: lists that are one thing.
const LISTS: [(&str, &str); 3] = [
    ("crates/interpreter/", "dispatch"),
    ("crates/interpreter/src/machine/", "generic"),
    ("crates/interpreter/src/special/", "install"),
];

/// A function and how many lines it has, its signature included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

pub fn check(source: &Source) -> Vec<Finding> {
    let allowed = |name: &str| {
        LISTS
            .iter()
            .any(|(path, list)| source.path.starts_with(path) && *list == name)
    };
    let long = |function: &Function| function.lines > LONGEST && !allowed(&function.name);
    let mut findings = Vec::new();
    for function in functions(source).into_iter().filter(long) {
        let text = format!(
            "fn {} has {} lines, {LONGEST} is the end",
            function.name, function.lines
        );
        findings.push(Finding::error(&source.path, function.line, text));
    }
    findings
}

/// How long the project's functions are, in a line.
pub fn summary(sources: &[Source]) -> String {
    let mut lengths: Vec<usize> = sources
        .iter()
        .flat_map(functions)
        .map(|function| function.lines)
        .collect();
    lengths.sort_unstable();
    let Some(longest) = lengths.last() else {
        return "no functions".to_owned();
    };
    let at = |share: usize| lengths[(lengths.len() - 1) * share / 100];
    let short = lengths.partition_point(|lines| *lines < 25) * 100 / lengths.len();
    let (count, high) = (lengths.len(), at(99));
    format!(
        "{count} functions: {short} % under 25 lines, 99th percentile {high}, longest {longest}"
    )
}

/// Every function that has a body.
pub fn functions(source: &Source) -> Vec<Function> {
    source
        .words("fn")
        .into_iter()
        .filter_map(|at| function(source, at))
        .collect()
}

fn function(source: &Source, start: usize) -> Option<Function> {
    let after = source.code[start + 2..].trim_start();
    let name: String = after
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    if name.is_empty() {
        return None;
    }
    let open = body(&source.code, start)?;
    let close = matching(&source.code, open)?;
    let line = source.line_of(start);
    Some(Function {
        name,
        line,
        lines: source.line_of(close) - line + 1,
    })
}

/// Where the body opens; `None` for a declaration. A `;` inside brackets is an array's.
fn body(code: &str, start: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in code.bytes().enumerate().skip(start) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'{' if depth <= 0 => return Some(at),
            b';' if depth <= 0 => return None,
            _ => {}
        }
    }
    None
}

fn matching(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}
