//! Sizes, reference counts, interned strings, the allocator's statistics.

use super::functions::str_argument;
use object::{Args, Builtin, Object, Ref, Result, Thread};
use types::{Int, Signature, Str, call_special, is_true, names};

pub(super) fn getrefcount(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    // The argument's own reference is the caller's register.
    Int::from_usize(thread, object.refcount() as usize)
}

/// `sys.getsizeof(object)`: `__sizeof__` and what stands in front of the object.
pub fn sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    let Some(size) = call_special(thread, object, names(thread).__sizeof__(), &[])? else {
        return Err(thread.type_error(format_args!(
            "Type {} doesn't define __sizeof__",
            object.ty().name()
        )));
    };
    let Some(size) = size.downcast::<Int>() else {
        return Err(thread.type_error(format_args!("an integer is required")));
    };
    match size.as_isize() {
        Some(size) if size >= 0 => Ok(size as usize + object.presize()),
        _ if size.sign() < 0 => {
            Err(thread.value_error(format_args!("__sizeof__() should return >= 0")))
        }
        _ => Err(thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C ssize_t"),
        )),
    }
}

pub(super) fn getsizeof(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "getsizeof",
        names: ["object", "default"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let Some(object) = bound.get(0) else {
        return Err(thread.system_error(format_args!("getsizeof() bound too little")));
    };
    match (sizeof(thread, object), bound.get(1)) {
        (Ok(size), _) => Int::from_usize(thread, size),
        (Err(_), Some(default)) => {
            thread.swallow(Builtin::TypeError)?;
            Ok(default.to_ref())
        }
        (Err(raised), None) => Err(raised),
    }
}

pub(super) fn intern(thread: &Thread, _module: &Object, text: &Object) -> Result<Ref> {
    str_argument(thread, "intern", text)?;
    if !text.is_exactly(Builtin::Str) {
        return Err(thread.type_error(format_args!("can't intern {}", text.ty().name())));
    }
    match text.to_ref().downcast_into::<Str>() {
        Ok(text) => Ok(types::str::intern(thread, text)?.into_object()),
        Err(other) => Ok(other),
    }
}

pub(super) fn is_interned(thread: &Thread, _module: &Object, text: &Object) -> Result<Ref> {
    let interned = str_argument(thread, "_is_interned", text)?.is_interned();
    Ok(thread.heap().bool(interned))
}

pub(super) fn getallocatedblocks(thread: &Thread, _module: &Object) -> Result<Ref> {
    let allocator = &thread.heap().allocator;
    // 3.13 counts what is too large for a pool as well.
    Int::from_usize(thread, allocator.blocks_in_use() + allocator.large_in_use())
}

pub(super) fn getunicodeinternedsize(
    thread: &Thread,
    _module: &Object,
    args: Args<'_>,
) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "getunicodeinternedsize",
        names: ["_only_immortal"],
        required: 0,
        positional: 0,
    };
    if let Some(only) = SIGNATURE.bind(thread, &args)?.get(0) {
        is_true(thread, only)?;
    }
    Int::from_usize(thread, types::state(thread).interned.len())
}

pub(super) fn debugmallocstats(thread: &Thread, _module: &Object) -> Result<Ref> {
    super::report::malloc::write(thread)?;
    Ok(thread.heap().none())
}
