//! `match`.

use crate::machine::{At, Flow};
use object::{Builtin, Object, Ref, Result, Thread, Type, TypeFlags};
use types::tuple::Unfinished;
use types::{Int, Str, Tuple, names, protocol, typeobj};

pub fn get_len(at: At) -> Flow {
    let subject = at.borrow(at.b()).to_ref();
    let length = protocol::len(at.thread(), &subject)?;
    at.put(at.a(), Int::from_usize(at.thread(), length)?);
    at.next(0)
}

fn flag(at: At, flag: TypeFlags) -> Flow {
    let has = at.borrow(at.b()).ty().flags().has(flag);
    at.put(at.a(), at.vm.heap().bool(has));
    at.next(0)
}

pub fn mapping(at: At) -> Flow {
    flag(at, TypeFlags::MAPPING)
}

pub fn sequence(at: At) -> Flow {
    flag(at, TypeFlags::SEQUENCE)
}

/// The values of a mapping for some keys, or `None`.
fn find_keys(thread: &Thread, subject: &Object, keys: &Tuple) -> Result<Option<Ref>> {
    let (get, unbound) = typeobj::find_method(thread, subject, names(thread).get())?;
    let _seen = thread.heap().hold_objects::<1>()?;
    let missing = thread
        .heap()
        .alloc(thread.heap().builtin(Builtin::Object), 0)?;
    let values = Unfinished::of(thread, keys.len())?;
    for (index, key) in keys.items().iter().enumerate() {
        if is_among(thread, &keys.items()[..index], key)? {
            let key = protocol::repr(thread, key)?;
            return Err(thread.value_error(format_args!(
                "mapping pattern checks duplicate key ({})",
                *key
            )));
        }
        let args: [&Object; 3] = [subject, key, &missing];
        let args = Ref::borrowed(&args[usize::from(!unbound)..]);
        let value = protocol::call(thread, &get, args)?;
        if value.is(&missing) {
            return Ok(None);
        }
        values.put(index, value);
    }
    Ok(Some(values.finish().into_object()))
}

/// Whether an equal object came before: 3.13 asks a set that lives as long as the match.
fn is_among(thread: &Thread, before: &[Ref], key: &Object) -> Result<bool> {
    for other in before {
        if protocol::equal(thread, other, key)? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub fn match_keys(at: At) -> Flow {
    let (subject, keys) = (at.borrow(at.b()).to_ref(), at.borrow(at.c()).to_ref());
    let found = match keys.downcast::<Tuple>() {
        Some(keys) => find_keys(at.thread(), &subject, keys)?,
        None => None,
    };
    at.put(at.a(), found.unwrap_or_else(|| at.vm.none()));
    at.next(0)
}

/// Attributes taken so far: their names must differ.
struct Taken<'t> {
    thread: &'t Thread,
    class: &'t Type,
    seen: Vec<Ref>,
    values: Vec<Ref>,
}

impl Taken<'_> {
    /// False when the subject has no such attribute.
    fn take(&mut self, subject: &Object, name: &Object) -> Result<bool> {
        let thread = self.thread;
        if is_among(thread, &self.seen, name)? {
            let name = protocol::repr(thread, name)?;
            return Err(thread.type_error(format_args!(
                "{}() got multiple sub-patterns for attribute {}",
                self.class.name(),
                *name
            )));
        }
        self.seen.push(name.to_ref());
        let value = match name.downcast::<Str>() {
            Some(name) => protocol::getattr_opt(thread, subject, name)?,
            None => None,
        };
        let found = value.is_some();
        self.values.extend(value);
        Ok(found)
    }
}

/// `__match_args__`, and whether the class matches itself with its one positional pattern.
fn match_args(thread: &Thread, class: &Type) -> Result<(Ref, bool)> {
    match protocol::getattr_opt(thread, class.as_object(), names(thread).__match_args__())? {
        Some(args) if args.is_exactly(Builtin::Tuple) => Ok((args, false)),
        Some(args) => Err(thread.type_error(format_args!(
            "{}.__match_args__ must be a tuple (got {})",
            class.name(),
            args.ty().name()
        ))),
        None => Ok((
            thread.heap().empty_tuple(),
            class.flags().has(TypeFlags::MATCH_SELF),
        )),
    }
}

fn find_attributes(
    thread: &Thread,
    subject: &Object,
    class: &Object,
    positional: usize,
    keywords: &Tuple,
) -> Result<Option<Ref>> {
    let Some(ty) = class.downcast::<Type>() else {
        return Err(thread.type_error(format_args!("called match pattern must be a class")));
    };
    if !protocol::isinstance(thread, subject, class)? {
        return Ok(None);
    }
    let mut taken = Taken {
        thread,
        class: ty,
        seen: Vec::new(),
        values: Vec::new(),
    };
    // 3.13 holds a set of the names and a list of the values.
    let _seen = thread.heap().hold_objects::<1>()?;
    let _attributes = thread.heap().hold_list();
    if positional > 0 {
        let (args, whole) = match_args(thread, ty)?;
        let allowed = args
            .downcast::<Tuple>()
            .map_or(0, Tuple::len)
            .max(whole as usize);
        if allowed < positional {
            let plural = if allowed == 1 { "" } else { "s" };
            return Err(thread.type_error(format_args!(
                "{}() accepts {allowed} positional sub-pattern{plural} ({positional} given)",
                ty.name()
            )));
        }
        if whole {
            taken.values.push(subject.to_ref());
        } else {
            for index in 0..positional {
                let name = args.downcast::<Tuple>().map(|a| a.items()[index].clone());
                let Some(name) = name.filter(|n| n.downcast::<Str>().is_some()) else {
                    return Err(
                        thread.type_error(format_args!("__match_args__ elements must be strings"))
                    );
                };
                if !taken.take(subject, &name)? {
                    return Ok(None);
                }
            }
        }
    }
    for name in keywords.items() {
        if !taken.take(subject, name)? {
            return Ok(None);
        }
    }
    Ok(Some(
        Tuple::from_slice(thread, &taken.values)?.into_object(),
    ))
}

pub fn match_class(at: At) -> Flow {
    let first = at.a();
    let (subject, class, keywords) = (at.take(first), at.take(first + 1), at.take(first + 2));
    let found = match keywords.downcast::<Tuple>() {
        Some(keywords) => find_attributes(at.thread(), &subject, &class, at.b(), keywords)?,
        None => None,
    };
    drop(subject);
    drop(class);
    at.put(first, found.unwrap_or_else(|| at.vm.none()));
    at.next(0)
}
