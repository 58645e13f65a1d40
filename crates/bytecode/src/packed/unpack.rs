//! A packed compilation back as the compiler's data: for tests, listings and whoever has no heap.

use super::bytes::{Broken, Result};
use super::module::{Module, Packed, Record, Unit};
use super::tables::Tables;
use crate::code::{CodeData, Const};
use crate::lines::PositionTable;
use std::borrow::Cow;
use std::sync::Arc;

/// The code that was packed, but for `depths`, which aren't kept. Every unit gets this file name.
pub fn unpack(packed: Packed<&[u8]>, filename: &str) -> Result<Arc<CodeData>> {
    let mut module = Module::open(packed)?;
    let filename: Arc<str> = filename.into();
    let mut made = Vec::with_capacity(module.len());
    while let Some(record) = module.next_record()? {
        let value = constant(&module, &made, &filename, record)?;
        made.push(Arc::new(value));
    }
    match made.last().map(|last| &**last) {
        Some(Const::Code(code)) => Ok(code.clone()),
        _ => Err(Broken("no code at the end")),
    }
}

fn pick(made: &[Arc<Const>], numbers: &[u32]) -> Result<Vec<Arc<Const>>> {
    let one = |&number: &u32| made.get(number as usize).cloned();
    let all: Option<Vec<_>> = numbers.iter().map(one).collect();
    all.ok_or(Broken("a part that isn't there"))
}

fn constant(
    module: &Module<'_>,
    made: &[Arc<Const>],
    filename: &Arc<str>,
    record: Record<'_>,
) -> Result<Const> {
    Ok(match record {
        Record::Plain(value) => value,
        Record::Text(number) => Const::Str(module.texts[number as usize].into()),
        Record::Bytes(bytes) => Const::Bytes(bytes.into()),
        Record::Tuple(items) => Const::Tuple(pick(made, &items)?.into()),
        Record::FrozenSet(items) => Const::FrozenSet(pick(made, &items)?.into()),
        Record::Code(unit) => Const::Code(Arc::new(code(module, made, filename, &unit)?)),
    })
}

fn code(
    module: &Module<'_>,
    made: &[Arc<Const>],
    filename: &Arc<str>,
    unit: &Unit<'_>,
) -> Result<CodeData> {
    let text = |number: &u32| -> Result<Arc<str>> {
        let bytes = module.texts[*number as usize];
        let text = std::str::from_utf8(bytes).map_err(|_| Broken("a name that isn't text"))?;
        Ok(text.into())
    };
    let tables = Tables::open(
        filename.clone(),
        unit.shape,
        Cow::Owned(unit.tables.to_vec()),
    )?;
    let mut positions = PositionTable::default();
    for (word, position) in tables.positions() {
        positions.push(word, position);
    }
    let numbers = unit.numbers;
    Ok(CodeData {
        name: text(&unit.name)?,
        qualname: text(&unit.qualname)?,
        filename: filename.clone(),
        arg_count: numbers.arg_count,
        pos_only_arg_count: numbers.pos_only_arg_count,
        kw_only_arg_count: numbers.kw_only_arg_count,
        flags: numbers.flags,
        first_line: numbers.first_line,
        consts: pick(made, &unit.consts)?,
        names: unit.names.iter().map(text).collect::<Result<_>>()?,
        localsplus_names: unit
            .localsplus_names
            .iter()
            .map(text)
            .collect::<Result<_>>()?,
        localsplus_kinds: tables.kinds().collect(),
        cpython_stacksize: numbers.cpython_stacksize,
        cpython_code_units: numbers.cpython_code_units,
        temp_count: numbers.temp_count,
        code: tables.words().collect(),
        depths: Vec::new(),
        unwind_depths: (0..tables.word_count())
            .map(|word| tables.unwind_depth(word) as u16)
            .collect(),
        handlers: tables.handlers().collect(),
        positions,
    })
}
