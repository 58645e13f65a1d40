//! Numbers in a format: sign, prefix, grouped digits, the rest, and padding around or inside.

use super::digits::{Extras, Style, write_unsigned};
use super::spec::{Spec, Target};
use crate::int::{Int, text};
use crate::protocol::to_str;
use crate::str::{Builder, Str, from_point, pad};
use object::{Buf, Builtin, Object, Ref, Result, Thread};

/// A number's text in its parts, all ASCII.
struct Parts<'a> {
    sign: Option<u8>,
    prefix: &'a [u8],
    /// The digits that are grouped; none for `inf` and `nan`.
    digits: &'a [u8],
    /// Point, fraction, exponent, `%`.
    rest: &'a [u8],
    /// How many digits stand in a group.
    group: usize,
}

/// The sign that is shown.
fn sign_of(spec: &Spec, negative: bool) -> Option<u8> {
    match (negative, spec.sign) {
        (true, _) => Some(b'-'),
        (false, b'+') => Some(b'+'),
        (false, b' ') => Some(b' '),
        _ => None,
    }
}

impl Parts<'_> {
    /// Length of the parts when `digits` digits are shown.
    fn len(&self, spec: &Spec, digits: usize) -> usize {
        let groups = if spec.grouping != 0 && digits > 0 {
            (digits - 1) / self.group
        } else {
            0
        };
        usize::from(self.sign.is_some()) + self.prefix.len() + digits + groups + self.rest.len()
    }

    /// Zeros that are put in front of the digits, so that separators go on through the padding.
    fn leading_zeros(&self, spec: &Spec) -> usize {
        let inside = spec.fill == u32::from(b'0') && spec.align == b'=';
        if !inside || self.digits.is_empty() || self.len(spec, self.digits.len()) >= spec.width {
            return 0;
        }
        let fixed = self.len(spec, 0);
        let missing = spec.width - fixed;
        // The smallest number of digits that fills the room with its separators.
        let count = match spec.grouping {
            0 => missing,
            _ => {
                missing - missing / (self.group + 1)
                    + usize::from(missing.is_multiple_of(self.group + 1))
            }
        };
        count.saturating_sub(self.digits.len())
    }

    fn write(&self, out: &mut Builder<'_>, spec: &Spec) -> Result<()> {
        let zeros = self.leading_zeros(spec);
        let count = zeros + self.digits.len();
        let (left, right) = spec.padding(self.len(spec, count));
        let inside = spec.align == b'=';
        if !inside {
            out.push_repeated(spec.fill, left)?;
        }
        if let Some(sign) = self.sign {
            out.push_point(u32::from(sign))?;
        }
        out.push_units(self.prefix)?;
        if inside {
            out.push_repeated(spec.fill, left)?;
        }
        if spec.grouping == 0 {
            out.push_repeated(u32::from(b'0'), zeros)?;
            out.push_units(self.digits)?;
        } else {
            for i in 0..count {
                if i > 0 && (count - i).is_multiple_of(self.group) {
                    out.push_point(u32::from(spec.grouping))?;
                }
                let digit = if i < zeros {
                    b'0'
                } else {
                    self.digits[i - zeros]
                };
                out.push_point(u32::from(digit))?;
            }
        }
        out.push_units(self.rest)?;
        out.push_repeated(spec.fill, right)
    }
}

/// `int.__format__` for an int or bool.
pub fn format_int(thread: &Thread, value: &Object, spec: &Str) -> Result<Ref<Str>> {
    if spec.is_empty() {
        return to_str(thread, value);
    }
    let type_name = value.ty().name();
    let Some(int) = value.downcast::<Int>() else {
        return Err(thread.system_error(format_args!("not an int")));
    };
    let spec = Spec::parse(
        thread,
        spec,
        Target {
            type_name,
            kind: b'd',
            align: b'>',
        },
    )?;
    match spec.byte() {
        b'c' => format_char(thread, int, &spec),
        b'd' | b'b' | b'o' | b'x' | b'X' | b'n' => {
            refuse_in_int(thread, &spec)?;
            format_digits(thread, int, &spec)
        }
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => {
            let mut out = Builder::new(thread);
            write_float(&mut out, thread, int.to_f64(thread)?, &spec)?;
            out.finish()
        }
        _ => Err(spec.unknown(thread, type_name)),
    }
}

fn refuse_in_int(thread: &Thread, spec: &Spec) -> Result<()> {
    if spec.precision.is_some() {
        return Err(thread.value_error(format_args!(
            "Precision not allowed in integer format specifier"
        )));
    }
    if spec.positive_zero {
        return Err(thread.value_error(format_args!(
            "Negative zero coercion (z) not allowed in integer format specifier"
        )));
    }
    Ok(())
}

