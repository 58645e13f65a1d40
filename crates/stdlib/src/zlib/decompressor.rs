//! `Decompress`: decompression of what comes piece by piece.
//!
//! ```text
//!   0 header  16 stream  24 its window, with its state in front (24)  48 reserved
//!   128 unused data  136 unconsumed tail  144 end  152 dictionary  160 lock                                                    168
//! ```

use super::blocks::Blocks;
use super::deflate::{Input, Status};
use super::inflate::{Fault, Inflate, LOCK, STATE};
use super::{error, fault, number};
use object::native::{ByteField, Field, HiddenSlot, Owned, make};
use object::{
    Args, Builtin, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Thread, TypeFlags,
    TypeSpec, native_layout,
};
use std::cell::{Cell, RefCell};
use std::mem::offset_of;
use types::{Bytes, Signature, protocol};

native_layout! {
    /// See the file's head.
    pub struct Decompress: DECOMPRESS_LAYOUT, "zlib.Decompress" {
        stream: Owned<RefCell<Inflate>>,
        memory: ByteField,
        reserved: [Cell<u64>; 10],
        unused: HiddenSlot,
        tail: HiddenSlot,
        eof: Cell<bool>,
        dictionary: HiddenSlot,
        lock: Cell<u64>,
    }
}

const _: () = assert!(size_of::<Decompress>() == 168);

const fn member(name: &'static str, kind: MemberKind, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind,
        offset,
        readonly: true,
        doc: None,
    }
}

pub(super) static DECOMPRESS: TypeSpec = TypeSpec {
    flags: TypeFlags::HEAP.with(TypeFlags::DISALLOW_INSTANTIATION),
    methods: &[
        MethodDef::keywords("decompress", decompress).doc("decompress($self, data, /, max_length=0)\n--\n\nThe data decompressed, as far as it comes out yet.\n\n  data\n    Compressed data.\n  max_length\n    How much may come out; what isn't taken for that stands in unconsumed_tail.\n\nThe rest is held until more data comes or flush() is called."),
        MethodDef::fast("flush", flush).doc("flush($self, length=zlib.DEF_BUF_SIZE, /)\n--\n\nWhat was held.\n\n  length\n    Size of the first piece of output."),
        MethodDef::no_args("copy", copy).doc("copy($self, /)\n--\n\nA copy of the decompressor."),
        MethodDef::no_args("__copy__", copy).doc("__copy__($self, /)\n--\n\n"),
        MethodDef::one("__deepcopy__", |thread, it, _| copy(thread, it)).doc("__deepcopy__($self, memo, /)\n--\n\n"),
    ],
    members: &[
        member("unused_data", MemberKind::Object, offset_of!(Decompress, unused)),
        member("unconsumed_tail", MemberKind::Object, offset_of!(Decompress, tail)),
        member("eof", MemberKind::Bool, offset_of!(Decompress, eof)),
    ],
    ..TypeSpec::new("zlib.Decompress", Builtin::Other, &DECOMPRESS_LAYOUT)
};

/// `decompressobj(wbits, zdict)`.
pub(super) fn new(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "decompressobj",
        names: ["wbits", "zdict"],
        required: 0,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let bits = number(thread, bound.get(0), super::DEFAULT_BITS)?;
    if let Some(dictionary) = bound
        .get(1)
        .filter(|given| given.ty().slots().buffer.is_none())
    {
        let _ = dictionary;
        let text = format_args!("zdict argument must support the buffer protocol");
        return Err(thread.type_error(text));
    }
    let fresh = begin(thread)?;
    fresh.dictionary.set(bound.get(1).map(Object::to_ref));
    let Some(stream) = Inflate::new(bits) else {
        return Err(thread.value_error(format_args!("Invalid initialization option")));
    };
    let raw = stream.is_raw();
    fresh.memory.resize(thread.heap(), STATE + LOCK)?;
    fresh.stream.set(RefCell::new(stream));
    if raw && bound.get(1).is_some() {
        fresh.set_dictionary(thread)?;
    }
    Ok(fresh.into_object())
}

fn begin(thread: &Thread) -> Result<Ref<Decompress>> {
    let fresh = make::<Decompress>(thread.heap(), types::type_of(thread, &DECOMPRESS)?)?;
    let nothing = Bytes::new(thread, &[])?.into_object();
    fresh.unused.set(Some(nothing.clone()));
    fresh.tail.set(Some(nothing));
    Ok(fresh)
}

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Decompress> {
    match it.downcast::<Decompress>() {
        Some(this) => Ok(this),
        None => Err(thread.system_error(format_args!("a decompressor without its layout"))),
    }
}

/// Gives a stream its dictionary.
pub(super) fn give_dictionary(
    thread: &Thread,
    stream: &mut Inflate,
    memory: &ByteField,
    dictionary: Option<Ref>,
) -> Result<()> {
    let Some(dictionary) = dictionary else {
        return Ok(());
    };
    let view = protocol::buffer(thread, &dictionary, false)?;
    make_window(thread, stream, memory)?;
    let bytes = view.bytes();
    let taken = memory.with(thread.heap(), |memory| {
        stream.set_dictionary(&mut memory[STATE + LOCK..], bytes)
    });
    match taken {
        true => Ok(()),
        false => Err(error(
            thread,
            format_args!("Error -3 while setting zdict: invalid input data"),
        )),
    }
}

fn make_window(thread: &Thread, stream: &Inflate, memory: &ByteField) -> Result<()> {
    let size = STATE + LOCK + stream.window();
    match memory.len() < size {
        true => memory.resize(thread.heap(), size),
        false => Ok(()),
    }
}

