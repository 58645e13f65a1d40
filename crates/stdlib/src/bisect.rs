//! `_bisect`: places in sorted sequences.
//!
//! Halves of the row from `lo` to `hi` are ruled out by one comparison each. Items come by their numbers (`sq_item`), so a sequence needs no
//! more than that; `insort` puts an item into a list itself and asks anything else to `insert` it.

use object::{Args, Builtin, CompareOp, MethodDef, Object, Ref, Result, Thread};
use types::module::ModuleSpec;
use types::protocol::{self, Signature};
use types::{Int, List};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_bisect",
    doc: Some("Places in sorted sequences, found by halving."),
    functions: &[
        MethodDef::keywords("bisect_right", |thread, _, args| {
            let call = Call::new(thread, "bisect_right", &args)?;
            call.place(thread, call.x, Side::Right)
        })
        .doc("bisect_right($module, /, a, x, lo=0, hi=None, *, key=None)\n--\n\nThe place in a sorted sequence after the items that equal x."),
        MethodDef::keywords("insort_right", |thread, _, args| {
            insort(thread, &Call::new(thread, "insort_right", &args)?, Side::Right)
        })
        .doc("insort_right($module, /, a, x, lo=0, hi=None, *, key=None)\n--\n\nInsert x into a sorted sequence after the items that equal it."),
        MethodDef::keywords("bisect_left", |thread, _, args| {
            let call = Call::new(thread, "bisect_left", &args)?;
            call.place(thread, call.x, Side::Left)
        })
        .doc("bisect_left($module, /, a, x, lo=0, hi=None, *, key=None)\n--\n\nThe place in a sorted sequence before the items that equal x."),
        MethodDef::keywords("insort_left", |thread, _, args| {
            insort(thread, &Call::new(thread, "insort_left", &args)?, Side::Left)
        })
        .doc("insort_left($module, /, a, x, lo=0, hi=None, *, key=None)\n--\n\nInsert x into a sorted sequence before the items that equal it."),
    ],
    types: &[],
    unnamed: &[],
    init: None,
};

/// On which side of equal items the place is.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

struct Call<'a> {
    a: &'a Object,
    x: &'a Object,
    lo: isize,
    /// `None`: the sequence's length.
    hi: Option<isize>,
    key: Option<&'a Object>,
}

impl<'a> Call<'a> {
    fn new(thread: &Thread, function: &'static str, args: &Args<'a>) -> Result<Call<'a>> {
        let signature = Signature {
            function,
            names: ["a", "x", "lo", "hi", "key"],
            required: 2,
            positional: 4,
        };
        let bound = signature.bind(thread, args)?;
        let number = |object| protocol::as_isize(thread, object, Builtin::OverflowError);
        let none = thread.heap().none();
        let lo = bound.get(2).map(number).transpose()?;
        let hi = protocol::as_optional_size(thread, bound.get(3))?;
        let at = |index| bound.get(index).ok_or(&none);
        match (at(0), at(1)) {
            (Ok(a), Ok(x)) => Ok(Call {
                a,
                x,
                lo: lo.unwrap_or(0),
                // 3.13 has this number stand for a bound that isn't given.
                hi: hi.filter(|&hi| hi != -1),
                key: bound
                    .get(4)
                    .filter(|key| !key.is_exactly(Builtin::NoneType)),
            }),
            _ => Err(thread.system_error(format_args!("bisect without arguments"))),
        }
    }

    fn place(&self, thread: &Thread, x: &Object, side: Side) -> Result<Ref> {
        Int::new(thread, self.find(thread, x, side)? as isize)
    }

    /// The place of `x`, which `key` has been applied to.
    fn find(&self, thread: &Thread, x: &Object, side: Side) -> Result<usize> {
        if self.lo < 0 {
            return Err(thread.value_error(format_args!("lo must be non-negative")));
        }
        let mut lo = self.lo as usize;
        let mut hi = match self.hi {
            Some(hi) => hi.max(0) as usize,
            None => protocol::len(thread, self.a)?,
        };
        if lo >= hi {
            return Ok(lo);
        }
        let item = self.items(thread)?;
        let _deeper = thread.enter(match side {
            Side::Right => "in _bisect.bisect_right",
            Side::Left => "in _bisect.bisect_left",
        })?;
        while lo < hi {
            let middle = lo.midpoint(hi);
            let mut found = item(thread, self.a, middle as isize)?;
            if let Some(key) = self.key {
                found = protocol::call(thread, key, &[found])?;
            }
            let before = match side {
                Side::Right => !less(thread, x, &found)?,
                Side::Left => less(thread, &found, x)?,
            };
            match before {
                true => lo = middle + 1,
                false => hi = middle,
            }
        }
        Ok(lo)
    }

    /// How the sequence gives an item by its number.
    fn items(&self, thread: &Thread) -> Result<fn(&Thread, &Object, isize) -> Result<Ref>> {
        let name = self.a.ty().name();
        match self.a.ty().number().item {
            Some(item) => Ok(item),
            None if self.a.ty().number().subscript.is_some() => {
                Err(thread.type_error(format_args!("{name} is not a sequence")))
            }
            None => {
                Err(thread.type_error(format_args!("'{name}' object does not support indexing")))
            }
        }
    }
}

/// `a < b`.
fn less(thread: &Thread, a: &Object, b: &Object) -> Result<bool> {
    protocol::compare_bool(thread, a, b, CompareOp::Lt)
}

fn insort(thread: &Thread, call: &Call<'_>, side: Side) -> Result<Ref> {
    let at = match call.key {
        None => call.find(thread, call.x, side)?,
        Some(key) => {
            let x = protocol::call_one(thread, key, call.x)?;
            call.find(thread, &x, side)?
        }
    };
    if call.a.is_exactly(Builtin::List)
        && let Some(list) = call.a.downcast::<List>()
    {
        list.insert(thread, at.min(list.len()), call.x.to_ref())?;
        return Ok(thread.heap().none());
    }
    let insert = types::str::intern_static(thread, "insert")?;
    let at = Int::new(thread, at as isize)?;
    protocol::call_method(thread, call.a, &insert, &[at, call.x.to_ref()])?;
    Ok(thread.heap().none())
}
