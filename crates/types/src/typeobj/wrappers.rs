//! What a wrapper descriptor does when it is called: the arguments are unpacked for the slot, the answer is packed.

use super::slotdefs::{Shape, SlotDef};
use crate::int::Int;
use crate::protocol::{as_isize, call_method};
use object::{Args, Builtin, CompareOp, Object, Raised, Ref, Result, Thread, Type};

/// Calls the slot of `class` for `it`. The caller checked that `it` is an instance of `class`.
pub fn call(
    thread: &Thread,
    class: &Type,
    def: &SlotDef,
    it: &Object,
    args: Args<'_>,
) -> Result<Ref> {
    match def.shape {
        Shape::Call(get) => return need(thread, get(class))?(thread, it, args),
        Shape::Init(get) => return none(thread, need(thread, get(class))?(thread, it, args)),
        _ => {}
    }
    if !args.names().is_empty() {
        return Err(thread.type_error(format_args!(
            "wrapper {}() takes no keyword arguments",
            def.name
        )));
    }
    let args = args.positional();
    match &def.shape {
        Shape::Unary(_) | Shape::Hash(_) | Shape::Length(_) | Shape::Truth(_) | Shape::Next(_) => {
            arity(thread, args, 0)?;
            without(thread, class, &def.shape, it)
        }
        Shape::Get(_) | Shape::Power(_) | Shape::ReflectedPower(_) => {
            ternary(thread, class, &def.shape, it, args)
        }
        Shape::SetIndex(_) | Shape::SetKey(_) | Shape::SetAttr(_) | Shape::Set(_) => {
            arity(thread, args, 2)?;
            assign(thread, class, def, it, &args[0], Some(&args[1]))
        }
        Shape::DelIndex(_) | Shape::DelKey(_) | Shape::DelAttr(_) | Shape::Delete(_) => {
            arity(thread, args, 1)?;
            assign(thread, class, def, it, &args[0], None)
        }
        Shape::Finalize(get) => {
            arity(thread, args, 0)?;
            need(thread, get(class))?(thread, it);
            Ok(thread.heap().none())
        }
        shape => {
            arity(thread, args, 1)?;
            with_one(thread, class, shape, it, &args[0])
        }
    }
}

fn need<T>(thread: &Thread, slot: Option<T>) -> Result<T> {
    match slot {
        Some(slot) => Ok(slot),
        None => Err(thread.system_error(format_args!("wrapper of an empty slot"))),
    }
}

fn none(thread: &Thread, done: Result<()>) -> Result<Ref> {
    done.map(|()| thread.heap().none())
}

fn arity(thread: &Thread, args: &[Ref], wanted: usize) -> Result<()> {
    if args.len() == wanted {
        return Ok(());
    }
    Err(thread.type_error(format_args!(
        "expected {wanted} argument{}, got {}",
        if wanted == 1 { "" } else { "s" },
        args.len()
    )))
}

fn between(thread: &Thread, args: &[Ref], least: usize, most: usize) -> Result<()> {
    if args.len() < least {
        let plural = if least == 1 { "" } else { "s" };
        return Err(thread.type_error(format_args!(
            " expected at least {least} argument{plural}, got {}",
            args.len()
        )));
    }
    if args.len() > most {
        return Err(thread.type_error(format_args!(
            " expected at most {most} arguments, got {}",
            args.len()
        )));
    }
    Ok(())
}

fn without(thread: &Thread, class: &Type, shape: &Shape, it: &Object) -> Result<Ref> {
    match shape {
        Shape::Unary(get) => need(thread, get(class))?(thread, it),
        Shape::Hash(get) => Int::new(thread, need(thread, get(class))?(thread, it)?),
        Shape::Length(get) => Int::from_usize(thread, need(thread, get(class))?(thread, it)?),
        Shape::Truth(get) => Ok(thread.heap().bool(need(thread, get(class))?(thread, it)?)),
        Shape::Next(get) => match need(thread, get(class))?(thread, it)? {
            Some(item) => Ok(item),
            None => Err(stop_iteration(thread)),
        },
        _ => need(thread, None),
    }
}

