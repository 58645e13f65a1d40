//! `binascii`: bytes as text that survives anything: hexadecimal, base64, uuencode; and check sums.

use object::{Args, Buf, Builtin, MethodDef, Object, Raised, Ref, Result, Slot, Thread};
use types::module::{Module, ModuleSpec};
use types::protocol::{self, Signature};
use types::{Bytes, Int, Str, room};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "binascii",
    doc: Some("Conversion between binary data and ASCII"),
    functions: FUNCTIONS,
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

#[derive(Default)]
struct State {
    error: Slot,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.error, visit);
    }
}

const HEX_DOC: &str = "b2a_hex($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)\n--\n\nHexadecimal representation of binary data.";

const FUNCTIONS: &[MethodDef] = &[
    MethodDef::one("a2b_uu", a2b_uu).doc("a2b_uu($module, data, /)\n--\n\nDecode a line of uuencoded data."),
    MethodDef::keywords("b2a_uu", b2a_uu).doc("b2a_uu($module, data, /, *, backtick=False)\n--\n\nUuencode line of data."),
    MethodDef::keywords("a2b_base64", a2b_base64).doc("a2b_base64($module, data, /, *, strict_mode=False)\n--\n\nDecode a line of base64 data."),
    MethodDef::keywords("b2a_base64", b2a_base64).doc("b2a_base64($module, data, /, *, newline=True)\n--\n\nBase64-code line of data."),
    MethodDef::one("a2b_hex", unhexlify).doc("a2b_hex($module, hexstr, /)\n--\n\nBinary data of hexadecimal representation."),
    MethodDef::keywords("b2a_hex", hexlify).doc(HEX_DOC),
    MethodDef::keywords("hexlify", hexlify).doc("hexlify($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)\n--\n\nHexadecimal representation of binary data."),
    MethodDef::one("unhexlify", unhexlify).doc("unhexlify($module, hexstr, /)\n--\n\nBinary data of hexadecimal representation."),
    MethodDef::fast("crc32", crc32).doc("crc32($module, data, crc=0, /)\n--\n\nCompute CRC-32 incrementally."),
    MethodDef::fast("crc_hqx", crc_hqx).doc("crc_hqx($module, data, crc, /)\n--\n\nCompute CRC-CCITT incrementally."),
];

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let value_error = crate::errors::builtin(thread, Builtin::ValueError);
    let error = crate::errors::class(thread, "binascii.Error", &[value_error])?;
    module.add(thread, "Error", &error)?;
    room::<State>(thread).error.set(Some(error));
    let exception = crate::errors::builtin(thread, Builtin::Exception);
    let incomplete = crate::errors::class(thread, "binascii.Incomplete", &[exception])?;
    module.add(thread, "Incomplete", &incomplete)
}

#[cold]
fn error(thread: &Thread, message: std::fmt::Arguments<'_>) -> Raised {
    match room::<State>(thread).error.get() {
        Some(class) => crate::errors::raise(thread, &class, message),
        None => thread.raise(Builtin::ValueError, message),
    }
}

/// ASCII text, or bytes.
fn ascii<'t>(thread: &'t Thread, data: &Object) -> Result<Buf<'t, u8>> {
    if let Some(text) = data.downcast::<Str>() {
        let Some(text) = text.as_ascii() else {
            return Err(thread.value_error(format_args!(
                "string argument should contain only ASCII characters"
            )));
        };
        let mut out = Buf::new(thread.heap());
        out.extend(text.as_bytes())?;
        return Ok(out);
    }
    if data.ty().slots().buffer.is_none() {
        return Err(thread.type_error(format_args!(
            "argument should be bytes, buffer or ASCII string, not '{}'",
            data.ty().name()
        )));
    }
    protocol::copy_view(thread, &protocol::buffer(thread, data, false)?)
}

fn bytes<'t>(thread: &'t Thread, data: &Object) -> Result<Buf<'t, u8>> {
    protocol::copy_view(thread, &protocol::buffer(thread, data, false)?)
}

