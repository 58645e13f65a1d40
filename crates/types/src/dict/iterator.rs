//! Iterators over dictionaries: keys, values, items, forwards and backwards.
//!
//! An iterator notices a changed length (`RuntimeError`, and from then on always) and entries that were exchanged.

use super::layout::{WALK, Walk};
use super::{Dict, Part};
use crate::int::Int;
use crate::iterators::builtin_iter;
use crate::tuple::Tuple;
use object::{
    Builtin, IterResult, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots,
    TypeSpec,
};

static METHODS: &[MethodDef] = &[
    MethodDef::no_args("__length_hint__", length_hint).doc(
        "__length_hint__($self, /)\n--\n\nPrivate method returning an estimate of len(list(it)).",
    ),
    MethodDef::no_args("__reduce__", reduce)
        .doc("__reduce__($self, /)\n--\n\nReturn state information for pickling."),
];

const fn declaration(
    name: &'static str,
    id: Builtin,
    next: fn(&Thread, &Object) -> IterResult,
) -> TypeSpec {
    TypeSpec {
        flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
        slots: TypeSlots {
            iter: Some(|_, it| Ok(it.to_ref())),
            iternext: Some(next),
            ..TypeSlots::EMPTY
        },
        methods: METHODS,
        ..TypeSpec::new(name, id, &WALK)
    }
}

macro_rules! iterators {
    ($($spec:ident = $name:literal, $id:ident, $part:ident, $reverse:literal;)*) => {
        $(static $spec: TypeSpec = declaration($name, Builtin::$id, |thread, it| next(thread, it, Part::$part, $reverse));)*
        pub(super) static ITERATORS: [&TypeSpec; 6] = [$(&$spec),*];
    };
}

iterators! {
    KEYS = "dict_keyiterator", DictKeyIterator, Key, false;
    VALUES = "dict_valueiterator", DictValueIterator, Value, false;
    ITEMS = "dict_itemiterator", DictItemIterator, Item, false;
    REVERSE_KEYS = "dict_reversekeyiterator", DictReverseKeyIterator, Key, true;
    REVERSE_VALUES = "dict_reversevalueiterator", DictReverseValueIterator, Value, true;
    REVERSE_ITEMS = "dict_reverseitemiterator", DictReverseItemIterator, Item, true;
}

/// An iterator of this type over the dictionary.
pub(super) fn new(thread: &Thread, dict: &Dict, kind: Builtin) -> Result<Ref> {
    let fresh = thread.heap().alloc(thread.heap().builtin(kind), 0)?;
    let walk = walk(thread, &fresh)?;
    walk.dict.set(Some(Ref::new(dict)));
    walk.used.set(dict.len() as isize);
    walk.left.set(dict.len() as isize);
    if is_reverse(kind) {
        walk.pos.set(dict.positions() as isize - 1);
    }
    if matches!(
        kind,
        Builtin::DictItemIterator | Builtin::DictReverseItemIterator
    ) {
        let none = thread.heap().none();
        walk.pair
            .set(Some(Tuple::from_array(thread, [none.clone(), none])?));
    }
    fresh.track();
    Ok(fresh)
}

fn is_reverse(kind: Builtin) -> bool {
    use Builtin::{DictReverseItemIterator, DictReverseKeyIterator, DictReverseValueIterator};
    matches!(
        kind,
        DictReverseKeyIterator | DictReverseValueIterator | DictReverseItemIterator
    )
}

fn walk<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Walk> {
    match object.downcast::<Walk>() {
        Some(walk) => Ok(walk),
        None => Err(thread.type_error(format_args!(
            "expected a dict iterator, got {}",
            object.ty().name()
        ))),
    }
}

#[inline]
fn next(thread: &Thread, object: &Object, part: Part, reverse: bool) -> IterResult {
    let walk = walk(thread, object)?;
    let Some(dict) = walk.dict.get() else {
        return Ok(None);
    };
    if walk.used.get() != dict.len() as isize {
        walk.used.set(-1);
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("dictionary changed size during iteration"),
        ));
    }
    let mut pos = walk.pos.get() as usize;
    let found = match (reverse, part) {
        (true, _) => step_back(walk, &dict).map(|(key, value)| match part {
            Part::Value => (value, None),
            _ => (key, Some(value)),
        }),
        (false, Part::Key) => dict.next_key(&mut pos).map(|key| (key, None)),
        (false, Part::Value) => dict.next_value(&mut pos).map(|value| (value, None)),
        (false, Part::Item) => dict.next(&mut pos).map(|(key, value)| (key, Some(value))),
    };
    if !reverse {
        walk.pos.set(pos as isize);
    }
    let Some((item, value)) = found else {
        walk.dict.set(None);
        return Ok(None);
    };
    if walk.left.get() == 0 && !reverse {
        walk.dict.set(None);
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("dictionary keys changed during iteration"),
        ));
    }
    walk.left.set(walk.left.get() - 1);
    match (part, value) {
        (Part::Item, Some(value)) => refill_pair(thread, &walk.pair, item, value).map(Some),
        _ => Ok(Some(item)),
    }
}

fn step_back(walk: &Walk, dict: &Dict) -> Option<(Ref, Ref)> {
    let mut pos = walk.pos.get();
    while pos >= 0 {
        let found = dict.entry_at(pos as usize);
        pos -= 1;
        if found.is_some() {
            walk.pos.set(pos);
            return found;
        }
    }
    None
}

/// The pair of an iterator of items: the same tuple again as long as nobody has kept it.
pub fn refill_pair(thread: &Thread, own: &Slot<Tuple>, key: Ref, value: Ref) -> Result<Ref> {
    if let Some(pair) = own.take() {
        if pair.object().refcount() == 1 {
            let old = (
                pair.replace_unshared(0, key),
                pair.replace_unshared(1, value),
            );
            pair.object().track();
            own.set(Some(pair.clone()));
            drop(old);
            return Ok(pair.into_object());
        }
        own.set(Some(pair));
    }
    Ok(Tuple::from_array(thread, [key, value])?.into_object())
}

fn length_hint(thread: &Thread, object: &Object) -> Result<Ref> {
    let walk = walk(thread, object)?;
    let left = match walk.dict.get() {
        Some(dict) if walk.used.get() == dict.len() as isize => walk.left.get(),
        _ => 0,
    };
    Int::new(thread, left)
}

/// Pickled as the iterator of a list of what is left; the iterator itself doesn't move.
fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let here = walk(thread, object)?;
    let copy = thread.heap().alloc(object.ty(), 0)?;
    let twin = walk(thread, &copy)?;
    twin.dict.set(here.dict.get());
    twin.used.set(here.used.get());
    twin.pos.set(here.pos.get());
    twin.left.set(here.left.get());
    copy.track();
    let rest = crate::to_list(thread, &copy)?.into_object();
    let args = Tuple::from_array(thread, [rest])?.into_object();
    Ok(Tuple::from_array(thread, [builtin_iter(thread)?, args])?.into_object())
}
