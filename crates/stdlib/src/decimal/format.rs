//! `Decimal.__format__`: specs, and what they make of a number.

use super::number::{Cx, Kind, Num, Number};
use super::text::{self, Shape};
use object::{Buf, Result};
use types::str::Builder;

/// How whole digits are grouped: in threes by a comma, by a locale, or not at all.
pub(super) struct Locale<'a> {
    pub point: &'a str,
    pub separator: &'a str,
    /// Sizes of groups from the point on; the last repeats, 127 ends grouping.
    pub grouping: &'a [u8],
}

impl Locale<'_> {
    /// Whether the parts are short enough, and the groups positive.
    pub fn is_valid(&self) -> bool {
        (1..=4).contains(&self.point.len())
            && self.separator.len() <= 4
            && self.grouping.iter().all(|&size| size < 128)
    }
}

/// A format spec.
pub(super) struct Spec {
    fill: u32,
    align: Align,
    sign: u8,
    no_negative_zero: bool,
    width: usize,
    /// Groups of three with commas.
    pub commas: bool,
    /// As the locale wants.
    pub local: bool,
    precision: Option<i64>,
    kind: u8,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Right,
    Centre,
    /// Between sign and digits.
    Inside,
    /// The same, as zeros that take part in grouping.
    Zeros,
}

impl Align {
    fn of(point: u32) -> Option<Align> {
        match u8::try_from(point).ok()? {
            b'<' => Some(Align::Left),
            b'>' => Some(Align::Right),
            b'^' => Some(Align::Centre),
            b'=' => Some(Align::Inside),
            _ => None,
        }
    }
}

/// Reads a spec from left to right.
struct Reader<'a> {
    points: &'a [u32],
}

impl Reader<'_> {
    fn peek(&self, at: usize) -> u32 {
        self.points.get(at).copied().unwrap_or(0)
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek(0) == u32::from(byte) && !self.points.is_empty();
        if found {
            self.points = &self.points[1..];
        }
        found
    }

    fn number(&mut self) -> Option<Option<i64>> {
        let mut value = None;
        while let Some(digit) = char::from_u32(self.peek(0)).and_then(|c| c.to_digit(10)) {
            let next = value
                .unwrap_or(0_i64)
                .checked_mul(10)?
                .checked_add(i64::from(digit))?;
            value = Some(next);
            self.points = &self.points[1..];
        }
        Some(value)
    }
}

impl Spec {
    /// Reads a spec; `None` when it isn't one.
    pub fn parse(points: &[u32], capitals: bool) -> Option<Spec> {
        let mut spec = Spec {
            fill: 32,
            align: Align::Right,
            sign: b'-',
            no_negative_zero: false,
            width: 0,
            commas: false,
            local: false,
            precision: None,
            kind: if capitals { b'G' } else { b'g' },
        };
        let mut rest = Reader { points };
        let mut aligned = true;
        if let Some(align) = Align::of(rest.peek(1)) {
            (spec.fill, spec.align) = (rest.peek(0), align);
            if spec.fill == 0 || (0xd800..0xe000).contains(&spec.fill) {
                return None;
            }
            rest.points = &rest.points[2..];
        } else if let Some(align) = Align::of(rest.peek(0)) {
            spec.align = align;
            rest.points = &rest.points[1..];
        } else {
            aligned = false;
        }
        if let Some(sign) = [b'+', b' ', b'-'].into_iter().find(|&s| rest.take(s)) {
            spec.sign = sign;
        }
        spec.no_negative_zero = rest.take(b'z');
        if rest.take(b'0') {
            if aligned {
                return None;
            }
            (spec.fill, spec.align) = (u32::from(b'0'), Align::Zeros);
        }
        if rest.peek(0) == u32::from(b'0') {
            return None;
        }
        let width = rest.number()?.unwrap_or(0);
        spec.width = usize::try_from(width).ok()?;
        spec.commas = rest.take(b',');
        if rest.take(b'.') {
            spec.precision = Some(rest.number()??);
        }
        spec.read_kind(&mut rest)?;
        rest.points.is_empty().then_some(spec)
    }

