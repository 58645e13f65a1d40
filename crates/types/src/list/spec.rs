//! The declaration of `list`, and its slots.

use super::{LIST_LAYOUT, List, iterator, methods};
use crate::tuple::row::{self, RawSpan, Row, Span};
use object::{
    Args, Builtin, CompareOp, NumberSlots, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec,
};

/// `list`.
pub static LIST: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::LIST_SUBCLASS)
        .with(TypeFlags::SEQUENCE)
        .with(TypeFlags::MATCH_SELF),
    slots: TypeSlots {
        getattro: Some(crate::typeobj::generic_getattr),
        repr: Some(|thread, object| {
            row::repr(thread, object, this(thread, object)?, ["[", "]"], false)
        }),
        hash: Some(crate::unhashable),
        richcompare: Some(richcompare),
        iter: Some(iterator::new),
        init: Some(init),
        new: Some(new),
        sizeof: Some(sizeof),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        length: Some(|thread, object| Ok(this(thread, object)?.len())),
        concat: Some(concat),
        repeat: Some(repeat),
        item: Some(item),
        ass_item: Some(ass_item),
        contains: Some(|thread, object, value| {
            let list = this(thread, object)?;
            Ok(row::position(thread, list, value, 0, usize::MAX)?.is_some())
        }),
        inplace_concat: Some(|thread, object, other| {
            this(thread, object)?.extend(thread, other)?;
            Ok(object.to_ref())
        }),
        inplace_repeat: Some(inplace_repeat),
        subscript: Some(subscript),
        ass_subscript: Some(ass_subscript),
        ..NumberSlots::EMPTY
    },
    methods: methods::METHODS,
    doc: Some(
        "list(iterable=(), /)\n--\n\nA row of items that can grow and change.\n\nWithout an argument it is empty.",
    ),
    dealloc: super::layout::dealloc,
    ..TypeSpec::new("list", Builtin::List, &LIST_LAYOUT)
};

/// The receiver.
#[inline(always)]
pub(super) fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a List> {
    match object.downcast::<List>() {
        Some(list) => Ok(list),
        None => Err(thread.type_error(format_args!("expected list, got {}", object.ty().name()))),
    }
}

fn new(thread: &Thread, ty: &Type, _: Args<'_>) -> Result<Ref> {
    if ty.builtin() == Builtin::List {
        return Ok(List::new_fresh(thread)?.into_object());
    }
    Ok(List::new_of(thread, ty)?.into_object())
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    let list = this(thread, object)?;
    if !args.names().is_empty() {
        let plain = thread.heap().builtin(Builtin::List);
        let [own, plain] = [object.ty(), plain].map(|t| t.slots().new.map(|f| f as usize));
        if own == plain {
            crate::no_keywords(thread, "list", &args)?;
        }
    }
    let given = args.positional();
    crate::check_arity(thread, "list", given.len(), 0, 1)?;
    list.clear();
    match given.first() {
        Some(iterable) => list.extend(thread, iterable),
        None => Ok(()),
    }
}

pub(super) fn sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    let list = this(thread, object)?;
    Ok(object.ty().basicsize() + list.allocated().max(0) as usize * 8)
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(left), Some(right)) = (a.downcast::<List>(), b.downcast::<List>()) else {
        return Ok(thread.heap().not_implemented());
    };
    if left.len() != right.len() && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(thread.heap().bool(op == CompareOp::Ne));
    }
    row::compare(thread, left, right, op)
}

fn concat(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let left = this(thread, a)?;
    let Some(right) = b.downcast::<List>() else {
        return Err(thread.type_error(format_args!(
            "can only concatenate list (not \"{}\") to list",
            b.ty().name()
        )));
    };
    let both = List::with_room(thread, left.len() + right.len())?;
    both.fill_from_slice(thread, left.peek())?;
    both.fill_from_slice(thread, right.peek())?;
    Ok(both.into_object())
}

fn repeat(thread: &Thread, object: &Object, times: isize) -> Result<Ref> {
    let list = this(thread, object)?;
    let Some(total) = list.len().checked_mul(times.max(0) as usize) else {
        return Err(thread.no_memory());
    };
    let fresh = List::with_room(thread, total)?;
    if total != 0 {
        for _ in 0..times {
            fresh.fill_from_slice(thread, list.peek())?;
        }
    }
    Ok(fresh.into_object())
}

