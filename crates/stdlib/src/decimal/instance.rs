//! The type `Decimal`: its layout, how instances are made, and the slots that aren't operators.
//!
//! ```text
//!  16 hash  24 flags  32 exponent  40 digits  48 words: length, room, address, four in place  104
//! ```
//! An instance never changes once it is filled in, but for its hash, which is worked out when first asked for.

use super::arguments;
use super::context::{self, Context};
use super::convert;
use super::methods;
use super::number::{Cx, Kind, Num, Number};
use super::operators;
use super::text::{self, Shape};
use object::native::make;
use object::native_words::OnceWords;
use object::{
    Args, Buf, Builtin, GetSetDef, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec, native_layout,
};
use std::cell::Cell;
use types::str::Builder;
use types::{Str, protocol};

native_layout! {
    /// A number.
    pub struct Decimal: LAYOUT, "Decimal" {
        hash: Cell<isize>,
        flags: Cell<u8>,
        exp: Cell<i64>,
        digits: Cell<i64>,
        words: OnceWords<4>,
    }
}

const _: () = assert!(size_of::<Decimal>() == 104);

const NEGATIVE: u8 = 1;
const INFINITE: u8 = 2;
const QUIET: u8 = 4;
const SIGNALING: u8 = 8;

/// `decimal.Decimal`.
pub(super) static DECIMAL: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(hash),
        str: Some(|thread, object| Ok(to_str(thread, object, Shape::Scientific)?.into_object())),
        getattro: Some(types::typeobj::generic_getattr),
        richcompare: Some(operators::richcompare),
        new: Some(new),
        sizeof: Some(sizeof),
        ..TypeSlots::EMPTY
    },
    number: operators::NUMBER,
    methods: methods::METHODS,
    getsets: &[
        GetSetDef {
            name: "real",
            get: |_, object| Ok(object.to_ref()),
            set: None,
            doc: None,
        },
        GetSetDef {
            name: "imag",
            get: |thread, _| from_number(thread, Number::small(thread.heap(), false, 0, 0)),
            set: None,
            doc: None,
        },
    ],
    doc: Some(
        "Decimal(value=\"0\", context=None)\n--\n\nConstruct a new Decimal object. 'value' can be an integer, string, tuple,\nor another Decimal object. If no value is given, return Decimal('0'). The\ncontext does not affect the conversion and is only passed to determine if\nthe InvalidOperation trap is active.\n\n",
    ),
    ..TypeSpec::new("decimal.Decimal", Builtin::Other, &LAYOUT)
};

impl Decimal {
    /// The number.
    #[inline]
    pub fn num(&self) -> Num<'_> {
        let flags = self.flags.get();
        Num {
            negative: flags & NEGATIVE != 0,
            kind: match flags & !NEGATIVE {
                INFINITE => Kind::Infinite,
                QUIET => Kind::Quiet,
                SIGNALING => Kind::Signaling,
                _ => Kind::Finite,
            },
            exp: self.exp.get(),
            words: self.words.get(),
        }
    }

    fn fill(&self, thread: &Thread, number: Num<'_>, outside: bool) -> Result<()> {
        let kind = match number.kind {
            Kind::Finite => 0,
            Kind::Infinite => INFINITE,
            Kind::Quiet => QUIET,
            Kind::Signaling => SIGNALING,
        };
        self.hash.set(-1);
        self.flags
            .set(kind | if number.negative { NEGATIVE } else { 0 });
        self.exp.set(number.exp);
        self.digits.set(number.digits());
        self.words.fill(thread.heap(), number.words, outside)
    }

    /// Whether the words stand in memory of their own.
    pub fn is_outside(&self) -> bool {
        self.words.outside() != 0
    }
}

/// The receiver.
#[inline]
pub(super) fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Decimal> {
    match object.downcast::<Decimal>() {
        Some(decimal) => Ok(decimal),
        None => Err(thread.type_error(format_args!("argument must be a Decimal"))),
    }
}