fn stop_iteration(thread: &Thread) -> Raised {
    crate::exception::raise_with(thread, Builtin::StopIteration, &[])
}

fn ternary(thread: &Thread, class: &Type, shape: &Shape, it: &Object, args: &[Ref]) -> Result<Ref> {
    between(thread, args, 1, 2)?;
    let none = thread.heap().none();
    let second = args.get(1).unwrap_or(&none);
    match shape {
        Shape::Power(get) => need(thread, get(class))?(thread, it, &args[0], second),
        Shape::ReflectedPower(get) => need(thread, get(class))?(thread, &args[0], it, second),
        Shape::Get(get) => {
            let some = |object: &Ref| !object.is_exactly(Builtin::NoneType);
            let instance = Some(&args[0]).filter(|o| some(o)).map(|o| &**o);
            let owner = args.get(1).filter(|o| some(o)).map(|o| &**o);
            if instance.is_none() && owner.is_none() {
                return Err(thread.type_error(format_args!("__get__(None, None) is invalid")));
            }
            need(thread, get(class))?(thread, it, instance, owner)
        }
        _ => need(thread, None),
    }
}

fn with_one(
    thread: &Thread,
    class: &Type,
    shape: &Shape,
    it: &Object,
    arg: &Object,
) -> Result<Ref> {
    match shape {
        Shape::Binary(get) => need(thread, get(class))?(thread, it, arg),
        Shape::Reflected(get) => need(thread, get(class))?(thread, arg, it),
        Shape::Compare(get, op) => compare(thread, need(thread, get(class))?, it, arg, *op),
        Shape::Repeat(get) => {
            let n = as_isize(thread, arg, Builtin::OverflowError)?;
            need(thread, get(class))?(thread, it, n)
        }
        Shape::Item(get) => {
            let index = index_of(thread, it, arg)?;
            need(thread, get(class))?(thread, it, index)
        }
        Shape::Contains(get) => {
            let found = need(thread, get(class))?(thread, it, arg)?;
            Ok(thread.heap().bool(found))
        }
        Shape::Buffer(_) => {
            let view = thread.heap().builtin(Builtin::MemoryView);
            crate::protocol::call_one(thread, view.as_object(), it)
        }
        Shape::ReleaseBuffer => {
            let release = crate::str::intern_static(thread, "release")?;
            call_method(thread, arg, &release, &[])
        }
        _ => need(thread, None),
    }
}

fn compare(
    thread: &Thread,
    slot: fn(&Thread, &Object, &Object, CompareOp) -> Result<Ref>,
    a: &Object,
    b: &Object,
    op: CompareOp,
) -> Result<Ref> {
    slot(thread, a, b, op)
}

/// An index counted from the end when negative, as sequence slots want it.
fn index_of(thread: &Thread, it: &Object, key: &Object) -> Result<isize> {
    let index = as_isize(thread, key, Builtin::OverflowError)?;
    match it.ty().number().length {
        Some(length) if index < 0 => Ok(index + length(thread, it)? as isize),
        _ => Ok(index),
    }
}

fn assign(
    thread: &Thread,
    class: &Type,
    def: &SlotDef,
    it: &Object,
    key: &Object,
    value: Option<&Object>,
) -> Result<Ref> {
    let done = match &def.shape {
        Shape::SetIndex(get) | Shape::DelIndex(get) => {
            let index = index_of(thread, it, key)?;
            need(thread, get(class))?(thread, it, index, value)
        }
        Shape::SetAttr(get) | Shape::DelAttr(get) => {
            super::check_setattr_wrapper(thread, class, it, def.name)?;
            need(thread, get(class))?(thread, it, key, value)
        }
        Shape::SetKey(get) | Shape::DelKey(get) | Shape::Set(get) | Shape::Delete(get) => {
            need(thread, get(class))?(thread, it, key, value)
        }
        _ => need(thread, None),
    };
    none(thread, done)
}
