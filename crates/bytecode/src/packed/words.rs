//! Instruction words, packed.
//!
//! ```text
//! head  opcode × 16 + 8 if cache words follow + 1, 2, 4 for each operand a, b, c that isn't 0
//! a b c those operands
//! cache the words of the inline cache, all of them
//! ```
//! All are varints. A cache that is all zeroes, as nearly all are, takes no byte; an opcode without a row has no cache.

use super::bytes::{Reader, Result, put};
use crate::op::Op;

fn cache_words(op: u16) -> usize {
    Op::from_u16(op).map_or(0, |op| op.info().cache.into())
}

/// Appends the packed form of `words`.
pub fn pack(words: &[u64], out: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        at += 1;
        let op = word as u16;
        let end = (at + cache_words(op)).min(words.len());
        let cache = &words[at..end];
        // A cache cut off by the end of the code can't be left out: its length would be guessed.
        let filled = cache.iter().any(|&w| w != 0) || cache.len() < cache_words(op);
        let operands = [16, 32, 48].map(|shift| (word >> shift) as u16);
        let mut head = u64::from(op) << 4 | u64::from(filled) << 3;
        for (index, &operand) in operands.iter().enumerate() {
            head |= u64::from(operand != 0) << index;
        }
        put(out, head);
        for operand in operands.into_iter().filter(|&operand| operand != 0) {
            put(out, operand.into());
        }
        if filled {
            cache.iter().for_each(|&w| put(out, w));
        }
        at = end;
    }
}

/// The words of a packed form. It ends where the bytes end, or break.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    reader: Reader<'a>,
    /// Words of the inline cache that are still to come, and whether they are zeroes without bytes.
    cache: usize,
    blank: bool,
}

impl<'a> Words<'a> {
    pub fn new(bytes: &'a [u8]) -> Words<'a> {
        Words {
            reader: Reader::new(bytes),
            cache: 0,
            blank: true,
        }
    }

    fn instruction(&mut self) -> Result<u64> {
        let head = self.reader.number()?;
        let op = (head >> 4) as u16;
        let mut word = u64::from(op);
        for index in 0..3 {
            if head >> index & 1 != 0 {
                word |= (self.reader.number()? & 0xffff) << (16 * (index + 1));
            }
        }
        self.cache = cache_words(op);
        self.blank = head & 8 == 0;
        Ok(word)
    }
}

impl Iterator for Words<'_> {
    type Item = u64;

    #[inline]
    fn next(&mut self) -> Option<u64> {
        if self.cache > 0 {
            self.cache -= 1;
            return match self.blank {
                true => Some(0),
                false => self.reader.number().ok(),
            };
        }
        self.instruction().ok()
    }
}
