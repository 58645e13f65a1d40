//! `Scanner`: reads a value of a document; what a decoder calls `scan_once`.
//!
//! ```text
//!   0 header  16 strict  24 object_hook  32 object_pairs_hook  40 parse_float  48 parse_int  56 parse_constant               64
//! ```

use super::parse::Parser;
use object::native::make;
use object::{
    Args, Builtin, MemberDef, MemberKind, Object, Ref, Result, Slot, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;
use types::{Dict, Signature, protocol};

native_layout! {
    /// See the file's head.
    pub struct Scanner: SCANNER_LAYOUT, "Scanner" {
        pub(super) strict: Cell<bool>,
        pub(super) object_hook: Slot,
        pub(super) object_pairs_hook: Slot,
        pub(super) parse_float: Slot,
        pub(super) parse_int: Slot,
        pub(super) parse_constant: Slot,
    }
}

const _: () = assert!(size_of::<Scanner>() == 64);

const fn member(name: &'static str, offset: usize, doc: Option<&'static str>) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: true,
        doc,
    }
}

pub(super) static SCANNER: TypeSpec = TypeSpec {
    flags: TypeFlags::HEAP.with(TypeFlags::HAVE_GC),
    slots: TypeSlots {
        new: Some(new),
        call: Some(call),
        ..TypeSlots::EMPTY
    },
    members: &[
        MemberDef {
            name: "strict",
            kind: MemberKind::Bool,
            offset: offset_of!(Scanner, strict),
            readonly: true,
            doc: Some("strict"),
        },
        member(
            "object_hook",
            offset_of!(Scanner, object_hook),
            Some("object_hook"),
        ),
        member(
            "object_pairs_hook",
            offset_of!(Scanner, object_pairs_hook),
            None,
        ),
        member(
            "parse_float",
            offset_of!(Scanner, parse_float),
            Some("parse_float"),
        ),
        member(
            "parse_int",
            offset_of!(Scanner, parse_int),
            Some("parse_int"),
        ),
        member(
            "parse_constant",
            offset_of!(Scanner, parse_constant),
            Some("parse_constant"),
        ),
    ],
    doc: Some("JSON scanner object"),
    ..TypeSpec::new("_json.Scanner", Builtin::Other, &SCANNER_LAYOUT)
};

/// `Scanner(context)`: the options are the context's attributes.
fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "make_scanner",
        names: ["context"],
        required: 1,
        positional: 1,
    };
    let Some(context) = SIGNATURE.bind(thread, &args)?.get(0) else {
        return Err(thread.system_error(format_args!("a scanner without its context")));
    };
    let fresh = make::<Scanner>(thread.heap(), ty)?;
    fresh.as_object().track();
    let strict = protocol::getattr_text(thread, context, "strict")?;
    fresh.strict.set(protocol::is_true(thread, &strict)?);
    for (slot, name) in [
        (&fresh.object_hook, "object_hook"),
        (&fresh.object_pairs_hook, "object_pairs_hook"),
        (&fresh.parse_float, "parse_float"),
        (&fresh.parse_int, "parse_int"),
        (&fresh.parse_constant, "parse_constant"),
    ] {
        slot.set(Some(protocol::getattr_text(thread, context, name)?));
    }
    Ok(fresh.into_object())
}

/// `scan_once(string, idx)`: the value that starts at a place, and the place behind it.
fn call(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "scan_once",
        names: ["string", "idx"],
        required: 2,
        positional: 2,
    };
    let _deeper = thread.enter(" while calling a Python object")?;
    let bound = SIGNATURE.bind(thread, &args)?;
    let (Some(text), Some(place), Some(scanner)) =
        (bound.get(0), bound.get(1), it.downcast::<Scanner>())
    else {
        return Err(thread.system_error(format_args!("a scanner without its arguments")));
    };
    let place = protocol::as_isize(thread, place, Builtin::OverflowError)?;
    let text = super::text_of(thread, text)?;
    let memo = Dict::new(thread)?;
    let read = match usize::try_from(place) {
        Ok(place) => types::with_units!(text.data(), units => {
            let mut parser = Parser::new(thread, scanner, text, units, &memo, place);
            parser.value().map(|value| (value, parser.place()))
        }),
        Err(_) => Err(thread.value_error(format_args!("idx cannot be negative"))),
    };
    drop(memo);
    let (value, place) = read?;
    super::with_place(thread, value, place)
}
