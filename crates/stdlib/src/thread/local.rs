//! `_thread._local`: an object with attributes of its own in each thread.
//!
//! The dictionary of the thread that used the object last stands in its field, where attributes are looked up; those of other threads
//! wait in `others`, by the thread's number. A thread that uses the object changes them over first. When a thread ends, its
//! dictionaries go: it keeps a list of weak references to the objects that have one.

use object::native::make;
use object::{
    Args, Builtin, Object, Ref, Result, Slot, Thread, Type, TypeFlags, TypeSlots, TypeSpec,
    WeakRef, native_layout,
};
use std::cell::Cell;
use types::typeobj::generic;
use types::{Dict, Int, List, Str, Tuple, names};

native_layout! {
    /// See the file's head.
    pub struct Local: LOCAL_LAYOUT, "_local" {
        dict: Slot,
        others: Slot,
        weaklist: Cell<usize>,
        args: Slot,
        owner: Cell<usize>,
    }
}

pub(super) static LOCAL: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        new: Some(new),
        getattro: Some(get),
        setattro: Some(set),
        ..TypeSlots::EMPTY
    },
    dict_offset: 16,
    weaklist_offset: 32,
    doc: Some("_local()\n--\n\nThread-local data"),
    ..TypeSpec::new("_thread._local", Builtin::Other, &LOCAL_LAYOUT)
};

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let plain = thread.heap().builtin(Builtin::Object).slots().init;
    let has_init = match (ty.slots().init, plain) {
        (Some(own), Some(plain)) => !std::ptr::fn_addr_eq(own, plain),
        (own, _) => own.is_some(),
    };
    if !args.is_empty() && !has_init {
        return Err(thread.type_error(format_args!("Initialization arguments are not supported")));
    }
    let fresh = make::<Local>(thread.heap(), ty)?;
    if has_init {
        // What every other thread's `__init__` gets: the values, then the keywords' names.
        let values = Tuple::from_slice(thread, args.values())?.into_object();
        let names = Tuple::from_slice(thread, args.names())?.into_object();
        let args = Tuple::from_array(thread, [values, names])?;
        fresh.args.set(Some(args.into_object()));
    }
    fresh.as_object().track();
    begin(thread, &fresh)?;
    Ok(fresh.into_object())
}

/// Gives the object an empty dictionary for the running thread.
fn begin(thread: &Thread, local: &Local) -> Result<()> {
    let dict = Dict::new(thread)?;
    remember(thread, local.as_object())?;
    local.dict.set(Some(dict.into_object()));
    local.owner.set(thread.ident());
    Ok(())
}

/// Notes that the running thread has values in the object.
fn remember(thread: &Thread, local: &Object) -> Result<()> {
    let known = match thread.own.locals.get().map(Ref::downcast_into::<List>) {
        Some(Ok(known)) => known,
        _ => {
            let known = List::new(thread)?;
            thread.own.locals.set(Some(known.clone().into_object()));
            known
        }
    };
    // Those that are gone make room.
    let dead = |at: &usize| {
        let entry = known.get(*at);
        entry.is_none_or(|entry| {
            entry
                .downcast::<WeakRef>()
                .is_none_or(|r| r.upgrade().is_none())
        })
    };
    let reference = WeakRef::make(thread, thread.heap().builtin(Builtin::WeakRef), local, None)?;
    match (0..known.len()).find(dead) {
        Some(at) => {
            drop(known.replace(at, reference.into_object()));
            Ok(())
        }
        None => known.push(thread, reference.into_object()),
    }
}

/// Brings the running thread's dictionary into its field.
fn select(thread: &Thread, object: &Object) -> Result<()> {
    let Some(local) = object.downcast::<Local>() else {
        return Err(thread.type_error(format_args!("a _local is required")));
    };
    let (ident, owner) = (thread.ident(), local.owner.get());
    if ident == owner {
        return Ok(());
    }
    let others = match local.others.get().map(Ref::downcast_into::<Dict>) {
        Some(Ok(others)) => others,
        _ => {
            let others = Dict::new(thread)?;
            local.others.set(Some(others.clone().into_object()));
            others
        }
    };
    if let Some(dict) = local.dict.get().filter(|_| owner != 0) {
        others.set(thread, &*Int::from_usize(thread, owner)?, &dict)?;
    }
    let found = others.remove(thread, &*Int::from_usize(thread, ident)?)?;
    local.owner.set(0);
    drop(local.dict.take());
    match found {
        Some(dict) => {
            local.dict.set(Some(dict));
            local.owner.set(ident);
            Ok(())
        }
        None => {
            begin(thread, local)?;
            initialise(thread, local)
        }
    }
}

/// Calls `__init__` for a thread that uses the object for the first time. If it fails, the next use tries again.
fn initialise(thread: &Thread, local: &Local) -> Result<()> {
    let object = local.as_object();
    let (Some(args), Some(init)) = (local.args.get(), object.ty().slots().init) else {
        return Ok(());
    };
    let halves = args.downcast::<Tuple>().map_or(&[][..], Tuple::items);
    let [Some(values), Some(keywords)] = [0, 1].map(|at| {
        let half = halves.get(at)?;
        half.downcast::<Tuple>()
    }) else {
        return Ok(());
    };
    let done = init(thread, object, Args::new(values.items(), keywords.items()));
    if done.is_err() {
        forget(thread, local, thread.ident());
    }
    done
}

/// Drops what a thread had in the object.
fn forget(thread: &Thread, local: &Local, ident: usize) {
    if local.owner.get() == ident {
        local.owner.set(0);
        drop(local.dict.take());
    }
    let others = local.others.get().map(Ref::downcast_into::<Dict>);
    if let Some(Ok(others)) = others {
        let removed = Int::from_usize(thread, ident).and_then(|key| others.remove(thread, &key));
        if removed.is_err() {
            drop(thread.take_pending());
        }
    }
}

/// Drops what the ending thread has in any such object.
pub(super) fn end(thread: &Thread) {
    let Some(Ok(known)) = thread.own.locals.take().map(Ref::downcast_into::<List>) else {
        return;
    };
    for at in 0..known.len() {
        let entry = known.get(at);
        let entry = entry.as_ref().and_then(|entry| entry.downcast::<WeakRef>());
        if let Some(object) = entry.and_then(WeakRef::upgrade)
            && let Some(local) = object.downcast::<Local>()
        {
            forget(thread, local, thread.ident());
        }
    }
}

fn is_dict(thread: &Thread, name: &Object) -> bool {
    let known = names(thread).__dict__();
    name.is(known.as_object()) || name.downcast::<Str>().is_some_and(|n| n.eq_str("__dict__"))
}

fn get(thread: &Thread, object: &Object, name: &Object) -> Result<Ref> {
    select(thread, object)?;
    if is_dict(thread, name)
        && let Some(dict) = object.downcast::<Local>().and_then(|l| l.dict.get())
    {
        return Ok(dict);
    }
    generic::generic_getattr(thread, object, name)
}

fn set(thread: &Thread, object: &Object, name: &Object, value: Option<&Object>) -> Result<()> {
    select(thread, object)?;
    if is_dict(thread, name) {
        let text = format_args!(
            "'{}' object attribute '__dict__' is read-only",
            object.ty().name()
        );
        return Err(thread.raise(Builtin::AttributeError, text));
    }
    generic::generic_setattr(thread, object, name, value)
}
