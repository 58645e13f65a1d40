//! The declarations of `set` and `frozenset`, and their slots.

use super::algebra::{any_set, copy};
use super::layout::{SET_LAYOUT, Set, WEAKLIST};
use super::{iterator, methods};
use crate::str::{Builder, Str};
use object::{
    Args, Builtin, CompareOp, NumberSlots, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec,
};

const FLAGS: TypeFlags = TypeFlags::HAVE_GC
    .with(TypeFlags::BASETYPE)
    .with(TypeFlags::MATCH_SELF);

const SLOTS: TypeSlots = TypeSlots {
    repr: Some(repr),
    richcompare: Some(richcompare),
    iter: Some(iterator::new),
    sizeof: Some(
        |thread, object| Ok(object.ty().basicsize() + this(thread, object)?.outer_bytes()),
    ),
    ..TypeSlots::EMPTY
};

macro_rules! operator {
    ($method:ident) => {
        Some(|thread, a, b| match (any_set(a), any_set(b)) {
            (Some(left), Some(_)) => Ok(left.$method(thread, b)?.into_object()),
            _ => Ok(thread.heap().not_implemented()),
        })
    };
}

macro_rules! in_place {
    ($method:ident) => {
        Some(|thread, a, b| {
            if any_set(b).is_none() {
                return Ok(thread.heap().not_implemented());
            }
            this(thread, a)?.$method(thread, b)?;
            Ok(a.to_ref())
        })
    };
}

const OPERATORS: NumberSlots = NumberSlots {
    subtract: operator!(difference),
    and: operator!(intersection),
    xor: operator!(symmetric_difference),
    or: Some(or),
    length: Some(|thread, object| Ok(this(thread, object)?.len())),
    contains: Some(|thread, object, key| this(thread, object)?.contains(thread, key)),
    ..NumberSlots::EMPTY
};

/// `set`.
pub(super) static SET: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: TypeSlots {
        getattro: Some(crate::typeobj::generic_getattr),
        hash: Some(crate::unhashable),
        init: Some(init),
        new: Some(new_set),
        ..SLOTS
    },
    number: NumberSlots {
        inplace_subtract: in_place!(difference_update),
        inplace_and: Some(|thread, a, b| {
            if any_set(b).is_none() {
                return Ok(thread.heap().not_implemented());
            }
            let set = this(thread, a)?;
            set.swap(&*set.intersection(thread, b)?);
            Ok(a.to_ref())
        }),
        inplace_xor: in_place!(symmetric_difference_update),
        inplace_or: in_place!(update),
        ..OPERATORS
    },
    methods: methods::SET_METHODS,
    weaklist_offset: WEAKLIST,
    doc: Some("set(iterable=(), /)\n--\n\nBuild an unordered collection of unique elements."),
    dealloc: super::layout::dealloc,
    ..TypeSpec::new("set", Builtin::Set, &SET_LAYOUT)
};

/// `frozenset`.
pub(super) static FROZENSET: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: TypeSlots {
        hash: Some(|thread, object| Ok(this(thread, object)?.mixed_hash())),
        new: Some(new_frozenset),
        ..SLOTS
    },
    number: OPERATORS,
    methods: methods::FROZENSET_METHODS,
    weaklist_offset: WEAKLIST,
    doc: Some(
        "frozenset(iterable=(), /)\n--\n\nBuild an immutable unordered collection of unique elements.",
    ),
    dealloc: super::layout::dealloc,
    ..TypeSpec::new("frozenset", Builtin::FrozenSet, &SET_LAYOUT)
};

/// The receiver.
#[inline(always)]
pub(super) fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Set> {
    match object.downcast::<Set>() {
        Some(set) => Ok(set),
        None => Err(thread.type_error(format_args!("expected a set, got {}", object.ty().name()))),
    }
}

impl Set {
    /// Whether the item is there. A set, which has no hash, is looked for as a frozenset.
    pub(super) fn contains(&self, thread: &Thread, key: &Object) -> Result<bool> {
        let (key, hash) = searchable(thread, key)?;
        self.contains_hashed(thread, &key, hash)
    }
}

/// What is searched for: the caller's key, or a frozen copy of the set that it is.
pub(super) enum Sought<'a> {
    Key(&'a Object),
    Frozen(Ref),
}

