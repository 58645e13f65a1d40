//! Every live object of a heap, found from the allocator's blocks alone.
//!
//! Which blocks are objects is known by their pool's kind, never guessed. Where the object starts in its block follows from the words
//! in front of it: none in a pool of objects that aren't collected; in a pool of collected ones either the GC head (16 bytes) or the
//! managed words and the head (32). With the shorter front the tag at +20 has `FLAG_GC`; with the longer one that word is the upper
//! half of the head's `next`, an address below 2^47 or null, whose bit 48 (`FLAG_GC` is bit 16 of the upper half) is never set.

use allocator::{Block, Kind, Place};
use object::{FLAG_GC, GcHead, Heap, Object};
use record::Label;
use rustc_hash::FxHashMap;

/// Calls `f` with every live object and its block, in address order, large ones last.
pub fn for_each_object(heap: &Heap, f: &mut dyn FnMut(&Object, &Block)) {
    heap.allocator.for_each_live(&mut |block| {
        if let Some(object) = object_in(&block).filter(|object| !object.is_kept()) {
            f(object, &block);
        }
    });
}

/// Calls `f` with the size of each block that holds a dead object, kept for reuse.
pub fn for_each_kept(heap: &Heap, f: &mut dyn FnMut(usize)) {
    heap.allocator.for_each_live(&mut |block| {
        if object_in(&block).is_some_and(Object::is_kept) {
            f(block.size);
        }
    });
}

/// The object in a live block, unless it is a buffer.
fn object_in(block: &Block) -> Option<&Object> {
    let start = block.ptr.as_ptr();
    let front = match block.kind {
        Kind::Buffer => return None,
        Kind::Object => 0,
        // SAFETY: a collected object's block has at least 32 bytes.
        Kind::Collected => match unsafe { start.add(20).cast::<u32>().read() } & FLAG_GC {
            0 => 32,
            _ => 16,
        },
    };
    // SAFETY: live blocks of these kinds hold objects, whose header was written when the block was handed out.
    Some(unsafe { &*start.add(front).cast::<Object>() })
}

/// The place of an object in words.
pub fn label_of(heap: &Heap, object: &Object) -> Option<Label> {
    match heap.allocator.contains(object.block().as_ptr() as usize) {
        Place::Pool {
            arena, pool, block, ..
        } => Some(Label::Block { arena, pool, block }),
        Place::Large { .. } => Some(Label::Large { large: 0 }),
        Place::Outside => None,
    }
}

/// The generation of every tracked object, by address: 0, 1, 2, or 3 for the permanent one.
pub fn generation_of(heap: &Heap) -> FxHashMap<usize, u32> {
    let lists = &heap.gc.lists;
    let mut found = FxHashMap::default();
    for (number, list) in [&lists.young, &lists.middle, &lists.old, &lists.permanent]
        .into_iter()
        .enumerate()
    {
        list.for_each(&mut |object| {
            found.insert(object.id(), number as u32);
        });
    }
    found
}

/// The length of a list by a walk that trusts no link: `Err` names the first one that is wrong.
pub fn walk_list(head: *mut GcHead, mut each: impl FnMut(&Object)) -> Result<usize, String> {
    let mut previous = head;
    let mut count = 0;
    // SAFETY: the list's own head is valid; every further head is followed only after its link back was found right.
    unsafe {
        let mut at = (*head).next.get();
        while at != head {
            if at.is_null() || !(at as usize).is_multiple_of(16) {
                return Err(format!("the list ends in {at:?} after {count} objects"));
            }
            if (*at).prev() != previous {
                return Err(format!("{at:?} doesn't point back to {previous:?}"));
            }
            each(&*GcHead::object(at));
            previous = at;
            at = (*at).next.get();
            count += 1;
        }
    }
    Ok(count)
}
