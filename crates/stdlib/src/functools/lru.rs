//! `_lru_cache_wrapper`: a function that remembers its results, all of them or those asked for last.
//!
//! The results are kept in a dictionary, the one asked for last at its end; when there is no more room the first goes.

use object::native::make;
use object::{
    Args, Builtin, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec, native_layout,
};
use std::cell::Cell;
use types::protocol::{self, Signature};
use types::typeobj::DICT_ATTRIBUTE;
use types::{Dict, Int, List, Tuple};

native_layout! {
    /// The function and its results.
    pub struct LruCache: LRU_LAYOUT, "lru cache" {
        reserved: [Cell<usize>; 5],
        /// No limit: -1.
        most: Cell<isize>,
        typed: Cell<usize>,
        cache: Slot<Dict>,
        hits: Cell<usize>,
        func: Slot,
        /// Separates positional from keyword arguments in a key.
        mark: Slot,
        misses: Cell<usize>,
        info_type: Slot,
        /// Where the oldest result was found last.
        oldest: [Cell<usize>; 2],
        dict: Slot,
        weaklist: Cell<usize>,
    }
}

const _: () = assert!(size_of::<LruCache>() == 152);

/// `functools._lru_cache_wrapper`.
pub(super) static LRU_CACHE_WRAPPER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::METHOD_DESCRIPTOR),
    slots: TypeSlots {
        call: Some(call),
        new: Some(new),
        descr_get: Some(|thread, object, instance, _| match instance {
            Some(it) if !it.is_exactly(Builtin::NoneType) => types::method::new(thread, object, it),
            _ => Ok(object.to_ref()),
        }),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("cache_info", info)
            .doc("cache_info($self, /)\n--\n\nReport cache statistics"),
        MethodDef::no_args("cache_clear", |thread, object| {
            let cache = this(thread, object)?;
            cache.hits.set(0);
            cache.misses.set(0);
            cache.oldest.iter().for_each(|word| word.set(0));
            results(thread, cache)?.clear();
            Ok(thread.heap().none())
        })
        .doc("cache_clear($self, /)\n--\n\nClear the cache and cache statistics"),
        MethodDef::no_args("__reduce__", |thread, object| {
            protocol::getattr_name(thread, object, types::names(thread).__qualname__())
        })
        .doc("__reduce__($self, /)\n--\n\n"),
        MethodDef::no_args("__copy__", |_, object| Ok(object.to_ref())),
        MethodDef::one("__deepcopy__", |_, object, _| Ok(object.to_ref())),
    ],
    getsets: &[DICT_ATTRIBUTE],
    dict_offset: 136,
    weaklist_offset: 144,
    doc: Some(
        "Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\nmaxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\ntyped:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        hits misses currsize maxsize\n",
    ),
    ..TypeSpec::new("functools._lru_cache_wrapper", Builtin::Other, &LRU_LAYOUT)
};

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a LruCache> {
    match object.downcast::<LruCache>() {
        Some(cache) => Ok(cache),
        None => {
            Err(thread.type_error(format_args!("expected a cache, got {}", object.ty().name())))
        }
    }
}

fn results(thread: &Thread, cache: &LruCache) -> Result<Ref<Dict>> {
    match cache.cache.get() {
        Some(results) => Ok(results),
        None => Dict::new(thread),
    }
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<4> = Signature {
        function: "lru_cache",
        names: ["user_function", "maxsize", "typed", "cache_info_type"],
        required: 4,
        positional: 4,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let (Some(func), Some(most), Some(typed), Some(info)) =
        (bound.get(0), bound.get(1), bound.get(2), bound.get(3))
    else {
        return Err(thread.system_error(format_args!("lru_cache without arguments")));
    };
    if !protocol::is_callable(func) {
        return Err(thread.type_error(format_args!("the first argument must be callable")));
    }
    let typed = protocol::is_true(thread, typed)?;
    let most = if most.is_exactly(Builtin::NoneType) {
        -1
    } else if most.ty().number().index.is_some() {
        protocol::as_isize(thread, most, Builtin::OverflowError)?.max(0)
    } else {
        return Err(thread.type_error(format_args!("maxsize should be integer or None")));
    };
    let fresh = match ty.is_class() {
        true => types::typeobj::new_instance(thread, ty)?,
        false => make::<LruCache>(thread.heap(), ty)?.into_object(),
    };
    let cache = this(thread, &fresh)?;
    cache.most.set(most);
    cache.typed.set(typed as usize);
    cache.cache.set(Some(Dict::new(thread)?));
    cache.func.set(Some(func.to_ref()));
    cache.info_type.set(Some(info.to_ref()));
    let object = thread.heap().builtin(Builtin::Object);
    cache
        .mark
        .set(Some(types::typeobj::new_instance(thread, object)?));
    fresh.track();
    Ok(fresh)
}

fn call(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let cache = this(thread, object)?;
    let Some(func) = cache.func.get() else {
        return Err(thread.system_error(format_args!("a cache without function")));
    };
    let most = cache.most.get();
    if most == 0 {
        cache.misses.set(cache.misses.get() + 1);
        return protocol::call_args(thread, &func, args);
    }
    let key = key(thread, cache, &args)?;
    let results = results(thread, cache)?;
    if let Some(found) = results.get(thread, &key)? {
        cache.hits.set(cache.hits.get() + 1);
        if most > 0 {
            results.move_to_end(thread, &key)?;
        }
        return Ok(found);
    }
    cache.misses.set(cache.misses.get() + 1);
    let result = protocol::call_args(thread, &func, args)?;
    // The call may have stored the same key by itself, or made room.
    if most > 0 && results.get(thread, &key)?.is_some() {
        return Ok(result);
    }
    let oldest = match most > 0 && results.len() as isize >= most {
        true => results.pop_first(&cache.oldest),
        false => None,
    };
    results.set(thread, &key, &result)?;
    drop(oldest);
    Ok(result)
}

/// The arguments as one hashable object: a lone `str` or `int` is its own key.
fn key(thread: &Thread, cache: &LruCache, args: &Args<'_>) -> Result<Ref> {
    let given = args.positional();
    let typed = cache.typed.get() != 0;
    if args.names().is_empty() && !typed {
        if let [only] = given
            && (only.is_exactly(Builtin::Str) || only.is_exactly(Builtin::Int))
        {
            return Ok(only.clone());
        }
        return Ok(Tuple::from_slice(thread, given)?.into_object());
    }
    let parts = List::new(thread)?;
    parts.extend_from_slice(given)?;
    if !args.names().is_empty() {
        if let Some(mark) = cache.mark.get() {
            parts.push(thread, mark)?;
        }
        for (name, value) in args.keywords() {
            parts.push(thread, name.clone())?;
            parts.push(thread, value.clone())?;
        }
    }
    if typed {
        for value in args.values() {
            parts.push(thread, value.ty().as_object().to_ref())?;
        }
    }
    Ok(parts.to_tuple(thread)?.into_object())
}

fn info(thread: &Thread, object: &Object) -> Result<Ref> {
    let cache = this(thread, object)?;
    let Some(info_type) = cache.info_type.get() else {
        return Ok(thread.heap().none());
    };
    let most = match cache.most.get() {
        -1 => thread.heap().none(),
        most => Int::new(thread, most)?,
    };
    let numbers = [
        Int::from_usize(thread, cache.hits.get())?,
        Int::from_usize(thread, cache.misses.get())?,
        most,
        Int::from_usize(thread, results(thread, cache)?.len())?,
    ];
    protocol::call(thread, &info_type, &numbers)
}
