//! What a code object keeps of its compilation, in one run of bytes that is read in place.
//!
//! ```text
//! a byte for each register before the temporaries: 1 local, 2 cell, 4 free, 8 hidden
//! 15 bytes for each handler: start, end, target (4 bytes each), depth (2), lasti (1), little-endian
//! the depth from which unwinding starts, for each word
//! the places (`places.rs`)
//! the words (`words.rs`) as they were compiled: those that run rewrite themselves
//! ```
//! How many of each there are is its [`Shape`], kept apart: opening tables reads none of their bytes. Those of the embedded
//! library's code stay where they are in the program file; others are owned.

use super::bytes::{Broken, Reader, Result, put};
use super::places::{self, Places};
use super::words::{self, Words};
use crate::code::{CodeData, Handler, LocalKind};
use crate::lines::Position;
use std::borrow::Cow;
use std::sync::Arc;

const HANDLER: usize = 15;

/// Tables of one code object.
#[derive(Clone, Debug)]
pub struct Tables {
    pub filename: Arc<str>,
    bytes: Cow<'static, [u8]>,
    wide: bool,
    word_count: u32,
    const_count: u32,
    /// Where each part starts but the first, the registers' kinds; the last ends with the bytes.
    handlers: u32,
    depths: u32,
    places: u32,
    words: u32,
}

/// How many of each there are in tables.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Depths take two bytes.
    wide: bool,
    kinds: u32,
    handlers: u32,
    words: u32,
    consts: u32,
    /// Bytes of the places.
    places: u32,
}

impl Shape {
    /// A byte, then varints.
    pub(super) fn put(&self, out: &mut Vec<u8>) {
        out.push(self.wide.into());
        for count in [
            self.kinds,
            self.handlers,
            self.words,
            self.consts,
            self.places,
        ] {
            put(out, count.into());
        }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Shape> {
        Ok(Shape {
            wide: reader.byte()? != 0,
            kinds: reader.small()?,
            handlers: reader.small()?,
            words: reader.small()?,
            consts: reader.small()?,
            places: reader.small()?,
        })
    }
}

fn kind_bits(kind: &LocalKind) -> u8 {
    u8::from(kind.local)
        | u8::from(kind.cell) << 1
        | u8::from(kind.free) << 2
        | u8::from(kind.hidden) << 3
}

fn kind_of(bits: u8) -> LocalKind {
    LocalKind {
        local: bits & 1 != 0,
        cell: bits & 2 != 0,
        free: bits & 4 != 0,
        hidden: bits & 8 != 0,
    }
}

fn put_handler(out: &mut Vec<u8>, handler: &Handler) {
    for part in [handler.start, handler.end, handler.target] {
        out.extend(part.to_le_bytes());
    }
    out.extend(handler.depth.to_le_bytes());
    out.push(handler.lasti.into());
}

/// Appends the tables of `data` and says what they are made of.
pub(super) fn pack(data: &CodeData, out: &mut Vec<u8>) -> Shape {
    let wide = data.unwind_depths.iter().any(|&depth| depth > 0xff);
    let mut places = Vec::new();
    places::pack(&data.positions, &mut places);
    out.extend(data.localsplus_kinds.iter().map(kind_bits));
    data.handlers.iter().for_each(|h| put_handler(out, h));
    for word in 0..data.code.len() {
        let depth = data.unwind_depths.get(word).copied().unwrap_or(0);
        match wide {
            true => out.extend(depth.to_le_bytes()),
            false => out.push(depth as u8),
        }
    }
    out.extend(&places);
    words::pack(&data.code, out);
    Shape {
        wide,
        kinds: data.localsplus_kinds.len() as u32,
        handlers: data.handlers.len() as u32,
        words: data.code.len() as u32,
        consts: data.consts.len() as u32,
        places: places.len() as u32,
    }
}

impl Tables {
    /// The tables of freshly compiled code.
    pub fn of(data: &CodeData) -> Result<Tables> {
        let mut bytes = Vec::new();
        let shape = pack(data, &mut bytes);
        bytes.shrink_to_fit();
        Tables::open(data.filename.clone(), shape, Cow::Owned(bytes))
    }

