//! What the module has once for a heap: exception classes, names of roundings, the templates of contexts, and the module's contents.

use super::context::{self, Context};
use super::number::condition::*;
use super::number::{MAX_EMAX, MAX_PREC, MIN_EMIN, MIN_ETINY};
use super::signal_dict;
use object::{Builtin, Object, Raised, Ref, Result, Slot, Thread, Type};
use types::module::Module;
use types::{Int, List, Str, Tuple, protocol, room};

/// A signal: its name and the conditions that it stands for.
pub(super) struct Signal {
    pub name: &'static str,
    pub flag: u32,
}

/// The signals, in 3.13's order.
pub(super) const SIGNALS: [Signal; 9] = [
    Signal {
        name: "InvalidOperation",
        flag: INVALID,
    },
    Signal {
        name: "FloatOperation",
        flag: FLOAT_OPERATION,
    },
    Signal {
        name: "DivisionByZero",
        flag: DIVISION_BY_ZERO,
    },
    Signal {
        name: "Overflow",
        flag: OVERFLOW,
    },
    Signal {
        name: "Underflow",
        flag: UNDERFLOW,
    },
    Signal {
        name: "Subnormal",
        flag: SUBNORMAL,
    },
    Signal {
        name: "Inexact",
        flag: INEXACT,
    },
    Signal {
        name: "Rounded",
        flag: ROUNDED,
    },
    Signal {
        name: "Clamped",
        flag: CLAMPED,
    },
];

/// The conditions within InvalidOperation; the first stands for the signal itself.
const CONDITIONS: [Signal; 5] = [
    Signal {
        name: "InvalidOperation",
        flag: INVALID_OPERATION,
    },
    Signal {
        name: "ConversionSyntax",
        flag: CONVERSION_SYNTAX,
    },
    Signal {
        name: "DivisionImpossible",
        flag: DIVISION_IMPOSSIBLE,
    },
    Signal {
        name: "DivisionUndefined",
        flag: DIVISION_UNDEFINED,
    },
    Signal {
        name: "InvalidContext",
        flag: INVALID_CONTEXT,
    },
];

/// Names of roundings, by their numbers.
pub(super) const ROUNDINGS: [&str; 8] = [
    "ROUND_UP",
    "ROUND_DOWN",
    "ROUND_CEILING",
    "ROUND_FLOOR",
    "ROUND_HALF_UP",
    "ROUND_HALF_DOWN",
    "ROUND_HALF_EVEN",
    "ROUND_05UP",
];

/// The module's state.
#[derive(Default)]
pub(super) struct State {
    /// `DecimalException`, the signals, and the conditions but the first.
    base: Slot,
    signals: [Slot; 9],
    conditions: [Slot; 5],
    pub roundings: [Slot<Str>; 8],
    pub variable: Slot,
    /// `DefaultContext`, `BasicContext`, `ExtendedContext`.
    pub templates: [Slot<Context>; 3],
    pub signal_dict: Slot,
    pub tuple: Slot,
    pub rational: Slot,
    /// The type `Decimal`.
    pub decimal: Slot<Type>,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.base, visit);
        types::visit_slot(&self.decimal, visit);
        for slot in self.signals.iter().chain(&self.conditions) {
            types::visit_slot(slot, visit);
        }
        for slot in &self.roundings {
            types::visit_slot(slot, visit);
        }
        for slot in &self.templates {
            types::visit_slot(slot, visit);
        }
        for slot in [
            &self.variable,
            &self.signal_dict,
            &self.tuple,
            &self.rational,
        ] {
            types::visit_slot(slot, visit);
        }
    }
}

/// The state.
pub(super) fn state(thread: &Thread) -> std::rc::Rc<State> {
    room::<State>(thread)
}

impl State {
    /// The class of a signal.
    pub fn signal(&self, index: usize) -> Option<Ref> {
        self.signals[index].get()
    }

    /// The signal that a class is.
    pub fn signal_of(&self, class: &Object) -> Option<u32> {
        let index = self.signals.iter().position(|slot| slot.is(class))?;
        Some(SIGNALS[index].flag)
    }
}

