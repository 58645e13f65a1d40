//! The methods that `bytes` and `bytearray` share, as declarations for either.

use super::args::Flavor;
use super::{find, hex, split, text};
use object::MethodDef;
use std::marker::PhantomData;

/// Declarations of the shared methods; `F` says of which type.
pub struct Shared<F>(PhantomData<F>);

macro_rules! shared {
    ($($name:ident = $def:expr, $doc:literal;)*) => {
        impl<F: Flavor> Shared<F> {
            $(pub const $name: MethodDef = $def.doc($doc);)*
        }
    };
}

shared! {
    CAPITALIZE = MethodDef::no_args("capitalize", text::capitalize::<F>), "capitalize($self, /)\n--\n\nThe first byte in upper case, the others in lower case.";
    CENTER = MethodDef::fast("center", text::center::<F>), "center($self, width, fillchar=b' ', /)\n--\n\nThe bytes in the middle of a width.";
    COUNT = MethodDef::fast("count", find::count), "count($self, sub[, start[, end]], /)\n--\n\nHow often sub occurs without overlapping.";
    DECODE = MethodDef::keywords("decode", super::construct::decode_method), "decode($self, /, encoding='utf-8', errors='strict')\n--\n\nThe text that the bytes encode.";
    ENDSWITH = MethodDef::fast("endswith", find::endswith), "endswith($self, suffix[, start[, end]], /)\n--\n\nWhether the bytes end with a suffix, or one of a tuple.";
    EXPANDTABS = MethodDef::keywords("expandtabs", text::expandtabs::<F>), "expandtabs($self, /, tabsize=8)\n--\n\nThe bytes with spaces for tabs.";
    FIND = MethodDef::fast("find", find::find), "find($self, sub[, start[, end]], /)\n--\n\nThe first index of sub, or -1.";
    FROMHEX = MethodDef::one("fromhex", hex::fromhex::<F>).class(), "fromhex($type, string, /)\n--\n\nThe bytes that hexadecimal text spells.";
    HEX = MethodDef::keywords("hex", hex::hex), "hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)\n--\n\nThe bytes in hexadecimal.";
    INDEX = MethodDef::fast("index", find::index), "index($self, sub[, start[, end]], /)\n--\n\nThe first index of sub, or ValueError.";
    ISALNUM = MethodDef::no_args("isalnum", text::isalnum), "isalnum($self, /)\n--\n\nWhether all bytes are ASCII letters or digits.";
    ISALPHA = MethodDef::no_args("isalpha", text::isalpha), "isalpha($self, /)\n--\n\nWhether all bytes are ASCII letters.";
    ISASCII = MethodDef::no_args("isascii", text::isascii), "isascii($self, /)\n--\n\nWhether all bytes are ASCII.";
    ISDIGIT = MethodDef::no_args("isdigit", text::isdigit), "isdigit($self, /)\n--\n\nWhether all bytes are ASCII digits.";
    ISLOWER = MethodDef::no_args("islower", text::islower), "islower($self, /)\n--\n\nWhether there are lower case letters and no upper case ones.";
    ISSPACE = MethodDef::no_args("isspace", text::isspace), "isspace($self, /)\n--\n\nWhether all bytes are ASCII white space.";
    ISTITLE = MethodDef::no_args("istitle", text::istitle), "istitle($self, /)\n--\n\nWhether every word starts in upper case and goes on in lower case.";
    ISUPPER = MethodDef::no_args("isupper", text::isupper), "isupper($self, /)\n--\n\nWhether there are upper case letters and no lower case ones.";
    JOIN = MethodDef::one("join", split::join::<F>), "join($self, iterable_of_bytes, /)\n--\n\nThe bytes of an iterable with these ones between them.";
    LJUST = MethodDef::fast("ljust", text::ljust::<F>), "ljust($self, width, fillchar=b' ', /)\n--\n\nThe bytes at the left of a width.";
    LOWER = MethodDef::no_args("lower", text::lower::<F>), "lower($self, /)\n--\n\nThe bytes with ASCII letters in lower case.";
    LSTRIP = MethodDef::fast("lstrip", split::lstrip::<F>), "lstrip($self, bytes=None, /)\n--\n\nThe bytes without white space, or the given ones, at their start.";
    MAKETRANS = MethodDef::fast("maketrans", text::maketrans).static_(), "maketrans(frm, to, /)\n--\n\nA table for translate().";
    PARTITION = MethodDef::one("partition", find::partition::<F>), "partition($self, sep, /)\n--\n\nWhat stands before sep, sep, and what stands behind it.";
    REPLACE = MethodDef::fast("replace", find::replace::<F>), "replace($self, old, new, count=-1, /)\n--\n\nThe bytes with occurrences of old replaced by new.";
    REMOVEPREFIX = MethodDef::one("removeprefix", find::removeprefix::<F>), "removeprefix($self, prefix, /)\n--\n\nThe bytes without this prefix.";
    REMOVESUFFIX = MethodDef::one("removesuffix", find::removesuffix::<F>), "removesuffix($self, suffix, /)\n--\n\nThe bytes without this suffix.";
    RFIND = MethodDef::fast("rfind", find::rfind), "rfind($self, sub[, start[, end]], /)\n--\n\nThe last index of sub, or -1.";
    RINDEX = MethodDef::fast("rindex", find::rindex), "rindex($self, sub[, start[, end]], /)\n--\n\nThe last index of sub, or ValueError.";
    RJUST = MethodDef::fast("rjust", text::rjust::<F>), "rjust($self, width, fillchar=b' ', /)\n--\n\nThe bytes at the right of a width.";
    RPARTITION = MethodDef::one("rpartition", find::rpartition::<F>), "rpartition($self, sep, /)\n--\n\nAs partition, at the last sep.";
    RSPLIT = MethodDef::keywords("rsplit", split::rsplit::<F>), "rsplit($self, /, sep=None, maxsplit=-1)\n--\n\nThe parts between separators, cut from the right.";
    RSTRIP = MethodDef::fast("rstrip", split::rstrip::<F>), "rstrip($self, bytes=None, /)\n--\n\nThe bytes without white space, or the given ones, at their end.";
    SPLIT = MethodDef::keywords("split", split::split::<F>), "split($self, /, sep=None, maxsplit=-1)\n--\n\nThe parts between separators, from the left.";
    SPLITLINES = MethodDef::keywords("splitlines", split::splitlines::<F>), "splitlines($self, /, keepends=False)\n--\n\nThe lines of the bytes.";
    STARTSWITH = MethodDef::fast("startswith", find::startswith), "startswith($self, prefix[, start[, end]], /)\n--\n\nWhether the bytes start with a prefix, or one of a tuple.";
    STRIP = MethodDef::fast("strip", split::strip_both::<F>), "strip($self, bytes=None, /)\n--\n\nThe bytes without white space, or the given ones, at both ends.";
    SWAPCASE = MethodDef::no_args("swapcase", text::swapcase::<F>), "swapcase($self, /)\n--\n\nUpper case becomes lower case and the other way round.";
    TITLE = MethodDef::no_args("title", text::title::<F>), "title($self, /)\n--\n\nEvery word starts in upper case.";
    TRANSLATE = MethodDef::keywords("translate", text::translate::<F>), "translate($self, table, /, delete=b'')\n--\n\nEvery byte as a table maps it, those to delete left out.";
    UPPER = MethodDef::no_args("upper", text::upper::<F>), "upper($self, /)\n--\n\nThe bytes with ASCII letters in upper case.";
    ZFILL = MethodDef::one("zfill", text::zfill::<F>), "zfill($self, width, /)\n--\n\nZeros behind the sign, up to a width.";
}
