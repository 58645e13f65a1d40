//! What the table promises about itself.

use bytecode::{ALL, Effect, Instr, Op, Operand};

#[test]
fn numbers_and_words_round_trip() {
    for (number, &op) in ALL.iter().enumerate() {
        assert_eq!(op as usize, number);
        assert_eq!(Op::from_u16(number as u16), Some(op));
        let instr = Instr::new(op, 1, 0xfffe, 3);
        assert_eq!(Instr::unpack(instr.pack()), Some(instr));
    }
    assert_eq!(Op::from_u16(Op::COUNT as u16), None);
}

/// A row's fixed `pops` must equal the temporaries that its operands consume.
#[test]
fn pops_agree_with_operands() {
    for &op in &ALL[..Op::GENERIC_COUNT] {
        let info = op.info();
        if info.operands.contains(&Operand::Run) {
            continue;
        }
        let consumed = info
            .operands
            .iter()
            .filter(|kind| matches!(kind, Operand::Temp | Operand::TempInOut))
            .count();
        assert_eq!(info.pops, Effect::Fixed(consumed as u16), "{}", op.name());
    }
}

#[test]
fn a_specialised_instruction_inherits_its_row() {
    assert_eq!(Op::ADD_INT_LK_TO_LOCAL.generic(), Op::BINARY_LK_TO_LOCAL);
    assert_eq!(
        Op::ADD_INT_LK_TO_LOCAL.words(),
        Op::BINARY_LK_TO_LOCAL.words()
    );
    assert_eq!(Op::ADD_INT_LK_TO_LOCAL.name(), "ADD_INT_LK_TO_LOCAL");
    assert_eq!(Op::LOAD_FAST.generic(), Op::LOAD_FAST);
}
