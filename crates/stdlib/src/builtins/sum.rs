//! `sum`: machine words and floats are added without making objects, as long as the items allow it.
//!
//! Floats are added with Neumaier's compensation, as 3.12 and later do.

use object::{Args, Builtin, Object, Ref, Result, Thread};
use types::{Float, Int, Operator, Signature, binary};

const SIGNATURE: Signature<2> = Signature {
    function: "sum",
    names: ["", "start"],
    required: 1,
    positional: 2,
};

pub(super) fn sum(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    let bound = SIGNATURE.bind(thread, &args)?;
    let [Some(iterable), start] = bound.0 else {
        return Err(thread.system_error(format_args!("sum() bound too little")));
    };
    let iterator = types::iter(thread, iterable)?;
    let start = match start {
        Some(start) => {
            refuse_text(thread, start)?;
            start.to_ref()
        }
        None => Int::new(thread, 0)?,
    };
    add_all(thread, &iterator, start)
}

fn refuse_text(thread: &Thread, start: &Object) -> Result<()> {
    let (what, join) = match start {
        s if s.isinstance(Builtin::Str) => ("strings", "''"),
        s if s.isinstance(Builtin::Bytes) => ("bytes", "b''"),
        s if s.isinstance(Builtin::ByteArray) => ("bytearray", "b''"),
        _ => return Ok(()),
    };
    Err(thread.type_error(format_args!(
        "sum() can't sum {what} [use {join}.join(seq) instead]"
    )))
}

/// The exact small `int` or `bool` that an object is.
fn word(object: &Object) -> Option<isize> {
    if object.is_exactly(Builtin::Int) || object.is_exactly(Builtin::Bool) {
        return object.downcast::<Int>()?.as_isize();
    }
    None
}

fn real(object: &Object) -> Option<f64> {
    match object.is_exactly(Builtin::Float) {
        true => Some(object.downcast::<Float>()?.value()),
        false => None,
    }
}

fn add_all(thread: &Thread, iterator: &Object, start: Ref) -> Result<Ref> {
    let mut total = start;
    let mut next = types::next(thread, iterator)?;
    if total.is_exactly(Builtin::Int)
        && let Some(words) = word(&total)
    {
        (total, next) = add_words(thread, iterator, words, next)?;
    }
    if let Some(float) = real(&total) {
        (total, next) = add_floats(thread, iterator, float, next)?;
    }
    while let Some(item) = next {
        total = binary(thread, &total, &item, Operator::Add)?;
        drop(item);
        next = types::next(thread, iterator)?;
    }
    Ok(total)
}

type Step = Result<(Ref, Option<Ref>)>;

/// Adds small integers until an item is something else or the sum outgrows a word.
fn add_words(thread: &Thread, iterator: &Object, mut sum: isize, mut next: Option<Ref>) -> Step {
    while let Some(item) = &next {
        match word(item).and_then(|n| sum.checked_add(n)) {
            Some(more) => sum = more,
            None => break,
        }
        next = types::next(thread, iterator)?;
    }
    let total = Int::new(thread, sum)?;
    match &next {
        // The item that ended the run is added here, so that a float can start the next run.
        Some(item) => {
            let total = binary(thread, &total, item, Operator::Add)?;
            Ok((total, types::next(thread, iterator)?))
        }
        None => Ok((total, None)),
    }
}

fn add_floats(thread: &Thread, iterator: &Object, start: f64, mut next: Option<Ref>) -> Step {
    let (mut sum, mut lost) = (start, 0.0_f64);
    while let Some(item) = &next {
        if let Some(x) = real(item) {
            let more = sum + x;
            lost += match sum.abs() >= x.abs() {
                true => (sum - more) + x,
                false => (x - more) + sum,
            };
            sum = more;
        } else if let Some(n) = word(item) {
            sum += n as f64;
        } else {
            break;
        }
        next = types::next(thread, iterator)?;
    }
    // Infinities and NaN make the compensation meaningless.
    if lost != 0.0 && lost.is_finite() {
        sum += lost;
    }
    let total = Float::new(thread, sum)?;
    match &next {
        Some(item) => {
            let total = binary(thread, &total, item, Operator::Add)?;
            Ok((total, types::next(thread, iterator)?))
        }
        None => Ok((total, None)),
    }
}
