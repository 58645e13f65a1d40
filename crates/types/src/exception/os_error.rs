//! `OSError` and its subclasses: the subclass is chosen by the error number when `OSError` itself is called.
//!
//! With two to five arguments the first is the number, the second its text, the third a file name, the fifth another; `args` then keeps
//! the first two. A subclass that overrides `__init__` but not `__new__` gets its fields from `__init__` instead.

use super::base;
use super::layout::OsError;
use crate::int::Int;
use crate::protocol::{as_isize, repr_given, str_given};
use crate::str::{Builder, Str};
use crate::tuple::Tuple;
use crate::typeobj;
use object::{
    Args, Builtin, GetSetDef, MemberDef, MemberKind, MethodDef, Object, Raised, Ref, Result,
    Thread, Type, TypeSlots,
};

pub(super) const SLOTS: TypeSlots = TypeSlots {
    new: Some(new),
    str: Some(str),
    init: Some(init),
    ..TypeSlots::EMPTY
};

/// What the subclasses show of their own: `__init__`.
pub(super) const INIT: TypeSlots = TypeSlots {
    init: Some(init),
    ..TypeSlots::EMPTY
};

pub(super) const METHODS: &[MethodDef] = &[MethodDef::no_args("__reduce__", reduce)];

pub(super) const MEMBERS: &[MemberDef] = &[
    field("errno", 72, "POSIX exception code"),
    field("strerror", 80, "exception strerror"),
    field("filename", 88, "exception filename"),
    field("filename2", 96, "second exception filename"),
];

pub(super) const GETSETS: &[GetSetDef] = &[GetSetDef {
    name: "characters_written",
    get: get_written,
    set: Some(set_written),
    doc: None,
}];

const fn field(name: &'static str, offset: usize, doc: &'static str) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: false,
        doc: Some(doc),
    }
}

/// The subclass that stands for an error number.
pub fn kind_of(errno: i32) -> Builtin {
    match errno {
        1 | 13 => Builtin::PermissionError,
        2 => Builtin::FileNotFoundError,
        3 => Builtin::ProcessLookupError,
        4 => Builtin::InterruptedError,
        10 => Builtin::ChildProcessError,
        11 | 114 | 115 => Builtin::BlockingIOError,
        17 => Builtin::FileExistsError,
        20 => Builtin::NotADirectoryError,
        21 => Builtin::IsADirectoryError,
        32 | 108 => Builtin::BrokenPipeError,
        103 => Builtin::ConnectionAbortedError,
        104 => Builtin::ConnectionResetError,
        110 => Builtin::TimeoutError,
        111 => Builtin::ConnectionRefusedError,
        _ => Builtin::OSError,
    }
}

/// Raises `OSError(errno, text, filename)` as the subclass for the number.
pub fn raise_os_error(
    thread: &Thread,
    errno: i32,
    text: &str,
    filename: Option<&Object>,
) -> Raised {
    match make(thread, errno, text, filename) {
        Ok(exception) => super::raise_instance(thread, exception),
        Err(raised) => raised,
    }
}

fn make(thread: &Thread, errno: i32, text: &str, filename: Option<&Object>) -> Result<Ref> {
    let number = Int::new(thread, errno as isize)?;
    let text = Str::new(thread, text)?.into_object();
    let name = filename.map_or_else(|| thread.heap().none(), Object::to_ref);
    let args = [number, text, name];
    let given = if filename.is_some() { 3 } else { 2 };
    super::new_instance(
        thread,
        thread.heap().builtin(Builtin::OSError),
        &args[..given],
    )
}

/// Whether the type overrides `__init__` and not `__new__`, so that `__init__` fills the fields.
fn filled_by_init(ty: &Type) -> bool {
    let slots = ty.slots();
    let own_init = slots.init.is_none_or(|f| {
        !std::ptr::fn_addr_eq(
            f,
            init as for<'a> fn(&Thread, &Object, Args<'a>) -> Result<()>,
        )
    });
    let our_new = slots.new.is_some_and(|f| {
        std::ptr::fn_addr_eq(
            f,
            new as for<'a> fn(&Thread, &Type, Args<'a>) -> Result<Ref>,
        )
    });
    own_init && our_new
}

