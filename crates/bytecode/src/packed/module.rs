//! A compilation packed: what the embedded library's modules are kept as.
//!
//! ```text
//! version (1 byte)
//! texts:     count, each its length and bytes; names and text constants point here
//! constants: count, each a tag and what follows; they point only to constants before them, and the last is the module's code
//!   0 None  1 True  2 False  3 Ellipsis    4 int (zigzag)    5, 6 large int, negative: count, digits of 4 bytes
//!   7 float (8 bytes)  8 complex (16)      9 text: number    10 bytes: length, bytes
//!   11 tuple, 12 frozenset: count, numbers of constants
//!   13 code: name, qualname (texts); arguments, positional-only, keyword-only, flags, first line, stack size, 3.13's code
//!      units, temporaries, locals, first free variable; constants, names, registers' names (count, numbers each); the shape of
//!      its tables (`tables.rs`) and how many bytes they are
//! ```
//! The tables of all code lie apart from that, one after the other in the order of the constants: making the objects of a module
//! reads none of them, so that what is never called stays on disk. Those of bodies, which an import runs, lie apart from those of
//! functions.
//! A constant stands here once for each `Arc<Const>`: two uses of one are the same object again. The file name isn't
//! here, nor are the depths that only `verify` reads.

use super::bytes::{Broken, Reader, Result, put, put_bytes, put_signed};
use super::tables::{self, Shape};
use crate::code::{CodeData, Const, flags};
use std::collections::HashMap;
use std::sync::Arc;

/// The form's version: other bytes are refused.
const VERSION: u8 = 3;

/// The numbers of a code object that nothing else tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    pub arg_count: u32,
    pub pos_only_arg_count: u32,
    pub kw_only_arg_count: u32,
    pub flags: u32,
    pub first_line: u32,
    pub cpython_stacksize: u32,
    pub cpython_code_units: u32,
    pub temp_count: u32,
    /// Registers that are locals, arguments captured as cells included.
    pub nlocals: u32,
    pub first_free: u32,
}

impl Numbers {
    pub fn of(data: &CodeData) -> Numbers {
        Numbers {
            arg_count: data.arg_count,
            pos_only_arg_count: data.pos_only_arg_count,
            kw_only_arg_count: data.kw_only_arg_count,
            flags: data.flags,
            first_line: data.first_line,
            cpython_stacksize: data.cpython_stacksize,
            cpython_code_units: data.cpython_code_units,
            temp_count: data.temp_count,
            nlocals: data.nlocals() as u32,
            first_free: data.first_free() as u32,
        }
    }

    fn put(&self, out: &mut Vec<u8>) {
        for number in [
            self.arg_count,
            self.pos_only_arg_count,
            self.kw_only_arg_count,
            self.flags,
            self.first_line,
            self.cpython_stacksize,
            self.cpython_code_units,
            self.temp_count,
            self.nlocals,
            self.first_free,
        ] {
            put(out, number.into());
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Numbers> {
        Ok(Numbers {
            arg_count: reader.small()?,
            pos_only_arg_count: reader.small()?,
            kw_only_arg_count: reader.small()?,
            flags: reader.small()?,
            first_line: reader.small()?,
            cpython_stacksize: reader.small()?,
            cpython_code_units: reader.small()?,
            temp_count: reader.small()?,
            nlocals: reader.small()?,
            first_free: reader.small()?,
        })
    }
}

/// A packed compilation: what its objects are made from, and the tables of its code. Either is read in place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packed<B> {
    pub objects: B,
    /// Tables of modules and classes.
    pub bodies: B,
    pub functions: B,
}

/// Packs a compilation.
pub fn pack(code: &Arc<CodeData>) -> Packed<Vec<u8>> {
    let mut packer = Packer::default();
    let body = packer.code(code);
    packer.record(13, &body);
    let mut out = vec![VERSION];
    put(&mut out, packer.text_count);
    out.extend(packer.texts);
    put(&mut out, packer.const_count);
    out.extend(packer.consts);
    Packed {
        objects: out,
        bodies: packer.bodies,
        functions: packer.functions,
    }
}

fn is_function(code_flags: u32) -> bool {
    code_flags & flags::OPTIMIZED != 0
}

#[derive(Default)]
struct Packer {
    texts: Vec<u8>,
    text_count: u64,
    text_numbers: HashMap<Box<[u8]>, u64>,
    consts: Vec<u8>,
    const_count: u64,
    const_numbers: HashMap<*const Const, u64>,
    bodies: Vec<u8>,
    functions: Vec<u8>,
}

impl Packer {
    fn text(&mut self, text: &[u8]) -> u64 {
        if let Some(&number) = self.text_numbers.get(text) {
            return number;
        }
        put_bytes(&mut self.texts, text);
        let number = self.text_count;
        self.text_numbers.insert(text.into(), number);
        self.text_count += 1;
        number
    }

