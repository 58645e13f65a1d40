//! `BaseExceptionGroup` and `ExceptionGroup`: exceptions raised together.
//!
//! `ExceptionGroup` derives from the base group and from `Exception`; it is made at the end of start-up like a class of a program.
//! Splitting keeps the shape of the tree: a group keeps its own type through `derive`, its traceback, context, cause and notes.

use super::base;
use super::layout::TwoFields;
use crate::list::List;
use crate::protocol::{call_method, call_one, is_true, isinstance, setattr_name, to_tuple};
use crate::state::names;
use crate::str::Str;
use crate::tuple::Tuple;
use crate::typeobj;
use object::{
    Args, Builtin, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Thread, Type, TypeSlots,
};

pub(super) const SLOTS: TypeSlots = TypeSlots {
    new: Some(new),
    init: Some(init),
    str: Some(str),
    ..TypeSlots::EMPTY
};

pub(super) const METHODS: &[MethodDef] = &[
    MethodDef::one("__class_getitem__", crate::generic_alias::new)
        .class()
        .doc("See PEP 585"),
    MethodDef::one("derive", derive)
        .doc("derive($self, excs, /)\n--\n\nA group like this one with other exceptions."),
    MethodDef::one("split", split)
        .doc("split($self, matcher_value, /)\n--\n\nThe part that matches and the rest."),
    MethodDef::one("subgroup", subgroup)
        .doc("subgroup($self, matcher_value, /)\n--\n\nThe part that matches, or None."),
];

pub(super) const MEMBERS: &[MemberDef] = &[
    field("message", 72, "exception message"),
    field("exceptions", 80, "nested exceptions"),
];

const fn field(name: &'static str, offset: usize, doc: &'static str) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: true,
        doc: Some(doc),
    }
}

/// Makes `ExceptionGroup`.
pub(super) fn make_exception_group(thread: &Thread) -> Result<()> {
    let heap = thread.heap();
    let bases = [Builtin::BaseExceptionGroup, Builtin::Exception]
        .map(|b| heap.builtin(b).as_object().to_ref());
    let name = crate::str::intern_static(thread, "ExceptionGroup")?;
    let namespace = crate::Dict::new(thread)?;
    let module = names(thread).builtins();
    namespace.set_text(thread, "__module__", module.as_object())?;
    let ty = typeobj::new_class(thread, &name, &bases, &namespace)?;
    heap.set_builtin(Builtin::ExceptionGroup, &ty);
    ty.as_object().incref();
    Ok(())
}

fn exception_group(thread: &Thread) -> Option<&Type> {
    thread.heap().try_builtin(Builtin::ExceptionGroup)
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let packed = Tuple::of_args(thread, &args)?;
    let [message, sequence] = args.positional() else {
        return Err(thread.type_error(format_args!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
            args.positional().len()
        )));
    };
    if message.downcast::<Str>().is_none() {
        return Err(thread.type_error(format_args!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
            crate::protocol::type_text(message)
        )));
    }
    let exceptions = members(thread, sequence)?;
    let only_exceptions = exceptions
        .items()
        .iter()
        .all(|e| e.isinstance(Builtin::Exception));
    let ty = choose(thread, ty, only_exceptions)?;
    let fresh = base::new_with(thread, ty, packed)?;
    if let Some(group) = fresh.downcast::<TwoFields>() {
        group.fields[0].set(Some(message.clone()));
        group.fields[1].set(Some(exceptions.into_object()));
    }
    Ok(fresh)
}

/// The nested exceptions as a tuple, at least one, all of them exceptions.
fn members(thread: &Thread, sequence: &Object) -> Result<Ref<Tuple>> {
    if !crate::protocol::is_sequence(sequence) {
        return Err(thread.type_error(format_args!(
            "second argument (exceptions) must be a sequence"
        )));
    }
    let exceptions = to_tuple(thread, sequence)?;
    if exceptions.is_empty() {
        return Err(thread.value_error(format_args!(
            "second argument (exceptions) must be a non-empty sequence"
        )));
    }
    let odd = |e: &Ref| !e.isinstance(Builtin::BaseException);
    match exceptions.items().iter().position(odd) {
        None => Ok(exceptions),
        Some(i) => Err(thread.value_error(format_args!(
            "Item {i} of second argument (exceptions) is not an exception"
        ))),
    }
}

