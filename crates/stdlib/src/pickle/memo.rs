//! What `memo` shows: the memory of a pickler or an unpickler, without the memory itself.
//!
//! ```text
//!   0 header   16 the pickler, or the unpickler                                                                               24
//! ```

use super::pickler::{self, Pickler};
use super::unpickler::{self, Unpickler};
use object::native::make;
use object::native_identity::IdentityMap;
use object::{
    Builtin, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots, TypeSpec,
    native_layout,
};
use types::{Dict, Int, Tuple, protocol};

native_layout! {
    /// See the file's head.
    pub struct Proxy: PROXY_LAYOUT, "memo" { of: Slot }
}

const _: () = assert!(size_of::<Proxy>() == 24);

const FLAGS: TypeFlags = TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE);

const CLEAR: &str = "clear($self, /)\n--\n\nRemove all items from memo.";
const COPY: &str = "copy($self, /)\n--\n\nCopy the memo to a new object.";

pub(super) static PICKLER_MEMO: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: SLOTS,
    methods: &[
        MethodDef::no_args("clear", |thread, it| {
            pickler_of(thread, it)?.memo.forget();
            Ok(thread.heap().none())
        })
        .doc(CLEAR),
        MethodDef::no_args("copy", copy_pickler).doc(COPY),
        MethodDef::no_args("__reduce__", |thread, it| {
            reduced(thread, copy_pickler(thread, it)?)
        })
        .doc("__reduce__($self, /)\n--\n\nImplement pickle support."),
    ],
    ..TypeSpec::new("_pickle.PicklerMemoProxy", Builtin::Other, &PROXY_LAYOUT)
};

pub(super) static UNPICKLER_MEMO: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: SLOTS,
    methods: &[
        MethodDef::no_args("clear", |thread, it| {
            let of = unpickler_of(thread, it)?;
            of.memo.renew(thread.heap(), of.memo.room())?;
            Ok(thread.heap().none())
        })
        .doc(CLEAR),
        MethodDef::no_args("copy", copy_unpickler).doc(COPY),
        MethodDef::no_args("__reduce__", |thread, it| {
            reduced(thread, copy_unpickler(thread, it)?)
        })
        .doc("__reduce__($self, /)\n--\n\nImplement pickling support."),
    ],
    ..TypeSpec::new("_pickle.UnpicklerMemoProxy", Builtin::Other, &PROXY_LAYOUT)
};

const SLOTS: TypeSlots = TypeSlots {
    hash: Some(protocol::unhashable),
    ..TypeSlots::EMPTY
};

fn of(thread: &Thread, it: &Object) -> Result<Ref> {
    let of = it.downcast::<Proxy>().and_then(|proxy| proxy.of.get());
    of.ok_or_else(|| thread.system_error(format_args!("a memo of nobody")))
}

fn pickler_of(thread: &Thread, it: &Object) -> Result<Ref<Pickler>> {
    of(thread, it)?
        .downcast_into()
        .map_err(|_| thread.system_error(format_args!("a memo of another")))
}

fn unpickler_of(thread: &Thread, it: &Object) -> Result<Ref<Unpickler>> {
    of(thread, it)?
        .downcast_into()
        .map_err(|_| thread.system_error(format_args!("a memo of another")))
}

