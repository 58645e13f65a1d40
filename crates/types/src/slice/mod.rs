//! `slice`, and what native code asks of one.
//!
//! ```text
//! 0 header  16 start  24 stop  32 step                                 40 bytes, collected
//! ```
//! The three parts are set once, when the object is made.

#[forbid(unsafe_code)]
mod indices;

pub use indices::{Indices, long_indices, plain_bounds, slice_indices, unpack};

use crate::tuple::Tuple;
use object::{
    Args, Builtin, CompareOp, Keep, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Slot,
    Thread, Type, TypeFlags, TypeSlots, TypeSpec, native,
};

object::native_layout! {
    /// See the file's head.
    pub struct Slice: SLICE_LAYOUT, "slice" { start: Slot, stop: Slot, step: Slot } keeps cycles drops [step]
}

const _: () = assert!(size_of::<Slice>() == 40);

pub static SPECS: &[&TypeSpec] = &[&SPEC];

/// `slice`.
pub static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(hash),
        getattro: Some(crate::typeobj::generic_getattr),
        richcompare: Some(compare),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::one("indices", indices_method).doc(
            "S.indices(len) -> (start, stop, stride)\n\nThe indices that the slice selects in a sequence of this length.",
        ),
        MethodDef::no_args("__reduce__", reduce).doc("Return state information for pickling."),
    ],
    members: &[
        member("start", 16),
        member("stop", 24),
        member("step", 32),
    ],
    doc: Some(
        "slice(stop)\nslice(start, stop[, step])\n\nWhat stands between brackets in a[0:10:2].",
    ),
    ..TypeSpec::new("slice", Builtin::Slice, &SLICE_LAYOUT)
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

impl Slice {
    /// A slice of three parts, `None` where one is missing.
    pub fn new(thread: &Thread, start: Ref, stop: Ref, step: Ref) -> Result<Ref> {
        let heap = thread.heap();
        let fresh = match native::reuse::<Slice>(heap, Keep::SLICE) {
            Some(kept) => kept,
            None => native::make::<Slice>(heap, heap.builtin(Builtin::Slice))?,
        };
        fresh.start.set(Some(start));
        fresh.stop.set(Some(stop));
        fresh.step.set(Some(step));
        fresh.as_object().track();
        Ok(fresh.into_object())
    }

    /// Start, stop and step.
    pub fn parts(&self, thread: &Thread) -> [Ref; 3] {
        [&self.start, &self.stop, &self.step]
            .map(|part| part.get().unwrap_or_else(|| thread.heap().none()))
    }

    /// The same without counting them: they are set once, and nothing clears them while the slice lives.
    pub(super) fn peek<'a>(&'a self, none: &'a Object) -> [&'a Object; 3] {
        [&self.start, &self.stop, &self.step]
            // SAFETY: see above.
            .map(|part| unsafe { part.borrow() }.unwrap_or(none))
    }

    fn to_tuple(&self, thread: &Thread) -> Result<Ref> {
        Ok(Tuple::from_array(thread, self.parts(thread))?.into_object())
    }
}

fn this(object: &Object, thread: &Thread) -> Result<Ref<Slice>> {
    match object.downcast::<Slice>() {
        Some(slice) => Ok(Ref::new(slice)),
        None => Err(thread.type_error(format_args!("a slice is required"))),
    }
}

fn new(thread: &Thread, _: &Type, args: Args<'_>) -> Result<Ref> {
    crate::no_keywords(thread, "slice", &args)?;
    let none = || thread.heap().none();
    let values = args.positional();
    crate::check_arity(thread, "slice", values.len(), 1, 3)?;
    let (start, stop, step) = match values {
        [stop] => (none(), stop.clone(), none()),
        [start, stop] => (start.clone(), stop.clone(), none()),
        [start, stop, step, ..] => (start.clone(), stop.clone(), step.clone()),
        [] => (none(), none(), none()),
    };
    Slice::new(thread, start, stop, step)
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let (slice, none) = (this(object, thread)?, thread.heap().none());
    let [start, stop, step] = slice.peek(&none);
    let mut out = crate::str::Builder::new(thread);
    out.push_str("slice(")?;
    crate::push_repr(thread, &mut out, start)?;
    out.push_str(", ")?;
    crate::push_repr(thread, &mut out, stop)?;
    out.push_str(", ")?;
    crate::push_repr(thread, &mut out, step)?;
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

/// The lanes of the parts' hashes mixed as for tuples, but without the length at the end.
fn hash(thread: &Thread, object: &Object) -> Result<isize> {
    const PRIMES: [u64; 3] = [
        11400714785074694791,
        14029467366897019727,
        2870177450012600261,
    ];
    let mut mixed = PRIMES[2];
    let (slice, none) = (this(object, thread)?, thread.heap().none());
    for part in slice.peek(&none) {
        let lane = crate::hash(thread, part)? as u64;
        mixed = mixed.wrapping_add(lane.wrapping_mul(PRIMES[1]));
        mixed = mixed.rotate_left(31).wrapping_mul(PRIMES[0]);
    }
    Ok(if mixed == u64::MAX {
        1546275796
    } else {
        mixed as isize
    })
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(x), Some(y)) = (a.downcast::<Slice>(), b.downcast::<Slice>()) else {
        return Ok(thread.heap().not_implemented());
    };
    if a.is(b) {
        return Ok(thread.heap().bool(op.holds(std::cmp::Ordering::Equal)));
    }
    let (x, y) = (x.to_tuple(thread)?, y.to_tuple(thread)?);
    crate::richcompare(thread, &x, &y, op)
}

fn indices_method(thread: &Thread, object: &Object, length: &Object) -> Result<Ref> {
    let length = crate::index(thread, length)?;
    if length.is_negative() {
        return Err(thread.value_error(format_args!("length should not be negative")));
    }
    let parts = long_indices(thread, object, length.into_object())?;
    Ok(Tuple::from_array(thread, parts)?.into_object())
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let class = thread.heap().builtin(Builtin::Slice).as_object().to_ref();
    let parts = this(object, thread)?.to_tuple(thread)?;
    Ok(Tuple::from_array(thread, [class, parts])?.into_object())
}
