//! `_hashlib`: the hash objects that `hashlib` hands out, by the names of OpenSSL, which isn't here.
//!
//! ```text
//!   HASH  0 header  16 state  24 lock, never taken                                                                            32
//! ```

use super::state::State;
use super::{digest_into, hex_of, keyed};
use object::native::{Owned, make};
use object::{
    Args, Builtin, GetSetDef, MethodDef, Object, Raised, Ref, Result, Slot, Thread, TypeFlags,
    TypeSlots, TypeSpec, native_layout,
};
use std::cell::{Cell, RefCell};
use types::module::{Module, ModuleSpec};
use types::{Int, Signature, Str, protocol};

native_layout! {
    /// See the file's head.
    pub struct Hash: HASH_LAYOUT, "HASH" {
        state: Owned<RefCell<State>>,
        lock: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Hash>() == 32);

const FLAGS: TypeFlags = TypeFlags::OF_MODULE
    .with(TypeFlags::BASETYPE)
    .with(TypeFlags::DISALLOW_INSTANTIATION);

pub(super) static HASH: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: TypeSlots {
        repr: Some(|thread, object| {
            let name = state(thread, object)?.borrow().about().0;
            let text = format_args!(
                "<{name} {} object @ {:#x}>",
                object.ty().name(),
                object.id()
            );
            Ok(Str::format(thread, text)?.into_object())
        }),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::one("update", |thread, object, data| {
            state(thread, object)?;
            let bytes = super::hashable(thread, data)?;
            state(thread, object)?.borrow_mut().update(bytes.bytes());
            Ok(thread.heap().none())
        })
        .doc("update($self, obj, /)\n--\n\nMore bytes to hash."),
        MethodDef::no_args("digest", |thread, object| {
            let state = copied(thread, object)?;
            let size = state.about().1;
            Ok(digest_into(thread, size, |out| state.finish(out))?.into_object())
        })
        .doc("digest($self, /)\n--\n\nThe hash of the bytes given so far."),
        MethodDef::no_args("hexdigest", |thread, object| {
            let state = copied(thread, object)?;
            let size = state.about().1;
            hex_of(thread, size, |out| state.finish(out))
        })
        .doc("hexdigest($self, /)\n--\n\nAs digest(), in hexadecimal digits."),
        MethodDef::no_args("copy", |thread, object| {
            let state = copied(thread, object)?;
            object_of(thread, state)
        })
        .doc("copy($self, /)\n--\n\nOne that goes on from here by itself."),
    ],
    getsets: &[
        getter("digest_size", |thread, object| {
            Int::from_usize(thread, state(thread, object)?.borrow().about().1)
        }),
        getter("block_size", |thread, object| {
            Int::from_usize(thread, state(thread, object)?.borrow().about().2)
        }),
        getter("name", |thread, object| {
            Ok(Str::new(thread, state(thread, object)?.borrow().about().0)?.into_object())
        }),
    ],
    doc: Some("HASH(name, string=b\'\')\n--\n\nA hash function with its state, made by new(name)."),
    ..TypeSpec::new("_hashlib.HASH", Builtin::Other, &HASH_LAYOUT)
};

pub(super) static HASHXOF: TypeSpec = TypeSpec {
    flags: FLAGS,
    parent: Some(&HASH),
    methods: &[
        MethodDef::keywords("digest", |thread, object, args| {
            let (state, size) = stretched(thread, object, &args, "digest")?;
            Ok(digest_into(thread, size, |out| state.finish(out))?.into_object())
        })
        .doc("digest($self, /, length)\n--\n\nThe hash of the bytes given so far."),
        MethodDef::keywords("hexdigest", |thread, object, args| {
            let (state, size) = stretched(thread, object, &args, "hexdigest")?;
            hex_of(thread, size, |out| state.finish(out))
        })
        .doc("hexdigest($self, /, length)\n--\n\nAs digest(), in hexadecimal digits."),
    ],
    getsets: &[getter("digest_size", |thread, _| {
        Int::from_usize(thread, 0)
    })],
    doc: Some(
        "HASHXOF(name, string=b\'\')\n--\n\nA hash function whose digest has any length that is asked for.",
    ),
    ..TypeSpec::new("_hashlib.HASHXOF", Builtin::Other, &HASH_LAYOUT)
};

