//! Arguments of native functions: binding to names as CPython's generated code does, with its messages.

use crate::str::Str;
use object::{Args, Object, Ref, Result, Thread};

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
    /// Binds the arguments or raises `TypeError` in 3.13's words.
    pub fn bind<'a>(&self, thread: &Thread, args: &Args<'a>) -> Result<Bound<'a, N>> {
        let positional = args.positional();
        let mut bound: [Option<&'a Object>; N] = [None; N];
        if positional.len() > self.positional {
            return Err(self.too_many(thread, args));
        }
        for (slot, value) in bound.iter_mut().zip(positional) {
            *slot = Some(value);
        }
        for (name, value) in args.keywords() {
            let index = self.keyword(thread, name)?;
            if bound[index].is_some() {
                return Err(thread.type_error(format_args!(
                    "argument for {}() given by name ('{}') and position ({})",
                    self.function,
                    self.names[index],
                    index + 1
                )));
            }
            bound[index] = Some(value);
        }
        match (0..self.required).find(|&i| bound[i].is_none()) {
            None => Ok(Bound(bound)),
            Some(missing) => Err(self.missing(thread, missing, args)),
        }
    }

    fn keyword(&self, thread: &Thread, name: &Ref) -> Result<usize> {
        let text = name.downcast::<Str>();
        let found = text
            .and_then(|t| (0..N).find(|&i| !self.names[i].is_empty() && t.eq_str(self.names[i])));
        match (found, text) {
            (Some(index), _) => Ok(index),
            (None, Some(text)) => Err(thread.type_error(format_args!(
                "{}() got an unexpected keyword argument '{text}'",
                self.function
            ))),
            (None, None) => Err(thread.type_error(format_args!("keywords must be strings"))),
        }
    }

    fn too_many(&self, thread: &Thread, args: &Args<'_>) -> object::Raised {
        let given = args.values().len();
        let only_positional = self.positional == N && self.names.iter().all(|n| n.is_empty());
        let (most, kind) = if self.positional < N {
            (self.positional, "positional ")
        } else {
            (N, "")
        };
        let bound = if self.required == most && !only_positional || self.required == most {
            "exactly"
        } else {
            "at most"
        };
        if most == 0 {
            return thread.type_error(format_args!("{}() takes no {kind}arguments", self.function));
        }
        let plural = if most == 1 { "" } else { "s" };
        thread.type_error(format_args!(
            "{}() takes {bound} {most} {kind}argument{plural} ({given} given)",
            self.function
        ))
    }

    fn missing(&self, thread: &Thread, index: usize, args: &Args<'_>) -> object::Raised {
        if self.names[index].is_empty() {
            let most = self.names.iter().filter(|n| n.is_empty()).count();
            let bound = if self.required >= most {
                "exactly"
            } else {
                "at least"
            };
            let plural = if self.required == 1 { "" } else { "s" };
            return thread.type_error(format_args!(
                "{}() takes {bound} {} positional argument{plural} ({} given)",
                self.function,
                self.required,
                args.positional().len()
            ));
        }
        thread.type_error(format_args!(
            "{}() missing required argument '{}' (pos {})",
            self.function,
            self.names[index],
            index + 1
        ))
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

/// How messages name the type of an argument: `None` by itself.
pub fn type_text(argument: &Object) -> &str {
    match argument.is_exactly(object::Builtin::NoneType) {
        true => "None",
        false => argument.ty().name(),
    }
}