fn no_keywords(thread: &Thread, ty: &Type, args: &Args<'_>) -> Result<()> {
    if args.names().is_empty() {
        return Ok(());
    }
    Err(thread.type_error(format_args!("{}() takes no keyword arguments", ty.name())))
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let by_init = filled_by_init(ty);
    let mut chosen = ty;
    if !by_init {
        no_keywords(thread, ty, &args)?;
        if ty.builtin() == Builtin::OSError
            && let [errno, _, ..] = args.positional()
            && args.positional().len() <= 5
            && let Some(errno) = errno.downcast::<Int>().and_then(Int::as_isize)
        {
            chosen = thread
                .heap()
                .builtin(kind_of(i32::try_from(errno).unwrap_or(0)));
        }
    }
    let fresh = typeobj::new_instance(thread, chosen)?;
    let Some(e) = fresh.downcast::<OsError>() else {
        return Err(thread.system_error(format_args!("OSError without its fields")));
    };
    e.words[0].set(-1);
    if by_init {
        e.base.args.set(Some(thread.heap().empty_tuple()));
    } else {
        fill(thread, &fresh, e, &args)?;
    }
    Ok(fresh)
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    if !filled_by_init(object.ty()) {
        return Ok(());
    }
    no_keywords(thread, object.ty(), &args)?;
    match object.downcast::<OsError>() {
        Some(e) => fill(thread, object, e, &args),
        None => Ok(()),
    }
}

fn fill(thread: &Thread, object: &Object, e: &OsError, call: &Args<'_>) -> Result<()> {
    let args = call.positional();
    let mut pair = false;
    if (2..=5).contains(&args.len()) {
        e.fields[0].set(Some(args[0].clone()));
        e.fields[1].set(Some(args[1].clone()));
        let name = args.get(2).filter(|n| !n.is_exactly(Builtin::NoneType));
        let written = object.isinstance(Builtin::BlockingIOError)
            && name.is_some_and(|n| n.ty().number().index.is_some());
        match name {
            Some(count) if written => e.words[0].set(as_isize(thread, count, Builtin::ValueError)?),
            Some(name) => {
                e.fields[2].set(Some(name.clone()));
                if let Some(second) = args.get(4).filter(|n| !n.is_exactly(Builtin::NoneType)) {
                    e.fields[3].set(Some(second.clone()));
                }
                // Compatibility: `args` stays a pair when a file name was given.
                pair = true;
            }
            None => {}
        }
    }
    let kept = match pair {
        true => Tuple::from_slice(thread, &args[..2])?,
        false => Tuple::of_args(thread, call)?,
    };
    e.base.args.set(Some(kept.into_object()));
    Ok(())
}

fn str(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(e) = object.downcast::<OsError>() else {
        return base::str(thread, object);
    };
    let [errno, text, first, second] = [0, 1, 2, 3].map(|i| e.fields[i].get());
    if first.is_none() && (errno.is_none() || text.is_none()) {
        return base::str(thread, object);
    }
    let none = || thread.heap().none();
    let mut out = Builder::new(thread);
    out.push_str("[Errno ")?;
    out.push(&*str_given(thread, errno.unwrap_or_else(none))?)?;
    out.push_str("] ")?;
    out.push(&*str_given(thread, text.unwrap_or_else(none))?)?;
    if let Some(first) = first {
        out.push_str(": ")?;
        out.push(&*repr_given(thread, first)?)?;
        if let Some(second) = second {
            out.push_str(" -> ")?;
            out.push(&*repr_given(thread, second)?)?;
        }
    }
    Ok(out.finish()?.into_object())
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(e) = object.downcast::<OsError>() else {
        return base::reduce(thread, object);
    };
    let args = super::args(object).unwrap_or_else(|| Tuple::empty(thread));
    let args = match (args.items(), e.fields[2].get(), e.fields[3].get()) {
        ([errno, text], Some(first), Some(second)) => {
            let none = thread.heap().none();
            Tuple::from_array(thread, [errno.clone(), text.clone(), first, none, second])?
        }
        ([errno, text], Some(first), None) => {
            Tuple::from_array(thread, [errno.clone(), text.clone(), first])?
        }
        _ => args,
    };
    base::reduce_with(thread, object, args.into_object())
}

fn get_written(thread: &Thread, object: &Object) -> Result<Ref> {
    match object.downcast::<OsError>().map(|e| e.words[0].get()) {
        Some(n) if n >= 0 => Int::new(thread, n),
        _ => Err(thread.raise(Builtin::AttributeError, format_args!("characters_written"))),
    }
}

fn set_written(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    let Some(e) = object.downcast::<OsError>() else {
        return Ok(());
    };
    let n = match value {
        Some(value) => as_isize(thread, value, Builtin::ValueError)?,
        None if e.words[0].get() == -1 => {
            return Err(thread.raise(Builtin::AttributeError, format_args!("characters_written")));
        }
        None => -1,
    };
    e.words[0].set(n);
    Ok(())
}

/// The error number of an `OSError`, if it has one.
pub fn errno_of(exception: &Object) -> Option<isize> {
    let errno = exception.downcast::<OsError>()?.fields[0].get()?;
    errno.downcast::<Int>()?.as_isize()
}