/// The base group becomes an `ExceptionGroup` when it can; an `Exception` can't hold what isn't one.
fn choose<'t>(thread: &'t Thread, ty: &'t Type, only_exceptions: bool) -> Result<&'t Type> {
    let group = exception_group(thread);
    if ty.builtin() == Builtin::BaseExceptionGroup {
        return Ok(group.filter(|_| only_exceptions).unwrap_or(ty));
    }
    if only_exceptions {
        return Ok(ty);
    }
    if group.is_some_and(|group| std::ptr::eq(group, ty)) {
        return Err(thread.type_error(format_args!(
            "Cannot nest BaseExceptions in an ExceptionGroup"
        )));
    }
    if ty.is_subtype(thread.heap().builtin(Builtin::Exception)) {
        return Err(thread.type_error(format_args!(
            "Cannot nest BaseExceptions in '{}'",
            ty.name()
        )));
    }
    Ok(ty)
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    base::init(thread, object, args)
}

fn str(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(group) = object.downcast::<TwoFields>() else {
        return base::str(thread, object);
    };
    let n = exceptions(object).map_or(0, |e| e.len());
    let plural = if n == 1 { "" } else { "s" };
    let message = group.fields[0]
        .get()
        .unwrap_or_else(|| thread.heap().none());
    let message = crate::protocol::to_str(thread, &message)?;
    let text = Str::format(
        thread,
        format_args!("{message} ({n} sub-exception{plural})"),
    )?;
    Ok(text.into_object())
}

/// The nested exceptions of a group; `None` for what isn't one.
pub fn exceptions(object: &Object) -> Option<Ref<Tuple>> {
    if !object.isinstance(Builtin::BaseExceptionGroup) {
        return None;
    }
    let exceptions = object.downcast::<TwoFields>()?.fields[1].get()?;
    exceptions.downcast_into::<Tuple>().ok()
}

fn message(object: &Object) -> Option<Ref> {
    object.downcast::<TwoFields>()?.fields[0].get()
}

fn derive(thread: &Thread, object: &Object, sequence: &Object) -> Result<Ref> {
    let message = message(object).unwrap_or_else(|| thread.heap().none());
    let args = [message, sequence.to_ref()];
    let ty = thread.heap().builtin(Builtin::BaseExceptionGroup);
    super::new_instance(thread, ty, &args)
}

