//! `IncrementalNewlineDecoder`: universal newlines over another decoder.
//!
//! A `\r` at the end of a piece waits for the next one, so that `\r\n` never comes in two pieces.

use object::{
    Args, Builtin, GetSetDef, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots,
    TypeSpec, native_layout,
};
use std::cell::Cell;
use types::str::Builder;
use types::{Bytes, Int, Signature, Str, Tuple, as_isize, call_method, is_true};

native_layout! {
    /// A decoder of newlines.
    pub struct Decoder: DECODER, "newline decoder" {
        /// `None` decodes text; unset before `__init__`.
        decoder: Slot,
        errors: Slot,
        /// Bits: a `\r` waits; newlines are translated; then the kinds that were seen.
        state: Cell<u64>,
    }
}

const _: () = assert!(size_of::<Decoder>() == 40);

const WAITS: u64 = 1;
const TRANSLATES: u64 = 2;
const CR: u64 = 4;
const LF: u64 = 8;
const CRLF: u64 = 16;
const SEEN: u64 = CR | LF | CRLF;

/// `_io.IncrementalNewlineDecoder`.
pub(super) static NEWLINE_DECODER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        init: Some(init),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::keywords("decode", decode).doc("decode($self, /, input, final=False)\n--\n\n"),
        MethodDef::no_args("getstate", getstate).doc("getstate($self, /)\n--\n\n"),
        MethodDef::one("setstate", setstate).doc("setstate($self, state, /)\n--\n\n"),
        MethodDef::no_args("reset", reset).doc("reset($self, /)\n--\n\n"),
    ],
    getsets: &[GetSetDef {
        name: "newlines",
        get: newlines,
        set: None,
        doc: None,
    }],
    doc: Some(
        "IncrementalNewlineDecoder(decoder, translate, errors='strict')\n--\n\nTurns every kind of newline in what another decoder gives into \\n,\nif it is told to translate, and notes which kinds there were.\n\nA \\r\\n is never given in two pieces. Without another decoder (None) the\ninput is text.",
    ),
    ..TypeSpec::new("_io.IncrementalNewlineDecoder", Builtin::Other, &DECODER)
};

fn init(thread: &Thread, it: &Object, args: Args<'_>) -> Result<()> {
    const SIGNATURE: Signature<3> = Signature {
        function: "IncrementalNewlineDecoder",
        names: ["decoder", "translate", "errors"],
        required: 2,
        positional: 3,
    };
    let given = SIGNATURE.bind(thread, &args)?;
    let [Some(decoder), Some(translate), errors] = given.0 else {
        return Err(thread.system_error(format_args!("unbound arguments")));
    };
    let Some(own) = it.downcast::<Decoder>() else {
        return Err(thread.type_error(format_args!("expected a newline decoder")));
    };
    let errors = match errors {
        Some(errors) => errors.to_ref(),
        None => types::str::intern_static(thread, "strict")?.into_object(),
    };
    let translates = is_true(thread, translate)?;
    own.decoder.set(Some(decoder.to_ref()));
    own.errors.set(Some(errors));
    own.state.set(if translates { TRANSLATES } else { 0 });
    Ok(())
}

/// The object, and the decoder below it if it has one.
fn this<'a>(thread: &Thread, it: &'a Object) -> Result<(&'a Decoder, Option<Ref>)> {
    let Some(own) = it.downcast::<Decoder>() else {
        return Err(thread.type_error(format_args!("expected a newline decoder")));
    };
    match own.decoder.get() {
        None => Err(thread.value_error(format_args!(
            "IncrementalNewlineDecoder.__init__() not called"
        ))),
        Some(decoder) if decoder.is(&thread.heap().none()) => Ok((own, None)),
        Some(decoder) => Ok((own, Some(decoder))),
    }
}

fn set(own: &Decoder, bits: u64, on: bool) {
    let rest = own.state.get() & !bits;
    own.state.set(if on { rest | bits } else { rest });
}

fn method(thread: &Thread, decoder: &Object, name: &'static str, args: &[Ref]) -> Result<Ref> {
    let name = types::str::intern_static(thread, name)?;
    call_method(thread, decoder, &name, args)
}

