//! The disassembler: one line per instruction, driven by the table alone.
//!
//! ```text
//!     4 d1  BINARY_LK             t1 := x, 1           +
//! ```
//! word, live temporaries before it, name, operands by kind, and what the first cache word says.

use std::fmt::Write;

use crate::code::{CodeData, Const};
use crate::instr::{BinaryOperator, COMPARE_JUMP_IF_TRUE, CompareOperator, Instr};
use crate::op::{Op, Operand};

/// The listing of one code unit, nested units not included.
pub fn disassemble(code: &CodeData) -> String {
    let mut out = String::new();
    let mut word = 0;
    while word < code.code.len() {
        let Some(instr) = Instr::unpack(code.code[word]) else {
            let _ = writeln!(out, "{word:5}     ?? {:#018x}", code.code[word]);
            word += 1;
            continue;
        };
        let depth = code.depths.get(word).copied().unwrap_or(0);
        let line = format!(
            "{word:5} d{depth}  {:<22} {}",
            instr.op.name(),
            operands(code, word, instr)
        );
        let note = cache_note(code, word, instr.op);
        let _ = writeln!(out, "{}", format!("{line}{note}").trim_end());
        word += instr.op.words();
    }
    for handler in &code.handlers {
        let lasti = if handler.lasti { " lasti" } else { "" };
        let _ = writeln!(
            out,
            "guard {}..{} -> {} depth {}{lasti}",
            handler.start, handler.end, handler.target, handler.depth
        );
    }
    out
}

fn operands(code: &CodeData, word: usize, instr: Instr) -> String {
    let fields = [instr.a, instr.b, instr.c];
    let mut parts = Vec::new();
    for (kind, field) in instr.op.info().operands.into_iter().zip(fields) {
        let part = match kind {
            Operand::None => continue,
            Operand::Const => constant(code, u32::from(field)),
            Operand::WideConst => constant(code, instr.wide()),
            Operand::Name => code
                .names
                .get(usize::from(field))
                .map_or_else(|| format!("name{field}"), |n| format!(".{n}")),
            Operand::Count | Operand::Flags => format!("#{field}"),
            Operand::Jump => format!("-> {}", target(word, instr.op, i64::from(field as i16))),
            Operand::WideJump => format!(
                "-> {}",
                target(word, instr.op, i64::from(instr.wide() as i32))
            ),
            _ => register(code, field),
        };
        parts.push(part);
    }
    parts.join(", ")
}

fn target(word: usize, op: Op, offset: i64) -> i64 {
    (word + op.words()) as i64 + offset
}

fn register(code: &CodeData, index: u16) -> String {
    match code.localsplus_names.get(usize::from(index)) {
        Some(name) => name.to_string(),
        None => format!("t{}", usize::from(index) - code.nlocalsplus()),
    }
}

fn constant(code: &CodeData, index: u32) -> String {
    code.consts
        .get(index as usize)
        .map_or_else(|| format!("const{index}"), |value| show(value))
}

/// A constant as the listing shows it: close to `repr`, long text cut.
pub fn show(value: &Const) -> String {
    match value {
        Const::None => "None".into(),
        Const::True => "True".into(),
        Const::False => "False".into(),
        Const::Ellipsis => "...".into(),
        Const::Int(number) => number.to_string(),
        Const::BigInt { negative, digits } => {
            format!("{}big{digits:x?}", if *negative { "-" } else { "" })
        }
        Const::Float(number) => format!("{number:?}"),
        Const::Complex { real, imag } => format!("({real:?}+{imag:?}j)"),
        Const::Str(text) => format!("'{}'", String::from_utf8_lossy(text).escape_debug()),
        Const::Bytes(bytes) => format!("b'{}'", bytes.escape_ascii()),
        Const::Tuple(items) => format!("({})", list(items)),
        Const::FrozenSet(items) => format!("frozenset({})", list(items)),
        Const::Code(code) => format!("<code {}>", code.qualname),
    }
}

fn list(items: &[std::sync::Arc<Const>]) -> String {
    items
        .iter()
        .map(|item| show(item))
        .collect::<Vec<_>>()
        .join(", ")
}

fn cache_note(code: &CodeData, word: usize, op: Op) -> String {
    let generic = op.generic().name();
    let Some(&cache) = code.code.get(word + 1).filter(|_| op.info().cache > 0) else {
        return String::new();
    };
    if generic.starts_with("BINARY_") {
        return BinaryOperator::from_u8(cache as u8)
            .map_or_else(String::new, |o| format!("  [{}]", o.text()));
    }
    if !generic.starts_with("COMPARE_") {
        return String::new();
    }
    let jump = match generic.starts_with("COMPARE_JUMP_") {
        true if cache & COMPARE_JUMP_IF_TRUE != 0 => " if true",
        true => " if false",
        false => "",
    };
    CompareOperator::from_u8(cache as u8)
        .map_or_else(String::new, |o| format!("  [{}{jump}]", o.text()))
}
