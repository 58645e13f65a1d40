//! The embedded pure-Python library: sources and compiled code by path.
//!
//! ```text
//! index ─► code, packed: read in place at import, its tables stay in the program file
//!      └─► source, deflated: for tracebacks, `inspect`, runs with -O
//! ```
//!
//! `build.rs` packs them. Looking up a path reads nothing but the index, so that a program pays only for what it imports.
//! The sources come from CPython by way of the RustPython project and are under the PSF licence ([`LICENCE`] names its text).

use bytecode::packed::Packed;
use flate2::read::DeflateDecoder;
use std::borrow::Cow;
use std::io::Read;

mod packed {
    //! The index that `build.rs` wrote.
    include!(concat!(env!("OUT_DIR"), "/library.rs"));
}

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));
static CODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/code.bin"));

/// The path of the licence text in the library.
pub const LICENCE: &str = "PSF-LICENSE";

/// The source at a path below the library's root, such as `json/__init__.py`.
pub fn source(path: &str) -> Option<Cow<'static, str>> {
    let (_, [start, len, size], _) = *entry(path)?;
    let bytes = PACKED.get(start as usize..(start + len) as usize)?;
    let mut text = String::with_capacity(size as usize);
    DeflateDecoder::new(bytes).read_to_string(&mut text).ok()?;
    Some(Cow::Owned(text))
}

/// Whether the library has a path.
pub fn has(path: &str) -> bool {
    entry(path).is_some()
}

/// The code of a module, packed; `None` when it has to be compiled here.
pub fn code(path: &str) -> Option<Packed<&'static [u8]>> {
    let (_, _, parts) = *entry(path)?;
    let part = |[start, len]: [u32; 2]| CODE.get(start as usize..(start + len) as usize);
    let packed = Packed {
        objects: part(parts[0])?,
        bodies: part(parts[1])?,
        functions: part(parts[2])?,
    };
    (!packed.objects.is_empty()).then_some(packed)
}

fn entry(path: &str) -> Option<&'static packed::Entry> {
    let at = packed::INDEX
        .binary_search_by_key(&path, |entry| entry.0)
        .ok()?;
    packed::INDEX.get(at)
}

/// Every path, in order.
pub fn paths() -> impl Iterator<Item = &'static str> {
    packed::INDEX.iter().map(|entry| entry.0)
}