/// The conditions in a set of flags as a list of classes: the particular ones, then the signals.
fn conditions_list(thread: &Thread, state: &State, flags: u32) -> Result<Ref<List>> {
    let list = signals_from(thread, state, &CONDITIONS, &state.conditions, flags)?;
    let signals = signals_from(thread, state, &SIGNALS[1..], &state.signals[1..], flags)?;
    for signal in signals.to_tuple(thread)?.items() {
        list.push(thread, signal.clone())?;
    }
    Ok(list)
}

fn signals_from(
    thread: &Thread,
    _state: &State,
    which: &[Signal],
    classes: &[Slot],
    flags: u32,
) -> Result<Ref<List>> {
    let list = List::new(thread)?;
    for (signal, class) in which.iter().zip(classes) {
        if let Some(class) = class.get().filter(|_| flags & signal.flag != 0) {
            list.push(thread, class)?;
        }
    }
    Ok(list)
}

/// The signals in a set of flags as a list of classes.
pub(super) fn signals_list(thread: &Thread, flags: u32) -> Result<Ref<List>> {
    let state = state(thread);
    signals_from(thread, &state, &SIGNALS, &state.signals, flags)
}

/// Raises what is trapped: the first signal's class with the list of conditions.
#[cold]
pub(super) fn raise(thread: &Thread, flags: u32) -> Raised {
    let state = state(thread);
    let first = SIGNALS.iter().position(|signal| flags & signal.flag != 0);
    let Some(class) = first.and_then(|index| state.signal(index)) else {
        return thread.system_error(format_args!("internal error in flags_as_exception"));
    };
    let made = conditions_list(thread, &state, flags)
        .and_then(|list| protocol::call_one(thread, &class, list.as_object()));
    match made {
        Ok(exception) => types::exception::raise_instance(thread, exception),
        Err(raised) => raised,
    }
}

/// The names of the signals in a set of flags, in the order of their bits.
pub(super) fn names(flags: u32) -> impl Iterator<Item = &'static str> {
    let mut seen_invalid = false;
    (0..16).filter_map(move |bit| {
        let bit = 1 << bit;
        if flags & bit == 0 {
            return None;
        }
        if INVALID & bit != 0 && std::mem::replace(&mut seen_invalid, true) {
            return None;
        }
        SIGNALS.iter().find(|s| s.flag & bit != 0).map(|s| s.name)
    })
}

/// Fills the module.
pub(super) fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let state = state(thread);
    if state.base.is_none() {
        make_types(thread, &state)?;
        make_exceptions(thread, &state)?;
        make_contexts(thread, &state)?;
    }
    add(thread, module, "DecimalException", state.base.get())?;
    for (signal, class) in SIGNALS.iter().zip(&state.signals) {
        add(thread, module, signal.name, class.get())?;
    }
    for (condition, class) in CONDITIONS.iter().zip(&state.conditions).skip(1) {
        add(thread, module, condition.name, class.get())?;
    }
    add(thread, module, "DecimalTuple", state.tuple.get())?;
    for (name, at) in [
        ("DefaultContext", 0),
        ("BasicContext", 1),
        ("ExtendedContext", 2),
    ] {
        add(
            thread,
            module,
            name,
            state.templates[at].get().map(Ref::into_object),
        )?;
    }
    for name in ["HAVE_THREADS", "HAVE_CONTEXTVAR"] {
        module.add(thread, name, &thread.heap().bool(true))?;
    }
    let limits = [
        ("MAX_PREC", MAX_PREC),
        ("MAX_EMAX", MAX_EMAX),
        ("MIN_EMIN", MIN_EMIN),
        ("MIN_ETINY", MIN_ETINY),
    ];
    for (name, value) in limits {
        module.add(thread, name, &*Int::new(thread, value as isize)?)?;
    }
    for (name, slot) in ROUNDINGS.iter().zip(&state.roundings) {
        add(thread, module, name, slot.get().map(Ref::into_object))?;
    }
    for (name, text) in [("__version__", "1.70"), ("__libmpdec_version__", "2.5.1")] {
        module.add(thread, name, Str::new(thread, text)?.as_object())?;
    }
    Ok(())
}

fn add(thread: &Thread, module: &Module, name: &str, value: Option<Ref>) -> Result<()> {
    match value {
        Some(value) => module.add(thread, name, &value),
        None => Ok(()),
    }
}

fn attribute(thread: &Thread, module: &str, name: &str) -> Result<Ref> {
    let module = types::runtime::import_module(thread, module)?;
    types::getattr_text(thread, &module, name)
}

