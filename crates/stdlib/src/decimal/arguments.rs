//! Arguments of functions that 3.13 unpacks without knowing their names: its words for what is wrong with them.

use super::context::{self, Context};
use object::{Args, Object, Ref, Result, Thread};
use types::Str;

/// Binds arguments to names; the first `required` must be given.
pub(super) fn bind<'a, const N: usize>(
    thread: &Thread,
    args: &Args<'a>,
    names: [&str; N],
    required: usize,
) -> Result<[Option<&'a Object>; N]> {
    let given = args.values().len();
    if given > N {
        let (plural, keyword) = (
            plural(N),
            if args.positional().is_empty() {
                "keyword "
            } else {
                ""
            },
        );
        return Err(thread.type_error(format_args!(
            "function takes at most {N} {keyword}argument{plural} ({given} given)"
        )));
    }
    let mut bound: [Option<&'a Object>; N] = [None; N];
    for (slot, value) in bound.iter_mut().zip(args.positional()) {
        *slot = Some(value);
    }
    let positional = args.positional().len();
    let mut unknown = None;
    for (name, value) in args.keywords() {
        let place = name
            .downcast::<Str>()
            .and_then(|text| names.iter().position(|known| text.eq_str(known)));
        match place {
            Some(at) if at < positional => {
                return Err(thread.type_error(format_args!(
                    "argument for function given by name ('{}') and position ({})",
                    names[at],
                    at + 1
                )));
            }
            Some(at) => bound[at] = Some(value),
            None => unknown = unknown.or(Some(name)),
        }
    }
    if let Some(missing) = (0..required).find(|&at| bound[at].is_none()) {
        return Err(thread.type_error(format_args!(
            "function missing required argument '{}' (pos {})",
            names[missing],
            missing + 1
        )));
    }
    match unknown {
        Some(name) => Err(unexpected(thread, name, &names)),
        None => Ok(bound),
    }
}

fn unexpected(thread: &Thread, name: &Object, names: &[&str]) -> object::Raised {
    let Some(text) = name.downcast::<Str>() else {
        return thread.type_error(format_args!("keywords must be strings"));
    };
    let shown = text.as_ascii().unwrap_or("");
    match interpreter::closest(shown, names.iter().copied()) {
        Some(better) => thread.type_error(format_args!(
            "this function got an unexpected keyword argument '{text}'. Did you mean '{better}'?"
        )),
        None => thread.type_error(format_args!(
            "this function got an unexpected keyword argument '{text}'"
        )),
    }
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Exactly `N` positional arguments.
pub(super) fn exactly<'a, const N: usize>(
    thread: &Thread,
    args: &'a [Ref],
) -> Result<&'a [Ref; N]> {
    match args.try_into() {
        Ok(args) => Ok(args),
        Err(_) => Err(thread.type_error(format_args!(
            "function takes exactly {N} argument{} ({} given)",
            plural(N),
            args.len()
        ))),
    }
}

/// From `least` to `most` positional arguments.
pub(super) fn between(thread: &Thread, args: &[Ref], least: usize, most: usize) -> Result<()> {
    let given = args.len();
    let (bound, n) = if given < least {
        ("at least", least)
    } else {
        ("at most", most)
    };
    if (least..=most).contains(&given) {
        return Ok(());
    }
    Err(thread.type_error(format_args!(
        "function takes {bound} {n} argument{} ({given} given)",
        plural(n)
    )))
}

/// An optional context; the current one without it.
pub(super) fn context(thread: &Thread, given: Option<&Object>) -> Result<Ref<Context>> {
    match given.filter(|g| !g.is_exactly(object::Builtin::NoneType)) {
        None => context::current(thread),
        Some(given) => match given.downcast::<Context>() {
            Some(context) => Ok(Ref::new(context)),
            None => Err(thread.type_error(format_args!("optional argument must be a context"))),
        },
    }
}