fn made(thread: &Thread, bytes: &[u8]) -> Result<Ref> {
    Ok(Bytes::new(thread, bytes)?.into_object())
}

/// The positional argument, and whether the one keyword is on.
fn with_flag<'a>(
    thread: &Thread,
    args: &Args<'a>,
    function: &'static str,
    flag: &'static str,
    default: bool,
) -> Result<(&'a Object, bool)> {
    let signature = Signature {
        function,
        names: ["", flag],
        required: 1,
        positional: 1,
    };
    let bound = signature.bind(thread, args)?;
    let on = match bound.get(1) {
        Some(value) => protocol::is_true(thread, value)?,
        None => default,
    };
    match bound.get(0) {
        Some(data) => Ok((data, on)),
        None => Err(thread.type_error(format_args!("{function}() takes an argument"))),
    }
}

fn hexlify(thread: &Thread, module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "hexlify",
        names: ["data", "sep", "bytes_per_sep"],
        required: 1,
        positional: 3,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let data = bytes(thread, bound.get(0).unwrap_or(module))?;
    let given: Vec<Ref> = [bound.get(1), bound.get(2)]
        .into_iter()
        .flatten()
        .map(Object::to_ref)
        .collect();
    let (sep, group) = types::bytes::hex_args(thread, Args::positional_only(&given))?;
    let text = types::bytes::hex_text(thread, &data, sep, group)?;
    made(thread, text.to_wtf8(thread)?)
}

