//! `Context`: precision, range, rounding, traps and flags; and which one is current.
//!
//! ```text
//!  16 prec  24 Emax  32 Emin  40 (3.13's traps, status, newtrap)  52 rounding  56 clamp  60 (allcr)
//!  64 traps  72 flags: signal dictionaries, which hold the bits here  80 capitals  88 (3.13's thread)
//! ```

use super::context_methods;
use super::number::{Cx, MAX_EMAX, MAX_PREC, MIN_EMIN, Rounding};
use super::signal_dict::{self, SignalDict};
use super::state::{self, ROUNDINGS, state};
use object::native::make;
use object::{
    Args, Builtin, GetSetDef, Object, Raised, Ref, Result, Slot, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::str::Builder;
use types::tuple::Unfinished;
use types::{Int, List, Str, protocol};

native_layout! {
    /// A context.
    pub struct Context: LAYOUT, "Context" {
        prec: Cell<i64>,
        emax: Cell<i64>,
        emin: Cell<i64>,
        held: [Cell<u32>; 3],
        rounding: Cell<u32>,
        clamp: Cell<u32>,
        correct: Cell<u32>,
        traps: Slot,
        flags: Slot,
        capitals: Cell<u64>,
        owner: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Context>() == 96);

/// `decimal.Context`.
pub(super) static CONTEXT: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        repr: Some(repr),
        getattro: Some(getattro),
        setattro: Some(setattro),
        init: Some(init),
        new: Some(|thread, ty, _| Ok(new(thread, ty)?.into_object())),
        ..TypeSlots::EMPTY
    },
    methods: context_methods::METHODS,
    getsets: GETSETS,
    doc: Some(
        "Context(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)\n--\n\nThe context affects almost all operations and controls rounding,\nOver/Underflow, raising of exceptions and much more.  A new context\ncan be constructed as follows:\n\n    >>> c = Context(prec=28, Emin=-425000000, Emax=425000000,\n    ...             rounding=ROUND_HALF_EVEN, capitals=1, clamp=1,\n    ...             traps=[InvalidOperation, DivisionByZero, Overflow],\n    ...             flags=[])\n    >>>\n\n\n",
    ),
    ..TypeSpec::new("decimal.Context", Builtin::Other, &LAYOUT)
};

macro_rules! attribute {
    ($name:literal, $get:expr, $set:expr) => {
        GetSetDef {
            name: $name,
            get: |thread, object| $get(thread, this(thread, object)?),
            set: Some(|thread, object, value| match value {
                Some(value) => $set(thread, this(thread, object)?, value),
                None => Err(cannot_delete(thread)),
            }),
            doc: None,
        }
    };
}

static GETSETS: &[GetSetDef] = &[
    attribute!(
        "prec",
        |thread, own: &Context| Int::new(thread, own.prec.get() as isize),
        set_prec
    ),
    attribute!(
        "Emax",
        |thread, own: &Context| Int::new(thread, own.emax.get() as isize),
        set_emax
    ),
    attribute!(
        "Emin",
        |thread, own: &Context| Int::new(thread, own.emin.get() as isize),
        set_emin
    ),
    attribute!(
        "rounding",
        |thread: &Thread, own: &Context| match state(thread).roundings
            [own.rounding.get() as usize % 8]
            .get()
        {
            Some(name) => Ok(name.into_object()),
            None => Ok(thread.heap().none()),
        },
        set_rounding
    ),
    attribute!(
        "capitals",
        |thread, own: &Context| Int::new(thread, own.capitals.get() as isize),
        set_capitals
    ),
    attribute!(
        "clamp",
        |thread, own: &Context| Int::new(thread, own.clamp.get() as isize),
        set_clamp
    ),
];

/// The receiver.
pub(super) fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Context> {
    match object.downcast::<Context>() {
        Some(context) => Ok(context),
        None => Err(thread.type_error(format_args!("argument must be a context"))),
    }
}

#[cold]
fn cannot_delete(thread: &Thread) -> Raised {
    thread.raise(
        Builtin::AttributeError,
        format_args!("context attributes cannot be deleted"),
    )
}