fn inplace_repeat(thread: &Thread, object: &Object, times: isize) -> Result<Ref> {
    let list = this(thread, object)?;
    match times {
        1 => {}
        // What is empty keeps its room.
        _ if list.is_empty() => {}
        ..1 => list.clear(),
        _ => list.repeat_in_place(times as usize)?,
    }
    Ok(object.to_ref())
}

fn item(thread: &Thread, object: &Object, index: isize) -> Result<Ref> {
    match this(thread, object)?.get(index as usize) {
        Some(item) => Ok(item),
        None => Err(thread.raise(Builtin::IndexError, format_args!("list index out of range"))),
    }
}

fn ass_item(thread: &Thread, object: &Object, index: isize, value: Option<&Object>) -> Result<()> {
    let list = this(thread, object)?;
    let old = match value {
        Some(value) => list.replace(index as usize, value.to_ref()).ok(),
        None => list.delete(index as usize),
    };
    match old {
        Some(_) => Ok(()),
        None => Err(thread.raise(
            Builtin::IndexError,
            format_args!("list assignment index out of range"),
        )),
    }
}

fn not_an_index(thread: &Thread, key: &Object) -> object::Raised {
    thread.type_error(format_args!(
        "list indices must be integers or slices, not {}",
        key.ty().name()
    ))
}

/// A negative index counts from the end.
#[inline]
fn wrap(list: &List, index: isize) -> isize {
    if index < 0 {
        index + list.len() as isize
    } else {
        index
    }
}

pub(super) fn subscript(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    let list = this(thread, object)?;
    if let Some(index) = row::subscript_index(thread, key)? {
        return item(thread, object, wrap(list, index));
    }
    if !key.is_exactly(Builtin::Slice) {
        return Err(not_an_index(thread, key));
    }
    let span = RawSpan::of(thread, key)?.adjust(list.len());
    if span.step == 1 {
        let items = &list.peek()[span.start..span.start + span.count];
        return List::from_slice(thread, items).map(Ref::into_object);
    }
    let fresh = List::with_room(thread, span.count)?;
    for n in 0..span.count {
        if let Some(item) = list.at(span.index(n)) {
            fresh.push(thread, item)?;
        }
    }
    Ok(fresh.into_object())
}

fn ass_subscript(
    thread: &Thread,
    object: &Object,
    key: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let list = this(thread, object)?;
    if let Some(index) = row::subscript_index(thread, key)? {
        return ass_item(thread, object, wrap(list, index), value);
    }
    if !key.is_exactly(Builtin::Slice) {
        return Err(not_an_index(thread, key));
    }
    let raw = RawSpan::of(thread, key)?;
    match value {
        None => delete_span(list, raw.adjust(list.len())),
        Some(value) => assign_span(thread, list, raw, value),
    }
}

fn delete_span(list: &List, span: Span) -> Result<()> {
    if span.count == 0 {
        // Cutting nothing out of nothing gives back the room.
        if span.step == 1 && list.len() == 0 {
            drop(list.detach());
        }
        return Ok(());
    }
    if span.step == 1 {
        drop(list.splice(span.start, span.start + span.count, &[])?);
        return Ok(());
    }
    let first = span.index(0).min(span.index(span.count - 1));
    drop(list.take_strided(first, span.step.unsigned_abs(), span.count)?);
    Ok(())
}

fn assign_span(thread: &Thread, list: &List, raw: RawSpan, value: &Object) -> Result<()> {
    let items = items_to_assign(thread, list, value)?;
    let span = raw.adjust(list.len());
    let with = items.peek();
    if span.step == 1 {
        drop(list.splice(span.start, span.start + span.count, with)?);
        return Ok(());
    }
    if with.len() != span.count {
        return Err(thread.value_error(format_args!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            with.len(),
            span.count
        )));
    }
    drop(list.replace_many(span.count, |n| span.index(n), with)?);
    Ok(())
}

/// The right side of a slice assignment as a list other than the one assigned to.
fn items_to_assign(thread: &Thread, list: &List, value: &Object) -> Result<Ref<List>> {
    if value.is_exactly(Builtin::List)
        && !value.is(list.as_object())
        && let Ok(other) = value.to_ref().downcast_into::<List>()
    {
        return Ok(other);
    }
    let fresh = List::new(thread)?;
    if value.is_exactly(Builtin::List) || value.is_exactly(Builtin::Tuple) {
        fresh.extend(thread, value)?;
        return Ok(fresh);
    }
    let text = "must assign iterable to extended slice";
    fresh.extend(thread, &*crate::protocol::iter_or(thread, value, text)?)?;
    Ok(fresh)
}
