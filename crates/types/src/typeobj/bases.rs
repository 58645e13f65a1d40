//! Bases: which one gives the layout, which metaclass wins, who derives from whom.
//!
//! A type's `subclasses` slot holds a dict from the subclass's address to a weak reference, in order of creation, as 3.13
//! keeps it; a type leaves its bases' dicts when it is deallocated or gets other bases.

use super::layout::{base_of, bases_of};
use crate::dict::Dict;
use crate::int::Int;
use crate::state;
use object::{Builtin, Object, Ref, Result, Thread, Type, TypeFlags, WeakRef};

fn key(thread: &Thread, ty: &Type) -> Result<Ref> {
    Int::from_usize(thread, ty.as_object().id())
}

/// Whether 3.13's start-up leaves the type with subclasses written in Python: those of `abc` and of the import system.
fn has_always_some(base: &Type) -> bool {
    use Builtin::*;
    matches!(
        base.builtin(),
        ClassMethod | Dict | List | Property | StaticMethod | SystemError | Type
    ) && !base.is_heap_type()
}

/// The dict of a base's subclasses, empty if there are none yet.
pub fn open_subclasses(thread: &Thread, base: &Type) -> Result<Ref> {
    if let Some(dict) = base.subclasses_slot().get() {
        return Ok(dict);
    }
    let fresh = || Dict::new(thread).map(Ref::into_object);
    let dict = match has_always_some(base) {
        true => thread.heap().as_if_old(fresh)?,
        false => fresh()?,
    };
    base.subclasses_slot().set(Some(dict.clone()));
    Ok(dict)
}

/// Puts a subclass before the others.
pub fn first_subclass(thread: &Thread, base: &Type, ty: &Type) -> Result<()> {
    let Some(dict) = base.subclasses_slot().get() else {
        return Ok(());
    };
    let Some(dict) = dict.downcast::<Dict>() else {
        return Ok(());
    };
    let key = key(thread, ty)?;
    let Some(first) = dict.get(thread, &key)? else {
        return Ok(());
    };
    let fresh = Dict::new(thread)?;
    fresh.set(thread, &key, &first)?;
    let mut pos = 0;
    while let Some((other, reference)) = dict.next(&mut pos) {
        fresh.set(thread, &other, &reference)?;
    }
    base.subclasses_slot().set(Some(fresh.into_object()));
    Ok(())
}

/// Whether a module that 3.13 has from the start, and that hasn't been loaded here, derives a class from this one.
fn comes_late(thread: &Thread, base: &Type) -> bool {
    let late = &state(thread).subclassed_late;
    late.iter().any(|id| id.get() == base.as_object().id())
}

/// Brings in the subclasses that 3.13 has from the start.
pub fn complete_subclasses(thread: &Thread, base: &Type) -> Result<()> {
    if comes_late(thread, base) {
        crate::runtime::import_module(thread, "os")?;
    }
    Ok(())
}

/// Enters a type among its base's subclasses.
pub fn join(thread: &Thread, base: &Type, ty: &Type) -> Result<()> {
    let Some(weak) = thread.heap().try_builtin(Builtin::WeakRef) else {
        return Ok(());
    };
    let dict = open_subclasses(thread, base)?;
    let Some(dict) = dict.downcast::<Dict>() else {
        return Ok(());
    };
    let reference = WeakRef::make(thread, weak, ty.as_object(), None)?;
    dict.set(thread, &*key(thread, ty)?, reference.object())
}

/// Takes a type out of its base's subclasses. Runs while types die, so it can't raise: a key that can't be made stays
/// behind with a dead reference.
pub fn leave(thread: &Thread, base: &Type, ty: &Type) {
    let Some(dict) = base.subclasses_slot().get() else {
        return;
    };
    let Some(dict) = dict.downcast::<Dict>() else {
        return;
    };
    let pending = thread.take_pending();
    if let Ok(key) = key(thread, ty) {
        let _ = dict.remove(thread, &key);
    }
    drop(thread.take_pending());
    if dict.is_empty() && !has_always_some(base) && !comes_late(thread, base) {
        base.subclasses_slot().set(None);
    }
    if let Some(pending) = pending {
        let _ = thread.set_pending(pending);
    }
}

