//! `zlib`: compression as zlib does it, to the byte.
//!
//! - `tables.rs`, `checks.rs`, `pending.rs`: what the format fixes, sums, bits on their way.
//! - `deflate.rs`, `levels.rs`, `stored.rs`, `trees.rs`: compression; `inflate.rs`, `huffman.rs`: decompression. None of it knows of objects.
//! - `blocks.rs`: output of unknown length; `compressor.rs`, `decompressor.rs`, `buffered.rs`: the three types.
//!
//! What a stream works in is counted memory of the sizes that zlib takes; only its few fixed fields and code tables, some KiB,
//! are Rust values beside it.

mod blocks;
mod buffered;
pub mod checks;
mod compressor;
mod decompressor;
mod deflate;
mod huffman;
mod inflate;
mod levels;
mod pending;
mod stored;
mod tables;
mod trees;

use blocks::Blocks;
use deflate::{Deflate, Flush, Input, Options, Status};
use inflate::{Fault, Inflate};
use object::{Args, Buf, Builtin, MethodDef, Object, Raised, Ref, Result, Slot, Thread};
use types::module::{Module, ModuleSpec};
use types::{Int, Signature, Str, protocol};

/// The release of zlib that is followed.
const VERSION: &str = "1.2.13";
const DEFAULT_BITS: i32 = 15;
const DEFAULT_ROOM: usize = 16384;
const MEMORY_LEVEL: i32 = 8;

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "zlib",
    doc: Some("Compression with zlib's format and bytes: compress(), decompress(), compressobj(), decompressobj(), and the sums adler32() and crc32().\n"),
    functions: &[
        MethodDef::keywords("compress", compress).doc("compress($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)\n--\n\nThe data compressed.\n\n  data\n    Binary data.\n  level\n    0 to 9, or -1 for the usual one.\n  wbits\n    Size of the window, and how the data is wrapped."),
        MethodDef::keywords("decompress", decompress).doc("decompress($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)\n--\n\nThe data decompressed.\n\n  data\n    Compressed data.\n  wbits\n    Size of the window, and how the data is wrapped.\n  bufsize\n    Size of the first piece of output."),
        MethodDef::keywords("compressobj", compressor::new).doc("compressobj($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED,\n            wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL,\n            strategy=Z_DEFAULT_STRATEGY, zdict=None)\n--\n\nA compressor.\n\n  level\n    0 to 9, or -1 for the usual one: how hard it looks for matches.\n  method\n    DEFLATED, the only one.\n  wbits\n    9 to 15 wrapped as zlib does, 25 to 31 as gzip does, -9 to -15 not at all: the size of the window as a power of two.\n  memLevel\n    1 to 9: how much memory it works in.\n  strategy\n    Which matches are looked for.\n  zdict\n    What the data is expected to have in common with these bytes."),
        MethodDef::keywords("decompressobj", decompressor::new).doc("decompressobj($module, /, wbits=MAX_WBITS, zdict=b\'\')\n--\n\nA decompressor.\n\n  wbits\n    Size of the window, and how the data is wrapped.\n  zdict\n    The dictionary that the data was compressed with."),
        MethodDef::fast("crc32", |thread, _, args| sum(thread, "crc32", args, 0, checks::crc32)).doc("crc32($module, data, value=0, /)\n--\n\nThe CRC-32 of the data.\n\n  value\n    That of what came before."),
        MethodDef::fast("adler32", |thread, _, args| sum(thread, "adler32", args, 1, checks::adler32)).doc("adler32($module, data, value=1, /)\n--\n\nThe Adler-32 of the data.\n\n  value\n    That of what came before."),
    ],
    types: &[],
    unnamed: &[&compressor::COMPRESS, &decompressor::DECOMPRESS],
    init: Some(fill),
};

/// What the module keeps.
#[derive(Default)]
struct State {
    error: Slot,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.error, visit);
    }
}

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    module.add_type_as(thread, "_ZlibDecompressor", &buffered::DECOMPRESSOR)?;
    let error = crate::errors::class(
        thread,
        "zlib.error",
        &[crate::errors::builtin(thread, Builtin::Exception)],
    )?;
    module.add(thread, "error", &error)?;
    types::room::<State>(thread).error.set(Some(error));
    for (name, value) in [
        ("MAX_WBITS", DEFAULT_BITS as isize),
        ("DEFLATED", 8),
        ("DEF_MEM_LEVEL", MEMORY_LEVEL as isize),
        ("DEF_BUF_SIZE", DEFAULT_ROOM as isize),
        ("Z_NO_COMPRESSION", 0),
        ("Z_BEST_SPEED", 1),
        ("Z_BEST_COMPRESSION", 9),
        ("Z_DEFAULT_COMPRESSION", -1),
        ("Z_FILTERED", 1),
        ("Z_HUFFMAN_ONLY", 2),
        ("Z_RLE", 3),
        ("Z_FIXED", 4),
        ("Z_DEFAULT_STRATEGY", 0),
        ("Z_NO_FLUSH", 0),
        ("Z_PARTIAL_FLUSH", 1),
        ("Z_SYNC_FLUSH", 2),
        ("Z_FULL_FLUSH", 3),
        ("Z_FINISH", 4),
        ("Z_BLOCK", 5),
        ("Z_TREES", 6),
    ] {
        let value = Int::new(thread, value)?;
        module.add(thread, name, &value)?;
    }
    for (name, value) in [
        ("ZLIB_VERSION", VERSION),
        ("ZLIB_RUNTIME_VERSION", VERSION),
        ("__version__", "1.0"),
    ] {
        module.add(thread, name, Str::new(thread, value)?.as_object())?;
    }
    Ok(())
}

