//! Calls: what is called, how arguments become registers, how frames come and go.
//!
//! - `enter.rs`: pushing a frame for a Python function. `bind.rs`: binding arguments; `errors.rs`: what is wrong with them.
//! - `packed.rs`: what a call of a class holds meanwhile. `leave.rs`: returning. `native.rs`: the entry for native code.

mod bind;
mod enter;
mod errors;
mod leave;
mod native;
mod packed;

pub use enter::{enter_function, enter_init, enter_one, next_record};
pub use leave::{deliver, pop_frame, return_constant, return_operand};
pub use native::{call_function, call_giving, run_code, run_function_with};
pub use packed::Held;

use crate::machine::{At, Flow};
use crate::safepoint::safe_point;
use object::{Args, Builtin, Object, Ref, Result, Thread, Type};
use types::frame::Return;
use types::function::Function;
use types::{Dict, Str, Tuple, names, protocol};

/// `CALL` and `CALL_METHOD`: callable, self or null, `b` arguments.
pub fn call(at: At) -> Flow {
    call_any(at, at.b(), &[])
}

/// `CALL_KW`: the last arguments belong to the names in constant c.
pub fn call_keywords(at: At) -> Flow {
    let names = at.constant(at.c()).downcast::<Tuple>();
    call_any(at, at.b(), names.map_or(&[], Tuple::items))
}

/// A bound method gives way to its function, with the object in the self register.
fn unwrap_method(at: &At) {
    if !at.slot(at.a() + 1).is_none() || !at.borrow(at.a()).is_exactly(Builtin::Method) {
        return;
    }
    let method = at.take(at.a());
    if let Some((function, this)) = types::method::parts(&method) {
        let (function, this) = (function.to_ref(), this.to_ref());
        at.put(at.a(), function);
        at.put(at.a() + 1, this);
        drop(method);
    }
}

fn call_any(at: At, count: usize, names: &[Ref]) -> Flow {
    unwrap_method(&at);
    let first = at.a() + if at.slot(at.a() + 1).is_none() { 2 } else { 1 };
    let total = at.a() + 2 + count - first;
    if at.borrow(at.a()).is_exactly(Builtin::Function) {
        return enter_function(at, first, total, names, 3);
    }
    if at.slot(at.a() + 1).is_none()
        && let Some(class) = at.borrow(at.a()).downcast::<Type>()
        && types::typeobj::is_called_as_type(class)
        && let Some(init) = python_init(at.thread(), class)
    {
        return instantiate(at, init, total, names, true);
    }
    let callable = at.take(at.a());
    let result = protocol::call_args(
        at.thread(),
        &callable,
        Args::new(at.run(first, total), names),
    );
    drop(callable);
    at.drop_run(first, total);
    at.put(at.a(), result?);
    if at.vm.interrupted() {
        settle(&at)?;
    }
    at.next(3)
}

/// The Python `__init__` of a class whose instances are made and initialised in the plain way.
pub fn python_init(thread: &Thread, class: &Type) -> Option<Ref<Function>> {
    if !crate::special::native::is_plain(class) {
        return None;
    }
    let init = types::typeobj::lookup(thread, class, names(thread).__init__())?;
    match init.is_exactly(Builtin::Function) {
        true => init.downcast_into::<Function>().ok(),
        false => None,
    }
}

/// A call of a class whose `__init__` is known; `packs` says whether 3.13 packs the arguments of it.
pub fn call_known(at: At, init: Ref<Function>, packs: bool) -> Flow {
    let total = at.b();
    instantiate(at, init, total, &[], packs)
}

/// Makes the instance and enters `__init__`, without leaving the dispatch. The instance waits in operand a.
fn instantiate(at: At, init: Ref<Function>, total: usize, names: &[Ref], packs: bool) -> Flow {
    let class = at.take(at.a());
    let made = match class.downcast::<Type>() {
        Some(class) => make_instance(&at, class, total, names, packs),
        None => Err(at
            .thread()
            .system_error(format_args!("a class that is none"))),
    };
    drop(class);
    let (instance, packed) = match made {
        Ok(made) => made,
        Err(raised) => {
            at.drop_run(at.a() + 2, total);
            return Err(raised);
        }
    };
    at.put(at.a(), instance.clone());
    at.put(at.a() + 1, instance);
    let kind = match packed {
        true => Return::InitHeld,
        false => Return::Init,
    };
    enter::enter_init(at, init, total + 1, names, kind)
}

