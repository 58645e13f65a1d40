//! `deque`: a queue with two ends.
//!
//! Its memory is `types::deque`. With a limit, an addition at one end pushes an item out at the other.

use super::deque_iterator;
use object::native::make;
use object::{
    Args, Builtin, CompareOp, GetSetDef, MethodDef, NumberSlots, Object, Raised, Ref, Result,
    Thread, Type, TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::deque::{BLOCK_BYTES, DequeCore};
use types::protocol::{self, Signature};
use types::str::Str;
use types::{Int, Tuple};

native_layout! {
    /// A deque.
    pub struct Deque: DEQUE_LAYOUT, "deque" { pub core: DequeCore, weaklist: Cell<usize> }
}

const _: () = assert!(size_of::<Deque>() == 216);

/// `collections.deque`.
pub static DEQUE: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::SEQUENCE),
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(protocol::unhashable),
        getattro: Some(types::typeobj::generic_getattr),
        richcompare: Some(richcompare),
        iter: Some(|thread, object| deque_iterator::new(thread, this(thread, object)?, false)),
        init: Some(init),
        new: Some(new),
        sizeof: Some(sizeof),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        length: Some(|thread, object| Ok(this(thread, object)?.core.len())),
        concat: Some(concat),
        repeat: Some(|thread, object, times| {
            let copy = copy(thread, object)?;
            repeat_in_place(thread, &copy, times)
        }),
        item: Some(item),
        ass_item: Some(ass_item),
        contains: Some(|thread, object, value| {
            Ok(search(thread, object, value, 0, usize::MAX, Builtin::RuntimeError)?.is_some())
        }),
        inplace_concat: Some(|thread, object, other| {
            extend(thread, object, other, true)?;
            Ok(object.to_ref())
        }),
        inplace_repeat: Some(repeat_in_place),
        ..NumberSlots::EMPTY
    },
    methods: METHODS,
    getsets: &[GetSetDef {
        name: "maxlen",
        get: |thread, object| match this(thread, object)?.core.most() {
            Some(most) => Int::from_usize(thread, most),
            None => Ok(thread.heap().none()),
        },
        set: None,
        doc: Some("maximum size of a deque or None if unbounded"),
    }],
    weaklist_offset: 208,
    doc: Some(
        "deque([iterable[, maxlen]])\n--\n\nA list-like sequence optimized for data accesses near its endpoints.",
    ),
    ..TypeSpec::new("collections.deque", Builtin::Other, &DEQUE_LAYOUT)
};

