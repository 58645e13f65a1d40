//! Methods that treat bytes as ASCII text: case, classes, padding, translation.

use super::args::{Flavor, as_c_int, data, view};
use super::layout::Bytes;
use super::split::is_space;
use crate::protocol::{Signature, as_isize, check_arity};
use object::{Args, Buf, Builtin, Object, Ref, Result, Thread};

fn mapped<F: Flavor>(thread: &Thread, object: &Object, mut f: impl FnMut(u8) -> u8) -> Result<Ref> {
    let mut out = Buf::with_capacity(thread.heap(), data(object).len())?;
    for &byte in data(object) {
        out.push(f(byte))?;
    }
    F::make_own(thread, &out)
}

pub fn lower<F: Flavor>(thread: &Thread, object: &Object) -> Result<Ref> {
    mapped::<F>(thread, object, |b| b.to_ascii_lowercase())
}

pub fn upper<F: Flavor>(thread: &Thread, object: &Object) -> Result<Ref> {
    mapped::<F>(thread, object, |b| b.to_ascii_uppercase())
}

pub fn swapcase<F: Flavor>(thread: &Thread, object: &Object) -> Result<Ref> {
    mapped::<F>(thread, object, |b| {
        if b.is_ascii_alphabetic() { b ^ 0x20 } else { b }
    })
}

pub fn capitalize<F: Flavor>(thread: &Thread, object: &Object) -> Result<Ref> {
    let mut first = true;
    mapped::<F>(thread, object, |b| match std::mem::take(&mut first) {
        true => b.to_ascii_uppercase(),
        false => b.to_ascii_lowercase(),
    })
}

pub fn title<F: Flavor>(thread: &Thread, object: &Object) -> Result<Ref> {
    let mut inside = false;
    mapped::<F>(thread, object, |b| {
        let out = if inside {
            b.to_ascii_lowercase()
        } else {
            b.to_ascii_uppercase()
        };
        inside = b.is_ascii_alphabetic();
        out
    })
}

fn all(thread: &Thread, object: &Object, f: fn(u8) -> bool) -> Result<Ref> {
    let bytes = data(object);
    Ok(thread
        .heap()
        .bool(!bytes.is_empty() && bytes.iter().all(|&b| f(b))))
}

pub fn isalnum(thread: &Thread, object: &Object) -> Result<Ref> {
    all(thread, object, |b| b.is_ascii_alphanumeric())
}

pub fn isalpha(thread: &Thread, object: &Object) -> Result<Ref> {
    all(thread, object, |b| b.is_ascii_alphabetic())
}

pub fn isdigit(thread: &Thread, object: &Object) -> Result<Ref> {
    all(thread, object, |b| b.is_ascii_digit())
}

pub fn isspace(thread: &Thread, object: &Object) -> Result<Ref> {
    all(thread, object, is_space)
}

pub fn isascii(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(data(object).is_ascii()))
}

pub fn islower(thread: &Thread, object: &Object) -> Result<Ref> {
    let bytes = data(object);
    let none = !bytes.iter().any(u8::is_ascii_uppercase);
    Ok(thread
        .heap()
        .bool(none && bytes.iter().any(u8::is_ascii_lowercase)))
}

pub fn isupper(thread: &Thread, object: &Object) -> Result<Ref> {
    let bytes = data(object);
    let none = !bytes.iter().any(u8::is_ascii_lowercase);
    Ok(thread
        .heap()
        .bool(none && bytes.iter().any(u8::is_ascii_uppercase)))
}

pub fn istitle(thread: &Thread, object: &Object) -> Result<Ref> {
    let (mut inside, mut seen) = (false, false);
    for byte in data(object) {
        let (upper, lower) = (byte.is_ascii_uppercase(), byte.is_ascii_lowercase());
        if upper && inside || lower && !inside {
            return Ok(thread.heap().bool(false));
        }
        inside = upper || lower;
        seen |= inside;
    }
    Ok(thread.heap().bool(seen))
}

fn pad<F: Flavor>(
    thread: &Thread,
    object: &Object,
    left: usize,
    right: usize,
    fill: u8,
) -> Result<Ref> {
    let len = data(object).len();
    if left == 0 && right == 0 {
        return F::part(thread, object, 0, len);
    }
    let Some(total) = left.checked_add(right).and_then(|n| n.checked_add(len)) else {
        return Err(thread.no_memory());
    };
    let mut out = Buf::with_capacity(thread.heap(), total)?;
    out.resize(left, fill)?;
    out.extend(data(object))?;
    out.resize(total, fill)?;
    F::make_own(thread, &out)
}