pub(super) const fn getter(
    name: &'static str,
    get: fn(&Thread, &Object) -> Result<Ref>,
) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

fn state<'a>(thread: &Thread, object: &'a Object) -> Result<&'a RefCell<State>> {
    let state = object.downcast::<Hash>().and_then(|hash| hash.state.get());
    state.ok_or_else(|| super::no_state(thread))
}

fn copied(thread: &Thread, object: &Object) -> Result<State> {
    Ok(state(thread, object)?.borrow().clone())
}

/// The state, and how long its digest is to be.
fn stretched(
    thread: &Thread,
    object: &Object,
    args: &Args<'_>,
    function: &'static str,
) -> Result<(State, usize)> {
    let signature = Signature {
        function,
        names: ["length"],
        required: 1,
        positional: 1,
    };
    let bound = signature.bind(thread, args)?;
    let length = bound.get(0).unwrap_or(object);
    let length = protocol::as_isize(thread, length, Builtin::OverflowError)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(thread.system_error(format_args!(
            "Negative size passed to PyBytes_FromStringAndSize"
        )));
    };
    Ok((copied(thread, object)?, length))
}

fn object_of(thread: &Thread, state: State) -> Result<Ref> {
    let spec = if state.is_xof() { &HASHXOF } else { &HASH };
    let fresh = make::<Hash>(thread.heap(), types::type_of(thread, spec)?)?;
    fresh.state.set(RefCell::new(state));
    Ok(fresh.into_object())
}

/// What the module keeps.
#[derive(Default)]
pub(super) struct Kept {
    unsupported: Slot,
    constructors: Slot,
}

impl types::Room for Kept {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.unsupported, visit);
        types::visit_slot(&self.constructors, visit);
    }
}

fn unsupported(thread: &Thread, message: std::fmt::Arguments<'_>) -> Raised {
    match types::room::<Kept>(thread).unsupported.get() {
        Some(class) => crate::errors::raise(thread, &class, message),
        None => thread.value_error(message),
    }
}

/// The state for a name that OpenSSL would know.
pub(super) fn by_name(thread: &Thread, name: &Str) -> Result<State> {
    let known = name.as_ascii().and_then(State::named);
    known.and_then(State::start).ok_or_else(|| {
        unsupported(
            thread,
            format_args!("[digital envelope routines] unsupported"),
        )
    })
}

/// The state for a name or for one of the module's own constructors.
pub(super) fn by_mode(thread: &Thread, mode: &Object) -> Result<State> {
    if let Some(name) = mode.downcast::<Str>() {
        return by_name(thread, name);
    }
    let known = types::room::<Kept>(thread).constructors.get();
    let found = match known
        .as_ref()
        .and_then(|known| known.downcast::<types::Dict>())
    {
        Some(known) if mode.is_exactly(Builtin::BuiltinFunction) => known.get(thread, mode)?,
        _ => None,
    };
    match found.as_ref().and_then(|name| name.downcast::<Str>()) {
        Some(name) => by_name(thread, name),
        None => {
            let shown = protocol::repr(thread, mode)?;
            Err(unsupported(
                thread,
                format_args!("Unsupported digestmod {shown}"),
            ))
        }
    }
}

fn start(thread: &Thread, mut state: State, data: Option<&Object>) -> Result<Ref> {
    if let Some(data) = data {
        let bytes = super::hashable(thread, data)?;
        state.update(bytes.bytes());
    }
    object_of(thread, state)
}

