//! The method resolution order: C3, or what a metaclass's `mro()` answers.
//!
//! ```text
//!   merge(mro of each base …, the bases): repeatedly take the first head that stands in no other list's tail
//! ```

use super::bases::solid_base;
use super::layout::{bases_of, mro_of};
use super::lookup::lookup;
use crate::list::List;
use crate::protocol;
use crate::state::names;
use crate::tuple::Tuple;
use object::{Builtin, Object, Raised, Ref, Result, Thread, Type};
use std::fmt::Write;

/// Computes and stores the mro of a type whose bases are set.
pub fn set_mro(thread: &Thread, ty: &Type) -> Result<()> {
    let mro = compute(thread, ty)?;
    ty.mro_slot().set(Some(mro.into_object()));
    Ok(())
}

/// The mro as the metaclass wants it.
pub fn compute(thread: &Thread, ty: &Type) -> Result<Ref<Tuple>> {
    let plain = ty.as_object().is_exactly(Builtin::Type);
    if plain {
        return c3(thread, ty);
    }
    // The method of another metaclass answers with a list, `type.mro` too.
    drop(List::new(thread)?);
    let metatype = ty.as_object().ty();
    let name = names(thread).mro();
    let custom = lookup(thread, metatype, name);
    let own = lookup(thread, thread.heap().builtin(Builtin::Type), name);
    match (custom, own) {
        (Some(custom), Some(own)) if !custom.is(&own) => {
            let answer = protocol::call_special(thread, ty.as_object(), name, &[])?;
            let Some(answer) = answer else {
                return c3(thread, ty);
            };
            let mro = protocol::to_tuple(thread, &answer)?;
            check(thread, ty, &mro)?;
            Ok(mro)
        }
        _ => c3(thread, ty),
    }
}

fn check(thread: &Thread, ty: &Type, mro: &Tuple) -> Result<()> {
    let solid = solid_base(ty);
    for class in mro.items() {
        let Some(class) = class.downcast::<Type>() else {
            return Err(thread.type_error(format_args!(
                "mro() returned a non-class ('{}')",
                class.ty().name()
            )));
        };
        if !solid.is_subtype(solid_base(class)) {
            return Err(thread.type_error(format_args!(
                "mro() returned base with unsuitable layout ('{}')",
                class.name()
            )));
        }
    }
    Ok(())
}

/// The C3 linearization.
pub fn c3(thread: &Thread, ty: &Type) -> Result<Ref<Tuple>> {
    let bases = match bases_of(ty) {
        Some(bases) => bases,
        None => Tuple::from_slice(thread, &[])?,
    };
    if let [base] = bases.items() {
        let mro = base.downcast::<Type>().and_then(mro_of);
        let Some(mro) = mro else {
            return Err(incomplete(thread, base));
        };
        let own = std::iter::once(Ref::new(ty).into_object());
        let all = own.chain(mro.items().iter().cloned());
        return Tuple::from_iter(thread, mro.len() + 1, all);
    }
    check_duplicates(thread, bases.items())?;
    let result = List::new(thread)?;
    result.push(thread, Ref::new(ty).into_object())?;
    let mut lists = Vec::with_capacity(bases.len() + 1);
    for base in bases.items() {
        match base.downcast::<Type>().and_then(mro_of) {
            Some(mro) => lists.push(mro),
            None => return Err(incomplete(thread, base)),
        }
    }
    lists.push(bases);
    merge(thread, &lists, &result)?;
    result.to_tuple(thread)
}

fn incomplete(thread: &Thread, base: &Object) -> Raised {
    let name = base.downcast::<Type>().map_or("?", |b| b.name());
    thread.type_error(format_args!("Cannot extend an incomplete type '{name}'"))
}

fn check_duplicates(thread: &Thread, bases: &[Ref]) -> Result<()> {
    for (index, base) in bases.iter().enumerate() {
        if bases[..index].iter().any(|b| b.is(base)) {
            let name = base.downcast::<Type>().map_or("?", |b| b.name());
            return Err(thread.type_error(format_args!("duplicate base class {name}")));
        }
    }
    Ok(())
}

fn merge(thread: &Thread, lists: &[Ref<Tuple>], result: &List) -> Result<()> {
    let mut taken: object::Buf<'_, usize> = object::Buf::filled(thread.heap(), 0, lists.len())?;
    let rest = |index: usize, from: usize| Some(&lists[index]).filter(|l| from < l.len());
    loop {
        let mut left = false;
        let mut chosen = None;
        for index in 0..lists.len() {
            let Some(list) = rest(index, taken[index]) else {
                continue;
            };
            left = true;
            let head = &list.items()[taken[index]];
            let blocked = (0..lists.len()).any(|other| {
                rest(other, taken[other])
                    .is_some_and(|l| l.items()[taken[other] + 1..].iter().any(|c| c.is(head)))
            });
            if !blocked {
                chosen = Some(head.clone());
                break;
            }
        }
        let Some(chosen) = chosen else {
            return match left {
                false => Ok(()),
                true => Err(inconsistent(thread, lists, &taken)),
            };
        };
        for index in 0..lists.len() {
            if rest(index, taken[index]).is_some_and(|l| l.items()[taken[index]].is(&chosen)) {
                taken[index] += 1;
            }
        }
        result.push(thread, chosen)?;
    }
}

#[cold]
fn inconsistent(thread: &Thread, lists: &[Ref<Tuple>], taken: &[usize]) -> Raised {
    let mut text: object::Buf<'_, u8> = object::Buf::new(thread.heap());
    let mut named = 0;
    let mut seen: [usize; 64] = [0; 64];
    for (index, &from) in taken.iter().enumerate() {
        let Some(head) = lists[index]
            .items()
            .get(from)
            .and_then(|h| h.downcast::<Type>())
        else {
            continue;
        };
        let id = head.as_object().id();
        if named == seen.len() || seen[..named].contains(&id) {
            continue;
        }
        let comma = if named == 0 { "" } else { ", " };
        if write!(text, "{comma}{}", super::short_name(head)).is_err() {
            return Raised;
        }
        seen[named] = id;
        named += 1;
    }
    let names = std::str::from_utf8(&text).unwrap_or("");
    thread.type_error(format_args!(
        "Cannot create a consistent method resolution order (MRO) for bases {names}"
    ))
}
