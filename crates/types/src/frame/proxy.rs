//! `FrameLocalsProxy`: the variables of a function's frame as a mapping that writes through.
//!
//! ```text
//! 0 header  16 frame
//! ```

use super::Frame;
use super::locals::{index_of, read_local, store_local, to_dict};
use crate::code::Code;
use crate::dict::Dict;
use crate::protocol;
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
        repr: Some(|thread, it| {
            Ok(protocol::repr(thread, copy(thread, it)?.as_object())?.into_object())
        }),
        hash: Some(protocol::unhashable),
        richcompare: Some(compare),
        iter: Some(|thread, it| protocol::iter(thread, copy(thread, it)?.as_object())),
        getattro: Some(crate::typeobj::generic_getattr),
        setattro: Some(crate::typeobj::generic_setattr),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        length: Some(|thread, it| Ok(copy(thread, it)?.len())),
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
            forward(thread, it, "__reversed__", &[])
        }),
        MethodDef::no_args("copy", |thread, it| Ok(copy(thread, it)?.into_object())),
        MethodDef::no_args("keys", |thread, it| {
            protocol::to_list(thread, copy(thread, it)?.as_object()).map(Ref::into_object)
        }),
        MethodDef::no_args("values", |thread, it| as_list(thread, it, "values")),
        MethodDef::no_args("items", |thread, it| as_list(thread, it, "items")),
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

fn copy(thread: &Thread, it: &Object) -> Result<Ref<Dict>> {
    let (frame, code) = parts(thread, it)?;
    to_dict(thread, &frame, &code)
}

fn forward(thread: &Thread, it: &Object, method: &str, args: &[Ref]) -> Result<Ref> {
    let dict = copy(thread, it)?;
    let method = protocol::getattr_text(thread, dict.as_object(), method)?;
    protocol::call(thread, &method, args)
}

fn as_list(thread: &Thread, it: &Object, method: &str) -> Result<Ref> {
    let view = forward(thread, it, method, &[])?;
    Ok(protocol::to_list(thread, &view)?.into_object())
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
    let other_dict = Dict::new(thread)?;
    if other.downcast::<Dict>().is_none() && other.downcast::<Proxy>().is_none() {
        return Err(thread.type_error(format_args!(
            "update() argument must be dict or another FrameLocalsProxy"
        )));
    }
    match other.downcast::<Proxy>() {
        Some(_) => other_dict.merge(thread, copy(thread, other)?.as_object())?,
        None => other_dict.merge(thread, other)?,
    }
    let mut at = 0;
    while let Some((key, value)) = other_dict.next(&mut at) {
        setitem(thread, it, &key, Some(&value))?;
    }
    Ok(thread.heap().none())
}

fn union(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let result = Dict::new(thread)?;
    for part in [a, b] {
        match part.downcast::<Proxy>() {
            Some(_) => result.merge(thread, copy(thread, part)?.as_object())?,
            None if part.downcast::<Dict>().is_some() => result.merge(thread, part)?,
            None => return Ok(thread.heap().not_implemented()),
        }
    }
    Ok(result.into_object())
}

fn get(thread: &Thread, it: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "get", args.len(), 1, 2)?;
    match lookup(thread, it, &args[0])? {
        Some(value) => Ok(value),
        None => Ok(args.get(1).cloned().unwrap_or_else(|| thread.heap().none())),
    }
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
