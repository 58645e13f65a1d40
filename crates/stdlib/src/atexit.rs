//! `atexit`: functions to call when the interpreter ends, last registered first.
//!
//! They are kept in the module's state, no objects of their own; one that is unregistered leaves its place empty: who runs them goes by
//! their places.

use object::{Args, MethodDef, Object, Ref, Result, Thread};
use std::cell::RefCell;
use types::module::ModuleSpec;
use types::{Dict, Int, Tuple, room};

/// A function with its arguments.
#[derive(Clone)]
struct Call {
    function: Ref,
    args: Ref<Tuple>,
    keywords: Option<Ref<Dict>>,
}

#[derive(Default)]
struct State {
    calls: RefCell<Vec<Option<Call>>>,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        let Ok(calls) = self.calls.try_borrow() else {
            return;
        };
        for call in calls.iter().flatten() {
            visit(&call.function);
            visit(call.args.as_object());
            if let Some(keywords) = &call.keywords {
                visit(keywords.as_object());
            }
        }
    }
}

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "atexit",
    doc: Some("allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.\n"),
    functions: &[
        MethodDef::keywords("register", register)
            .packs()
            .gathers()
            .doc("register($module, func, /, *args, **kwargs)\n--\n\nRegister a function to be executed upon normal program termination."),
        MethodDef::no_args("_clear", |thread, _| {
            clear(thread);
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
            Int::from_usize(thread, room::<State>(thread).calls.borrow().len())
        })
        .doc("_ncallbacks($module, /)\n--\n\nReturn the number of registered exit functions."),
    ],
    types: &[],
    unnamed: &[],
    init: None,
};

/// Forgets all; what dies of it may register anew.
fn clear(thread: &Thread) {
    let calls = room::<State>(thread).calls.take();
    drop(calls);
}

fn at(thread: &Thread, index: usize) -> Option<Option<Call>> {
    room::<State>(thread).calls.borrow().get(index).cloned()
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
    let rest = Tuple::from_slice(thread, rest)?;
    let mut keywords = None;
    if !args.names().is_empty() {
        let all = keywords.insert(Dict::new(thread)?);
        for (name, value) in args.keywords() {
            all.set(thread, name, value)?;
        }
    }
    let state = room::<State>(thread);
    let mut calls = state.calls.borrow_mut();
    if calls.try_reserve(1).is_err() {
        drop(calls);
        return Err(thread.no_memory());
    }
    calls.push(Some(Call {
        function: function.clone(),
        args: rest,
        keywords,
    }));
    Ok(function.clone())
}

fn unregister(thread: &Thread, _module: &Object, function: &Object) -> Result<Ref> {
    let mut index = 0;
    while let Some(call) = at(thread, index) {
        if let Some(call) = call
            && types::equal(thread, function, &call.function)?
        {
            let state = room::<State>(thread);
            let gone = state
                .calls
                .borrow_mut()
                .get_mut(index)
                .and_then(Option::take);
            drop(gone);
        }
        index += 1;
    }
    Ok(thread.heap().none())
}

/// Calls what is registered, last first, and forgets all: also what the functions have registered. What one raises is reported and
/// the others still run.
pub fn run(thread: &Thread) {
    let mut left = room::<State>(thread).calls.borrow().len();
    while let Some(index) = left.checked_sub(1) {
        left = index;
        let Some(Some(call)) = at(thread, index) else {
            continue;
        };
        if call.run(thread).is_err() {
            crate::sys::unraisable_of(thread, "in atexit callback", &call.function);
        }
    }
    clear(thread);
}

impl Call {
    fn run(&self, thread: &Thread) -> Result<Ref> {
        if self.keywords.as_ref().is_none_or(|k| k.is_empty()) {
            let args = Args::positional_only(self.args.items());
            return types::call_packed(thread, &self.function, args);
        }
        let mut values = self.args.items().to_vec();
        let mut names = Vec::new();
        let mut pos = 0;
        while let Some((name, value)) = self.keywords.as_ref().and_then(|k| k.next(&mut pos)) {
            names.push(name);
            values.push(value);
        }
        types::call_packed(thread, &self.function, Args::new(&values, &names).spread())
    }
}
