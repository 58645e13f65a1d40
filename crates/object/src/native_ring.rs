//! Objects in a ring: a native object, the owner, keeps others of one layout in an order that changes often.
//!
//! ```text
//!   owner   0 header  16 first  24 last      40 …     the owner is where the ring begins and ends
//!   node    0 header  16 next   24 previous  32 …     what the node carries
//! ```
//! Invariant: the words form one circle through the owner, or both are null (an empty ring; a node in no ring). The ring holds
//! each of its nodes with one count, nobody moves an object, and a node that is in a ring lives: so every word that isn't null
//! leads to a live object.
//!
//! Nodes aren't collected. What they carry the owner shows for them, as the caches of 3.13's `functools` do.

use crate::native::Field;
use crate::{Heap, Layout, Object, Ref, Slot, Visit};
use std::cell::Cell;
use std::marker::PhantomData;
use std::ptr::{NonNull, null};

/// The two words that both owner and node have behind the header.
struct Ends {
    next: Cell<*const Ends>,
    previous: Cell<*const Ends>,
}

impl Ends {
    /// Leaves the circle; nothing happens to what is in none.
    fn unlink(&self) {
        let (next, previous) = (self.next.replace(null()), self.previous.replace(null()));
        if next.is_null() || previous.is_null() {
            return;
        }
        // SAFETY: words that aren't null lead to live members of the circle (see the file's head).
        unsafe {
            (*next).previous.set(previous);
            (*previous).next.set(next);
        }
    }

    /// Enters a circle between `self` and what follows it.
    fn link_behind(&self, new: &Ends) {
        let next = if self.next.get().is_null() {
            self
        } else {
            self.next.get()
        };
        new.next.set(next);
        new.previous.set(self);
        // SAFETY: as in `unlink`.
        unsafe { (*next).previous.set(new) };
        self.next.set(new);
    }
}

/// The place of a node in its ring: the first field of its layout.
pub struct Node(Ends);

// SAFETY: zero is in no ring. A node dies only when no ring holds it: nothing is left to give back.
unsafe impl Field for Node {}

/// A reference that a node carries: its ring names it.
pub struct Carried(Slot);

impl Carried {
    /// The value.
    pub fn get(&self) -> Option<Ref> {
        self.0.get()
    }

    /// Replaces the value and hands out the old one.
    pub fn replace(&self, value: Option<Ref>) -> Option<Ref> {
        self.0.replace(value)
    }
}

// SAFETY: zero is the empty slot; the ring names the one reference, which goes with the node.
unsafe impl Field for Carried {
    fn release(&self, _heap: &Heap) {
        self.0.set(None);
    }
}

/// A layout whose instances can be nodes.
///
/// # Safety
/// The layout is `repr(C)` and [`Node`] is the field right behind the header.
pub unsafe trait RingNode: Layout {
    /// The node's place.
    fn node(&self) -> &Node;
    /// Names what it carries, in order.
    fn each_carried(&self, f: &mut dyn FnMut(&Carried));
}

/// Makes a declared layout one for nodes: `ring_node!(Link, ends, [key, result]);`.
#[macro_export]
macro_rules! ring_node {
    ($name:ident, $ends:ident, [$($carried:ident),*]) => {
        const _: () = assert!(std::mem::offset_of!($name, $ends) == size_of::<$crate::Object>());
        // SAFETY: the declaration makes the layout `repr(C)`; the place of the node is checked here.
        unsafe impl $crate::native_ring::RingNode for $name {
            fn node(&self) -> &$crate::native_ring::Node {
                &self.$ends
            }
            fn each_carried(&self, _f: &mut dyn FnMut(&$crate::native_ring::Carried)) {
                $(_f(&self.$carried);)*
            }
        }
    };
}

/// The ring: the first field of its owner's layout.
pub struct Ring<T> {
    ends: Ends,
    of: PhantomData<T>,
}

