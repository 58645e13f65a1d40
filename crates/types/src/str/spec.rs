//! The declaration of `str`: slots and methods in the order of the type's dictionary.

use super::{
    STR_LAYOUT, Str, case, codec, construct, find, iter, layout, pad, repr, sequence, split,
    translate,
};
use crate::int::Int;
use crate::tuple::Tuple;
use object::{
    Args, Builtin, CompareOp, MethodDef, NumberSlots, Object, Ref, Result, Thread, TypeFlags,
    TypeSlots, TypeSpec,
};

/// `str`.
pub static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE
        .with(TypeFlags::UNICODE_SUBCLASS)
        .with(TypeFlags::MATCH_SELF),
    slots: TypeSlots {
        repr: Some(|thread, object| Ok(repr::repr(thread, this(thread, object)?)?.into_object())),
        str: Some(text_of),
        hash: Some(|thread, object| Ok(this(thread, object)?.hash(thread))),
        richcompare: Some(richcompare),
        iter: Some(iter::iter),
        new: Some(construct::new),
        sizeof: Some(|thread, object| Ok(this(thread, object)?.size_in_memory())),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        remainder: Some(remainder),
        length: Some(|thread, object| Ok(this(thread, object)?.len())),
        concat: Some(sequence::add),
        repeat: Some(sequence::repeat),
        item: Some(sequence::item),
        contains: Some(find::contains),
        subscript: Some(sequence::subscript),
        ..NumberSlots::EMPTY
    },
    methods: METHODS,
    dealloc: layout::dealloc,
    doc: Some(
        "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n\
         A text: of an object as str() shows it, or of bytes decoded with the given encoding.",
    ),
    ..TypeSpec::new("str", Builtin::Str, &STR_LAYOUT)
};

static METHODS: &[MethodDef] = &[
    MethodDef::keywords("encode", codec::encode_method)
        .doc("encode($self, /, encoding='utf-8', errors='strict')\n--\n\nThe text as bytes in an encoding."),
    MethodDef::keywords("replace", find::replace_method)
        .doc("replace($self, old, new, /, count=-1)\n--\n\nThe text with occurrences of old replaced by new."),
    MethodDef::keywords("split", split::split)
        .doc("split($self, /, sep=None, maxsplit=-1)\n--\n\nThe parts between separators, from the left."),
    MethodDef::keywords("rsplit", split::rsplit)
        .doc("rsplit($self, /, sep=None, maxsplit=-1)\n--\n\nThe parts between separators, cut from the right."),
    MethodDef::one("join", split::join)
        .doc("join($self, iterable, /)\n--\n\nThe texts of an iterable with this one between them."),
    MethodDef::no_args("capitalize", case::capitalize)
        .doc("capitalize($self, /)\n--\n\nThe first character in title case, the others in lower case."),
    MethodDef::no_args("casefold", case::casefold)
        .doc("casefold($self, /)\n--\n\nThe text in the form for comparisons that ignore case."),
    MethodDef::no_args("title", case::title).doc("title($self, /)\n--\n\nEvery word starts in title case."),
    MethodDef::fast("center", pad::center)
        .doc("center($self, width, fillchar=' ', /)\n--\n\nThe text in the middle of a width."),
    MethodDef::fast("count", find::count)
        .doc("count($self, sub[, start[, end]], /)\n--\n\nHow often sub occurs without overlapping."),
    MethodDef::keywords("expandtabs", pad::expandtabs)
        .doc("expandtabs($self, /, tabsize=8)\n--\n\nThe text with spaces for tabs."),
    MethodDef::fast("find", find::find)
        .doc("find($self, sub[, start[, end]], /)\n--\n\nThe first index of sub, or -1."),
    MethodDef::one("partition", find::partition)
        .doc("partition($self, sep, /)\n--\n\nWhat stands before sep, sep, and what stands behind it."),
    MethodDef::fast("index", find::index)
        .doc("index($self, sub[, start[, end]], /)\n--\n\nThe first index of sub, or ValueError."),
    MethodDef::fast("ljust", pad::ljust)
        .doc("ljust($self, width, fillchar=' ', /)\n--\n\nThe text at the left of a width."),
    MethodDef::no_args("lower", case::lower).doc("lower($self, /)\n--\n\nThe text in lower case."),
    MethodDef::fast("lstrip", split::lstrip)
        .doc("lstrip($self, chars=None, /)\n--\n\nThe text without white space, or chars, at its start."),
    MethodDef::fast("rfind", find::rfind)
        .doc("rfind($self, sub[, start[, end]], /)\n--\n\nThe last index of sub, or -1."),
    MethodDef::fast("rindex", find::rindex)
        .doc("rindex($self, sub[, start[, end]], /)\n--\n\nThe last index of sub, or ValueError."),
    MethodDef::fast("rjust", pad::rjust)
        .doc("rjust($self, width, fillchar=' ', /)\n--\n\nThe text at the right of a width."),
    MethodDef::fast("rstrip", split::rstrip)
        .doc("rstrip($self, chars=None, /)\n--\n\nThe text without white space, or chars, at its end."),
    MethodDef::one("rpartition", find::rpartition)
        .doc("rpartition($self, sep, /)\n--\n\nAs partition, at the last sep."),
    MethodDef::keywords("splitlines", split::splitlines)
        .doc("splitlines($self, /, keepends=False)\n--\n\nThe lines of the text."),
    MethodDef::fast("strip", split::strip_both)
        .doc("strip($self, chars=None, /)\n--\n\nThe text without white space, or chars, at both ends."),
    MethodDef::no_args("swapcase", case::swapcase)
        .doc("swapcase($self, /)\n--\n\nUpper case becomes lower case and the other way round."),
    MethodDef::one("translate", translate::translate)
        .doc("translate($self, table, /)\n--\n\nEvery character as a table maps it."),
    MethodDef::no_args("upper", case::upper).doc("upper($self, /)\n--\n\nThe text in upper case."),
    MethodDef::fast("startswith", find::startswith)
        .doc("startswith($self, prefix[, start[, end]], /)\n--\n\nWhether the text starts with a prefix, or one of a tuple."),
    MethodDef::fast("endswith", find::endswith)
        .doc("endswith($self, suffix[, start[, end]], /)\n--\n\nWhether the text ends with a suffix, or one of a tuple."),
    MethodDef::one("removeprefix", find::removeprefix)
        .doc("removeprefix($self, prefix, /)\n--\n\nThe text without this prefix."),
    MethodDef::one("removesuffix", find::removesuffix)
        .doc("removesuffix($self, suffix, /)\n--\n\nThe text without this suffix."),
    MethodDef::no_args("isascii", case::isascii).doc("isascii($self, /)\n--\n\nWhether all characters are ASCII."),
    MethodDef::no_args("islower", case::islower).doc("islower($self, /)\n--\n\nWhether the text is in lower case."),
    MethodDef::no_args("isupper", case::isupper).doc("isupper($self, /)\n--\n\nWhether the text is in upper case."),
    MethodDef::no_args("istitle", case::istitle).doc("istitle($self, /)\n--\n\nWhether the text is in title case."),
    MethodDef::no_args("isspace", case::isspace).doc("isspace($self, /)\n--\n\nWhether all characters are white space."),
    MethodDef::no_args("isdecimal", case::isdecimal)
        .doc("isdecimal($self, /)\n--\n\nWhether all characters are decimal digits."),
    MethodDef::no_args("isdigit", case::isdigit).doc("isdigit($self, /)\n--\n\nWhether all characters are digits."),
    MethodDef::no_args("isnumeric", case::isnumeric)
        .doc("isnumeric($self, /)\n--\n\nWhether all characters are numeric."),
    MethodDef::no_args("isalpha", case::isalpha).doc("isalpha($self, /)\n--\n\nWhether all characters are letters."),
    MethodDef::no_args("isalnum", case::isalnum)
        .doc("isalnum($self, /)\n--\n\nWhether all characters are letters or numeric."),
    MethodDef::no_args("isidentifier", case::isidentifier)
        .doc("isidentifier($self, /)\n--\n\nWhether the text is a name."),
    MethodDef::no_args("isprintable", case::isprintable)
        .doc("isprintable($self, /)\n--\n\nWhether repr() would show all characters as they are."),
    MethodDef::one("zfill", pad::zfill).doc("zfill($self, width, /)\n--\n\nZeros behind the sign, up to a width."),
    MethodDef::keywords("format", format_method).varargs()
        .doc("format($self, /, *args, **kwargs)\n--\n\nThe text with arguments in place of its fields."),
    MethodDef::one("format_map", format_map)
        .doc("format_map($self, mapping, /)\n--\n\nThe text with values of a mapping in place of its fields."),
    MethodDef::one("__format__", dunder_format)
        .doc("__format__($self, format_spec, /)\n--\n\nThe text as a format specification shows it."),
    MethodDef::fast("maketrans", translate::maketrans)
        .static_()
        .doc("A table for translate(): from a dict, or from two or three texts."),
    MethodDef::no_args("__sizeof__", |thread, object| {
        Int::from_usize(thread, this(thread, object)?.size_in_memory())
    })
    .doc("__sizeof__($self, /)\n--\n\nBytes that the text takes."),
    MethodDef::no_args("__getnewargs__", getnewargs).doc("__getnewargs__($self, /)\n--\n\n"),
];