/// The instance, and whether the call goes the general way: then the machine holds the arguments until it is initialised.
#[inline(always)]
pub fn make_instance(
    at: &At,
    class: &Type,
    total: usize,
    names: &[Ref],
    packs: bool,
) -> Result<(Ref, bool)> {
    let thread = at.thread();
    if !packs {
        return Ok((types::typeobj::new_instance(thread, class)?, false));
    }
    if total == 0 {
        let instance = types::typeobj::new_instance(thread, class)?;
        packed::hold_nothing(thread, &mut at.vm.held.borrow_mut())?;
        return Ok((instance, true));
    }
    let values = at.run(at.a() + 2, total);
    let packed = packed::Packed::new(thread, values, names)?;
    let instance = types::typeobj::new_instance(thread, class)?;
    packed.hold(thread, values, names, &mut at.vm.held.borrow_mut())?;
    Ok((instance, true))
}

/// The safe point after a native call: the result is dropped when it raises.
pub fn settle(at: &At) -> Result<()> {
    safe_point(at.vm).inspect_err(|_| drop(at.take(at.a())))
}

/// `CALL_EX`: `callable(*args, **kwargs)`.
pub fn call_ex(at: At) -> Flow {
    let thread = at.thread();
    let callable = at.take(at.a());
    let args = at.take(at.a() + 2);
    let keywords = (at.b() == 1).then(|| at.take(at.a() + 3));
    let args = positional(thread, &callable, args)?;
    let keywords = match keywords {
        Some(keywords) => Some(keyword_dict(&at, &callable, keywords)?),
        None => None,
    };
    if callable.is_exactly(Builtin::Function)
        && let Some(function) = callable.downcast::<Function>()
    {
        let (values, names) = spread(&args, keywords.as_deref());
        // The names of keywords stand in a tuple until the function has them.
        let held = thread.heap().hold_call(names.len(), 0)?;
        check_names(thread, &names)?;
        let function = Ref::new(function);
        return enter::enter_with(at, function, values, &names, (held, args, keywords));
    }
    let given = keywords.as_ref().filter(|keywords| !keywords.is_empty());
    let result = match given {
        // The tuple alone holds the values: it drops them, last to first.
        None => {
            let args = Args::positional_only(args.items()).in_tuple(args.as_object());
            protocol::call_with_tuple(thread, &callable, args)
        }
        Some(keywords) => {
            let (values, names) = spread(&args, Some(keywords));
            let by_names = protocol::takes_names(&callable);
            let held = by_names.then(|| Tuple::from_slice(thread, &names));
            let _names = held.transpose()?;
            check_names(thread, &names)?;
            let packed = Args::new(&values, &names).in_tuple(args.as_object());
            let packed = packed.spread();
            protocol::call_with_tuple(thread, &callable, packed)
        }
    };
    drop(callable);
    drop(args);
    drop(keywords);
    at.put(at.a(), result?);
    if at.vm.interrupted() {
        settle(&at)?;
    }
    at.next(1)
}

/// Positional and keyword values in a row, and the names of the latter.
fn spread(args: &Tuple, keywords: Option<&Dict>) -> (Vec<Ref>, Vec<Ref>) {
    let mut values: Vec<Ref> = args.items().to_vec();
    let mut names = Vec::new();
    let mut pos = 0;
    while let Some((name, value)) = keywords.and_then(|k| k.next(&mut pos)) {
        names.push(name);
        values.push(value);
    }
    (values, names)
}

fn check_names(thread: &Thread, names: &[Ref]) -> Result<()> {
    match names.iter().all(|n| n.downcast::<Str>().is_some()) {
        true => Ok(()),
        false => Err(thread.type_error(format_args!("keywords must be strings"))),
    }
}

fn positional(thread: &Thread, callable: &Object, args: Ref) -> Result<Ref<Tuple>> {
    if args.ty().slots().iter.is_none() && !protocol::is_sequence(&args) {
        let name = describe(thread, callable)?;
        return Err(thread.type_error(format_args!(
            "{name} argument after * must be an iterable, not {}",
            args.ty().name()
        )));
    }
    protocol::to_tuple(thread, &args)
}

fn keyword_dict(at: &At, callable: &Object, keywords: Ref) -> Result<Ref<Dict>> {
    if keywords.is_exactly(Builtin::Dict)
        && let Ok(dict) = keywords.clone().downcast_into::<Dict>()
    {
        return Ok(dict);
    }
    let dict = Dict::new(at.thread())?;
    crate::ops::build::merge_keywords(at, &dict, &keywords, callable)?;
    Ok(dict)
}

pub use types::builtin_function::function_text as describe;
