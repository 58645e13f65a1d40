//! `unicodedata`: what the Unicode database says of a character, and normal forms.
//!
//! The tables come with the library `rustpython-unicode`. Characters are code points, lone surrogates among them.

use object::{Builtin, MethodDef, Object, Ref, Result, Thread};
use rustpython_unicode::{LookupResult, NormalizeForm, Ucd};
use rustpython_wtf8::{CodePoint, Wtf8};
use types::module::{Module, ModuleSpec};
use types::{Float, Int, Str, protocol};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "unicodedata",
    doc: Some("Properties of characters, and normal forms, from the Unicode character database."),
    functions: FUNCTIONS,
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

const UCD: Ucd = Ucd::new(true);

const FUNCTIONS: &[MethodDef] = &[
    MethodDef::fast("decimal", decimal),
    MethodDef::fast("digit", digit),
    MethodDef::fast("numeric", numeric),
    MethodDef::one("category", |thread, _, c| {
        text(thread, UCD.category(only(thread, "category", c)?))
    }),
    MethodDef::one("bidirectional", |thread, _, c| {
        let point = only(thread, "bidirectional", c)?;
        let surrogate = point.to_char().is_none();
        text(
            thread,
            if surrogate {
                "L"
            } else {
                UCD.bidirectional(point)
            },
        )
    }),
    MethodDef::one("combining", |thread, _, c| {
        let class = UCD.combining(only(thread, "combining", c)?);
        Int::new(thread, class.into())
    }),
    MethodDef::one("mirrored", |thread, _, c| {
        let mirrored = UCD.mirrored(only(thread, "mirrored", c)?);
        Int::new(thread, mirrored as isize)
    }),
    MethodDef::one("east_asian_width", |thread, _, c| {
        let width = UCD.east_asian_width(only(thread, "east_asian_width", c)?);
        text(thread, width)
    }),
    MethodDef::one("decomposition", |thread, _, c| {
        let point = only(thread, "decomposition", c)?;
        // Syllables of Hangul are taken apart by a rule, not by the table.
        match point.to_u32() {
            0xAC00..=0xD7A3 => text(thread, ""),
            _ => text(thread, &UCD.decomposition(point)),
        }
    }),
    MethodDef::fast("is_normalized", is_normalized),
    MethodDef::fast("normalize", normalize),
    MethodDef::fast("name", name),
    MethodDef::one("lookup", lookup),
];

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let version = text(thread, &UCD.unidata_version())?;
    module.add(thread, "unidata_version", &version)
}

fn text(thread: &Thread, value: &str) -> Result<Ref> {
    Str::new(thread, value).map(Ref::into_object)
}

/// The one character of a string; `place` names the argument as the error's text does.
fn character(thread: &Thread, function: &str, place: &str, value: &Object) -> Result<CodePoint> {
    let point = match value.downcast::<Str>() {
        Some(text) if text.len() == 1 => text.code_points().next(),
        _ => None,
    };
    match point.and_then(CodePoint::from_u32) {
        Some(point) => Ok(point),
        None => Err(thread.type_error(format_args!(
            "{function}() argument{place} must be a unicode character, not {}",
            types::protocol::type_text(value)
        ))),
    }
}

fn only(thread: &Thread, function: &str, value: &Object) -> Result<CodePoint> {
    character(thread, function, "", value)
}

/// The character and the default of a function that takes both.
fn with_default<'a>(
    thread: &Thread,
    function: &str,
    args: &'a [Ref],
) -> Result<(CodePoint, Option<&'a Ref>)> {
    protocol::check_arity(thread, function, args.len(), 1, 2)?;
    let point = character(thread, function, " 1", &args[0])?;
    Ok((point, args.get(1)))
}

/// What was found, else the default, else `ValueError`.
fn or_default(
    thread: &Thread,
    found: Option<Ref>,
    default: Option<&Ref>,
    message: &str,
) -> Result<Ref> {
    match found.or_else(|| default.cloned()) {
        Some(value) => Ok(value),
        None => Err(thread.value_error(format_args!("{message}"))),
    }
}

fn decimal(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    let (point, default) = with_default(thread, "decimal", args)?;
    let found = UCD.decimal(point).map(|n| Int::new(thread, n as isize));
    or_default(thread, found.transpose()?, default, "not a decimal")
}

fn digit(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    let (point, default) = with_default(thread, "digit", args)?;
    let found = UCD.digit(point).map(|n| Int::new(thread, n as isize));
    or_default(thread, found.transpose()?, default, "not a digit")
}

fn numeric(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    let (point, default) = with_default(thread, "numeric", args)?;
    let found = UCD.numeric(point).map(|n| Float::new(thread, n));
    or_default(
        thread,
        found.transpose()?,
        default,
        "not a numeric character",
    )
}

fn name(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    let (point, default) = with_default(thread, "name", args)?;
    let found = point.to_char().and_then(rustpython_unicode::character_name);
    let found = found.map(|name| text(thread, &name));
    or_default(thread, found.transpose()?, default, "no such name")
}

fn lookup(thread: &Thread, _module: &Object, name: &Object) -> Result<Ref> {
    let wanted = match name.downcast::<Str>() {
        Some(name) => name.to_string(),
        None => {
            let bytes = protocol::buffer(thread, name, false)?;
            let bytes = protocol::copy_view(thread, &bytes)?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    };
    match UCD.lookup(&wanted) {
        Some(LookupResult::Character(found)) => text(thread, found.encode_utf8(&mut [0; 4])),
        Some(LookupResult::Sequence(found)) => text(thread, found),
        None => Err(thread.raise(
            Builtin::KeyError,
            format_args!("undefined character name '{wanted}'"),
        )),
    }
}

/// Form and text of the functions about normal forms.
fn form<'a>(
    thread: &Thread,
    function: &str,
    args: &'a [Ref],
) -> Result<(NormalizeForm, &'a Ref, &'a Wtf8)> {
    protocol::check_arity(thread, function, args.len(), 2, 2)?;
    let mut texts = [None, None];
    for (index, (slot, arg)) in texts.iter_mut().zip(args).enumerate() {
        let Some(text) = arg.downcast::<Str>() else {
            return Err(thread.type_error(format_args!(
                "{function}() argument {} must be str, not {}",
                index + 1,
                types::protocol::type_text(arg)
            )));
        };
        *slot = Some(text);
    }
    let [Some(form), Some(text)] = texts else {
        return Err(thread.system_error(format_args!("{function}() bound too little")));
    };
    let Ok(form) = form.to_string().parse() else {
        return Err(thread.value_error(format_args!("invalid normalization form")));
    };
    match Wtf8::from_bytes(text.to_wtf8(thread)?) {
        Some(wtf8) => Ok((form, &args[1], wtf8)),
        None => Err(thread.system_error(format_args!("a string that is no WTF-8"))),
    }
}

fn is_normalized(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    let (form, _, text) = form(thread, "is_normalized", args)?;
    let normal = rustpython_unicode::is_normalized(form, text);
    Ok(thread.heap().bool(normal))
}

fn normalize(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    let (form, given, text) = form(thread, "normalize", args)?;
    if rustpython_unicode::is_normalized(form, text) {
        return Ok(given.clone());
    }
    let normal = rustpython_unicode::normalize(form, text);
    Str::from_wtf8(thread, normal.as_bytes()).map(Ref::into_object)
}
