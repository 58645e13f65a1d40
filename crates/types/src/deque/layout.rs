//! A doubly linked list of blocks of 64 references. The only file of this folder with `unsafe`.
//!
//! ```text
//!   core (192 bytes, at offset 16 of a deque):
//!      0  length   8  left block  16  right block  24  left index  32  right index  40  state  48  most (-1: no limit)
//!     56  spare blocks: number    64  spare blocks (16)
//!   block (528 bytes):  0  left neighbour   8  64 references   520  right neighbour
//! ```
//! The items stand from `left index` in the left block to `right index` in the right one; an empty deque keeps one block, with
//! the indices in its middle. `state` changes with every change of the items' places: a [`Cursor`] is valid as long as
//! it is the same. Blocks that run empty wait in `spare`.

use object::native::Field;
use object::{Heap, Ref, Result, Slot, Visit};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// References in a block.
pub const BLOCK_LEN: usize = 64;
/// Bytes of a block.
pub const BLOCK_BYTES: usize = size_of::<Block>();
const CENTRE: usize = (BLOCK_LEN - 1) / 2;
const SPARE: usize = 16;

#[repr(C)]
struct Block {
    left: Cell<*mut Block>,
    items: [Slot; BLOCK_LEN],
    right: Cell<*mut Block>,
}

/// See the file's head.
#[repr(C)]
pub struct DequeCore {
    length: Cell<usize>,
    left: Cell<*mut Block>,
    right: Cell<*mut Block>,
    left_index: Cell<usize>,
    /// One less than the index beyond the last item; may be -1 only inside a change.
    right_index: Cell<isize>,
    state: Cell<usize>,
    most: Cell<isize>,
    spares: Cell<usize>,
    spare: [Cell<*mut Block>; SPARE],
}

const _: () = assert!(size_of::<DequeCore>() == 192 && BLOCK_BYTES == 528);

/// A place in a deque.
#[derive(Clone, Copy)]
pub struct Cursor {
    pub block: usize,
    pub index: usize,
}

// SAFETY: zero is a deque before `start`, without blocks or items; every item is visited, every block named and given back.
unsafe impl Field for DequeCore {
    fn visit(&self, visit: Visit) {
        self.for_each(&mut |slot| {
            if let Some(target) = slot.peek() {
                // SAFETY: the slot keeps its target alive; visits change nothing.
                visit(unsafe { target.as_ref() });
            }
        });
    }

    fn clear(&self) {
        while let Some(item) = self.pop_left() {
            drop(item);
        }
    }

    fn release(&self, heap: &Heap) {
        self.clear();
        let left = self.left.replace(null_mut());
        self.right.set(null_mut());
        let spares = self.spares.replace(0);
        let all = self.spare[..spares].iter().map(Cell::get);
        for block in all.chain([left]) {
            if let Some(block) = NonNull::new(block) {
                // SAFETY: an empty deque has one block, its spare ones are in no list; all came from this heap.
                unsafe { heap.free_buffer(block.cast()) };
            }
        }
    }

    fn buffers(&self, f: &mut dyn FnMut(*const u8)) {
        let mut at = self.left.get();
        while let Some(block) = self.block(at) {
            f(at.cast());
            at = block.right.get();
        }
        for spare in &self.spare[..self.spares.get()] {
            f(spare.get().cast());
        }
    }
}