fn justify<F: Flavor>(
    thread: &Thread,
    object: &Object,
    args: &[Ref],
    name: &str,
    share: fn(usize, usize) -> usize,
) -> Result<Ref> {
    check_arity(thread, name, args.len(), 1, 2)?;
    let width = as_isize(thread, &args[0], Builtin::OverflowError)?;
    let fill = match args.get(1) {
        None => b' ',
        Some(fill) => match F::single(fill) {
            Some(fill) => fill,
            None => {
                return Err(thread.type_error(format_args!(
                    "{name}() argument 2 must be a byte string of length 1, not {}",
                    crate::protocol::type_text(fill)
                )));
            }
        },
    };
    let width = usize::try_from(width).unwrap_or(0);
    let gap = width.saturating_sub(data(object).len());
    let left = share(gap, width);
    pad::<F>(thread, object, left, gap - left, fill)
}

pub fn center<F: Flavor>(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    justify::<F>(thread, object, args, "center", |gap, width| {
        gap / 2 + (gap & width & 1)
    })
}

pub fn ljust<F: Flavor>(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    justify::<F>(thread, object, args, "ljust", |_, _| 0)
}

pub fn rjust<F: Flavor>(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    justify::<F>(thread, object, args, "rjust", |gap, _| gap)
}

pub fn zfill<F: Flavor>(thread: &Thread, object: &Object, width: &Object) -> Result<Ref> {
    let width = as_isize(thread, width, Builtin::OverflowError)?;
    let bytes = data(object);
    let gap = usize::try_from(width)
        .unwrap_or(0)
        .saturating_sub(bytes.len());
    let sign = bytes.first().copied().filter(|b| matches!(b, b'+' | b'-'));
    match sign.filter(|_| gap > 0) {
        None => pad::<F>(thread, object, gap, 0, b'0'),
        Some(sign) => {
            let mut out = Buf::with_capacity(thread.heap(), bytes.len() + gap)?;
            out.push(sign)?;
            out.resize(gap + 1, b'0')?;
            out.extend(&data(object)[1..])?;
            F::make_own(thread, &out)
        }
    }
}

pub fn expandtabs<F: Flavor>(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let signature = Signature {
        function: "expandtabs",
        names: ["tabsize"],
        required: 0,
        positional: 1,
    };
    let size = match signature.bind(thread, &args)?.get(0) {
        Some(size) => as_c_int(thread, size)?,
        None => 8,
    };
    let size = usize::try_from(size).unwrap_or(0);
    let mut out = Buf::with_capacity(thread.heap(), data(object).len())?;
    let mut column = 0;
    for &byte in data(object) {
        if byte == b'\t' {
            let gap = if size > 0 { size - column % size } else { 0 };
            out.resize(out.len() + gap, b' ')?;
            column += gap;
            continue;
        }
        column = if matches!(byte, b'\n' | b'\r') {
            0
        } else {
            column + 1
        };
        out.push(byte)?;
    }
    F::make_own(thread, &out)
}

pub fn translate<F: Flavor>(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let signature = Signature {
        function: "translate",
        names: ["", "delete"],
        required: 1,
        positional: 2,
    };
    let bound = signature.bind(thread, &args)?;
    let table = match bound.get(0) {
        Some(table) if !table.is_exactly(Builtin::NoneType) => Some(view(thread, table)?),
        _ => None,
    };
    if table.as_ref().is_some_and(|t| t.bytes().len() != 256) {
        return Err(thread.value_error(format_args!(
            "translation table must be 256 characters long"
        )));
    }
    let gone = match bound.get(1) {
        Some(gone) => Some(view(thread, gone)?),
        None => None,
    };
    let mut goes = [false; 256];
    for &byte in gone.as_ref().map_or(&[][..], |g| g.bytes()) {
        goes[usize::from(byte)] = true;
    }
    let mut out = Buf::with_capacity(thread.heap(), data(object).len())?;
    for &byte in data(object) {
        if !goes[usize::from(byte)] {
            out.push(
                table
                    .as_ref()
                    .map_or(byte, |t| t.bytes()[usize::from(byte)]),
            )?;
        }
    }
    if &*out == data(object) {
        return F::part(thread, object, 0, out.len());
    }
    F::make_cut(thread, &out, data(object).len())
}

pub fn maketrans(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "maketrans", args.len(), 2, 2)?;
    let (from, to) = (view(thread, &args[0])?, view(thread, &args[1])?);
    if from.bytes().len() != to.bytes().len() {
        return Err(thread.value_error(format_args!("maketrans arguments must have same length")));
    }
    let mut table: [u8; 256] = std::array::from_fn(|i| i as u8);
    for (&a, &b) in from.bytes().iter().zip(to.bytes()) {
        table[usize::from(a)] = b;
    }
    Ok(Bytes::new(thread, &table)?.into_object())
}
