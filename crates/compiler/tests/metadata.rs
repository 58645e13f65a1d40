//! What a program sees of compiled code, as 3.13.0 showed it for the same source.
//!
//! `oracle/metadata.json` is a list of sources, each with the attributes of its code objects in the order in which a
//! walk over `co_consts` meets them.

use std::sync::Arc;

use bytecode::{CodeData, Const};
use compiler::{Mode, Options};
use serde_json::{Value, json};

fn walk(code: &CodeData, out: &mut Vec<Value>) {
    bytecode::verify(code).expect("the code keeps the table's promises");
    out.push(describe(code));
    for value in &code.consts {
        if let Const::Code(inner) = &**value {
            walk(inner, out);
        }
    }
}

fn describe(code: &CodeData) -> Value {
    let names = |wanted: fn(&bytecode::LocalKind) -> bool| -> Vec<&str> {
        let pairs = code.localsplus_names.iter().zip(&code.localsplus_kinds);
        pairs
            .filter(|(_, kind)| wanted(kind))
            .map(|(name, _)| &**name)
            .collect()
    };
    json!({
        "qualname": &*code.qualname,
        "firstlineno": code.first_line,
        "flags": code.flags,
        "args": [code.arg_count, code.pos_only_arg_count, code.kw_only_arg_count],
        "stacksize": code.cpython_stacksize,
        "units": code.cpython_code_units,
        "names": code.names.iter().map(|name| &**name).collect::<Vec<_>>(),
        "varnames": names(|kind| kind.local),
        "cellvars": names(|kind| kind.cell),
        "freevars": names(|kind| kind.free),
        "consts": code.consts.iter().map(constant).collect::<Vec<_>>(),
    })
}

fn constant(value: &Arc<Const>) -> String {
    match &**value {
        Const::Code(code) => format!("code {}", code.name),
        Const::Str(text) => format!("str {}", String::from_utf8_lossy(text)),
        Const::Bytes(bytes) => format!("bytes {}", bytes.escape_ascii()),
        Const::Float(number) => format!("float {:016x}", number.to_bits()),
        Const::Complex { real, imag } => {
            format!("complex {:016x} {:016x}", real.to_bits(), imag.to_bits())
        }
        Const::Int(number) => format!("int {number}"),
        Const::BigInt { negative, digits } => {
            let magnitude: String = digits
                .iter()
                .rev()
                .map(|digit| format!("{digit:08x}"))
                .collect();
            format!(
                "big {}{}",
                if *negative { "-" } else { "" },
                magnitude.trim_start_matches('0')
            )
        }
        Const::Tuple(items) => format!("tuple {}", joined(items, false)),
        Const::FrozenSet(items) => format!("frozenset {}", joined(items, true)),
        other => bytecode::show(other),
    }
}

fn joined(items: &[Arc<Const>], sorted: bool) -> String {
    let mut items: Vec<String> = items.iter().map(constant).collect();
    if sorted {
        items.sort();
    }
    format!("[{}]", items.join("; "))
}

#[test]
fn code_looks_as_in_3_13() {
    let cases: Vec<(String, Vec<Value>)> =
        serde_json::from_str(include_str!("oracle/metadata.json")).expect("a record");
    for (source, expected) in cases {
        let code =
            compiler::compile(&source, "f", Mode::Exec, Options::default()).expect("it compiles");
        let mut found = Vec::new();
        walk(&code, &mut found);
        assert_eq!(found.len(), expected.len(), "code objects of {source}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{source}");
        }
    }
}

#[test]
fn equal_constants_are_one_object() {
    let source = "def f(): return (1, 'a')\ndef g(): return (1, 'a'), 0.0, -0.0, 1, 1.0, True\n";
    let code = compiler::compile(source, "f", Mode::Exec, Options::default()).expect("it compiles");
    let inner: Vec<&Arc<CodeData>> = code
        .consts
        .iter()
        .filter_map(|value| {
            if let Const::Code(code) = &**value {
                Some(code)
            } else {
                None
            }
        })
        .collect();
    let pair = |code: &CodeData| {
        let found = code.consts.iter().find_map(|value| match &**value {
            Const::Tuple(items) if items.len() == 2 => Some(value.clone()),
            Const::Tuple(items) => items
                .iter()
                .find(|item| matches!(***item, Const::Tuple(_)))
                .cloned(),
            _ => None,
        });
        found.expect("the tuple")
    };
    assert!(Arc::ptr_eq(&pair(inner[0]), &pair(inner[1])));
}
