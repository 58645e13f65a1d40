//! `_weakref`: the types of weak references, and who refers weakly to an object.

use object::{Builtin, MethodDef, Object, Ref, Result, Thread, WeakRef, weakref};
use types::module::{Module, ModuleSpec};
use types::{Dict, Int, List, check_arity};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_weakref",
    doc: Some("Weak-reference support module."),
    functions: &[
        MethodDef::one("getweakrefcount", count)
            .doc("getweakrefcount($module, object, /)\n--\n\nReturn the number of weak references to 'object'."),
        MethodDef::fast("_remove_dead_weakref", remove_dead)
            .doc("_remove_dead_weakref($module, dct, key, /)\n--\n\nAtomically remove key from dict if it points to a dead weakref."),
        MethodDef::one("getweakrefs", references)
            .doc("getweakrefs($module, object, /)\n--\n\nReturn a list of all weak reference objects pointing to 'object'."),
        MethodDef::fast("proxy", proxy)
            .doc("proxy($module, object, callback=None, /)\n--\n\nCreate a proxy object that weakly references 'object'."),
    ],
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    for (name, ty) in [
        ("ref", Builtin::WeakRef),
        ("ReferenceType", Builtin::WeakRef),
        ("ProxyType", Builtin::WeakProxy),
        ("CallableProxyType", Builtin::WeakCallableProxy),
    ] {
        module.add(thread, name, thread.heap().builtin(ty).as_object())?;
    }
    Ok(())
}

fn count(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    let mut n = 0;
    weakref::for_each(object, &mut |_| n += 1);
    Int::from_usize(thread, n)
}

fn references(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    let found = List::new(thread)?;
    let mut result = Ok(());
    weakref::for_each(object, &mut |reference| {
        if result.is_ok() && reference.as_object().refcount() > 0 {
            result = found.push(thread, reference.as_object().to_ref());
        }
    });
    result?;
    Ok(found.into_object())
}

fn proxy(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "proxy", args.len(), 1, 2)?;
    let callback = args.get(1).filter(|c| !c.is_exactly(Builtin::NoneType));
    let kind = match types::is_callable(&args[0]) {
        true => Builtin::WeakCallableProxy,
        false => Builtin::WeakProxy,
    };
    let ty = thread.heap().builtin(kind);
    let made = WeakRef::make(thread, ty, &args[0], callback.map(|c| &**c))?;
    Ok(made.into_object())
}

fn remove_dead(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "_remove_dead_weakref", args.len(), 2, 2)?;
    let Some(dict) = args[0].downcast::<Dict>() else {
        return Err(thread.type_error(format_args!(
            "_remove_dead_weakref() argument 1 must be dict, not {}",
            types::protocol::type_text(&args[0])
        )));
    };
    if let Some(value) = dict.get(thread, &args[1])? {
        let Some(reference) = value.downcast::<WeakRef>() else {
            return Err(thread.type_error(format_args!("not a weakref")));
        };
        if reference.upgrade().is_none() {
            drop(dict.remove(thread, &args[1])?);
        }
    }
    Ok(thread.heap().none())
}
