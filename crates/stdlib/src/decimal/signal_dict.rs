//! Signal dictionaries: a context's traps and flags as mappings from signals to truth values.
//!
//! The bits stand in the dictionary itself; one that a program makes has none, and says so whatever is asked of it.

use super::state::{SIGNALS, state};
use object::{
    Builtin, CompareOp, MethodDef, NumberSlots, Object, Raised, Ref, Result, Thread, TypeFlags,
    TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::str::Builder;
use types::tuple::Unfinished;
use types::{Dict, protocol};

native_layout! {
    /// The bits of the conditions, and one that says that they are there.
    pub struct SignalDict: LAYOUT, "SignalDict" { bits: Cell<u64> }
}

const _: () = assert!(size_of::<SignalDict>() == 24);

const VALID: u64 = 1 << 32;

/// The native half of `SignalDict`.
pub(super) static MIXIN: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(protocol::unhashable),
        getattro: Some(types::typeobj::generic_getattr),
        richcompare: Some(richcompare),
        iter: Some(|thread, object| {
            this(thread, object)?;
            let keys = Unfinished::tracked(thread, SIGNALS.len())?;
            for at in 0..SIGNALS.len() {
                keys.put(at, class(thread, at));
            }
            protocol::iter(thread, keys.finish().as_object())
        }),
        init: Some(|thread, object, _| {
            plain(thread, object)?.bits.set(0);
            Ok(())
        }),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        length: Some(|thread, object| {
            this(thread, object)?;
            Ok(SIGNALS.len())
        }),
        subscript: Some(|thread, object, key| {
            let own = this(thread, object)?;
            let flag = flag_of(thread, key)?;
            Ok(thread.heap().bool(own.bits() & flag != 0))
        }),
        ass_subscript: Some(set_item),
        ..NumberSlots::EMPTY
    },
    methods: &[MethodDef::no_args("copy", copy).doc("copy($self, /)\n--\n\n")],
    ..TypeSpec::new("decimal.SignalDictMixin", Builtin::Other, &LAYOUT)
};

impl SignalDict {
    pub fn bits(&self) -> u32 {
        self.bits.get() as u32
    }

    /// Sets the bits; from then on they are there.
    pub fn set_bits(&self, bits: u32) {
        self.bits.set(u64::from(bits) | VALID);
    }
}

/// A dictionary for a context.
pub(super) fn new(thread: &Thread) -> Result<Ref> {
    let Some(class) = state(thread).signal_dict.get() else {
        return Err(thread.system_error(format_args!("signal dictionaries aren't there yet")));
    };
    let fresh = protocol::call(thread, &class, &[])?;
    plain(thread, &fresh)?.set_bits(0);
    Ok(fresh)
}

fn plain<'a>(thread: &Thread, object: &'a Object) -> Result<&'a SignalDict> {
    match object.downcast::<SignalDict>() {
        Some(own) => Ok(own),
        None => Err(thread.type_error(format_args!("argument must be a signal dict"))),
    }
}

/// The receiver; one without bits is refused.
fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a SignalDict> {
    let own = plain(thread, object)?;
    if own.bits.get() & VALID == 0 {
        return Err(thread.value_error(format_args!("invalid signal dict")));
    }
    Ok(own)
}

fn class(thread: &Thread, at: usize) -> Ref {
    state(thread)
        .signal(at)
        .unwrap_or_else(|| thread.heap().none())
}

fn key_error(thread: &Thread, text: &str) -> Raised {
    match types::Str::new(thread, text) {
        Ok(text) => types::exception::key_error(thread, text.as_object()),
        Err(raised) => raised,
    }
}

/// The conditions that a signal's class stands for.
pub(super) fn flag_of(thread: &Thread, class: &Object) -> Result<u32> {
    match state(thread).signal_of(class) {
        Some(flag) => Ok(flag),
        None => Err(key_error(
            thread,
            "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]",
        )),
    }
}

/// The bits of a signal dictionary, or of a dictionary with all signals.
pub(super) fn bits_of(thread: &Thread, value: &Object) -> Result<u32> {
    if value.downcast::<SignalDict>().is_some() {
        return Ok(this(thread, value)?.bits());
    }
    bits_of_dict(thread, value)
}

fn bits_of_dict(thread: &Thread, value: &Object) -> Result<u32> {
    let Some(dict) = value.downcast::<Dict>() else {
        return Err(thread.type_error(format_args!("argument must be a signal dict")));
    };
    if protocol::len(thread, value)? != SIGNALS.len() {
        return Err(key_error(thread, "invalid signal dict"));
    }
    let (mut bits, mut at) = (0, 0);
    while let Some((key, truth)) = dict.next(&mut at) {
        let Some(flag) = state(thread).signal_of(&key) else {
            return Err(key_error(thread, "invalid signal dict"));
        };
        if protocol::is_true(thread, &truth)? {
            bits |= flag;
        }
    }
    Ok(bits)
}

fn set_item(thread: &Thread, object: &Object, key: &Object, value: Option<&Object>) -> Result<()> {
    let own = this(thread, object)?;
    let Some(value) = value else {
        return Err(thread.value_error(format_args!("signal keys cannot be deleted")));
    };
    let flag = flag_of(thread, key)?;
    let bits = match protocol::is_true(thread, value)? {
        true => own.bits() | flag,
        false => own.bits() & !flag,
    };
    own.set_bits(bits);
    Ok(())
}

fn copy(thread: &Thread, object: &Object) -> Result<Ref> {
    let own = this(thread, object)?;
    let dict = Dict::new(thread)?;
    for (at, signal) in SIGNALS.iter().enumerate() {
        let truth = thread.heap().bool(own.bits() & signal.flag != 0);
        dict.set(thread, &class(thread, at), &truth)?;
    }
    Ok(dict.into_object())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let own = this(thread, object)?;
    let mut out = Builder::new(thread);
    for (at, signal) in SIGNALS.iter().enumerate() {
        let truth = if own.bits() & signal.flag != 0 {
            "True"
        } else {
            "False"
        };
        let before = if at == 0 { "{" } else { ", " };
        out.push_format(format_args!(
            "{before}<class 'decimal.{}'>:{truth}",
            signal.name
        ))?;
    }
    out.push_str("}")?;
    Ok(out.finish()?.into_object())
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(thread.heap().not_implemented());
    }
    let own = this(thread, a)?;
    let other = match (b.downcast::<SignalDict>(), b.downcast::<Dict>()) {
        (Some(_), _) => this(thread, b)?.bits(),
        (_, Some(_)) => match bits_of_dict(thread, b) {
            Ok(bits) => bits,
            Err(_) if thread.pending_is(Builtin::KeyError) => {
                drop(thread.take_pending());
                // 3.13 takes an empty dictionary for a broken one.
                if protocol::len(thread, b)? == 0 {
                    return Err(thread.value_error(format_args!("invalid signal dict")));
                }
                return Ok(thread.heap().not_implemented());
            }
            Err(raised) => return Err(raised),
        },
        _ => return Ok(thread.heap().not_implemented()),
    };
    let same = own.bits() == other;
    Ok(thread.heap().bool(same == (op == CompareOp::Eq)))
}
