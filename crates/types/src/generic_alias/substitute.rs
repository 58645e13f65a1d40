//! Substitution: `dict[K, V][int, str]`. The answer's arguments are one tuple, made with room for as many as the alias has and
//! resized where a parameter stands for many.

use super::attribute;
use crate::list::List;
use crate::protocol;
use crate::tuple::{Tuple, Unfinished};
use object::{Builtin, Layout, Object, Ref, Result, Thread, Type};

/// A tuple that is filled from the front.
struct Filling<'t> {
    thread: &'t Thread,
    row: Unfinished,
    at: usize,
}

impl<'t> Filling<'t> {
    fn new(thread: &'t Thread, len: usize) -> Result<Filling<'t>> {
        Ok(Filling {
            thread,
            row: Unfinished::of(thread, len)?,
            at: 0,
        })
    }

    /// The next item.
    fn put(&mut self, item: Ref) {
        self.row.put(self.at, item);
        self.at += 1;
    }

    /// So many items in one's place.
    fn extend(mut self, items: &[Ref]) -> Result<Filling<'t>> {
        let len = self.row.len() + items.len() - 1;
        self.row = match len {
            0 => Unfinished::of(self.thread, 0)?,
            len => self.row.resized(self.thread, len)?,
        };
        items.iter().for_each(|item| self.put(item.clone()));
        Ok(self)
    }
}

/// The arguments with `key` put in for the parameters.
pub fn substitute(
    thread: &Thread,
    it: &Object,
    args: &Tuple,
    parameters: &Tuple,
    key: &Object,
) -> Result<Ref<Tuple>> {
    if parameters.is_empty() {
        let shown = protocol::repr(thread, it)?;
        return Err(thread.type_error(format_args!("{shown} is not a generic class")));
    }
    let mut given = unpack(thread, key)?;
    for parameter in parameters.items() {
        if let Some(prepare) = attribute(thread, parameter, "__typing_prepare_subst__")?
            && !prepare.is_exactly(Builtin::NoneType)
        {
            let prepared = protocol::call(thread, &prepare, &[it.to_ref(), given.into_object()])?;
            given = protocol::to_tuple(thread, &prepared)?;
        }
    }
    if given.len() != parameters.len() {
        let shown = protocol::repr(thread, it)?;
        let which = if given.len() > parameters.len() {
            "many"
        } else {
            "few"
        };
        return Err(thread.type_error(format_args!(
            "Too {which} arguments for {shown}; actual {}, expected {}",
            given.len(),
            parameters.len()
        )));
    }
    let mut fresh = Filling::new(thread, args.len())?;
    for arg in args.items() {
        fresh = replace(thread, arg, parameters, &given, fresh)?;
    }
    Ok(fresh.row.finish())
}

/// The key as a tuple, unpacked tuples in it flattened.
fn unpack(thread: &Thread, key: &Object) -> Result<Ref<Tuple>> {
    let key = match key.to_ref().downcast_into::<Tuple>() {
        Ok(tuple) => tuple,
        Err(single) => Tuple::from_array(thread, [single])?,
    };
    let flat = List::new(thread)?;
    for item in key.items() {
        let inner = match item.has_layout(Type::INFO) {
            true => None,
            false => attribute(thread, item, "__typing_unpacked_tuple_args__")?,
        };
        match inner.and_then(|i| i.downcast_into::<Tuple>().ok()) {
            Some(inner) if !matches!(inner.items().last(), Some(l) if l.is_exactly(Builtin::Ellipsis)) => {
                for item in inner.items() {
                    flat.push(thread, item.clone())?;
                }
            }
            _ => flat.push(thread, item.clone())?,
        }
    }
    flat.to_tuple(thread)
}

fn replace<'t>(
    thread: &'t Thread,
    arg: &Object,
    parameters: &Tuple,
    given: &Tuple,
    mut into: Filling<'t>,
) -> Result<Filling<'t>> {
    if arg.has_layout(Type::INFO) {
        into.put(arg.to_ref());
        return Ok(into);
    }
    let unpacked = attribute(thread, arg, "__typing_is_unpacked_typevartuple__")?;
    let spread = match unpacked {
        Some(flag) => protocol::is_true(thread, &flag)?,
        None => false,
    };
    let place = parameters.items().iter().position(|p| p.is(arg));
    let value = match (attribute(thread, arg, "__typing_subst__")?, place) {
        (Some(method), Some(at)) => protocol::call(thread, &method, &given.items()[at..=at])?,
        (Some(_), None) => arg.to_ref(),
        (None, _) => nested(thread, arg, parameters, given)?,
    };
    match value.downcast::<Tuple>() {
        Some(items) if spread => into.extend(items.items()),
        _ => {
            into.put(value);
            Ok(into)
        }
    }
}

/// An argument that has parameters of its own gets those of the key that belong to them.
fn nested(thread: &Thread, arg: &Object, parameters: &Tuple, given: &Tuple) -> Result<Ref> {
    let own = attribute(thread, arg, "__parameters__")?;
    let Some(own) = own.and_then(|o| o.downcast_into::<Tuple>().ok()) else {
        return Ok(arg.to_ref());
    };
    if own.is_empty() {
        return Ok(arg.to_ref());
    }
    let mut inner = Filling::new(thread, own.len())?;
    for parameter in own.items() {
        let Some(at) = parameters.items().iter().position(|p| p.is(parameter)) else {
            inner.put(parameter.clone());
            continue;
        };
        let value = &given.items()[at];
        match value.downcast::<Tuple>() {
            // What stands for many types can be iterated over: a `TypeVarTuple`.
            Some(items) if parameter.ty().slots().iter.is_some() => {
                inner = inner.extend(items.items())?;
            }
            _ => inner.put(value.clone()),
        }
    }
    let inner = inner.row.finish();
    protocol::getitem(thread, arg, inner.as_object())
}
