//! The memory of `collections.OrderedDict`: a dictionary with a linked list of its keys.
//!
//! ```text
//!    0  dict
//!   48  fast nodes ─► one node for each slot count of the table, by number of entry; null before the first key
//!   56  how many of them          64  the keys that they belong to
//!   72  state: changes with the list     80  first node     88  last node
//!   96  instance dictionary      104  weak references
//!   node (32 bytes): 0 key  8 hash  16 next  24 previous
//! ```
//! Invariant: the nodes in the list are those of the keys in the dictionary, unless somebody changed the dictionary behind the
//! list's back with `dict`'s own methods; then a node without an entry is skipped and an entry without a node not shown.

use super::{DICT_LAYOUT, Dict, Keys, Probe};
use object::{Heap, Layout, LayoutInfo, Object, Ref, Result, Slot, Visit};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

#[repr(C)]
struct Node {
    key: Slot,
    hash: Cell<isize>,
    next: Cell<*mut Node>,
    previous: Cell<*mut Node>,
}

/// See the file's head.
#[repr(C)]
pub struct OrderedDict {
    dict: Dict,
    fast: Cell<*mut Cell<*mut Node>>,
    fast_len: Cell<usize>,
    fast_keys: Cell<usize>,
    state: Cell<usize>,
    first: Cell<*mut Node>,
    last: Cell<*mut Node>,
    pub instance_dict: Slot,
    weaklist: Cell<usize>,
}

/// Layout of `OrderedDict` and of classes derived from it.
pub static ORDERED_DICT: LayoutInfo = LayoutInfo {
    base: Some(&DICT_LAYOUT),
    fields: &[96],
    traverse: Some(traverse),
    clear: Some(|object| {
        let ordered = as_ordered(object);
        ordered.instance_dict.set(None);
        ordered.clear_nodes(object.heap());
    }),
    release: Some(|object, heap| {
        let ordered = as_ordered(object);
        ordered.instance_dict.set(None);
        ordered.clear_nodes(heap);
    }),
    buffers: Some(buffers),
    ..LayoutInfo::new("OrderedDict", 112)
};

const _: () = assert!(size_of::<OrderedDict>() == 112 && size_of::<Node>() == 32);

// SAFETY: starts with a dictionary, so with a header; zero is empty; ORDERED_DICT's functions handle the nodes.
unsafe impl Layout for OrderedDict {
    const INFO: &'static LayoutInfo = &ORDERED_DICT;
}

fn as_ordered(object: &Object) -> &OrderedDict {
    // SAFETY: called for objects built on this layout only, from the functions of ORDERED_DICT.
    unsafe { object.cast_unchecked::<OrderedDict>() }
}

fn node<'n>(at: *mut Node) -> Option<&'n Node> {
    // SAFETY: null or a node of a list, which lives until it is taken out.
    unsafe { at.as_ref() }
}

fn traverse(object: &Object, visit: Visit) {
    let mut at = as_ordered(object).first.get();
    while let Some(this) = node(at) {
        if let Some(key) = this.key.peek() {
            // SAFETY: the node keeps its key alive; visits change nothing.
            visit(unsafe { key.as_ref() });
        }
        at = this.next.get();
    }
}

fn buffers(object: &Object, each: &mut dyn FnMut(*const u8)) {
    let ordered = as_ordered(object);
    if !ordered.fast.get().is_null() {
        each(ordered.fast.get().cast());
    }
    let mut at = ordered.first.get();
    while let Some(this) = node(at) {
        each(at.cast());
        at = this.next.get();
    }
}

/// A place in the order; valid while the state is the same, so used at once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::dict) struct Place(usize);

impl OrderedDict {
    /// The dictionary in it.
    #[inline(always)]
    pub fn dict(&self) -> &Dict {
        &self.dict
    }

    /// Changes with every change of the order.
    pub fn state(&self) -> usize {
        self.state.get()
    }

    /// Bytes that the list takes: the table of nodes and, unless empty, a node for each entry.
    pub fn list_bytes(&self) -> usize {
        let nodes = if self.first.get().is_null() {
            0
        } else {
            self.dict.len()
        };
        self.fast_len.get() * size_of::<*mut Node>() + nodes * size_of::<Node>()
    }

    /// The place at one end.
    pub(in crate::dict) fn end(&self, last: bool) -> Option<Place> {
        let at = if last {
            self.last.get()
        } else {
            self.first.get()
        };
        node(at).map(|_| Place(at as usize))
    }

    /// Key and hash at a place, and the next place in a direction. The caller checked the state.
    pub(in crate::dict) fn at(
        &self,
        place: Place,
        backwards: bool,
    ) -> Option<(Ref, isize, Option<Place>)> {
        let this = node(place.0 as *mut Node)?;
        let next = if backwards {
            this.previous.get()
        } else {
            this.next.get()
        };
        let next = node(next).map(|_| Place(next as usize));
        Some((this.key.get()?, this.hash.get(), next))
    }

