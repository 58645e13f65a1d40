//! `lock` and `RLock`.
//!
//! Whoever lets go of a lock wakes the thread that has waited longest; that one tries again, and may find that another was faster.
//! So no lock is ever handed to a thread that gave up in the meantime.

use object::native::make;
use object::{
    Args, Builtin, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots, TypeSpec,
    Waited, native_layout,
};
use std::cell::Cell;
use std::time::{Duration, Instant};
use types::{Int, Signature, Str, Tuple, is_true};

native_layout! {
    /// A lock that any thread may let go of.
    pub struct Lock: LOCK_LAYOUT, "lock" {
        held: Cell<usize>,
        weaklist: Cell<usize>,
        waiting: Cell<usize>,
    }
}

native_layout! {
    /// A lock that its owner may take again.
    pub struct RLock: RLOCK_LAYOUT, "RLock" {
        held: Cell<usize>,
        waiting: Cell<usize>,
        owner: Cell<usize>,
        weaklist: Cell<usize>,
    }
}

pub(super) static LOCK: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC,
    slots: TypeSlots {
        repr: Some(show_lock),
        new: Some(|thread, ty, args| {
            if !args.is_empty() {
                return Err(thread.type_error(format_args!(
                    "lock expected 0 arguments, got {}",
                    args.values().len()
                )));
            }
            let fresh = make::<Lock>(thread.heap(), ty)?.into_object();
            fresh.track();
            Ok(fresh)
        }),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::keywords("acquire_lock", acquire)
            .doc("acquire_lock($self, /, blocking=True, timeout=-1)\n--\n\nAn obsolete synonym of acquire()."),
        MethodDef::keywords("acquire", acquire)
            .doc("acquire($self, /, blocking=True, timeout=-1)\n--\n\nLock the lock."),
        MethodDef::no_args("release_lock", release)
            .doc("release_lock($self, /)\n--\n\nAn obsolete synonym of release()."),
        MethodDef::no_args("release", release).doc("release($self, /)\n--\n\nRelease the lock."),
        MethodDef::no_args("locked_lock", locked)
            .doc("locked_lock($self, /)\n--\n\nAn obsolete synonym of locked()."),
        MethodDef::no_args("locked", locked)
            .doc("locked($self, /)\n--\n\nReturn whether the lock is in the locked state."),
        MethodDef::no_args("__enter__", |thread, it| {
            acquire(thread, it, Args::default())
        })
        .doc("__enter__($self, /)\n--\n\nLock the lock."),
        MethodDef::fast("__exit__", |thread, it, _| release(thread, it))
            .varargs()
            .doc("__exit__($self, /, *exc_info)\n--\n\nRelease the lock."),
        MethodDef::no_args("_at_fork_reinit", |thread, it| {
            lock(thread, it)?.held.set(0);
            Ok(thread.heap().none())
        }),
    ],
    weaklist_offset: 24,
    doc: Some("A lock object is a synchronization primitive."),
    ..TypeSpec::new("_thread.lock", Builtin::Other, &LOCK_LAYOUT)
};

pub(super) static RLOCK: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        repr: Some(show_rlock),
        new: Some(|thread, ty, _| {
            let fresh = make::<RLock>(thread.heap(), ty)?.into_object();
            fresh.track();
            Ok(fresh)
        }),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::keywords("acquire", acquire_again)
            .doc("acquire($self, /, blocking=True, timeout=-1)\n--\n\nLock the lock."),
        MethodDef::no_args("release", release_again)
            .doc("release($self, /)\n--\n\nRelease the lock."),
        MethodDef::no_args("_is_owned", |thread, it| {
            let lock = rlock(thread, it)?;
            Ok(thread.heap().bool(lock.is_owned(thread)))
        })
        .doc("_is_owned($self, /)\n--\n\nFor internal use by `threading.Condition`."),
        MethodDef::no_args("_recursion_count", |thread, it| {
            let lock = rlock(thread, it)?;
            let count = if lock.is_owned(thread) {
                lock.held.get()
            } else {
                0
            };
            Int::from_usize(thread, count)
        })
        .doc("_recursion_count($self, /)\n--\n\nFor internal use by reentrancy checks."),
        MethodDef::one("_acquire_restore", acquire_restore).doc(
            "_acquire_restore($self, state, /)\n--\n\nFor internal use by `threading.Condition`.",
        ),
        MethodDef::no_args("_release_save", release_save)
            .doc("_release_save($self, /)\n--\n\nFor internal use by `threading.Condition`."),
        MethodDef::no_args("__enter__", |thread, it| {
            acquire_again(thread, it, Args::default())
        })
        .doc("__enter__($self, /)\n--\n\nLock the lock."),
        MethodDef::fast("__exit__", |thread, it, _| release_again(thread, it))
            .varargs()
            .doc("__exit__($self, /, *exc_info)\n--\n\nRelease the lock."),
        MethodDef::no_args("_at_fork_reinit", |thread, it| {
            let lock = rlock(thread, it)?;
            lock.held.set(0);
            lock.owner.set(0);
            Ok(thread.heap().none())
        }),
    ],
    weaklist_offset: 40,
    ..TypeSpec::new("_thread.RLock", Builtin::Other, &RLOCK_LAYOUT)
};

