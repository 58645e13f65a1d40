//! Calls of native functions, of methods of built-in types, and of classes.
//!
//! Cache words: for methods 0 is the version of the receiver's type; 2 is the declaration of what is called, which is static.
//! For classes 0 is the class's version and 2 its `__init__`, borrowed: the class keeps it while its version stays.
//! How many arguments the instruction has is fixed, so their number is checked once, when it specialises.

use super::{may_try, miss, pack, try_specialise};
use crate::call;
use crate::machine::{At, Flow};
use bytecode::Op;
use object::{Args, Builtin, MethodBody, MethodDef, Object, Ref, Result, Slot, Type, TypeFlags};
use types::builtin_function;
use types::frame::Return;
use types::function::Function;

/// Whether a call with this many positional arguments needs no check.
fn takes(def: &MethodDef, count: usize) -> bool {
    match def.body {
        MethodBody::NoArgs(_) => count == 0,
        MethodBody::One(_) => count == 1,
        MethodBody::Fast(_) | MethodBody::Keywords(_) => true,
    }
}

fn by_method(at: &At, method: Op, plain: Op) -> Op {
    match super::current(at).generic() {
        Op::CALL_METHOD => method,
        _ => plain,
    }
}

/// Remembers what is called, if it is native or a class; true when the instruction has changed.
pub fn remember(at: &At, callable: &Object, this: Option<&Object>) {
    match (callable.builtin(), this) {
        (Builtin::BuiltinFunction, None) => {
            let Some((def, _)) = builtin_function::parts(callable) else {
                return;
            };
            if takes(def, at.b()) {
                super::remember(at, 2, def as *const MethodDef as u64);
                try_specialise(at, by_method(at, Op::CALL_METHOD_NATIVE, Op::CALL_NATIVE));
            }
        }
        (Builtin::MethodDescriptor, Some(this)) => {
            let Some(def) = types::descriptor::method_for(callable, this) else {
                return;
            };
            let version = types::typeobj::inline::version(this.ty());
            if takes(def, at.b()) && version != 0 {
                super::remember(at, 0, pack(version, 0));
                super::remember(at, 2, def as *const MethodDef as u64);
                try_specialise(at, Op::CALL_METHOD_DESCRIPTOR);
            }
        }
        (Builtin::Type, None) => {
            if let Some(class) = callable.downcast::<Type>()
                && !remember_class(at, class)
            {
                try_specialise(at, by_method(at, Op::CALL_METHOD_TYPE, Op::CALL_TYPE));
            }
        }
        _ => {}
    }
}

/// How a class is called whose `__init__` needs no binding, without and with its arguments packed; and any other.
const PLAIN: u64 = 0;
const PACKED: u64 = 1;
const GENERAL: u64 = 2;

/// Remembers a class whose instances are made in the plain way and initialised by a Python function.
fn remember_class(at: &At, class: &Type) -> bool {
    let thread = at.thread();
    let Some(init) = call::python_init(thread, class) else {
        return false;
    };
    let version = types::typeobj::inline::version(class);
    let Some(code) = init.code.get() else {
        return false;
    };
    if version == 0 {
        return true;
    }
    // 3.13 has an instruction for these; all others go the general way, which packs the arguments.
    let exact = super::calls::is_exact(&code, at.b() + 1);
    let kind = match class.flags().has(TypeFlags::INLINE_VALUES) {
        true if exact => PLAIN,
        false if exact => PACKED,
        _ => GENERAL,
    };
    super::remember(at, 0, pack(version, kind as usize));
    super::remember(at, 1, code.id.get());
    super::remember(at, 2, init.as_object().id() as u64);
    try_specialise(
        at,
        by_method(at, Op::CALL_METHOD_CLASS_PY_INIT, Op::CALL_CLASS_PY_INIT),
    );
    true
}