fn unhexlify(thread: &Thread, _module: &Object, text: &Object) -> Result<Ref> {
    let text = ascii(thread, text)?;
    if text.len() % 2 == 1 {
        return Err(error(thread, format_args!("Odd-length string")));
    }
    let mut out = Buf::with_capacity(thread.heap(), text.len() / 2)?;
    for pair in text.chunks_exact(2) {
        let digit = |b: u8| char::from(b).to_digit(16);
        match (digit(pair[0]), digit(pair[1])) {
            (Some(high), Some(low)) => out.push((high * 16 + low) as u8)?,
            _ => return Err(error(thread, format_args!("Non-hexadecimal digit found"))),
        }
    }
    made(thread, &out)
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn b2a_base64(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    let (data, newline) = with_flag(thread, &args, "b2a_base64", "newline", true)?;
    let data = bytes(thread, data)?;
    let mut out = Buf::with_capacity(thread.heap(), data.len().div_ceil(3) * 4 + 1)?;
    for chunk in data.chunks(3) {
        let word = chunk.iter().enumerate().fold(0_u32, |word, (at, &byte)| {
            word | u32::from(byte) << (16 - 8 * at)
        });
        for at in 0..4 {
            out.push(match at <= chunk.len() {
                true => BASE64[(word >> (18 - 6 * at) & 63) as usize],
                false => b'=',
            })?;
        }
    }
    if newline {
        out.push(b'\n')?;
    }
    made(thread, &out)
}

fn sextet(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

fn a2b_base64(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    let (data, strict) = with_flag(thread, &args, "a2b_base64", "strict_mode", false)?;
    let data = ascii(thread, data)?;
    if strict && data.first() == Some(&b'=') {
        return Err(error(thread, format_args!("Leading padding not allowed")));
    }
    let mut out = Buf::with_capacity(thread.heap(), data.len() / 4 * 3 + 3)?;
    // Characters of the current group of four, padding seen, what is left of the character before.
    let (mut place, mut pads, mut left, mut padded) = (0, 0, 0_u8, false);
    for (at, &byte) in data.iter().enumerate() {
        if byte == b'=' {
            padded = true;
            pads += 1;
            if place >= 2 && place + pads >= 4 {
                if strict && at + 1 < data.len() {
                    return Err(error(thread, format_args!("Excess data after padding")));
                }
                return made(thread, &out);
            }
            if strict && place == 0 {
                return Err(error(thread, format_args!("Excess padding not allowed")));
            }
            continue;
        }
        let Some(six) = sextet(byte) else {
            if strict {
                return Err(error(thread, format_args!("Only base64 data is allowed")));
            }
            continue;
        };
        if strict && padded {
            return Err(error(
                thread,
                format_args!("Discontinuous padding not allowed"),
            ));
        }
        pads = 0;
        match place {
            0 => left = six,
            1 => {
                out.push(left << 2 | six >> 4)?;
                left = six & 15;
            }
            2 => {
                out.push(left << 4 | six >> 2)?;
                left = six & 3;
            }
            _ => out.push(left << 6 | six)?,
        }
        place = (place + 1) % 4;
    }
    match place {
        0 => made(thread, &out),
        1 => Err(error(
            thread,
            format_args!(
                "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
                out.len() / 3 * 4 + 1
            ),
        )),
        _ => Err(error(thread, format_args!("Incorrect padding"))),
    }
}

fn b2a_uu(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    let (data, backtick) = with_flag(thread, &args, "b2a_uu", "backtick", false)?;
    let data = bytes(thread, data)?;
    if data.len() > 45 {
        return Err(error(thread, format_args!("At most 45 bytes at once")));
    }
    let shown = |six: u32| match six as u8 & 63 {
        0 if backtick => b'`',
        six => six + b' ',
    };
    let mut out = Buf::new(thread.heap());
    out.push(shown(data.len() as u32))?;
    for chunk in data.chunks(3) {
        let word = chunk.iter().enumerate().fold(0_u32, |word, (at, &byte)| {
            word | u32::from(byte) << (16 - 8 * at)
        });
        for at in 0..4 {
            out.push(shown(word >> (18 - 6 * at)))?;
        }
    }
    out.push(b'\n')?;
    made(thread, &out)
}

fn a2b_uu(thread: &Thread, _module: &Object, data: &Object) -> Result<Ref> {
    let data = ascii(thread, data)?;
    let mut rest = data.iter().copied();
    let wanted = usize::from(rest.next().unwrap_or(b' ').wrapping_sub(b' ') & 63);
    let mut out = Buf::with_capacity(thread.heap(), wanted)?;
    let (mut held, mut bits) = (0_u32, 0);
    while out.len() < wanted {
        let six = match rest.next() {
            // Spaces at the end may have been cut off.
            None | Some(b'\n' | b'\r') => 0,
            Some(byte @ 0x20..=0x60) => u32::from(byte - b' ') & 63,
            Some(_) => return Err(error(thread, format_args!("Illegal char"))),
        };
        held = held << 6 | six;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8)?;
            held &= (1 << bits) - 1;
        }
    }
    if rest.any(|byte| !matches!(byte, b' ' | b'`' | b'\n' | b'\r')) {
        return Err(error(thread, format_args!("Trailing garbage")));
    }
    made(thread, &out)
}

/// A check sum's start: any number, of which the low bits count.
pub(crate) fn start(thread: &Thread, value: &Object) -> Result<u32> {
    let int = protocol::index(thread, value)?;
    match (int.as_isize(), int.as_usize()) {
        (Some(word), _) => Ok(word as u32),
        (_, Some(word)) => Ok(word as u32),
        _ => Ok(int.digits().first().map_or(0, |d| *d)),
    }
}

fn crc32(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "crc32", args.len(), 1, 2)?;
    let view = protocol::buffer(thread, &args[0], false)?;
    let before = match args.get(1) {
        Some(before) => start(thread, before)?,
        None => 0,
    };
    let sum = crate::zlib::checks::crc32(before, view.bytes());
    Int::from_usize(thread, sum as usize)
}

fn crc_hqx(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "crc_hqx", args.len(), 2, 2)?;
    let view = protocol::buffer(thread, &args[0], false)?;
    let mut crc = start(thread, &args[1])? & 0xFFFF;
    for &byte in view.bytes() {
        crc ^= u32::from(byte) << 8;
        for _ in 0..8 {
            crc = crc << 1 ^ if crc & 0x8000 != 0 { 0x1021 } else { 0 };
        }
        crc &= 0xFFFF;
    }
    Int::from_usize(thread, crc as usize)
}
