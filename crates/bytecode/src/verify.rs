//! A second pair of eyes on register code: checks what the table promises, without sharing code with the compiler.
//!
//! For every instruction: its operands are registers of the right kind, the temporaries that it consumes are alive and
//! are the topmost ones, its results land above what stays, and every way on (next, jump, handler) agrees on how many
//! temporaries are alive there.

use crate::code::{CodeData, Handler};
use crate::instr::Instr;
use crate::op::{Op, Operand};

/// The first broken promise in the code, nested code not included.
pub fn verify(code: &CodeData) -> Result<(), String> {
    let mut word = 0;
    let mut last = Op::NOP;
    while word < code.code.len() {
        let check = Check::at(code, word).ok_or_else(|| format!("word {word}: no such opcode"))?;
        check.run().map_err(|message| {
            format!(
                "{} word {word} {}: {message}",
                code.qualname,
                check.instr.op.name()
            )
        })?;
        last = check.instr.op;
        word += last.words();
    }
    if code.temp_count > code.cpython_stacksize {
        return Err(format!(
            "{} temporaries, stack size {}",
            code.temp_count, code.cpython_stacksize
        ));
    }
    if falls_through(last) {
        Err("control runs off the end".into())
    } else {
        Ok(())
    }
}

struct Check<'a> {
    code: &'a CodeData,
    word: usize,
    instr: Instr,
    depth: u32,
    pops: u32,
    pushes: u32,
}

impl<'a> Check<'a> {
    fn at(code: &'a CodeData, word: usize) -> Option<Check<'a>> {
        let instr = Instr::unpack(code.code[word])?;
        let info = instr.op.info();
        let (pops, pushes) = (info.pops.count(instr), info.pushes.count(instr));
        Some(Check {
            code,
            word,
            instr,
            depth: u32::from(*code.depths.get(word)?),
            pops,
            pushes,
        })
    }

    fn run(&self) -> Result<(), String> {
        if self.pops > self.depth {
            return Err(format!("pops {} of {}", self.pops, self.depth));
        }
        let unwind = u32::from(self.code.unwind_depths[self.word]);
        let expected = if unwinds_whole(self.instr.op) {
            self.depth
        } else {
            self.depth - self.pops
        };
        if unwind != expected {
            return Err(format!("unwinds from {unwind}, not {expected}"));
        }
        self.operands()?;
        self.ways_on()?;
        match self.code.handler_at(self.word as u32) {
            Some(handler) => self.guard(handler, unwind),
            None => Ok(()),
        }
    }

    fn operands(&self) -> Result<(), String> {
        let locals = self.code.nlocalsplus() as u32;
        let base = locals + self.depth - self.pops;
        let top = locals + self.depth;
        let fields = [self.instr.a, self.instr.b, self.instr.c].map(u32::from);
        let mut consumed = Vec::new();
        for (kind, field) in self.instr.op.info().operands.into_iter().zip(fields) {
            let fine = match kind {
                Operand::Local | Operand::LocalOut | Operand::Cell => field < locals,
                Operand::Temp | Operand::TempInOut => {
                    let fresh = !consumed.contains(&field);
                    consumed.push(field);
                    fresh && (base..top).contains(&field)
                }
                Operand::TempKeep => self.unused_lasti(field) || (locals..top).contains(&field),
                Operand::TempOut => field == base || (self.pushes == 0 && field == top),
                Operand::Run => field == base,
                Operand::Const => (field as usize) < self.code.consts.len(),
                Operand::WideConst => (self.instr.wide() as usize) < self.code.consts.len(),
                Operand::Name => (field as usize) < self.code.names.len(),
                Operand::None
                | Operand::Count
                | Operand::Flags
                | Operand::Jump
                | Operand::WideJump => true,
            };
            if !fine {
                return Err(format!(
                    "{kind:?} operand {field} with {locals} locals, depth {}",
                    self.depth
                ));
            }
        }
        Ok(())
    }

    /// `RERAISE` without a place to restore has no second operand.
    fn unused_lasti(&self, field: u32) -> bool {
        self.instr.op.generic() == Op::RERAISE && self.instr.c == 0 && field == 0
    }

    fn ways_on(&self) -> Result<(), String> {
        let op = self.instr.op.generic();
        let end = self.word + op.words();
        let after = self.depth - self.pops + self.pushes;
        if falls_through(op) {
            self.arrive(end, after)?;
        }
        let operands = op.info().operands;
        let offset = if operands[2] == Operand::Jump {
            i64::from(self.instr.c as i16)
        } else if operands[1] == Operand::WideJump {
            i64::from(self.instr.wide() as i32)
        } else {
            return Ok(());
        };
        let there = match op {
            Op::FOR_ITER | Op::FOR_ITER_TO_LOCAL => self.depth - 1,
            Op::JUMP_IF_FALSE_KEEP | Op::JUMP_IF_TRUE_KEEP => self.depth,
            _ => after,
        };
        self.arrive(
            usize::try_from(end as i64 + offset).unwrap_or(usize::MAX),
            there,
        )
    }

    fn arrive(&self, word: usize, depth: u32) -> Result<(), String> {
        let known = self
            .code
            .depths
            .get(word)
            .copied()
            .ok_or_else(|| format!("goes to word {word}"))?;
        if u32::from(known) == depth {
            return Ok(());
        }
        Err(format!(
            "arrives at word {word} with {depth} temporaries, {known} expected"
        ))
    }

    fn guard(&self, handler: &Handler, unwind: u32) -> Result<(), String> {
        if u32::from(handler.depth) > unwind {
            return Err(format!(
                "guarded at depth {}, unwinds from {unwind}",
                handler.depth
            ));
        }
        let pushed = 1 + u32::from(handler.lasti);
        self.arrive(handler.target as usize, u32::from(handler.depth) + pushed)
    }
}

/// `YIELD_VALUE` is raised at only by `throw`, with None in its temporary; `PUSH_EXC_INFO` never raises.
fn unwinds_whole(op: Op) -> bool {
    matches!(op.generic(), Op::YIELD_VALUE | Op::PUSH_EXC_INFO)
}

fn falls_through(op: Op) -> bool {
    !matches!(
        op.generic(),
        Op::JUMP
            | Op::JUMP_BACKWARD
            | Op::RETURN_L
            | Op::RETURN_T
            | Op::RETURN_K
            | Op::RAISE_VARARGS
            | Op::RERAISE
    )
}
