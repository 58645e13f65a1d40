//! `FrameLocalsProxy`: the variables of a function's frame as a mapping that writes through.
//!
//! ```text
//! 0 header  16 frame
//! ```

use super::Frame;
use super::locals::{each, index_of, read_local, store_local};
use crate::code::Code;
use crate::dict::Dict;
use crate::list::List;
use crate::protocol;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{
    Builtin, CompareOp, Layout, LayoutInfo, MethodDef, NumberSlots, Object, Ref, Result, Slot,
    Thread, TypeFlags, TypeSlots, TypeSpec, clear_references,
};
use std::mem::offset_of;

#[repr(C)]
pub(super) struct Proxy {
    header: Object,
    frame: Slot<Frame>,
}

static PROXY_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[offset_of!(Proxy, frame) as u16],
    clear: Some(clear_references),
    ..LayoutInfo::new("FrameLocalsProxy", size_of::<Proxy>())
};

// SAFETY: starts with the header; zero is a view of nothing; the one owned field is described.
unsafe impl Layout for Proxy {
    const INFO: &'static LayoutInfo = &PROXY_LAYOUT;
}

pub(super) static PROXY: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::MAPPING),
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(protocol::unhashable),
        richcompare: Some(compare),
        iter: Some(|thread, it| protocol::iter(thread, names(thread, it)?.as_object())),
        getattro: Some(crate::typeobj::generic_getattr),
        setattro: Some(crate::typeobj::generic_setattr),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        length: Some(length),
        subscript: Some(getitem),
        ass_subscript: Some(setitem),
        contains: Some(|thread, it, key| Ok(lookup(thread, it, key)?.is_some())),
        or: Some(union),
        inplace_or: Some(|thread, it, other| {
            update(thread, it, other)?;
            Ok(it.to_ref())
        }),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::one("update", update),
        MethodDef::no_args("__reversed__", |thread, it| {
            let names = names(thread, it)?;
            names.reverse();
            Ok(names.into_object())
        }),
        MethodDef::no_args("copy", |thread, it| Ok(copy(thread, it)?.into_object())),
        MethodDef::no_args("keys", |thread, it| Ok(names(thread, it)?.into_object())),
        MethodDef::no_args("values", |thread, it| {
            listed(thread, it, |_, value| Ok(value))
        }),
        MethodDef::no_args("items", |thread, it| {
            listed(thread, it, |name, value| {
                Ok(Tuple::from_array(thread, [name, value])?.into_object())
            })
        }),
        MethodDef::fast("get", get),
        MethodDef::fast("setdefault", set_default),
    ],
    ..TypeSpec::new("FrameLocalsProxy", Builtin::FrameLocalsProxy, &PROXY_LAYOUT)
};

pub(super) fn new(thread: &Thread, frame: &Frame) -> Result<Ref> {
    // Made by a call, with the frame as its argument.
    let _call = thread.heap().hold_call(1, 0)?;
    let fresh = thread
        .heap()
        .alloc(thread.heap().builtin(Builtin::FrameLocalsProxy), 0)?;
    if let Some(proxy) = fresh.downcast::<Proxy>() {
        proxy.frame.set(Some(Ref::new(frame)));
        proxy.header.track();
    }
    Ok(fresh)
}

fn parts(thread: &Thread, it: &Object) -> Result<(Ref<Frame>, Ref<Code>)> {
    let frame = it.downcast::<Proxy>().and_then(|p| p.frame.get());
    let code = frame.as_ref().and_then(|f| f.code());
    frame
        .zip(code)
        .ok_or_else(|| thread.system_error(format_args!("the frame of this view is gone")))
}

/// A dictionary of the variables.
fn copy(thread: &Thread, it: &Object) -> Result<Ref<Dict>> {
    let all = Dict::new(thread)?;
    add_to(thread, &all, it)?;
    Ok(all)
}

/// Adds the variables to a dictionary: 3.13 goes through a list of their names for it.
fn add_to(thread: &Thread, all: &Dict, it: &Object) -> Result<()> {
    let (frame, code) = parts(thread, it)?;
    let _names = thread.heap().hold_list();
    drop(thread.heap().hold_objects::<1>()?);
    each(&frame, &code, &mut |name, value| {
        all.set(thread, &name, &value)
    })
}

/// A list of what is made of each variable.
fn listed(thread: &Thread, it: &Object, make: impl Fn(Ref, Ref) -> Result<Ref>) -> Result<Ref> {
    let (frame, code) = parts(thread, it)?;
    let all = List::new(thread)?;
    each(&frame, &code, &mut |name, value| {
        all.push(thread, make(name, value)?)
    })?;
    Ok(all.into_object())
}

fn names(thread: &Thread, it: &Object) -> Result<Ref<List>> {
    listed(thread, it, |name, _| Ok(name))?
        .downcast_into::<List>()
        .map_err(|_| thread.system_error(format_args!("names that are no list")))
}