fn make_types(thread: &Thread, state: &State) -> Result<()> {
    let decimal = types::type_of(thread, &super::instance::DECIMAL)?;
    state.decimal.set(Some(Ref::new(decimal)));
    let decimal = decimal.as_object();
    let number = attribute(thread, "numbers", "Number")?;
    let register = types::getattr_text(thread, &number, "register")?;
    types::call_one(thread, &register, decimal)?;
    state
        .rational
        .set(Some(attribute(thread, "numbers", "Rational")?));

    let named = attribute(thread, "collections", "namedtuple")?;
    let args = [
        Str::new(thread, "DecimalTuple")?.into_object(),
        Str::new(thread, "sign digits exponent")?.into_object(),
    ];
    let tuple = protocol::call(thread, &named, &args)?;
    let module = Str::new(thread, "decimal")?;
    let name = types::str::intern_static(thread, "__module__")?;
    protocol::setattr_name(thread, &tuple, &name, Some(module.as_object()))?;
    state.tuple.set(Some(tuple));

    let mapping = attribute(thread, "collections.abc", "MutableMapping")?;
    let mixin = types::type_of(thread, &signal_dict::MIXIN)?
        .as_object()
        .to_ref();
    let meta = attribute(thread, "abc", "ABCMeta")?;
    let args = [
        Str::new(thread, "SignalDict")?.into_object(),
        Tuple::from_slice(thread, &[mixin, mapping])?.into_object(),
        types::Dict::new(thread)?.into_object(),
    ];
    state
        .signal_dict
        .set(Some(protocol::call(thread, &meta, &args)?));

    for (name, slot) in ROUNDINGS.iter().zip(&state.roundings) {
        slot.set(Some(types::str::intern_static(thread, name)?));
    }
    Ok(())
}

fn make_exceptions(thread: &Thread, state: &State) -> Result<()> {
    let builtin = |which| crate::errors::builtin(thread, which);
    let class =
        |name: &str, bases: &[Ref]| crate::errors::class(thread, &format!("decimal.{name}"), bases);
    let base = class("DecimalException", &[builtin(Builtin::ArithmeticError)])?;
    let signal = |name: &str| {
        let index = SIGNALS.iter().position(|s| s.name == name);
        index.and_then(|index| state.signals[index].get())
    };
    // Bases first; Overflow and Underflow derive from other signals.
    let order = [0, 1, 2, 5, 6, 7, 8, 3, 4];
    for index in order {
        let name = SIGNALS[index].name;
        let bases: Vec<Ref> = match name {
            "FloatOperation" => vec![base.clone(), builtin(Builtin::TypeError)],
            "DivisionByZero" => vec![base.clone(), builtin(Builtin::ZeroDivisionError)],
            "Overflow" => ["Inexact", "Rounded"]
                .into_iter()
                .filter_map(signal)
                .collect(),
            "Underflow" => ["Inexact", "Rounded", "Subnormal"]
                .into_iter()
                .filter_map(signal)
                .collect(),
            _ => vec![base.clone()],
        };
        state.signals[index].set(Some(class(name, &bases)?));
    }
    for (condition, slot) in CONDITIONS.iter().zip(&state.conditions) {
        let Some(invalid) = state.signals[0].get() else {
            continue;
        };
        slot.set(Some(match condition.name {
            "InvalidOperation" => invalid,
            "DivisionUndefined" => class(
                condition.name,
                &[invalid, builtin(Builtin::ZeroDivisionError)],
            )?,
            name => class(name, &[invalid])?,
        }));
    }
    state.base.set(Some(base));
    Ok(())
}

fn make_contexts(thread: &Thread, state: &State) -> Result<()> {
    let name = Str::new(thread, "decimal_context")?.into_object();
    state
        .variable
        .set(Some(crate::contextvars::new_variable(thread, &name)?));
    let errors = INVALID | DIVISION_BY_ZERO | OVERFLOW;
    let default = context::template(thread, 28, 6, errors)?;
    state.templates[0].set(Some(default));
    let basic = context::template(thread, 9, 4, errors | UNDERFLOW | CLAMPED)?;
    state.templates[1].set(Some(basic));
    let extended = context::template(thread, 9, 6, 0)?;
    state.templates[2].set(Some(extended));
    Ok(())
}