    fn read_kind(&mut self, rest: &mut Reader<'_>) -> Option<()> {
        if let Some(kind) = b"EeFfGg%".iter().copied().find(|&k| rest.take(k)) {
            self.kind = kind;
        } else if let Some(kind) = b"nN".iter().copied().find(|&k| rest.take(k)) {
            if self.commas {
                return None;
            }
            self.local = true;
            self.kind = if kind == b'N' { b'G' } else { b'g' };
        }
        Some(())
    }
}

/// Rounds to an exponent, whatever the precision.
fn rescale<'t>(cx: &Cx<'t>, x: Num<'_>, exp: i64) -> Result<Number<'t>> {
    let mut result = x.copied(cx.heap)?;
    if x.is_zero() {
        result.exp = exp;
        return Ok(result);
    }
    let shift = x.exp - exp;
    result.exp = exp;
    if shift >= 0 {
        result.append_zeros(shift)?;
    } else {
        let lost = result.drop_digits(shift.saturating_neg());
        cx.round_excess(&mut result, lost)?;
    }
    Ok(result)
}

/// Rounds to so many digits.
fn round<'t>(cx: &Cx<'t>, x: Num<'_>, digits: i64) -> Result<Number<'t>> {
    let result = rescale(cx, x, x.exp + x.digits() - digits)?;
    match result.num().digits() > digits {
        true => rescale(cx, result.num(), result.exp + 1),
        false => Ok(result),
    }
}

/// The number as the spec wants it, and its shape.
fn prepare<'t>(cx: &Cx<'t>, x: Num<'_>, spec: &Spec) -> Result<(Number<'t>, Shape)> {
    let mut number = x.copied(cx.heap)?;
    let kind = spec.kind.to_ascii_lowercase();
    let mut shape = match kind {
        b'g' => Shape::Scientific,
        b'e' => Shape::Exponent(None),
        _ => Shape::Fixed,
    };
    if kind == b'%' {
        number.exp += 2;
    }
    if let Some(precision) = spec.precision {
        match kind {
            b'g' => {
                let digits = precision.max(1);
                if number.num().digits() > digits {
                    number = round(cx, number.num(), digits)?;
                }
            }
            b'e' if number.words.is_empty() => shape = Shape::Exponent(Some(1 - precision)),
            b'e' => number = round(cx, number.num(), precision.saturating_add(1))?,
            _ => number = rescale(cx, number.num(), -precision)?,
        }
    } else if shape == Shape::Fixed && number.words.is_empty() && number.exp > 0 {
        number.exp = 0;
    }
    if spec.no_negative_zero && number.words.is_empty() {
        number.negative = false;
    }
    Ok((number, shape))
}

/// The text; `None` when what it takes is beyond all memory.
pub(super) fn format(
    cx: &Cx<'_>,
    x: Num<'_>,
    spec: &Spec,
    locale: &Locale<'_>,
    out: &mut Builder<'_>,
) -> Result<bool> {
    let capitals = spec.kind.is_ascii_uppercase();
    let mut plain = Buf::new(cx.heap);
    let mut align = spec.align;
    let mut fill = spec.fill;
    let negative;
    let room = super::number::MAX_PREC;
    if spec.width as i64 > room {
        return Ok(false);
    }
    if x.is_special() {
        negative = x.negative;
        text::push(&mut plain, x.absolute(), Shape::Scientific, capitals)?;
        if align == Align::Zeros {
            (align, fill) = (Align::Right, 32);
        }
    } else {
        if spec.precision.is_some_and(|p| p > room) {
            return Ok(false);
        }
        let (number, shape) = prepare(cx, x, spec)?;
        negative = number.negative;
        text::push(&mut plain, number.num().absolute(), shape, capitals)?;
    }
    if spec.kind == b'%' {
        plain.push(b'%')?;
    }
    let sign = match (negative, spec.sign) {
        (true, _) => "-",
        (_, b'+') => "+",
        (_, b' ') => " ",
        _ => "",
    };
    let zeros = if align == Align::Zeros { spec.width } else { 0 };
    let body = Body::of(
        &plain,
        x.kind == Kind::Finite,
        locale,
        zeros.saturating_sub(sign.len()),
    );
    let missing = spec.width.saturating_sub(body.len() + sign.len());
    let (before, inside, after) = match align {
        Align::Left => (0, 0, missing),
        Align::Right => (missing, 0, 0),
        Align::Centre => (missing / 2, 0, missing - missing / 2),
        Align::Inside => (0, missing, 0),
        Align::Zeros => (0, 0, 0),
    };
    out.push_repeated(fill, before)?;
    out.push_str(sign)?;
    out.push_repeated(fill, inside)?;
    body.push(out)?;
    out.push_repeated(fill, after)?;
    Ok(true)
}