fn length(thread: &Thread, it: &Object) -> Result<usize> {
    let (frame, code) = parts(thread, it)?;
    let mut count = 0;
    each(&frame, &code, &mut |_, _| {
        count += 1;
        Ok(())
    })?;
    Ok(count)
}

fn repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let (frame, _) = parts(thread, it)?;
    // The variables may hold the view itself.
    let Some(_guard) = protocol::ReprGuard::enter(thread, frame.as_object())? else {
        return Ok(Str::new(thread, "{...}")?.into_object());
    };
    let copied = copy(thread, it)?;
    Ok(protocol::repr(thread, copied.as_object())?.into_object())
}

fn lookup(thread: &Thread, it: &Object, key: &Object) -> Result<Option<Ref>> {
    let (frame, code) = parts(thread, it)?;
    if let Some(index) = index_of(&code, key)
        && let Some(value) = read_local(&frame, &code, index)
    {
        return Ok(Some(value));
    }
    match frame.extra.get() {
        Some(extra) => extra.get(thread, key),
        None => Ok(None),
    }
}

fn getitem(thread: &Thread, it: &Object, key: &Object) -> Result<Ref> {
    match lookup(thread, it, key)? {
        Some(value) => Ok(value),
        None => {
            let key = protocol::repr(thread, key)?;
            Err(thread.raise(
                Builtin::KeyError,
                format_args!("local variable {} is not defined", *key),
            ))
        }
    }
}

fn setitem(thread: &Thread, it: &Object, key: &Object, value: Option<&Object>) -> Result<()> {
    let (frame, code) = parts(thread, it)?;
    let index = index_of(&code, key);
    let Some(value) = value else {
        if index.is_some() {
            return Err(thread.value_error(format_args!(
                "cannot remove local variables from FrameLocalsProxy"
            )));
        }
        let removed = match frame.extra.get() {
            Some(extra) => extra.remove(thread, key)?,
            None => None,
        };
        return match removed {
            Some(_) => Ok(()),
            None => Err(crate::exception::key_error(thread, key)),
        };
    };
    if let Some(index) = index {
        return store_local(thread, &frame, &code, index, value.to_ref());
    }
    let extra = match frame.extra.get() {
        Some(extra) => extra,
        None => {
            let fresh = Dict::new(thread)?;
            frame.extra.set(Some(fresh.clone()));
            fresh
        }
    };
    extra.set(thread, key, value)
}

fn update(thread: &Thread, it: &Object, other: &Object) -> Result<Ref> {
    if other.downcast::<Dict>().is_none() && other.downcast::<Proxy>().is_none() {
        return Err(thread.type_error(format_args!(
            "update() argument must be dict or another FrameLocalsProxy"
        )));
    }
    let keys = match other.downcast::<Proxy>() {
        Some(_) => names(thread, other)?,
        None => protocol::to_list(thread, other)?,
    };
    let mut at = 0;
    while let Some(key) = keys.get(at) {
        at += 1;
        let value = protocol::getitem(thread, other, &key)?;
        setitem(thread, it, &key, Some(&value))?;
    }
    Ok(thread.heap().none())
}

fn union(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let result = Dict::new(thread)?;
    for part in [a, b] {
        match part.downcast::<Proxy>() {
            Some(_) => add_to(thread, &result, part)?,
            None if part.downcast::<Dict>().is_some() => result.merge(thread, part)?,
            None => return Ok(thread.heap().not_implemented()),
        }
    }
    Ok(result.into_object())
}

fn get(thread: &Thread, it: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "get", args.len(), 1, 2)?;
    if let Some(value) = lookup(thread, it, &args[0])? {
        return Ok(value);
    }
    // 3.13 raises a `KeyError`, with its arguments, and clears it.
    let _arguments = thread.heap().hold_call(1, 0)?;
    drop(thread.heap().hold_objects::<1>()?);
    Ok(args.get(1).cloned().unwrap_or_else(|| thread.heap().none()))
}

fn set_default(thread: &Thread, it: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "setdefault", args.len(), 1, 2)?;
    if let Some(value) = lookup(thread, it, &args[0])? {
        return Ok(value);
    }
    let value = args.get(1).cloned().unwrap_or_else(|| thread.heap().none());
    setitem(thread, it, &args[0], Some(&value))?;
    Ok(value)
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(heap.not_implemented());
    }
    if b.downcast::<Proxy>().is_some() {
        let (left, right) = (parts(thread, a)?.0, parts(thread, b)?.0);
        let same = left.as_object().is(right.as_object());
        return Ok(heap.bool(same == (op == CompareOp::Eq)));
    }
    if b.downcast::<Dict>().is_some() {
        return protocol::richcompare(thread, copy(thread, a)?.as_object(), b, op);
    }
    Ok(heap.not_implemented())
}
