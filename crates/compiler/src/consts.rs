//! Constants that are equal and of one type are one object in a compilation (1, 1.0 and True differ, 0.0 and -0.0 too).
//!
//! Beside them stands what 3.13's syntax tree would hold of each: `sys.getrefcount` shows it while a text is run.

use std::collections::HashMap;
use std::sync::Arc;

use bytecode::Const;

/// What a syntax tree holds of a constant that code uses.
#[derive(Clone, Debug)]
pub struct Held {
    pub value: Arc<Const>,
    pub count: u32,
    /// It was computed, not written: an empty `bytes` is a new one then.
    pub folded: bool,
}

/// The constants of a tree, by address: a literal as often as parsing notes it, a folded one once for each folding.
#[derive(Default)]
pub struct Holds(HashMap<usize, Held>);

impl Holds {
    /// Notes a constant that now stands in the tree.
    pub fn note(&mut self, value: &Arc<Const>, count: u32, folded: bool) {
        let held = self.0.entry(Arc::as_ptr(value) as usize).or_insert(Held {
            value: value.clone(),
            count: 0,
            folded,
        });
        held.count += count;
    }
}

/// All constants of one compilation, by their key.
#[derive(Default)]
pub struct ConstPool {
    shared: HashMap<Vec<u8>, Arc<Const>>,
    holds: Holds,
    /// Of the constants that code uses, what the tree holds.
    pub tree: Vec<Held>,
    /// Code was finished whose table of handlers is empty: a shared `bytes`, to which later empty ones are equal.
    pub has_empty_table: bool,
}

impl ConstPool {
    pub fn new(holds: Holds) -> ConstPool {
        ConstPool {
            holds,
            ..ConstPool::default()
        }
    }

    /// The first of several equal constants is the one that stays.
    fn stays(&mut self, value: &Arc<Const>, own: &Arc<Const>) {
        if let Some(held) = self.holds.0.get(&(Arc::as_ptr(value) as usize)) {
            self.tree.push(Held {
                value: own.clone(),
                count: held.count,
                folded: held.folded && !self.has_empty_table,
            });
        }
    }

    /// The one object for this constant, its items shared as well; and its key.
    pub fn share(&mut self, value: &Arc<Const>) -> (Arc<Const>, Vec<u8>) {
        let key = key(value);
        if let Some(found) = self.shared.get(&key) {
            return (found.clone(), key);
        }
        let own = match &**value {
            Const::Tuple(items) => Arc::new(Const::Tuple(self.share_all(items))),
            Const::FrozenSet(items) => Arc::new(Const::FrozenSet(self.share_all(items))),
            _ => value.clone(),
        };
        self.stays(value, &own);
        self.shared.insert(key.clone(), own.clone());
        (own, key)
    }

    fn share_all(&mut self, items: &[Arc<Const>]) -> Box<[Arc<Const>]> {
        items.iter().map(|item| self.share(item).0).collect()
    }
}

/// Bytes that are the same exactly for constants that may be one object. Code and NaN are only ever themselves.
pub fn key(value: &Arc<Const>) -> Vec<u8> {
    let mut out = Vec::new();
    write_key(value, &mut out);
    out
}

fn write_key(value: &Arc<Const>, out: &mut Vec<u8>) {
    let sized = |out: &mut Vec<u8>, tag: u8, bytes: &[u8]| {
        out.push(tag);
        out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        out.extend_from_slice(bytes);
    };
    match &**value {
        Const::None => out.push(b'N'),
        Const::True => out.push(b'T'),
        Const::False => out.push(b'F'),
        Const::Ellipsis => out.push(b'.'),
        Const::Int(small) => sized(out, b'i', &small.to_le_bytes()),
        Const::BigInt { negative, digits } => {
            let bytes: Vec<u8> = digits
                .iter()
                .flat_map(|digit| digit.to_le_bytes())
                .collect();
            sized(out, if *negative { b'n' } else { b'p' }, &bytes);
        }
        Const::Float(float) if float.is_nan() => {
            sized(out, b'?', &(Arc::as_ptr(value) as usize).to_le_bytes());
        }
        Const::Float(float) => sized(out, b'f', &float.to_bits().to_le_bytes()),
        Const::Complex { real, imag } => {
            sized(
                out,
                b'c',
                &[real.to_bits().to_le_bytes(), imag.to_bits().to_le_bytes()].concat(),
            );
        }
        Const::Str(text) => sized(out, b's', text),
        Const::Bytes(bytes) => sized(out, b'b', bytes),
        Const::Tuple(items) | Const::FrozenSet(items) => {
            let mut keys: Vec<Vec<u8>> = items.iter().map(key).collect();
            let tag = if matches!(**value, Const::Tuple(_)) {
                b'('
            } else {
                b'{'
            };
            if tag == b'{' {
                keys.sort();
            }
            sized(out, tag, &[]);
            keys.iter().for_each(|key| sized(out, b',', key));
        }
        Const::Code(code) => sized(out, b'C', &(Arc::as_ptr(code) as usize).to_le_bytes()),
    }
}
