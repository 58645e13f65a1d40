//! Prints what a program can see of the code compiled from a file, as JSON: for comparison with another compiler.
//!
//! `dump FILE...` prints one line per file; `dump --dis FILE` prints the register code.

use std::sync::Arc;

use bytecode::{CodeData, Const};
use compiler::{Mode, Options};
use serde_json::{Value, json};

fn main() {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let disassemble = files.first().is_some_and(|first| first == "--dis");
    if disassemble {
        files.remove(0);
    }
    for file in files {
        let bytes = std::fs::read(&file).expect("the file can be read");
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        match compiler::compile(text, &file, Mode::Exec, Options::default()) {
            Ok(code) if disassemble => listing(&code),
            Ok(code) => println!("{}", json!({"file": file, "code": describe(&code)})),
            Err(error) => println!(
                "{}",
                json!({"file": file, "error": [format!("{:?}", error.kind), error.message, error.line, error.offset, error.end_line, error.end_offset]})
            ),
        }
    }
}

fn listing(code: &CodeData) {
    println!(
        "-- {} (temps {}, stack {})",
        code.qualname, code.temp_count, code.cpython_stacksize
    );
    print!("{}", bytecode::disassemble(code));
    for value in &code.consts {
        if let Const::Code(inner) = &**value {
            listing(inner);
        }
    }
}

fn describe(code: &CodeData) -> Value {
    if let Err(message) = bytecode::verify(code) {
        eprintln!("{}: {message}", code.filename);
    }
    let names = |wanted: fn(&bytecode::LocalKind) -> bool| -> Vec<&str> {
        let pairs = code.localsplus_names.iter().zip(&code.localsplus_kinds);
        pairs
            .filter(|(_, kind)| wanted(kind))
            .map(|(name, _)| &**name)
            .collect()
    };
    let lines: Vec<u32> = {
        let mut lines: Vec<u32> = code
            .positions
            .runs()
            .iter()
            .map(|(_, pos)| pos.line)
            .collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    };
    let mut positions: Vec<[i64; 4]> = Vec::new();
    let mut word = 0;
    while let Some(instr) = code
        .code
        .get(word)
        .and_then(|&word| bytecode::Instr::unpack(word))
    {
        // 3.13 fuses neighbouring moves of locals and keeps one position.
        if !instr.op.name().contains("_FAST") {
            let pos = code.positions.at(word as u32);
            positions.push([
                pos.line.into(),
                pos.end_line.into(),
                pos.col.into(),
                pos.end_col.into(),
            ]);
        }
        word += instr.op.words();
    }
    positions.sort_unstable();
    positions.dedup();
    json!({
        "name": &*code.name, "qualname": &*code.qualname, "firstlineno": code.first_line, "flags": code.flags,
        "args": [code.arg_count, code.pos_only_arg_count, code.kw_only_arg_count],
        "stacksize": code.cpython_stacksize, "units": code.cpython_code_units, "temps": code.temp_count,
        "names": code.names.iter().map(|name| &**name).collect::<Vec<_>>(),
        "varnames": names(|kind| kind.local), "cellvars": names(|kind| kind.cell), "freevars": names(|kind| kind.free),
        "consts": code.consts.iter().map(constant).collect::<Vec<_>>(),
        "lines": lines, "positions": positions,
    })
}

fn constant(value: &Arc<Const>) -> Value {
    match &**value {
        Const::Code(code) => describe(code),
        Const::Float(number) => json!(["float", format!("{:016x}", number.to_bits())]),
        Const::Complex { real, imag } => {
            json!([
                "complex",
                format!("{:016x}", real.to_bits()),
                format!("{:016x}", imag.to_bits())
            ])
        }
        Const::Str(bytes) => json!(["str", hex(bytes)]),
        Const::Bytes(bytes) => json!(["bytes", hex(bytes)]),
        Const::Tuple(items) => json!(["tuple", items.iter().map(constant).collect::<Vec<_>>()]),
        Const::FrozenSet(items) => {
            let mut keys: Vec<String> = items
                .iter()
                .map(|item| constant(item).to_string())
                .collect();
            keys.sort();
            json!(["frozenset", keys])
        }
        Const::BigInt { negative, digits } => {
            let magnitude: String = digits
                .iter()
                .rev()
                .map(|digit| format!("{digit:08x}"))
                .collect();
            let magnitude = magnitude.trim_start_matches('0');
            json!([
                "int",
                format!("{}{magnitude}", if *negative { "-" } else { "" })
            ])
        }
        Const::Int(number) => {
            json!([
                "int",
                format!(
                    "{}{:x}",
                    if *number < 0 { "-" } else { "" },
                    number.unsigned_abs()
                )
            ])
        }
        other => json!([bytecode::show(other)]),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