/// The receiver of a slot or method of `str`.
#[inline(always)]
pub(super) fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Str> {
    match object.downcast::<Str>() {
        Some(text) => Ok(text),
        None => Err(not_a_string(thread, object)),
    }
}

#[cold]
fn not_a_string(thread: &Thread, object: &Object) -> object::Raised {
    thread.type_error(format_args!("expected str, got {}", object.ty().name()))
}

/// `str(text)`: an exact string is itself, an instance of a subclass is copied.
fn text_of(thread: &Thread, object: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    Ok(text.substring(thread, 0, text.len())?.into_object())
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    let (Some(a), Some(b)) = (a.downcast::<Str>(), b.downcast::<Str>()) else {
        return Ok(heap.not_implemented());
    };
    Ok(heap.bool(match op {
        CompareOp::Eq => a.equals(b),
        CompareOp::Ne => !a.equals(b),
        _ => op.holds(a.compare(b)),
    }))
}

fn remainder(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    match a.downcast::<Str>() {
        Some(format) => Ok(crate::format::percent_str(thread, format, b)?.into_object()),
        None => Ok(thread.heap().not_implemented()),
    }
}

fn format_method(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    Ok(crate::format::format_method(thread, this(thread, object)?, args)?.into_object())
}

fn format_map(thread: &Thread, object: &Object, mapping: &Object) -> Result<Ref> {
    Ok(crate::format::format_map(thread, this(thread, object)?, mapping)?.into_object())
}

fn dunder_format(thread: &Thread, object: &Object, spec: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    let spec = super::args::only_text_arg(thread, spec, "__format__")?;
    if spec.is_empty() {
        if object.is_exactly(Builtin::Str) {
            return Ok(object.to_ref());
        }
        return Ok(crate::protocol::to_str(thread, object)?.into_object());
    }
    Ok(crate::format::format_str(thread, text, spec)?.into_object())
}

fn getnewargs(thread: &Thread, object: &Object) -> Result<Ref> {
    let copy = text_of(thread, object)?;
    Ok(Tuple::from_array(thread, [copy])?.into_object())
}