/// The exact type.
pub(super) fn exact_type(thread: &Thread) -> Result<Ref<Type>> {
    match super::state::state(thread).decimal.get() {
        Some(ty) => Ok(ty),
        None => Ok(Ref::new(types::type_of(thread, &DECIMAL)?)),
    }
}

/// An instance of the exact type.
pub(super) fn from_number(thread: &Thread, number: Number<'_>) -> Result<Ref> {
    of_type(
        thread,
        &*exact_type(thread)?,
        number.num(),
        number.words.is_outside(),
    )
}

/// An instance of a type.
pub(super) fn of_type(thread: &Thread, ty: &Type, number: Num<'_>, outside: bool) -> Result<Ref> {
    let fresh = match ty.is_class() {
        true => types::typeobj::new_instance(thread, ty)?,
        false => make::<Decimal>(thread.heap(), ty)?.into_object(),
    };
    this(thread, &fresh)?.fill(thread, number, outside)?;
    if !fresh.is_tracked() {
        fresh.track();
    }
    Ok(fresh)
}

/// A copy, exact, with another sign where one is given.
pub(super) fn copy(thread: &Thread, object: &Object, negative: Option<bool>) -> Result<Ref> {
    let own = this(thread, object)?;
    let num = own.num();
    let negative = negative.unwrap_or(num.negative);
    let num = Num { negative, ..num };
    of_type(thread, &*exact_type(thread)?, num, own.is_outside())
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let [value, given] = arguments::bind(thread, &args, ["value", "context"], 0)?;
    let context = arguments::context(thread, given)?;
    exactly(thread, ty, value, &context)
}

/// An instance of a type with exactly a value.
pub(super) fn exactly(
    thread: &Thread,
    ty: &Type,
    value: Option<&Object>,
    context: &Context,
) -> Result<Ref> {
    let Some(value) = value else {
        let zero = Number::small(thread.heap(), false, 0, 0);
        return of_type(thread, ty, zero.num(), false);
    };
    if let Some(own) = value.downcast::<Decimal>() {
        if std::ptr::eq(value.ty(), ty) && !ty.is_class() {
            return Ok(value.to_ref());
        }
        return of_type(thread, ty, own.num(), own.is_outside());
    }
    let cx = Cx::widest(thread.heap());
    let number = convert::exact(thread, &cx, value, context)?;
    of_type(thread, ty, number.num(), number.words.is_outside())
}

fn sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    Ok(object.ty().basicsize() + this(thread, object)?.words.outside() * 8)
}

/// The size for `__sizeof__`.
pub(super) fn size(thread: &Thread, object: &Object) -> Result<usize> {
    sizeof(thread, object)
}

/// The text, with capitals as the current context wants.
pub(super) fn to_text<'t>(
    thread: &'t Thread,
    object: &Object,
    shape: Shape,
    context: &Context,
) -> Result<Buf<'t, u8>> {
    let mut out = Buf::new(thread.heap());
    text::push(
        &mut out,
        this(thread, object)?.num(),
        shape,
        context.capitals(),
    )?;
    Ok(out)
}

/// The text as a `str`.
pub(super) fn to_str(thread: &Thread, object: &Object, shape: Shape) -> Result<Ref<Str>> {
    let context = context::current(thread)?;
    Str::from_ascii(thread, &to_text(thread, object, shape, &context)?)
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let text = to_str(thread, object, Shape::Scientific)?;
    let mut out = Builder::new(thread);
    out.push_str("Decimal('")?;
    out.push(&text)?;
    out.push_str("')")?;
    Ok(out.finish()?.into_object())
}

fn hash(thread: &Thread, object: &Object) -> Result<isize> {
    let own = this(thread, object)?;
    if own.hash.get() == -1 {
        let num = own.num();
        own.hash.set(match num.kind {
            Kind::Signaling => {
                return Err(thread.type_error(format_args!("Cannot hash a signaling NaN value")));
            }
            Kind::Quiet => protocol::hash_address(object),
            _ => convert::hash(num),
        });
    }
    Ok(own.hash.get())
}
