//! Building containers.

use crate::machine::{At, Flow, Operand};
use object::{Builtin, Object, Ref, Result};
use types::{Dict, List, Str, Tuple, exception, protocol};

/// Copies of the temporaries go into the container, which then owns them alone.
fn finish(at: At, count: usize, made: Result<Ref>) -> Flow {
    at.drop_run(at.a(), count);
    at.put(at.a(), made?);
    at.next(0)
}

pub fn build_tuple(at: At) -> Flow {
    let made = Tuple::from_slice(at.thread(), at.run(at.a(), at.b()));
    finish(at, at.b(), made.map(Ref::into_object))
}

pub fn build_list(at: At) -> Flow {
    let made = List::from_slice(at.thread(), at.run(at.a(), at.b()));
    finish(at, at.b(), made.map(Ref::into_object))
}

/// Each item is let go as soon as the set has it: one that equals an earlier item goes before the next is looked at.
pub fn build_set(at: At) -> Flow {
    let set = types::set::empty(at.thread());
    let mut added = Ok(());
    for place in at.a()..at.a() + at.b() {
        let item = at.take(place);
        if let (Ok(set), Ok(())) = (&set, &added) {
            added = types::set::add(at.thread(), set, &item);
        }
    }
    let set = added.and(set)?;
    at.put(at.a(), set);
    at.next(0)
}

pub fn build_string(at: At) -> Flow {
    let made = types::str::join_pieces(at.thread(), at.run(at.a(), at.b()));
    finish(at, at.b(), made.map(Ref::into_object))
}

pub fn build_map(at: At) -> Flow {
    let count = 2 * at.b();
    let made = (|| {
        let pairs = at.run(at.a(), count);
        let text = pairs.iter().step_by(2).all(is_text);
        let dict = Dict::with_room(at.thread(), at.b(), text)?;
        for pair in pairs.chunks_exact(2) {
            dict.set(at.thread(), &pair[0], &pair[1])?;
        }
        Ok(dict.into_object())
    })();
    finish(at, count, made)
}

pub fn build_const_key_map(at: At) -> Flow {
    let count = at.b();
    let made = (|| {
        let parts = at.run(at.a(), count + 1);
        let Some(keys) = parts[count].downcast::<Tuple>() else {
            return Err(at.thread().system_error(format_args!("bad keys argument")));
        };
        let text = keys.items().iter().all(is_text);
        let dict = Dict::with_room(at.thread(), count, text)?;
        for (key, value) in keys.items().iter().zip(parts) {
            dict.set(at.thread(), key, value)?;
        }
        Ok(dict.into_object())
    })();
    finish(at, count + 1, made)
}

/// Whether a key is exactly text: a dictionary of such keys has smaller entries.
fn is_text(key: &Ref) -> bool {
    key.is_exactly(Builtin::Str)
}

fn container<'v, T: object::Layout>(at: &At<'v>) -> Result<&'v T> {
    match at.borrow(at.a()).downcast::<T>() {
        Some(it) => Ok(it),
        None => Err(at
            .thread()
            .system_error(format_args!("the container being built is none"))),
    }
}

pub fn list_append<A: Operand>(at: At) -> Flow {
    let item = A::own(&at, at.b());
    container::<List>(&at)?.push(at.thread(), item)?;
    at.next(0)
}

pub fn set_add(at: At) -> Flow {
    let item = at.take(at.b());
    types::set::add(at.thread(), at.borrow(at.a()), &item)?;
    at.next(0)
}

pub fn map_add(at: At) -> Flow {
    let (key, value) = (at.take(at.b()), at.take(at.c()));
    container::<Dict>(&at)?.set_owned(at.thread(), key, value)?;
    at.next(0)
}

pub fn list_extend(at: At) -> Flow {
    let iterable = at.take(at.b());
    let thread = at.thread();
    if container::<List>(&at)?.extend(thread, &iterable).is_err() {
        let plain = iterable.ty().slots().iter.is_none() && !protocol::is_sequence(&iterable);
        if plain && thread.pending_is(Builtin::TypeError) {
            drop(thread.take_pending());
            return Err(thread.type_error(format_args!(
                "Value after * must be an iterable, not {}",
                iterable.ty().name()
            )));
        }
        return Err(object::Raised);
    }
    at.next(0)
}

pub fn set_update(at: At) -> Flow {
    let iterable = at.take(at.b());
    types::set::update(at.thread(), at.borrow(at.a()), &iterable)?;
    at.next(0)
}

pub fn dict_update(at: At) -> Flow {
    let mapping = at.take(at.b());
    let thread = at.thread();
    if container::<Dict>(&at)?.merge(thread, &mapping).is_err() {
        if thread.pending_is(Builtin::AttributeError) {
            drop(thread.take_pending());
            return Err(thread.type_error(format_args!(
                "'{}' object is not a mapping",
                mapping.ty().name()
            )));
        }
        return Err(object::Raised);
    }
    at.next(0)
}

/// `f(**mapping)`: a key that is there already is an error.
pub fn dict_merge(at: At) -> Flow {
    let mapping = at.take(at.b());
    merge_keywords(&at, container::<Dict>(&at)?, &mapping, at.borrow(at.c()))?;
    at.next(0)
}

/// Adds keyword arguments from a mapping; `callable` is named in messages.
pub fn merge_keywords(at: &At, into: &Dict, mapping: &Object, callable: &Object) -> Result<()> {
    let thread = at.thread();
    let Err(raised) = into.merge_new(thread, mapping) else {
        return Ok(());
    };
    if thread.pending_is(Builtin::AttributeError) {
        drop(thread.take_pending());
        let name = crate::call::describe(thread, callable)?;
        return Err(thread.type_error(format_args!(
            "{name} argument after ** must be a mapping, not {}",
            mapping.ty().name()
        )));
    }
    if !thread.pending_is(Builtin::KeyError) {
        return Err(raised);
    }
    let Some(error) = thread.take_pending() else {
        return Err(raised);
    };
    let args = exception::args(&error);
    let Some([key]) = args.as_deref().map(Tuple::items) else {
        return Err(thread.set_pending(error));
    };
    let name = crate::call::describe(thread, callable)?;
    Err(match key.downcast::<Str>() {
        Some(key) => thread.type_error(format_args!(
            "{name} got multiple values for keyword argument '{key}'"
        )),
        None => thread.type_error(format_args!("{name} keywords must be strings")),
    })
}
