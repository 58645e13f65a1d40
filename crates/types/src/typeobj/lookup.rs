//! Finding attributes along the mro, and keeping the versions that caches rest on.
//!
//! Invariant: a type has a valid version only if all its bases have one, so invalidating stops at types without a version.

use super::cache_layout::held_by;
use super::layout::{bases_of, dict_of, mro_of};
use crate::dict::Dict;
use crate::state::state;
use crate::str::Str;
use object::{Builtin, Object, Ref, Thread, Type};

/// Names longer than this are not cached, as in 3.13.
const LONGEST_CACHED: usize = 100;

/// Attribute along the mro without binding (`_PyType_Lookup`), through the method cache.
#[inline]
pub fn lookup(thread: &Thread, ty: &Type, name: &Str) -> Option<Ref> {
    lookup_borrowed(thread, ty, name).map(Object::to_ref)
}

/// The same without counting. The object is held by the type's classes: use it before Python code can run.
#[inline]
pub fn lookup_borrowed<'t>(thread: &Thread, ty: &'t Type, name: &Str) -> Option<&'t Object> {
    match state(thread).method_cache.get(ty, name) {
        Some(answer) => answer,
        None => lookup_slow(thread, ty, name),
    }
}

#[inline(never)]
fn lookup_slow<'t>(thread: &Thread, ty: &'t Type, name: &Str) -> Option<&'t Object> {
    let cacheable = name.len() <= LONGEST_CACHED
        && name.as_object().is_exactly(Builtin::Str)
        && assign_version(ty, 0);
    let version = ty.version();
    let found = find_in_mro(thread, ty, name).map(|(_, found)| found);
    // A version that changed meanwhile means that a comparison ran code that changed the type.
    if cacheable && ty.version() == version {
        state(thread)
            .method_cache
            .put(version, name, found.as_deref());
    }
    found.map(|found| held_by(ty, &found))
}

/// The class of the mro whose dictionary has the name, and the attribute.
pub fn find_in_mro(thread: &Thread, ty: &Type, name: &Str) -> Option<(Ref<Type>, Ref)> {
    let mro = mro_of(ty)?;
    for class in mro.items() {
        let Some(class) = class.downcast::<Type>() else {
            continue;
        };
        match own(thread, class, name) {
            Some(found) => return Some((Ref::new(class), found)),
            None => continue,
        }
    }
    None
}

/// An attribute of the class's own dictionary. A comparison that raises counts as "not found".
pub fn own(thread: &Thread, class: &Type, name: &Str) -> Option<Ref> {
    let dict: &Dict = dict_of(class)?;
    match dict.get_str(thread, name) {
        Ok(found) => found,
        Err(_) => {
            drop(thread.take_pending());
            None
        }
    }
}

/// Gives the type and its bases valid versions. False when there is none to give.
pub fn assign_version(ty: &Type, depth: u32) -> bool {
    if ty.version() != 0 {
        return true;
    }
    // Chains of bases this long can only be built on purpose; they are not cached.
    if depth > 200 || ty.mro_slot().is_none() {
        return false;
    }
    if let Some(bases) = bases_of(ty) {
        for base in bases.items() {
            let Some(base) = base.downcast::<Type>() else {
                return false;
            };
            if !assign_version(base, depth + 1) {
                return false;
            }
        }
    }
    ty.ensure_version() != 0
}

/// The type changed: invalidates it and its subtypes for caches.
pub fn modified(ty: &Type) {
    if ty.version() == 0 {
        return;
    }
    ty.bump_version();
    let mut pos = 0;
    while let Some(subclass) = super::bases::next_subclass(ty, &mut pos) {
        modified(&subclass);
    }
}
