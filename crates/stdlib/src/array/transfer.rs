//! Items in and out: bytes, text, files, lists, pickles.

use super::{ARRAY, item, this, with_bytes};
use object::{Buf, Builtin, MethodDef, Object, Raised, Ref, Result, Thread, Type};
use types::array::{Array, item_bytes};
use types::{Bytes, Int, List, Str, Tuple, names, protocol};

/// The module's functions.
pub(super) static FUNCTIONS: &[MethodDef] = &[MethodDef::fast("_array_reconstructor", reconstruct)
    .doc(
        "_array_reconstructor($module, arraytype, typecode, mformat_code, items,\n                     /)\n--\n\nInternal. Used for pickling support.",
    )];

/// Bytes that are read from or written to a file at once.
const FILE_BLOCK: usize = 64 * 1024;

/// Appends the machine values of a bytes-like object.
pub(super) fn append_bytes(thread: &Thread, array: &Array, source: &Object) -> Result<()> {
    let view = protocol::buffer(thread, source, false)?;
    let size = array.item_bytes();
    if view.itemsize != 1 {
        return Err(thread.type_error(format_args!("a bytes-like object is required")));
    }
    if !view.len.is_multiple_of(size) {
        return Err(thread.value_error(format_args!("bytes length not a multiple of item size")));
    }
    if view.len == 0 {
        return Ok(());
    }
    let old = array.peek().len();
    array.resize(thread, array.len() + view.len / size)?;
    array.edit(|bytes| view.copy_out(0, &mut bytes[old..]));
    Ok(())
}

pub(super) fn frombytes(thread: &Thread, object: &Object, source: &Object) -> Result<Ref> {
    append_bytes(thread, this(thread, object)?, source)?;
    Ok(thread.heap().none())
}

pub(super) fn tobytes(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(Bytes::new(thread, this(thread, object)?.peek())?.into_object())
}

/// Appends the characters of a text.
pub(super) fn append_text(thread: &Thread, array: &Array, text: &Str) -> Result<()> {
    let old = array.len();
    array.resize(thread, old + text.len())?;
    put_text(array, old, text);
    Ok(())
}

/// Writes the characters of a text over the items from `start` on.
pub(super) fn put_text(array: &Array, start: usize, text: &Str) {
    array.edit(|bytes| {
        let items = bytes[start * 4..].chunks_exact_mut(4);
        for (to, point) in items.zip(text.code_points()) {
            to.copy_from_slice(&point.to_ne_bytes());
        }
    });
}

fn check_text(thread: &Thread, array: &Array, method: &str) -> Result<()> {
    match item::is_text(array.kind()) {
        true => Ok(()),
        false => Err(thread.value_error(format_args!(
            "{method}() may only be called on unicode type arrays ('u' or 'w')"
        ))),
    }
}

pub(super) fn fromunicode(thread: &Thread, object: &Object, text: &Object) -> Result<Ref> {
    let text = types::str::args::only_text_arg(thread, text, "fromunicode")?;
    let array = this(thread, object)?;
    check_text(thread, array, "fromunicode")?;
    append_text(thread, array, text)?;
    Ok(thread.heap().none())
}

/// The characters of an array as one text.
pub(super) fn text(thread: &Thread, array: &Array) -> Result<Ref<Str>> {
    let mut points = Buf::<u32>::with_capacity(thread.heap(), array.len())?;
    for index in 0..array.len() {
        let point = item::point(&array.get(index).unwrap_or_default());
        if point > 0x10_FFFF {
            return Err(thread.value_error(format_args!(
                "character U+{point:x} is not in range [U+0000; U+10ffff]"
            )));
        }
        points.push(point)?;
    }
    Str::from_code_points(thread, &points)
}

pub(super) fn tounicode(thread: &Thread, object: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    check_text(thread, array, "tounicode")?;
    Ok(text(thread, array)?.into_object())
}

/// The items as a list.
pub(super) fn to_list(thread: &Thread, array: &Array) -> Result<Ref<List>> {
    let list = List::with_room(thread, array.len())?;
    let mut index = 0;
    while let Some(value) = item::get(thread, array, index)? {
        list.push(thread, value)?;
        index += 1;
    }
    Ok(list)
}

pub(super) fn fromfile(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "fromfile", args.len(), 2, 2)?;
    let array = this(thread, object)?;
    let n = protocol::as_isize(thread, &args[1], Builtin::OverflowError)?;
    let Ok(n) = usize::try_from(n) else {
        return Err(thread.value_error(format_args!("negative count")));
    };
    let bytes = n.checked_mul(array.item_bytes());
    let Some(wanted) = bytes.filter(|&n| n <= isize::MAX as usize) else {
        return Err(thread.no_memory());
    };
    let size = Int::from_usize(thread, wanted)?;
    let got = protocol::call_method(thread, &args[0], names(thread).read(), &[size])?;
    let Some(bytes) = got.downcast::<Bytes>() else {
        return Err(thread.type_error(format_args!("read() didn't return bytes")));
    };
    let short = bytes.len() != wanted;
    append_bytes(thread, array, &got)?;
    match short {
        false => Ok(thread.heap().none()),
        true => Err(thread.raise(
            Builtin::EOFError,
            format_args!("read() didn't return enough bytes"),
        )),
    }
}

pub(super) fn tofile(thread: &Thread, object: &Object, file: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    let mut at = 0;
    while at < array.peek().len() {
        let block = &array.peek()[at..];
        let block = &block[..block.len().min(FILE_BLOCK)];
        at += FILE_BLOCK;
        let bytes = Bytes::new(thread, block)?.into_object();
        protocol::call_method(thread, file, names(thread).write(), &[bytes])?;
    }
    Ok(thread.heap().none())
}

