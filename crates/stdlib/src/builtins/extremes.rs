//! `min` and `max`.

use object::{Args, Builtin, CompareOp, Object, Ref, Result, Slot, Thread, Visit};
use types::{Str, Tuple, call_one, check_arity, is_true, richcompare};

/// The names of the keywords, which 3.13 makes when either function is first called with one, and keeps.
#[derive(Default)]
struct Keywords {
    min: Slot<Tuple>,
    max: Slot<Tuple>,
}

impl types::Room for Keywords {
    fn visit(&self, visit: Visit) {
        types::visit_slot(&self.min, visit);
        types::visit_slot(&self.max, visit);
    }
}

/// See [`Keywords`].
fn know_keywords(thread: &Thread, op: CompareOp) -> Result<()> {
    let known = types::room::<Keywords>(thread);
    let place = match op {
        CompareOp::Lt => &known.min,
        _ => &known.max,
    };
    if place.is_none() {
        let names = ["key", "default"].map(|name| types::str::intern_static(thread, name));
        let [key, default] = names;
        let names = [key?.into_object(), default?.into_object()];
        place.set(Some(Tuple::from_array(thread, names)?));
    }
    Ok(())
}

pub(super) fn min(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    extreme(thread, args, "min", CompareOp::Lt)
}

pub(super) fn max(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    extreme(thread, args, "max", CompareOp::Gt)
}

struct Search<'a> {
    key: Option<&'a Object>,
    op: CompareOp,
    /// The best item so far with its key.
    best: Option<(Ref, Ref)>,
}

impl Search<'_> {
    fn offer(&mut self, thread: &Thread, item: Ref) -> Result<()> {
        let value = match self.key {
            Some(key) => call_one(thread, key, &item)?,
            None => item.clone(),
        };
        if let Some((_, best)) = &self.best {
            let better = richcompare(thread, &value, best, self.op)?;
            if !is_true(thread, &better)? {
                return Ok(());
            }
        }
        self.best = Some((item, value));
        Ok(())
    }
}

fn extreme(thread: &Thread, args: Args<'_>, name: &str, op: CompareOp) -> Result<Ref> {
    let given = args.positional();
    check_arity(thread, name, given.len(), 1, usize::MAX)?;
    if !args.names().is_empty() {
        know_keywords(thread, op)?;
    }
    let (key, default) = options(thread, &args, name)?;
    if given.len() > 1 && default.is_some() {
        return Err(thread.type_error(format_args!(
            "Cannot specify a default for {name}() with multiple positional arguments"
        )));
    }
    let mut search = Search {
        key,
        op,
        best: None,
    };
    match given {
        [iterable] => types::for_each(thread, iterable, |item| search.offer(thread, item))?,
        several => {
            for item in several {
                search.offer(thread, item.clone())?;
            }
        }
    }
    match (search.best, default) {
        (Some((item, _)), _) => Ok(item),
        (None, Some(default)) => Ok(default.to_ref()),
        (None, None) => {
            Err(thread.value_error(format_args!("{name}() iterable argument is empty")))
        }
    }
}

type Options<'a> = (Option<&'a Object>, Option<&'a Object>);

/// The `key` (if not `None`) and the `default`.
fn options<'a>(thread: &Thread, args: &Args<'a>, function: &str) -> Result<Options<'a>> {
    let (mut key, mut default) = (None, None);
    for (name, value) in args.keywords() {
        let is = |text| name.downcast::<Str>().is_some_and(|n| n.eq_str(text));
        if is("key") {
            key = (!value.is_exactly(Builtin::NoneType)).then_some(&**value);
        } else if is("default") {
            default = Some(&**value);
        } else {
            let name = types::to_str(thread, name)?;
            return Err(thread.type_error(format_args!(
                "{function}() got an unexpected keyword argument '{name}'"
            )));
        }
    }
    Ok((key, default))
}