/// A number's text in parts: whole digits, which are grouped, and what follows them.
struct Body<'a> {
    whole: &'a str,
    rest: &'a str,
    has_point: bool,
    locale: &'a Locale<'a>,
    /// Zeros in front of the digits.
    zeros: usize,
    groups: bool,
}

impl<'a> Body<'a> {
    fn of(plain: &'a [u8], finite: bool, locale: &'a Locale<'a>, width: usize) -> Body<'a> {
        let text = std::str::from_utf8(plain).unwrap_or("");
        let digits = match finite {
            true => text.bytes().take_while(u8::is_ascii_digit).count(),
            false => 0,
        };
        let (whole, rest) = text.split_at(digits);
        let has_point = finite && rest.starts_with('.');
        let mut body = Body {
            whole,
            rest: if has_point { &rest[1..] } else { rest },
            has_point,
            locale,
            zeros: 0,
            groups: finite && !locale.separator.is_empty(),
        };
        body.fill(width);
        body
    }

    /// Adds zeros in front until it is `width` long; separators count, and none stands in front of all digits.
    fn fill(&mut self, width: usize) {
        let missing = width.saturating_sub(self.len());
        if !self.groups {
            self.zeros = missing;
            return;
        }
        // Every few zeros bring a separator, so it takes fewer than are missing: the least number that is enough.
        let (mut low, mut high) = (0, missing);
        while low < high {
            self.zeros = low + (high - low) / 2;
            match self.len() >= width {
                true => high = self.zeros,
                false => low = self.zeros + 1,
            }
        }
        self.zeros = low;
    }

    /// How many separators stand in so many digits, and whether one stands before the digit at this distance from the point.
    fn separators(&self, digits: usize) -> usize {
        if !self.groups {
            return 0;
        }
        let (mut left, mut count, mut at) = (digits, 0, 0);
        loop {
            let Some(&size) = self.locale.grouping.get(at).or(self.locale.grouping.last()) else {
                return count;
            };
            let size = usize::from(size);
            if size == 0 || size == 127 || left <= size {
                return count;
            }
            if at >= self.locale.grouping.len() {
                return count + (left - 1) / size;
            }
            left -= size;
            count += 1;
            at += 1;
        }
    }

    fn len(&self) -> usize {
        let digits = self.zeros + self.whole.len();
        let point = if self.has_point {
            self.locale.point.chars().count()
        } else {
            0
        };
        digits
            + self.separators(digits) * self.locale.separator.chars().count()
            + point
            + self.rest.len()
    }

    fn push(&self, out: &mut Builder<'_>) -> Result<()> {
        if !self.groups {
            out.push_repeated(48, self.zeros)?;
            out.push_str(self.whole)?;
        } else {
            let digits = self.zeros + self.whole.len();
            let mut behind = self.separators(digits);
            for at in 0..digits {
                // A separator stands where one digit less has one separator less.
                let left = self.separators(digits - at);
                if left < behind && at > 0 {
                    out.push_str(self.locale.separator)?;
                }
                behind = left;
                let digit = match at.checked_sub(self.zeros) {
                    Some(at) => self.whole.as_bytes()[at],
                    None => b'0',
                };
                out.push_point(u32::from(digit))?;
            }
        }
        if self.has_point {
            out.push_str(self.locale.point)?;
        }
        out.push_str(self.rest)
    }
}
