//! `Compress`: compression of what comes piece by piece.
//!
//! ```text
//!   0 header  16 stream  24 its memory (24)  48 reserved  128 unused data  136 tail  144 end  152 dictionary  160 lock          168
//! ```

use super::blocks::Blocks;
use super::deflate::{Deflate, Flush, Input, Options, Status};
use super::{inconsistent, number};
use object::native::{ByteField, Field, HiddenSlot, Owned, make};
use object::{
    Args, Builtin, MethodDef, Object, Ref, Result, Thread, TypeFlags, TypeSpec, native_layout,
};
use std::cell::{Cell, RefCell};
use types::{Bytes, Signature, protocol};

native_layout! {
    /// See the file's head.
    pub struct Compress: COMPRESS_LAYOUT, "zlib.Compress" {
        stream: Owned<RefCell<Deflate>>,
        memory: ByteField,
        reserved: [Cell<u64>; 10],
        unused: HiddenSlot,
        tail: HiddenSlot,
        eof: Cell<bool>,
        dictionary: HiddenSlot,
        lock: Cell<u64>,
    }
}

const _: () = assert!(size_of::<Compress>() == 168);

pub(super) static COMPRESS: TypeSpec = TypeSpec {
    flags: TypeFlags::HEAP.with(TypeFlags::DISALLOW_INSTANTIATION),
    methods: &[
        MethodDef::one("compress", compress).doc("compress($self, data, /)\n--\n\nThe data compressed, as far as it comes out yet.\n\nThe rest is held until more data comes or flush() is called."),
        MethodDef::fast("flush", flush).doc("flush($self, mode=zlib.Z_FINISH, /)\n--\n\nWhat was held.\n\n  mode\n    Z_SYNC_FLUSH, Z_FULL_FLUSH or Z_FINISH, after which nothing more may be compressed."),
        MethodDef::no_args("copy", copy).doc("copy($self, /)\n--\n\nA copy of the compressor."),
        MethodDef::no_args("__copy__", copy).doc("__copy__($self, /)\n--\n\n"),
        MethodDef::one("__deepcopy__", |thread, it, _| copy(thread, it)).doc("__deepcopy__($self, memo, /)\n--\n\n"),
    ],
    ..TypeSpec::new("zlib.Compress", Builtin::Other, &COMPRESS_LAYOUT)
};

/// `compressobj(…)`.
pub(super) fn new(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<6> = Signature {
        function: "compressobj",
        names: ["level", "method", "wbits", "memLevel", "strategy", "zdict"],
        required: 0,
        positional: 6,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let options = Options {
        level: number(thread, bound.get(0), -1)?,
        method: number(thread, bound.get(1), 8)?,
        bits: number(thread, bound.get(2), super::DEFAULT_BITS)?,
        memory: number(thread, bound.get(3), super::MEMORY_LEVEL)?,
        strategy: number(thread, bound.get(4), 0)?,
    };
    let dictionary = bound
        .get(5)
        .map(|given| protocol::buffer(thread, given, false))
        .transpose()?;
    let fresh = begin(thread)?;
    let Some(mut stream) = Deflate::new(options) else {
        return Err(thread.value_error(format_args!("Invalid initialization option")));
    };
    fresh.memory.resize(thread.heap(), stream.memory())?;
    if let Some(dictionary) = dictionary {
        let bytes = dictionary.bytes();
        let taken = fresh
            .memory
            .with(thread.heap(), |memory| stream.set_dictionary(memory, bytes));
        if !taken {
            return Err(thread.value_error(format_args!("Invalid dictionary")));
        }
    }
    fresh.stream.set(RefCell::new(stream));
    Ok(fresh.into_object())
}

fn begin(thread: &Thread) -> Result<Ref<Compress>> {
    let fresh = make::<Compress>(thread.heap(), types::type_of(thread, &COMPRESS)?)?;
    let nothing = Bytes::new(thread, &[])?.into_object();
    fresh.unused.set(Some(nothing.clone()));
    fresh.tail.set(Some(nothing));
    Ok(fresh)
}

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Compress> {
    match it.downcast::<Compress>() {
        Some(this) => Ok(this),
        None => Err(thread.system_error(format_args!("a compressor without its layout"))),
    }
}

fn run<'t>(
    thread: &'t Thread,
    it: &Object,
    bytes: &[u8],
    flush: Flush,
    when: &str,
) -> Result<(Blocks<'t>, Status)> {
    let it = this(thread, it)?;
    let mut out = Blocks::new(thread, None)?;
    let (Some(stream), false) = (it.stream.get(), it.memory.is_empty()) else {
        return Err(inconsistent(thread, when));
    };
    let mut input = Input { rest: bytes };
    let status = it.memory.with(thread.heap(), |memory| {
        super::run_deflate(
            &mut stream.borrow_mut(),
            memory,
            &mut input,
            &mut out,
            flush,
        )
    })?;
    match status {
        Status::Wrong => Err(inconsistent(thread, when)),
        status => Ok((out, status)),
    }
}

fn compress(thread: &Thread, it: &Object, data: &Object) -> Result<Ref> {
    let view = protocol::buffer(thread, data, false)?;
    let when = "while compressing data";
    run(thread, it, view.bytes(), Flush::None, when)?.0.finish()
}

fn flush(thread: &Thread, it: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "flush", args.len(), 0, 1)?;
    let mode = args.first().map(|mode| &**mode);
    let mode = number(thread, mode, Flush::Finish as i32)?;
    let when = "while flushing";
    match Flush::of(mode) {
        Some(Flush::None) => Ok(Bytes::new(thread, &[])?.into_object()),
        Some(flush) => {
            let (out, status) = run(thread, it, &[], flush, when)?;
            if status == Status::End && flush == Flush::Finish {
                // Nothing can be compressed any more.
                this(thread, it)?.memory.release(thread.heap());
            }
            out.finish()
        }
        None => Err(inconsistent(thread, when)),
    }
}

fn copy(thread: &Thread, it: &Object) -> Result<Ref> {
    let it = this(thread, it)?;
    let (Some(stream), false) = (it.stream.get(), it.memory.is_empty()) else {
        return Err(thread.value_error(format_args!("Inconsistent stream state")));
    };
    let fresh = begin(thread)?;
    let heap = thread.heap();
    it.memory
        .with(heap, |memory| fresh.memory.append(heap, memory))?;
    fresh.stream.set(RefCell::new(stream.borrow().clone()));
    fresh.unused.set(it.unused.get());
    fresh.tail.set(it.tail.get());
    fresh.dictionary.set(it.dictionary.get());
    fresh.eof.set(it.eof.get());
    Ok(fresh.into_object())
}
