//! `dict_keys`, `dict_values`, `dict_items`: windows on a dictionary. The first and the last behave like sets.

use super::layout::{VIEW, View};
use super::{Dict, Part, iterator};
use crate::set;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{
    Builtin, CompareOp, GetSetDef, MethodDef, NumberSlots, Object, Ref, Result, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec,
};

const SLOTS: TypeSlots = TypeSlots {
    repr: Some(repr),
    iter: Some(|thread, object| {
        let view = this(thread, object)?;
        iterator::new(thread, &view.1, view.0.iterator(false))
    }),
    ..TypeSlots::EMPTY
};

const SET_LIKE: TypeSlots = TypeSlots {
    richcompare: Some(richcompare),
    ..SLOTS
};

const NUMBER: NumberSlots = NumberSlots {
    length: Some(|thread, object| Ok(this(thread, object)?.1.len())),
    ..NumberSlots::EMPTY
};

const SET_OPERATORS: NumberSlots = NumberSlots {
    subtract: Some(subtract),
    and: Some(and),
    xor: Some(xor),
    or: Some(or),
    contains: Some(contains),
    ..NUMBER
};

const MAPPING: GetSetDef = GetSetDef {
    name: "mapping",
    get: |thread, object| {
        let dict = this(thread, object)?.1.into_object();
        crate::mappingproxy::new(thread, &dict)
    },
    set: None,
    doc: Some("dictionary that this view refers to"),
};

const ISDISJOINT: MethodDef = MethodDef::one("isdisjoint", isdisjoint)
    .doc("isdisjoint($self, object, /)\n--\n\nReturn True if the view and the given iterable have a null intersection.");
const REVERSED: MethodDef = MethodDef::no_args("__reversed__", |thread, object| {
    let view = this(thread, object)?;
    iterator::new(thread, &view.1, view.0.iterator(true))
});

const FLAGS: TypeFlags = TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION);

pub(super) static KEYS: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: SET_LIKE,
    number: SET_OPERATORS,
    methods: &[
        ISDISJOINT,
        REVERSED.doc("__reversed__($self, /)\n--\n\nReturn a reverse iterator over the dict keys."),
    ],
    getsets: &[MAPPING],
    ..TypeSpec::new("dict_keys", Builtin::DictKeys, &VIEW)
};

pub(super) static VALUES: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: SLOTS,
    number: NUMBER,
    methods: &[REVERSED
        .doc("__reversed__($self, /)\n--\n\nReturn a reverse iterator over the dict values.")],
    getsets: &[MAPPING],
    ..TypeSpec::new("dict_values", Builtin::DictValues, &VIEW)
};

pub(super) static ITEMS: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: SET_LIKE,
    number: SET_OPERATORS,
    methods: &[
        ISDISJOINT,
        REVERSED
            .doc("__reversed__($self, /)\n--\n\nReturn a reverse iterator over the dict items."),
    ],
    getsets: &[MAPPING],
    ..TypeSpec::new("dict_items", Builtin::DictItems, &VIEW)
};

impl Part {
    fn iterator(self, reverse: bool) -> Builtin {
        match (self, reverse) {
            (Part::Key, false) => Builtin::DictKeyIterator,
            (Part::Value, false) => Builtin::DictValueIterator,
            (Part::Item, false) => Builtin::DictItemIterator,
            (Part::Key, true) => Builtin::DictReverseKeyIterator,
            (Part::Value, true) => Builtin::DictReverseValueIterator,
            (Part::Item, true) => Builtin::DictReverseItemIterator,
        }
    }
}

/// A view of this kind on the dictionary.
pub(super) fn new(thread: &Thread, dict: &Object, kind: Builtin) -> Result<Ref> {
    new_of(thread, thread.heap().builtin(kind), dict)
}

/// A view of a type built on the layout of views.
pub fn new_of(thread: &Thread, ty: &Type, dict: &Object) -> Result<Ref> {
    let dict = super::spec::this(thread, dict)?;
    let fresh = thread.heap().alloc(ty, 0)?;
    if let Some(view) = fresh.downcast::<View>() {
        view.dict.set(Some(Ref::new(dict)));
    }
    fresh.track();
    Ok(fresh)
}

/// What a view shows and of which dictionary; `None` for other objects (and views that the collector has cleared).
pub(super) fn parts(object: &Object) -> Option<(Part, Ref<Dict>)> {
    let view = object.downcast::<View>()?;
    let part = match object.builtin() {
        Builtin::DictKeys => Part::Key,
        Builtin::DictValues => Part::Value,
        Builtin::DictItems => Part::Item,
        // Derived views, such as those of ordered dictionaries.
        _ if object.isinstance(Builtin::DictKeys) => Part::Key,
        _ if object.isinstance(Builtin::DictValues) => Part::Value,
        _ => Part::Item,
    };
    Some((part, view.dict.get()?))
}

impl View {
    /// The dictionary that the view shows.
    pub fn source(&self) -> Option<Ref<Dict>> {
        self.dict.get()
    }
}

fn this(thread: &Thread, object: &Object) -> Result<(Part, Ref<Dict>)> {
    match parts(object) {
        Some(view) => Ok(view),
        None => Ok((Part::Key, Dict::new(thread)?)),
    }
}

