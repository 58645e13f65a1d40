//! Type parameters and what is built of them: the native half of `typing`, which `_typing` shows under its names.
//!
//! One file for each kind: `typevar.rs`, `paramspec.rs` (with its `args` and `kwargs`), `typevartuple.rs`, `alias.rs` (`type X = …`),
//! `generic.rs` (`Generic`) and `nothing.rs` (`NoDefault`). Bounds, constraints, defaults and values that a program writes in brackets or
//! behind `type X =` are functions until somebody asks; what they answer is kept beside them.
//!
//! Invariant: a parameter's value and the function that gives it are both kept, so that asking twice runs nothing twice.
//!
//! What stays in Python: checks, substitution and unions (`typing.py`), which are asked by name each time, as in 3.13.

mod alias;
mod generic;
mod nothing;
mod paramspec;
mod typevar;
mod typevartuple;

pub use alias::{ALIAS, Alias, from_parts as alias_from_parts};
pub use generic::{GENERIC, subscript as subscript_generic};
pub use nothing::{NOTHING, no_default};
pub use paramspec::{PARAMSPEC, PARAMSPEC_ARGS, PARAMSPEC_KWARGS, from_name as paramspec};
pub use typevar::{TYPEVAR, from_name as typevar};
pub use typevartuple::{TYPEVARTUPLE, from_name as typevartuple};

use crate::protocol;
use crate::runtime::runtime;
use crate::state::{names, state};
use crate::str::Str;
use crate::tuple::{Tuple, Unfinished};
use crate::{Dict, List};
use object::{Args, GetSetDef, Layout, MemberDef, MemberKind, Object, Ref, Result, Slot, Thread};

/// `typing` as 3.13's native code imports it: a list of no names is made each time.
fn module(thread: &Thread) -> Result<Ref> {
    let _list = thread.heap().hold_list();
    let loaded = match state(thread).modules.get() {
        Some(modules) => match modules.downcast::<Dict>() {
            Some(modules) => modules.get_text(thread, "typing")?,
            None => None,
        },
        None => None,
    };
    match loaded {
        Some(typing) => Ok(typing),
        None => crate::runtime::import_module(thread, "typing"),
    }
}

/// Something of `typing`.
fn of_typing(thread: &Thread, name: &'static str) -> Result<Ref> {
    let typing = module(thread)?;
    let name = crate::str::intern_static(thread, name)?;
    protocol::getattr_name(thread, &typing, &name)
}

/// Calls a function of `typing`.
fn ask(thread: &Thread, name: &'static str, args: &[&Object]) -> Result<Ref> {
    let function = of_typing(thread, name)?;
    protocol::call(thread, &function, Ref::borrowed(args))
}

/// What a value is as a type: `None` stands for its own.
fn checked(thread: &Thread, value: &Object, why: &str) -> Result<Ref> {
    if value.is_exactly(object::Builtin::NoneType) {
        return Ok(value.ty().as_object().to_ref());
    }
    let why = Str::new(thread, why)?;
    ask(thread, "_type_check", &[value, why.as_object()])
}

/// `typing.Unpack[parameter]`.
fn unpacked(thread: &Thread, parameter: &Object) -> Result<Ref> {
    let unpack = of_typing(thread, "Unpack")?;
    protocol::getitem(thread, &unpack, parameter)
}

/// The parameters with each `TypeVarTuple` unpacked; the tuple itself when there is none.
fn spread(thread: &Thread, parameters: &Tuple) -> Result<Ref<Tuple>> {
    let bunch = |item: &Ref| item.has_layout(typevartuple::TypeVarTuple::INFO);
    if !parameters.items().iter().any(bunch) {
        return Ok(Ref::new(parameters));
    }
    let fresh = Unfinished::tracked(thread, parameters.len())?;
    for (index, item) in parameters.items().iter().enumerate() {
        let item = match bunch(item) {
            true => unpacked(thread, item)?,
            false => item.clone(),
        };
        fresh.put(index, item);
    }
    Ok(fresh.finish())
}

/// `self | other` of parameters, in whichever order they stand.
fn or(thread: &Thread, left: &Object, right: &Object) -> Result<Ref> {
    ask(thread, "_make_union", &[left, right])
}

/// Writes down as an attribute in which module a parameter was made.
fn place(thread: &Thread, parameter: &Object) -> Result<()> {
    let module = (runtime(thread).module)(thread)?.unwrap_or_else(|| thread.heap().none());
    protocol::setattr_name(thread, parameter, names(thread).__module__(), Some(&module))
}

/// What a slot holds or, the first time, what its function answers; `None` with neither.
fn evaluated(thread: &Thread, value: &Slot, function: &Slot) -> Result<Option<Ref>> {
    if let Some(known) = value.get() {
        return Ok(Some(known));
    }
    let Some(function) = function.get() else {
        return Ok(None);
    };
    let answer = protocol::call(thread, &function, &[])?;
    value.set(Some(answer.clone()));
    Ok(Some(answer))
}

/// `__default__`.
fn default_of(thread: &Thread, value: &Slot, function: &Slot) -> Result<Ref> {
    match evaluated(thread, value, function)? {
        Some(default) => Ok(default),
        None => no_default(thread),
    }
}

/// `has_default()`, which evaluates nothing.
fn has_default(thread: &Thread, value: &Slot, function: &Slot) -> Result<Ref> {
    let given = match value.get() {
        Some(value) => !value.is(&*no_default(thread)?),
        None => false,
    };
    Ok(thread.heap().bool(given || !function.is_none()))
}

