//! `_count_elements`: what `Counter` counts with.

use object::{Builtin, Object, Ref, Result, Thread};
use types::protocol::{self, Operator};
use types::{Dict, Int, names, typeobj};

/// `_count_elements(mapping, iterable)`.
pub(super) fn count_elements(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "_count_elements", args.len(), 2, 2)?;
    let (mapping, iterable) = (&args[0], &args[1]);
    let one = Int::new(thread, 1)?;
    match mapping
        .downcast::<Dict>()
        .filter(|_| is_plain(thread, mapping))
    {
        Some(dict) => protocol::for_each(thread, iterable, |key| {
            let hash = protocol::hash(thread, &key)?;
            let count = match dict.get_hashed(thread, &key, hash)? {
                Some(old) => protocol::binary(thread, &old, &one, Operator::Add)?,
                None => one.clone(),
            };
            dict.set_hashed(thread, &key, hash, &count)
        })?,
        None => count_in_mapping(thread, mapping, iterable, &one)?,
    }
    Ok(thread.heap().none())
}

/// Whether the class reads and stores as `dict` does.
fn is_plain(thread: &Thread, mapping: &Object) -> bool {
    let plain = thread.heap().builtin(Builtin::Dict);
    [names(thread).get(), names(thread).__setitem__()]
        .iter()
        .all(|name| {
            let own = typeobj::lookup(thread, mapping.ty(), name);
            let base = typeobj::lookup(thread, plain, name);
            own.zip(base).is_some_and(|(own, base)| own.is(&base))
        })
}

fn count_in_mapping(thread: &Thread, mapping: &Object, iterable: &Object, one: &Ref) -> Result<()> {
    let get = protocol::getattr_name(thread, mapping, names(thread).get())?;
    let zero = Int::new(thread, 0)?;
    protocol::for_each(thread, iterable, |key| {
        let old = protocol::call(thread, &get, &[key.clone(), zero.clone()])?;
        let count = match old.is(&zero) {
            true => one.clone(),
            false => protocol::binary(thread, &old, one, Operator::Add)?,
        };
        protocol::setitem(thread, mapping, &key, Some(&count))
    })
}