impl std::ops::Deref for Sought<'_> {
    type Target = Object;
    fn deref(&self) -> &Object {
        match self {
            Sought::Key(key) => key,
            Sought::Frozen(set) => set,
        }
    }
}

/// What is searched for, and its hash.
pub(super) fn searchable<'a>(thread: &Thread, key: &'a Object) -> Result<(Sought<'a>, isize)> {
    match crate::hash(thread, key) {
        Ok(hash) => Ok((Sought::Key(key), hash)),
        Err(raised) => {
            let set = any_set(key).filter(|_| key.isinstance(Builtin::Set));
            let Some(set) = set.filter(|_| thread.pending_is(Builtin::TypeError)) else {
                return Err(raised);
            };
            thread.take_pending();
            let frozen = Set::alloc(thread, thread.heap().builtin(Builtin::FrozenSet))?;
            frozen.merge(thread, set)?;
            let hash = frozen.mixed_hash();
            Ok((Sought::Frozen(frozen.into_object()), hash))
        }
    }
}

fn new_set(thread: &Thread, ty: &Type, _: Args<'_>) -> Result<Ref> {
    Ok(Set::alloc(thread, ty)?.into_object())
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    let set = this(thread, object)?;
    crate::no_keywords(thread, "set", &args)?;
    let given = args.positional();
    crate::check_arity(thread, "set", given.len(), 0, 1)?;
    set.clear();
    set.hash.set(-1);
    match given.first() {
        Some(iterable) => set.update(thread, iterable),
        None => Ok(()),
    }
}

fn new_frozenset(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let plain = thread.heap().builtin(Builtin::FrozenSet);
    let [own, base] = [ty, plain].map(|t| t.slots().init.map(|f| f as usize));
    if std::ptr::eq(ty, plain) || own == base {
        crate::no_keywords(thread, "frozenset", &args)?;
    }
    let given = args.positional();
    crate::check_arity(thread, "frozenset", given.len(), 0, 1)?;
    if std::ptr::eq(ty, plain)
        && let Some(same) = given.first().filter(|s| s.is_exactly(Builtin::FrozenSet))
    {
        return Ok(same.clone());
    }
    let set = Set::alloc(thread, ty)?;
    if let Some(iterable) = given.first() {
        set.update(thread, iterable)?;
    }
    Ok(set.into_object())
}

fn or(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (Some(left), Some(right)) = (any_set(a), any_set(b)) else {
        return Ok(thread.heap().not_implemented());
    };
    let both = copy(thread, left)?;
    if !a.is(b) {
        both.merge(thread, right)?;
    }
    Ok(both.into_object())
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(left), Some(right)) = (any_set(a), any_set(b)) else {
        return Ok(thread.heap().not_implemented());
    };
    let equal = || {
        let known = left.hash.get() != -1 && right.hash.get() != -1;
        if left.len() != right.len() || known && left.hash.get() != right.hash.get() {
            return Ok(false);
        }
        left.is_subset_of(thread, right)
    };
    let holds = match op {
        CompareOp::Eq => equal()?,
        CompareOp::Ne => !equal()?,
        CompareOp::Le => left.is_subset_of(thread, right)?,
        CompareOp::Ge => right.is_subset_of(thread, left)?,
        CompareOp::Lt => left.len() < right.len() && left.is_subset_of(thread, right)?,
        CompareOp::Gt => left.len() > right.len() && right.is_subset_of(thread, left)?,
    };
    Ok(thread.heap().bool(holds))
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let set = this(thread, object)?;
    let name = object.ty().name();
    if set.is_empty() {
        return Ok(Str::format(thread, format_args!("{name}()"))?.into_object());
    }
    let plain = object.is_exactly(Builtin::Set);
    let text = crate::guard::once(thread, object, || {
        let items = crate::to_list(thread, object)?;
        let shown = crate::repr(thread, items.as_object())?;
        drop(items);
        // What a list shows, without its brackets.
        let shown = shown.substring(thread, 1, shown.len() - 1)?;
        let mut out = Builder::new(thread);
        if !plain {
            out.push_format(format_args!("{name}("))?;
        }
        out.push_str("{")?;
        out.push(&shown)?;
        out.push_str(if plain { "}" } else { "})" })?;
        out.finish()
    })?;
    match text {
        Some(text) => Ok(text.into_object()),
        None => Ok(Str::format(thread, format_args!("{name}(...)"))?.into_object()),
    }
}