/// The function that gives a parameter its default: what the compiler sets after making it.
pub fn set_default(thread: &Thread, parameter: &Object, function: Ref) -> Result<()> {
    let slot = if let Some(it) = parameter.downcast::<typevar::TypeVar>() {
        &it.evaluate_default
    } else if let Some(it) = parameter.downcast::<paramspec::ParamSpec>() {
        &it.evaluate_default
    } else if let Some(it) = parameter.downcast::<typevartuple::TypeVarTuple>() {
        &it.evaluate_default
    } else {
        return Err(thread.type_error(format_args!(
            "Expected a type param, got {}",
            protocol::repr(thread, parameter)?
        )));
    };
    slot.set(Some(function));
    Ok(())
}

/// Refuses an instance as a base of a class.
fn refuse_base(thread: &Thread, it: &Object) -> Result<Ref> {
    Err(thread.type_error(format_args!(
        "Cannot subclass an instance of {}",
        crate::typeobj::short_name(it.ty())
    )))
}

/// A name given to a native constructor, which names itself in small letters.
fn name_given(thread: &Thread, function: &str, given: Option<&Object>) -> Result<Ref> {
    match given {
        Some(name) if name.downcast::<Str>().is_some() => Ok(name.to_ref()),
        given => Err(thread.type_error(format_args!(
            "{function}() argument 'name' must be str, not {}",
            given.map_or("None", protocol::type_text)
        ))),
    }
}

/// The three ways in which a parameter may vary.
#[derive(Clone, Copy, Default)]
struct Variance {
    co: bool,
    contra: bool,
    inferred: bool,
}

impl Variance {
    /// From the arguments, whose truth is asked in this order.
    fn given(thread: &Thread, of: [Option<&Object>; 3]) -> Result<Variance> {
        let mut truths = [false; 3];
        for (truth, given) in truths.iter_mut().zip(of) {
            if let Some(given) = given {
                *truth = protocol::is_true(thread, given)?;
            }
        }
        let [co, contra, inferred] = truths;
        Ok(Variance {
            co,
            contra,
            inferred,
        })
    }

    /// Refuses what contradicts itself.
    fn check(self, thread: &Thread) -> Result<()> {
        let why = match self {
            Variance {
                co: true,
                contra: true,
                ..
            } => "Bivariant types are not supported.",
            Variance { inferred: true, .. } if self.co || self.contra => {
                "Variance cannot be specified with infer_variance."
            }
            _ => return Ok(()),
        };
        Err(thread.value_error(format_args!("{why}")))
    }

    /// The name with the sign before it, as parameters show themselves.
    fn shown(self, thread: &Thread, name: Option<Ref>) -> Result<Ref> {
        let sign = match self {
            Variance { inferred: true, .. } => "",
            Variance { co: true, .. } => "+",
            Variance { contra: true, .. } => "-",
            _ => "~",
        };
        match name.as_ref().and_then(|name| name.downcast::<Str>()) {
            Some(name) if sign.is_empty() => Ok(name.as_object().to_ref()),
            Some(name) => Ok(Str::format(thread, format_args!("{sign}{name}"))?.into_object()),
            None => Err(thread.system_error(format_args!("a type parameter without a name"))),
        }
    }
}

const fn field(name: &'static str, offset: usize, kind: MemberKind) -> MemberDef {
    MemberDef {
        name,
        kind,
        offset,
        readonly: true,
        doc: None,
    }
}

const fn computed(
    name: &'static str,
    get: fn(&Thread, &Object) -> Result<Ref>,
    doc: Option<&'static str>,
) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc,
    }
}

/// The object as what its method's declaration promises.
fn this<'a, T: Layout>(thread: &Thread, it: &'a Object) -> Result<&'a T> {
    match it.downcast::<T>() {
        Some(this) => Ok(this),
        None => Err(thread.system_error(format_args!(
            "'{}' isn't built on the layout {}",
            it.ty().name(),
            T::INFO.name
        ))),
    }
}

/// `alias.__parameters__.index(parameter)` and `len(args)`.
fn position(
    thread: &Thread,
    parameter: &Object,
    alias: &Object,
    args: &Object,
) -> Result<(usize, usize)> {
    let parameters = protocol::getattr_name(thread, alias, names(thread).__parameters__())?;
    let given = protocol::len(thread, args)?;
    let all = match parameters.downcast::<Tuple>() {
        Some(tuple) => Ref::new(tuple),
        None => List::to_tuple(&*protocol::to_list(thread, &parameters)?, thread)?,
    };
    for (index, item) in all.items().iter().enumerate() {
        if item.is(parameter) || protocol::equal(thread, item, parameter)? {
            return Ok((index, given));
        }
    }
    Err(thread.value_error(format_args!("sequence.index(x): x not in sequence")))
}

/// The only two arguments of `__typing_prepare_subst__`.
fn alias_and_args<'a>(thread: &Thread, args: &'a [Ref]) -> Result<(&'a Object, &'a Object)> {
    protocol::check_arity(thread, "__typing_prepare_subst__", args.len(), 2, 2)?;
    Ok((&args[0], &args[1]))
}

/// Whether anything was given.
fn is_none(value: &Object) -> bool {
    value.is_exactly(object::Builtin::NoneType)
}

/// Calls a function of `typing` with an object before the arguments of a call: one tuple holds them all.
fn ask_with(thread: &Thread, name: &'static str, first: &Object, args: Args<'_>) -> Result<Ref> {
    let function = of_typing(thread, name)?;
    let mut all = vec![first.to_ref()];
    all.extend(args.values().iter().cloned());
    let _held = thread.heap().hold_call(args.positional().len() + 1, 0)?;
    protocol::call_packed(thread, &function, Args::new(&all, args.names()).spread())
}