fn number(thread: &Thread, value: &Object) -> Result<i64> {
    if value.downcast::<Int>().is_none() {
        return Err(thread.type_error(format_args!("an integer is required")));
    }
    Ok(protocol::as_isize(thread, value, Builtin::OverflowError)? as i64)
}

fn set_prec(thread: &Thread, own: &Context, value: &Object) -> Result<()> {
    let value = number(thread, value)?;
    if !(1..=MAX_PREC).contains(&value) {
        return Err(thread.value_error(format_args!("valid range for prec is [1, MAX_PREC]")));
    }
    own.prec.set(value);
    Ok(())
}

fn set_emax(thread: &Thread, own: &Context, value: &Object) -> Result<()> {
    let value = number(thread, value)?;
    if !(0..=MAX_EMAX).contains(&value) {
        return Err(thread.value_error(format_args!("valid range for Emax is [0, MAX_EMAX]")));
    }
    own.emax.set(value);
    Ok(())
}

fn set_emin(thread: &Thread, own: &Context, value: &Object) -> Result<()> {
    let value = number(thread, value)?;
    if !(MIN_EMIN..=0).contains(&value) {
        return Err(thread.value_error(format_args!("valid range for Emin is [MIN_EMIN, 0]")));
    }
    own.emin.set(value);
    Ok(())
}

fn set_rounding(thread: &Thread, own: &Context, value: &Object) -> Result<()> {
    own.rounding.set(rounding_of(thread, value)? as u32);
    Ok(())
}

fn set_capitals(thread: &Thread, own: &Context, value: &Object) -> Result<()> {
    let value = number(thread, value)?;
    if !(0..=1).contains(&value) {
        return Err(thread.value_error(format_args!("valid values for capitals are 0 or 1")));
    }
    own.capitals.set(value as u64);
    Ok(())
}

fn set_clamp(thread: &Thread, own: &Context, value: &Object) -> Result<()> {
    let value = number(thread, value)?;
    if !(0..=1).contains(&value) {
        return Err(thread.value_error(format_args!("valid values for clamp are 0 or 1")));
    }
    own.clamp.set(value as u32);
    Ok(())
}

/// The rounding that a name means.
pub(super) fn rounding_of(thread: &Thread, value: &Object) -> Result<Rounding> {
    let name = value.downcast::<Str>();
    let known = name.and_then(|name| ROUNDINGS.iter().position(|known| name.eq_str(known)));
    match known {
        Some(number) => Ok(Rounding::of(number as u32)),
        None => Err(thread.type_error(format_args!(
            "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]"
        ))),
    }
}

impl Context {
    /// What operations compute with.
    pub fn cx<'t>(&self, thread: &'t Thread) -> Cx<'t> {
        Cx {
            heap: thread.heap(),
            prec: self.prec.get(),
            emax: self.emax.get(),
            emin: self.emin.get(),
            rounding: Rounding::of(self.rounding.get()),
            clamp: self.clamp.get() != 0,
            status: Cell::new(0),
        }
    }

    pub fn capitals(&self) -> bool {
        self.capitals.get() != 0
    }

    fn bits(slot: &Slot) -> u32 {
        let dict = slot.get();
        dict.and_then(|d| d.downcast::<SignalDict>().map(SignalDict::bits))
            .unwrap_or(0)
    }

    fn set_bits(slot: &Slot, bits: u32) {
        if let Some(dict) = slot.get().as_ref().and_then(|d| d.downcast::<SignalDict>()) {
            dict.set_bits(bits);
        }
    }

    pub fn traps(&self) -> u32 {
        Context::bits(&self.traps)
    }

    pub fn status(&self) -> u32 {
        Context::bits(&self.flags)
    }

    pub fn set_traps(&self, bits: u32) {
        Context::set_bits(&self.traps, bits);
    }

    pub fn set_status(&self, bits: u32) {
        Context::set_bits(&self.flags, bits);
    }

    /// Notes conditions; raises what is trapped.
    #[inline]
    pub fn note(&self, thread: &Thread, conditions: u32) -> Result<()> {
        if conditions == 0 {
            return Ok(());
        }
        self.set_status(self.status() | conditions);
        match conditions & self.traps() {
            0 => Ok(()),
            trapped => Err(state::raise(thread, trapped)),
        }
    }

    /// The least exponent.
    pub fn etiny(&self) -> i64 {
        self.emin.get() - (self.prec.get() - 1)
    }

    /// The greatest exponent of numbers with all their digits.
    pub fn etop(&self) -> i64 {
        self.emax.get() - (self.prec.get() - 1)
    }

    fn assign(&self, from: &Context) {
        self.prec.set(from.prec.get());
        self.emax.set(from.emax.get());
        self.emin.set(from.emin.get());
        self.rounding.set(from.rounding.get());
        self.clamp.set(from.clamp.get());
        self.capitals.set(from.capitals.get());
        self.set_traps(from.traps());
        self.set_status(from.status());
    }
}

