//! Arithmetic functions, and text of numbers and other objects.

use object::{Args, Builtin, Object, Ref, Result, Thread};
use types::{Int, Operator, Signature, Str, check_arity, names};

pub(super) fn abs(thread: &Thread, _module: &Object, x: &Object) -> Result<Ref> {
    types::absolute(thread, x)
}

pub(super) fn divmod(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "divmod", args.len(), 2, 2)?;
    types::binary(thread, &args[0], &args[1], Operator::DivMod)
}

pub(super) fn pow(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "pow",
        names: ["base", "exp", "mod"],
        required: 2,
        positional: 3,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let [Some(base), Some(exp), modulus] = bound.0 else {
        return Err(thread.system_error(format_args!("pow() bound too little")));
    };
    let modulus = modulus.filter(|m| !m.is_exactly(Builtin::NoneType));
    types::power(thread, base, exp, modulus)
}

pub(super) fn round(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "round",
        names: ["number", "ndigits"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let [Some(number), digits] = bound.0 else {
        return Err(thread.system_error(format_args!("round() bound too little")));
    };
    let digits = digits.filter(|d| !d.is_exactly(Builtin::NoneType));
    let digits = Ref::borrowed(digits.as_slice());
    match types::call_special(thread, number, names(thread).__round__(), digits)? {
        Some(rounded) => Ok(rounded),
        None => Err(thread.type_error(format_args!(
            "type {} doesn't define __round__ method",
            number.ty().name()
        ))),
    }
}

/// An integer in a base with its prefix, through the format mini-language: `0b101`.
fn in_base(thread: &Thread, number: &Object, spec: &str) -> Result<Ref> {
    let number = types::index(thread, number)?;
    let spec = types::str::intern_static(thread, spec)?;
    Ok(types::format::format_int(thread, number.as_object(), &spec)?.into_object())
}

pub(super) fn bin(thread: &Thread, _module: &Object, number: &Object) -> Result<Ref> {
    in_base(thread, number, "#b")
}

pub(super) fn oct(thread: &Thread, _module: &Object, number: &Object) -> Result<Ref> {
    in_base(thread, number, "#o")
}

pub(super) fn hex(thread: &Thread, _module: &Object, number: &Object) -> Result<Ref> {
    in_base(thread, number, "#x")
}

pub(super) fn chr(thread: &Thread, _module: &Object, point: &Object) -> Result<Ref> {
    let int = types::index(thread, point)?;
    match int.as_isize().filter(|n| (0..0x110000).contains(n)) {
        Some(point) => Ok(types::str::from_point(thread, point as u32)?.into_object()),
        None => Err(thread.value_error(format_args!("chr() arg not in range(0x110000)"))),
    }
}

pub(super) fn ord(thread: &Thread, _module: &Object, c: &Object) -> Result<Ref> {
    let length = if let Some(text) = c.downcast::<Str>() {
        if text.len() == 1 {
            return Int::new(thread, text.char_at(0) as isize);
        }
        text.len()
    } else if c.isinstance(Builtin::Bytes) || c.isinstance(Builtin::ByteArray) {
        let length = types::len(thread, c)?;
        if length == 1 {
            let zero = Int::new(thread, 0)?;
            return types::getitem(thread, c, &zero);
        }
        length
    } else {
        return Err(thread.type_error(format_args!(
            "ord() expected string of length 1, but {} found",
            c.ty().name()
        )));
    };
    Err(thread.type_error(format_args!(
        "ord() expected a character, but string of length {length} found"
    )))
}

pub(super) fn ascii(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    Ok(types::ascii(thread, object)?.into_object())
}

pub(super) fn repr(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    Ok(types::repr(thread, object)?.into_object())
}

pub(super) fn format(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "format", args.len(), 1, 2)?;
    let empty = thread.heap().empty_str();
    let spec = args.get(1).unwrap_or(&empty);
    match spec.downcast::<Str>() {
        Some(spec) => Ok(types::format(thread, &args[0], spec)?.into_object()),
        None => Err(thread.type_error(format_args!(
            "format() argument 2 must be str, not {}",
            types::protocol::type_text(spec)
        ))),
    }
}
