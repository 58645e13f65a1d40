//! `Dialect`: how rows are written.
//!
//! ```text
//!   0 header  16 doublequote  17 skipinitialspace  18 strict  20 quoting  24 delimiter  28 quotechar  32 escapechar
//!   40 line terminator                                                                                                        48
//! ```

use super::quoting;
use object::native::make;
use object::{
    Args, Builtin, GetSetDef, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Slot, Thread,
    Type, TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;
use types::{Int, Str, protocol};

native_layout! {
    /// See the file's head.
    pub struct Dialect: DIALECT_LAYOUT, "Dialect" {
        pub doublequote: Cell<bool>,
        pub skipinitialspace: Cell<bool>,
        pub strict: Cell<bool>,
        pub quoting: Cell<i32>,
        pub delimiter: Cell<u32>,
        pub quotechar: Cell<u32>,
        pub escapechar: Cell<u32>,
        pub lineterminator: Slot<Str>,
    } type Last
}

const _: () = assert!(size_of::<Dialect>() == 48);

/// No character.
pub const NOT_SET: u32 = u32::MAX;

/// The parameters, in the order in which they are given.
const NAMES: [&str; 9] = [
    "dialect",
    "delimiter",
    "doublequote",
    "escapechar",
    "lineterminator",
    "quotechar",
    "quoting",
    "skipinitialspace",
    "strict",
];

const fn flag(name: &'static str, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Bool,
        offset,
        readonly: true,
        doc: None,
    }
}

const fn getter(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

const fn unpicklable(name: &'static str) -> MethodDef {
    MethodDef::keywords(name, |thread, object, _| {
        let name = types::typeobj::short_name(object.ty());
        Err(thread.type_error(format_args!("cannot pickle '{name}' instances")))
    })
    .varargs()
    .doc("raises an exception to avoid pickling")
}

pub(super) static DIALECT: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[unpicklable("__reduce__"), unpicklable("__reduce_ex__")],
    members: &[
        flag("skipinitialspace", offset_of!(Dialect, skipinitialspace)),
        flag("doublequote", offset_of!(Dialect, doublequote)),
        flag("strict", offset_of!(Dialect, strict)),
    ],
    getsets: &[
        getter("delimiter", |thread, it| {
            character(thread, this(thread, it)?.delimiter.get())
        }),
        getter("escapechar", |thread, it| {
            character(thread, this(thread, it)?.escapechar.get())
        }),
        getter("lineterminator", |thread, it| {
            let end = this(thread, it)?.lineterminator.get();
            Ok(end.map_or_else(|| thread.heap().none(), Ref::into_object))
        }),
        getter("quotechar", |thread, it| {
            character(thread, this(thread, it)?.quotechar.get())
        }),
        getter("quoting", |thread, it| {
            Int::new(thread, this(thread, it)?.quoting.get() as isize)
        }),
    ],
    doc: Some("CSV dialect\n\nThe Dialect type records CSV dialect options."),
    ..TypeSpec::new("_csv.Dialect", Builtin::Other, &DIALECT_LAYOUT)
};

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Dialect> {
    match it.downcast::<Dialect>() {
        Some(this) => Ok(this),
        None => Err(thread.system_error(format_args!("a Dialect without its layout"))),
    }
}

fn character(thread: &Thread, point: u32) -> Result<Ref> {
    match point {
        NOT_SET => Ok(thread.heap().none()),
        point => Ok(types::str::from_point(thread, point)?.into_object()),
    }
}

/// The dialect that a reader, a writer or a registration asks for: the type is called with a base and with the keywords.
pub(super) fn called(thread: &Thread, base: Option<&Object>, args: &Args<'_>) -> Result<Ref> {
    let ty = types::type_of(thread, &DIALECT)?;
    let named = &args.values()[args.positional().len()..];
    let all: Vec<Ref> = base
        .map(Object::to_ref)
        .into_iter()
        .chain(named.iter().cloned())
        .collect();
    // The dictionary of keywords is the caller's own.
    let _held = thread.heap().hold_call(usize::from(base.is_some()), 0)?;
    protocol::call_with_tuple(thread, ty.as_object(), Args::new(&all, args.names()))
}

/// The arguments by parameter.
type Given = [Option<Ref>; 9];

fn bind(thread: &Thread, args: &Args<'_>) -> Result<Given> {
    let given = args.values().len();
    if given > NAMES.len() {
        return Err(thread.type_error(format_args!(
            "function takes at most 9 arguments ({given} given)"
        )));
    }
    let mut bound: Given = Default::default();
    for (slot, value) in bound.iter_mut().zip(args.positional()) {
        *slot = Some(value.clone());
    }
    for (key, value) in args.keywords() {
        let key = key.downcast::<Str>();
        let place = NAMES
            .iter()
            .position(|name| key.is_some_and(|key| key.eq_str(name)));
        match (place, key) {
            (Some(place), _) if bound[place].is_none() => bound[place] = Some(value.clone()),
            (Some(place), Some(key)) => {
                return Err(thread.type_error(format_args!(
                    "argument for function given by name ('{key}') and position ({})",
                    place + 1
                )));
            }
            (_, Some(key)) => {
                return Err(thread.type_error(format_args!(
                    "this function got an unexpected keyword argument '{key}'"
                )));
            }
            _ => return Err(thread.type_error(format_args!("keywords must be strings"))),
        }
    }
    Ok(bound)
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let mut given = bind(thread, &args)?;
    if let Some(base) = given[0].take() {
        let base = match base.downcast::<Str>() {
            Some(_) => super::find(thread, &base)?,
            None => base,
        };
        if base.downcast::<Dialect>().is_some() && given.iter().all(Option::is_none) {
            return Ok(base);
        }
        for (slot, name) in given.iter_mut().zip(NAMES).skip(1) {
            if slot.is_none() {
                *slot = attribute(thread, &base, name)?;
            }
        }
    }
    let fresh = make::<Dialect>(thread.heap(), ty)?;
    fresh.as_object().track();
    let [_, delimiter, double, escape, end, quote, how, skip, strict] = given;
    set(
        thread,
        &fresh,
        &[delimiter, escape, end, quote, how],
        [double, skip, strict],
    )?;
    Ok(fresh.into_object())
}