/// A dying type leaves all its bases.
pub fn leave_bases(thread: &Thread, ty: &Type) {
    let Some(bases) = bases_of(ty) else { return };
    for base in bases.items() {
        if let Some(base) = base.downcast::<Type>() {
            leave(thread, base, ty);
        }
    }
}

/// The next living direct subclass; `pos` starts at 0.
pub fn next_subclass(ty: &Type, pos: &mut usize) -> Option<Ref<Type>> {
    let dict = ty.subclasses_slot().get()?;
    let dict = dict.downcast::<Dict>()?;
    while let Some((_, reference)) = dict.next(pos) {
        let found = reference.downcast::<WeakRef>().and_then(WeakRef::upgrade);
        if let Some(Ok(class)) = found.map(Ref::downcast_into::<Type>) {
            return Some(class);
        }
    }
    None
}

/// Whether instances of the two can't share a layout: different size.
fn shape_differs(a: &Type, b: &Type) -> bool {
    a.basicsize() != b.basicsize() || a.itemsize() != b.itemsize()
}

/// The nearest base (or the type itself) that added something to the layout.
pub fn solid_base(ty: &Type) -> &Type {
    match base_of(ty) {
        None => ty,
        Some(base) => {
            let solid = solid_base(base);
            if shape_differs(ty, base) { ty } else { solid }
        }
    }
}

/// The base whose layout a class with these bases extends.
pub fn best_base(thread: &Thread, bases: &[Ref]) -> Result<Ref<Type>> {
    let mut best: Option<(&Type, &Type)> = None;
    for base in bases {
        let Some(base) = base.downcast::<Type>() else {
            return Err(thread.type_error(format_args!("bases must be types")));
        };
        if !base.flags().has(TypeFlags::BASETYPE) {
            return Err(thread.type_error(format_args!(
                "type '{}' is not an acceptable base type",
                base.name()
            )));
        }
        let candidate = solid_base(base);
        best = match best {
            None => Some((base, candidate)),
            Some((_, winner)) if candidate.is_subtype(winner) && !winner.is_subtype(candidate) => {
                Some((base, candidate))
            }
            Some((chosen, winner)) if winner.is_subtype(candidate) => Some((chosen, winner)),
            Some(_) => {
                return Err(thread.type_error(format_args!(
                    "multiple bases have instance lay-out conflict"
                )));
            }
        };
    }
    match best {
        Some((base, _)) => Ok(Ref::new(base)),
        None => Ok(Ref::new(thread.heap().builtin(Builtin::Object))),
    }
}

/// The most derived metaclass among the given one and those of the bases.
pub fn calculate_metaclass(thread: &Thread, metatype: &Type, bases: &[Ref]) -> Result<Ref<Type>> {
    let mut winner = metatype;
    for base in bases {
        let theirs = base.ty();
        if winner.is_subtype(theirs) {
            continue;
        }
        if theirs.is_subtype(winner) {
            winner = theirs;
            continue;
        }
        return Err(thread.type_error(format_args!(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases"
        )));
    }
    Ok(Ref::new(winner))
}

/// Whether instances of both types are built the same way, for `__class__` and `__bases__` assignment.
pub fn compatible(thread: &Thread, new: &Type, old: &Type, attribute: &str) -> Result<()> {
    if std::ptr::fn_addr_eq(new.deallocator(), old.deallocator()) && same_build(new, old) {
        return Ok(());
    }
    let collected = |ty: &Type| ty.flags().has(TypeFlags::HAVE_GC);
    if collected(new) != collected(old) {
        return Err(thread.type_error(format_args!(
            "{attribute} assignment: '{}' deallocator differs from '{}'",
            new.name(),
            old.name()
        )));
    }
    Err(thread.type_error(format_args!(
        "{attribute} assignment: '{}' object layout differs from '{}'",
        new.name(),
        old.name()
    )))
}