/// A new lock.
pub(super) fn fresh(thread: &Thread) -> Result<Ref> {
    let ty: &Type = types::type_of(thread, &LOCK)?;
    let fresh = make::<Lock>(thread.heap(), ty)?.into_object();
    fresh.track();
    Ok(fresh)
}

fn lock<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Lock> {
    match object.downcast::<Lock>() {
        Some(lock) => Ok(lock),
        None => Err(thread.type_error(format_args!("a lock is required"))),
    }
}

fn rlock<'a>(thread: &Thread, object: &'a Object) -> Result<&'a RLock> {
    match object.downcast::<RLock>() {
        Some(lock) => Ok(lock),
        None => Err(thread.type_error(format_args!("an RLock is required"))),
    }
}

/// Whether a call waits at all, and until when.
struct Patience {
    blocking: bool,
    until: Option<Instant>,
}

fn patience(thread: &Thread, args: &Args<'_>) -> Result<Patience> {
    const SIGNATURE: Signature<2> = Signature {
        function: "acquire",
        names: ["blocking", "timeout"],
        required: 0,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, args)?;
    let blocking = match bound.get(0) {
        Some(blocking) => is_true(thread, blocking)?,
        None => true,
    };
    let seconds = match bound.get(1) {
        Some(timeout) => crate::time::seconds_argument(thread, timeout)?,
        None => -1.0,
    };
    if !blocking && seconds != -1.0 {
        return Err(thread.value_error(format_args!(
            "can't specify a timeout for a non-blocking call"
        )));
    }
    if seconds < 0.0 && seconds != -1.0 {
        return Err(thread.value_error(format_args!("timeout value must be a non-negative number")));
    }
    let until = match seconds {
        seconds if seconds < 0.0 => None,
        seconds => Some(deadline(thread, seconds)?),
    };
    Ok(Patience { blocking, until })
}

/// The time in so many seconds.
pub(super) fn deadline(thread: &Thread, seconds: f64) -> Result<Instant> {
    let overflow = |text: &str| thread.raise(Builtin::OverflowError, format_args!("{text}"));
    if seconds >= 2_f64.powi(63) {
        return Err(overflow("timestamp out of range for platform time_t"));
    }
    if seconds > super::LONGEST_SECONDS {
        return Err(overflow("timeout value is too large"));
    }
    let pause = Duration::try_from_secs_f64(seconds).unwrap_or_default();
    let until = Instant::now().checked_add(pause);
    until.ok_or_else(|| overflow("timeout value is too large"))
}

/// Waits until `held` is 0 and sets it to 1; false when that would take too long.
fn take(
    thread: &Thread,
    held: &Cell<usize>,
    waiting: &Cell<usize>,
    patience: &Patience,
) -> Result<bool> {
    if held.get() == 0 {
        held.set(1);
        return Ok(true);
    }
    if !patience.blocking {
        return Ok(false);
    }
    let key = std::ptr::from_ref(held) as usize;
    waiting.set(waiting.get() + 1);
    let mut answer = Ok(false);
    loop {
        let waited = thread.wait(key, patience.until);
        if waited == Waited::Interrupted
            && let Err(raised) = thread.heed()
        {
            answer = Err(raised);
            break;
        }
        if held.get() == 0 {
            held.set(1);
            answer = Ok(true);
            break;
        }
        if waited == Waited::TimedOut {
            break;
        }
    }
    waiting.set(waiting.get() - 1);
    // Whoever was woken and doesn't take the lock leaves it to the next.
    if held.get() == 0 && waiting.get() > 0 {
        thread.wake(key, false);
    }
    answer
}

