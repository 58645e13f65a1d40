//! `_lru_cache_wrapper`: a function that remembers its results, all of them or those asked for last.
//!
//! ```text
//!   cache  0 header  16 first, last link  32 (hash, key, result)  56 limit  64 typed  72 dictionary …      152 bytes
//!   link   0 header  16 next, previous    32 hash  40 key  48 result                                        56 bytes
//! ```
//! Without a limit the dictionary leads from keys to results. With one it leads to links, which stand in a ring in the order
//! in which they were asked for; when there is no more room the first link is taken for the new result.

use object::native::make;
use object::native_ring::{Carried, Node, Ring};
use object::{
    Args, Builtin, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec, Visit, native_layout,
};
use std::cell::Cell;
use types::module::Module;
use types::protocol::{self, Signature};
use types::typeobj::DICT_ATTRIBUTE;
use types::{Dict, Int, Tuple};

native_layout! {
    /// The function and its results.
    pub struct LruCache: LRU_LAYOUT, "lru cache" {
        ring: Ring<Link>,
        reserved: [Cell<usize>; 3],
        /// No limit: -1.
        most: Cell<isize>,
        typed: Cell<usize>,
        cache: Slot<Dict>,
        hits: Cell<usize>,
        func: Slot,
        /// See [`State`].
        mark: Slot,
        misses: Cell<usize>,
        info_type: Slot,
        link_type: Slot,
        reserved_too: Cell<usize>,
        dict: Slot,
        weaklist: Cell<usize>,
    } drops [cache, func, mark, link_type, info_type, dict] shows show
}

native_layout! {
    /// A result in a cache with a limit.
    pub struct Link: LINK_LAYOUT, "lru link" { ends: Node, hash: Cell<isize>, key: Carried, result: Carried }
}
object::ring_node!(Link, ends, [key, result]);

const _: () = assert!(size_of::<LruCache>() == 152 && size_of::<Link>() == 56);

/// `functools._lru_list_elem`.
pub(super) static LINK: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE.with(TypeFlags::DISALLOW_INSTANTIATION),
    ..TypeSpec::new("functools._lru_list_elem", Builtin::Other, &LINK_LAYOUT)
};

/// What the module keeps: an object that separates positional from keyword arguments in a key.
#[derive(Default)]
struct State {
    mark: Slot,
}

impl types::Room for State {
    fn visit(&self, visit: Visit) {
        types::visit_slot(&self.mark, visit);
    }
}

/// Makes the module's state.
pub(super) fn start(thread: &Thread, _module: &Module) -> Result<()> {
    let object = thread.heap().builtin(Builtin::Object);
    let mark = types::typeobj::new_instance(thread, object)?;
    types::room::<State>(thread).mark.set(Some(mark));
    Ok(())
}

/// What 3.13 shows of a cache.
fn show(object: &Object, visit: Visit) {
    let Some(cache) = object.downcast::<LruCache>() else {
        return;
    };
    cache.ring.show(visit);
    let rest = [
        cache.cache.get().map(Ref::into_object),
        cache.func.get(),
        cache.mark.get(),
        cache.link_type.get(),
        cache.info_type.get(),
        cache.dict.get(),
    ];
    rest.iter().flatten().for_each(|held| visit(held));
}

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
            results(thread, cache)?.clear();
            cache.ring.clear();
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
    packs_calls: true,
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
    let link = types::type_of(thread, &LINK)?;
    cache.link_type.set(Some(link.as_object().to_ref()));
    cache.mark.set(types::room::<State>(thread).mark.get());
    fresh.track();
    Ok(fresh)
}

