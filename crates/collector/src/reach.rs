//! Which objects of a set nothing outside leads to: counts copied, references inside the set subtracted, the rest explored.
//!
//! While this runs, a head of the set carries `COLLECTING` and, in the upper bits of `prev`, how many references from outside it
//! may still have. When the exploration passes it, `prev` becomes an address again.

use crate::traverse::visit;
use object::{Builtin, GcHead, Generation, Layout, Object, WeakRef, weakref};

/// How far the count is shifted above the state bits.
const SHIFT: u32 = 4;
const ONE: usize = 1 << SHIFT;

/// What the garbage asks of the phases after this one, noted while its heads are in the cache.
#[derive(Default)]
pub struct Found {
    /// Objects in the unreachable list.
    pub count: usize,
    /// One of them may be a weak reference or the target of one.
    pub weak: bool,
    /// One of them may have a finalizer that hasn't run.
    pub finalizers: bool,
}

impl Found {
    #[inline(always)]
    fn note(&mut self, object: &Object) {
        self.count += 1;
        if is_bare_container(object) {
            return;
        }
        let ty = object.ty();
        if object::is_plain_instance(object) {
            self.weak |= weakref::instance_is_referred(object);
            self.finalizers |= ty.slots().finalize.is_some();
            return;
        }
        // No layout extends that of weak references.
        self.weak |= weakref::is_referred(object) || std::ptr::eq(ty.layout(), WeakRef::INFO);
        self.finalizers |= ty.slots().finalize.is_some();
    }
}

/// Whether the object is of a built-in type without finalizer and without weak references that most garbage consists of.
#[inline(always)]
fn is_bare_container(object: &Object) -> bool {
    object.is_exactly(Builtin::List)
        || object.is_exactly(Builtin::Tuple)
        || object.is_exactly(Builtin::Dict)
}

/// Moves from `base` to `unreachable` whatever is only referred to from inside. What moves keeps `COLLECTING` and `UNREACHABLE`.
/// The order of both lists is 3.13's.
pub fn deduce_unreachable(base: &Generation, unreachable: &Generation) -> Found {
    update_refs(base);
    subtract_refs(base);
    move_unreachable(base, unreachable)
}

/// Copies each object's count into its head. Immortal objects leave the set for good: nothing can make them garbage.
fn update_refs(base: &Generation) {
    let mut at = first(base);
    while at != base.head() {
        // SAFETY: nodes of a list are heads of live objects; the next one is read before this one moves.
        unsafe {
            let head = &*at;
            let object = &*GcHead::object(at);
            at = head.next.get();
            if object.is_immortal() {
                GcHead::unlink(head as *const GcHead as *mut GcHead);
                object
                    .heap()
                    .gc
                    .lists
                    .permanent
                    .append(object.gc_head_ptr());
                continue;
            }
            // The previous head's address isn't needed: `move_unreachable` restores it.
            let kept = head.prev.get() & GcHead::FINALIZED;
            head.prev
                .set(kept | GcHead::COLLECTING | (object.refcount() as usize) << SHIFT);
            // Immortal neighbours were unlinked through `prev` addresses, so those of later nodes must still be addresses.
        }
    }
}

/// Takes off every reference that comes from inside the set (C3).
fn subtract_refs(base: &Generation) {
    let mut at = first(base);
    while at != base.head() {
        // SAFETY: nodes of a list are heads of live objects.
        let (object, next) = unsafe { (&*GcHead::object(at), (*at).next.get()) };
        visit(object, &mut |target| {
            if let Some(head) = target.gc_head()
                && head.has(GcHead::COLLECTING)
            {
                debug_assert!(
                    head.prev.get() >= ONE,
                    "C3: visited more often than counted: {}",
                    target.ty().name()
                );
                head.prev.set(head.prev.get() - ONE);
            }
        });
        at = next;
    }
}

/// Explores from the objects with outside references; what isn't reached ends in `unreachable`.
fn move_unreachable(base: &Generation, unreachable: &Generation) -> Found {
    let mut found = Found::default();
    let mut previous = base.head();
    let mut at = first(base);
    while at != base.head() {
        // SAFETY: `at` is a live head in `base`, `previous` the head before it; both lists are well formed.
        unsafe {
            let head = &*at;
            if head.prev.get() >> SHIFT != 0 {
                let object = &*GcHead::object(at);
                // Restored before the visit, so that a reference to itself finds it done.
                head.prev
                    .set(head.prev.get() & GcHead::FINALIZED | previous as usize);
                visit(object, &mut |target| found.count -= reached(target, base));
                previous = at;
            } else {
                (*previous).next.set(head.next.get());
                let flags =
                    head.prev.get() & GcHead::FINALIZED | GcHead::COLLECTING | GcHead::UNREACHABLE;
                head.prev.set(flags);
                unreachable.append(at);
                found.note(&*GcHead::object(at));
            }
            at = (*previous).next.get();
        }
    }
    // SAFETY: the list's own head outlives the pass.
    unsafe { (*base.head()).prev.set(previous as usize) };
    found
}

/// A reference from a reachable object: its target is reachable too. Returns how many objects (0 or 1) leave the garbage.
#[inline(always)]
fn reached(target: &Object, base: &Generation) -> usize {
    let Some(head) = target.gc_head() else {
        return 0;
    };
    if !head.has(GcHead::COLLECTING) {
        return 0;
    }
    if head.has(GcHead::UNREACHABLE) {
        // It was passed too early: back to the end of the set, to be explored in its turn.
        let node = target.gc_head_ptr();
        // SAFETY: the head is in the unreachable list.
        unsafe {
            GcHead::unlink(node);
            head.prev.set(head.prev.get() & GcHead::FINALIZED);
            base.append(node);
            head.prev
                .set(head.prev.get() & GcHead::FINALIZED | GcHead::COLLECTING | ONE);
        }
        return 1;
    }
    if head.prev.get() >> SHIFT == 0 {
        head.prev.set(head.prev.get() | ONE);
    }
    0
}

pub(crate) fn first(list: &Generation) -> *mut GcHead {
    // SAFETY: a list's own head is valid as long as the list.
    unsafe { (*list.head()).next.get() }
}
