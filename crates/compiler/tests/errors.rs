//! Syntax errors as 3.13.0 reported them: kind, message, line, offset, end line, end offset.
//!
//! `oracle/errors.json` holds what the reference interpreter said about each source text.

use compiler::{ErrorKind, Mode, Options};
use serde_json::Value;

fn kind_name(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Syntax => "SyntaxError",
        ErrorKind::Indentation => "IndentationError",
        ErrorKind::Tab => "TabError",
        ErrorKind::Recursion => "RecursionError",
        ErrorKind::Memory => "MemoryError",
        ErrorKind::Value => "ValueError",
    }
}

#[test]
fn errors_are_as_in_3_13() {
    let cases: Vec<(String, Value)> =
        serde_json::from_str(include_str!("oracle/errors.json")).expect("a record");
    for (source, expected) in cases {
        let Err(error) = compiler::compile(&source, "f", Mode::Exec, Options::default()) else {
            panic!("{source:?} compiles");
        };
        let found = serde_json::json!([
            kind_name(error.kind),
            error.message,
            error.line,
            error.offset,
            error.end_line,
            error.end_offset
        ]);
        assert_eq!(found, expected, "{source:?}");
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    let deep = [
        "(".repeat(100_000),
        format!("x = {}1", "-".repeat(50_000)),
        vec!["1"; 50_000].join("+"),
        format!("x{}", "[0]".repeat(30_000)),
        format!("{}1", "lambda: ".repeat(5_000)),
        format!("a{}", ".b".repeat(50_000)),
    ];
    for source in deep {
        let error =
            compiler::compile(&source, "f", Mode::Exec, Options::default()).expect_err("too deep");
        assert!(
            matches!(error.kind, ErrorKind::Recursion | ErrorKind::Syntax),
            "{error}"
        );
    }
}

#[test]
fn unfinished_input_is_marked() {
    for source in ["(1,\n", "if x:\n", "'''abc\n", "def f():\n"] {
        let error = compiler::compile(source, "f", Mode::Single, Options::default())
            .expect_err("unfinished");
        assert!(error.incomplete, "{source:?}: {error}");
    }
}
