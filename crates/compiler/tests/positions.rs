//! Lines and columns of the instructions that can raise.

use bytecode::{Instr, Op};
use compiler::{Mode, Options};

/// Positions of all instructions with one of these opcodes, as (line, column, end column).
fn places(source: &str, ops: &[Op]) -> Vec<(u32, i32, i32)> {
    let code = compiler::compile(source, "f", Mode::Exec, Options::default()).expect("it compiles");
    let mut out = Vec::new();
    let mut word = 0;
    while let Some(instr) = code.code.get(word).and_then(|&word| Instr::unpack(word)) {
        if ops.contains(&instr.op) {
            let pos = code.positions.at(word as u32);
            out.push((pos.line, pos.col, pos.end_col));
        }
        word += instr.op.words();
    }
    out
}

#[test]
fn a_binary_operation_covers_both_operands() {
    assert_eq!(
        places("x = 1\ny = x + (\n z)\n", &[Op::BINARY_TT]),
        [(2, 4, 3)]
    );
}

#[test]
fn a_method_call_over_lines_points_at_the_name() {
    assert_eq!(
        places("(a\n .b()\n .c(1))\n", &[Op::CALL_METHOD]),
        [(2, 2, 5), (3, 2, 6)]
    );
}

#[test]
fn code_without_a_line_takes_its_neighbours() {
    let source = "for x in y:\n    if x:\n        a\n";
    let code = compiler::compile(source, "f", Mode::Exec, Options::default()).expect("it compiles");
    assert!(
        code.positions.runs().iter().all(|(_, pos)| pos.line > 0),
        "{:?}",
        code.positions
    );
}