fn new(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "new",
        names: ["name", "string", "usedforsecurity"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    if let Some(flag) = bound.get(2) {
        protocol::is_true(thread, flag)?;
    }
    let name = bound.get(0).and_then(|name| name.downcast::<Str>());
    let Some(name) = name.filter(|name| !name.code_points().any(|point| point == 0)) else {
        return Err(thread.type_error(format_args!("name must be a string")));
    };
    let Some(data) = bound.get(1) else {
        return start(thread, by_name(thread, name)?, None);
    };
    let bytes = super::hashable(thread, data)?;
    let mut state = by_name(thread, name)?;
    state.update(bytes.bytes());
    object_of(thread, state)
}

fn construct(
    thread: &Thread,
    function: &'static str,
    name: &'static str,
    args: &Args<'_>,
) -> Result<Ref> {
    let signature = Signature {
        function,
        names: ["string", "usedforsecurity"],
        required: 0,
        positional: 1,
    };
    let bound = signature.bind(thread, args)?;
    if let Some(flag) = bound.get(1) {
        protocol::is_true(thread, flag)?;
    }
    match State::start(name) {
        Some(state) => start(thread, state, bound.get(0)),
        None => Err(super::no_state(thread)),
    }
}

macro_rules! constructors {
    ($($function:literal $name:literal)*) => {
        /// The algorithms that have functions of their own, by function.
        const CONSTRUCTORS: &[(&str, &str)] = &[$(($function, $name),)*];

        const FUNCTIONS: &[MethodDef] = &[
            MethodDef::keywords("new", new).doc("new($module, /, name, string=b\'\', *, usedforsecurity=True)\n--\n\nA new hash object of the named algorithm."),
            keyed::PBKDF2,
            keyed::SCRYPT,
            MethodDef::no_args("get_fips_mode", |thread, _| Int::from_usize(thread, 0))
                .doc("get_fips_mode($module, /)\n--\n\nWhether only approved algorithms are allowed."),
            MethodDef::fast("compare_digest", crate::operator::compare_digests)
                .doc("compare_digest($module, a, b, /)\n--\n\na == b in a time that tells nothing about the contents."),
            keyed::HMAC_DIGEST,
            keyed::HMAC_NEW,
            $(MethodDef::keywords($function, |thread, _, args| construct(thread, $function, $name, &args))
                .doc(concat!($function, "($module, /, string=b\'\', *, usedforsecurity=True)\n--\n\nA ", $name, " hash object."))),*
        ];
    };
}

constructors! {
    "openssl_md5" "md5"
    "openssl_sha1" "sha1"
    "openssl_sha224" "sha224"
    "openssl_sha256" "sha256"
    "openssl_sha384" "sha384"
    "openssl_sha512" "sha512"
    "openssl_sha3_224" "sha3_224"
    "openssl_sha3_256" "sha3_256"
    "openssl_sha3_384" "sha3_384"
    "openssl_sha3_512" "sha3_512"
    "openssl_shake_128" "shake_128"
    "openssl_shake_256" "shake_256"
}

/// The names besides those.
const OTHERS: [&str; 5] = ["blake2b", "blake2s", "md5-sha1", "sha512_224", "sha512_256"];

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_hashlib",
    doc: Some("The hash functions that hashlib hands out."),
    functions: FUNCTIONS,
    types: &[&HASH, &HASHXOF, &keyed::HMAC],
    unnamed: &[],
    init: Some(fill),
};

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let names = types::List::new(thread)?;
    let known = types::Dict::new(thread)?;
    for (function, name) in CONSTRUCTORS {
        let name = Str::new(thread, name)?.into_object();
        if let Some(function) = module.dict().get_text(thread, function)? {
            known.set(thread, &function, &name)?;
        }
        names.push(thread, name)?;
    }
    for name in OTHERS {
        names.push(thread, Str::new(thread, name)?.into_object())?;
    }
    let frozen = thread.heap().builtin(Builtin::FrozenSet).as_object();
    let names = protocol::call_one(thread, frozen, names.as_object())?;
    module.add(thread, "openssl_md_meth_names", &names)?;
    let shown = types::mappingproxy::new(thread, known.as_object())?;
    module.add(thread, "_constructors", &shown)?;
    let kept = types::room::<Kept>(thread);
    kept.constructors.set(Some(known.into_object()));
    let base = crate::errors::builtin(thread, Builtin::ValueError);
    let class = crate::errors::class(thread, "_hashlib.UnsupportedDigestmodError", &[base])?;
    module.add(thread, "UnsupportedDigestmodError", &class)?;
    kept.unsupported.set(Some(class));
    Ok(())
}
