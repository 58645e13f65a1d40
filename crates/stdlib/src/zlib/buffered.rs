//! `_ZlibDecompressor`: decompression that keeps what it hasn't taken; what `gzip` reads with.
//!
//! ```text
//!   0 header  16 stream  24 its window, with its state in front (24)  48 input that waits (24)  72 reserved
//!   152 dictionary  160 unused data  168 end  169 whether it needs input  176 lock                                            184
//! ```

use super::blocks::Blocks;
use super::decompressor::{give_dictionary, run_once};
use super::deflate::{Input, Status};
use super::inflate::{Fault, Inflate, LOCK, STATE};
use super::{fault, number};
use object::native::{ByteField, HiddenSlot, Owned, make};
use object::{
    Args, Builtin, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec, native_layout,
};
use std::cell::{Cell, RefCell};
use std::mem::offset_of;
use types::{Bytes, Signature, protocol};

native_layout! {
    /// See the file's head.
    pub struct Decompressor: DECOMPRESSOR_LAYOUT, "zlib._ZlibDecompressor" {
        stream: Owned<RefCell<Inflate>>,
        memory: ByteField,
        waiting: ByteField,
        reserved: [Cell<u64>; 10],
        dictionary: HiddenSlot,
        unused: HiddenSlot,
        eof: Cell<bool>,
        needs_input: Cell<bool>,
        lock: Cell<u64>,
    }
}

const _: () = assert!(size_of::<Decompressor>() == 184);

const fn member(
    name: &'static str,
    kind: MemberKind,
    offset: usize,
    doc: &'static str,
) -> MemberDef {
    MemberDef {
        name,
        kind,
        offset,
        readonly: true,
        doc: Some(doc),
    }
}

pub(super) static DECOMPRESSOR: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE,
    slots: TypeSlots {
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::keywords("decompress", decompress).doc("decompress($self, /, data, max_length=-1)\n--\n\nThe data decompressed, as bytes.\n\nNo more than max_length bytes come out, if that isn't negative. If more could have come, needs_input is False and b'' may be given\nthe next time. After the end the rest of the data stands in unused_data.")],
    members: &[
        member("eof", MemberKind::Bool, offset_of!(Decompressor, eof), "True if the end-of-stream marker has been reached."),
        member("unused_data", MemberKind::Object, offset_of!(Decompressor, unused), "Data found after the end of the compressed stream."),
        member("needs_input", MemberKind::Bool, offset_of!(Decompressor, needs_input), "True if more input is needed before more decompressed data can be produced."),
    ],
    doc: Some("_ZlibDecompressor(wbits=15, zdict=b'')\n--\n\nCreate a decompressor object for decompressing data incrementally.\n\n  wbits = 15\n  zdict\n     The dictionary that the data was compressed with, if any."),
    ..TypeSpec::new("zlib._ZlibDecompressor", Builtin::Other, &DECOMPRESSOR_LAYOUT)
};

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "_ZlibDecompressor",
        names: ["wbits", "zdict"],
        required: 0,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let bits = number(thread, bound.get(0), super::DEFAULT_BITS)?;
    let fresh = make::<Decompressor>(thread.heap(), ty)?;
    fresh.needs_input.set(true);
    fresh.dictionary.set(bound.get(1).map(Object::to_ref));
    let nothing = Bytes::new(thread, &[])?.into_object();
    fresh.unused.set(Some(nothing));
    let Some(mut stream) = Inflate::new(bits) else {
        return Err(thread.value_error(format_args!("Invalid initialization option")));
    };
    fresh.memory.resize(thread.heap(), STATE + LOCK)?;
    if stream.is_raw() {
        let dictionary = fresh.dictionary.get();
        give_dictionary(thread, &mut stream, &fresh.memory, dictionary)?;
    }
    fresh.stream.set(RefCell::new(stream));
    Ok(fresh.into_object())
}

fn decompress(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "decompress",
        names: ["data", "max_length"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let (Some(data), Some(it)) = (bound.get(0), it.downcast::<Decompressor>()) else {
        return Err(thread.system_error(format_args!("decompress() without its data")));
    };
    let view = protocol::buffer(thread, data, false)?;
    let most = match bound.get(1) {
        Some(most) => protocol::as_isize(thread, most, Builtin::OverflowError)?,
        None => -1,
    };
    if it.eof.get() {
        let text = format_args!("End of stream already reached");
        return Err(thread.raise(Builtin::EOFError, text));
    }
    it.take(thread, view.bytes(), usize::try_from(most).ok())
}

impl Decompressor {
    /// Decompresses what waits and these bytes.
    fn take(&self, thread: &Thread, bytes: &[u8], most: Option<usize>) -> Result<Ref> {
        let heap = thread.heap();
        let mut out = Blocks::new(thread, most)?;
        if self.waiting.is_empty() {
            let mut input = Input { rest: bytes };
            let done = self.run(thread, &mut input, &mut out);
            let rest = input.rest;
            self.settle(thread, rest, done?, |rest| self.waiting.append(heap, rest))?;
            return out.finish();
        }
        self.waiting.append(heap, bytes)?;
        let (done, left) = self.waiting.with(heap, |all| {
            let mut input = Input { rest: all };
            let done = self.run(thread, &mut input, &mut out);
            let left = input.rest.len();
            let done = done.and_then(|done| {
                self.settle(thread, input.rest, done, |_| Ok(()))?;
                Ok(done)
            });
            (done, left)
        });
        let done = done?;
        self.waiting.consume(self.waiting.len() - left);
        if done {
            self.waiting.resize(heap, 0)?;
        }
        out.finish()
    }

    /// What the next call needs to know; input that wasn't taken is kept.
    fn settle(
        &self,
        thread: &Thread,
        rest: &[u8],
        done: bool,
        keep: impl FnOnce(&[u8]) -> Result<()>,
    ) -> Result<()> {
        self.needs_input.set(!done && rest.is_empty());
        match done {
            true => {
                self.eof.set(true);
                if !rest.is_empty() {
                    let unused = Bytes::new(thread, rest)?;
                    self.unused.set(Some(unused.into_object()));
                }
                Ok(())
            }
            false => keep(rest),
        }
    }

    /// Decompresses as far as it may come out; whether the end was reached.
    fn run(&self, thread: &Thread, input: &mut Input<'_>, out: &mut Blocks<'_>) -> Result<bool> {
        let Some(stream) = self.stream.get() else {
            return Err(thread.system_error(format_args!("a decompressor without its stream")));
        };
        let mut stream = stream.borrow_mut();
        let mut ended = false;
        loop {
            if out.is_full() {
                if out.at_limit() {
                    return Ok(ended);
                }
                out.grow()?;
            }
            match run_once(thread, &mut stream, &self.memory, input, out, false)? {
                Ok(status) if !out.is_full() => return Ok(status == Status::End),
                Ok(status) => ended = status == Status::End,
                Err(Fault::Dictionary) if self.dictionary.get().is_some() => {
                    let dictionary = self.dictionary.get();
                    give_dictionary(thread, &mut stream, &self.memory, dictionary)?;
                }
                Err(why) => return Err(fault(thread, why, "while decompressing data")),
            }
        }
    }
}
