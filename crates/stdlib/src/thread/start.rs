//! Starting threads, their handles, their end and the end of all.
//!
//! ```text
//! not started ─► starting ─► running ─► done          a handle's phases; whoever joins waits for the last
//! ```
//! A handle's inside is shared by the handle and its thread, so that either may go first.

use super::{State, local, lock};
use object::native::{Owned, make};
use object::{
    Args, Builtin, GetSetDef, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots,
    TypeSpec, Waited, native_layout,
};
use std::cell::Cell;
use std::rc::Rc;
use types::{Dict, Int, Signature, Str, Tuple, check_arity, is_true, room};

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Phase {
    #[default]
    NotStarted,
    Starting,
    Running,
    Done,
}

/// The inside of a handle.
#[derive(Default)]
pub(super) struct Inside {
    ident: Cell<usize>,
    phase: Cell<Phase>,
}

pub(super) type Shared = Rc<Inside>;

native_layout! {
    /// A thread as those see it who wait for its end.
    pub struct Handle: HANDLE_LAYOUT, "_ThreadHandle" { inside: Owned<Shared> }
}

native_layout! {
    /// What a new thread is to do.
    pub struct Task: TASK_LAYOUT, "_task" {
        function: Slot,
        args: Slot,
        keywords: Slot,
        inside: Owned<Shared>,
    }
}

static TASK: TypeSpec = TypeSpec {
    ..TypeSpec::new("_thread._task", Builtin::Other, &TASK_LAYOUT)
};

pub(super) static HANDLE: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC,
    slots: TypeSlots {
        repr: Some(|thread, handle| {
            let ident = inside(thread, handle)?.ident.get();
            let name = handle.ty().name();
            Ok(Str::format(thread, format_args!("<{name} object: ident={ident}>"))?.into_object())
        }),
        new: Some(|thread, _, _| new_handle(thread, Shared::default())),
        ..TypeSlots::EMPTY
    },
    getsets: &[GetSetDef {
        name: "ident",
        get: |thread, handle| Int::from_usize(thread, inside(thread, handle)?.ident.get()),
        set: None,
        doc: None,
    }],
    methods: &[
        MethodDef::no_args("is_done", |thread, handle| {
            let done = inside(thread, handle)?.phase.get() == Phase::Done;
            Ok(thread.heap().bool(done))
        }),
        MethodDef::no_args("_set_done", |thread, handle| {
            let inside = inside(thread, handle)?;
            check_started(thread, &inside)?;
            finish(thread, &inside);
            Ok(thread.heap().none())
        }),
        MethodDef::fast("join", join),
    ],
    ..TypeSpec::new("_thread._ThreadHandle", Builtin::Other, &HANDLE_LAYOUT)
};

fn new_handle(thread: &Thread, inside: Shared) -> Result<Ref> {
    let handle = make::<Handle>(thread.heap(), types::type_of(thread, &HANDLE)?)?;
    handle.inside.set(inside);
    handle.as_object().track();
    Ok(handle.into_object())
}

fn inside(thread: &Thread, handle: &Object) -> Result<Shared> {
    match handle
        .downcast::<Handle>()
        .and_then(|handle| handle.inside.get())
    {
        Some(inside) => Ok(inside.clone()),
        None => Err(thread.type_error(format_args!("'handle' must be a _ThreadHandle"))),
    }
}

fn check_started(thread: &Thread, inside: &Inside) -> Result<()> {
    match inside.phase.get() {
        Phase::NotStarted | Phase::Starting => {
            Err(thread.raise(Builtin::RuntimeError, format_args!("thread not started")))
        }
        Phase::Running | Phase::Done => Ok(()),
    }
}

fn key(inside: &Shared) -> usize {
    Rc::as_ptr(inside) as usize
}

/// The thread is over: whoever waits for it goes on.
fn finish(thread: &Thread, inside: &Shared) {
    inside.phase.set(Phase::Done);
    let awaited = &room::<State>(thread).awaited;
    awaited
        .borrow_mut()
        .retain(|other| !Rc::ptr_eq(other, inside));
    thread.wake(key(inside), true);
}

