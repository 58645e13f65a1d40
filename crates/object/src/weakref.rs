//! Weak references: the objects, the list that each referent keeps of them, and what happens when the referent dies.
//!
//! ```text
//!   0 header  16 referent (not counted)  24 callback  32 hash, -1 unknown  40 previous  48 next  56 reserved
//! ```
//! 64 bytes as in 3.13. The list starts in the referent: in the managed word 32 bytes before it, or at its type's offset.
//! Order in a list: the plain reference without callback first (it is shared), then the plain proxy, then all others,
//! newest first. A reference with a null referent is in no list. Type objects and methods: `types` room.

use crate::{
    Args, Builtin, Heap, Layout, LayoutInfo, Object, Ref, Result, Slot, Thread, Type, TypeFlags,
};
use std::cell::Cell;
use std::ptr::NonNull;

/// A weak reference or proxy.
#[repr(C)]
pub struct WeakRef {
    header: Object,
    referent: Cell<Option<NonNull<Object>>>,
    pub callback: Slot,
    /// Hash of the referent once asked for, -1 before.
    pub hash: Cell<isize>,
    previous: Cell<*const WeakRef>,
    next: Cell<*const WeakRef>,
    reserved: Cell<usize>,
}

const _: () = assert!(size_of::<WeakRef>() == 64);

/// The layout of references and proxies.
pub static WEAKREF_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[std::mem::offset_of!(WeakRef, callback) as u16],
    clear: Some(clear_reference),
    release: Some(release_reference),
    ..LayoutInfo::new("weakref", size_of::<WeakRef>())
};

// SAFETY: starts with the header; zero is a dead reference in no list; the one owned field is described.
unsafe impl Layout for WeakRef {
    const INFO: &'static LayoutInfo = &WEAKREF_LAYOUT;
}

fn clear_reference(object: &Object) {
    if let Some(reference) = object.downcast::<WeakRef>() {
        reference.unlink();
        reference.callback.set(None);
    }
}

fn release_reference(object: &Object, _heap: &Heap) {
    if let Some(reference) = object.downcast::<WeakRef>() {
        reference.unlink();
    }
}

type List = Cell<*const WeakRef>;

/// The word in which an object keeps its list of weak references, when its type supports them.
#[inline]
pub fn list_of(object: &Object) -> Option<&List> {
    match object.downcast::<Type>() {
        Some(ty) => Some(type_list(ty)),
        None => instance_list(object),
    }
}

/// The same for an object that isn't a type.
#[inline(always)]
fn instance_list(object: &Object) -> Option<&List> {
    let offset = object.ty().weaklist_offset();
    if offset == 0 {
        return None;
    }
    let at = (object as *const Object as *const u8).wrapping_offset(offset);
    // SAFETY: the type says that its instances keep the list at this offset.
    Some(unsafe { &*at.cast::<List>() })
}

/// Whether the object has weak references now.
#[inline]
pub fn is_referred(object: &Object) -> bool {
    list_of(object).is_some_and(|list| !list.get().is_null())
}

/// The same for an object that isn't a type.
#[inline(always)]
pub fn instance_is_referred(object: &Object) -> bool {
    instance_list(object).is_some_and(|list| !list.get().is_null())
}

fn type_list(ty: &Type) -> &List {
    let word: *const Cell<*mut Object> = ty.weaklist();
    // SAFETY: a pointer-sized cell that only this file uses, as a list of references.
    unsafe { &*word.cast::<List>() }
}

impl WeakRef {
    /// The reference as any object.
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// The referent, if it lives and isn't dying.
    pub fn upgrade(&self) -> Option<Ref> {
        let referent = self.referent.get()?;
        // SAFETY: a dying referent clears this word before its memory goes.
        let referent = unsafe { referent.as_ref() };
        (referent.refcount() > 0).then(|| referent.to_ref())
    }

    /// The referent's address, dead or alive, without counting. For the collector.
    pub fn referent(&self) -> Option<NonNull<Object>> {
        self.referent.get()
    }

    /// A reference of exactly this type, shared when one without callback exists already (only for the built-in types).
    pub fn make(
        thread: &Thread,
        ty: &Type,
        referent: &Object,
        callback: Option<&Object>,
    ) -> Result<Ref<WeakRef>> {
        let Some(list) = list_of(referent) else {
            return Err(thread.type_error(format_args!(
                "cannot create weak reference to '{}' object",
                referent.ty().name()
            )));
        };
        let shared = callback.is_none().then(|| ty.builtin());
        let find = |kinds: &[Builtin]| basic(list, kinds);
        const PROXIES: &[Builtin] = &[Builtin::WeakProxy, Builtin::WeakCallableProxy];
        let existing = match shared {
            Some(Builtin::WeakRef) => find(&[Builtin::WeakRef]),
            Some(Builtin::WeakProxy | Builtin::WeakCallableProxy) => find(PROXIES),
            _ => None,
        };
        if let Some(existing) = existing {
            return Ok(Ref::new(existing));
        }
        let fresh = thread.heap().alloc(ty, 0)?;
        let Ok(fresh) = fresh.downcast_into::<WeakRef>() else {
            return Err(thread.system_error(format_args!("weak reference type without its layout")));
        };
        fresh.hash.set(-1);
        fresh.callback.set(callback.map(Object::to_ref));
        fresh.referent.set(Some(referent.as_ptr()));
        let after = match shared {
            Some(Builtin::WeakRef) => None,
            Some(Builtin::WeakProxy | Builtin::WeakCallableProxy) => find(&[Builtin::WeakRef]),
            _ => find(PROXIES).or_else(|| find(&[Builtin::WeakRef])),
        };
        fresh.insert(list, after);
        fresh.as_object().track();
        Ok(fresh)
    }