const BUILD: TypeFlags = TypeFlags(
    TypeFlags::INLINE_VALUES.0
        | TypeFlags::MANAGED_DICT.0
        | TypeFlags::MANAGED_WEAKREF.0
        | TypeFlags::HAVE_GC.0,
);

fn same_build(new: &Type, old: &Type) -> bool {
    let same = new.basicsize() == old.basicsize()
        && new.itemsize() == old.itemsize()
        && new.dict_offset() == old.dict_offset()
        && new.weaklist_offset() == old.weaklist_offset()
        && new.flags().0 & BUILD.0 == old.flags().0 & BUILD.0
        && std::ptr::eq(new.layout(), old.layout());
    if !same {
        return false;
    }
    let (a, b) = (first_alike(new), first_alike(old));
    std::ptr::eq(a, b) || same_slots(a, b)
}

/// The farthest base that a class adds nothing to: neither members nor a dictionary nor a list of weak references.
fn first_alike(ty: &Type) -> &Type {
    let mut ty = ty;
    while let Some(base) = base_of(ty) {
        let collected = |ty: &Type| ty.flags().has(TypeFlags::HAVE_GC);
        let alike = !shape_differs(ty, base)
            && ty.dict_offset() == base.dict_offset()
            && ty.weaklist_offset() == base.weaklist_offset()
            && collected(ty) == collected(base)
            && (!collected(ty) || base.is_heap_type());
        if !alike {
            break;
        }
        ty = base;
    }
    ty
}

/// Two classes that add the same `__slots__` to the same base are built alike.
fn same_slots(a: &Type, b: &Type) -> bool {
    let (Some(base_a), Some(base_b)) = (base_of(a), base_of(b)) else {
        return false;
    };
    if !std::ptr::eq(base_a, base_b) {
        return false;
    }
    let (Some(heap_a), Some(heap_b)) = (a.as_heap_type(), b.as_heap_type()) else {
        return false;
    };
    match (heap_a.slots.get(), heap_b.slots.get()) {
        (Some(x), Some(y)) => {
            let (x, y) = (x.downcast::<crate::Tuple>(), y.downcast::<crate::Tuple>());
            let (Some(x), Some(y)) = (x, y) else {
                return false;
            };
            x.len() == y.len()
                && x.items().iter().zip(y.items()).all(|(p, q)| {
                    match (p.downcast::<crate::Str>(), q.downcast::<crate::Str>()) {
                        (Some(p), Some(q)) => p.equals(q),
                        _ => false,
                    }
                })
        }
        _ => a.members().is_empty() && b.members().is_empty(),
    }
}

/// `object.__class__ = class`.
pub fn set_class(thread: &Thread, it: &Object, class: &Type) -> Result<()> {
    let old = it.ty();
    let modules = is_module(class) && is_module(old);
    let fixed = TypeFlags::IMMUTABLE;
    if !modules && (class.flags().has(fixed) || old.flags().has(fixed)) {
        return Err(thread.type_error(format_args!(
            "__class__ assignment only supported for mutable types or ModuleType subclasses"
        )));
    }
    if modules {
        let same = class.basicsize() == old.basicsize() && class.dict_offset() == old.dict_offset();
        if !same || class.flags().0 & BUILD.0 != old.flags().0 & BUILD.0 {
            return compatible(thread, class, old, "__class__");
        }
    } else {
        compatible(thread, class, old, "__class__")?;
    }
    // Shared keys belong to the class, so attributes must leave the inline values first.
    if old.flags().has(TypeFlags::INLINE_VALUES) {
        crate::dict::detach_inline_values(thread, it)?;
    }
    super::layout::change_type(it, class);
    Ok(())
}

fn is_module(ty: &Type) -> bool {
    ty.is_subtype(ty.heap().builtin(Builtin::Module))
}