/// Waits for a thread's end. False when the time is over before.
fn wait_for(thread: &Thread, inside: &Shared, until: Option<std::time::Instant>) -> Result<bool> {
    while inside.phase.get() != Phase::Done {
        match thread.wait(key(inside), until) {
            Waited::Woken => {}
            Waited::TimedOut => return Ok(inside.phase.get() == Phase::Done),
            Waited::Interrupted => thread.heed()?,
        }
    }
    Ok(true)
}

fn join(thread: &Thread, handle: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "join", args.len(), 0, 1)?;
    let limit = args
        .first()
        .filter(|limit| !limit.is_exactly(Builtin::NoneType));
    let seconds = match limit {
        Some(limit) => crate::time::seconds_argument(thread, limit)?,
        None => -1.0,
    };
    let until = match seconds < 0.0 {
        true => None,
        false => Some(lock::deadline(thread, seconds)?),
    };
    let inside = inside(thread, handle)?;
    check_started(thread, &inside)?;
    if inside.phase.get() != Phase::Done && inside.ident.get() == thread.ident() {
        let text = format_args!("Cannot join current thread");
        return Err(thread.raise(Builtin::RuntimeError, text));
    }
    wait_for(thread, &inside, until)?;
    Ok(thread.heap().none())
}

/// `_make_thread_handle`: of a thread that runs already.
pub(super) fn make_handle(thread: &Thread, _module: &Object, ident: &Object) -> Result<Ref> {
    if !ident.isinstance(Builtin::Int) {
        return Err(thread.type_error(format_args!("ident must be an integer")));
    }
    let ident = types::as_isize(thread, ident, Builtin::OverflowError)?;
    let inside = Shared::default();
    inside.ident.set(ident as usize);
    inside.phase.set(Phase::Running);
    new_handle(thread, inside)
}

/// Starts a thread for the handle's inside.
fn start(
    thread: &Thread,
    inside: &Shared,
    function: &Object,
    args: Option<&Object>,
    keywords: Option<&Object>,
) -> Result<()> {
    if crate::sys::is_ending(thread) {
        return Err(thread.raise(
            Builtin::PythonFinalizationError,
            format_args!("can't create new thread at interpreter shutdown"),
        ));
    }
    let task = make::<Task>(thread.heap(), types::type_of(thread, &TASK)?)?;
    task.function.set(Some(function.to_ref()));
    task.args.set(args.map(Object::to_ref));
    task.keywords.set(keywords.map(Object::to_ref));
    task.inside.set(inside.clone());
    inside.phase.set(Phase::Starting);
    match interpreter::threads::start(thread, task.into_object(), live) {
        Ok(ident) => {
            inside.ident.set(ident);
            inside.phase.set(Phase::Running);
            Ok(())
        }
        Err(raised) => {
            inside.phase.set(Phase::NotStarted);
            Err(raised)
        }
    }
}

/// What a new thread does.
fn live(thread: &Thread, task: Ref) {
    let Some((function, args, keywords, inside)) = parts(&task) else {
        return;
    };
    drop(task);
    let done = call(thread, &function, args.as_deref(), keywords.as_deref());
    drop((args, keywords));
    match done {
        Ok(answer) => drop(answer),
        Err(_) if thread.pending_is(Builtin::SystemExit) => drop(thread.take_pending()),
        Err(_) => {
            crate::sys::unraisable_of(thread, "in thread started by", &function);
        }
    }
    drop(function);
    local::end(thread);
    drop(thread.own.context.take());
    finish(thread, &inside);
}

type Parts = (Ref, Option<Ref>, Option<Ref>, Shared);

fn parts(task: &Object) -> Option<Parts> {
    let task = task.downcast::<Task>()?;
    Some((
        task.function.take()?,
        task.args.take(),
        task.keywords.take(),
        task.inside.get()?.clone(),
    ))
}

