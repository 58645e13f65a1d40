//! Operations on text and bytes against what CPython 3.13 answered: `recorded/text.jsonl`, made by `recorded/text.py`.

use object::{Args, Builtin, CompareOp, Heap, HeapConfig, Object, Ref, Result, Thread};
use serde_json::Value;
use types::bytearray::ByteArray;
use types::{Bytes, Dict, Float, Int, List, Operator, Str, Tuple, protocol};

fn number(text: &str) -> f64 {
    match text {
        "inf" => f64::INFINITY,
        "-inf" => f64::NEG_INFINITY,
        "nan" => f64::NAN,
        _ => text.parse().expect("a float"),
    }
}

fn bytes_of(value: &Value) -> Vec<u8> {
    value
        .as_array()
        .expect("bytes")
        .iter()
        .map(|b| b.as_u64().expect("byte") as u8)
        .collect()
}

fn all(thread: &Thread, values: &Value) -> Result<Vec<Ref>> {
    values
        .as_array()
        .expect("a list")
        .iter()
        .map(|v| build(thread, v))
        .collect()
}

/// The Python object of a tagged value.
fn build(thread: &Thread, value: &Value) -> Result<Ref> {
    let Some(tagged) = value.as_object() else {
        return Ok(match value {
            Value::Bool(value) => thread.heap().bool(*value),
            _ => thread.heap().none(),
        });
    };
    let (tag, it) = tagged.iter().next().expect("a tag");
    Ok(match tag.as_str() {
        "s" => {
            let points: Vec<u32> = it
                .as_array()
                .expect("points")
                .iter()
                .map(|p| p.as_u64().expect("point") as u32)
                .collect();
            Str::from_code_points(thread, &points)?.into_object()
        }
        "b" => Bytes::new(thread, &bytes_of(it))?.into_object(),
        "a" => ByteArray::new(thread, &bytes_of(it))?.into_object(),
        "i" => types::int::parse(
            thread,
            &*Str::new(thread, it.as_str().expect("digits"))?,
            10,
        )?,
        "f" => Float::new(thread, number(it.as_str().expect("text")))?,
        "c" => {
            let part = |i: usize| Float::new(thread, number(it[i].as_str().expect("text")));
            let class = thread.heap().builtin(Builtin::Complex);
            protocol::call(thread, class.as_object(), &[part(0)?, part(1)?])?
        }
        "t" => Tuple::from_slice(thread, &all(thread, it)?)?.into_object(),
        "l" => List::from_slice(thread, &all(thread, it)?)?.into_object(),
        "d" => {
            let dict = Dict::new(thread)?;
            for pair in it.as_array().expect("pairs") {
                dict.set(
                    thread,
                    &*build(thread, &pair[0])?,
                    &*build(thread, &pair[1])?,
                )?;
            }
            dict.into_object()
        }
        _ => protocol::call(
            thread,
            thread.heap().builtin(Builtin::Slice).as_object(),
            &all(thread, it)?,
        )?,
    })
}

fn call(thread: &Thread, function: &Object, args: &[Ref], keywords: &Value) -> Result<Ref> {
    let mut values = args.to_vec();
    let mut names = Vec::new();
    for (name, value) in keywords.as_object().expect("keywords") {
        values.push(build(thread, value)?);
        names.push(Str::new(thread, name)?.into_object());
    }
    protocol::call_args(thread, function, Args::new(&values, &names))
}

fn compare(op: &str) -> Option<CompareOp> {
    Some(match op {
        "lt" => CompareOp::Lt,
        "le" => CompareOp::Le,
        "eq" => CompareOp::Eq,
        "ne" => CompareOp::Ne,
        "gt" => CompareOp::Gt,
        "ge" => CompareOp::Ge,
        _ => return None,
    })
}

fn run(thread: &Thread, op: &str, operands: &Value, keywords: &Value) -> Result<Ref> {
    let args = all(thread, operands)?;
    let class = |which: Builtin| {
        call(
            thread,
            thread.heap().builtin(which).as_object(),
            &args,
            keywords,
        )
    };
    if let Some(op) = compare(op) {
        return protocol::richcompare(thread, &args[0], &args[1], op);
    }
    let format_spec = |i: usize| args[i].clone().downcast_into::<Str>().expect("text");
    Ok(match op {
        "mod" => protocol::binary(thread, &args[0], &args[1], Operator::Remainder)?,
        "add" => protocol::binary(thread, &args[0], &args[1], Operator::Add)?,
        "mul" => protocol::binary(thread, &args[0], &args[1], Operator::Multiply)?,
        "format" => protocol::format(thread, &args[0], &format_spec(1))?.into_object(),
        "getitem" => protocol::getitem(thread, &args[0], &args[1])?,
        "in" => thread
            .heap()
            .bool(protocol::contains(thread, &args[0], &args[1])?),
        "repr" => protocol::repr(thread, &args[0])?.into_object(),
        "str" => protocol::to_str(thread, &args[0])?.into_object(),
        "ascii" => protocol::ascii(thread, &args[0])?.into_object(),
        "hash" => Int::new(thread, protocol::hash(thread, &args[0])?)?,
        "iter" => protocol::to_list(thread, &args[0])?.into_object(),
        "bytes" => class(Builtin::Bytes)?,
        "bytearray" => class(Builtin::ByteArray)?,
        "newstr" => class(Builtin::Str)?,
        "view" => {
            let view = types::memoryview::view_of(thread, &args[0])?;
            let method = protocol::getattr_text(thread, view.as_object(), "tolist")?;
            protocol::call(thread, &method, &[])?
        }
        _ => {
            let name = if op == "__call_format__" {
                "format"
            } else {
                op
            };
            let method = protocol::getattr_text(thread, &args[0], name)?;
            call(thread, &method, &args[1..], keywords)?
        }
    })
}

/// The answer as the recording shows it.
fn answer(thread: &Thread, result: Result<Ref>) -> String {
    match result.and_then(|value| protocol::ascii(thread, &value)) {
        Ok(text) => text.to_string(),
        Err(_) => {
            let pending = thread.take_pending().expect("an exception");
            let message = protocol::to_str(thread, &pending).expect("a message");
            let message = protocol::ascii(thread, message.as_object()).expect("a message");
            format!("{}: {message}", pending.ty().name())
        }
    }
}

#[test]
fn answers_are_those_of_cpython() {
    let heap = Heap::new(HeapConfig::default()).expect("heap");
    types::boot::boot(&heap, types::str::hash_key(0)).expect("boot");
    let thread = heap.thread();
    let path = std::env::var("RECORDED")
        .unwrap_or_else(|_| format!("{}/tests/recorded/text.jsonl", env!("CARGO_MANIFEST_DIR")));
    let recorded = std::fs::read_to_string(path).expect("the recording");
    let mut wrong = Vec::new();
    let mut total = 0;
    for line in recorded.lines() {
        let case: Value = serde_json::from_str(line).expect("JSON");
        let op = case[0].as_str().expect("an operation");
        let got = answer(thread, run(thread, op, &case[1], &case[2]));
        total += 1;
        if got != case[3].as_str().expect("an answer") {
            wrong.push(format!("{line}\n   got {got}"));
        }
    }
    let shown = wrong
        .iter()
        .take(40)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        wrong.is_empty(),
        "{} of {total} differ:\n{shown}",
        wrong.len()
    );
}
