//! `atexit`: functions to call when the interpreter ends, last registered first.
//!
//! They are kept in a list of the module's state; each entry is a tuple of function, positional arguments, keywords, or `None` once it
//! is unregistered: who runs them goes by their places.

use object::{Args, MethodDef, Object, Ref, Result, Slot, Thread};
use types::module::ModuleSpec;
use types::{Dict, Int, List, Tuple, room};

#[derive(Default)]
struct State {
    calls: Slot,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.calls, visit);
    }
}

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "atexit",
    doc: Some("allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.\n"),
    functions: &[
        MethodDef::keywords("register", register)
            .doc("register($module, func, /, *args, **kwargs)\n--\n\nRegister a function to be executed upon normal program termination."),
        MethodDef::no_args("_clear", |thread, _| {
            room::<State>(thread).calls.set(None);
            Ok(thread.heap().none())
        })
        .doc("_clear($module, /)\n--\n\nClear the list of previously registered exit functions."),
        MethodDef::one("unregister", unregister)
            .doc("unregister($module, func, /)\n--\n\nUnregister an exit function which was previously registered."),
        MethodDef::no_args("_run_exitfuncs", |thread, _| {
            run(thread);
            Ok(thread.heap().none())
        })
        .doc("_run_exitfuncs($module, /)\n--\n\nRun all registered exit functions."),
        MethodDef::no_args("_ncallbacks", |thread, _| {
            Int::from_usize(thread, calls(thread)?.len())
        })
        .doc("_ncallbacks($module, /)\n--\n\nReturn the number of registered exit functions."),
    ],
    types: &[],
    unnamed: &[],
    init: None,
};

fn calls(thread: &Thread) -> Result<Ref<List>> {
    let state = room::<State>(thread);
    if let Some(Ok(list)) = state.calls.get().map(Ref::downcast_into::<List>) {
        return Ok(list);
    }
    let fresh = List::new(thread)?;
    state.calls.set(Some(fresh.clone().into_object()));
    Ok(fresh)
}

fn register(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    let Some((function, rest)) = args.positional().split_first() else {
        return Err(thread.type_error(format_args!(
            "register() takes at least 1 argument (0 given)"
        )));
    };
    if !types::is_callable(function) {
        return Err(thread.type_error(format_args!("the first argument must be callable")));
    }
    let rest = Tuple::from_slice(thread, rest)?.into_object();
    let keywords = Dict::new(thread)?;
    for (name, value) in args.keywords() {
        keywords.set(thread, name, value)?;
    }
    let entry = [function.clone(), rest, keywords.into_object()];
    let entry = Tuple::from_array(thread, entry)?;
    calls(thread)?.push(thread, entry.into_object())?;
    Ok(function.clone())
}

fn unregister(thread: &Thread, _module: &Object, function: &Object) -> Result<Ref> {
    let calls = calls(thread)?;
    let mut at = 0;
    while let Some(entry) = calls.get(at) {
        let own = entry
            .downcast::<Tuple>()
            .and_then(|t| t.items().first().cloned());
        if let Some(own) = own
            && types::equal(thread, function, &own)?
            && at < calls.len()
        {
            calls.set(at, thread.heap().none());
        }
        at += 1;
    }
    Ok(thread.heap().none())
}

/// Calls what is registered, last first, and forgets all: also what the functions have registered. What one raises is reported and
/// the others still run.
pub fn run(thread: &Thread) {
    let mut left = match calls(thread) {
        Ok(list) => list.len(),
        Err(_) => return drop(thread.take_pending()),
    };
    while let Some(at) = left.checked_sub(1) {
        left = at;
        let entry = calls(thread).ok().and_then(|list| list.get(at));
        let Some(entry) = entry else {
            drop(thread.take_pending());
            continue;
        };
        let items = entry.downcast::<Tuple>().map_or(&[][..], Tuple::items);
        let [function, args, keywords] = items else {
            continue;
        };
        if call(thread, function, args, keywords).is_err() {
            crate::sys::unraisable_of(thread, "in atexit callback", function);
        }
    }
    room::<State>(thread).calls.set(None);
}

fn call(thread: &Thread, function: &Object, args: &Object, keywords: &Object) -> Result<Ref> {
    let mut values = args
        .downcast::<Tuple>()
        .map_or(&[][..], Tuple::items)
        .to_vec();
    let mut names = Vec::new();
    if let Some(dict) = keywords.downcast::<Dict>() {
        let mut at = 0;
        while let Some((name, value)) = dict.next(&mut at) {
            names.push(name);
            values.push(value);
        }
    }
    types::call_args(thread, function, Args::new(&values, &names))
}
