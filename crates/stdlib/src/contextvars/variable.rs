//! `ContextVar` and `Token`.

use super::context::{self, Context};
use object::native::make;
use object::{
    Args, Builtin, GetSetDef, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Slot, Thread,
    Type, TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::str::Builder;
use types::{Str, protocol};

native_layout! {
    /// A variable. The last three words are room of 3.13's cache.
    pub struct Variable: VARIABLE_LAYOUT, "ContextVar" {
        name: Slot,
        default: Slot,
        cached: [Cell<usize>; 3],
        hash: Cell<isize>,
    }
}

native_layout! {
    /// What a variable was before it was set.
    pub struct Token: TOKEN_LAYOUT, "Token" {
        context: Slot<Context>,
        variable: Slot<Variable>,
        old: Slot,
        used: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Variable>() == 64 && size_of::<Token>() == 48);

pub(super) static VARIABLE: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(|thread, object| Ok(this(thread, object)?.hash.get())),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::fast("get", get).doc("get($self, default=<unrepresentable>, /)\n--\n\nReturn a value for the context variable for the current context."),
        MethodDef::one("set", set).doc("set($self, value, /)\n--\n\nCall to set a new value for the context variable in the current context."),
        MethodDef::one("reset", reset).doc("reset($self, token, /)\n--\n\nReset the context variable to its value before the token's set()."),
        CLASS_ITEM,
    ],
    members: &[MemberDef {
        name: "name",
        kind: MemberKind::Object,
        offset: 16,
        readonly: true,
        doc: None,
    }],
    ..TypeSpec::new("_contextvars.ContextVar", Builtin::Other, &VARIABLE_LAYOUT)
};

const CLASS_ITEM: MethodDef = MethodDef::one("__class_getitem__", types::generic_alias::new)
    .class()
    .doc("__class_getitem__($type, object, /)\n--\n\nSee PEP 585");

pub(super) static TOKEN: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        repr: Some(token_repr),
        hash: Some(protocol::unhashable),
        new: Some(|thread, _: &Type, _: Args<'_>| {
            Err(thread.raise(
                Builtin::RuntimeError,
                format_args!("Tokens can only be created by ContextVars"),
            ))
        }),
        ..TypeSlots::EMPTY
    },
    methods: &[CLASS_ITEM],
    getsets: &[
        GetSetDef {
            name: "var",
            get: |thread, object| match token(thread, object)?.variable.get() {
                Some(variable) => Ok(variable.into_object()),
                None => Ok(thread.heap().none()),
            },
            set: None,
            doc: None,
        },
        GetSetDef {
            name: "old_value",
            get: |thread, object| match token(thread, object)?.old.get() {
                Some(old) => Ok(old),
                None => super::missing(thread),
            },
            set: None,
            doc: None,
        },
    ],
    ..TypeSpec::new("_contextvars.Token", Builtin::Other, &TOKEN_LAYOUT)
};

pub(super) static MISSING: TypeSpec = TypeSpec {
    slots: TypeSlots {
        repr: Some(|thread, _| Ok(Str::new(thread, "<Token.MISSING>")?.into_object())),
        ..TypeSlots::EMPTY
    },
    flags: TypeFlags::DISALLOW_INSTANTIATION,
    ..TypeSpec::new("Token.MISSING", Builtin::Other, &object::OBJECT_LAYOUT)
};

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Variable> {
    match object.downcast::<Variable>() {
        Some(variable) => Ok(variable),
        None => Err(thread.type_error(format_args!(
            "expected an instance of ContextVar, got {}",
            object.ty().name()
        ))),
    }
}