fn format_char(thread: &Thread, int: &Int, spec: &Spec) -> Result<Ref<Str>> {
    refuse_in_int(thread, spec)?;
    if spec.sign != 0 {
        return Err(thread.value_error(format_args!(
            "Sign not allowed with integer format specifier 'c'"
        )));
    }
    if spec.alternate {
        return Err(thread.value_error(format_args!(
            "Alternate form (#) not allowed with integer format specifier 'c'"
        )));
    }
    let Some(value) = int.as_isize() else {
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C long"),
        ));
    };
    let Some(point) = u32::try_from(value).ok().filter(|&p| p <= 0x10_FFFF) else {
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("%c arg not in range(0x110000)"),
        ));
    };
    let (left, right) = spec.padding(1);
    pad(thread, &*from_point(thread, point)?, left, right, spec.fill)
}

fn format_digits(thread: &Thread, int: &Int, spec: &Spec) -> Result<Ref<Str>> {
    let mut room = itoa::Buffer::new();
    let owned;
    let (digits, prefix): (&[u8], &[u8]) = match spec.byte() {
        b'd' | b'n' => match int.as_isize() {
            Some(value) => {
                text::ask_for_signals(thread, int);
                (room.format(value.unsigned_abs()).as_bytes(), b"")
            }
            None => {
                owned = text::decimal(thread, int)?;
                (owned.strip_prefix(b"-").unwrap_or(&owned), b"")
            }
        },
        kind => {
            let (base, prefix): (u32, &[u8]) = match kind {
                b'b' => (2, b"0b"),
                b'o' => (8, b"0o"),
                b'x' => (16, b"0x"),
                _ => (16, b"0X"),
            };
            let mut digits = text::power_of_two_digits(thread, int, base)?;
            if kind == b'X' {
                digits.make_ascii_uppercase();
            }
            owned = digits;
            (&owned, if spec.alternate { prefix } else { b"" })
        }
    };
    let group = if matches!(spec.byte(), b'd' | b'n') {
        3
    } else {
        4
    };
    let sign = sign_of(spec, int.sign() < 0);
    let mut out = Builder::with_capacity(thread, digits.len() + 4)?;
    Parts {
        sign,
        prefix,
        digits,
        rest: b"",
        group,
    }
    .write(&mut out, spec)?;
    out.finish()
}

/// Largest precision that 3.13 takes.
const PRECISION_LIMIT: usize = i32::MAX as usize;

/// How the type's character shows a float: style, default precision.
fn style_of(spec: &Spec) -> Option<(Style, usize)> {
    Some(match spec.byte() {
        b'e' | b'E' => (Style::Exponent, 6),
        b'f' | b'F' | b'%' => (Style::Fixed, 6),
        b'g' | b'G' | b'n' => (Style::General, 6),
        0 => (Style::Repr, 0),
        _ => return None,
    })
}

/// Style and precision of a specification: without a type, a precision asks for significant digits.
fn resolve(thread: &Thread, spec: &Spec) -> Result<(Style, usize)> {
    let (style, default) = style_of(spec).unwrap_or((Style::Repr, 0));
    if spec.precision.is_some_and(|p| p > PRECISION_LIMIT) {
        return Err(thread.value_error(format_args!("precision too big")));
    }
    Ok(match spec.precision {
        Some(precision) if style == Style::Repr => (Style::General, precision),
        Some(precision) => (style, precision),
        None => (style, default),
    })
}

/// The text of a float without its sign, ASCII, and whether it shows a zero.
fn float_text<'t>(
    thread: &'t Thread,
    value: f64,
    spec: &Spec,
    dot_zero: bool,
) -> Result<(Buf<'t, u8>, bool)> {
    let (style, precision) = resolve(thread, spec)?;
    let mut out = Buf::with_capacity(thread.heap(), 24)?;
    let extras = Extras {
        alternate: spec.alternate,
        dot_zero,
    };
    write_unsigned(&mut out, thread, value, style, precision, extras)?;
    let mantissa = out.iter().take_while(|&&b| b != b'e');
    let zero = value.is_finite() && mantissa.into_iter().all(|&b| matches!(b, b'0' | b'.'));
    if matches!(spec.byte(), b'E' | b'F' | b'G') {
        out.make_ascii_uppercase();
    }
    Ok((out, zero))
}

/// Appends a float as a specification for floats shows it.
fn write_float(out: &mut Builder<'_>, thread: &Thread, value: f64, spec: &Spec) -> Result<()> {
    let percent = spec.byte() == b'%';
    let value = if percent { value * 100.0 } else { value };
    let (mut text, zero) = float_text(thread, value, spec, spec.kind == 0)?;
    if percent {
        text.push(b'%')?;
    }
    let negative = value.is_sign_negative() && !value.is_nan() && !(zero && spec.positive_zero);
    let whole = text.iter().take_while(|b| b.is_ascii_digit()).count();
    let parts = Parts {
        sign: sign_of(spec, negative),
        prefix: b"",
        digits: &text[..whole],
        rest: &text[whole..],
        group: 3,
    };
    parts.write(out, spec)
}

