//! `Encoder`: writes a value as a document; what `iterencode` calls.
//!
//! ```text
//!   0 header  16 markers  24 default  32 encoder  40 indent  48 key_separator  56 item_separator
//!   64 sort_keys  65 skipkeys  68 whether infinities are written  72 which encoder it is: 0 another, 1 of ASCII, 2 the other  80
//! ```

use super::escape;
use super::walk::Walk;
use object::native::make;
use object::{
    Args, Builtin, MemberDef, MemberKind, Object, Ref, Result, Slot, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;
use types::{Dict, Signature, Str, Tuple, protocol};

native_layout! {
    /// See the file's head.
    pub struct Encoder: ENCODER_LAYOUT, "Encoder" {
        pub(super) markers: Slot,
        pub(super) default: Slot,
        pub(super) encoder: Slot,
        pub(super) indent: Slot,
        pub(super) key_separator: Slot<Str>,
        pub(super) item_separator: Slot<Str>,
        pub(super) sort_keys: Cell<bool>,
        pub(super) skip_keys: Cell<bool>,
        pub(super) allow_nan: Cell<i32>,
        pub(super) known: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Encoder>() == 80);

const fn member(name: &'static str, offset: usize, kind: MemberKind) -> MemberDef {
    MemberDef {
        name,
        kind,
        offset,
        readonly: true,
        doc: Some(name),
    }
}

pub(super) static ENCODER: TypeSpec = TypeSpec {
    flags: TypeFlags::HEAP.with(TypeFlags::HAVE_GC),
    slots: TypeSlots {
        new: Some(new),
        call: Some(call),
        ..TypeSlots::EMPTY
    },
    members: &[
        member("markers", offset_of!(Encoder, markers), MemberKind::Object),
        member("default", offset_of!(Encoder, default), MemberKind::Object),
        member("encoder", offset_of!(Encoder, encoder), MemberKind::Object),
        member("indent", offset_of!(Encoder, indent), MemberKind::Object),
        member(
            "key_separator",
            offset_of!(Encoder, key_separator),
            MemberKind::Object,
        ),
        member(
            "item_separator",
            offset_of!(Encoder, item_separator),
            MemberKind::Object,
        ),
        member(
            "sort_keys",
            offset_of!(Encoder, sort_keys),
            MemberKind::Bool,
        ),
        member("skipkeys", offset_of!(Encoder, skip_keys), MemberKind::Bool),
    ],
    doc: Some(
        "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
    ),
    ..TypeSpec::new("_json.Encoder", Builtin::Other, &ENCODER_LAYOUT)
};

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<9> = Signature {
        function: "make_encoder",
        names: [
            "markers",
            "default",
            "encoder",
            "indent",
            "key_separator",
            "item_separator",
            "sort_keys",
            "skipkeys",
            "allow_nan",
        ],
        required: 9,
        positional: 9,
    };
    let bound = SIGNATURE.bind(thread, &args)?.0;
    let [
        Some(markers),
        Some(default),
        Some(encoder),
        Some(indent),
        key,
        item,
        flags @ ..,
    ] = bound
    else {
        return Err(thread.system_error(format_args!("an encoder without its arguments")));
    };
    let key_separator = separator(thread, 5, key)?;
    let item_separator = separator(thread, 6, item)?;
    let mut set = [false; 3];
    for (set, given) in set.iter_mut().zip(flags) {
        *set = given.map_or(Ok(false), |given| protocol::is_true(thread, given))?;
    }
    if !markers.is_exactly(Builtin::NoneType) && markers.downcast::<Dict>().is_none() {
        let name = markers.ty().name();
        return Err(thread.type_error(format_args!(
            "make_encoder() argument 1 must be dict or None, not {name}"
        )));
    }
    let fresh = make::<Encoder>(thread.heap(), ty)?;
    fresh.as_object().track();
    fresh.markers.set(Some(markers.to_ref()));
    fresh.default.set(Some(default.to_ref()));
    fresh.encoder.set(Some(encoder.to_ref()));
    fresh.indent.set(Some(indent.to_ref()));
    fresh.key_separator.set(Some(key_separator));
    fresh.item_separator.set(Some(item_separator));
    fresh.sort_keys.set(set[0]);
    fresh.skip_keys.set(set[1]);
    fresh.allow_nan.set(i32::from(set[2]));
    fresh.known.set(match escape::known(encoder) {
        None => 0,
        Some(true) => 1,
        Some(false) => 2,
    });
    Ok(fresh.into_object())
}

fn separator(thread: &Thread, place: usize, given: Option<&Object>) -> Result<Ref<Str>> {
    let given = given.map_or_else(|| thread.heap().none(), Object::to_ref);
    given.downcast_into::<Str>().map_err(|other| {
        let name = types::type_text(&other);
        thread.type_error(format_args!(
            "make_encoder() argument {place} must be str, not {name}"
        ))
    })
}

/// `encoder(obj, level)`: a tuple of the document.
fn call(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "_iterencode",
        names: ["obj", "_current_indent_level"],
        required: 2,
        positional: 2,
    };
    let _deeper = thread.enter(" while calling a Python object")?;
    let bound = SIGNATURE.bind(thread, &args)?;
    let (Some(value), Some(level), Some(encoder)) =
        (bound.get(0), bound.get(1), it.downcast::<Encoder>())
    else {
        return Err(thread.system_error(format_args!("an encoder without its arguments")));
    };
    let level = protocol::as_isize(thread, level, Builtin::OverflowError)?;
    let mut walk = Walk::new(thread, encoder)?;
    let newline = walk.newline(level)?;
    walk.value(value, newline.as_deref())?;
    let document = walk.finish()?.into_object();
    Ok(Tuple::from_array(thread, [document])?.into_object())
}