/// A new context: the default's settings, no flags.
fn new(thread: &Thread, ty: &Type) -> Result<Ref<Context>> {
    let fresh = match ty.is_class() {
        true => types::typeobj::new_instance(thread, ty)?,
        false => make::<Context>(thread.heap(), ty)?.into_object(),
    };
    let Ok(fresh) = fresh.downcast_into::<Context>() else {
        return Err(thread.system_error(format_args!("a context without its layout")));
    };
    fresh.traps.set(Some(signal_dict::new(thread)?));
    fresh.flags.set(Some(signal_dict::new(thread)?));
    if let Some(template) = state(thread).templates[0].get() {
        fresh.assign(&template);
        fresh.set_status(0);
    }
    fresh.capitals.set(1);
    if !fresh.as_object().is_tracked() {
        fresh.as_object().track();
    }
    Ok(fresh)
}

fn exact(thread: &Thread) -> Result<Ref<Context>> {
    new(thread, types::type_of(thread, &CONTEXT)?)
}

/// One of the module's contexts.
pub(super) fn template(
    thread: &Thread,
    prec: i64,
    rounding: u32,
    traps: u32,
) -> Result<Ref<Context>> {
    let fresh = exact(thread)?;
    fresh.prec.set(prec);
    fresh.emax.set(999_999);
    fresh.emin.set(-999_999);
    fresh.rounding.set(rounding);
    fresh.set_traps(traps);
    Ok(fresh)
}

/// A copy, flags included.
pub(super) fn copy(thread: &Thread, context: &Context) -> Result<Ref<Context>> {
    let fresh = exact(thread)?;
    fresh.assign(context);
    Ok(fresh)
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    let names = [
        "prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps",
    ];
    let bound = super::arguments::bind(thread, &args, names, 0)?;
    set_all(thread, this(thread, object)?, bound)
}

/// Sets what is given: precision, rounding, Emin, Emax, capitals, clamp, flags, traps.
pub(super) fn set_all(thread: &Thread, own: &Context, values: [Option<&Object>; 8]) -> Result<()> {
    type Setter = fn(&Thread, &Context, &Object) -> Result<()>;
    let setters: [Setter; 8] = [
        set_prec,
        set_rounding,
        set_emin,
        set_emax,
        set_capitals,
        set_clamp,
        |thread, own, value| set_signals(thread, own, value, true, true),
        |thread, own, value| set_signals(thread, own, value, false, true),
    ];
    // Traps come before flags.
    for at in [0, 1, 2, 3, 4, 5, 7, 6] {
        let given = values[at].filter(|v| !v.is_exactly(Builtin::NoneType));
        if let Some(value) = given {
            setters[at](thread, own, value)?;
        }
    }
    Ok(())
}

/// Sets traps or flags from a dictionary of signals, or where allowed from a list.
fn set_signals(
    thread: &Thread,
    own: &Context,
    value: &Object,
    flags: bool,
    list: bool,
) -> Result<()> {
    let bits = match value.downcast::<List>().filter(|_| list) {
        Some(list) => {
            let mut bits = 0;
            for class in list.to_tuple(thread)?.items() {
                bits |= signal_dict::flag_of(thread, class)?;
            }
            bits
        }
        None => signal_dict::bits_of(thread, value)?,
    };
    match flags {
        true => own.set_status(bits),
        false => own.set_traps(bits),
    }
    Ok(())
}

