//! Views and iterators of `OrderedDict`.

use super::ordered::this as ordered_of;
use object::native::make;
use object::{
    Builtin, IterResult, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots,
    TypeSpec, Visit, native_layout,
};
use std::cell::Cell;
use types::dict::{OrderedDict, VIEW, View};
use types::{Tuple, protocol, type_of};

/// What is shown of each entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Keys,
    Values,
    Items,
}

/// Added to the kind of an iterator that goes backwards.
const BACKWARDS: usize = 4;

native_layout! {
    /// A place in the order of an ordered dictionary.
    pub struct OrderedWalk: ORDERED_WALK, "ordered dict iterator" {
        /// The kind, perhaps with `BACKWARDS`.
        kind: Cell<usize>,
        ordered: Slot<OrderedDict>,
        length: Cell<usize>,
        state: Cell<usize>,
        /// The pair of an iterator of items, filled anew for each as long as nobody else has it.
        pair: Slot<Tuple>,
        /// The next key; none when exhausted.
        key: Slot,
    } keeps cycles drops [ordered, key, pair] shows show
}

/// 3.13 doesn't show the pair.
fn show(object: &Object, visit: Visit) {
    let Some(walk) = object.downcast::<OrderedWalk>() else {
        return;
    };
    if let Some(ordered) = walk.ordered.get() {
        visit(ordered.object());
    }
    if let Some(key) = walk.key.get() {
        visit(&key);
    }
}

const _: () = assert!(size_of::<OrderedWalk>() == 64);

static ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce)
        .doc("__reduce__($self, /)\n--\n\nReturn state information for pickling")],
    ..TypeSpec::new("odict_iterator", Builtin::Other, &ORDERED_WALK)
};

macro_rules! views {
    ($($spec:ident $name:literal $base:ident $kind:ident;)*) => { $(
        static $spec: TypeSpec = TypeSpec {
            base: Builtin::$base,
            flags: TypeFlags::HAVE_GC,
            slots: TypeSlots {
                iter: Some(|thread, view| iterate_view(thread, view, Kind::$kind, false)),
                ..TypeSlots::EMPTY
            },
            methods: &[MethodDef::no_args("__reversed__", |thread, view| {
                iterate_view(thread, view, Kind::$kind, true)
            })
            .doc("__reversed__($self, /)\n--\n\n")],
            ..TypeSpec::new($name, Builtin::Other, &VIEW)
        };
    )* };
}

views! {
    KEYS "odict_keys" DictKeys Keys;
    VALUES "odict_values" DictValues Values;
    ITEMS "odict_items" DictItems Items;
}

/// A view of an ordered dictionary.
pub(super) fn view(thread: &Thread, object: &Object, kind: Kind) -> Result<Ref> {
    let spec = match kind {
        Kind::Keys => &KEYS,
        Kind::Values => &VALUES,
        Kind::Items => &ITEMS,
    };
    types::dict::new_view(thread, type_of(thread, spec)?, object)
}

fn iterate_view(thread: &Thread, view: &Object, kind: Kind, backwards: bool) -> Result<Ref> {
    match view.downcast::<View>().and_then(View::source) {
        Some(dict) => iterate(thread, ordered_of(thread, dict.object())?, kind, backwards),
        None => Err(thread.system_error(format_args!("a view without dictionary"))),
    }
}

/// An iterator from one end.
pub(super) fn iterate(
    thread: &Thread,
    ordered: &OrderedDict,
    kind: Kind,
    backwards: bool,
) -> Result<Ref> {
    let walk = make::<OrderedWalk>(thread.heap(), type_of(thread, &ITERATOR)?)?;
    walk.kind
        .set(kind as usize + if backwards { BACKWARDS } else { 0 });
    walk.length.set(ordered.dict().len());
    walk.state.set(ordered.state());
    walk.key.set(ordered.end_key(backwards));
    walk.ordered.set(Some(Ref::new(ordered)));
    if matches!(kind, Kind::Items) {
        let none = thread.heap().none();
        let pair = Tuple::from_array(thread, [none.clone(), none])?;
        walk.pair.set(Some(pair));
    }
    walk.as_object().track();
    Ok(walk.into_object())
}

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a OrderedWalk> {
    match object.downcast::<OrderedWalk>() {
        Some(walk) => Ok(walk),
        None => Err(thread.type_error(format_args!(
            "expected odict_iterator, got {}",
            object.ty().name()
        ))),
    }
}

fn next_key(thread: &Thread, walk: &OrderedWalk, ordered: &OrderedDict) -> IterResult {
    let Some(key) = walk.key.get() else {
        walk.ordered.set(None);
        return Ok(None);
    };
    let changed = if ordered.state() != walk.state.get() {
        Some("mutated")
    } else if ordered.dict().len() != walk.length.get() {
        Some("changed size")
    } else {
        None
    };
    if let Some(how) = changed {
        // It has ended, and lets go of the dictionary.
        walk.ordered.set(None);
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("OrderedDict {how} during iteration"),
        ));
    }
    let backwards = walk.kind.get() & BACKWARDS != 0;
    match ordered.key_after(thread, &key, backwards)? {
        Some(after) => {
            walk.key.set(after);
            Ok(Some(key))
        }
        None => Err(types::exception::key_error(thread, &key)),
    }
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let walk = this(thread, object)?;
    let Some(ordered) = walk.ordered.get() else {
        return Ok(None);
    };
    let Some(key) = next_key(thread, walk, &ordered)? else {
        return Ok(None);
    };
    let kind = walk.kind.get() % BACKWARDS;
    if kind == Kind::Keys as usize {
        return Ok(Some(key));
    }
    // A derived class may compute its values.
    let value = match ordered.object().ty().is_class() {
        true => protocol::getitem(thread, ordered.object(), &key)?,
        false => match ordered.dict().get(thread, &key)? {
            Some(value) => value,
            None => return Err(types::exception::key_error(thread, &key)),
        },
    };
    if kind == Kind::Values as usize {
        return Ok(Some(value));
    }
    types::dict::refill_pair(thread, &walk.pair, key, value).map(Some)
}

/// Pickled as the iterator of a list of what is left; the iterator itself doesn't move.
fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let here = this(thread, object)?;
    let twin = make::<OrderedWalk>(thread.heap(), object.ty())?;
    twin.kind.set(here.kind.get());
    twin.ordered.set(here.ordered.get());
    twin.length.set(here.length.get());
    twin.state.set(here.state.get());
    twin.key.set(here.key.get());
    if here.kind.get() % BACKWARDS == Kind::Items as usize {
        let none = thread.heap().none();
        twin.pair
            .set(Some(Tuple::from_array(thread, [none.clone(), none])?));
    }
    let rest = protocol::to_list(thread, twin.as_object())?.into_object();
    let args = Tuple::from_array(thread, [rest])?.into_object();
    let iter = types::iterators::builtin_iter(thread)?;
    Ok(Tuple::from_array(thread, [iter, args])?.into_object())
}
