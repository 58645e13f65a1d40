//! Arguments of native functions: binding to names as CPython's generated code does, with its messages.

use crate::str::Str;
use object::{Args, Object, Ref, Result, Thread, Type};

/// The parameters of a native function: positional-only first, then those that may be given either way, then keyword-only.
/// An empty name marks a positional-only parameter.
pub struct Signature<const N: usize> {
    /// As messages name the function, without parentheses.
    pub function: &'static str,
    pub names: [&'static str; N],
    /// How many of them must be given.
    pub required: usize,
    /// How many may be given by position.
    pub positional: usize,
}

/// What each parameter was bound to.
pub struct Bound<'a, const N: usize>(pub [Option<&'a Object>; N]);

impl<'a, const N: usize> Bound<'a, N> {
    /// A bound value.
    pub fn get(&self, index: usize) -> Option<&'a Object> {
        self.0[index]
    }
}

impl<const N: usize> Signature<N> {
    /// Binds the arguments or raises `TypeError` in 3.13's words, its checks in its order: too many, too few positional-only
    /// ones, missing ones, then keywords that have no place.
    pub fn bind<'a>(&self, thread: &Thread, args: &Args<'a>) -> Result<Bound<'a, N>> {
        let positional = args.positional();
        let mut bound: [Option<&'a Object>; N] = [None; N];
        self.check_counts(thread, args)?;
        for (slot, value) in bound.iter_mut().zip(positional) {
            *slot = Some(value);
        }
        let mut misplaced = None;
        for (name, value) in args.keywords() {
            match self.place(name) {
                Some(index) if bound[index].is_none() => bound[index] = Some(value),
                place => misplaced = misplaced.or(Some((name, place))),
            }
        }
        if let Some(missing) = (0..self.required).find(|&i| bound[i].is_none()) {
            return Err(thread.type_error(format_args!(
                "{}() missing required argument '{}' (pos {})",
                self.function,
                self.names[missing],
                missing + 1
            )));
        }
        match misplaced {
            None => Ok(Bound(bound)),
            Some((name, place)) => Err(self.misplaced(thread, name, place)),
        }
    }

    /// The parameter that a keyword names.
    fn place(&self, name: &Object) -> Option<usize> {
        let text = name.downcast::<Str>()?;
        (0..N).find(|&i| !self.names[i].is_empty() && text.eq_str(self.names[i]))
    }

    fn misplaced(&self, thread: &Thread, name: &Object, place: Option<usize>) -> object::Raised {
        if place.is_none() {
            // The names that may have been meant are listed; showing the keyword asks for signals.
            thread.heap().touch_list();
            collector::collect_if_due(thread);
        }
        match (place, name.downcast::<Str>()) {
            (Some(index), _) => thread.type_error(format_args!(
                "argument for {}() given by name ('{}') and position ({})",
                self.function,
                self.names[index],
                index + 1
            )),
            (None, Some(text)) => thread.type_error(format_args!(
                "{}() got an unexpected keyword argument '{text}'",
                self.function
            )),
            (None, None) => thread.type_error(format_args!("keywords must be strings")),
        }
    }

    fn check_counts(&self, thread: &Thread, args: &Args<'_>) -> Result<()> {
        let (given, all) = (args.positional().len(), args.values().len());
        let only = self.names.iter().take_while(|n| n.is_empty()).count();
        let least = only.min(self.required);
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let function = self.function;
        if all > N {
            let keyword = if given == 0 { "keyword " } else { "" };
            return Err(thread.type_error(format_args!(
                "{function}() takes at most {N} {keyword}argument{} ({all} given)",
                plural(N)
            )));
        }
        if given > self.positional {
            let most = self.positional;
            if most == 0 {
                return Err(
                    thread.type_error(format_args!("{function}() takes no positional arguments"))
                );
            }
            let bound = if self.required < most {
                "at most"
            } else {
                "exactly"
            };
            return Err(thread.type_error(format_args!(
                "{function}() takes {bound} {most} positional argument{} ({given} given)",
                plural(most)
            )));
        }
        if given < least {
            let bound = if least < self.positional {
                "at least"
            } else {
                "exactly"
            };
            return Err(thread.type_error(format_args!(
                "{function}() takes {bound} {least} positional argument{} ({given} given)",
                plural(least)
            )));
        }
        Ok(())
    }
}

/// Checks the number of positional arguments as `_PyArg_CheckPositional` does.
pub fn check_arity(
    thread: &Thread,
    function: &str,
    given: usize,
    least: usize,
    most: usize,
) -> Result<()> {
    if given >= least && given <= most {
        return Ok(());
    }
    let (bound, n) = match given < least {
        true => (if least == most { "" } else { "at least " }, least),
        false => (if least == most { "" } else { "at most " }, most),
    };
    let plural = if n == 1 { "" } else { "s" };
    Err(thread.type_error(format_args!(
        "{function} expected {bound}{n} argument{plural}, got {given}"
    )))
}

/// Refuses keywords: `f() takes no keyword arguments`.
pub fn no_keywords(thread: &Thread, function: &str, args: &Args<'_>) -> Result<()> {
    if args.names().is_empty() {
        return Ok(());
    }
    Err(thread.type_error(format_args!("{function}() takes no keyword arguments")))
}

/// As `no_keywords` for the `__new__` of a native type: a class built on it whose `__init__` isn't the type's own may take keywords.
pub fn no_keywords_of(thread: &Thread, ty: &Type, function: &str, args: &Args<'_>) -> Result<()> {
    if args.names().is_empty() {
        return Ok(());
    }
    let mut native = Ref::new(ty);
    while native.is_class()
        && let Some(base) = native.base_slot().get()
    {
        native = base;
    }
    let [own, base] = [ty, &*native].map(|ty| ty.slots().init.map(|init| init as usize));
    match own == base {
        true => no_keywords(thread, function, args),
        false => Ok(()),
    }
}

/// How messages name the type of an argument: `None` by itself.
pub fn type_text(argument: &Object) -> &str {
    match argument.is_exactly(object::Builtin::NoneType) {
        true => "None",
        false => argument.ty().name(),
    }
}
