//! `range`: start, stop and step of any size, and the length computed once.
//!
//! - `layout.rs`: the objects
//! - `sequence.rs`: items, slices, containment, equality
//! - `iterator.rs`: the two iterators
//! - here: the declaration, construction, text

#[forbid(unsafe_code)]
mod iterator;
#[forbid(unsafe_code)]
mod layout;
#[forbid(unsafe_code)]
mod sequence;

pub use layout::{LongRangeIterator, RANGE_ITERATOR_LAYOUT, RANGE_LAYOUT, Range, RangeIterator};

use crate::int::{Int, arith, division};
use crate::str::Builder;
use crate::tuple::Tuple;
use object::{
    Args, Builtin, MemberDef, MemberKind, MethodDef, NumberSlots, Object, Ref, Result, Thread,
    Type, TypeFlags, TypeSlots, TypeSpec, native,
};

pub static SPECS: &[&TypeSpec] = &[&SPEC, &iterator::ITERATOR, &iterator::LONG_ITERATOR];

/// `range`.
pub static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::SEQUENCE,
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(sequence::hash),
        getattro: Some(crate::typeobj::generic_getattr),
        richcompare: Some(sequence::compare),
        iter: Some(iterator::iter),
        new: Some(slot_new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        bool: Some(sequence::bool),
        length: Some(sequence::length),
        item: Some(sequence::item),
        contains: Some(sequence::contains),
        subscript: Some(sequence::subscript),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__reversed__", iterator::reversed)
            .doc("Return a reverse iterator."),
        MethodDef::no_args("__reduce__", reduce),
        MethodDef::one("count", sequence::count)
            .doc("rangeobject.count(value) -> integer -- how often the value occurs"),
        MethodDef::one("index", sequence::index)
            .doc("rangeobject.index(value) -> integer -- where the value stands.\nRaises ValueError if it is not there."),
    ],
    members: &[member("start", 16), member("stop", 24), member("step", 32)],
    doc: Some(
        "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nThe ints from start up to, not including, stop, each \
         a step further than the one before.",
    ),
    ..TypeSpec::new("range", Builtin::Range, &RANGE_LAYOUT)
};

const fn member(name: &'static str, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: true,
        doc: None,
    }
}

/// The parts of a range.
pub(crate) struct Parts {
    pub start: Ref,
    pub stop: Ref,
    pub step: Ref,
    pub length: Ref,
}

/// The parts in machine words.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub start: isize,
    pub stop: isize,
    pub step: isize,
}

impl Range {
    /// A range of exact ints; the step isn't zero.
    pub(crate) fn make(thread: &Thread, start: Ref, stop: Ref, step: Ref) -> Result<Ref> {
        let length = compute_length(thread, &start, &stop, &step)?;
        let heap = thread.heap();
        let fresh = native::make::<Range>(heap, heap.builtin(Builtin::Range))?;
        fresh.start.set(start.downcast_into::<Int>().ok());
        fresh.stop.set(stop.downcast_into::<Int>().ok());
        fresh.step.set(step.downcast_into::<Int>().ok());
        fresh.length.set(length.downcast_into::<Int>().ok());
        Ok(fresh.into_object())
    }

    /// The four ints.
    pub(crate) fn parts(&self, thread: &Thread) -> Parts {
        let part = |slot: &object::Slot<Int>| {
            slot.get()
                .map_or_else(|| thread.heap().none(), Ref::into_object)
        };
        Parts {
            start: part(&self.start),
            stop: part(&self.stop),
            step: part(&self.step),
            length: part(&self.length),
        }
    }

    /// Start, stop and step if each fits a machine word.
    pub(crate) fn words(&self) -> Option<Words> {
        let word = |slot: &object::Slot<Int>| slot.get().and_then(|int| int.as_isize());
        Some(Words {
            start: word(&self.start)?,
            stop: word(&self.stop)?,
            step: word(&self.step)?,
        })
    }
}

impl Words {
    /// How many items there are.
    pub(crate) fn length(&self) -> usize {
        let (low, high) = match self.step > 0 {
            true => (self.start, self.stop),
            false => (self.stop, self.start),
        };
        if low >= high {
            return 0;
        }
        let distance = (high as usize).wrapping_sub(low as usize);
        (distance - 1) / self.step.unsigned_abs() + 1
    }
}

fn compute_length(thread: &Thread, start: &Object, stop: &Object, step: &Object) -> Result<Ref> {
    let (Some(a), Some(b), Some(c)) = (Int::of(start), Int::of(stop), Int::of(step)) else {
        return Int::new(thread, 0);
    };
    if let (Some(start), Some(stop), Some(step)) = (a.as_isize(), b.as_isize(), c.as_isize()) {
        let words = Words { start, stop, step };
        return Int::from_usize(thread, words.length());
    }
    let step = arith::slot_absolute(thread, step)?;
    let (low, high) = if c.is_negative() {
        (stop, start)
    } else {
        (start, stop)
    };
    let distance = arith::slot_subtract(thread, high, low)?;
    if Int::of(&distance).is_none_or(|d| d.sign() <= 0) {
        return Int::new(thread, 0);
    }
    let one = Int::new(thread, 1)?;
    let last = arith::slot_subtract(thread, &distance, &one)?;
    let whole = division::slot_floor_divide(thread, &last, &step)?;
    arith::slot_add(thread, &whole, &one)
}

fn slot_new(thread: &Thread, _: &Type, args: Args<'_>) -> Result<Ref> {
    crate::no_keywords(thread, "range", &args)?;
    let values = args.positional();
    crate::check_arity(thread, "range", values.len(), 1, 3)?;
    let index = |object: &Object| -> Result<Ref> {
        let int = crate::index(thread, object)?;
        arith::exact(thread, &int)
    };
    match values {
        [stop] => {
            let stop = index(stop)?;
            Range::make(thread, Int::new(thread, 0)?, stop, Int::new(thread, 1)?)
        }
        [start, stop, rest @ ..] => {
            let (start, stop) = (index(start)?, index(stop)?);
            let step = match rest.first() {
                Some(step) => index(step)?,
                None => Int::new(thread, 1)?,
            };
            if Int::of(&step).is_none_or(Int::is_zero) {
                return Err(thread.value_error(format_args!("range() arg 3 must not be zero")));
            }
            Range::make(thread, start, stop, step)
        }
        [] => Ok(thread.heap().none()),
    }
}

/// The range behind a receiver.
fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Range> {
    match object.downcast::<Range>() {
        Some(range) => Ok(range),
        None => Err(thread.type_error(format_args!("a range is required"))),
    }
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let parts = this(thread, object)?.parts(thread);
    let mut out = Builder::new(thread);
    out.push_str("range(")?;
    crate::push_repr(thread, &mut out, &parts.start)?;
    out.push_str(", ")?;
    crate::push_repr(thread, &mut out, &parts.stop)?;
    if Int::compact_of(&parts.step) != Some(1) {
        out.push_str(", ")?;
        crate::push_repr(thread, &mut out, &parts.step)?;
    }
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let parts = this(thread, object)?.parts(thread);
    let args = Tuple::from_array(thread, [parts.start, parts.stop, parts.step])?;
    let class = object.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [class, args.into_object()])?.into_object())
}