static METHODS: &[MethodDef] = &[
    MethodDef::one("append", |thread, object, item| {
        push(thread, object, item.to_ref(), true)?;
        Ok(thread.heap().none())
    })
    .doc("append($self, item, /)\n--\n\nAdd an element to the right side of the deque."),
    MethodDef::one("appendleft", |thread, object, item| {
        push(thread, object, item.to_ref(), false)?;
        Ok(thread.heap().none())
    })
    .doc("appendleft($self, item, /)\n--\n\nAdd an element to the left side of the deque."),
    MethodDef::no_args("clear", |thread, object| {
        this(thread, object)?.core.empty(thread.heap())?;
        Ok(thread.heap().none())
    })
    .doc("clear($self, /)\n--\n\nRemove all elements from the deque."),
    MethodDef::no_args("__copy__", copy).doc("__copy__($self, /)\n--\n\nReturn a shallow copy of a deque."),
    MethodDef::no_args("copy", copy).doc("copy($self, /)\n--\n\nReturn a shallow copy of a deque."),
    MethodDef::one("count", count).doc("count($self, value, /)\n--\n\nReturn number of occurrences of value."),
    MethodDef::one("extend", |thread, object, iterable| {
        extend(thread, object, iterable, true)?;
        Ok(thread.heap().none())
    })
    .doc("extend($self, iterable, /)\n--\n\nExtend the right side of the deque with elements from the iterable."),
    MethodDef::one("extendleft", |thread, object, iterable| {
        extend(thread, object, iterable, false)?;
        Ok(thread.heap().none())
    })
    .doc("extendleft($self, iterable, /)\n--\n\nExtend the left side of the deque with elements from the iterable."),
    MethodDef::fast("index", index).doc(
        "index($self, value, [start, [stop]])\n--\n\nReturn first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    MethodDef::fast("insert", insert)
        .doc("insert($self, index, value, /)\n--\n\nInsert value before index."),
    MethodDef::no_args("pop", |thread, object| pop(thread, object, true))
        .doc("pop($self, /)\n--\n\nRemove and return the rightmost element."),
    MethodDef::no_args("popleft", |thread, object| pop(thread, object, false))
        .doc("popleft($self, /)\n--\n\nRemove and return the leftmost element."),
    MethodDef::no_args("__reduce__", reduce)
        .doc("__reduce__($self, /)\n--\n\nReturn state information for pickling."),
    MethodDef::one("remove", remove).doc("remove($self, value, /)\n--\n\nRemove first occurrence of value."),
    MethodDef::no_args("__reversed__", |thread, object| {
        deque_iterator::new(thread, this(thread, object)?, true)
    })
    .doc("__reversed__($self, /)\n--\n\nReturn a reverse iterator over the deque."),
    MethodDef::no_args("reverse", |thread, object| {
        this(thread, object)?.core.reverse();
        Ok(thread.heap().none())
    })
    .doc("reverse($self, /)\n--\n\nReverse *IN PLACE*."),
    MethodDef::fast("rotate", rotate).doc(
        "rotate($self, n=1, /)\n--\n\nRotate the deque n steps to the right.  If n is negative, rotates left.",
    ),
    MethodDef::no_args("__sizeof__", |thread, object| Int::from_usize(thread, sizeof(thread, object)?))
        .doc("__sizeof__($self, /)\n--\n\nReturn the size of the deque in memory, in bytes."),
    MethodDef::one("__class_getitem__", types::generic_alias::new)
        .class()
        .doc("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
];

/// The receiver.
pub(super) fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Deque> {
    match object.downcast::<Deque>() {
        Some(deque) => Ok(deque),
        None => Err(thread.type_error(format_args!("expected deque, got {}", object.ty().name()))),
    }
}

fn out_of_range(thread: &Thread) -> Raised {
    thread.raise(
        Builtin::IndexError,
        format_args!("deque index out of range"),
    )
}

fn new(thread: &Thread, ty: &Type, _: Args<'_>) -> Result<Ref> {
    let fresh = match ty.is_class() {
        true => types::typeobj::new_instance(thread, ty)?,
        false => make::<Deque>(thread.heap(), ty)?.into_object(),
    };
    this(thread, &fresh)?.core.start(thread.heap())?;
    fresh.track();
    Ok(fresh)
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    const SIGNATURE: Signature<2> = Signature {
        function: "deque",
        names: ["iterable", "maxlen"],
        required: 0,
        positional: 2,
    };
    let given = args.values().len();
    if given > 2 {
        return Err(thread.type_error(format_args!(
            "deque() takes at most 2 arguments ({given} given)"
        )));
    }
    let bound = SIGNATURE.bind(thread, &args)?;
    let core = &this(thread, object)?.core;
    let most = bound.get(1).filter(|m| !m.is_exactly(Builtin::NoneType));
    if let Some(most) = most {
        let Some(most) = most.downcast::<Int>() else {
            return Err(thread.type_error(format_args!("an integer is required")));
        };
        let most = protocol::as_isize(thread, most.as_object(), Builtin::OverflowError)?;
        if most < 0 {
            return Err(thread.value_error(format_args!("maxlen must be non-negative")));
        }
        core.set_most(Some(most as usize));
    } else {
        core.set_most(None);
    }
    core.empty(thread.heap())?;
    match bound.get(0) {
        Some(iterable) => extend(thread, object, iterable, true),
        None => Ok(()),
    }
}

fn sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    Ok(object.ty().basicsize() + this(thread, object)?.core.blocks() * BLOCK_BYTES)
}

/// Adds at one end; with a limit the other end gives an item up, dropped after the change.
fn push(thread: &Thread, object: &Object, item: Ref, right: bool) -> Result<()> {
    let core = &this(thread, object)?.core;
    let heap = thread.heap();
    match right {
        true => core.push_right(heap, item)?,
        false => core.push_left(heap, item)?,
    }
    if core.most().is_some_and(|most| core.len() > most) {
        drop(if right {
            core.pop_left()
        } else {
            core.pop_right()
        });
    }
    Ok(())
}

fn extend(thread: &Thread, object: &Object, iterable: &Object, right: bool) -> Result<()> {
    // A deque that is added to itself is read as it was before.
    let snapshot = match object.is(iterable) {
        true => Some(protocol::to_list(thread, iterable)?.into_object()),
        false => None,
    };
    let iterator = protocol::iter(thread, snapshot.as_deref().unwrap_or(iterable))?;
    let core = &this(thread, object)?.core;
    let keeps_nothing = core.most() == Some(0);
    if !keeps_nothing {
        core.lean(right);
    }
    while let Some(item) = protocol::next(thread, &iterator)? {
        if !keeps_nothing {
            push(thread, object, item, right)?;
        }
    }
    Ok(())
}

fn pop(thread: &Thread, object: &Object, right: bool) -> Result<Ref> {
    let core = &this(thread, object)?.core;
    match if right {
        core.pop_right()
    } else {
        core.pop_left()
    } {
        Some(item) => Ok(item),
        None => Err(thread.raise(Builtin::IndexError, format_args!("pop from an empty deque"))),
    }
}

/// An exact deque is copied with its limit; a derived class makes the copy itself.
pub(super) fn copy(thread: &Thread, object: &Object) -> Result<Ref> {
    let most = this(thread, object)?.core.most();
    if object.ty().is_class() {
        let ty = object.ty().as_object();
        return match most {
            None => protocol::call_one(thread, ty, object),
            Some(most) => protocol::call(
                thread,
                ty,
                &[object.to_ref(), Int::from_usize(thread, most)?],
            ),
        };
    }
    let fresh = new(thread, object.ty(), Args::default())?;
    this(thread, &fresh)?.core.set_most(most);
    // A single item comes as by `append`, to the middle of the block.
    match this(thread, object)?.core.get(0) {
        Some(item) if this(thread, object)?.core.len() == 1 => push(thread, &fresh, item, true)?,
        _ => extend(thread, &fresh, object, true)?,
    }
    Ok(fresh)
}

fn concat(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    if b.downcast::<Deque>().is_none() {
        return Err(thread.type_error(format_args!(
            "can only concatenate deque (not \"{}\") to deque",
            b.ty().name()
        )));
    }
    let both = copy(thread, a)?;
    extend(thread, &both, b, true)?;
    Ok(both)
}

fn repeat_in_place(thread: &Thread, object: &Object, times: isize) -> Result<Ref> {
    let core = &this(thread, object)?.core;
    if times <= 0 {
        core.empty(thread.heap())?;
    } else if !core.is_empty() && times > 1 {
        repeat_items(thread, object, core, times as usize)?;
    }
    Ok(object.to_ref())
}

/// No more often than the limit has use for.
fn repeat_items(thread: &Thread, object: &Object, core: &DequeCore, times: usize) -> Result<()> {
    let length = core.len();
    let Some(total) = length.checked_mul(times) else {
        return Err(thread.no_memory());
    };
    if let (1, Some(item)) = (length, core.get(0)) {
        for _ in 1..core.most().map_or(times, |most| times.min(most)) {
            core.push_right(thread.heap(), item.clone())?;
        }
        return Ok(());
    }
    let times = match core.most() {
        Some(most) if total > most => most.div_ceil(length),
        _ => times,
    };
    let items = protocol::to_list(thread, object)?;
    for _ in 1..times {
        extend(thread, object, items.as_object(), true)?;
    }
    Ok(())
}

fn item(thread: &Thread, object: &Object, index: isize) -> Result<Ref> {
    match this(thread, object)?.core.get(index as usize) {
        Some(item) => Ok(item),
        None => Err(out_of_range(thread)),
    }
}

fn ass_item(thread: &Thread, object: &Object, index: isize, value: Option<&Object>) -> Result<()> {
    let core = &this(thread, object)?.core;
    if index < 0 || index as usize >= core.len() {
        return Err(out_of_range(thread));
    }
    match value {
        Some(value) => drop(core.replace(index as usize, value.to_ref())),
        None => delete(thread, core, index)?,
    }
    Ok(())
}

/// Takes an item out by turning it to the left end and turning back.
fn delete(thread: &Thread, core: &DequeCore, index: isize) -> Result<()> {
    core.rotate(thread.heap(), -index)?;
    let item = core.pop_left();
    core.rotate(thread.heap(), index)?;
    drop(item);
    Ok(())
}

/// The position of an equal item; `mutated` is raised when a comparison changes the deque.
fn search(
    thread: &Thread,
    object: &Object,
    value: &Object,
    from: usize,
    to: usize,
    mutated: Builtin,
) -> Result<Option<usize>> {
    let core = &this(thread, object)?.core;
    let state = core.state();
    for position in from..to.min(core.len()) {
        let Some(item) = core.get(position) else {
            break;
        };
        let same = protocol::equal(thread, &item, value)?;
        if core.state() != state {
            return Err(match mutated {
                Builtin::IndexError => {
                    thread.raise(mutated, format_args!("deque mutated during remove()."))
                }
                _ => thread.raise(mutated, format_args!("deque mutated during iteration")),
            });
        }
        if same {
            return Ok(Some(position));
        }
    }
    Ok(None)
}

fn absent(thread: &Thread, value: &Object) -> Result<Ref> {
    let text = protocol::repr(thread, value)?;
    Err(thread.value_error(format_args!("{} is not in deque", &*text)))
}

fn remove(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    match search(thread, object, value, 0, usize::MAX, Builtin::IndexError)? {
        Some(at) => {
            delete(thread, &this(thread, object)?.core, at as isize)?;
            Ok(thread.heap().none())
        }
        None => absent(thread, value),
    }
}

fn count(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    let (mut n, mut from) = (0, 0);
    while let Some(at) = search(
        thread,
        object,
        value,
        from,
        usize::MAX,
        Builtin::RuntimeError,
    )? {
        n += 1;
        from = at + 1;
    }
    Int::from_usize(thread, n)
}

fn bound(thread: &Thread, value: &Object, length: usize) -> Result<usize> {
    if value.ty().number().index.is_none() {
        return Err(thread.type_error(format_args!(
            "slice indices must be integers or have an __index__ method"
        )));
    }
    let at = protocol::as_isize_clamped(thread, value)?;
    Ok(match at < 0 {
        true => at.saturating_add(length as isize).max(0) as usize,
        false => (at as usize).min(length),
    })
}

fn index(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "index", args.len(), 1, 3)?;
    let length = this(thread, object)?.core.len();
    let from = args.get(1).map_or(Ok(0), |v| bound(thread, v, length))?;
    let to = args
        .get(2)
        .map_or(Ok(length), |v| bound(thread, v, length))?;
    match search(thread, object, &args[0], from, to, Builtin::RuntimeError)? {
        Some(at) => Int::from_usize(thread, at),
        None => absent(thread, &args[0]),
    }
}

