//! `_json`: documents into values and values into documents, the native half of `json`.
//!
//! - `scanner.rs`, `parse.rs`, `text.rs`, `number.rs`: the type `Scanner`, and how it reads values, strings and numbers.
//! - `encoder.rs`, `walk.rs`, `escape.rs`: the type `Encoder`, how it goes through values, and strings in quotes.
//!
//! What is not here: finding white space at the ends, the classes that hold the options, what is written piece by piece (the
//! library's `json`, in Python).

mod encoder;
mod escape;
mod number;
mod parse;
mod scanner;
mod text;
mod walk;

use object::{MethodDef, Object, Raised, Ref, Result, Thread};
use types::module::{Module, ModuleSpec};
use types::{Int, Str, Tuple, protocol};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_json",
    doc: Some("json speedups\n"),
    functions: &[
        escape::ASCII,
        escape::UNICODE,
        MethodDef::fast("scanstring", scanstring).varargs().doc(
            "scanstring(string, end, strict=True) -> (string, end)\n\nReads a JSON string of which `end` is the place behind the opening quote.\nEscapes are undone; control characters are refused unless `strict` is false.\n\nReturns the text and the place behind the closing quote.",
        ),
    ],
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    module.add_type_as(thread, "make_scanner", &scanner::SCANNER)?;
    module.add_type_as(thread, "make_encoder", &encoder::ENCODER)
}

/// The first argument of the functions, which is a string.
fn text_of<'a>(thread: &Thread, given: &'a Object) -> Result<&'a Str> {
    match given.downcast::<Str>() {
        Some(text) => Ok(text),
        None => {
            let name = given.ty().name();
            Err(thread.type_error(format_args!("first argument must be a string, not {name}")))
        }
    }
}

fn scanstring(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    let given = args.len();
    let (text, end, strict) = match args {
        [text, end] => (text, end, None),
        [text, end, strict] => (text, end, Some(strict)),
        _ => {
            let bound = if given < 2 { "at least 2" } else { "at most 3" };
            return Err(thread.type_error(format_args!(
                "scanstring() takes {bound} arguments ({given} given)"
            )));
        }
    };
    let end = protocol::as_isize(thread, end, object::Builtin::OverflowError)?;
    let strict = match strict {
        Some(strict) => protocol::is_true(thread, strict)?,
        None => true,
    };
    let text = text_of(thread, text)?;
    let Some(end) = usize::try_from(end).ok().filter(|&end| end <= text.len()) else {
        return Err(thread.value_error(format_args!("end is out of bounds")));
    };
    let (read, next) =
        types::with_units!(text.data(), units => text::scan(thread, text, units, end, strict))?;
    with_place(thread, read.into_object(), next)
}

/// A value and the place behind it.
fn with_place(thread: &Thread, value: Ref, place: usize) -> Result<Ref> {
    let place = place_of(thread, place)?;
    Ok(Tuple::from_array(thread, [value, place])?.into_object())
}

/// A place as an int, which has the bytes of its digits alone.
fn place_of(thread: &Thread, place: usize) -> Result<Ref> {
    match u32::try_from(place) {
        Ok(digit) if thread.heap().is_watched() && digit > 256 && digit <= types::int::MASK => {
            Int::from_u32_digits(thread, false, &[digit])
        }
        _ => Int::from_usize(thread, place),
    }
}

/// Raises `json.decoder.JSONDecodeError` about a place of a document.
#[cold]
fn error(thread: &Thread, message: &str, document: &Str, place: isize) -> Raised {
    let raise = || -> Result<Ref> {
        let module = types::runtime::import_module(thread, "json.decoder")?;
        let class = protocol::getattr_text(thread, &module, "JSONDecodeError")?;
        let args = [
            Str::new(thread, message)?.into_object(),
            document.as_object().to_ref(),
            Int::new(thread, place)?,
        ];
        let made = protocol::call(thread, &class, &args)?;
        Err(types::exception::raise_instance(thread, made))
    };
    match raise() {
        Ok(_) => Raised,
        Err(raised) => raised,
    }
}