fn proxy(thread: &Thread, of: &Object, spec: &'static TypeSpec) -> Result<Ref> {
    let fresh = make::<Proxy>(thread.heap(), types::type_of(thread, spec)?)?;
    fresh.of.set(Some(of.to_ref()));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn reduced(thread: &Thread, contents: Ref) -> Result<Ref> {
    let dict = thread.heap().builtin(Builtin::Dict).as_object().to_ref();
    let args = Tuple::from_array(thread, [contents])?.into_object();
    Ok(Tuple::from_array(thread, [dict, args])?.into_object())
}

/// `Pickler.memo`
pub(super) fn of_pickler(thread: &Thread, it: &Object) -> Result<Ref> {
    proxy(thread, it, &PICKLER_MEMO)
}

/// `Unpickler.memo`
pub(super) fn of_unpickler(thread: &Thread, it: &Object) -> Result<Ref> {
    proxy(thread, it, &UNPICKLER_MEMO)
}

/// A dictionary from addresses to pairs of a number and the object.
fn copy_pickler(thread: &Thread, it: &Object) -> Result<Ref> {
    let it = pickler_of(thread, it)?;
    let copy = Dict::new(thread)?;
    let mut place = 0;
    while let Some((key, value)) = it.memo.at(place) {
        place += 1;
        let Some(key) = key else { continue };
        let address = Int::from_usize(thread, key.id())?;
        let pair = [Int::from_usize(thread, value)?, key];
        let pair = Tuple::from_array(thread, pair)?.into_object();
        copy.set(thread, &address, &pair)?;
    }
    Ok(copy.into_object())
}

/// A dictionary from numbers to objects.
fn copy_unpickler(thread: &Thread, it: &Object) -> Result<Ref> {
    let it = unpickler_of(thread, it)?;
    let copy = Dict::new(thread)?;
    for at in 0..it.memo.room() {
        if let Some(value) = it.memo.get(at) {
            let number = Int::from_usize(thread, at)?;
            copy.set(thread, &number, &value)?;
        }
    }
    Ok(copy.into_object())
}

#[cold]
fn not_deleted(thread: &Thread) -> object::Raised {
    thread.type_error(format_args!("attribute deletion is not supported"))
}

/// `Pickler.memo = …`: another's memo or a dictionary as `copy` makes it.
pub(super) fn set_pickler(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let this = pickler::this(thread, it)?;
    let value = value.ok_or_else(|| not_deleted(thread))?;
    // A memo in the making, which is given back whatever happens.
    let fresh = make::<Scratch>(thread.heap(), types::type_of(thread, &SCRATCH)?)?;
    fresh.memo.start(thread.heap())?;
    if value
        .ty()
        .as_object()
        .is(types::type_of(thread, &PICKLER_MEMO)?.as_object())
    {
        let other = pickler_of(thread, value)?;
        let mut place = 0;
        while let Some((key, number)) = other.memo.at(place) {
            place += 1;
            if let Some(key) = key {
                fresh.memo.set(thread.heap(), key, number)?;
            }
        }
    } else if let Some(dict) = value.downcast::<Dict>() {
        let mut at = 0;
        while let Some((_, pair)) = dict.next(&mut at) {
            let Some([number, key]) = pair.downcast::<Tuple>().map(Tuple::items) else {
                return Err(thread.type_error(format_args!("'memo' values must be 2-item tuples")));
            };
            let number = as_size(thread, number)?;
            fresh
                .memo
                .set(thread.heap(), key.clone(), number as usize)?;
        }
    } else {
        return Err(thread.type_error(format_args!(
            "'memo' attribute must be a PicklerMemoProxy object or dict, not {}",
            value.ty().name()
        )));
    }
    this.memo.exchange(&fresh.memo);
    Ok(())
}

native_layout! {
    /// Holds a memo while it is made.
    pub struct Scratch: SCRATCH_LAYOUT, "memo" { memo: IdentityMap }
}

static SCRATCH: TypeSpec = TypeSpec {
    ..TypeSpec::new("_pickle.memo", Builtin::Other, &SCRATCH_LAYOUT)
};

/// An integer as a size, signed.
pub(super) fn as_size(thread: &Thread, number: &Object) -> Result<isize> {
    match number.downcast::<Int>() {
        None => Err(thread.type_error(format_args!("an integer is required"))),
        Some(int) => int.as_isize().ok_or_else(|| {
            thread.raise(
                Builtin::OverflowError,
                format_args!("Python int too large to convert to C ssize_t"),
            )
        }),
    }
}

/// `Unpickler.memo = …`
pub(super) fn set_unpickler(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let this = unpickler::this(thread, it)?;
    let value = value.ok_or_else(|| not_deleted(thread))?;
    let heap = thread.heap();
    if value
        .ty()
        .as_object()
        .is(types::type_of(thread, &UNPICKLER_MEMO)?.as_object())
    {
        let other = unpickler_of(thread, value)?;
        if other.as_object().is(it) {
            return Ok(());
        }
        let used = this.memo.used();
        this.memo.renew(heap, other.memo.room())?;
        for at in 0..other.memo.room() {
            if let Some(value) = other.memo.get(at) {
                this.memo.put(heap, at, value)?;
            }
        }
        this.memo.set_used(used);
        return Ok(());
    }
    let Some(dict) = value.downcast::<Dict>() else {
        return Err(thread.type_error(format_args!(
            "'memo' attribute must be an UnpicklerMemoProxy object or dict, not {}",
            value.ty().name()
        )));
    };
    let mut at = 0;
    while let Some((key, value)) = dict.next(&mut at) {
        if key.downcast::<Int>().is_none() {
            return Err(thread.type_error(format_args!("memo key must be integers")));
        }
        let key = as_size(thread, &key)?;
        if key < 0 {
            return Err(thread.value_error(format_args!("memo key must be positive integers.")));
        }
        this.memo.put(heap, key as usize, value)?;
    }
    // As in 3.13: what was put in counts, but the memo is an empty one then.
    this.memo.renew(heap, dict.len())
}
