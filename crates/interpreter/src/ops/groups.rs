//! `except*`: splitting exception groups and putting together what is left.

use super::exceptions::{check_class, exception_class, matches};
use crate::machine::{At, Flow};
use object::{Builtin, Object, Ref, Result, Thread};
use types::{List, Tuple, exception, protocol};

fn is_group(object: &Object) -> bool {
    object.isinstance(Builtin::BaseExceptionGroup)
}

fn check_group_class(thread: &Thread, class: &Object) -> Result<()> {
    check_class(thread, class)?;
    let group = thread.heap().builtin(Builtin::BaseExceptionGroup);
    let is_bad = |c: &Object| exception_class(c).is_some_and(|c| c.is_subtype(group));
    let bad = match class.downcast::<Tuple>() {
        Some(classes) => classes.items().iter().any(|c| is_bad(c)),
        None => is_bad(class),
    };
    match bad {
        true => Err(thread.type_error(format_args!(
            "catching ExceptionGroup with except* is not allowed. Use except instead."
        ))),
        false => Ok(()),
    }
}

/// `(match, rest)`; a naked exception that matches is wrapped.
fn split(thread: &Thread, raised: &Ref, class: &Object) -> Result<(Option<Ref>, Option<Ref>)> {
    if matches(raised, class) {
        if is_group(raised) {
            return Ok((Some(raised.clone()), None));
        }
        let list = Tuple::from_slice(thread, std::slice::from_ref(raised))?.into_object();
        let text = thread.heap().empty_str();
        let class = thread.heap().builtin(Builtin::ExceptionGroup).as_object();
        let group = protocol::call(thread, class, &[text, list])?;
        exception::set_traceback(&group, exception::traceback(raised));
        return Ok((Some(group), None));
    }
    if !is_group(raised) {
        return Ok((None, Some(raised.clone())));
    }
    let method = protocol::getattr_text(thread, raised, "split")?;
    let packed = thread.heap().hold_call(1, 0)?;
    let pair = protocol::call_one(thread, &method, class)?;
    drop(packed);
    let parts = pair.downcast::<Tuple>().filter(|p| p.len() >= 2);
    let Some(parts) = parts else {
        return Err(thread.type_error(format_args!(
            "{}.split must return a 2-tuple, got {}",
            raised.ty().name(),
            pair.ty().name()
        )));
    };
    let none = thread.heap().none();
    let part = |i: usize| Some(parts.items()[i].clone()).filter(|p| !p.is(&none));
    Ok((part(0), part(1)))
}

pub fn check_match(at: At) -> Flow {
    let (raised, class) = (at.take(at.a()), at.take(at.a() + 1));
    let thread = at.thread();
    check_group_class(thread, &class)?;
    let (matched, rest) = split(thread, &raised, &class)?;
    drop(raised);
    drop(class);
    if let Some(matched) = &matched {
        thread.handled().value.set(Some(matched.clone()));
    }
    at.put(at.a(), rest.unwrap_or_else(|| at.vm.none()));
    at.put(at.a() + 1, matched.unwrap_or_else(|| at.vm.none()));
    at.next(0)
}

/// What an `except*` statement raises in the end: `original` is what came in, `list` what its clauses raised or left over.
pub fn prepare_reraise(thread: &Thread, original: &Object, list: &Object) -> Result<Ref> {
    let none = thread.heap().none();
    let Some(list) = list.downcast::<List>() else {
        return Err(thread.system_error(format_args!("except* without its list")));
    };
    if list.len() == 0 {
        return Ok(none);
    }
    // 3.13 sorts them into two lists and gathers the leaves of what is left in a set.
    let group = is_group(original);
    let lists = group.then(|| (thread.heap().hold_list(), thread.heap().hold_list()));
    let mut raised = Vec::new();
    let mut left = Vec::new();
    for index in 0..list.len() {
        let Some(item) = list.get(index).filter(|i| !i.is(&none)) else {
            continue;
        };
        match is_same_origin(&item, original) {
            true => left.push(item),
            false => raised.push(item),
        }
    }
    if !group {
        return Ok(raised
            .into_iter()
            .next()
            .or(left.into_iter().next())
            .unwrap_or(none));
    }
    let leaves = thread.heap().hold_objects::<1>()?;
    let reraised = exception::projection(thread, original, &left)?;
    drop(leaves);
    if raised.is_empty() {
        return Ok(reraised.unwrap_or(none));
    }
    raised.extend(reraised);
    if let [only] = &raised[..] {
        return Ok(only.clone());
    }
    drop(lists);
    let all = List::from_slice(thread, &raised)?.into_object();
    let class = thread
        .heap()
        .builtin(Builtin::BaseExceptionGroup)
        .as_object();
    protocol::call(thread, class, &[thread.heap().empty_str(), all])
}

/// Whether a leftover still belongs to the original group: same traceback, cause and context.
fn is_same_origin(item: &Object, original: &Object) -> bool {
    fn same(a: Option<Ref>, b: Option<Ref>) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => a.is(&b),
            (None, None) => true,
            _ => false,
        }
    }
    item.is(original)
        || is_group(item)
            && same(exception::traceback(item), exception::traceback(original))
            && same(exception::cause(item), exception::cause(original))
            && same(exception::context(item), exception::context(original))
}
