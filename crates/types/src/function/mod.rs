//! `function`: a code object with its globals, defaults and closure.
//!
//! Layout: `layout.rs`; attributes that a program reads and writes: `attributes.rs`. How a function is called: the
//! `interpreter` room, reached through the hook.

mod attributes;
mod layout;

pub use layout::{FUNCTION_LAYOUT, Function};

use crate::code::Code;
use crate::dict::Dict;
use crate::protocol::Signature;
use crate::state::{names, state};
use crate::str::Str;
use crate::tuple::Tuple;
use object::{
    Args, Builtin, Layout, MemberDef, MemberKind, Object, Ref, Result, Slot, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec,
};
use std::mem::offset_of;

/// This folder's well-known types.
pub const SPECS: &[&TypeSpec] = &[&FUNCTION];

const fn member(name: &'static str, offset: usize, readonly: bool) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly,
        doc: None,
    }
}

static FUNCTION: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC
        .with(TypeFlags::METHOD_DESCRIPTOR)
        .with(TypeFlags::HAVE_VECTORCALL),
    slots: TypeSlots {
        repr: Some(repr),
        call: Some(call),
        descr_get: Some(bind),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    members: &[
        member("__closure__", offset_of!(Function, closure), true),
        member("__doc__", offset_of!(Function, doc), false),
        member("__globals__", offset_of!(Function, globals), true),
        member("__module__", offset_of!(Function, module), false),
        member("__builtins__", offset_of!(Function, builtins), true),
    ],
    getsets: attributes::GETSETS,
    dict_offset: offset_of!(Function, dict) as isize,
    weaklist_offset: 96,
    doc: Some(
        "function(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)\n--\n\n\
         Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    \
         a name to use instead of the code object's\n  argdefs\n    a tuple of default values\n  closure\n    \
         a tuple of cells for the free variables\n  kwdefaults\n    a dictionary of default values of keyword-only \
         parameters",
    ),
    ..TypeSpec::new("function", Builtin::Function, &FUNCTION_LAYOUT)
};

/// A borrowed function behind an object.
pub(crate) fn function_of(object: &Object) -> Result<&Function> {
    object.downcast::<Function>().ok_or_else(|| {
        object
            .thread()
            .type_error(format_args!("expected a function"))
    })
}

impl Function {
    /// A new, tracked function over a code object, in the module of those globals.
    pub fn new(
        thread: &Thread,
        code: Ref<Code>,
        globals: &Dict,
        qualname: Option<Ref<Str>>,
    ) -> Result<Ref<Function>> {
        let builtins = builtins_of(thread, globals)?;
        let fresh = thread
            .heap()
            .alloc(thread.heap().builtin(Builtin::Function), 0)?;
        let Ok(fresh) = fresh.downcast_into::<Function>() else {
            return Err(thread.system_error(format_args!("function type without its layout")));
        };
        fresh.name.set(code.name());
        fresh.qualname.set(qualname.or_else(|| code.qualname()));
        fresh.doc.set(Some(code.doc(thread)));
        fresh
            .module
            .set(globals.get_str(thread, names(thread).__name__())?);
        fresh.globals.set(Some(Ref::new(globals)));
        fresh.builtins.set(Some(builtins));
        fresh.code.set(Some(code));
        fresh.as_object().track();
        Ok(fresh)
    }
}

/// The builtins that code with these globals sees: `__builtins__` (a module or its dictionary), else those of the running
/// code, else the thread's own.
pub fn builtins_of(thread: &Thread, globals: &Dict) -> Result<Ref<Dict>> {
    if let Some(named) = named_builtins(thread, globals)? {
        return Ok(named);
    }
    let running = (crate::runtime::runtime(thread).globals)(thread)?;
    if let Some(running) = running.as_ref().and_then(|g| g.downcast::<Dict>())
        && let Some(named) = named_builtins(thread, running)?
    {
        return Ok(named);
    }
    match state(thread).builtins.get().map(Ref::downcast_into::<Dict>) {
        Some(Ok(dict)) => Ok(dict),
        _ => Dict::new(thread),
    }
}

fn named_builtins(thread: &Thread, globals: &Dict) -> Result<Option<Ref<Dict>>> {
    let Some(found) = globals.get_str(thread, names(thread).__builtins__())? else {
        return Ok(None);
    };
    if let Some(module) = found.downcast::<crate::module::Module>() {
        return Ok(Some(module.dict()));
    }
    Ok(found.downcast_into::<Dict>().ok())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = function_of(object)?;
    let name = it.qualname.get();
    let text = match &name {
        Some(name) => Str::format(
            thread,
            format_args!("<function {} at {:#x}>", **name, object.id()),
        ),
        None => Str::format(thread, format_args!("<function ? at {:#x}>", object.id())),
    };
    Ok(text?.into_object())
}

