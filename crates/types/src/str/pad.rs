//! Methods that pad: center, ljust, rjust, zfill, expandtabs.

use super::layout::{Fresh, Str};
use super::{Builder, spec::this, split::fill_char};
use crate::protocol::{Signature, as_isize, check_arity};
use object::{Args, Builtin, Object, Ref, Result, Thread};

/// The text with characters in front and behind.
pub fn pad(thread: &Thread, text: &Str, left: usize, right: usize, fill: u32) -> Result<Ref<Str>> {
    if left == 0 && right == 0 {
        return text.substring(thread, 0, text.len());
    }
    let total = left
        .checked_add(right)
        .and_then(|n| n.checked_add(text.len()));
    let Some(len) = total.filter(|&n| n < isize::MAX as usize) else {
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("padded string is too long"),
        ));
    };
    let mut fresh = Fresh::new(thread, len, text.max_class().max(fill))?;
    fresh.push_repeated(fill, left);
    fresh.push(text);
    fresh.push_repeated(fill, right);
    Ok(fresh.finish_own(thread))
}

fn justify(
    thread: &Thread,
    object: &Object,
    args: &[Ref],
    name: &str,
    share: fn(usize, usize) -> usize,
) -> Result<Ref> {
    check_arity(thread, name, args.len(), 1, 2)?;
    let text = this(thread, object)?;
    let width = as_isize(thread, &args[0], Builtin::OverflowError)?;
    let fill = fill_char(thread, args.get(1).map(|r| &**r))?;
    let gap = usize::try_from(width)
        .unwrap_or(0)
        .saturating_sub(text.len());
    let left = share(gap, usize::try_from(width).unwrap_or(0));
    Ok(pad(thread, text, left, gap - left, fill)?.into_object())
}

pub(super) fn center(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    // An odd gap leans to the left when the width is odd, to the right otherwise.
    justify(thread, object, args, "center", |gap, width| {
        gap / 2 + (gap & width & 1)
    })
}

pub(super) fn ljust(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    justify(thread, object, args, "ljust", |_, _| 0)
}

pub(super) fn rjust(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    justify(thread, object, args, "rjust", |gap, _| gap)
}

pub(super) fn zfill(thread: &Thread, object: &Object, width: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    let width = as_isize(thread, width, Builtin::OverflowError)?;
    let gap = usize::try_from(width)
        .unwrap_or(0)
        .saturating_sub(text.len());
    let zero = u32::from(b'0');
    let sign = match text.is_empty() {
        false => text.char_at(0),
        true => 0,
    };
    if gap == 0 || (sign != u32::from(b'+') && sign != u32::from(b'-')) {
        return Ok(pad(thread, text, gap, 0, zero)?.into_object());
    }
    let mut fresh = Fresh::new(thread, text.len() + gap, text.max_class())?;
    fresh.push_point(sign);
    fresh.push_repeated(zero, gap);
    fresh.push_range(text, 1, text.len());
    Ok(fresh.finish_own(thread).into_object())
}

pub(super) fn expandtabs(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let text = this(thread, object)?;
    let signature = Signature {
        function: "expandtabs",
        names: ["tabsize"],
        required: 0,
        positional: 1,
    };
    let size = match signature.bind(thread, &args)?.get(0) {
        Some(size) => crate::bytes::as_c_int(thread, size)?,
        None => 8,
    };
    let size = usize::try_from(size).unwrap_or(0);
    let tab = u32::from(b'\t');
    if !text.code_points().any(|p| p == tab) {
        return Ok(text.substring(thread, 0, text.len())?.into_object());
    }
    let mut out = Builder::new(thread);
    let mut column = 0;
    for point in text.code_points() {
        if point == tab {
            if size > 0 {
                let gap = size - column % size;
                out.push_repeated(u32::from(b' '), gap)?;
                column += gap;
            }
            continue;
        }
        column = if point == 10 || point == 13 {
            0
        } else {
            column + 1
        };
        out.push_point(point)?;
    }
    Ok(out.finish()?.into_object())
}