    /// Tables over their packed form, which isn't read yet.
    pub fn open(filename: Arc<str>, shape: Shape, bytes: Cow<'static, [u8]>) -> Result<Tables> {
        let sizes = [
            u64::from(shape.kinds),
            u64::from(shape.handlers) * HANDLER as u64,
            u64::from(shape.words) * (1 + u64::from(shape.wide)),
            u64::from(shape.places),
        ];
        if sizes.iter().sum::<u64>() > bytes.len() as u64 || u32::try_from(bytes.len()).is_err() {
            return Err(Broken("tables beyond the end"));
        }
        let [handlers, depths, places, words] = {
            let mut end = 0;
            sizes.map(|size| {
                end += size as u32;
                end
            })
        };
        Ok(Tables {
            filename,
            wide: shape.wide,
            word_count: shape.words,
            const_count: shape.consts,
            handlers,
            depths,
            places,
            words,
            bytes,
        })
    }

    /// Whether they stay in the program file.
    pub fn is_static(&self) -> bool {
        matches!(self.bytes, Cow::Borrowed(_))
    }

    /// Whether both describe the same code.
    pub fn same(&self, other: &Tables) -> bool {
        let starts = |t: &Tables| [t.handlers, t.depths, t.places, t.words, t.const_count];
        starts(self) == starts(other) && self.bytes == other.bytes
    }

    /// Instruction words and their cache words.
    pub fn word_count(&self) -> usize {
        self.word_count as usize
    }

    /// Constants that the instructions know of.
    pub fn const_count(&self) -> usize {
        self.const_count as usize
    }

    fn part(&self, from: u32, to: u32) -> &[u8] {
        self.bytes.get(from as usize..to as usize).unwrap_or(&[])
    }

    /// Registers before the first temporary.
    pub fn nlocalsplus(&self) -> usize {
        self.handlers as usize
    }

    /// What a register before the temporaries is.
    pub fn kind(&self, index: usize) -> Option<LocalKind> {
        let bits = self.part(0, self.handlers).get(index)?;
        Some(kind_of(*bits))
    }

    /// What each register before the temporaries is.
    pub fn kinds(&self) -> impl Iterator<Item = LocalKind> {
        let bits = self.part(0, self.handlers);
        bits.iter().map(|&bits| kind_of(bits))
    }

    /// The handlers, sorted by their start.
    pub fn handlers(&self) -> impl Iterator<Item = Handler> {
        (0..self.handler_count()).map(|index| self.handler(index))
    }

    fn handler_count(&self) -> usize {
        (self.depths - self.handlers) as usize / HANDLER
    }

    fn handler(&self, index: usize) -> Handler {
        let mut row = [0; HANDLER];
        let at = self.handlers as usize + index * HANDLER;
        if let Some(bytes) = self.bytes.get(at..at + HANDLER) {
            row.copy_from_slice(bytes);
        }
        let word = |i: usize| u32::from_le_bytes([row[i], row[i + 1], row[i + 2], row[i + 3]]);
        Handler {
            start: word(0),
            end: word(4),
            target: word(8),
            depth: u16::from_le_bytes([row[12], row[13]]),
            lasti: row[14] != 0,
        }
    }

    /// The handler that guards the instruction at `word`.
    pub fn handler_at(&self, word: u32) -> Option<Handler> {
        let (mut low, mut high) = (0, self.handler_count());
        while low < high {
            let middle = (low + high) / 2;
            match self.handler(middle).start <= word {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        let handler = self.handler(low.checked_sub(1)?);
        (word < handler.end).then_some(handler)
    }

    /// Live temporaries from which unwinding starts when the instruction at that word raises.
    pub fn unwind_depth(&self, word: usize) -> usize {
        let depths = self.part(self.depths, self.places);
        let byte = |at: usize| depths.get(at).copied().unwrap_or(0);
        match self.wide {
            true => u16::from_le_bytes([byte(2 * word), byte(2 * word + 1)]).into(),
            false => byte(word).into(),
        }
    }

    /// Where the instruction at that word comes from.
    pub fn position(&self, word: u32) -> Position {
        places::at(self.part(self.places, self.words), word)
    }

    /// Each run of words with one position: its first word and that position.
    pub fn positions(&self) -> impl Iterator<Item = (u32, Position)> {
        Places::new(self.part(self.places, self.words))
    }

    /// The words as they were compiled.
    pub fn words(&self) -> Words<'_> {
        Words::new(self.part(self.words, self.bytes.len() as u32))
    }
}