fn call(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    (thread.hooks().call_function)(thread, object, args)
}

fn bind(
    thread: &Thread,
    function: &Object,
    instance: Option<&Object>,
    _owner: Option<&Object>,
) -> Result<Ref> {
    match instance {
        Some(instance) if !instance.is(&thread.heap().none()) => {
            crate::method::new(thread, function, instance)
        }
        _ => Ok(function.to_ref()),
    }
}

const SIGNATURE: Signature<6> = Signature {
    function: "function",
    names: [
        "code",
        "globals",
        "name",
        "argdefs",
        "closure",
        "kwdefaults",
    ],
    required: 2,
    positional: 6,
};

fn new(thread: &Thread, _ty: &Type, args: Args<'_>) -> Result<Ref> {
    let bound = SIGNATURE.bind(thread, &args)?;
    let none = thread.heap().none();
    let given = |index: usize| bound.get(index).filter(|o| !o.is(&none));
    let code = expect::<Code>(thread, bound.get(0), "code", "code")?;
    let globals = expect::<Dict>(thread, bound.get(1), "globals", "dict")?;
    let name = optional::<Str>(thread, given(2), "arg 3 (name) must be None or string")?;
    let defaults = optional::<Tuple>(thread, given(3), "arg 4 (defaults) must be None or tuple")?;
    let free = code.free_count();
    let closure = match bound.get(4) {
        Some(it) if it.downcast::<Tuple>().is_none() && free > 0 => {
            return Err(thread.type_error(format_args!("arg 5 (closure) must be tuple")));
        }
        _ => optional::<Tuple>(thread, given(4), "arg 5 (closure) must be None or tuple")?,
    };
    check_closure(thread, &code, closure.as_deref())?;
    let kwdefaults = optional::<Dict>(thread, given(5), "arg 6 (kwdefaults) must be None or dict")?;
    let fresh = Function::new(thread, code, &globals, None)?;
    if let Some(name) = name {
        fresh.name.set(Some(name));
    }
    fresh.defaults.set(defaults);
    fresh.closure.set(closure);
    fresh.kwdefaults.set(kwdefaults);
    Ok(fresh.into_object())
}

fn check_closure(thread: &Thread, code: &Code, closure: Option<&Tuple>) -> Result<()> {
    let (want, have) = (code.free_count(), closure.map_or(0, Tuple::len));
    if want != have {
        let name = code.name();
        let name = name
            .as_deref()
            .map(|n| n as &dyn std::fmt::Display)
            .unwrap_or(&"?");
        return Err(thread.value_error(format_args!(
            "{name} requires closure of length {want}, not {have}"
        )));
    }
    for item in closure.map_or(&[][..], Tuple::items) {
        if !item.is_exactly(Builtin::Cell) {
            return Err(thread.type_error(format_args!(
                "arg 5 (closure) expected cell, found {}",
                item.ty().name()
            )));
        }
    }
    Ok(())
}

fn expect<T: Layout>(
    thread: &Thread,
    object: Option<&Object>,
    name: &str,
    want: &str,
) -> Result<Ref<T>> {
    match object.and_then(Object::downcast::<T>) {
        Some(it) => Ok(Ref::new(it)),
        None => Err(thread.type_error(format_args!(
            "function() argument '{name}' must be {want}, not {}",
            object.map_or("None", crate::protocol::type_text)
        ))),
    }
}

fn optional<T: Layout>(
    thread: &Thread,
    object: Option<&Object>,
    message: &str,
) -> Result<Option<Ref<T>>> {
    let Some(object) = object else {
        return Ok(None);
    };
    match object.downcast::<T>() {
        Some(it) => Ok(Some(Ref::new(it))),
        None => Err(thread.type_error(format_args!("{message}"))),
    }
}

/// Replaces a slot that must hold an instance of `T` or (when deleted or `None`) nothing.
pub(crate) fn store_optional<T: Layout>(
    thread: &Thread,
    slot: &Slot<T>,
    value: Option<&Object>,
    message: &str,
) -> Result<()> {
    let none = thread.heap().none();
    slot.set(optional::<T>(
        thread,
        value.filter(|v| !v.is(&none)),
        message,
    )?);
    Ok(())
}