/// 3.13's number of a type code's machine format on this machine.
fn machine_format(kind: u8) -> usize {
    match kind {
        b'b' => 1,
        b'h' => 4,
        b'H' => 2,
        b'i' => 8,
        b'I' => 6,
        b'l' | b'q' => 12,
        b'L' | b'Q' => 10,
        b'f' => 14,
        b'd' => 16,
        b'u' | b'w' => 20,
        _ => 0,
    }
}

pub(super) fn reduce_ex(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    let Some(protocol) = value.downcast::<Int>() else {
        return Err(thread.type_error(format_args!("__reduce_ex__ argument should be an integer")));
    };
    let array = this(thread, object)?;
    let dict = protocol::getattr_opt(thread, object, names(thread).__dict__())?;
    let dict = dict.unwrap_or_else(|| thread.heap().none());
    let class = object.ty().as_object().to_ref();
    let kind = char::from(array.kind());
    let code = Str::new(thread, kind.encode_utf8(&mut [0; 4]))?.into_object();
    if protocol.as_isize().is_some_and(|protocol| protocol < 3) {
        let items = to_list(thread, array)?.into_object();
        let args = Tuple::from_array(thread, [code, items])?.into_object();
        return Ok(Tuple::from_array(thread, [class, args, dict])?.into_object());
    }
    let module = types::runtime::import_module(thread, "array")?;
    let maker = protocol::getattr_text(thread, &module, "_array_reconstructor")?;
    let format = Int::from_usize(thread, machine_format(array.kind()))?;
    let bytes = Bytes::new(thread, array.peek())?.into_object();
    let args = Tuple::from_array(thread, [class, code, format, bytes])?.into_object();
    Ok(Tuple::from_array(thread, [maker, args, dict])?.into_object())
}

/// `_array_reconstructor(type, code, format, bytes)`: from any machine's format.
fn reconstruct(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "_array_reconstructor", args.len(), 4, 4)?;
    let code = args[1].downcast::<Str>().filter(|code| code.len() == 1);
    let Some(code) = code else {
        return Err(thread.type_error(format_args!(
            "_array_reconstructor() argument 2 must be a unicode character, not {}",
            types::protocol::type_text(&args[1])
        )));
    };
    let format = types::bytes::as_c_int(thread, &args[2])?;
    let own = types::type_of(thread, &ARRAY)?;
    let Some(class) = args[0].downcast::<Type>() else {
        return Err(thread.type_error(format_args!(
            "first argument must be a type object, not {}",
            types::protocol::type_text(&args[0])
        )));
    };
    if !class.is_subtype(own) {
        return Err(thread.type_error(format_args!(
            "{} is not a subtype of {}",
            class.name(),
            own.name()
        )));
    }
    let kind = u8::try_from(code.char_at(0)).unwrap_or(0);
    if !item::CODES.as_bytes().contains(&kind) {
        return Err(thread.value_error(format_args!("second argument must be a valid type code")));
    }
    if !(0..=21).contains(&format) {
        return Err(thread.value_error(format_args!(
            "third argument must be a valid machine format code."
        )));
    }
    let Some(bytes) = args[3].downcast::<Bytes>() else {
        return Err(thread.type_error(format_args!(
            "fourth argument should be bytes, not {}",
            args[3].ty().name()
        )));
    };
    rebuild(thread, class, kind, format as usize, bytes)
}

fn rebuild(thread: &Thread, class: &Type, kind: u8, format: usize, bytes: &Bytes) -> Result<Ref> {
    if format == machine_format(kind) {
        let size = item_bytes(kind);
        if !bytes.len().is_multiple_of(size) {
            return Err(not_multiple(thread));
        }
        // It grows from nothing, as one that is made from bytes does.
        let fresh = Array::new(thread, class, kind, 0)?;
        append_bytes(thread, &fresh, bytes.as_object())?;
        return Ok(fresh.into_object());
    }
    let items = foreign(thread, format, bytes.as_slice())?;
    let code = char::from(kind);
    let code = Str::new(thread, code.encode_utf8(&mut [0; 4]))?.into_object();
    protocol::call(thread, class.as_object(), &[code, items])
}

fn not_multiple(thread: &Thread) -> Raised {
    thread.value_error(format_args!("bytes length not a multiple of item size"))
}

/// The values that bytes spell in a machine format: a list, or text for the formats of characters.
fn foreign(thread: &Thread, format: usize, bytes: &[u8]) -> Result<Ref> {
    const KINDS: &[u8; 11] = b"BbHhIiQqfdu";
    let (kind, big) = match format {
        0 | 1 => (KINDS[format], false),
        2..=17 => (KINDS[format / 2 + 1], format % 2 == 1),
        18 | 19 => return utf16(thread, bytes, format == 19),
        _ => (b'u', format == 21),
    };
    let size = item_bytes(kind);
    if !bytes.len().is_multiple_of(size) {
        return Err(match kind {
            b'u' => not_multiple(thread),
            _ => thread.value_error(format_args!("string length not a multiple of item size")),
        });
    }
    let native = with_bytes(thread, kind, bytes)?;
    if big {
        native.edit(|bytes| bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse));
    }
    match kind {
        b'u' => Ok(text(thread, &native)?.into_object()),
        _ => Ok(to_list(thread, &native)?.into_object()),
    }
}

fn utf16(thread: &Thread, bytes: &[u8], big: bool) -> Result<Ref> {
    let name = if big { "utf-16-be" } else { "utf-16-le" };
    let bytes = Bytes::new(thread, bytes)?.into_object();
    let decode = protocol::getattr_text(thread, &bytes, "decode")?;
    protocol::call(thread, &decode, &[Str::new(thread, name)?.into_object()])
}