/// The declaration that the instruction remembers, when it is `def`.
#[inline(always)]
fn is_known(at: &At, def: Option<&'static MethodDef>) -> Option<&'static MethodDef> {
    def.filter(|def| std::ptr::from_ref(*def) as u64 == at.cache(2))
}

/// Consumes callable and arguments, places the result, hears what waits.
#[inline(always)]
fn finish(at: At, result: Result<Ref>, first: usize) -> Flow {
    drop(at.take(at.a()));
    at.drop_run(first, at.a() + 2 + at.b() - first);
    at.put(at.a(), result?);
    if at.vm.interrupted() {
        call::settle(&at)?;
    }
    at.next(3)
}

/// As `finish` for what 3.13 has instructions of its own for once it has seen the call, which hear nothing: `len`, `isinstance` and
/// `type` with one argument.
#[inline(always)]
fn finish_unheard(at: At, result: Result<Ref>, first: usize) -> Flow {
    drop(at.take(at.a()));
    at.drop_run(first, at.a() + 2 + at.b() - first);
    at.put(at.a(), result?);
    at.next(3)
}

/// `CALL_NATIVE`, `CALL_METHOD_NATIVE`.
pub fn function(at: At) -> Flow {
    let callable = at.borrow(at.a());
    if callable.is_exactly(Builtin::BuiltinFunction)
        && at.slot(at.a() + 1).is_none()
        && let Some((def, bound)) = builtin_function::parts(callable)
        && let Some(def) = is_known(&at, Some(def))
    {
        let thread = at.thread();
        let first = at.a() + 2;
        let values = at.run(first, at.b());
        let none = at.vm.none();
        let result = builtin_function::enter(thread, def, bound.unwrap_or(&none), values);
        if at.vm.interrupted() && matches!(def.name, "len" | "isinstance") {
            return finish_unheard(at, result, first);
        }
        return finish(at, result, first);
    }
    missed(at)
}

/// `CALL_METHOD_DESCRIPTOR`.
pub fn method(at: At) -> Flow {
    let callable = at.borrow(at.a());
    if callable.is_exactly(Builtin::MethodDescriptor)
        && let Some(this) = at.slot(at.a() + 1).peek()
        && let Some(def) = is_known(&at, types::descriptor::declaration(callable))
    {
        // SAFETY: the register owns the object until the call is over.
        let this = unsafe { this.as_ref() };
        if this.ty().version() == at.cache(0) as u32 {
            let values = at.run(at.a() + 2, at.b());
            let result = builtin_function::enter(at.thread(), def, this, values);
            return finish(at, result, at.a() + 1);
        }
    }
    missed(at)
}

/// `CALL_TYPE`, `CALL_METHOD_TYPE`.
pub fn class(at: At) -> Flow {
    let callable = at.borrow(at.a());
    if callable.is_exactly(Builtin::Type) && at.slot(at.a() + 1).is_none() {
        let first = at.a() + 2;
        let args = Args::positional_only(at.run(first, at.b()));
        let held = types::protocol::takes_tuple(callable, &args)
            .then(|| at.thread().heap().hold_values(args.positional(), 0));
        // The tuple is gone before a collection may empty the free lists.
        let result = held
            .transpose()
            .and_then(|_held| types::typeobj::type_call(at.thread(), callable, args));
        let asks = at.b() == 1
            && at.vm.interrupted()
            && callable
                .downcast::<Type>()
                .is_some_and(|class| class.builtin() == Builtin::Type);
        if asks {
            return finish_unheard(at, result, first);
        }
        return finish(at, result, first);
    }
    missed(at)
}

/// `CALL_CLASS_PY_INIT`, `CALL_METHOD_CLASS_PY_INIT`.
pub fn instance(at: At) -> Flow {
    let callable = at.borrow(at.a());
    if !callable.is_exactly(Builtin::Type) || !at.slot(at.a() + 1).is_none() {
        return missed(at);
    }
    let Some(class) = callable.downcast::<Type>() else {
        return missed(at);
    };
    if class.version() != at.cache(0) as u32 {
        return missed(at);
    }
    let kind = at.cache(0) >> 32;
    // SAFETY: the class keeps its `__init__` while its version stays; the function keeps its code, and nothing runs before
    // the record does so too.
    let (function, code) = unsafe {
        let function = (*(at.cache(2) as *const Object)).cast_unchecked::<Function>();
        (function, function.code.borrow())
    };
    let Some(code) = code.filter(|code| code.id.get() == at.cache(1) & super::LOW) else {
        return missed(at);
    };
    let (vm, thread) = (at.vm, at.thread());
    let base = at.slot(at.a() + 1) as *const Slot;
    let room = vm.fits(base, code.window.get() as usize);
    if kind == GENERAL
        || !room
        || thread.depth.get() >= thread.depth_limit.get()
        || vm.interrupted()
    {
        let function = Ref::new(function);
        return call::call_known(at, function, kind != PLAIN);
    }
    let made = call::make_instance(&at, class, at.b(), &[], kind != PLAIN);
    drop(at.take(at.a()));
    let (instance, packed) = match made {
        Ok(made) => made,
        Err(raised) => {
            at.drop_run(at.a() + 2, at.b());
            return Err(raised);
        }
    };
    at.put(at.a(), instance.clone());
    at.put(at.a() + 1, instance);
    let entered = match packed {
        true => Return::InitHeld,
        false => Return::Init,
    };
    if vm.interrupted() {
        // Making the instance asked for a collection: `__init__` is entered where that is heard.
        return call::enter_init(at, Ref::new(function), at.b() + 1, &[], entered);
    }
    function.as_object().incref();
    Ok(super::calls::enter(at, function, code, base, entered))
}

/// The plain way to make an instance and a Python function to initialise it.
pub fn is_plain(class: &Type) -> bool {
    class.is_class()
        && !class.flags().has(TypeFlags::ABSTRACT)
        && types::typeobj::is_new_of(class, Builtin::Object)
}

#[cold]
fn missed(at: At) -> Flow {
    miss(&at);
    if may_try(&at) {
        super::calls::remember(&at);
    }
    call::call(at)
}