impl<T: RingNode> Ring<T> {
    /// Adds a node at the end. A node that is in a ring already stays where it is.
    pub fn push(&self, node: Ref<T>) {
        if node.node().0.next.get().is_null() {
            self.last_ends().link_behind(&node.node().0);
            // The ring's count is taken back by `unlink` or `release`.
            std::mem::forget(node);
        }
    }

    /// Puts a node, which is in this ring, at its end.
    pub fn move_to_end(&self, node: &T) {
        let ends = &node.node().0;
        if !ends.next.get().is_null() {
            ends.unlink();
            self.last_ends().link_behind(ends);
        }
    }

    /// Takes the first node out.
    pub fn pop_first(&self) -> Option<Ref<T>> {
        let first = self.at(self.ends.next.get())?;
        self.ends_of(first).unlink();
        // SAFETY: the node is alive; the count that the ring had is handed over.
        Some(unsafe { Ref::from_raw(first) })
    }

    /// Puts a node at the front, as if it had never been taken.
    pub fn push_first(&self, node: Ref<T>) {
        if node.node().0.next.get().is_null() {
            self.ends.link_behind(&node.node().0);
            std::mem::forget(node);
        }
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.at(self.ends.next.get()).is_none()
    }

    /// Drops all nodes, first to last; they have left the ring before the first one goes.
    pub fn clear(&self) {
        let gone: Ring<T> = Ring {
            ends: Ends {
                next: Cell::new(null()),
                previous: Cell::new(null()),
            },
            of: PhantomData,
        };
        if !self.is_empty() {
            // The other ring enters the circle, this one leaves it.
            self.ends.link_behind(&gone.ends);
            self.ends.unlink();
        }
        while let Some(node) = gone.pop_first() {
            drop(node);
        }
    }

    /// Names what the nodes carry, each time with the node's type behind it: what 3.13's caches show.
    pub fn show(&self, visit: Visit) {
        self.each(&mut |node| {
            node.each_carried(&mut |carried| carried.0.visit(visit));
            visit(header(node).ty().as_object());
        });
    }

    /// Names every node. `f` may not change the ring.
    fn each(&self, f: &mut dyn FnMut(&T)) {
        let mut at = self.ends.next.get();
        while let Some(node) = self.at(at) {
            // SAFETY: a member of the ring is alive, and nothing changes while it is walked.
            f(unsafe { node.as_ref() });
            at = self.ends_of(node).next.get();
        }
    }

    fn last_ends(&self) -> &Ends {
        match self.at(self.ends.previous.get()) {
            Some(last) => self.ends_of(last),
            None => &self.ends,
        }
    }

    /// The node behind a word; `None` for the owner and for null.
    fn at(&self, ends: *const Ends) -> Option<NonNull<T>> {
        if ends.is_null() || std::ptr::eq(ends, &self.ends) {
            return None;
        }
        NonNull::new(
            ends.wrapping_byte_sub(size_of::<Object>())
                .cast_mut()
                .cast(),
        )
    }

    fn ends_of(&self, node: NonNull<T>) -> &Ends {
        // SAFETY: a member of the ring is alive as long as it is in it.
        &unsafe { node.as_ref() }.node().0
    }
}

fn header<T: Layout>(node: &T) -> &Object {
    // SAFETY: a layout starts with the header.
    unsafe { NonNull::from(node).cast::<Object>().as_ref() }
}

// SAFETY: zero is the empty ring; every node is named as hidden, what it carries is shown; all nodes are given back.
unsafe impl<T: RingNode> Field for Ring<T> {
    fn visit(&self, visit: Visit) {
        self.each(&mut |node| node.each_carried(&mut |carried| carried.0.visit(visit)));
    }
    fn hidden(&self, visit: Visit) {
        self.each(&mut |node| visit(header(node)));
    }
    fn clear(&self) {
        Ring::clear(self);
    }
}