fn let_go(thread: &Thread, held: &Cell<usize>, waiting: &Cell<usize>) {
    held.set(0);
    if waiting.get() > 0 {
        thread.wake(std::ptr::from_ref(held) as usize, false);
    }
}

fn acquire(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let patience = patience(thread, &args)?;
    let lock = lock(thread, object)?;
    let taken = take(thread, &lock.held, &lock.waiting, &patience)?;
    Ok(thread.heap().bool(taken))
}

fn release(thread: &Thread, object: &Object) -> Result<Ref> {
    let lock = lock(thread, object)?;
    if lock.held.get() == 0 {
        return Err(thread.raise(Builtin::RuntimeError, format_args!("release unlocked lock")));
    }
    let_go(thread, &lock.held, &lock.waiting);
    Ok(thread.heap().none())
}

fn locked(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(lock(thread, object)?.held.get() > 0))
}

impl RLock {
    fn is_owned(&self, thread: &Thread) -> bool {
        self.held.get() > 0 && self.owner.get() == thread.ident()
    }

    fn check_owned(&self, thread: &Thread) -> Result<()> {
        match self.is_owned(thread) {
            true => Ok(()),
            false => Err(thread.raise(
                Builtin::RuntimeError,
                format_args!("cannot release un-acquired lock"),
            )),
        }
    }
}

fn acquire_again(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let patience = patience(thread, &args)?;
    let lock = rlock(thread, object)?;
    if lock.is_owned(thread) {
        let Some(count) = lock.held.get().checked_add(1) else {
            return Err(thread.raise(
                Builtin::OverflowError,
                format_args!("Internal lock count overflowed"),
            ));
        };
        lock.held.set(count);
        return Ok(thread.heap().bool(true));
    }
    let taken = take(thread, &lock.held, &lock.waiting, &patience)?;
    if taken {
        lock.owner.set(thread.ident());
    }
    Ok(thread.heap().bool(taken))
}

fn release_again(thread: &Thread, object: &Object) -> Result<Ref> {
    let lock = rlock(thread, object)?;
    lock.check_owned(thread)?;
    match lock.held.get() {
        1 => {
            lock.owner.set(0);
            let_go(thread, &lock.held, &lock.waiting);
        }
        n => lock.held.set(n - 1),
    }
    Ok(thread.heap().none())
}

fn release_save(thread: &Thread, object: &Object) -> Result<Ref> {
    let lock = rlock(thread, object)?;
    if lock.held.get() == 0 {
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("cannot release un-acquired lock"),
        ));
    }
    let saved = [lock.held.get(), lock.owner.replace(0)].map(|n| Int::from_usize(thread, n));
    let [count, owner] = saved;
    let saved = Tuple::from_array(thread, [count?, owner?])?.into_object();
    let_go(thread, &lock.held, &lock.waiting);
    Ok(saved)
}

fn acquire_restore(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let number = |n: &Object| types::as_isize(thread, n, Builtin::OverflowError);
    let state = types::to_tuple(thread, state)?;
    let [count, owner] = state.items() else {
        return Err(thread.type_error(format_args!(
            "_acquire_restore() argument 1 must be 2-item tuple"
        )));
    };
    let (count, owner) = (number(count)?, number(owner)?);
    let lock = rlock(thread, object)?;
    let patience = Patience {
        blocking: true,
        until: None,
    };
    take(thread, &lock.held, &lock.waiting, &patience)?;
    lock.held.set(count.max(1) as usize);
    lock.owner.set(owner as usize);
    Ok(thread.heap().none())
}

fn show_lock(thread: &Thread, object: &Object) -> Result<Ref> {
    let state = match lock(thread, object)?.held.get() {
        0 => "unlocked",
        _ => "locked",
    };
    let (name, id) = (object.ty().name(), object.id());
    let text = Str::format(thread, format_args!("<{state} {name} object at {id:#x}>"))?;
    Ok(text.into_object())
}

fn show_rlock(thread: &Thread, object: &Object) -> Result<Ref> {
    let lock = rlock(thread, object)?;
    let (count, owner) = (lock.held.get(), lock.owner.get());
    let state = if count == 0 { "unlocked" } else { "locked" };
    let (name, id) = (object.ty().name(), object.id());
    let text = Str::format(
        thread,
        format_args!("<{state} {name} object owner={owner} count={count} at {id:#x}>"),
    )?;
    Ok(text.into_object())
}
