//! `_md5`, `_sha1`, `_sha2`, `_sha3`, `_blake2`: digests, most of them from the RustCrypto project.
//!
//! All hash objects are built on one layout that holds the state of one algorithm; each algorithm is a type of its own. `openssl.rs`
//! and `keyed.rs` are `_hashlib`, whose objects `hashlib` hands out.

mod blake2;
mod blake_types;
mod derive;
mod keyed;
pub mod openssl;
mod state;

use state::State;

use object::native::{Owned, make};
use object::{
    Args, BufferView, Builtin, GetSetDef, LayoutInfo, MethodDef, Object, Raised, Ref, Result,
    Thread, Type, TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::RefCell;
use types::module::{Module, ModuleSpec};
use types::{Bytes, Int, Signature, Str, protocol};

native_layout! {
    /// A hash object.
    pub struct Hash: LAYOUT, "hash" { state: Owned<RefCell<State>> }
}

static SHORT: LayoutInfo = LayoutInfo::with_room(&LAYOUT, "hash", 32);
static SHA1_LAYOUT: LayoutInfo = LayoutInfo::with_room(&LAYOUT, "sha1", 40);

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

macro_rules! module {
    ($module:ident $name:literal [$($function:literal $text:literal $spec:ident)*] [$($ty:ident)*] [$($quiet:ident)*] $init:expr) => {
        /// The module.
        pub static $module: ModuleSpec = ModuleSpec {
            name: $name,
            doc: None,
            functions: &[$(MethodDef::keywords($function, |thread, _, args| {
                new_hash(thread, types::type_of(thread, &$spec)?, $text, args)
            })
            .doc(concat!($function, "($module, /, string=b'', *, usedforsecurity=True)\n--\n\nReturn a new hash object; optionally initialized with a string.")),)*],
            types: &[$(&$ty,)*],
            unnamed: &[$(&$quiet,)*],
            init: $init,
        };
    };
}

module! { MODULE_MD5 "_md5" ["md5" "md5" MD5] [] [MD5] Some(add_md5) }
module! { MODULE_SHA1 "_sha1" ["sha1" "sha1" SHA1] [] [SHA1] Some(add_sha1) }
module! { MODULE_SHA2 "_sha2" ["sha256" "sha256" SHA256 "sha224" "sha224" SHA224 "sha512" "sha512" SHA512 "sha384" "sha384" SHA384]
[SHA224 SHA256 SHA384 SHA512] [] None }
module! { MODULE_SHA3 "_sha3" [] [SHA3_224 SHA3_256 SHA3_384 SHA3_512 SHAKE_128 SHAKE_256] [] Some(add_implementation) }
module! { MODULE_BLAKE2 "_blake2" [] [] [] Some(blake_types::fill) }

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

/// 3.13's is not that of OpenSSL.
fn add_implementation(thread: &Thread, module: &Module) -> Result<()> {
    let name = Str::new(thread, "HACL")?;
    module.add(thread, "implementation", name.as_object())
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

/// A hash object; the arguments are `(string=b"", *, usedforsecurity=True)`, the first without a name for types.
fn new_hash(thread: &Thread, ty: &Type, name: &'static str, args: Args<'_>) -> Result<Ref> {
    let called = name.starts_with("sha3_") || name.starts_with("shake");
    let signature = Signature {
        // All of 3.13's are named after the first.
        function: if called { "sha3_224" } else { name },
        names: [if called { "" } else { "string" }, "usedforsecurity"],
        required: 0,
        positional: 1,
    };
    let bound = signature.bind(thread, &args)?;
    if let Some(flag) = bound.get(1) {
        protocol::is_true(thread, flag)?;
    }
    let Some(mut state) = State::start(name) else {
        return Err(no_state(thread));
    };
    if let Some(data) = bound.get(0) {
        let bytes = hashable(thread, data)?;
        state.update(bytes.bytes());
    }
    finished(thread, ty, state)
}

fn update(thread: &Thread, object: &Object, data: &Object) -> Result<Ref> {
    let bytes = hashable(thread, data)?;
    state(thread, object)?.borrow_mut().update(bytes.bytes());
    Ok(thread.heap().none())
}

/// The bytes of what may be hashed.
fn hashable(thread: &Thread, data: &Object) -> Result<BufferView> {
    if data.downcast::<Str>().is_some() {
        return Err(thread.type_error(format_args!("Strings must be encoded before hashing")));
    }
    if data.ty().slots().buffer.is_none() {
        return Err(thread.type_error(format_args!("object supporting the buffer API required")));
    }
    let view = protocol::buffer(thread, data, false)?;
    if data.is_exactly(Builtin::MemoryView) && view.release.is_none() {
        // Its items were gathered into a copy.
        let text = format_args!("memoryview: underlying buffer is not C-contiguous");
        return Err(thread.raise(Builtin::BufferError, text));
    }
    Ok(view)
}

/// A bytes object that a digest is written into.
fn digest_into(thread: &Thread, size: usize, write: impl FnOnce(&mut [u8])) -> Result<Ref<Bytes>> {
    Bytes::filled(thread, size, |out| {
        write(out);
        Ok(())
    })
}

/// The same as hexadecimal digits.
fn hex_of(thread: &Thread, size: usize, write: impl FnOnce(&mut [u8])) -> Result<Ref> {
    let digest = digest_into(thread, size, write)?;
    Ok(types::bytes::hex_text(thread, digest.as_slice(), None, 1)?.into_object())
}

/// How long a digest of any length is to be.
fn length_of(thread: &Thread, length: &Object) -> Result<usize> {
    const MOST: usize = 1 << 29;
    let Some(number) = length.downcast::<Int>() else {
        return Err(thread.type_error(format_args!("an integer is required")));
    };
    if number.is_negative() {
        return Err(thread.value_error(format_args!("value must be positive")));
    }
    match number.as_usize() {
        Some(length) if length < MOST => Ok(length),
        Some(_) => Err(thread.value_error(format_args!("length is too large"))),
        None => Err(thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C unsigned long"),
        )),
    }
}

fn digest_of(thread: &Thread, object: &Object, size: usize) -> Result<Ref<Bytes>> {
    let state = state(thread, object)?.borrow().clone();
    digest_into(thread, size, |out| state.finish(out))
}

fn hex(thread: &Thread, object: &Object, size: usize) -> Result<Ref> {
    let state = state(thread, object)?.borrow().clone();
    hex_of(thread, size, |out| state.finish(out))
}

fn copy(thread: &Thread, object: &Object) -> Result<Ref> {
    let copied = state(thread, object)?.borrow().clone();
    finished(thread, object.ty(), copied)
}