fn call(
    thread: &Thread,
    function: &Object,
    args: Option<&Object>,
    keywords: Option<&Object>,
) -> Result<Ref> {
    let positional = args.and_then(Object::downcast::<Tuple>);
    let mut values = positional.map_or(Vec::new(), |args| args.items().to_vec());
    let mut names = Vec::new();
    if let Some(keywords) = keywords.and_then(Object::downcast::<Dict>) {
        let mut at = 0;
        while let Some((name, value)) = keywords.next(&mut at) {
            names.push(name);
            values.push(value);
        }
    }
    types::call_args(thread, function, Args::new(&values, &names))
}

/// `start_new_thread(function, args, kwargs={})`: a thread that nobody waits for.
pub(super) fn start_new_thread(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "start_new_thread", args.len(), 2, 3)?;
    if !types::is_callable(&args[0]) {
        return Err(thread.type_error(format_args!("first arg must be callable")));
    }
    if args[1].downcast::<Tuple>().is_none() {
        return Err(thread.type_error(format_args!("2nd arg must be a tuple")));
    }
    let keywords = args.get(2);
    if keywords.is_some_and(|keywords| keywords.downcast::<Dict>().is_none()) {
        return Err(thread.type_error(format_args!("optional 3rd arg must be a dictionary")));
    }
    let inside = Shared::default();
    let keywords = keywords.map(|keywords| &**keywords);
    start(thread, &inside, &args[0], Some(&args[1]), keywords)?;
    Int::from_usize(thread, inside.ident.get())
}

/// `start_joinable_thread(function, handle=None, daemon=True)`: the handle.
pub(super) fn start_joinable_thread(
    thread: &Thread,
    _module: &Object,
    args: Args<'_>,
) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "start_joinable_thread",
        names: ["function", "handle", "daemon"],
        required: 1,
        positional: 3,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let Some(function) = bound.get(0).filter(|function| types::is_callable(function)) else {
        return Err(thread.type_error(format_args!("thread function must be callable")));
    };
    let handle = match bound
        .get(1)
        .filter(|handle| !handle.is_exactly(Builtin::NoneType))
    {
        Some(handle) => {
            inside(thread, handle)?;
            handle.to_ref()
        }
        None => new_handle(thread, Shared::default())?,
    };
    let daemon = match bound.get(2) {
        Some(daemon) => is_true(thread, daemon)?,
        None => true,
    };
    let inside = inside(thread, &handle)?;
    if inside.phase.get() != Phase::NotStarted {
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("thread already started"),
        ));
    }
    let awaited = &room::<State>(thread).awaited;
    if !daemon {
        awaited.borrow_mut().push(inside.clone());
    }
    let started = start(thread, &inside, function, None, None);
    if started.is_err() {
        awaited
            .borrow_mut()
            .retain(|other| !Rc::ptr_eq(other, &inside));
    }
    started.map(|()| handle)
}

/// `_shutdown()`: waits for every thread that the end waits for.
pub(super) fn wait_for_all(thread: &Thread, _module: &Object) -> Result<Ref> {
    let ident = thread.ident();
    loop {
        let other = |inside: &&Shared| inside.ident.get() != ident;
        let next = room::<State>(thread)
            .awaited
            .borrow()
            .iter()
            .find(other)
            .cloned();
        match next {
            Some(inside) => wait_for(thread, &inside, None)?,
            None => return Ok(thread.heap().none()),
        };
    }
}

/// What comes before the end of the interpreter: `threading._shutdown()`.
pub fn shutdown(thread: &Thread) {
    let done = crate::modules::loaded(thread, "threading").and_then(|module| match module {
        Some(module) => {
            let name = types::str::intern_static(thread, "_shutdown")?;
            types::call_method(thread, &module, &name, &[]).map(drop)
        }
        None => Ok(()),
    });
    if done.is_err() {
        crate::sys::unraisable(thread, "", None);
    }
}
