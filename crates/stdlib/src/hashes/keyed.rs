//! What `_hashlib` does with keys and passwords: `HMAC` objects, `hmac_digest`, `pbkdf2_hmac`, `scrypt`.

use super::derive::{self, Cost};
use super::openssl::{by_mode, by_name, getter};
use super::state::Keyed;
use super::{digest_into, hex_of};
use object::native::{Owned, make};
use object::{
    Args, Builtin, MethodDef, Object, Raised, Ref, Result, Thread, TypeFlags, TypeSlots, TypeSpec,
    native_layout,
};
use std::cell::{Cell, RefCell};
use types::{Int, Signature, Str, protocol};

native_layout! {
    /// A keyed hash. The last word is 3.13's lock, never taken.
    pub struct Hmac: HMAC_LAYOUT, "HMAC" {
        state: Owned<RefCell<Keyed>>,
        lock: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Hmac>() == 32);

pub(super) static HMAC: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        repr: Some(|thread, object| {
            let name = state(thread, object)?.borrow().about().0;
            let text = format_args!("<{name} HMAC object @ {:#x}>", object.id());
            Ok(Str::format(thread, text)?.into_object())
        }),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::keywords("update", update)
            .doc("update($self, /, msg)\n--\n\nMore bytes to authenticate."),
        MethodDef::no_args("digest", |thread, object| {
            let keyed = copied(thread, object)?;
            let size = keyed.about().1;
            Ok(digest_into(thread, size, |out| keyed.finish(out))?.into_object())
        })
        .doc("digest($self, /)\n--\n\nWhat the bytes given so far come to."),
        MethodDef::no_args("hexdigest", |thread, object| {
            let keyed = copied(thread, object)?;
            let size = keyed.about().1;
            hex_of(thread, size, |out| keyed.finish(out))
        })
        .doc("hexdigest($self, /)\n--\n\nAs digest(), in hexadecimal digits."),
        MethodDef::no_args("copy", |thread, object| {
            let keyed = copied(thread, object)?;
            object_of(thread, keyed)
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
            let name = state(thread, object)?.borrow().about().0;
            Ok(Str::format(thread, format_args!("hmac-{name}"))?.into_object())
        }),
    ],
    doc: Some("A keyed hash, made by hmac_new()."),
    ..TypeSpec::new("_hashlib.HMAC", Builtin::Other, &HMAC_LAYOUT)
};

fn state<'a>(thread: &Thread, object: &'a Object) -> Result<&'a RefCell<Keyed>> {
    let state = object.downcast::<Hmac>().and_then(|hmac| hmac.state.get());
    state.ok_or_else(|| super::no_state(thread))
}

fn copied(thread: &Thread, object: &Object) -> Result<Keyed> {
    Ok(state(thread, object)?.borrow().clone())
}

fn object_of(thread: &Thread, keyed: Keyed) -> Result<Ref> {
    let fresh = make::<Hmac>(thread.heap(), types::type_of(thread, &HMAC)?)?;
    fresh.state.set(RefCell::new(keyed));
    Ok(fresh.into_object())
}

fn update(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "update",
        names: ["msg"],
        required: 1,
        positional: 1,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let bytes = super::hashable(thread, bound.get(0).unwrap_or(object))?;
    state(thread, object)?.borrow_mut().update(bytes.bytes());
    Ok(thread.heap().none())
}

/// 3.13 has no better words for what OpenSSL refuses here.
fn refused(thread: &Thread) -> Raised {
    thread.value_error(format_args!("no reason supplied"))
}

