//! `builtin_function_or_method`: a native function, by itself, of a module, or bound to an object.
//!
//! ```text
//!   0 header  16 declaration  24 self  32 module name  40 weak references  48 reserved
//! ```
//! [`invoke`] is how every declared function is entered: it checks the number of arguments by the function's kind.

use crate::layouts::BuiltinFunction;
use crate::protocol::hash_address;
use crate::state::names;
use crate::str::Str;
use object::{
    Args, Binding, Builtin, CompareOp, GetSetDef, Layout, MethodBody, MethodDef, Object, Raised,
    Ref, Result, Thread, Type, TypeFlags, TypeSlots, TypeSpec,
};

/// The bare name of a builtin function object.
pub fn name_of(function: &Object) -> Option<&'static str> {
    Some(function.downcast::<BuiltinFunction>()?.def.get()?.name)
}

/// The declaration and what it is bound to, for inline caches and calls without a bound object.
#[inline]
pub fn parts(function: &Object) -> Option<(&'static MethodDef, Option<&Object>)> {
    let this = function.downcast::<BuiltinFunction>()?;
    Some((this.def.get()?, this.bound()))
}

/// A builtin function bound to `self_` (the module for module functions), `__module__` as given.
pub fn new(
    thread: &Thread,
    def: &'static MethodDef,
    self_: Option<&Object>,
    module: Option<&Object>,
) -> Result<Ref> {
    let ty = thread.heap().builtin(Builtin::BuiltinFunction);
    let Ok(fresh) = thread
        .heap()
        .alloc(ty, 0)?
        .downcast_into::<BuiltinFunction>()
    else {
        return Err(thread.system_error(format_args!("builtin function without its layout")));
    };
    fresh.def.set(Some(def));
    fresh.self_.set(self_.map(Object::to_ref));
    fresh.module.set(module.map(Object::to_ref));
    fresh.object().track();
    Ok(fresh.into_object())
}

/// Enters a declared function. `function` is what is called, for messages.
#[inline]
pub fn invoke(
    thread: &Thread,
    def: &'static MethodDef,
    it: &Object,
    args: Args<'_>,
    function: &Object,
) -> Result<Ref> {
    let _deeper = thread.enter(" while calling a Python object")?;
    // A method of a type refuses keywords before it packs anything.
    let refuses = !args.names().is_empty()
        && !matches!(def.body, MethodBody::Keywords(_))
        && !function.is_exactly(Builtin::BuiltinFunction);
    // A function has the tuple passed on that there is; a method's has the object cut off.
    let given = args.is_packed() && !def.collects && function.is_exactly(Builtin::BuiltinFunction);
    let _held = (def.packs && !refuses && !given)
        .then(|| match def.gathers {
            true => thread.heap().hold_values(args.positional(), 0),
            false => thread.heap().hold_values(args.values(), args.names().len()),
        })
        .transpose()?;
    if let MethodBody::Keywords(body) = def.body {
        return body(thread, it, args);
    }
    if !args.names().is_empty() {
        if def.varargs && function.is_exactly(Builtin::BuiltinFunction) {
            let name = def.name;
            return Err(thread.type_error(format_args!("{name}() takes no keyword arguments")));
        }
        return Err(complain(thread, function, "takes no keyword arguments"));
    }
    let values = args.positional();
    match (def.body, values) {
        (MethodBody::NoArgs(body), []) => body(thread, it),
        (MethodBody::One(body), [only]) => body(thread, it, only),
        (MethodBody::Fast(body), values) => body(thread, it, values),
        _ => Err(wrong_number(thread, def, function, values.len())),
    }
}

/// Enters a declared function with positional arguments whose number has been seen to be right.
#[inline(always)]
pub fn enter(thread: &Thread, def: &MethodDef, it: &Object, values: &[Ref]) -> Result<Ref> {
    let _deeper = thread.enter(" while calling a Python object")?;
    let _held = def
        .packs
        .then(|| thread.heap().hold_values(values, 0))
        .transpose()?;
    match def.body {
        MethodBody::NoArgs(body) => body(thread, it),
        MethodBody::One(body) => body(thread, it, &values[0]),
        MethodBody::Fast(body) => body(thread, it, values),
        MethodBody::Keywords(body) => body(thread, it, Args::positional_only(values)),
    }
}

#[cold]
fn wrong_number(thread: &Thread, def: &MethodDef, function: &Object, given: usize) -> Raised {
    let name = match function_text(thread, function) {
        Ok(name) => name,
        Err(raised) => return raised,
    };
    match def.body {
        MethodBody::NoArgs(_) => {
            thread.type_error(format_args!("{name} takes no arguments ({given} given)"))
        }
        _ => thread.type_error(format_args!(
            "{name} takes exactly one argument ({given} given)"
        )),
    }
}

#[cold]
fn complain(thread: &Thread, function: &Object, what: &str) -> Raised {
    match function_text(thread, function) {
        Ok(name) => thread.type_error(format_args!("{name} {what}")),
        Err(raised) => raised,
    }
}