    fn record(&mut self, tag: u8, rest: &[u8]) -> u64 {
        self.consts.push(tag);
        self.consts.extend_from_slice(rest);
        self.const_count += 1;
        self.const_count - 1
    }

    fn constant(&mut self, value: &Arc<Const>) -> u64 {
        let key = Arc::as_ptr(value);
        if let Some(&number) = self.const_numbers.get(&key) {
            return number;
        }
        let (tag, rest) = self.describe(value);
        let number = self.record(tag, &rest);
        self.const_numbers.insert(key, number);
        number
    }

    fn describe(&mut self, value: &Const) -> (u8, Vec<u8>) {
        let mut rest = Vec::new();
        let tag = match value {
            Const::None => 0,
            Const::True => 1,
            Const::False => 2,
            Const::Ellipsis => 3,
            Const::Int(number) => {
                put_signed(&mut rest, *number);
                4
            }
            Const::BigInt { negative, digits } => {
                put(&mut rest, digits.len() as u64);
                rest.extend(digits.iter().flat_map(|digit| digit.to_le_bytes()));
                5 + u8::from(*negative)
            }
            Const::Float(number) => {
                rest.extend(number.to_le_bytes());
                7
            }
            Const::Complex { real, imag } => {
                rest.extend(real.to_le_bytes());
                rest.extend(imag.to_le_bytes());
                8
            }
            Const::Str(text) => {
                put(&mut rest, self.text(text));
                9
            }
            Const::Bytes(bytes) => {
                put_bytes(&mut rest, bytes);
                10
            }
            Const::Tuple(items) => {
                self.constants(&mut rest, items);
                11
            }
            Const::FrozenSet(items) => {
                self.constants(&mut rest, items);
                12
            }
            Const::Code(data) => {
                rest = self.code(data);
                13
            }
        };
        (tag, rest)
    }

    fn constants(&mut self, out: &mut Vec<u8>, items: &[Arc<Const>]) {
        put(out, items.len() as u64);
        for item in items {
            let number = self.constant(item);
            put(out, number);
        }
    }

    fn names(&mut self, out: &mut Vec<u8>, names: &[Arc<str>]) {
        put(out, names.len() as u64);
        for name in names {
            put(out, self.text(name.as_bytes()));
        }
    }

    fn code(&mut self, data: &CodeData) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, self.text(data.name.as_bytes()));
        put(&mut out, self.text(data.qualname.as_bytes()));
        Numbers::of(data).put(&mut out);
        self.constants(&mut out, &data.consts);
        self.names(&mut out, &data.names);
        self.names(&mut out, &data.localsplus_names);
        // Code in the constants has put down its own by now.
        let tables = match is_function(data.flags) {
            true => &mut self.functions,
            false => &mut self.bodies,
        };
        let start = tables.len();
        tables::pack(data, tables).put(&mut out);
        put(&mut out, (tables.len() - start) as u64);
        out
    }
}

/// A constant of a packed compilation. Numbers point to constants before it, or to texts.
#[derive(Clone, Debug)]
pub enum Record<'a> {
    /// One that holds nothing but itself: neither text, bytes nor a container.
    Plain(Const),
    Text(u32),
    Bytes(&'a [u8]),
    Tuple(Vec<u32>),
    FrozenSet(Vec<u32>),
    Code(Unit<'a>),
}

/// A code object of a packed compilation.
#[derive(Clone, Debug)]
pub struct Unit<'a> {
    pub name: u32,
    pub qualname: u32,
    pub numbers: Numbers,
    pub consts: Vec<u32>,
    pub names: Vec<u32>,
    pub localsplus_names: Vec<u32>,
    pub shape: Shape,
    pub tables: &'a [u8],
}