    /// Brings the table of nodes up to date with the dictionary's keys.
    fn refresh(&self, heap: &Heap) -> Result<()> {
        let keys = self.dict.keys();
        let id = keys.as_ptr() as usize;
        if self.fast_keys.get() == id && self.fast_len.get() == keys.size() {
            return Ok(());
        }
        let len = keys.size();
        let block = heap.alloc_buffer(len * size_of::<*mut Node>())?;
        // SAFETY: the block has as many bytes; null pointers are empty places.
        unsafe { block.as_ptr().write_bytes(0, len * size_of::<*mut Node>()) };
        let old = self.fast.replace(block.as_ptr().cast());
        if let Some(old) = NonNull::new(old) {
            // SAFETY: the table came from this heap's buffers and nobody uses it any more.
            unsafe { heap.free_buffer(old.cast()) };
        }
        self.fast_len.set(len);
        self.fast_keys.set(id);
        let mut at = self.first.get();
        while let Some(this) = node(at) {
            if let Some(index) = find_identical(keys, this) {
                self.fast_at(index).set(at);
            }
            at = this.next.get();
        }
        Ok(())
    }

    fn fast_at(&self, index: usize) -> &Cell<*mut Node> {
        debug_assert!(index < self.fast_len.get());
        // SAFETY: entries are numbered below the table's size, which `refresh` allocated.
        unsafe { &*self.fast.get().add(index) }
    }

    /// Adds a node for the entry at an index, unless there is one.
    pub(in crate::dict) fn add(
        &self,
        heap: &Heap,
        index: usize,
        key: Ref,
        hash: isize,
    ) -> Result<()> {
        self.refresh(heap)?;
        if !self.fast_at(index).get().is_null() {
            return Ok(());
        }
        let block = heap
            .alloc_buffer(size_of::<Node>())?
            .as_ptr()
            .cast::<Node>();
        // SAFETY: the block is as large as a node.
        unsafe {
            block.write(Node {
                key: Slot::empty(),
                hash: Cell::new(hash),
                next: Cell::new(null_mut()),
                previous: Cell::new(null_mut()),
            });
        }
        if let Some(fresh) = node(block) {
            fresh.key.set(Some(key));
        }
        self.link(block, true);
        self.fast_at(index).set(block);
        Ok(())
    }

    /// The node of the entry at an index.
    pub(in crate::dict) fn place_of(&self, heap: &Heap, index: usize) -> Result<Option<Place>> {
        self.refresh(heap)?;
        let at = self.fast_at(index).get();
        Ok(node(at).map(|_| Place(at as usize)))
    }

    /// Takes the node of an entry out; its key is handed out.
    pub(in crate::dict) fn remove(&self, heap: &Heap, index: usize) -> Result<Option<Ref>> {
        self.refresh(heap)?;
        let at = self.fast_at(index).replace(null_mut());
        let Some(this) = node(at) else {
            return Ok(None);
        };
        self.unlink(at);
        let key = this.key.take();
        // SAFETY: the node is out of the list and the table, and came from this heap's buffers.
        unsafe { heap.free_buffer(NonNull::from(this).cast()) };
        Ok(key)
    }

    /// Moves a node to one end.
    pub(in crate::dict) fn move_to(&self, place: Place, last: bool) {
        self.unlink(place.0 as *mut Node);
        self.link(place.0 as *mut Node, last);
    }

    fn link(&self, at: *mut Node, last: bool) {
        let Some(this) = node(at) else { return };
        self.state.set(self.state.get().wrapping_add(1));
        if last {
            let before = self.last.replace(at);
            this.previous.set(before);
            this.next.set(null_mut());
            match node(before) {
                Some(before) => before.next.set(at),
                None => self.first.set(at),
            }
        } else {
            let after = self.first.replace(at);
            this.next.set(after);
            this.previous.set(null_mut());
            match node(after) {
                Some(after) => after.previous.set(at),
                None => self.last.set(at),
            }
        }
    }

    fn unlink(&self, at: *mut Node) {
        let Some(this) = node(at) else { return };
        self.state.set(self.state.get().wrapping_add(1));
        let (before, after) = (this.previous.get(), this.next.get());
        match node(before) {
            Some(before) => before.next.set(after),
            None => self.first.set(after),
        }
        match node(after) {
            Some(after) => after.previous.set(before),
            None => self.last.set(before),
        }
    }

    /// Drops the list: keys from first to last.
    pub(in crate::dict) fn clear_nodes(&self, heap: &Heap) {
        if let Some(fast) = NonNull::new(self.fast.replace(null_mut())) {
            // SAFETY: the table came from this heap's buffers.
            unsafe { heap.free_buffer(fast.cast()) };
        }
        self.fast_len.set(0);
        self.fast_keys.set(0);
        self.state.set(self.state.get().wrapping_add(1));
        self.last.set(null_mut());
        let mut at = self.first.replace(null_mut());
        while let Some(this) = node(at) {
            let (next, key) = (this.next.get(), this.key.take());
            // SAFETY: the list has left the object: only this loop knows its nodes.
            unsafe { heap.free_buffer(NonNull::from(this).cast()) };
            drop(key);
            at = next;
        }
    }
}

/// The entry whose key is the very object of the node.
fn find_identical(keys: Keys, this: &Node) -> Option<usize> {
    let key = this.key.peek()?;
    let mut probe = Probe::new(keys.log2_size(), this.hash.get());
    loop {
        let index = keys.index(probe.slot);
        if index == super::EMPTY {
            return None;
        }
        if index >= 0 && keys.pair::<'_>(index as usize).key.peek() == Some(key) {
            return Some(index as usize);
        }
        probe.advance();
    }
}
