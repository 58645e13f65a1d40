//! What an abstract class remembers: `_abc._abc_data`.
//!
//! ```text
//!   0 header  16 registry  24 cache  32 negative cache  40 registrations that the negative cache knows of
//! ```
//! 48 bytes, and the collector's head. Each set holds weak references and is made when the first comes; a reference that dies
//! takes itself out by its callback, which knows the set weakly too.

use object::native::make;
use object::{
    Builtin, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots, TypeSpec, WeakRef,
    native_layout,
};
use std::cell::Cell;
use types::set::{self, Set};
use types::{builtin_function, protocol, type_of};

native_layout! {
    /// See the file's head.
    pub struct Data: DATA_LAYOUT, "abc data" {
        pub registry: Slot<Set>,
        pub cache: Slot<Set>,
        pub negative: Slot<Set>,
        pub version: Cell<u64>,
    }
}

const _: () = assert!(size_of::<Data>() == 48);

pub(super) static DATA: TypeSpec = TypeSpec {
    flags: TypeFlags::HEAP.with(TypeFlags::HAVE_GC),
    slots: TypeSlots {
        new: Some(|thread, ty, args| {
            if !args.values().is_empty() {
                return Err(thread.type_error(format_args!("_abc_data() takes no arguments")));
            }
            let fresh = make::<Data>(thread.heap(), ty)?.into_object();
            fresh.track();
            Ok(fresh)
        }),
        ..TypeSlots::EMPTY
    },
    doc: Some("What an abstract class remembers."),
    ..TypeSpec::new("_abc._abc_data", Builtin::Other, &DATA_LAYOUT)
};

/// An empty memory that knows of these registrations.
pub fn new(thread: &Thread, registrations: u64) -> Result<Ref> {
    let fresh = make::<Data>(thread.heap(), type_of(thread, &DATA)?)?;
    fresh.version.set(registrations);
    fresh.as_object().track();
    Ok(fresh.into_object())
}

/// The memory of an abstract class.
pub fn data_of(thread: &Thread, class: &Object) -> Result<Ref<Data>> {
    let found = protocol::getattr_text(thread, class, "_abc_impl")?;
    found
        .downcast_into::<Data>()
        .map_err(|_| thread.type_error(format_args!("_abc_impl is set to a wrong type")))
}

/// Whether a weak set has an object.
pub fn has(thread: &Thread, weak: &Slot<Set>, object: &Object) -> Result<bool> {
    let Some(set) = weak.get().filter(|set| !set.is_empty()) else {
        return Ok(false);
    };
    let reference = thread.heap().builtin(Builtin::WeakRef);
    match WeakRef::make(thread, reference, object, None) {
        Ok(reference) => set::contains(thread, set.as_object(), reference.as_object()),
        // What can't be referred to weakly is in no weak set.
        Err(_) => {
            thread.swallow(Builtin::TypeError)?;
            Ok(false)
        }
    }
}

static FORGET: MethodDef = MethodDef::one("_destroy", |thread, set, reference| {
    if let Some(set) = set.downcast::<WeakRef>().and_then(WeakRef::upgrade) {
        set::discard(thread, &set, reference)?;
    }
    Ok(thread.heap().none())
});

/// Adds an object to a weak set, for as long as it lives.
pub fn add(thread: &Thread, weak: &Slot<Set>, object: &Object) -> Result<()> {
    let set = match weak.get() {
        Some(set) => set,
        None => {
            let Ok(fresh) = set::empty(thread)?.downcast_into::<Set>() else {
                return Err(thread.system_error(format_args!("a set without its layout")));
            };
            weak.set(Some(fresh.clone()));
            fresh
        }
    };
    let reference = thread.heap().builtin(Builtin::WeakRef);
    let known = WeakRef::make(thread, reference, set.as_object(), None)?;
    let forget = builtin_function::new(thread, &FORGET, Some(known.as_object()), None)?;
    let entry = WeakRef::make(thread, reference, object, Some(&forget))?;
    set::add_owned(thread, set.as_object(), entry.into_object())
}

/// Empties a weak set.
pub fn clear(weak: &Slot<Set>) {
    if let Some(set) = weak.get() {
        set.clear();
    }
}

/// A set of the same references.
pub fn copy(thread: &Thread, weak: &Slot<Set>) -> Result<Ref> {
    match weak.get() {
        Some(set) => set::from_iterable(thread, set.as_object()),
        None => set::empty(thread),
    }
}