/// Raises `zlib.error`.
#[cold]
fn error(thread: &Thread, message: std::fmt::Arguments<'_>) -> Raised {
    match types::room::<State>(thread).error.get() {
        Some(class) => crate::errors::raise(thread, &class, message),
        None => thread.value_error(message),
    }
}

/// A stream that may not be asked for that any more.
#[cold]
fn inconsistent(thread: &Thread, when: &str) -> Raised {
    error(
        thread,
        format_args!("Error -2 {when}: inconsistent stream state"),
    )
}

#[cold]
fn fault(thread: &Thread, fault: Fault, when: &str) -> Raised {
    match fault {
        Fault::Dictionary => error(thread, format_args!("Error 2 {when}")),
        Fault::State => inconsistent(thread, when),
        Fault::Data(why) => error(thread, format_args!("Error -3 {when}: {why}")),
    }
}

fn sum(
    thread: &Thread,
    function: &str,
    args: &[Ref],
    start: u32,
    add: fn(u32, &[u8]) -> u32,
) -> Result<Ref> {
    protocol::check_arity(thread, function, args.len(), 1, 2)?;
    let view = protocol::buffer(thread, &args[0], false)?;
    let start = match args.get(1) {
        Some(before) => crate::binascii::start(thread, before)?,
        None => start,
    };
    Int::from_usize(thread, add(start, view.bytes()) as usize)
}

/// A C `int` argument, or what stands for it.
fn number(thread: &Thread, given: Option<&Object>, default: i32) -> Result<i32> {
    let Some(given) = given else {
        return Ok(default);
    };
    let value = protocol::index(thread, given)?.as_isize();
    match value.map(i32::try_from) {
        Some(Ok(value)) => Ok(value),
        _ => Err(thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C int"),
        )),
    }
}

fn compress(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "compress",
        names: ["", "level", "wbits"],
        required: 1,
        positional: 3,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let Some(data) = bound.get(0) else {
        return Err(thread.system_error(format_args!("compress() without its data")));
    };
    let view = protocol::buffer(thread, data, false)?;
    let options = Options {
        level: number(thread, bound.get(1), -1)?,
        method: 8,
        bits: number(thread, bound.get(2), DEFAULT_BITS)?,
        memory: MEMORY_LEVEL,
        strategy: 0,
    };
    let mut out = Blocks::new(thread, None)?;
    let Some(mut stream) = Deflate::new(options) else {
        return Err(error(thread, format_args!("Bad compression level")));
    };
    let mut memory = Buf::filled_with_zeros(thread.heap(), stream.memory() - deflate::LOCK)?;
    let mut input = Input { rest: view.bytes() };
    run_deflate(
        &mut stream,
        &mut memory,
        &mut input,
        &mut out,
        Flush::Finish,
    )?;
    drop(memory);
    out.finish()
}

/// Compresses all there is.
fn run_deflate(
    stream: &mut Deflate,
    memory: &mut [u8],
    input: &mut Input<'_>,
    out: &mut Blocks<'_>,
    flush: Flush,
) -> Result<Status> {
    loop {
        out.grow()?;
        let status = out.write(|room| stream.run(memory, input, room, flush))?;
        if !out.is_full() || status == Status::Wrong {
            return Ok(status);
        }
    }
}

fn decompress(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "decompress",
        names: ["", "wbits", "bufsize"],
        required: 1,
        positional: 3,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let Some(data) = bound.get(0) else {
        return Err(thread.system_error(format_args!("decompress() without its data")));
    };
    let view = protocol::buffer(thread, data, false)?;
    let bits = number(thread, bound.get(1), DEFAULT_BITS)?;
    let size = match bound.get(2) {
        Some(size) => protocol::as_isize(thread, size, Builtin::OverflowError)?,
        None => DEFAULT_ROOM as isize,
    };
    let Ok(size) = usize::try_from(size) else {
        return Err(thread.value_error(format_args!("bufsize must be non-negative")));
    };
    let mut out = Blocks::with_size(thread, size.max(1))?;
    let Some(mut stream) = Inflate::new(bits) else {
        return Err(inconsistent(thread, "while preparing to decompress data"));
    };
    let own = Buf::<u8>::with_capacity(thread.heap(), inflate::STATE)?;
    let mut window = Buf::new(thread.heap());
    let mut input = Input { rest: view.bytes() };
    let when = "while decompressing data";
    loop {
        out.grow()?;
        let status = out.write(|room| {
            let status = stream.run(&window, &mut input, room, true);
            let status = status.map_err(|why| fault(thread, why, when))?;
            if room.used() > 0 && stream.wants_window() {
                if window.is_empty() {
                    window = Buf::filled_with_zeros(thread.heap(), stream.window())?;
                }
                stream.remember(&mut window, room.written());
            }
            Ok(status)
        })??;
        match status {
            // As in 3.13 there is room for more before the end is seen.
            _ if out.is_full() => {}
            Status::End => break,
            _ => {
                let why = "incomplete or truncated stream";
                return Err(error(thread, format_args!("Error -5 {when}: {why}")));
            }
        }
    }
    drop(window);
    drop(own);
    out.finish()
}
