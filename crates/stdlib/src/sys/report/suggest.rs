//! "Did you mean": the name closest to one that wasn't found, by edit distance.
//!
//! A substitution costs 2 (1 when only the case differs), an insertion or deletion 2; at most a third of the letters may change.

use object::{Builtin, Object, Ref, Result, Thread};
use types::exception::traceback;
use types::traceback::Traceback;
use types::{Dict, Str, contains, getattr_opt, getattr_text, to_list};

const MOST_CANDIDATES: usize = 750;
const LONGEST: usize = 40;
const MOVE: usize = 2;
const CASE: usize = 1;

/// What is added to the message: `. Did you mean: 'x'?`, or nothing.
pub fn hint(thread: &Thread, exception: &Object) -> Result<Option<Ref<Str>>> {
    let hint = find(thread, exception);
    match hint {
        Ok(hint) => Ok(hint),
        Err(_) => {
            drop(thread.take_pending());
            Ok(None)
        }
    }
}

fn find(thread: &Thread, exception: &Object) -> Result<Option<Ref<Str>>> {
    let (attribute, name_error) = match exception {
        e if e.isinstance(Builtin::ImportError) => ("name_from", false),
        e if e.isinstance(Builtin::NameError) => ("name", true),
        e if e.isinstance(Builtin::AttributeError) => ("name", false),
        _ => return Ok(None),
    };
    let wrong = getattr_text(thread, exception, attribute)?;
    let Some(wrong) = wrong.downcast::<Str>() else {
        return Ok(None);
    };
    let suggestion = suggestion(thread, exception, wrong).unwrap_or_else(|_| {
        drop(thread.take_pending());
        None
    });
    let forgotten = name_error && is_library_module(thread, wrong)?;
    let text = match (&suggestion, forgotten) {
        (None, false) => return Ok(None),
        (Some(s), false) => Str::format(thread, format_args!(". Did you mean: '{s}'?")),
        (Some(s), true) => Str::format(
            thread,
            format_args!(". Did you mean: '{s}'? Or did you forget to import '{wrong}'?"),
        ),
        (None, true) => Str::format(
            thread,
            format_args!(". Did you forget to import '{wrong}'?"),
        ),
    }?;
    Ok(Some(text))
}

fn is_library_module(thread: &Thread, name: &Str) -> Result<bool> {
    match crate::sys::attribute(thread, "stdlib_module_names")? {
        Some(modules) => contains(thread, &modules, name.as_object()),
        None => Ok(false),
    }
}

/// The frame in which the exception was raised.
fn innermost_frame(exception: &Object) -> Option<Ref> {
    let mut at = traceback(exception)?;
    while let Some(next) = at.downcast::<Traceback>().and_then(Traceback::next) {
        at = next;
    }
    at.downcast::<Traceback>()?.frame()
}

fn dir(thread: &Thread, object: &Object) -> Result<Vec<Ref>> {
    let name = types::str::intern_static(thread, "__dir__")?;
    let Some(names) = types::call_special(thread, object, &name, &[])? else {
        return Ok(Vec::new());
    };
    names_in(thread, &names)
}

fn names_in(thread: &Thread, names: &Object) -> Result<Vec<Ref>> {
    let list = to_list(thread, names)?;
    types::list::sort(thread, &list, None, false)
        .or_else(|_| thread.swallow(Builtin::TypeError))?;
    Ok(list.to_tuple(thread)?.items().to_vec())
}

fn suggestion(thread: &Thread, exception: &Object, wrong: &Str) -> Result<Option<Ref<Str>>> {
    let visible = |name: &Ref| !name.downcast::<Str>().is_some_and(starts_underscored);
    let candidates = if exception.isinstance(Builtin::AttributeError) {
        let object = getattr_text(thread, exception, "obj")?;
        let mut names = dir(thread, &object)?;
        if !starts_underscored(wrong) && !is_own_self(thread, exception, &object)? {
            names.retain(visible);
        }
        names
    } else if exception.isinstance(Builtin::ImportError) {
        let name = getattr_text(thread, exception, "name")?;
        let name = types::to_str(thread, &name)?;
        let Some(module) = crate::modules::loaded(thread, &name.to_string())? else {
            return Ok(None);
        };
        let mut names = dir(thread, &module)?;
        if !starts_underscored(wrong) {
            names.retain(visible);
        }
        names
    } else {
        let Some(frame) = innermost_frame(exception) else {
            return Ok(None);
        };
        let locals = getattr_text(thread, &frame, "f_locals")?;
        if let Some(own) = self_of(thread, &locals)?
            && getattr_opt(thread, &own, wrong)?.is_some()
        {
            return Str::format(thread, format_args!("self.{wrong}")).map(Some);
        }
        let mut names = keys(thread, &locals)?;
        for scope in ["f_globals", "f_builtins"] {
            names.extend(keys(thread, &*getattr_text(thread, &frame, scope)?)?);
        }
        names
    };
    Ok(closest(&candidates, wrong))
}