fn getattro(thread: &Thread, object: &Object, name: &Object) -> Result<Ref> {
    if let (Some(text), Some(own)) = (name.downcast::<Str>(), object.downcast::<Context>()) {
        let slot = match text.as_ascii() {
            Some("traps") => Some(&own.traps),
            Some("flags") => Some(&own.flags),
            _ => None,
        };
        if let Some(dict) = slot.and_then(Slot::get) {
            return Ok(dict);
        }
    }
    types::typeobj::generic_getattr(thread, object, name)
}

fn setattro(thread: &Thread, object: &Object, name: &Object, value: Option<&Object>) -> Result<()> {
    let own = this(thread, object)?;
    let Some(value) = value else {
        return Err(cannot_delete(thread));
    };
    match name.downcast::<Str>().and_then(Str::as_ascii) {
        Some("traps") => set_signals(thread, own, value, false, false),
        Some("flags") => set_signals(thread, own, value, true, false),
        _ => types::typeobj::generic_setattr(thread, object, name, Some(value)),
    }
}

fn push_names(out: &mut Builder<'_>, flags: u32) -> Result<()> {
    out.push_str("[")?;
    for (at, name) in state::names(flags).enumerate() {
        out.push_str(if at > 0 { ", " } else { "" })?;
        out.push_str(name)?;
    }
    out.push_str("]")
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let own = this(thread, object)?;
    let mut out = Builder::new(thread);
    out.push_format(format_args!(
        "Context(prec={}, rounding={}, Emin={}, Emax={}, capitals={}, clamp={}, flags=",
        own.prec.get(),
        ROUNDINGS[own.rounding.get() as usize % 8],
        own.emin.get(),
        own.emax.get(),
        own.capitals.get(),
        own.clamp.get()
    ))?;
    push_names(&mut out, own.status())?;
    out.push_str(", traps=")?;
    push_names(&mut out, own.traps())?;
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

pub(super) fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let own = this(thread, object)?;
    let args = Unfinished::tracked(thread, 8)?;
    args.put(0, Int::new(thread, own.prec.get() as isize)?);
    let rounding = state(thread).roundings[own.rounding.get() as usize % 8].get();
    args.put(
        1,
        rounding.map_or_else(|| thread.heap().none(), Ref::into_object),
    );
    args.put(2, Int::new(thread, own.emin.get() as isize)?);
    args.put(3, Int::new(thread, own.emax.get() as isize)?);
    args.put(4, Int::new(thread, own.capitals.get() as isize)?);
    args.put(5, Int::new(thread, own.clamp.get() as isize)?);
    args.put(6, state::signals_list(thread, own.status())?.into_object());
    args.put(7, state::signals_list(thread, own.traps())?.into_object());
    let ty = object.ty().as_object().to_ref();
    Ok(types::Tuple::from_array(thread, [ty, args.finish().into_object()])?.into_object())
}

/// The current context: a copy of the default one where there is none yet.
pub(super) fn current(thread: &Thread) -> Result<Ref<Context>> {
    let state = state(thread);
    let Some(variable) = state.variable.get() else {
        return exact(thread);
    };
    if let Some(current) = crate::contextvars::value_of(thread, &variable)? {
        return current
            .downcast_into::<Context>()
            .map_err(|_| thread.type_error(format_args!("argument must be a context")));
    }
    let fresh = match state.templates[0].get() {
        Some(template) => copy(thread, &template)?,
        None => exact(thread)?,
    };
    fresh.set_status(0);
    crate::contextvars::set_value(thread, &variable, fresh.as_object())?;
    Ok(fresh)
}

/// Makes a context current; of the module's own a copy.
pub(super) fn set_current(thread: &Thread, value: &Object) -> Result<()> {
    let given = this(thread, value)?;
    let state = state(thread);
    let Some(variable) = state.variable.get() else {
        return Ok(());
    };
    if state.templates.iter().any(|template| template.is(value)) {
        let fresh = copy(thread, given)?;
        fresh.set_status(0);
        return crate::contextvars::set_value(thread, &variable, fresh.as_object());
    }
    crate::contextvars::set_value(thread, &variable, value)
}
