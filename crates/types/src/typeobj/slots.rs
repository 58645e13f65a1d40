//! `__slots__`: what a class's instances get beyond their base's.

use super::class::Request;
use crate::dict::Dict;
use crate::list::List;
use crate::protocol;
use crate::state::names;
use crate::str::{Builder, Str};
use crate::tuple::Tuple;
use object::{Object, Ref, Result, Thread, Type};

/// The outcome: members in the order of their fields, and the two implicit ones.
pub(super) struct Plan {
    pub members: Ref<Tuple>,
    /// The mangled, sorted names, kept in the type; `None` without `__slots__`.
    pub slots: Option<Ref<Tuple>>,
    pub add_dict: bool,
    pub add_weak: bool,
    /// The namespace defines `__call__`, so calls of instances don't take the base's short cut.
    pub own_call: bool,
}

pub(super) fn plan(
    thread: &Thread,
    request: &Request<'_>,
    bases: &Tuple,
    base: &Type,
    namespace: &Dict,
) -> Result<Plan> {
    let may_dict = base.dict_offset() == 0;
    let may_weak = base.weaklist_offset() == 0 && base.itemsize() == 0;
    let members = Tuple::empty(thread);
    let own_call = namespace
        .get_str(thread, names(thread).__call__())?
        .is_some();
    let Some(given) = namespace.get_str(thread, names(thread).__slots__())? else {
        return Ok(Plan {
            members,
            slots: None,
            add_dict: may_dict,
            add_weak: may_weak,
            own_call,
        });
    };
    let given = match given.downcast::<Str>() {
        Some(_) => Tuple::from_array(thread, [given])?,
        None => protocol::to_tuple(thread, &given)?,
    };
    if !given.is_empty() && base.itemsize() != 0 {
        return Err(thread.type_error(format_args!(
            "nonempty __slots__ not supported for subtype of '{}'",
            base.name()
        )));
    }
    let mut plan = Plan {
        members,
        slots: None,
        add_dict: false,
        add_weak: false,
        own_call,
    };
    for name in given.items() {
        let name = identifier(thread, name)?;
        if name.eq_str("__dict__") {
            if !may_dict || plan.add_dict {
                return Err(
                    thread.type_error(format_args!("__dict__ slot disallowed: we already got one"))
                );
            }
            plan.add_dict = true;
        } else if name.eq_str("__weakref__") {
            if !may_weak || plan.add_weak {
                return Err(thread.type_error(format_args!(
                    "__weakref__ slot disallowed: we already got one"
                )));
            }
            plan.add_weak = true;
        }
    }
    let found = List::new(thread)?;
    collect(thread, request.name, &given, namespace, &found)?;
    crate::list::sort(thread, &found, None, false)?;
    plan.members = found.to_tuple(thread)?;
    plan.slots = Some(plan.members.clone());
    if bases.len() > 1 {
        other_bases(&mut plan, bases, base, may_dict, may_weak);
    }
    Ok(plan)
}

fn identifier<'a>(thread: &Thread, name: &'a Object) -> Result<&'a Str> {
    let Some(text) = name.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "__slots__ items must be strings, not '{}'",
            name.ty().name()
        )));
    };
    if !crate::str::is_identifier(text) {
        return Err(thread.type_error(format_args!("__slots__ must be identifiers")));
    }
    Ok(text)
}

/// Mangles the names of real members and checks that no class variable has one of them.
fn collect(
    thread: &Thread,
    class: &Str,
    given: &Tuple,
    namespace: &Dict,
    members: &List,
) -> Result<()> {
    for name in given.items() {
        let Some(text) = name.downcast::<Str>() else {
            continue;
        };
        if text.eq_str("__dict__") || text.eq_str("__weakref__") {
            continue;
        }
        let mangled = mangle(thread, class, text)?;
        let implicit = ["__qualname__", "__classcell__", "__classdictcell__"];
        let known = namespace.get_str(thread, &mangled)?.is_some();
        if known && !implicit.iter().any(|i| mangled.eq_str(i)) {
            let shown = protocol::repr(thread, mangled.as_object())?;
            return Err(thread.value_error(format_args!(
                "{shown} in __slots__ conflicts with class variable"
            )));
        }
        // A member's descriptor is told its name in UTF-8, which stays with the text.
        if mangled.as_ascii().is_none() {
            mangled.to_utf8(thread)?;
        }
        members.push(thread, mangled.into_object())?;
    }
    Ok(())
}

/// `__name` in class `C` is `_C__name`.
pub fn mangle(thread: &Thread, class: &Str, name: &Str) -> Result<Ref<Str>> {
    let len = name.len();
    let private = len >= 2 && name.char_at(0) == '_' as u32 && name.char_at(1) == '_' as u32;
    let closed =
        private && name.char_at(len - 1) == '_' as u32 && name.char_at(len - 2) == '_' as u32;
    let start = class.code_points().position(|point| point != '_' as u32);
    let dotted = name.code_points().any(|point| point == '.' as u32);
    let Some(start) = start.filter(|_| private && !closed && !dotted) else {
        return crate::str::intern(thread, Ref::new(name));
    };
    let mut out = Builder::new(thread);
    out.push_str("_")?;
    out.push_range(class, start, class.len())?;
    out.push(name)?;
    crate::str::intern(thread, out.finish()?)
}

/// A base other than the best one may bring a dictionary or weak references that the slots left out.
fn other_bases(plan: &mut Plan, bases: &Tuple, best: &Type, may_dict: bool, may_weak: bool) {
    for base in bases.items() {
        let Some(base) = base.downcast::<Type>() else {
            continue;
        };
        if std::ptr::eq(base, best) {
            continue;
        }
        if may_dict && base.dict_offset() != 0 {
            plan.add_dict = true;
        }
        if may_weak && base.weaklist_offset() != 0 {
            plan.add_weak = true;
        }
    }
}