/// `module.qualname()`, without the module for builtins: how messages name a function.
pub fn function_text(thread: &Thread, function: &Object) -> Result<Ref<Str>> {
    let known = names(thread);
    let Some(qualname) = crate::protocol::getattr_opt(thread, function, known.__qualname__())?
    else {
        return crate::protocol::to_str(thread, function);
    };
    let module = crate::protocol::getattr_opt(thread, function, known.__module__())?;
    let qualname = crate::protocol::to_str(thread, &qualname)?;
    match module.as_ref().and_then(|m| m.downcast::<Str>()) {
        Some(module) if !module.eq_str("builtins") => {
            Str::format(thread, format_args!("{module}.{qualname}()"))
        }
        _ => Str::format(thread, format_args!("{qualname}()")),
    }
}

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<(&'a BuiltinFunction, &'static MethodDef)> {
    match it.downcast::<BuiltinFunction>() {
        Some(this) if this.def.get().is_some() => match this.def.get() {
            Some(def) => Ok((this, def)),
            None => Err(Raised),
        },
        _ => Err(thread.system_error(format_args!("not a builtin function"))),
    }
}

fn call(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    let (this, def) = this(thread, it)?;
    match this.bound() {
        Some(bound) => invoke(thread, def, bound, args, it),
        None => invoke(thread, def, &thread.heap().none(), args, it),
    }
}

/// The object that makes this a method: not a module.
fn receiver(this: &BuiltinFunction) -> Option<&Object> {
    this.bound().filter(|b| !b.isinstance(Builtin::Module))
}

fn repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let (this, def) = this(thread, it)?;
    match receiver(this) {
        None => Str::format(thread, format_args!("<built-in function {}>", def.name)),
        Some(bound) => Str::format(
            thread,
            format_args!(
                "<built-in method {} of {} object at {:#x}>",
                def.name,
                bound.ty().name(),
                bound.id()
            ),
        ),
    }
    .map(Ref::into_object)
}

fn hash(thread: &Thread, it: &Object) -> Result<isize> {
    let (this, def) = this(thread, it)?;
    let code = (std::ptr::from_ref(def) as usize >> 4) as isize;
    let hash = this.bound().map_or(0, hash_address) ^ code;
    Ok(if hash == -1 { -2 } else { hash })
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    let wanted = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let (Some(a), Some(b)) = (parts(a).filter(|_| wanted), parts(b)) else {
        return Ok(heap.not_implemented());
    };
    let same = std::ptr::eq(a.0, b.0)
        && match (a.1, b.1) {
            (Some(a), Some(b)) => a.is(b),
            (a, b) => a.is_none() && b.is_none(),
        };
    Ok(heap.bool(same == (op == CompareOp::Eq)))
}

fn qualname(thread: &Thread, it: &Object) -> Result<Ref> {
    let (this, def) = this(thread, it)?;
    let Some(bound) = receiver(this) else {
        return Ok(crate::str::Str::new(thread, def.name)?.into_object());
    };
    let class = bound.downcast::<Type>().unwrap_or_else(|| bound.ty());
    let name =
        crate::protocol::getattr_name(thread, class.as_object(), names(thread).__qualname__())?;
    let Ok(name) = name.downcast_into::<Str>() else {
        return Err(thread.type_error(format_args!(
            "<method>.__class__.__qualname__ is not a unicode object"
        )));
    };
    Ok(Str::format(thread, format_args!("{name}.{}", def.name))?.into_object())
}

fn reduce(thread: &Thread, it: &Object) -> Result<Ref> {
    let (this, def) = this(thread, it)?;
    let name = crate::str::intern_static(thread, def.name)?.into_object();
    let Some(bound) = receiver(this) else {
        return Ok(name);
    };
    let getattr = crate::object::builtin(thread, "getattr")?;
    let args = crate::Tuple::from_array(thread, [bound.to_ref(), name])?.into_object();
    Ok(crate::Tuple::from_array(thread, [getattr, args])?.into_object())
}

const fn getset(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

/// The well-known type of this file.
pub static SPECS: &[&TypeSpec] = &[&SPEC];

static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::HAVE_VECTORCALL),
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(hash),
        call: Some(call),
        richcompare: Some(compare),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce)],
    members: &[object::MemberDef {
        name: "__module__",
        kind: object::MemberKind::Object,
        offset: 32,
        readonly: false,
        doc: None,
    }],
    getsets: &[
        getset("__doc__", |thread, it| {
            let def = this(thread, it)?.1;
            crate::descriptor::doc_object(thread, def.name, def.doc)
        }),
        getset("__name__", |thread, it| {
            let def = this(thread, it)?.1;
            Ok(crate::str::intern_static(thread, def.name)?.into_object())
        }),
        getset("__qualname__", qualname),
        getset("__self__", |thread, it| {
            let (this, def) = this(thread, it)?;
            let bound = this.bound().filter(|_| def.binding != Binding::Static);
            Ok(bound.map_or_else(|| thread.heap().none(), Object::to_ref))
        }),
        getset("__text_signature__", |thread, it| {
            let def = this(thread, it)?.1;
            crate::descriptor::method_signature(thread, def)
        }),
    ],
    weaklist_offset: 40,
    ..TypeSpec::new(
        "builtin_function_or_method",
        Builtin::BuiltinFunction,
        BuiltinFunction::INFO,
    )
};
