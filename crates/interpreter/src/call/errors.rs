//! What is wrong with the arguments of a call, in 3.13's words.

use super::bind::Binding;
use object::{Raised, Ref};
use std::fmt::Write;
use std::ops::Range;
use types::Str;

fn qualname(call: &Binding) -> String {
    call.function
        .qualname
        .get()
        .map_or_else(|| "?".into(), |name| name.to_string())
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

pub fn not_text(call: &Binding) -> Raised {
    call.thread.type_error(format_args!(
        "{}() keywords must be strings",
        qualname(call)
    ))
}

pub fn multiple_values(call: &Binding, name: &Str) -> Raised {
    // Showing the keyword asks for signals.
    collector::collect_if_due(call.thread);
    call.thread.type_error(format_args!(
        "{}() got multiple values for argument '{name}'",
        qualname(call)
    ))
}

/// More positional arguments than parameters.
pub fn too_many(call: &Binding, given: usize) -> Raised {
    let params = call.params();
    let keyword_given = (params..params + call.keyword_only())
        .filter(|&i| call.is_bound(i))
        .count();
    let defaults = call.function.defaults.get().map_or(0, |d| d.len());
    let (takes, many) = match defaults {
        0 => (params.to_string(), params != 1),
        n => (
            format!("from {} to {params}", params as isize - n as isize),
            true,
        ),
    };
    let keyword_part = match keyword_given {
        0 => String::new(),
        n => format!(
            " positional argument{} (and {n} keyword-only argument{})",
            plural(given),
            plural(n)
        ),
    };
    let verb = if given == 1 && keyword_given == 0 {
        "was"
    } else {
        "were"
    };
    call.thread.type_error(format_args!(
        "{}() takes {takes} positional argument{} but {given}{keyword_part} {verb} given",
        qualname(call),
        if many { "s" } else { "" },
    ))
}

/// Parameters without a value.
pub fn missing(call: &Binding, range: Range<usize>, kind: &str) -> Raised {
    // 3.13 lists the texts of the names; `repr` of each is a safe point.
    let _list = types::List::new(call.thread);
    let names: Vec<String> = range
        .filter(|&index| !call.is_bound(index))
        .filter_map(|index| call.code.register_name(index))
        .map(|name| {
            collector::collect_if_due(call.thread);
            format!("'{}'", *name)
        })
        .collect();
    let mut list = String::new();
    match &names[..] {
        [first, second] => {
            let _ = write!(list, "{first} and {second}");
        }
        [most @ .., last] if !most.is_empty() => {
            let _ = write!(list, "{}, and {last}", most.join(", "));
        }
        all => list.push_str(&all.join(", ")),
    }
    call.thread.type_error(format_args!(
        "{}() missing {} required {kind} argument{}: {list}",
        qualname(call),
        names.len(),
        plural(names.len())
    ))
}

/// A keyword that no parameter takes.
pub fn unexpected(call: &Binding, name: &Str, all: &[Ref]) -> Raised {
    let positional_only = call.code.pos_only.get() as usize;
    // 3.13 gathers names in lists: those that are positional only, then those that may have been meant.
    if positional_only > 0 {
        call.thread.heap().touch_list();
    }
    let wrong: Vec<String> = (0..positional_only)
        .filter(|&index| {
            all.iter().any(|n| {
                n.downcast::<Str>()
                    .is_some_and(|n| call.find(n, index, index + 1).is_some())
            })
        })
        .filter_map(|index| call.code.register_name(index))
        .map(|name| name.to_string())
        .collect();
    if !wrong.is_empty() {
        return call.thread.type_error(format_args!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            qualname(call),
            wrong.join(", ")
        ));
    }
    let known: Vec<String> = (positional_only..call.params() + call.keyword_only())
        .filter_map(|index| call.code.register_name(index))
        .map(|name| name.to_string())
        .collect();
    if !known.is_empty() {
        call.thread.heap().touch_list();
    }
    // Showing the keyword asks for signals.
    collector::collect_if_due(call.thread);
    let text = name.to_string();
    let function = qualname(call);
    match crate::suggest::closest(&text, known.iter().map(String::as_str)) {
        Some(better) => call.thread.type_error(format_args!(
            "{function}() got an unexpected keyword argument '{text}'. Did you mean '{better}'?"
        )),
        None => call.thread.type_error(format_args!(
            "{function}() got an unexpected keyword argument '{text}'"
        )),
    }
}