/// What a base says; whatever reading it raises counts as nothing.
fn attribute(thread: &Thread, base: &Object, name: &'static str) -> Result<Option<Ref>> {
    let name = types::str::intern_static(thread, name)?;
    match protocol::getattr_name(thread, base, &name) {
        Ok(value) => Ok(Some(value)),
        Err(_) => {
            drop(thread.take_pending());
            Ok(None)
        }
    }
}

fn set(
    thread: &Thread,
    it: &Dialect,
    [delimiter, escape, end, quote, how]: &[Option<Ref>; 5],
    [double, skip, strict]: [Option<Ref>; 3],
) -> Result<()> {
    let truth = |given: &Option<Ref>, default: bool| match given {
        Some(given) => protocol::is_true(thread, given),
        None => Ok(default),
    };
    it.delimiter
        .set(one(thread, "delimiter", delimiter, Some(','), false)?);
    it.doublequote.set(truth(&double, true)?);
    it.escapechar
        .set(one(thread, "escapechar", escape, None, true)?);
    it.lineterminator.set(terminator(thread, end)?);
    it.quotechar
        .set(one(thread, "quotechar", quote, Some('"'), true)?);
    it.quoting.set(number(thread, how)?);
    it.skipinitialspace.set(truth(&skip, false)?);
    it.strict.set(truth(&strict, false)?);
    if !(quoting::MINIMAL..=quoting::NOT_NULL).contains(&it.quoting.get()) {
        return Err(thread.type_error(format_args!("bad \"quoting\" value")));
    }
    let none = |given: &Option<Ref>| {
        given
            .as_ref()
            .is_some_and(|given| given.is_exactly(Builtin::NoneType))
    };
    if none(quote) && how.is_none() {
        it.quoting.set(quoting::NONE);
    }
    check(thread, it)
}

/// A parameter that is one character.
fn one(
    thread: &Thread,
    name: &str,
    given: &Option<Ref>,
    default: Option<char>,
    or_none: bool,
) -> Result<u32> {
    let Some(given) = given else {
        return Ok(default.map_or(NOT_SET, u32::from));
    };
    if or_none && given.is_exactly(Builtin::NoneType) {
        return Ok(NOT_SET);
    }
    match given.downcast::<Str>() {
        Some(text) if text.len() == 1 => Ok(text.char_at(0)),
        Some(_) => Err(thread.type_error(format_args!("\"{name}\" must be a 1-character string"))),
        None => {
            let or_none = if or_none { " or None" } else { "" };
            Err(thread.type_error(format_args!(
                "\"{name}\" must be string{or_none}, not {}",
                given.ty().name()
            )))
        }
    }
}

fn terminator(thread: &Thread, given: &Option<Ref>) -> Result<Option<Ref<Str>>> {
    match given {
        None => Ok(Some(Str::new(thread, "\r\n")?)),
        Some(given) if given.is_exactly(Builtin::NoneType) => Ok(None),
        Some(given) => match given.downcast::<Str>() {
            Some(text) => Ok(Some(Ref::new(text))),
            None => Err(thread.type_error(format_args!("\"lineterminator\" must be a string"))),
        },
    }
}

fn number(thread: &Thread, given: &Option<Ref>) -> Result<i32> {
    let Some(given) = given else {
        return Ok(quoting::MINIMAL);
    };
    if !given.is_exactly(Builtin::Int) {
        return Err(thread.type_error(format_args!("\"quoting\" must be an integer")));
    }
    let number = given.downcast::<Int>().and_then(Int::as_isize);
    number
        .and_then(|number| i32::try_from(number).ok())
        .ok_or_else(|| {
            thread.raise(
                Builtin::OverflowError,
                format_args!("Python int too large to convert to C int"),
            )
        })
}

/// Refuses what contradicts itself.
fn check(thread: &Thread, it: &Dialect) -> Result<()> {
    let (delimiter, escape, quote) = (it.delimiter.get(), it.escapechar.get(), it.quotechar.get());
    if it.quoting.get() != quoting::NONE && quote == NOT_SET {
        return Err(thread.type_error(format_args!("quotechar must be set if quoting enabled")));
    }
    let Some(end) = it.lineterminator.get() else {
        return Err(thread.type_error(format_args!("lineterminator must be set")));
    };
    let spaced = !it.skipinitialspace.get();
    for (name, point, space) in [
        ("delimiter", delimiter, true),
        ("escapechar", escape, spaced),
        ("quotechar", quote, spaced),
    ] {
        let bad = [u32::from('\r'), u32::from('\n')].contains(&point)
            || point == u32::from(' ') && !space;
        if bad {
            return Err(thread.value_error(format_args!("bad {name} value")));
        }
        if end.code_points().any(|other| other == point) {
            return Err(thread.value_error(format_args!("bad {name} or lineterminator value")));
        }
    }
    for (first, second, same) in [
        ("delimiter", "escapechar", delimiter == escape),
        ("delimiter", "quotechar", delimiter == quote),
        (
            "escapechar",
            "quotechar",
            escape == quote && escape != NOT_SET,
        ),
    ] {
        if same {
            return Err(thread.value_error(format_args!("bad {first} or {second} value")));
        }
    }
    Ok(())
}