fn keys(thread: &Thread, mapping: &Object) -> Result<Vec<Ref>> {
    Ok(to_list(thread, mapping)?.to_tuple(thread)?.items().to_vec())
}

fn starts_underscored(name: &Str) -> bool {
    !name.is_empty() && name.char_at(0) == u32::from(b'_')
}

fn self_of(thread: &Thread, locals: &Object) -> Result<Option<Ref>> {
    let name = types::str::intern_static(thread, "self")?;
    if let Some(dict) = locals.downcast::<Dict>() {
        return dict.get_str(thread, &name);
    }
    match types::getitem(thread, locals, name.as_object()) {
        Ok(own) => Ok(Some(own)),
        Err(_) => {
            thread.swallow(Builtin::KeyError)?;
            Ok(None)
        }
    }
}

/// Whether the failing frame is a method of the object.
fn is_own_self(thread: &Thread, exception: &Object, object: &Object) -> Result<bool> {
    let Some(frame) = innermost_frame(exception) else {
        return Ok(false);
    };
    let locals = getattr_text(thread, &frame, "f_locals")?;
    Ok(self_of(thread, &locals)?.is_some_and(|own| own.is(object)))
}

fn closest(candidates: &[Ref], wrong: &Str) -> Option<Ref<Str>> {
    if candidates.len() >= MOST_CANDIDATES || wrong.len() > LONGEST {
        return None;
    }
    let letters: Vec<u32> = wrong.code_points().collect();
    let mut best: Option<(usize, Ref<Str>)> = None;
    for candidate in candidates {
        let Some(name) = candidate.downcast::<Str>().filter(|n| !n.equals(wrong)) else {
            continue;
        };
        let third = (name.len() + wrong.len() + 3) * MOVE / 6;
        let most = match &best {
            Some((distance, _)) => third.min(distance - 1),
            None => third,
        };
        let other: Vec<u32> = name.code_points().collect();
        let distance = edit_distance(&letters, &other, most);
        if distance <= most && best.as_ref().is_none_or(|(d, _)| distance < *d) {
            best = Some((distance, Ref::new(name)));
            if distance == 0 {
                break;
            }
        }
    }
    best.map(|(_, name)| name)
}

fn substitution(a: u32, b: u32) -> usize {
    let lower = |c: u32| match u8::try_from(c) {
        Ok(c) => u32::from(c.to_ascii_lowercase()),
        Err(_) => c,
    };
    match a == b {
        true => 0,
        false if lower(a) == lower(b) => CASE,
        false => MOVE,
    }
}

/// The cost of turning one name into the other; anything above `most` means "too far".
fn edit_distance(a: &[u32], b: &[u32], most: usize) -> usize {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    if a.is_empty() || b.is_empty() {
        return MOVE * (a.len() + b.len());
    }
    if a.len() > LONGEST || b.len() > LONGEST {
        return most + 1;
    }
    let (a, b) = if b.len() < a.len() { (b, a) } else { (a, b) };
    if (b.len() - a.len()) * MOVE > most {
        return most + 1;
    }
    // One row of the table of costs at a time.
    let mut row: Vec<usize> = (1..=a.len()).map(|i| i * MOVE).collect();
    let mut result = 0;
    for (j, &other) in b.iter().enumerate() {
        let mut diagonal = j * MOVE;
        result = diagonal;
        let mut least = usize::MAX;
        for (i, cell) in row.iter_mut().enumerate() {
            let replaced = diagonal + substitution(other, a[i]);
            diagonal = *cell;
            result = replaced.min(result.min(diagonal) + MOVE);
            *cell = result;
            least = least.min(result);
        }
        if least > most {
            return most + 1;
        }
    }
    result
}