fn token<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Token> {
    match object.downcast::<Token>() {
        Some(token) => Ok(token),
        None => {
            let shown = protocol::repr(thread, object)?;
            Err(thread.type_error(format_args!("expected an instance of Token, got {shown}")))
        }
    }
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let given = args.positional();
    if given.len() > 1 {
        return Err(thread.type_error(format_args!(
            "ContextVar() takes at most 1 positional argument ({} given)",
            given.len()
        )));
    }
    let Some(name) = given.first() else {
        return Err(thread.type_error(format_args!(
            "ContextVar() takes exactly 1 positional argument (0 given)"
        )));
    };
    let mut default = None;
    for (key, value) in args.keywords() {
        match key.downcast::<Str>() {
            Some(key) if key.eq_str("default") => default = Some(value.clone()),
            Some(key) => {
                return Err(thread.type_error(format_args!(
                    "ContextVar() got an unexpected keyword argument '{key}'"
                )));
            }
            None => {}
        }
    }
    if name.downcast::<Str>().is_none() {
        return Err(thread.type_error(format_args!("context variable name must be a str")));
    }
    let fresh = make::<Variable>(thread.heap(), ty)?;
    let hash = protocol::hash_address(fresh.as_object()) ^ protocol::hash(thread, name)?;
    fresh.hash.set(if hash == -1 { -2 } else { hash });
    fresh.name.set(Some(name.clone()));
    let tracked = default.as_ref().is_some_and(|d| d.has_gc_head());
    fresh.default.set(default);
    if tracked {
        fresh.as_object().track();
    }
    Ok(fresh.into_object())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let variable = this(thread, object)?;
    let mut out = Builder::new(thread);
    out.push_str("<ContextVar name=")?;
    if let Some(name) = variable.name.get() {
        protocol::push_repr(thread, &mut out, &name)?;
    }
    if let Some(default) = variable.default.get() {
        out.push_str(" default=")?;
        protocol::push_repr_given(thread, &mut out, default)?;
    }
    out.push_format(format_args!(" at {:#x}>", object.id()))?;
    Ok(out.finish()?.into_object())
}

fn token_repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = token(thread, object)?;
    let mut out = Builder::new(thread);
    out.push_str(if it.used.get() == 0 {
        "<Token var="
    } else {
        "<Token used var="
    })?;
    if let Some(variable) = it.variable.get() {
        protocol::push_repr(thread, &mut out, variable.as_object())?;
    }
    out.push_format(format_args!(" at {:#x}>", object.id()))?;
    Ok(out.finish()?.into_object())
}

fn get(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "get", args.len(), 0, 1)?;
    let variable = this(thread, object)?;
    let running = super::current(thread)?;
    if let Some(value) = context::value(thread, &running, object)? {
        return Ok(value);
    }
    match args.first().cloned().or_else(|| variable.default.get()) {
        Some(default) => Ok(default),
        None => Err(types::exception::raise_with(
            thread,
            Builtin::LookupError,
            &[object.to_ref()],
        )),
    }
}

pub(super) fn set(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    let variable = this(thread, object)?;
    let running = super::current(thread)?;
    let old = context::value(thread, &running, object)?;
    let fresh = make::<Token>(thread.heap(), types::type_of(thread, &TOKEN)?)?;
    fresh.context.set(Some(running.clone()));
    fresh.variable.set(Some(Ref::new(variable)));
    fresh.old.set(old);
    fresh.as_object().track();
    context::store(thread, &running, object, Some(value))?;
    Ok(fresh.into_object())
}

fn reset(thread: &Thread, object: &Object, given: &Object) -> Result<Ref> {
    let it = token(thread, given)?;
    let refuse = |kind: Builtin, why: &str| -> Result<Ref> {
        let shown = protocol::repr(thread, given)?;
        Err(thread.raise(kind, format_args!("{shown} {why}")))
    };
    if it.used.get() != 0 {
        return refuse(Builtin::RuntimeError, "has already been used once");
    }
    if !it.variable.is(object) {
        return refuse(Builtin::ValueError, "was created by a different ContextVar");
    }
    let running = super::current(thread)?;
    if !it.context.is(running.as_object()) {
        return refuse(Builtin::ValueError, "was created in a different Context");
    }
    it.used.set(1);
    let old = it.old.get();
    context::store(thread, &running, object, old.as_deref())?;
    Ok(thread.heap().none())
}