pub(super) const HMAC_NEW: MethodDef = MethodDef::keywords("hmac_new", |thread, _, args| {
    const SIGNATURE: Signature<3> = Signature {
        function: "hmac_new",
        names: ["key", "msg", "digestmod"],
        required: 1,
        positional: 3,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let none = thread.heap().none();
    let key = protocol::buffer(thread, bound.get(0).unwrap_or(&none), false)?;
    let Some(mode) = bound.get(2) else {
        return Err(thread.type_error(format_args!("Missing required parameter 'digestmod'.")));
    };
    let hash = by_mode(thread, mode)?;
    let mut keyed = Keyed::new(&hash, key.bytes()).ok_or_else(|| refused(thread))?;
    if let Some(message) = bound.get(1).filter(|m| !m.is_exactly(Builtin::NoneType)) {
        let bytes = super::hashable(thread, message)?;
        keyed.update(bytes.bytes());
    }
    object_of(thread, keyed)
})
.doc("hmac_new($module, /, key, msg=b\'\', digestmod=None)\n--\n\nReturn a new hmac object.");

pub(super) const HMAC_DIGEST: MethodDef = MethodDef::keywords("hmac_digest", |thread, _, args| {
    const SIGNATURE: Signature<3> = Signature {
        function: "hmac_digest",
        names: ["key", "msg", "digest"],
        required: 3,
        positional: 3,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let none = thread.heap().none();
    let given = |index: usize| bound.get(index).unwrap_or(&none);
    let key = protocol::buffer(thread, given(0), false)?;
    let message = protocol::buffer(thread, given(1), false)?;
    let hash = by_mode(thread, given(2))?;
    let mut keyed = Keyed::new(&hash, key.bytes()).ok_or_else(|| refused(thread))?;
    keyed.update(message.bytes());
    let size = keyed.about().1;
    Ok(digest_into(thread, size, |out| keyed.finish(out))?.into_object())
})
.doc("hmac_digest($module, /, key, msg, digest)\n--\n\nSingle-shot HMAC.");

pub(super) const PBKDF2: MethodDef = MethodDef::keywords("pbkdf2_hmac", pbkdf2)
    .doc("pbkdf2_hmac($module, /, hash_name, password, salt, iterations,\n            dklen=None)\n--\n\nPassword based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.");

fn pbkdf2(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<5> = Signature {
        function: "pbkdf2_hmac",
        names: ["hash_name", "password", "salt", "iterations", "dklen"],
        required: 4,
        positional: 5,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let none = thread.heap().none();
    let given = |index: usize| bound.get(index).unwrap_or(&none);
    let Some(name) = given(0).downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "pbkdf2_hmac() argument 'hash_name' must be str, not {}",
            protocol::type_text(given(0))
        )));
    };
    let password = protocol::buffer(thread, given(1), false)?;
    let salt = protocol::buffer(thread, given(2), false)?;
    let iterations = protocol::as_isize(thread, given(3), Builtin::OverflowError)?;
    let hash = by_name(thread, name)?;
    if iterations < 1 {
        return Err(thread.value_error(format_args!("iteration value must be greater than 0.")));
    }
    let length = match given(4).is_exactly(Builtin::NoneType) {
        true => hash.about().1 as isize,
        false => protocol::as_isize(thread, given(4), Builtin::OverflowError)?,
    };
    if length < 1 {
        return Err(thread.value_error(format_args!("key length must be greater than 0.")));
    }
    if iterations > i32::MAX as isize || length > i32::MAX as isize {
        let what = match iterations > i32::MAX as isize {
            true => "iteration value is too great.",
            false => "key length is too great.",
        };
        return Err(thread.raise(Builtin::OverflowError, format_args!("{what}")));
    }
    let keyed = Keyed::new(&hash, password.bytes()).ok_or_else(|| refused(thread))?;
    let salt = salt.bytes();
    Ok(digest_into(thread, length as usize, |out| {
        derive::pbkdf2(&keyed, salt, iterations as u64, out)
    })?
    .into_object())
}

pub(super) const SCRYPT: MethodDef = MethodDef::keywords("scrypt", scrypt)
    .doc("scrypt($module, /, password, *, salt=None, n=None, r=None, p=None,\n       maxmem=0, dklen=64)\n--\n\nscrypt password-based key derivation function.");

/// An argument that must be a small enough number.
fn cost(thread: &Thread, given: Option<&Object>, name: &str) -> Result<usize> {
    let number = match given {
        Some(given) if !given.is_exactly(Builtin::NoneType) => match given.downcast::<Int>() {
            Some(number) => number.as_usize(),
            None => {
                return Err(thread.type_error(format_args!(
                    "scrypt() argument '{name}' must be int, not {}",
                    given.ty().name()
                )));
            }
        },
        _ => None,
    };
    number.ok_or_else(|| {
        thread.type_error(format_args!(
            "{name} is required and must be an unsigned int"
        ))
    })
}

fn scrypt(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<7> = Signature {
        function: "scrypt",
        names: ["password", "salt", "n", "r", "p", "maxmem", "dklen"],
        required: 1,
        positional: 1,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let none = thread.heap().none();
    let password = protocol::buffer(thread, bound.get(0).unwrap_or(&none), false)?;
    let Some(salt) = bound.get(1) else {
        return Err(thread.type_error(format_args!("salt is required")));
    };
    let salt = protocol::buffer(thread, salt, false)?;
    let number = |index: usize, default: isize| match bound.get(index) {
        Some(given) => protocol::as_isize(thread, given, Builtin::OverflowError),
        None => Ok(default),
    };
    let (most, length) = (number(5, 0)?, number(6, 64)?);
    let cost = Cost {
        n: cost(thread, bound.get(2), "n")?,
        r: cost(thread, bound.get(3), "r")?,
        p: cost(thread, bound.get(4), "p")?,
    };
    check(thread, &cost, most, length)?;
    let (password, salt) = (password.bytes(), salt.bytes());
    let key = types::Bytes::filled(thread, length as usize, |out| {
        derive::scrypt(thread, password, salt, &cost, out)
    })?;
    Ok(key.into_object())
}

/// What 3.13 and OpenSSL refuse, in their words.
fn check(thread: &Thread, cost: &Cost, most: isize, length: isize) -> Result<()> {
    const LARGEST: isize = i32::MAX as isize;
    const LEAST_MEMORY: u128 = 32 << 20;
    let refuse = |why: &str| Err(thread.value_error(format_args!("{why}")));
    if cost.n < 2 || !cost.n.is_power_of_two() {
        return refuse("n must be a power of 2.");
    }
    if !(0..=LARGEST).contains(&most) {
        return refuse("maxmem must be positive and smaller than 2147483647");
    }
    if !(1..=LARGEST).contains(&length) {
        return refuse("dklen must be greater than 0 and smaller than 2147483647");
    }
    if cost.r == 0 || cost.p == 0 {
        return refuse("Invalid parameter combination for n, r, p, maxmem.");
    }
    let (n, r, p) = (cost.n as u128, cost.r as u128, cost.p as u128);
    if r * p > (1 << 30) - 1 {
        return refuse("[digital envelope routines] memory limit exceeded");
    }
    let limit = if most == 0 {
        LEAST_MEMORY
    } else {
        most as u128
    };
    if 128 * r * p + 32 * r * (n + 2) * 4 > limit {
        return refuse("[digital envelope routines] memory limit exceeded");
    }
    Ok(())
}
