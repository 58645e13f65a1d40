//! From a packed compilation to code objects, constant by constant: what the embedded library's modules are made from.
//!
//! The objects are those that [`super::CodeBuilder`] makes from the same source: a constant is made once, names are
//! interned for the life of the heap. The tables stay where they are, in the program file,
//! and the instructions with them until the code first runs (`Code::unpack_words`).

use super::Code;
use super::build::{complete, frozen_set, leaf, looks_like_name, refuse, text};
use crate::bytes::Bytes;
use crate::str::{self, Str};
use crate::tuple::Tuple;
use bytecode::packed::{Broken, Module, Packed, Record, Tables, Unit};
use object::{Ref, Result, Thread};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The module's code object, all its code under one file name object, interned for good as in 3.13's compiled files.
pub fn unpack(
    thread: &Thread,
    filename: Ref<Str>,
    packed: Packed<&'static [u8]>,
) -> Result<Ref<Code>> {
    let broken = |broken| refuse(thread, broken);
    let mut module = Module::open(packed).map_err(broken)?;
    let filename = str::intern_immortal(thread, filename)?;
    let mut unpacker = Unpacker {
        thread,
        file: filename.to_string().into(),
        filename,
        names: vec![None; module.texts.len()],
        rows: BTreeMap::new(),
        made: Vec::with_capacity(module.len()),
    };
    while let Some(record) = module.next_record().map_err(broken)? {
        let value = unpacker.make(&module, record)?;
        unpacker.made.push(value);
    }
    match unpacker.made.pop().map(Ref::downcast_into::<Code>) {
        Some(Ok(code)) => Ok(code),
        _ => Err(broken(Broken("no code at the end"))),
    }
}

struct Unpacker<'t> {
    thread: &'t Thread,
    filename: Ref<Str>,
    file: Arc<str>,
    /// Names by the number of their text, once they are made.
    names: Vec<Option<Ref<Str>>>,
    /// Rows of names and of constants: equal ones are one tuple, as 3.13's compiler leaves them.
    rows: BTreeMap<(Row, Vec<u32>), Ref<Tuple>>,
    made: Vec<Ref>,
}

/// What the numbers of a row count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Row {
    Names,
    Constants,
}

impl Unpacker<'_> {
    fn make(&mut self, module: &Module<'static>, record: Record<'static>) -> Result<Ref> {
        let thread = self.thread;
        Ok(match record {
            Record::Plain(value) => leaf(thread, &value)?,
            // As in 3.13, where a compiled file's texts that look like names are interned for good.
            Record::Text(number) => match module.texts[number as usize] {
                name if looks_like_name(name) => self.name(module, number)?.into_object(),
                other => text(thread, other)?,
            },
            Record::Bytes(bytes) => Bytes::new(thread, bytes)?.into_object(),
            Record::Tuple(items) => self.pick(&items)?.into_object(),
            Record::FrozenSet(items) => frozen_set(thread, self.pick(&items)?)?,
            Record::Code(unit) => self.code(module, &unit)?.into_object(),
        })
    }

    /// A tuple of constants made before; the reader has checked that they were.
    fn pick(&self, numbers: &[u32]) -> Result<Ref<Tuple>> {
        let items: Vec<Ref> = numbers
            .iter()
            .map(|&number| self.made[number as usize].clone())
            .collect();
        Tuple::from_slice(self.thread, &items)
    }

    fn name(&mut self, module: &Module<'static>, number: u32) -> Result<Ref<Str>> {
        let number = number as usize;
        if let Some(known) = &self.names[number] {
            return Ok(known.clone());
        }
        let text = std::str::from_utf8(module.texts[number])
            .map_err(|_| refuse(self.thread, Broken("a name that isn't text")))?;
        let fresh = str::intern_static(self.thread, text)?;
        self.names[number] = Some(fresh.clone());
        Ok(fresh)
    }

    fn all(&mut self, module: &Module<'static>, numbers: &[u32]) -> Result<Ref<Tuple>> {
        let key = (Row::Names, numbers.to_vec());
        if let Some(known) = self.rows.get(&key) {
            return Ok(known.clone());
        }
        let mut items = Vec::with_capacity(numbers.len());
        for &number in numbers {
            items.push(self.name(module, number)?.into_object());
        }
        let row = Tuple::from_slice(self.thread, &items)?;
        self.rows.insert(key, row.clone());
        Ok(row)
    }

    fn constants(&mut self, numbers: &[u32]) -> Result<Ref<Tuple>> {
        let key = (Row::Constants, numbers.to_vec());
        if let Some(known) = self.rows.get(&key) {
            return Ok(known.clone());
        }
        let row = self.pick(numbers)?;
        self.rows.insert(key, row.clone());
        Ok(row)
    }

    fn code(&mut self, module: &Module<'static>, unit: &Unit<'static>) -> Result<Ref<Code>> {
        let consts = self.constants(&unit.consts)?;
        let tables = Tables::open(self.file.clone(), unit.shape, Cow::Borrowed(unit.tables))
            .map_err(|broken| refuse(self.thread, broken))?;
        let code = complete(self.thread, tables.into(), &unit.numbers, consts)?;
        code.names.set(Some(self.all(module, &unit.names)?));
        code.localsplus_names
            .set(Some(self.all(module, &unit.localsplus_names)?));
        code.filename.set(Some(self.filename.clone()));
        code.name.set(Some(self.name(module, unit.name)?));
        code.qualname.set(Some(self.name(module, unit.qualname)?));
        Ok(code)
    }
}