    fn insert(&self, list: &List, after: Option<&WeakRef>) {
        let next = match after {
            Some(previous) => previous.next.replace(self),
            None => list.replace(self),
        };
        self.previous
            .set(after.map_or(std::ptr::null(), |p| p as *const WeakRef));
        self.next.set(next);
        // SAFETY: members of a list are live references: a dying one unlinks itself.
        if let Some(next) = unsafe { next.as_ref() } {
            next.previous.set(self);
        }
    }

    /// Takes the reference out of its referent's list; it is dead from then on.
    pub fn unlink(&self) {
        let Some(referent) = self.referent.take() else {
            return;
        };
        let (previous, next) = (
            self.previous.replace(std::ptr::null()),
            self.next.replace(std::ptr::null()),
        );
        // SAFETY: the referent clears all its references before its memory goes, so it is still there; neighbours are live.
        unsafe {
            match previous.as_ref() {
                Some(previous) => previous.next.set(next),
                None => {
                    if let Some(list) = list_of(referent.as_ref()) {
                        list.set(next);
                    }
                }
            }
            if let Some(next) = next.as_ref() {
                next.previous.set(previous);
            }
        }
    }

    /// Calls the callback of a dead reference, reporting what it raises.
    pub fn call_back(&self, thread: &Thread, callback: &Object) {
        let argument = [self.as_object()];
        let argument = Ref::borrowed(&argument);
        let called = match callback.ty().slots().call {
            Some(call) => {
                let takes_tuple = !callback.ty().flags().has(TypeFlags::HAVE_VECTORCALL);
                let packed = takes_tuple.then(|| thread.heap().hold_values(argument, 0));
                let args = Args::positional_only(argument);
                let called = |_packed| call(thread, callback, args).map(drop);
                packed.transpose().and_then(called)
            }
            None => Err(thread.type_error(format_args!(
                "'{}' object is not callable",
                callback.ty().name()
            ))),
        };
        if called.is_err() {
            (thread.hooks().unraisable)(thread, "", Some(callback));
        }
    }
}

/// The shared reference of one of these exact types without callback, which stands among the first two of a list.
fn basic<'a>(list: &'a List, kinds: &[Builtin]) -> Option<&'a WeakRef> {
    let mut at = list.get();
    for _ in 0..2 {
        // SAFETY: members of a list are live references.
        let reference = unsafe { at.as_ref() }?;
        if !reference.callback.is_none() {
            return None;
        }
        if kinds.contains(&reference.header.builtin()) {
            return Some(reference);
        }
        at = reference.next.get();
    }
    None
}

/// Every weak reference to the object, in list order.
#[inline]
pub fn for_each(object: &Object, f: &mut impl FnMut(&WeakRef)) {
    let mut at = list_of(object).map_or(std::ptr::null(), Cell::get);
    // SAFETY: members of a list are live references.
    while let Some(reference) = unsafe { at.as_ref() } {
        at = reference.next.get();
        f(reference);
    }
}

/// Clears all references to a dying object, then calls the callbacks in list order. Allocates nothing.
pub fn clear_all(thread: &Thread, object: &Object) {
    let Some(list) = list_of(object) else { return };
    if list.get().is_null() {
        return;
    }
    let pending = thread.take_pending();
    // 3.13 puts those with callbacks and the callbacks into a tuple.
    let _pairs = thread.heap().may_hold_call(2 * with_callbacks(list), 0);
    let first = detach_all(list);
    let mut at = first;
    // SAFETY: the chain holds one counted reference to each of its members.
    while let Some(reference) = unsafe { at.as_ref() } {
        at = reference.next.replace(std::ptr::null());
        // SAFETY: `detach_all` counted it.
        let reference = unsafe { Ref::from_raw(NonNull::from(reference)) };
        if let Some(callback) = reference.callback.take() {
            reference.call_back(thread, &callback);
        }
    }
    if let Some(pending) = pending {
        let _ = thread.set_pending(pending);
    }
}

/// How many references of the list have a callback or are of a derived class.
fn with_callbacks(list: &List) -> usize {
    let mut count = 0;
    let mut at = list.get();
    // SAFETY: members of a list are live references.
    while let Some(reference) = unsafe { at.as_ref() } {
        count += usize::from(!reference.callback.is_none() || reference.header.ty().is_heap_type());
        at = reference.next.get();
    }
    count
}

/// Empties the list. References with a callback that are themselves alive are counted and chained, in order.
fn detach_all(list: &List) -> *const WeakRef {
    let mut first: *const WeakRef = std::ptr::null();
    let mut last: Option<&WeakRef> = None;
    // SAFETY: members of a list are live references; each leaves the list before the next is read.
    while let Some(reference) = unsafe { list.get().as_ref() } {
        reference.unlink();
        if reference.callback.is_none() || reference.header.refcount() == 0 {
            continue;
        }
        reference.header.incref();
        match last {
            Some(last) => last.next.set(reference),
            None => first = reference,
        }
        last = Some(reference);
    }
    first
}
