//! Rare operations that the compiler asks for by number.

use super::groups::prepare_reraise;
use crate::machine::{At, Flow};
use bytecode::{FunctionAttribute, Intrinsic1, Intrinsic2};
use object::{Builtin, Raised, Ref, Result};
use types::code::Code;
use types::function::Function;
use types::{Dict, List, Tuple, exception, protocol, typing};

pub fn one(at: At) -> Flow {
    let value = at.take(at.a());
    let result = intrinsic(&at, &value, at.b() as u8)?;
    drop(value);
    at.put(at.a(), result);
    at.next(0)
}

fn intrinsic(at: &At, value: &Ref, number: u8) -> Result<Ref> {
    let thread = at.thread();
    match Intrinsic1::from_u8(number) {
        Some(Intrinsic1::Print) => {
            let hook = types::runtime::import_module(thread, "sys")?;
            let name = types::str::intern_static(thread, "displayhook")?;
            let Some(hook) = protocol::getattr_opt(thread, &hook, &name)? else {
                return Err(
                    thread.raise(Builtin::RuntimeError, format_args!("lost sys.displayhook"))
                );
            };
            protocol::call_one(thread, &hook, value)?;
            Ok(at.vm.none())
        }
        Some(Intrinsic1::ImportStar) => {
            crate::import::import_star(at, value)?;
            Ok(at.vm.none())
        }
        Some(Intrinsic1::StopIterationError) => stop_iteration_error(at, value),
        Some(Intrinsic1::AsyncGenWrap) => Ok(value.clone()),
        Some(Intrinsic1::UnaryPositive) => protocol::positive(thread, value),
        Some(Intrinsic1::ListToTuple) => match value.downcast::<List>() {
            Some(list) => Ok(list.to_tuple(thread)?.into_object()),
            None => protocol::to_tuple(thread, value).map(Ref::into_object),
        },
        Some(Intrinsic1::TypeVar) => typing::typevar(thread, value.clone(), None, None),
        Some(Intrinsic1::ParamSpec) => typing::paramspec(thread, value.clone()),
        Some(Intrinsic1::TypeVarTuple) => typing::typevartuple(thread, value.clone()),
        Some(Intrinsic1::SubscriptGeneric) => typing::subscript_generic(thread, value),
        Some(Intrinsic1::TypeAlias) => typing::alias_from_parts(thread, value),
        None => Err(thread.system_error(format_args!("unknown intrinsic {number}"))),
    }
}

/// A `StopIteration` that leaves a generator's body becomes a `RuntimeError`.
fn stop_iteration_error(at: &At, raised: &Ref) -> Result<Ref> {
    let flags = at.vm.code().flags.get();
    let noun = match flags {
        f if f & bytecode::flags::ASYNC_GENERATOR != 0 => "async generator",
        f if f & bytecode::flags::COROUTINE != 0 => "coroutine",
        _ => "generator",
    };
    let what = if raised.isinstance(Builtin::StopIteration) {
        "StopIteration"
    } else if flags & bytecode::flags::ASYNC_GENERATOR != 0
        && raised.isinstance(Builtin::StopAsyncIteration)
    {
        "StopAsyncIteration"
    } else {
        return Ok(raised.clone());
    };
    let thread = at.thread();
    let _: Raised = thread.raise(Builtin::RuntimeError, format_args!("{noun} raised {what}"));
    let Some(error) = thread.take_pending() else {
        return Err(Raised);
    };
    exception::set_cause(&error, Some(raised.clone()));
    exception::set_context(&error, Some(raised.clone()));
    Ok(error)
}

pub fn two(at: At) -> Flow {
    let (first, second) = (at.take(at.a()), at.take(at.a() + 1));
    let thread = at.thread();
    let number = at.b() as u8;
    let result = match Intrinsic2::from_u8(number) {
        Some(Intrinsic2::PrepareReraiseStar) => prepare_reraise(thread, &first, &second)?,
        Some(Intrinsic2::SetFunctionTypeParams) => {
            if let Some(function) = first.downcast::<Function>() {
                function.type_params.set(Some(second.clone()));
            }
            first.clone()
        }
        Some(Intrinsic2::TypeVarWithBound) => {
            typing::typevar(thread, first.clone(), Some(second.clone()), None)?
        }
        Some(Intrinsic2::TypeVarWithConstraints) => {
            typing::typevar(thread, first.clone(), None, Some(second.clone()))?
        }
        Some(Intrinsic2::SetTypeParamDefault) => {
            typing::set_default(thread, &first, second.clone())?;
            first.clone()
        }
        None => return Err(thread.system_error(format_args!("unknown intrinsic {number}"))),
    };
    drop(first);
    drop(second);
    at.put(at.a(), result);
    at.next(0)
}

pub fn make_function(at: At) -> Flow {
    let code = at.constant(at.wide() as usize);
    let (Some(code), Some(globals)) = (code.downcast::<Code>(), at.vm.record().globals()) else {
        return Err(at
            .thread()
            .system_error(format_args!("a function without code")));
    };
    let function = Function::new(at.thread(), Ref::new(code), &globals, None)?;
    at.put(at.a(), function.into_object());
    at.next(0)
}

fn is_attribute(number: usize, which: FunctionAttribute) -> bool {
    number == which as usize
}

pub fn set_function_attribute(at: At) -> Flow {
    let (value, function) = (at.take(at.a()), at.take(at.b()));
    if let Some(it) = function.downcast::<Function>() {
        set_attribute(it, value, at.c());
    }
    at.put(at.a(), function);
    at.next(0)
}

fn set_attribute(function: &Function, value: Ref, number: usize) {
    if is_attribute(number, FunctionAttribute::Annotations) {
        function.annotations.set(Some(value));
    } else if is_attribute(number, FunctionAttribute::KwDefaults) {
        function.kwdefaults.set(value.downcast_into::<Dict>().ok());
    } else if is_attribute(number, FunctionAttribute::Defaults) {
        function.defaults.set(value.downcast_into::<Tuple>().ok());
    } else {
        function.closure.set(value.downcast_into::<Tuple>().ok());
    }
}
