//! Reads a JSON list of source texts on standard input and prints, for each, the syntax error or null.

use std::io::Read;

use compiler::{Mode, Options};
use serde_json::{Value, json};

fn main() {
    let mut input = String::new();
    std::io::stdin()
        .read_to_string(&mut input)
        .expect("input is text");
    let cases: Vec<String> = serde_json::from_str(&input).expect("a list of strings");
    let answers: Vec<Value> = cases
        .iter()
        .map(|case| {
            std::panic::catch_unwind(|| answer(case)).unwrap_or_else(|_| {
                eprintln!("PANIC {case:?}");
                json!(["PANIC"])
            })
        })
        .collect();
    println!("{}", json!(answers));
}

fn answer(source: &str) -> Value {
    match compiler::compile(source, "f", Mode::Exec, Options::default()) {
        Ok(_) => Value::Null,
        Err(error) => json!([
            format!("{:?}", error.kind),
            error.message,
            error.line,
            error.offset,
            error.end_line,
            error.end_offset
        ]),
    }
}
