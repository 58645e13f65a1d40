//! Tuples that hold more than they show: 3.13's named tuples with fields beyond their length (`os.stat_result`).
//!
//! ```text
//!    0 header   16 length   24 items that show, one word each   … hidden items
//! ```
//! The hidden words are part of the basic size, as in 3.13, though they stand after the items. An instance's type is built on
//! the very layout that says how many there are: such types have no subtypes. Unlike other tuples, these show and drop their
//! items from the first to the last.

use super::{TUPLE_LAYOUT, Tuple, Unfinished};
use crate::typeobj::layout::member_slot;
use object::{LayoutInfo, Object, Ref, Slot, Visit};

/// Where a tuple's items start.
pub const ITEMS: usize = size_of::<Tuple>();
const WORD: usize = size_of::<usize>();

/// The layout of tuples with so many hidden items.
pub const fn layout(hidden: usize) -> LayoutInfo {
    LayoutInfo {
        base: Some(&TUPLE_LAYOUT),
        itemsize: WORD,
        traverse: Some(|object, visit| each(object, Tuple::len, &mut |slot| show(slot, visit))),
        shown: Some(|object, visit| each(object, |_| 0, &mut |slot| show(slot, visit))),
        release: Some(|object, _| each(object, |_| 0, &mut |slot| slot.set(None))),
        ..LayoutInfo::new("named tuple", ITEMS + hidden * WORD)
    }
}

/// How many hidden items the layout has.
pub const fn count(layout: &LayoutInfo) -> usize {
    (layout.basicsize - ITEMS) / WORD
}

fn slot_of(tuple: &Tuple, index: usize) -> Option<&Slot> {
    let here = index < tuple.len() + count(tuple.as_object().ty().layout());
    here.then(|| member_slot(tuple.as_object(), ITEMS + index * WORD))
}

/// Names all items, the hidden ones last, from one on.
fn each(object: &Object, from: fn(&Tuple) -> usize, f: &mut dyn FnMut(&Slot)) {
    let Some(tuple) = object.downcast::<Tuple>() else {
        return;
    };
    let mut index = from(tuple);
    while let Some(slot) = slot_of(tuple, index) {
        f(slot);
        index += 1;
    }
}

fn show(slot: &Slot, visit: Visit) {
    if let Some(held) = slot.get() {
        visit(&held);
    }
}

impl Tuple {
    /// A hidden item.
    pub fn hidden(&self, index: usize) -> Option<Ref> {
        slot_of(self, self.len() + index)?.get()
    }
}

impl Unfinished {
    /// Puts a hidden item into its place; nothing happens past the last one.
    pub fn put_hidden(&self, index: usize, item: Ref) {
        if let Some(slot) = slot_of(self.tuple(), self.tuple().len() + index) {
            slot.set(Some(item));
        }
    }
}
