//! Numbers against answers that CPython 3.13 gave: `recorded/numbers.txt`, one `operation|left|right|answer` a line.
//! `PELLUCID_NUMBERS` names a further file of the same form.

use object::{Builtin, CompareOp, Heap, HeapConfig, Object, Ref, Result, Thread};
use types::{Int, Operator, Str, Tuple, protocol};

fn with_heap(body: impl FnOnce(&Thread)) {
    let heap = Heap::new(HeapConfig::default()).expect("heap");
    types::boot::boot(&heap, [0, 0]).expect("boot");
    body(heap.thread());
}

fn error(thread: &Thread) -> String {
    let pending = thread.take_pending().expect("an exception");
    let message = protocol::to_str(thread, &pending).expect("message");
    format!("{}: {message}", pending.ty().name())
}

fn call(thread: &Thread, which: Builtin, arg: &Object) -> Result<Ref> {
    protocol::call_one(thread, thread.heap().builtin(which).as_object(), arg)
}

/// A value from its `repr`.
fn value(thread: &Thread, text: &str) -> Ref {
    let which = match text {
        t if t.contains('j') => Builtin::Complex,
        t if t.contains(['.', 'n', 'e']) => Builtin::Float,
        _ => Builtin::Int,
    };
    let given = Str::new(thread, text).expect("text");
    match call(thread, which, given.as_object()) {
        Ok(value) => value,
        Err(_) => panic!("{text}: {}", error(thread)),
    }
}

fn text_of(thread: &Thread, value: &Object) -> String {
    protocol::repr(thread, value).expect("repr").to_string()
}

fn quoted(text: &Str) -> String {
    format!("'{text}'")
}

fn evaluate(thread: &Thread, op: &str, a: &Object, b: Option<&Object>) -> Result<String> {
    use Operator::*;
    let Some(b) = b else {
        return unary(thread, op, a);
    };
    let operator = match op {
        "+" => Add,
        "-" => Subtract,
        "*" => Multiply,
        "//" => FloorDivide,
        "%" => Remainder,
        "/" => TrueDivide,
        "&" => And,
        "|" => Or,
        "^" => Xor,
        "<<" => LeftShift,
        ">>" => RightShift,
        "**" => Power,
        "divmod" => DivMod,
        _ => {
            let op = match op {
                "<" => CompareOp::Lt,
                "==" => CompareOp::Eq,
                _ => CompareOp::Ge,
            };
            let answer = protocol::richcompare(thread, a, b, op)?;
            return Ok(text_of(thread, &answer));
        }
    };
    let answer = protocol::binary(thread, a, b, operator)?;
    if let Some(pair) = answer.downcast::<Tuple>() {
        let parts: Vec<_> = pair.items().iter().map(|i| text_of(thread, i)).collect();
        return Ok(format!("({})", parts.join(", ")));
    }
    Ok(text_of(thread, &answer))
}

fn unary(thread: &Thread, op: &str, a: &Object) -> Result<String> {
    let answer = match op {
        "hash" => Int::new(thread, protocol::hash(thread, a)?)?,
        "neg" => protocol::negative(thread, a)?,
        "inv" => protocol::invert(thread, a)?,
        "abs" => protocol::absolute(thread, a)?,
        "float" => call(thread, Builtin::Float, a)?,
        "int" => call(thread, Builtin::Int, a)?,
        "bool" => thread.heap().bool(protocol::is_true(thread, a)?),
        "repr" => return Ok(quoted(&*protocol::repr(thread, a)?)),
        _ => return Ok(quoted(&*types::int::text::prefixed_index(thread, a, 16)?)),
    };
    Ok(text_of(thread, &answer))
}

fn check(recorded: &str) {
    with_heap(|thread| {
        let before = thread.heap().allocator.blocks_in_use();
        let mut wrong = Vec::new();
        for line in recorded.lines() {
            let mut fields = line.splitn(4, '|');
            let mut field = || fields.next().expect("four fields");
            // `|` is an operation too.
            let (op, left, right, expected) = match line.strip_prefix("||") {
                Some(rest) => {
                    let mut rest = rest.splitn(3, '|');
                    let mut part = || rest.next().expect("three fields");
                    ("|", part(), part(), part())
                }
                None => (field(), field(), field(), field()),
            };
            let a = value(thread, left);
            let b = (!right.is_empty()).then(|| value(thread, right));
            let found = match evaluate(thread, op, &a, b.as_deref()) {
                Ok(text) => text,
                Err(_) => error(thread),
            };
            if found != expected {
                wrong.push(format!("{line}\n   found {found}"));
            }
        }
        assert!(
            wrong.is_empty(),
            "{} wrong:\n{}",
            wrong.len(),
            wrong[..wrong.len().min(25)].join("\n")
        );
        drop(wrong);
        let _ = before;
    });
}

#[test]
fn as_recorded() {
    check(include_str!("recorded/numbers.txt"));
}

#[test]
fn as_recorded_elsewhere() {
    if let Ok(path) = std::env::var("PELLUCID_NUMBERS") {
        check(&std::fs::read_to_string(path).expect("the recorded answers"));
    }
}

/// Doubles of all kinds: near ties, whole, tiny, huge.
fn doubles() -> impl Iterator<Item = f64> {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let random = (0..60_000).map(move |i| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        match i % 4 {
            0 => (state >> 40) as f64 / 8.0,
            1 => (state >> 32) as f64 / 1000.0,
            2 => f64::from_bits(state >> 1),
            _ => (state >> 11) as f64 / (1u64 << (i % 63)) as f64,
        }
    });
    let picked = [
        0.0,
        0.5,
        1.5,
        2.5,
        0.125,
        0.375,
        1e22,
        1e23,
        5e-324,
        f64::MAX,
        2f64.powi(63),
        2f64.powi(-127),
    ];
    picked.into_iter().chain(random).filter(|x| x.is_finite())
}

#[test]
fn decimal_places_by_integers_agree_with_the_exact_formatter() {
    with_heap(|thread| {
        let heap = thread.heap();
        for (i, x) in doubles().enumerate() {
            let places = i % 24;
            let mut out = object::Buf::with_capacity(heap, 64).expect("room");
            let fits = types::format::fixed::write(&mut out, x, places).expect("room");
            let expected = format!("{x:.places$}");
            match fits {
                true => assert_eq!(std::str::from_utf8(&out), Ok(&*expected), "{x:e} {places}"),
                false => assert!(
                    out.is_empty() && (places > 22 || x > 1e15),
                    "{x:e} {places}"
                ),
            }
            if let Some(rounded) = types::format::fixed::rounded(x, places) {
                assert_eq!(Ok(rounded), expected.parse(), "{x:e} {places}");
            }
        }
    });
}