fn is_set_like(object: &Object) -> bool {
    matches!(parts(object), Some((Part::Key | Part::Item, _)))
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let text = crate::guard::once(thread, object, || {
        let items = crate::to_list(thread, object)?;
        crate::repr(thread, items.as_object())
    })?;
    let name = object.ty().name();
    let text = match text {
        Some(items) => Str::format(thread, format_args!("{name}({})", &*items))?,
        None => Str::new(thread, "...")?,
    };
    Ok(text.into_object())
}

fn contains(thread: &Thread, object: &Object, wanted: &Object) -> Result<bool> {
    let (part, dict) = this(thread, object)?;
    if !matches!(part, Part::Item) {
        return dict.contains(thread, wanted);
    }
    let Some([key, value]) = wanted.downcast::<Tuple>().map(Tuple::items) else {
        return Ok(false);
    };
    match dict.get(thread, key)? {
        Some(found) => crate::equal(thread, &found, value),
        None => Ok(false),
    }
}

fn all_in(thread: &Thread, items: &Object, other: &Object) -> Result<bool> {
    let iterator = crate::iter(thread, items)?;
    while let Some(item) = crate::next(thread, &iterator)? {
        if !crate::contains(thread, other, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    if !set::is_any_set(b) && !is_set_like(b) {
        return Ok(thread.heap().not_implemented());
    }
    let (mine, theirs) = (crate::len(thread, a)?, crate::len(thread, b)?);
    let holds = match op {
        CompareOp::Eq => mine == theirs && all_in(thread, a, b)?,
        CompareOp::Ne => !(mine == theirs && all_in(thread, a, b)?),
        CompareOp::Lt => mine < theirs && all_in(thread, a, b)?,
        CompareOp::Le => mine <= theirs && all_in(thread, a, b)?,
        CompareOp::Gt => mine > theirs && all_in(thread, b, a)?,
        CompareOp::Ge => mine >= theirs && all_in(thread, b, a)?,
    };
    Ok(thread.heap().bool(holds))
}

/// A new set of the items of the left operand, a view or (when Python swapped the operands) any iterable.
fn to_set(thread: &Thread, object: &Object) -> Result<Ref> {
    match parts(object) {
        Some((Part::Key, dict)) => set::from_iterable(thread, dict.as_object()),
        _ => set::from_iterable(thread, object),
    }
}

fn subtract(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let result = to_set(thread, a)?;
    // The method that 3.13 calls takes its arguments in a tuple.
    let _packed = thread.heap().hold_call(1, 0)?;
    set::difference_update(thread, &result, b)?;
    Ok(result)
}

fn or(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let result = to_set(thread, a)?;
    set::update(thread, &result, b)?;
    Ok(result)
}

fn xor(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    if a.is_exactly(Builtin::DictItems) && b.is_exactly(Builtin::DictItems) {
        return xor_items(thread, a, b);
    }
    let result = to_set(thread, a)?;
    set::symmetric_difference_update(thread, &result, b)?;
    Ok(result)
}

/// Items that only one of two dictionaries has: the right one's that the left lacks or has with another value (then
/// both), after the left one's.
fn xor_items(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (left, right) = (this(thread, a)?.1, this(thread, b)?.1);
    let rest = left.copy(thread)?;
    let result = set::empty(thread)?;
    let mut pos = 0;
    while let Some((key, hash, theirs)) = right.next_hashed(&mut pos) {
        let mine = rest.get_hashed(thread, &key, hash)?;
        let same = match &mine {
            Some(mine) => crate::equal(thread, mine, &theirs)?,
            None => false,
        };
        if same {
            rest.remove_hashed(thread, &key, hash)?;
        } else {
            let pair = Tuple::from_array(thread, [key, theirs])?.into_object();
            set::add(thread, &result, &pair)?;
        }
    }
    let items = new(thread, rest.as_object(), Builtin::DictItems)?;
    set::update(thread, &result, &items)?;
    Ok(result)
}

fn and(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    // Python swaps the operands when the view stands on the right.
    let (mut view, mut other) = if is_set_like(a) { (a, b) } else { (b, a) };
    let length = crate::len(thread, view)?;
    if other.is_exactly(Builtin::Set) && length <= crate::len(thread, other)? {
        return set::intersection(thread, other, view);
    }
    if is_set_like(other) && crate::len(thread, other)? > length {
        (view, other) = (other, view);
    }
    let result = set::empty(thread)?;
    crate::for_each(thread, other, |item| {
        if contains(thread, view, &item)? {
            set::add(thread, &result, &item)?;
        }
        Ok(())
    })?;
    Ok(result)
}

fn isdisjoint(thread: &Thread, object: &Object, other: &Object) -> Result<Ref> {
    let answer = |value| Ok(thread.heap().bool(value));
    if object.is(other) {
        return answer(this(thread, object)?.1.is_empty());
    }
    let (mut view, mut other) = (object, other);
    // The longer one is asked, when both can be.
    if (set::exact_len(other).is_some() || is_set_like(other))
        && crate::len(thread, other)? > crate::len(thread, view)?
    {
        (view, other) = (other, view);
    }
    let iterator = crate::iter(thread, other)?;
    while let Some(item) = crate::next(thread, &iterator)? {
        if crate::contains(thread, view, &item)? {
            return answer(false);
        }
    }
    answer(true)
}