fn call(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let cache = this(thread, object)?;
    let no_function = || thread.system_error(format_args!("a cache without function"));
    let most = cache.most.get();
    let packed = Tuple::of_args(thread, &args)?;
    let named = &args.values()[args.positional().len()..];
    let _keywords = thread.heap().hold_call(0, named.len())?.counting(named);
    if most == 0 {
        cache.misses.set(cache.misses.get() + 1);
        let func = cache.func.get().ok_or_else(no_function)?;
        return protocol::call_packed_given(thread, func, args);
    }
    let key = key(thread, cache, &packed, &args)?;
    let hash = types::hash(thread, &key)?;
    let results = results(thread, cache)?;
    if let Some(found) = results.get_hashed(thread, &key, hash)? {
        cache.hits.set(cache.hits.get() + 1);
        let Some(link) = found.downcast::<Link>().filter(|_| most > 0) else {
            return Ok(found);
        };
        cache.ring.move_to_end(link);
        return link.result.get().ok_or_else(|| emptied(thread));
    }
    cache.misses.set(cache.misses.get() + 1);
    let func = cache.func.get().ok_or_else(no_function)?;
    let result = protocol::call_packed_given(thread, func, args)?;
    match most > 0 {
        true => remember(thread, cache, &results, (key, hash), &result)?,
        false => results.set_hashed(thread, &key, hash, &result)?,
    }
    Ok(result)
}

fn emptied(thread: &Thread) -> object::Raised {
    thread.system_error(format_args!("a link without result"))
}

/// Keeps a result, in a new link or in that of the oldest one.
fn remember(
    thread: &Thread,
    cache: &LruCache,
    results: &Dict,
    (key, hash): (Ref, isize),
    result: &Object,
) -> Result<()> {
    // The call may have stored the same key by itself.
    if results.get_hashed(thread, &key, hash)?.is_some() {
        return Ok(());
    }
    let room = (results.len() as isize) < cache.most.get();
    let Some(link) = (!room).then(|| cache.ring.pop_first()).flatten() else {
        let link = make::<Link>(thread.heap(), types::type_of(thread, &LINK)?)?;
        fill(&link, &key, hash, result);
        results.set_hashed(thread, &key, hash, link.as_object())?;
        cache.ring.push(link);
        return Ok(());
    };
    let Some(old_key) = link.key.get() else {
        return Err(emptied(thread));
    };
    let gone = match results.remove_hashed(thread, &old_key, link.hash.get()) {
        Ok(Some(gone)) => gone,
        // The call has removed the key by itself: the link is an orphan.
        Ok(None) => return Ok(()),
        Err(raised) => {
            cache.ring.push_first(link);
            return Err(raised);
        }
    };
    drop(old_key);
    // Nothing old is dropped before all is in its place again: its finalizer may call the function.
    let old = fill(&link, &key, hash, result);
    results.set_hashed(thread, &key, hash, link.as_object())?;
    cache.ring.push(link);
    drop(gone);
    drop(old);
    Ok(())
}

/// Puts key and result into a link; hands out the old ones.
fn fill(link: &Link, key: &Ref, hash: isize, result: &Object) -> (Option<Ref>, Option<Ref>) {
    link.hash.set(hash);
    (
        link.key.replace(Some(key.clone())),
        link.result.replace(Some(result.to_ref())),
    )
}

/// The arguments as one hashable object: a lone `str` or `int` is its own key, and so is the tuple of positional ones.
fn key(thread: &Thread, cache: &LruCache, packed: &Ref<Tuple>, args: &Args<'_>) -> Result<Ref> {
    let given = packed.items();
    let typed = cache.typed.get() != 0;
    if args.names().is_empty() && !typed {
        if let [only] = given
            && (only.is_exactly(Builtin::Str) || only.is_exactly(Builtin::Int))
        {
            return Ok(only.clone());
        }
        return Ok(packed.clone().into_object());
    }
    let named = args.names().len();
    let marked = if named == 0 { 0 } else { 1 + 2 * named };
    let types = if typed { args.values().len() } else { 0 };
    let mark = cache.mark.get().filter(|_| named > 0);
    let pairs = args.keywords().flat_map(|(n, v)| [n.clone(), v.clone()]);
    let types_of = args.values().iter().map(|v| v.ty().as_object().to_ref());
    let parts = given.iter().cloned().chain(mark).chain(pairs);
    let length = given.len() + marked + types;
    Ok(Tuple::from_iter(thread, length, parts.chain(types_of))?.into_object())
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