impl DequeCore {
    /// Makes a zeroed core an empty deque. Once, before anything else.
    pub fn start(&self, heap: &Heap) -> Result<()> {
        if self.left.get().is_null() {
            let block = self.new_block(heap)?;
            self.left.set(block);
            self.right.set(block);
            self.centre();
        }
        self.most.set(-1);
        Ok(())
    }

    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length.get()
    }

    /// Whether there is no item.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The most items it may hold.
    pub fn most(&self) -> Option<usize> {
        usize::try_from(self.most.get()).ok()
    }

    /// Sets the most items; what is too much stays until the next addition.
    pub fn set_most(&self, most: Option<usize>) {
        self.most.set(most.map_or(-1, |n| n as isize));
    }

    /// Changes whenever items come, go or move.
    #[inline(always)]
    pub fn state(&self) -> usize {
        self.state.get()
    }

    fn changed(&self) {
        self.state.set(self.state.get().wrapping_add(1));
    }

    /// Blocks in use for the items, as `__sizeof__` counts them.
    pub fn blocks(&self) -> usize {
        (self.left_index.get() + self.len()).div_ceil(BLOCK_LEN)
    }

    fn centre(&self) {
        self.left_index.set(CENTRE + 1);
        self.right_index.set(CENTRE as isize);
    }

    /// Before an empty deque is filled from one end: the first items stand at the other end of the block.
    pub fn lean(&self, right: bool) {
        if self.is_empty() {
            let left = if right { 1 } else { BLOCK_LEN - 1 };
            self.left_index.set(left);
            self.right_index.set(left as isize - 1);
        }
    }

    fn block(&self, at: *mut Block) -> Option<&Block> {
        // SAFETY: null or a block of this deque, which lives until it is taken out of the list.
        unsafe { at.as_ref() }
    }

    fn new_block(&self, heap: &Heap) -> Result<*mut Block> {
        let spares = self.spares.get();
        if spares > 0 {
            self.spares.set(spares - 1);
            return Ok(self.spare[spares - 1].get());
        }
        let block = heap.alloc_buffer(BLOCK_BYTES)?.as_ptr();
        // SAFETY: the memory is fresh and as large as a block; zero is an empty one.
        unsafe { block.write_bytes(0, BLOCK_BYTES) };
        Ok(block.cast())
    }

    /// A block that ran empty waits for its next use, or is freed when enough wait.
    fn retire(&self, block: *mut Block) {
        let Some(empty) = self.block(block) else {
            return;
        };
        empty.left.set(null_mut());
        empty.right.set(null_mut());
        let spares = self.spares.get();
        if spares < SPARE {
            self.spare[spares].set(block);
            self.spares.set(spares + 1);
        } else {
            // SAFETY: the block is in no list and holds nothing. Any reference in the heap tells which heap it is:
            // blocks are freed through the allocator that the address belongs to.
            unsafe { self.free(NonNull::new_unchecked(block)) };
        }
    }

    /// # Safety
    /// The block belongs to nobody any more.
    unsafe fn free(&self, block: NonNull<Block>) {
        // The core is the first field of its deque, right after the header, which leads to the heap.
        let header = (self as *const DequeCore)
            .cast::<object::Object>()
            .wrapping_sub(1);
        // SAFETY: every core stands behind the header of a deque (see the file's head).
        unsafe { (*header).heap().free_buffer(block.cast()) };
    }

    /// Appends at the right end.
    #[inline]
    pub fn push_right(&self, heap: &Heap, item: Ref) -> Result<()> {
        if self.right_index.get() == BLOCK_LEN as isize - 1 {
            let fresh = self.new_block(heap)?;
            if let (Some(block), Some(last)) = (self.block(fresh), self.block(self.right.get())) {
                block.left.set(self.right.get());
                last.right.set(fresh);
            }
            self.right.set(fresh);
            self.right_index.set(-1);
        }
        let index = self.right_index.get() + 1;
        self.right_index.set(index);
        self.length.set(self.len() + 1);
        if let Some(block) = self.block(self.right.get()) {
            block.items[index as usize].set(Some(item));
        }
        self.changed();
        Ok(())
    }

    /// Appends at the left end.
    #[inline]
    pub fn push_left(&self, heap: &Heap, item: Ref) -> Result<()> {
        if self.left_index.get() == 0 {
            let fresh = self.new_block(heap)?;
            if let (Some(block), Some(first)) = (self.block(fresh), self.block(self.left.get())) {
                block.right.set(self.left.get());
                first.left.set(fresh);
            }
            self.left.set(fresh);
            self.left_index.set(BLOCK_LEN);
        }
        let index = self.left_index.get() - 1;
        self.left_index.set(index);
        self.length.set(self.len() + 1);
        if let Some(block) = self.block(self.left.get()) {
            block.items[index].set(Some(item));
        }
        self.changed();
        Ok(())
    }

    /// Takes the rightmost item.
    #[inline]
    pub fn pop_right(&self) -> Option<Ref> {
        let length = self.len().checked_sub(1)?;
        let block = self.block(self.right.get())?;
        let index = self.right_index.get();
        let item = block.items[index as usize].take();
        self.length.set(length);
        self.right_index.set(index - 1);
        self.changed();
        if index == 0 {
            if length == 0 {
                self.centre();
            } else {
                let empty = self.right.replace(block.left.get());
                if let Some(last) = self.block(self.right.get()) {
                    last.right.set(null_mut());
                }
                self.right_index.set(BLOCK_LEN as isize - 1);
                self.retire(empty);
            }
        }
        item
    }

    /// Takes the leftmost item.
    #[inline]
    pub fn pop_left(&self) -> Option<Ref> {
        let length = self.len().checked_sub(1)?;
        let block = self.block(self.left.get())?;
        let index = self.left_index.get();
        let item = block.items[index].take();
        self.length.set(length);
        self.left_index.set(index + 1);
        self.changed();
        if index + 1 == BLOCK_LEN {
            if length == 0 {
                self.centre();
            } else {
                let empty = self.left.replace(block.right.get());
                if let Some(first) = self.block(self.left.get()) {
                    first.left.set(null_mut());
                }
                self.left_index.set(0);
                self.retire(empty);
            }
        }
        item
    }

    /// The place of the item at a position less than the length: from the nearer end.
    fn slot(&self, position: usize) -> Option<&Slot> {
        if position >= self.len() {
            return None;
        }
        let offset = position + self.left_index.get();
        let (hops, index) = (offset / BLOCK_LEN, offset % BLOCK_LEN);
        let mut at;
        if position < self.len() / 2 {
            at = self.left.get();
            for _ in 0..hops {
                at = self.block(at)?.right.get();
            }
        } else {
            let last = (self.left_index.get() + self.len() - 1) / BLOCK_LEN;
            at = self.right.get();
            for _ in hops..last {
                at = self.block(at)?.left.get();
            }
        }
        Some(&self.block(at)?.items[index])
    }

    /// A handle on the item at a position.
    pub fn get(&self, position: usize) -> Option<Ref> {
        self.slot(position)?.get()
    }

    /// Replaces the item at a position, handing out the old one; the item back when there is no such position.
    pub fn replace(&self, position: usize, item: Ref) -> Result<Option<Ref>, Ref> {
        match self.slot(position) {
            Some(slot) => Ok(slot.replace(Some(item))),
            None => Err(item),
        }
    }

    /// Moves everything `n` places to the right, round the end; negative: to the left. No memory is needed: a block that
    /// runs empty at one end waits for the other.
    pub fn rotate(&self, heap: &Heap, n: isize) -> Result<()> {
        let length = self.len() as isize;
        if length <= 1 {
            return Ok(());
        }
        let mut n = n % length;
        // At most half-way round, in the direction that is shorter.
        if n > length / 2 {
            n -= length;
        } else if n < -(length / 2) {
            n += length;
        }
        while n > 0 {
            if let Some(item) = self.pop_right() {
                self.push_left(heap, item)?;
            }
            n -= 1;
        }
        while n < 0 {
            if let Some(item) = self.pop_left() {
                self.push_right(heap, item)?;
            }
            n += 1;
        }
        Ok(())
    }

    /// Where the first item stands.
    pub fn first(&self) -> Cursor {
        Cursor {
            block: self.left.get() as usize,
            index: self.left_index.get(),
        }
    }

    /// Where the last item stands.
    pub fn last(&self) -> Cursor {
        Cursor {
            block: self.right.get() as usize,
            index: self.right_index.get().max(0) as usize,
        }
    }

    /// The item at a cursor, which then moves one to the right. The caller has checked that the state is the same as when
    /// the cursor was made and that an item is left in that direction.
    pub fn read_forward(&self, cursor: &mut Cursor) -> Option<Ref> {
        let block = self.block(cursor.block as *mut Block)?;
        let item = block.items[cursor.index].get();
        cursor.index += 1;
        if cursor.index == BLOCK_LEN {
            cursor.block = block.right.get() as usize;
            cursor.index = 0;
        }
        item
    }

    /// The same to the left.
    pub fn read_back(&self, cursor: &mut Cursor) -> Option<Ref> {
        let block = self.block(cursor.block as *mut Block)?;
        let item = block.items[cursor.index].get();
        if cursor.index == 0 {
            cursor.block = block.left.get() as usize;
            cursor.index = BLOCK_LEN;
        }
        cursor.index -= 1;
        item
    }

    fn for_each(&self, f: &mut dyn FnMut(&Slot)) {
        let (mut at, mut index) = (self.left.get(), self.left_index.get());
        for _ in 0..self.len() {
            let Some(block) = self.block(at) else { return };
            f(&block.items[index]);
            index += 1;
            if index == BLOCK_LEN {
                at = block.right.get();
                index = 0;
            }
        }
    }

    /// Reverses the order.
    pub fn reverse(&self) {
        let (mut left, mut right) = (self.first(), self.last());
        for _ in 0..self.len() / 2 {
            let places = self
                .block(left.block as *mut Block)
                .zip(self.block(right.block as *mut Block));
            let Some((a, b)) = places else { return };
            let (a, b) = (&a.items[left.index], &b.items[right.index]);
            let item = a.take();
            a.set(b.replace(item));
            self.read_forward(&mut left);
            self.read_back(&mut right);
        }
    }

    /// Empties the deque, then drops what was in it, left to right.
    pub fn empty(&self, heap: &Heap) -> Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        let fresh = self.new_block(heap)?;
        let mut left = self.length.replace(0);
        let mut index = self.left_index.get();
        let mut at = self.left.replace(fresh);
        self.right.set(fresh);
        self.centre();
        self.changed();
        while let Some(block) = NonNull::new(at) {
            // SAFETY: the blocks are out of the deque: only this loop knows them, and each is retired once.
            unsafe {
                while index < BLOCK_LEN && left > 0 {
                    block.as_ref().items[index].set(None);
                    index += 1;
                    left -= 1;
                }
                at = block.as_ref().right.get();
            }
            self.retire(block.as_ptr());
            index = 0;
        }
        Ok(())
    }
}
