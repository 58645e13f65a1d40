//! `_md5`, `_sha1`, `_sha2`, `_sha3`, `_blake2`: digests, from the RustCrypto project.
//!
//! All hash objects are built on one layout that holds the state of one algorithm; each algorithm is a type of its own.

use digest::{Digest, ExtendableOutput, Update, XofReader};
use object::native::{Owned, make};
use object::{
    Args, Builtin, GetSetDef, LayoutInfo, MethodDef, Object, Raised, Ref, Result, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::RefCell;
use types::module::{Module, ModuleSpec};
use types::{Bytes, Int, Str, protocol};

macro_rules! algorithms {
    ($($name:ident $text:literal $ty:ty, $block:literal;)*) => {
        /// The state of an algorithm.
        #[derive(Clone)]
        enum State { $($name(Box<$ty>),)* Shake128(Box<sha3::Shake128>), Shake256(Box<sha3::Shake256>),
            Blake2b(Box<blake2::Blake2bVar>, usize), Blake2s(Box<blake2::Blake2sVar>, usize) }

        impl State {
            fn start(name: &str) -> Option<State> {
                Some(match name {
                    $($text => State::$name(Box::default()),)*
                    "shake_128" => State::Shake128(Box::default()),
                    "shake_256" => State::Shake256(Box::default()),
                    _ => return None,
                })
            }

            fn update(&mut self, bytes: &[u8]) {
                match self {
                    $(State::$name(state) => Digest::update(state.as_mut(), bytes),)*
                    State::Shake128(state) => state.update(bytes),
                    State::Shake256(state) => state.update(bytes),
                    State::Blake2b(state, _) => state.update(bytes),
                    State::Blake2s(state, _) => state.update(bytes),
                }
            }

            /// Gives the digest to `f`; `len` matters to those of any length.
            fn finish(self, out: &mut [u8]) {
                match self {
                    $(State::$name(state) => out.copy_from_slice(&state.finalize()),)*
                    State::Shake128(state) => state.finalize_xof().read(out),
                    State::Shake256(state) => state.finalize_xof().read(out),
                    // The length is the state's own, so that it can't be refused.
                    State::Blake2b(state, _) => drop(digest::VariableOutput::finalize_variable(*state, out)),
                    State::Blake2s(state, _) => drop(digest::VariableOutput::finalize_variable(*state, out)),
                }
            }

            /// The algorithm's name, the length of its digest, its block size.
            fn about(&self) -> (&'static str, usize, usize) {
                match self {
                    $(State::$name(_) => ($text, <$ty as Digest>::output_size(), $block),)*
                    State::Shake128(_) => ("shake_128", 0, 168),
                    State::Shake256(_) => ("shake_256", 0, 136),
                    State::Blake2b(_, size) => ("blake2b", *size, 128),
                    State::Blake2s(_, size) => ("blake2s", *size, 64),
                }
            }
        }
    };
}

algorithms! {
    Md5 "md5" md5::Md5, 64;
    Sha1 "sha1" sha1::Sha1, 64;
    Sha224 "sha224" sha2::Sha224, 64;
    Sha256 "sha256" sha2::Sha256, 64;
    Sha384 "sha384" sha2::Sha384, 128;
    Sha512 "sha512" sha2::Sha512, 128;
    Sha3x224 "sha3_224" sha3::Sha3_224, 144;
    Sha3x256 "sha3_256" sha3::Sha3_256, 136;
    Sha3x384 "sha3_384" sha3::Sha3_384, 104;
    Sha3x512 "sha3_512" sha3::Sha3_512, 72;
}

native_layout! {
    /// A hash object.
    pub struct Hash: LAYOUT, "hash" { state: Owned<RefCell<State>> }
}

static SHORT: LayoutInfo = LayoutInfo::with_room(&LAYOUT, "hash", 32);
static SHA1_LAYOUT: LayoutInfo = LayoutInfo::with_room(&LAYOUT, "sha1", 40);
static BLAKE2B_LAYOUT: LayoutInfo = LayoutInfo::with_room(&LAYOUT, "blake2b", 440);
static BLAKE2S_LAYOUT: LayoutInfo = LayoutInfo::with_room(&LAYOUT, "blake2s", 232);

const fn plain(name: &'static str, layout: &'static LayoutInfo) -> TypeSpec {
    TypeSpec {
        flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
        methods: METHODS,
        getsets: GETSETS,
        ..TypeSpec::new(name, Builtin::Other, layout)
    }
}

/// A type that is called itself.
const fn called(base: TypeSpec, new: fn(&Thread, &Type, Args<'_>) -> Result<Ref>) -> TypeSpec {
    TypeSpec {
        flags: TypeFlags::OF_MODULE,
        slots: TypeSlots {
            new: Some(new),
            ..TypeSlots::EMPTY
        },
        doc: Some("A hash object."),
        ..base
    }
}

const fn sha3(name: &'static str) -> TypeSpec {
    TypeSpec {
        getsets: SHA3_GETSETS,
        ..plain(name, &SHORT)
    }
}

const fn shake(name: &'static str) -> TypeSpec {
    TypeSpec {
        methods: SHAKE_METHODS,
        ..sha3(name)
    }
}

static MD5: TypeSpec = plain("_md5.md5", &SHORT);
static SHA1: TypeSpec = plain("_sha1.sha1", &SHA1_LAYOUT);
static SHA224: TypeSpec = plain("_sha2.SHA224Type", &SHORT);
static SHA256: TypeSpec = plain("_sha2.SHA256Type", &SHORT);
static SHA384: TypeSpec = plain("_sha2.SHA384Type", &SHORT);
static SHA512: TypeSpec = plain("_sha2.SHA512Type", &SHORT);

macro_rules! sha3_types {
    ($($spec:ident $name:literal $text:literal $kind:ident)*) => { $(
        static $spec: TypeSpec = called($kind($name), |thread, ty, args| new_hash(thread, ty, $text, args));
    )* };
}

sha3_types! {
    SHA3_224 "_sha3.sha3_224" "sha3_224" sha3
    SHA3_256 "_sha3.sha3_256" "sha3_256" sha3
    SHA3_384 "_sha3.sha3_384" "sha3_384" sha3
    SHA3_512 "_sha3.sha3_512" "sha3_512" sha3
    SHAKE_128 "_sha3.shake_128" "shake_128" shake
    SHAKE_256 "_sha3.shake_256" "shake_256" shake
}

const fn blake(name: &'static str, layout: &'static LayoutInfo) -> TypeSpec {
    TypeSpec {
        getsets: BLAKE_GETSETS,
        ..plain(name, layout)
    }
}

static BLAKE2B: TypeSpec = called(
    blake("_blake2.blake2b", &BLAKE2B_LAYOUT),
    |thread, ty, args| new_blake(thread, ty, "blake2b", args, 64),
);
static BLAKE2S: TypeSpec = called(
    blake("_blake2.blake2s", &BLAKE2S_LAYOUT),
    |thread, ty, args| new_blake(thread, ty, "blake2s", args, 32),
);

macro_rules! module {
    ($module:ident $name:literal [$($function:literal $text:literal $spec:ident)*] [$($ty:ident)*] [$($quiet:ident)*] $init:expr) => {
        /// The module.
        pub static $module: ModuleSpec = ModuleSpec {
            name: $name,
            doc: None,
            functions: &[$(MethodDef::keywords($function, |thread, _, args| {
                new_hash(thread, types::type_of(thread, &$spec)?, $text, args)
            }),)*],
            types: &[$(&$ty,)*],
            unnamed: &[$(&$quiet,)*],
            init: $init,
        };
    };
}

module! { MODULE_MD5 "_md5" ["md5" "md5" MD5] [] [MD5] Some(add_md5) }
module! { MODULE_SHA1 "_sha1" ["sha1" "sha1" SHA1] [] [SHA1] Some(add_sha1) }
module! { MODULE_SHA2 "_sha2" ["sha224" "sha224" SHA224 "sha256" "sha256" SHA256 "sha384" "sha384" SHA384 "sha512" "sha512" SHA512]
[SHA224 SHA256 SHA384 SHA512] [] None }
module! { MODULE_SHA3 "_sha3" [] [SHA3_224 SHA3_256 SHA3_384 SHA3_512 SHAKE_128 SHAKE_256] [] None }
module! { MODULE_BLAKE2 "_blake2" [] [BLAKE2B BLAKE2S] [] Some(add_sizes) }

fn add_md5(thread: &Thread, module: &Module) -> Result<()> {
    module.add(thread, "MD5Type", types::type_of(thread, &MD5)?.as_object())
}

fn add_sha1(thread: &Thread, module: &Module) -> Result<()> {
    module.add(
        thread,
        "SHA1Type",
        types::type_of(thread, &SHA1)?.as_object(),
    )
}

/// What lengths the parameters may have, as attributes of the types and of the module.
fn add_sizes(thread: &Thread, module: &Module) -> Result<()> {
    for (spec, prefix, [salt, person, key, digest]) in [
        (&BLAKE2B, "BLAKE2B_", [16, 16, 64, 64]),
        (&BLAKE2S, "BLAKE2S_", [8, 8, 32, 32]),
    ] {
        let ty = types::type_of(thread, spec)?;
        for (name, size) in [
            ("SALT_SIZE", salt),
            ("PERSON_SIZE", person),
            ("MAX_KEY_SIZE", key),
            ("MAX_DIGEST_SIZE", digest),
        ] {
            let size = Int::new(thread, size)?;
            if let Some(dict) = types::typeobj::dict_of(ty) {
                dict.set_text(thread, name, &size)?;
            }
            module.add(thread, &format!("{prefix}{name}"), &size)?;
        }
        types::typeobj::modified(ty);
    }
    Ok(())
}

const METHODS: &[MethodDef] = &[COPY, DIGEST, HEXDIGEST, UPDATE];

const UPDATE: MethodDef = MethodDef::one("update", update)
    .doc("update($self, obj, /)\n--\n\nUpdate this hash object's state with the provided string.");

const DIGEST: MethodDef = MethodDef::no_args("digest", |thread, object| {
    let size = about(thread, object)?.1;
    Ok(digest_of(thread, object, size)?.into_object())
})
.doc("digest($self, /)\n--\n\nReturn the digest value as a bytes object.");

const HEXDIGEST: MethodDef = MethodDef::no_args("hexdigest", |thread, object| {
    let size = about(thread, object)?.1;
    hex(thread, object, size)
})
.doc("hexdigest($self, /)\n--\n\nReturn the digest value as a string of hexadecimal digits.");

const COPY: MethodDef =
    MethodDef::no_args("copy", copy).doc("copy($self, /)\n--\n\nReturn a copy of the hash object.");

const SHAKE_METHODS: &[MethodDef] = &[
    COPY,
    MethodDef::one("digest", |thread, object, length| {
        let size = length_of(thread, length)?;
        Ok(digest_of(thread, object, size)?.into_object())
    })
    .doc("digest($self, length, /)\n--\n\nReturn the digest value as a bytes object."),
    MethodDef::one("hexdigest", |thread, object, length| {
        let size = length_of(thread, length)?;
        hex(thread, object, size)
    })
    .doc("hexdigest($self, length, /)\n--\n\nReturn the digest value as a string of hexadecimal digits."),
    UPDATE,
];

const fn get(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

const NAME: GetSetDef = get("name", |thread, object| {
    Ok(Str::new(thread, about(thread, object)?.0)?.into_object())
});
const DIGEST_SIZE: GetSetDef = get("digest_size", |thread, object| {
    Int::from_usize(thread, about(thread, object)?.1)
});
const BLOCK_SIZE: GetSetDef = get("block_size", |thread, object| {
    Int::from_usize(thread, about(thread, object)?.2)
});

const GETSETS: &[GetSetDef] = &[BLOCK_SIZE, NAME, DIGEST_SIZE];
const BLAKE_GETSETS: &[GetSetDef] = &[NAME, BLOCK_SIZE, DIGEST_SIZE];

/// The sponge's 1,600 bits are what a block fills and the rest.
const SHA3_GETSETS: &[GetSetDef] = &[
    BLOCK_SIZE,
    NAME,
    DIGEST_SIZE,
    get("_capacity_bits", |thread, object| {
        Int::from_usize(thread, 1600 - 8 * about(thread, object)?.2)
    }),
    get("_rate_bits", |thread, object| {
        Int::from_usize(thread, 8 * about(thread, object)?.2)
    }),
    get("_suffix", |thread, object| {
        let shake = about(thread, object)?.0.starts_with("shake");
        let suffix = if shake { b"\x1f" } else { b"\x06" };
        Ok(Bytes::new(thread, suffix)?.into_object())
    }),
];

fn no_state(thread: &Thread) -> Raised {
    thread.system_error(format_args!("a hash object without a state"))
}

fn state<'a>(thread: &Thread, object: &'a Object) -> Result<&'a RefCell<State>> {
    let state = object.downcast::<Hash>().and_then(|hash| hash.state.get());
    state.ok_or_else(|| no_state(thread))
}

fn about(thread: &Thread, object: &Object) -> Result<(&'static str, usize, usize)> {
    Ok(state(thread, object)?.borrow().about())
}

fn finished(thread: &Thread, ty: &Type, state: State) -> Result<Ref> {
    let fresh = make::<Hash>(thread.heap(), ty)?;
    fresh.state.set(RefCell::new(state));
    let fresh = fresh.into_object();
    if fresh.has_gc_head() {
        fresh.track();
    }
    Ok(fresh)
}

/// A hash object; the arguments are `(string=b"", *, usedforsecurity=True)`.
fn new_hash(thread: &Thread, ty: &Type, name: &'static str, args: Args<'_>) -> Result<Ref> {
    let Some(state) = State::start(name) else {
        return Err(no_state(thread));
    };
    let hash = finished(thread, ty, state)?;
    if args.positional().len() > 1 {
        return Err(thread.type_error(format_args!(
            "{name}() takes at most 1 positional argument ({} given)",
            args.positional().len()
        )));
    }
    let mut data = args.positional().first();
    for (key, value) in args.keywords() {
        match key.downcast::<Str>() {
            Some(key) if key.eq_str("usedforsecurity") => {}
            Some(key) if key.eq_str("string") || key.eq_str("data") => data = Some(value),
            _ => return Err(unexpected(thread, name, key)),
        }
    }
    if let Some(data) = data {
        update(thread, &hash, data)?;
    }
    Ok(hash)
}

fn unexpected(thread: &Thread, name: &str, key: &Object) -> Raised {
    match protocol::to_str(thread, key) {
        Ok(key) => thread.type_error(format_args!(
            "{name}() got an unexpected keyword argument '{key}'"
        )),
        Err(raised) => raised,
    }
}

/// `blake2b` and `blake2s`: without keys, salts and trees.
fn new_blake(
    thread: &Thread,
    ty: &Type,
    name: &'static str,
    args: Args<'_>,
    most: usize,
) -> Result<Ref> {
    let mut size = most as isize;
    let mut data = args.positional().first();
    for (key, value) in args.keywords() {
        match key.downcast::<Str>().and_then(Str::as_ascii) {
            Some("usedforsecurity") => {}
            Some("string" | "data") => data = Some(value),
            Some("digest_size") => {
                size = protocol::as_isize(thread, value, Builtin::OverflowError)?;
            }
            Some("key" | "salt" | "person") if protocol::len(thread, value)? == 0 => {}
            Some(
                "key" | "salt" | "person" | "fanout" | "depth" | "leaf_size" | "node_offset"
                | "node_depth" | "inner_size" | "last_node",
            ) => {
                return Err(thread.raise(
                    Builtin::NotImplementedError,
                    format_args!("{name}() knows no keys, salts or trees yet"),
                ));
            }
            _ => return Err(unexpected(thread, name, key)),
        }
    }
    let Some(size) = usize::try_from(size)
        .ok()
        .filter(|size| (1..=most).contains(size))
    else {
        return Err(thread.value_error(format_args!(
            "digest_size for Blake2{} must be between 1 and {most} bytes, here it is {size}",
            if most == 64 { 'b' } else { 's' }
        )));
    };
    let state = match most {
        64 => digest::VariableOutput::new(size)
            .ok()
            .map(|state| State::Blake2b(Box::new(state), size)),
        _ => digest::VariableOutput::new(size)
            .ok()
            .map(|state| State::Blake2s(Box::new(state), size)),
    };
    let Some(state) = state else {
        return Err(no_state(thread));
    };
    let hash = finished(thread, ty, state)?;
    if let Some(data) = data {
        update(thread, &hash, data)?;
    }
    Ok(hash)
}

fn update(thread: &Thread, object: &Object, data: &Object) -> Result<Ref> {
    if data.downcast::<Str>().is_some() {
        return Err(thread.type_error(format_args!("Strings must be encoded before hashing")));
    }
    if data.ty().slots().buffer.is_none() {
        return Err(thread.type_error(format_args!("object supporting the buffer API required")));
    }
    let view = protocol::buffer(thread, data, false)?;
    state(thread, object)?.borrow_mut().update(view.bytes());
    Ok(thread.heap().none())
}

fn length_of(thread: &Thread, length: &Object) -> Result<usize> {
    match usize::try_from(protocol::as_isize(thread, length, Builtin::OverflowError)?) {
        Ok(length) => Ok(length),
        Err(_) => Err(thread.value_error(format_args!("value must be positive"))),
    }
}

fn digest_of(thread: &Thread, object: &Object, size: usize) -> Result<Ref<Bytes>> {
    let state = state(thread, object)?.borrow().clone();
    Bytes::filled(thread, size, |out| {
        state.finish(out);
        Ok(())
    })
}

fn hex(thread: &Thread, object: &Object, size: usize) -> Result<Ref> {
    let digest = digest_of(thread, object, size)?;
    Ok(types::bytes::hex_text(thread, digest.as_slice(), None, 1)?.into_object())
}

fn copy(thread: &Thread, object: &Object) -> Result<Ref> {
    let copied = state(thread, object)?.borrow().clone();
    finished(thread, object.ty(), copied)
}