fn decode(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "decode",
        names: ["input", "final"],
        required: 1,
        positional: 2,
    };
    let given = SIGNATURE.bind(thread, &args)?;
    let [Some(input), last] = given.0 else {
        return Err(thread.system_error(format_args!("unbound arguments")));
    };
    let last = match last {
        Some(last) => is_true(thread, last)?,
        None => false,
    };
    let (own, decoder) = this(thread, it)?;
    let output = match decoder {
        None => input.to_ref(),
        Some(decoder) => {
            let last = thread.heap().bool(last);
            method(thread, &decoder, "decode", &[input.to_ref(), last])?
        }
    };
    match output.downcast_into::<Str>() {
        Ok(output) => own.newlines_of(thread, output, last),
        Err(other) => Err(thread.type_error(format_args!(
            "decoder should return a string result, not '{}'",
            other.ty().name()
        ))),
    }
}

impl Decoder {
    /// The text as it goes on to the reader.
    fn newlines_of(&self, thread: &Thread, text: Ref<Str>, last: bool) -> Result<Ref> {
        let (cr, lf) = (u32::from('\r'), u32::from('\n'));
        let waits = self.state.get() & WAITS != 0 && (last || !text.is_empty());
        if !waits && !text.code_points().any(|c| c == cr) {
            let seen = text.code_points().any(|c| c == lf);
            set(self, LF, seen || self.state.get() & LF != 0);
            return Ok(text.into_object());
        }
        set(self, WAITS, false);
        let translates = self.state.get() & TRANSLATES != 0;
        let mut out = Builder::new(thread);
        let mut rest = waits.then_some(cr).into_iter().chain(text.code_points());
        let mut next = rest.next();
        while let Some(first) = next {
            next = rest.next();
            let kind = match (first == cr, next) {
                (true, Some(after)) if after == lf => CRLF,
                (true, None) if !last => {
                    set(self, WAITS, true);
                    break;
                }
                (true, _) => CR,
                (false, _) if first == lf => LF,
                (false, _) => 0,
            };
            set(self, kind, true);
            out.push_point(if translates && kind != 0 { lf } else { first })?;
            if kind == CRLF {
                if !translates {
                    out.push_point(lf)?;
                }
                next = rest.next();
            }
        }
        Ok(out.finish()?.into_object())
    }
}

fn getstate(thread: &Thread, it: &Object) -> Result<Ref> {
    let (own, decoder) = this(thread, it)?;
    let (buffer, flag) = match decoder {
        None => (Bytes::new(thread, b"")?.into_object(), 0),
        Some(decoder) => {
            let state = method(thread, &decoder, "getstate", &[])?;
            match state.downcast::<Tuple>().map(Tuple::items) {
                Some([buffer, flag]) => (
                    buffer.clone(),
                    as_isize(thread, flag, Builtin::OverflowError)?,
                ),
                _ => {
                    return Err(thread.type_error(format_args!("illegal decoder state")));
                }
            }
        }
    };
    let flag = flag << 1 | isize::from(own.state.get() & WAITS != 0);
    Ok(Tuple::from_array(thread, [buffer, Int::new(thread, flag)?])?.into_object())
}

fn setstate(thread: &Thread, it: &Object, state: &Object) -> Result<Ref> {
    let (own, decoder) = this(thread, it)?;
    let Some(state) = state.downcast::<Tuple>() else {
        return Err(thread.type_error(format_args!("state argument must be a tuple")));
    };
    let [buffer, flag] = state.items() else {
        return Err(thread.type_error(format_args!("setstate(): illegal state argument")));
    };
    let flag = as_isize(thread, flag, Builtin::OverflowError)?;
    set(own, WAITS, flag & 1 != 0);
    let Some(decoder) = decoder else {
        return Ok(thread.heap().none());
    };
    let below = [buffer.clone(), Int::new(thread, flag >> 1)?];
    let below = Tuple::from_array(thread, below)?.into_object();
    method(thread, &decoder, "setstate", &[below])
}

fn reset(thread: &Thread, it: &Object) -> Result<Ref> {
    let (own, decoder) = this(thread, it)?;
    set(own, SEEN | WAITS, false);
    match decoder {
        Some(decoder) => method(thread, &decoder, "reset", &[]),
        None => Ok(thread.heap().none()),
    }
}

/// `None`, the one kind that was seen, or a tuple of them.
fn newlines(thread: &Thread, it: &Object) -> Result<Ref> {
    let (own, _) = this(thread, it)?;
    let seen = own.state.get() & SEEN;
    let kinds = [(CR, "\r"), (LF, "\n"), (CRLF, "\r\n")];
    let mut texts = Vec::new();
    for (_, text) in kinds.iter().filter(|(kind, _)| seen & kind != 0) {
        texts.push(Str::new(thread, text)?.into_object());
    }
    match &texts[..] {
        [] => Ok(thread.heap().none()),
        [one] => Ok(one.clone()),
        all => Ok(Tuple::from_slice(thread, all)?.into_object()),
    }
}
