//! `EncodingMap`: from characters of the first plane to bytes, in three steps, as `charmap_build` makes it from most tables.
//!
//! ```text
//!   0 header   16 first step (32 bytes, by the highest 5 bits)   48 the other steps: 16 bytes for each second step that
//!   is there (by 4 bits), then 128 for each third (by 7 bits)
//! ```
//! A byte of 255 in the first two steps leads nowhere, 0 in the last stands for no byte: NUL is mapped to itself.

use object::native::{WordField, make};
use object::{Builtin, MethodDef, Object, Ref, Result, Thread, TypeFlags, TypeSpec, native_layout};
use std::cell::Cell;
use types::{Int, Str};

native_layout! {
    /// See the file's head. `flag` of the steps is the number of second ones.
    pub struct EncodingMap: ENCODING_MAP, "EncodingMap" { first: [Cell<u8>; 32], steps: WordField }
}

const _: () = assert!(size_of::<EncodingMap>() == 64);

static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::DISALLOW_INSTANTIATION,
    methods: &[MethodDef::no_args("size", |thread, object| {
        let steps = object
            .downcast::<EncodingMap>()
            .map_or(0, |m| m.steps.len());
        // 3.13 doesn't count the one byte of the steps that its struct declares.
        Int::from_usize(thread, size_of::<EncodingMap>() - 1 + steps * WORD)
    })
    .doc("size($self, /)\n--\n\nBytes that the map takes.")],
    ..TypeSpec::new("EncodingMap", Builtin::Other, &ENCODING_MAP)
};

const WORD: usize = size_of::<isize>();
const NOWHERE: u8 = 0xFF;
const UNDEFINED: u32 = 0xFFFE;

/// Where a character leads in each step.
fn steps(point: u32) -> [usize; 3] {
    let part = |shift: u32, bits: u32| (point >> shift & ((1 << bits) - 1)) as usize;
    [part(11, 5), part(7, 4), part(0, 7)]
}

/// The steps of a table in the making.
struct Plan {
    first: [u8; 32],
    second: Vec<u8>,
    third: Vec<u8>,
}

impl Plan {
    /// `None` where 3.13 makes a dictionary: NUL isn't the first and only, or a character lies beyond the first plane.
    fn of(table: &Str) -> Option<Plan> {
        let mut plan = Plan {
            first: [NOWHERE; 32],
            second: Vec::new(),
            third: Vec::new(),
        };
        let mut points = table.code_points().enumerate().take(256);
        if points.next().is_none_or(|(_, point)| point != 0) {
            return None;
        }
        for (byte, point) in points {
            match point {
                0 | 0x1_0000.. => return None,
                UNDEFINED => {}
                _ => plan.add(point, byte as u8),
            }
        }
        let full = usize::from(NOWHERE);
        (plan.second.len() / 16 < full && plan.third.len() / 128 < full).then_some(plan)
    }

    fn add(&mut self, point: u32, byte: u8) {
        let [a, b, c] = steps(point);
        if self.first[a] == NOWHERE {
            self.first[a] = (self.second.len() / 16) as u8;
            self.second.resize(self.second.len() + 16, NOWHERE);
        }
        let second = &mut self.second[16 * usize::from(self.first[a]) + b];
        if *second == NOWHERE {
            *second = (self.third.len() / 128) as u8;
            self.third.resize(self.third.len() + 128, 0);
        }
        self.third[128 * usize::from(*second) + c] = byte;
    }
}

/// The map of a table, where there can be one.
pub(super) fn make_map(thread: &Thread, table: &Str) -> Result<Option<Ref>> {
    let Some(plan) = Plan::of(table) else {
        return Ok(None);
    };
    let map = make::<EncodingMap>(thread.heap(), types::type_of(thread, &SPEC)?)?;
    for (to, from) in map.first.iter().zip(plan.first) {
        to.set(from);
    }
    let bytes = [&plan.second[..], &plan.third[..]].concat();
    map.steps.fill(thread.heap(), bytes.len() / WORD, |i| {
        let mut word = [0; WORD];
        word.copy_from_slice(&bytes[i * WORD..(i + 1) * WORD]);
        isize::from_le_bytes(word)
    })?;
    map.steps.flag.set((plan.second.len() / 16) as u32);
    Ok(Some(map.into_object()))
}

impl EncodingMap {
    fn step(&self, at: usize) -> u8 {
        self.steps.get(at / WORD).to_le_bytes()[at % WORD]
    }

    /// The byte of a character.
    pub(super) fn byte(&self, point: u32) -> Option<u8> {
        match point {
            0 => return Some(0),
            0x1_0000.. => return None,
            _ => {}
        }
        let [a, b, c] = steps(point);
        let first = self.first[a].get();
        if first == NOWHERE {
            return None;
        }
        let second = self.step(16 * usize::from(first) + b);
        if second == NOWHERE {
            return None;
        }
        let thirds = 16 * self.steps.flag.get() as usize;
        let byte = self.step(thirds + 128 * usize::from(second) + c);
        (byte != 0).then_some(byte)
    }
}

/// The map that an object is.
pub(super) fn of(object: &Object) -> Option<&EncodingMap> {
    object.downcast::<EncodingMap>()
}