/// A packed compilation, read constant by constant.
#[derive(Clone, Debug)]
pub struct Module<'a> {
    pub texts: Vec<&'a [u8]>,
    reader: Reader<'a>,
    /// What is left of the tables.
    bodies: Reader<'a>,
    functions: Reader<'a>,
    count: u32,
    read: u32,
}

impl<'a> Module<'a> {
    /// Reads the texts and gets ready for the constants.
    pub fn open(packed: Packed<&'a [u8]>) -> Result<Module<'a>> {
        let mut reader = Reader::new(packed.objects);
        if reader.byte()? != VERSION {
            return Err(Broken("another version"));
        }
        let count = reader.count()?;
        let mut texts = Vec::with_capacity(count);
        for _ in 0..count {
            texts.push(reader.bytes()?);
        }
        let count = reader.count()? as u32;
        Ok(Module {
            texts,
            reader,
            bodies: Reader::new(packed.bodies),
            functions: Reader::new(packed.functions),
            count,
            read: 0,
        })
    }

    /// How many constants there are.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// The next constant, `None` behind the last.
    pub fn next_record(&mut self) -> Result<Option<Record<'a>>> {
        if self.read == self.count {
            return Ok(None);
        }
        let record = self.record()?;
        self.read += 1;
        Ok(Some(record))
    }

    fn record(&mut self) -> Result<Record<'a>> {
        let reader = &mut self.reader;
        Ok(Record::Plain(match reader.byte()? {
            0 => Const::None,
            1 => Const::True,
            2 => Const::False,
            3 => Const::Ellipsis,
            4 => Const::Int(reader.signed()?),
            tag @ 5..=6 => {
                let count = reader.count()?;
                let digits = reader.take(count.saturating_mul(4))?.chunks_exact(4);
                let digits = digits.map(|d| u32::from_le_bytes([d[0], d[1], d[2], d[3]]));
                Const::BigInt {
                    negative: tag == 6,
                    digits: digits.collect(),
                }
            }
            7 => Const::Float(f64::from_le_bytes(reader.array()?)),
            8 => Const::Complex {
                real: f64::from_le_bytes(reader.array()?),
                imag: f64::from_le_bytes(reader.array()?),
            },
            9 => return Ok(Record::Text(self.text()?)),
            10 => return Ok(Record::Bytes(reader.bytes()?)),
            11 => return Ok(Record::Tuple(self.numbers(self.read)?)),
            12 => return Ok(Record::FrozenSet(self.numbers(self.read)?)),
            13 => return Ok(Record::Code(self.unit()?)),
            _ => return Err(Broken("an unknown kind of constant")),
        }))
    }

    fn text(&mut self) -> Result<u32> {
        let number = self.reader.small()?;
        match (number as usize) < self.texts.len() {
            true => Ok(number),
            false => Err(Broken("a text that isn't there")),
        }
    }

    /// Numbers below a limit.
    fn numbers(&mut self, limit: u32) -> Result<Vec<u32>> {
        let count = self.reader.count()?;
        let mut numbers = Vec::with_capacity(count);
        for _ in 0..count {
            numbers.push(self.reader.small()?);
        }
        match numbers.iter().all(|&number| number < limit) {
            true => Ok(numbers),
            false => Err(Broken("a part that isn't there")),
        }
    }

    fn unit(&mut self) -> Result<Unit<'a>> {
        let texts = self.texts.len() as u32;
        let (name, qualname) = (self.text()?, self.text()?);
        let own = Numbers::read(&mut self.reader)?;
        Ok(Unit {
            name,
            qualname,
            numbers: own,
            consts: self.numbers(self.read)?,
            names: self.numbers(texts)?,
            localsplus_names: self.numbers(texts)?,
            shape: Shape::read(&mut self.reader)?,
            tables: {
                let length = self.reader.small()?;
                let tables = match is_function(own.flags) {
                    true => &mut self.functions,
                    false => &mut self.bodies,
                };
                tables.take(length as usize)?
            },
        })
    }
}