/// `float.__format__`.
pub fn format_float(thread: &Thread, value: f64, spec: &Str) -> Result<Ref<Str>> {
    let mut out = Builder::new(thread);
    if spec.is_empty() {
        write_float_repr(&mut out, value)?;
        return out.finish();
    }
    let spec = Spec::parse(
        thread,
        spec,
        Target {
            type_name: "float",
            kind: 0,
            align: b'>',
        },
    )?;
    if style_of(&spec).is_none() {
        return Err(spec.unknown(thread, "float"));
    }
    write_float(&mut out, thread, value, &spec)?;
    out.finish()
}

/// `complex.__format__`.
pub fn format_complex(thread: &Thread, re: f64, im: f64, spec: &Str) -> Result<Ref<Str>> {
    let spec = Spec::parse(
        thread,
        spec,
        Target {
            type_name: "complex",
            kind: 0,
            align: b'>',
        },
    )?;
    if style_of(&spec).is_none() || spec.byte() == b'%' {
        return Err(spec.unknown(thread, "complex"));
    }
    if spec.fill == u32::from(b'0') {
        return Err(thread.value_error(format_args!(
            "Zero padding is not allowed in complex format specifier"
        )));
    }
    if spec.align == b'=' {
        return Err(thread.value_error(format_args!(
            "'=' alignment flag is not allowed in complex format specifier"
        )));
    }
    let bare = Spec { width: 0, ..spec };
    let mut inner = Builder::new(thread);
    let only_im = spec.kind == 0 && re == 0.0 && re.is_sign_positive();
    let parens = spec.kind == 0 && !only_im;
    if parens {
        inner.push_str("(")?;
    }
    if !only_im {
        write_part(&mut inner, thread, re, &bare)?;
    }
    let sign = if only_im { spec.sign } else { b'+' };
    write_part(&mut inner, thread, im, &Spec { sign, ..bare })?;
    inner.push_str(if parens { "j)" } else { "j" })?;
    let inner = inner.finish()?;
    let (left, right) = spec.padding(inner.len());
    pad(thread, &inner, left, right, spec.fill)
}

/// One part of a complex number: as a float, but without `.0`.
fn write_part(out: &mut Builder<'_>, thread: &Thread, value: f64, spec: &Spec) -> Result<()> {
    let (text, zero) = float_text(thread, value, spec, false)?;
    let negative = value.is_sign_negative() && !value.is_nan() && !(zero && spec.positive_zero);
    let whole = text.iter().take_while(|b| b.is_ascii_digit()).count();
    let sign = sign_of(spec, negative);
    Parts {
        sign,
        prefix: b"",
        digits: &text[..whole],
        rest: &text[whole..],
        group: 3,
    }
    .write(out, spec)
}

/// Appends `repr` of a float.
pub fn write_float_repr(out: &mut Builder<'_>, value: f64) -> Result<()> {
    if let Some(short) = super::Shortest::of(value) {
        return out.push_units(short.bytes());
    }
    let thread = out.thread();
    let mut text = Buf::with_capacity(thread.heap(), 24)?;
    if value.is_sign_negative() && !value.is_nan() {
        text.push(b'-')?;
    }
    let extras = Extras {
        alternate: false,
        dot_zero: true,
    };
    write_unsigned(&mut text, thread, value, Style::Repr, 0, extras)?;
    out.push_units(&text)
}

/// `str.__format__`.
pub fn format_str(thread: &Thread, value: &Str, spec: &Str) -> Result<Ref<Str>> {
    let type_name = value.as_object().ty().name();
    let spec = Spec::parse(
        thread,
        spec,
        Target {
            type_name,
            kind: b's',
            align: b'<',
        },
    )?;
    if spec.byte() != b's' {
        return Err(spec.unknown(thread, type_name));
    }
    let refused = match spec {
        Spec { sign: b' ', .. } => Some("Space"),
        Spec { sign: 1.., .. } => Some("Sign"),
        Spec {
            positive_zero: true,
            ..
        } => Some("Negative zero coercion (z)"),
        Spec {
            alternate: true, ..
        } => Some("Alternate form (#)"),
        _ => None,
    };
    if let Some(what) = refused {
        return Err(thread.value_error(format_args!(
            "{what} not allowed in string format specifier"
        )));
    }
    if spec.align == b'=' {
        return Err(thread.value_error(format_args!(
            "'=' alignment not allowed in string format specifier"
        )));
    }
    let len = spec.precision.unwrap_or(usize::MAX).min(value.len());
    let text = value.substring(thread, 0, len)?;
    let (left, right) = spec.padding(len);
    pad(thread, &text, left, right, spec.fill)
}
