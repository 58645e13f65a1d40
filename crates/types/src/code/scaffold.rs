//! What 3.13's compiler makes on the way to code objects and drops at its end.
//!
//! ```text
//!   lists         the tree's, the stacks of blocks and of units, the constants of the unit that is being finished;
//!                 two for each block of the symbol table, one for each block that declares names global or nonlocal
//!   dictionaries  of all blocks, the merged constants; one for each block; six for each open unit, one for each comprehension
//!   tuples        a key for each constant that is merged, and those are: constants as they are used, and of each finished unit
//!                 code, lines, handlers, names, constants and names of places
//! ```
//! A program sees them: they count in generation 0, and stay for reuse when they are dropped. All tables are
//! alive together at the deepest place, so that is how they are made. The bytes of 3.13's code don't exist here: whether two are
//! equal is told from ours, which differ where those do.

use crate::dict::Dict;
use crate::float::Float;
use crate::list::List;
use crate::tuple::Tuple;
use bytecode::CodeData;
use object::{Builtin, Object, Ref, Result, Thread};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many tables there are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tables {
    /// The tree's list not among them.
    pub lists: u32,
    pub dicts: u32,
    /// Places of names declared global or nonlocal.
    pub declared: u32,
    /// Of the dictionaries those that have one to five names at once: their tables stay for reuse.
    pub small: u32,
}

/// The tables of one compilation.
pub struct Scaffold {
    /// What the tree's memory hangs on: it lives as long as the tree.
    pub arena: Ref,
    _tables: Vec<Ref>,
    /// Keys that were merged.
    merged: Ref<Dict>,
    /// Keys of bytes, and of tuples that hold code: none of those is equal to another.
    keys: Vec<Ref>,
    bytes: HashSet<u64>,
}

impl Scaffold {
    /// The tables, empty.
    pub fn new(thread: &Thread, counts: Tables) -> Result<Scaffold> {
        thread
            .heap()
            .stock_tables(counts.small, crate::dict::SMALL_TABLE)?;
        let arena = List::new(thread)?.into_object();
        let mut tables = Vec::new();
        for _ in 0..counts.lists {
            tables.push(List::new(thread)?.into_object());
        }
        for _ in 1..counts.dicts {
            tables.push(Dict::new(thread)?.into_object());
        }
        for _ in 0..counts.declared {
            let none = thread.heap().none();
            let place = [none.clone(), none.clone(), none.clone(), none.clone(), none];
            tables.push(Tuple::from_array(thread, place)?.into_object());
        }
        Ok(Scaffold {
            arena,
            _tables: tables,
            merged: Dict::new(thread)?,
            keys: Vec::new(),
            bytes: HashSet::new(),
        })
    }

    /// A constant is used: it and what it holds are merged.
    pub fn constant(&mut self, thread: &Thread, value: &Object) -> Result<()> {
        if !has_key(value) {
            return Ok(());
        }
        let key = key_of(thread, value)?;
        self.merge(thread, key)?;
        let Some(tuple) = value.downcast::<Tuple>() else {
            return Ok(());
        };
        for item in tuple.items() {
            self.constant(thread, item)?;
        }
        Ok(())
    }

    /// A unit is finished: its bytes are merged.
    pub fn finish(&mut self, thread: &Thread, data: &CodeData) -> Result<()> {
        let start = data.first_line;
        let places = data.positions.runs().iter();
        let places: Vec<_> = places
            .map(|(word, at)| (*word, at.line.wrapping_sub(start), at.col, at.end_col))
            .collect();
        let handlers: Vec<_> = data.handlers.iter().map(|h| (h.start, h.target)).collect();
        for bytes in [
            hash_of(&(0, &data.code)),
            hash_of(&(1, places)),
            hash_of(&(2, handlers)),
        ] {
            let kind = thread.heap().builtin(Builtin::Bytes).as_object().to_ref();
            let key = Tuple::from_array(thread, [kind, thread.heap().none()])?;
            if self.bytes.insert(bytes) {
                self.keys.push(key.into_object());
            }
        }
        Ok(())
    }

    /// A row of a finished unit is merged.
    pub fn row(&mut self, thread: &Thread, row: &Tuple) -> Result<()> {
        let key = key_of(thread, row.as_object())?;
        match row
            .items()
            .iter()
            .any(|item| item.is_exactly(Builtin::Code))
        {
            true => self.keys.push(key),
            false => self.merge(thread, key)?,
        }
        Ok(())
    }

    fn merge(&mut self, thread: &Thread, key: Ref) -> Result<()> {
        self.merged.set_default(thread, &key, &key).map(drop)
    }
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Whether a constant isn't its own key: it could be equal to one of another type, or holds such.
fn has_key(value: &Object) -> bool {
    let kinds = [
        Builtin::Bool,
        Builtin::Bytes,
        Builtin::Float,
        Builtin::Complex,
        Builtin::Tuple,
        Builtin::FrozenSet,
    ];
    kinds.iter().any(|&kind| value.is_exactly(kind))
}

fn key_of(thread: &Thread, value: &Object) -> Result<Ref> {
    if !has_key(value) {
        return Ok(value.to_ref());
    }
    let value_too = value.to_ref();
    if let Some(tuple) = value.downcast::<Tuple>() {
        let keys = keys_of(thread, tuple.items())?.into_object();
        return Ok(Tuple::from_array(thread, [keys, value_too])?.into_object());
    }
    if value.is_exactly(Builtin::FrozenSet) {
        let mut at = 0;
        let items: Vec<Ref> =
            std::iter::from_fn(|| crate::set::next_item(value, &mut at)).collect();
        let keys = super::build::frozen_set(thread, keys_of(thread, &items)?)?;
        return Ok(Tuple::from_array(thread, [keys, value_too])?.into_object());
    }
    let kind = value.ty().as_object().to_ref();
    let negative_zero = |number: &Float| number.value() == 0.0 && number.value().is_sign_negative();
    Ok(match value.downcast::<Float>().is_some_and(negative_zero) {
        true => Tuple::from_array(thread, [kind, value_too, thread.heap().none()])?.into_object(),
        false => Tuple::from_array(thread, [kind, value_too])?.into_object(),
    })
}

fn keys_of(thread: &Thread, items: &[Ref]) -> Result<Ref<Tuple>> {
    let mut keys = Vec::with_capacity(items.len());
    for item in items {
        keys.push(key_of(thread, item)?);
    }
    Tuple::from_slice(thread, &keys)
}