fn insert(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "insert", args.len(), 2, 2)?;
    let at = protocol::as_isize(thread, &args[0], Builtin::OverflowError)?;
    let core = &this(thread, object)?.core;
    let length = core.len() as isize;
    if core.most() == Some(core.len()) {
        return Err(thread.raise(
            Builtin::IndexError,
            format_args!("deque already at its maximum size"),
        ));
    }
    let value = args[1].clone();
    if at >= length {
        push(thread, object, value, true)?;
    } else if at <= -length || at == 0 {
        push(thread, object, value, false)?;
    } else {
        core.rotate(thread.heap(), -at)?;
        push(thread, object, value, at < 0)?;
        core.rotate(thread.heap(), at)?;
    }
    Ok(thread.heap().none())
}

fn rotate(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "rotate", args.len(), 0, 1)?;
    let n = match args.first() {
        Some(n) => protocol::as_isize(thread, n, Builtin::OverflowError)?,
        None => 1,
    };
    this(thread, object)?.core.rotate(thread.heap(), n)?;
    Ok(thread.heap().none())
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let getstate = types::names(thread).__getstate__();
    let state = protocol::call_method(thread, object, getstate, &[])?;
    let iterator = protocol::iter(thread, object)?;
    let args = match this(thread, object)?.core.most() {
        None => thread.heap().empty_tuple(),
        Some(most) => {
            let most = Int::from_usize(thread, most)?;
            Tuple::from_array(thread, [thread.heap().empty_tuple(), most])?.into_object()
        }
    };
    let ty = object.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [ty, args, state, iterator])?.into_object())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let most = this(thread, object)?.core.most();
    let text = types::guard::once(thread, object, || {
        let items = protocol::to_list(thread, object)?;
        let items = protocol::repr(thread, items.as_object())?;
        let name = types::typeobj::short_name(object.ty());
        match most {
            Some(most) => Str::format(thread, format_args!("{name}({}, maxlen={most})", &*items)),
            None => Str::format(thread, format_args!("{name}({})", &*items)),
        }
    })?;
    match text {
        Some(text) => Ok(text.into_object()),
        None => Ok(Str::new(thread, "[...]")?.into_object()),
    }
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    let (Some(left), Some(right)) = (a.downcast::<Deque>(), b.downcast::<Deque>()) else {
        return Ok(heap.not_implemented());
    };
    let (left, right) = (&left.core, &right.core);
    if a.is(b) {
        return Ok(heap.bool(matches!(op, CompareOp::Eq | CompareOp::Le | CompareOp::Ge)));
    }
    if left.len() != right.len() && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(heap.bool(op == CompareOp::Ne));
    }
    let (mine, theirs) = (protocol::iter(thread, a)?, protocol::iter(thread, b)?);
    loop {
        let pair = (
            protocol::next(thread, &mine)?,
            protocol::next(thread, &theirs)?,
        );
        let (Some(x), Some(y)) = pair else {
            let lengths = (pair.0.is_some() as u8).cmp(&(pair.1.is_some() as u8));
            return Ok(heap.bool(op.holds(lengths)));
        };
        if !protocol::equal(thread, &x, &y)? {
            // 3.13 asks once more, whatever the question is.
            return Ok(heap.bool(protocol::compare_bool(thread, &x, &y, op)?));
        }
    }
}
