//! `from __future__ import ...` at the head of a module.

use bytecode::flags as bits;
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::Ranged;

use crate::error::{Fault, Result};
use crate::source::Source;

/// Features that are always on; naming them changes nothing but the code's flags.
const MANDATORY: [(&str, u32); 9] = [
    ("nested_scopes", 0),
    ("generators", 0),
    ("division", 0x2_0000),
    ("absolute_import", 0x4_0000),
    ("with_statement", 0x8_0000),
    ("print_function", 0x10_0000),
    ("unicode_literals", 0x20_0000),
    ("barry_as_FLUFL", bits::FUTURE_BARRY_AS_BDFL),
    ("generator_stop", 0x80_0000),
];

pub fn has_annotations(flags: u32) -> bool {
    flags & bits::FUTURE_ANNOTATIONS != 0
}

/// The flags that a module's future statements set.
pub fn flags(source: &Source<'_>, body: &[Stmt]) -> Result<u32> {
    let mut out = 0;
    let mut at_head = true;
    for (index, stmt) in body.iter().enumerate() {
        match stmt {
            Stmt::ImportFrom(import)
                if import.level == 0
                    && import
                        .module
                        .as_ref()
                        .is_some_and(|m| m.id.as_str() == "__future__") =>
            {
                if !at_head {
                    let message = "from __future__ imports must occur at the beginning of the file";
                    return Err(Fault::new(message, source.position(stmt.range())));
                }
                for alias in &import.names {
                    out |= feature(alias.name.id.as_str())
                        .map_err(|message| Fault::new(message, source.position(stmt.range())))?;
                }
            }
            Stmt::Expr(expr) if index == 0 && matches!(*expr.value, Expr::StringLiteral(_)) => {}
            _ => at_head = false,
        }
    }
    Ok(out)
}

fn feature(name: &str) -> std::result::Result<u32, String> {
    if name == "annotations" {
        return Ok(bits::FUTURE_ANNOTATIONS);
    }
    if name == "braces" {
        return Err("not a chance".into());
    }
    match MANDATORY.iter().find(|(known, _)| *known == name) {
        Some(("barry_as_FLUFL", flag)) => Ok(*flag),
        Some(_) => Ok(0),
        None => Err(format!("future feature {name} is not defined")),
    }
}