/// Decompresses into the last block, once.
pub(super) fn run_once(
    thread: &Thread,
    stream: &mut Inflate,
    memory: &ByteField,
    input: &mut Input<'_>,
    out: &mut Blocks<'_>,
    finish: bool,
) -> Result<Result<Status, Fault>> {
    out.write(|room| {
        let status = memory.with(thread.heap(), |memory| {
            stream.run(&memory[STATE + LOCK..], input, room, finish)
        });
        if room.used() > 0 && stream.wants_window() {
            make_window(thread, stream, memory)?;
            memory.with(thread.heap(), |memory| {
                stream.remember(&mut memory[STATE + LOCK..], room.written());
            });
        }
        Ok(status)
    })?
}

impl Decompress {
    fn set_dictionary(&self, thread: &Thread) -> Result<()> {
        match self.stream.get() {
            Some(stream) => {
                let mut stream = stream.borrow_mut();
                give_dictionary(thread, &mut stream, &self.memory, self.dictionary.get())
            }
            None => Ok(()),
        }
    }

    /// Decompresses all there is, as far as it may come out.
    fn run(
        &self,
        thread: &Thread,
        input: &mut Input<'_>,
        out: &mut Blocks<'_>,
        finish: bool,
    ) -> Result<Result<Status, Fault>> {
        let (Some(stream), false) = (self.stream.get(), self.memory.is_empty()) else {
            return Ok(Err(Fault::State));
        };
        let mut stream = stream.borrow_mut();
        let mut last = Status::Ok;
        loop {
            if out.is_full() {
                if out.at_limit() {
                    return Ok(Ok(last));
                }
                out.grow()?;
            }
            match run_once(thread, &mut stream, &self.memory, input, out, finish)? {
                Ok(status) if !out.is_full() => return Ok(Ok(status)),
                Ok(status) => last = status,
                Err(Fault::Dictionary) if self.dictionary.get().is_some() => {
                    give_dictionary(thread, &mut stream, &self.memory, self.dictionary.get())?;
                }
                Err(why) => return Ok(Err(why)),
            }
        }
    }

    /// Keeps the input that wasn't taken: behind the end, or for the next time.
    fn save(&self, thread: &Thread, input: &Input<'_>, status: Status) -> Result<()> {
        let rest = input.rest;
        if status == Status::End && !rest.is_empty() {
            let old = self.unused.get();
            let old = old.as_ref().and_then(|old| old.downcast::<Bytes>());
            let old = old.map_or(&[][..], Bytes::as_slice);
            let all = Bytes::filled(thread, old.len() + rest.len(), |room| {
                room[..old.len()].copy_from_slice(old);
                room[old.len()..].copy_from_slice(rest);
                Ok(())
            })?;
            self.unused.set(Some(all.into_object()));
        }
        // As in 3.13 what follows the end is the tail as well where there was one before.
        let tail = self.tail.get();
        let tail = tail.as_ref().and_then(|tail| tail.downcast::<Bytes>());
        let left = status != Status::End && !rest.is_empty();
        if left || tail.is_some_and(|tail| !tail.is_empty()) {
            self.tail.set(Some(Bytes::new(thread, rest)?.into_object()));
        }
        Ok(())
    }
}

fn decompress(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "decompress",
        names: ["", "max_length"],
        required: 1,
        positional: 2,
    };
    let it = this(thread, it)?;
    let bound = SIGNATURE.bind(thread, &args)?;
    let Some(data) = bound.get(0) else {
        return Err(thread.system_error(format_args!("decompress() without its data")));
    };
    let view = protocol::buffer(thread, data, false)?;
    let most = match bound.get(1) {
        Some(most) => protocol::as_isize(thread, most, Builtin::OverflowError)?,
        None => 0,
    };
    let Ok(most) = usize::try_from(most) else {
        return Err(thread.value_error(format_args!("max_length must be non-negative")));
    };
    let mut out = Blocks::new(thread, (most > 0).then_some(most))?;
    let mut input = Input { rest: view.bytes() };
    let done = it.run(thread, &mut input, &mut out, false)?;
    it.save(thread, &input, done.unwrap_or(Status::Ok))?;
    match done {
        Ok(Status::End) => it.eof.set(true),
        Ok(_) => {}
        Err(why) => return Err(fault(thread, why, "while decompressing data")),
    }
    out.finish()
}

fn flush(thread: &Thread, it: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "flush", args.len(), 0, 1)?;
    let it = this(thread, it)?;
    let size = match args.first() {
        Some(size) => protocol::as_isize(thread, size, Builtin::OverflowError)?,
        None => super::DEFAULT_ROOM as isize,
    };
    let Some(size) = usize::try_from(size).ok().filter(|&size| size > 0) else {
        return Err(thread.value_error(format_args!("length must be greater than zero")));
    };
    let tail = it.tail.get();
    let mut out = Blocks::with_size(thread, size)?;
    let bytes = tail.as_ref().and_then(|tail| tail.downcast::<Bytes>());
    let mut input = Input {
        rest: bytes.map_or(&[], Bytes::as_slice),
    };
    // As in 3.13 a broken stream isn't told of here.
    let done = it.run(thread, &mut input, &mut out, true)?;
    it.save(thread, &input, done.unwrap_or(Status::Ok))?;
    if done == Ok(Status::End) {
        it.eof.set(true);
        it.memory.release(thread.heap());
    }
    out.finish()
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