enum Matcher<'a> {
    Types(&'a Object),
    Predicate(&'a Object),
    /// Leaves that occur in one of these groups, by identity.
    Leaves(&'a [Ref]),
}

impl<'a> Matcher<'a> {
    fn new(thread: &Thread, value: &'a Object) -> Result<Matcher<'a>> {
        let is_exception_type = |object: &Object| {
            object
                .downcast::<Type>()
                .is_some_and(|ty| ty.is_subtype(thread.heap().builtin(Builtin::BaseException)))
        };
        if is_exception_type(value) {
            return Ok(Matcher::Types(value));
        }
        if crate::protocol::is_callable(value) && value.downcast::<Type>().is_none() {
            return Ok(Matcher::Predicate(value));
        }
        if value.is_exactly(Builtin::Tuple)
            && let Some(tuple) = value.downcast::<Tuple>()
            && tuple.items().iter().all(|item| is_exception_type(item))
        {
            return Ok(Matcher::Types(value));
        }
        Err(thread.type_error(format_args!(
            "expected an exception type, a tuple of exception types, or a callable (other than a class)"
        )))
    }

    fn matches(&self, thread: &Thread, exception: &Object) -> Result<bool> {
        match self {
            Matcher::Types(types) => isinstance(thread, exception, types),
            Matcher::Predicate(f) => is_true(thread, &*call_one(thread, f, exception)?),
            Matcher::Leaves(groups) => Ok(exceptions(exception).is_none()
                && groups.iter().any(|group| holds(group, exception))),
        }
    }
}

/// Whether the exception is a leaf of the group.
fn holds(group: &Object, exception: &Object) -> bool {
    match exceptions(group) {
        None => group.is(exception),
        Some(nested) => nested.items().iter().any(|e| holds(e, exception)),
    }
}

type Parts = (Option<Ref>, Option<Ref>);

fn partition(
    thread: &Thread,
    exception: &Object,
    matcher: &Matcher<'_>,
    want_rest: bool,
) -> Result<Parts> {
    if matcher.matches(thread, exception)? {
        return Ok((Some(exception.to_ref()), None));
    }
    let Some(nested) = exceptions(exception) else {
        return Ok((None, Some(exception.to_ref()).filter(|_| want_rest)));
    };
    let _deeper = thread.enter(" in exceptiongroup_split_recursive")?;
    let hits = List::new(thread)?;
    let rest = match want_rest {
        true => Some(List::new(thread)?),
        false => None,
    };
    for inner in nested.items() {
        let (hit, left) = partition(thread, inner, matcher, want_rest)?;
        if let Some(hit) = hit {
            hits.push(thread, hit)?;
        }
        if let (Some(left), Some(rest)) = (left, &rest) {
            rest.push(thread, left)?;
        }
    }
    let hits = subset(thread, exception, hits)?;
    let rest = match rest {
        Some(rest) => subset(thread, exception, rest)?,
        None => None,
    };
    Ok((hits, rest))
}

/// A group like the original with these exceptions; none when there are none.
fn subset(thread: &Thread, original: &Object, exceptions: Ref<List>) -> Result<Option<Ref>> {
    if exceptions.is_empty() {
        return Ok(None);
    }
    let derive = crate::str::intern_static(thread, "derive")?;
    // 3.13 packs the method's argument.
    let packed = thread.heap().hold_call(1, 0)?;
    let group = call_method(thread, original, &derive, &[exceptions.into_object()])?;
    drop(packed);
    if !group.isinstance(Builtin::BaseExceptionGroup) {
        return Err(thread.type_error(format_args!(
            "derive must return an instance of BaseExceptionGroup"
        )));
    }
    super::set_traceback(&group, super::traceback(original));
    super::set_context(&group, super::context(original));
    base::set_cause_explicitly(&group, super::cause(original));
    let notes = names(thread).__notes__();
    if let Some(own) = crate::protocol::getattr_opt(thread, original, notes)?
        && crate::protocol::is_sequence(&own)
    {
        let copy = crate::protocol::to_list(thread, &own)?.into_object();
        setattr_name(thread, &group, notes, Some(&copy))?;
    }
    Ok(Some(group))
}

fn split(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    let matcher = Matcher::new(thread, value)?;
    let (hits, rest) = partition(thread, object, &matcher, true)?;
    let none = || thread.heap().none();
    let pair = [hits.unwrap_or_else(none), rest.unwrap_or_else(none)];
    Ok(Tuple::from_array(thread, pair)?.into_object())
}

fn subgroup(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    let matcher = Matcher::new(thread, value)?;
    let (hits, _) = partition(thread, object, &matcher, false)?;
    Ok(hits.unwrap_or_else(|| thread.heap().none()))
}

/// `except*`: the part of an exception that is of these types, and the rest. A naked exception that matches becomes a group.
pub fn match_star(thread: &Thread, exception: &Object, types: &Object) -> Result<Parts> {
    if isinstance(thread, exception, types)? {
        if exceptions(exception).is_some() {
            return Ok((Some(exception.to_ref()), None));
        }
        let only = Tuple::from_array(thread, [exception.to_ref()])?.into_object();
        let ty = thread.heap().builtin(Builtin::BaseExceptionGroup);
        let wrapped = super::new_instance(thread, ty, &[thread.heap().empty_str(), only])?;
        super::set_traceback(&wrapped, super::traceback(exception));
        return Ok((Some(wrapped), None));
    }
    if exceptions(exception).is_none() {
        return Ok((None, Some(exception.to_ref())));
    }
    partition(thread, exception, &Matcher::Types(types), true)
}

/// The part of a group whose leaves occur in any of the others, shape and metadata kept: what `except*` re-raises.
pub fn projection(thread: &Thread, group: &Object, kept: &[Ref]) -> Result<Option<Ref>> {
    Ok(partition(thread, group, &Matcher::Leaves(kept), false)?.0)
}
