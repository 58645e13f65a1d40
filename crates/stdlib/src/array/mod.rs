//! `array`: rows of machine values.
//!
//! `item.rs` turns items into Python values and back, `change.rs` holds what changes an array, `transfer.rs` what moves items in
//! and out as bytes, text and pickles, `iterator.rs` the iterator. The memory is `types::array`.

mod change;
mod item;
mod iterator;
mod methods;
mod transfer;

use object::{
    Args, Buf, BufferView, Builtin, CompareOp, NumberSlots, Object, Raised, Ref, Result, Thread,
    Type, TypeFlags, TypeSlots, TypeSpec,
};
use types::array::{ARRAY_LAYOUT, Array, WEAKLIST};
use types::module::{Module, ModuleSpec};
use types::str::Builder;
use types::str::args::Slice;
use types::{List, Str, Tuple, bytearray, protocol};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "array",
    doc: Some(
        "This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating-point\nnumbers.  Arrays are sequence types and behave very much like lists,\nexcept that the type of objects stored in them is constrained.\n",
    ),
    functions: transfer::FUNCTIONS,
    types: &[&ARRAY],
    unnamed: &[&iterator::ITERATOR],
    init: Some(fill),
};

/// `array.array`.
pub(super) static ARRAY: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::SEQUENCE),
    slots: TypeSlots {
        repr: Some(repr),
        richcompare: Some(richcompare),
        getattro: Some(types::typeobj::generic_getattr),
        iter: Some(iterator::new),
        new: Some(new),
        buffer: Some(buffer),
        sizeof: Some(sizeof),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        length: Some(|thread, object| Ok(this(thread, object)?.len())),
        concat: Some(concat),
        repeat: Some(repeat),
        item: Some(item),
        ass_item: Some(change::set_item),
        contains: Some(|thread, object, value| {
            Ok(position(thread, this(thread, object)?, value, 0, usize::MAX)?.is_some())
        }),
        inplace_concat: Some(change::inplace_concat),
        inplace_repeat: Some(change::inplace_repeat),
        subscript: Some(subscript),
        ass_subscript: Some(change::set_subscript),
        ..NumberSlots::EMPTY
    },
    methods: methods::METHODS,
    getsets: methods::GETSETS,
    weaklist_offset: WEAKLIST,
    doc: Some(
        "array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode, and initialized\nfrom the optional initializer: a list, text, bytes or any iterable of items.",
    ),
    ..TypeSpec::new("array.array", Builtin::Other, &ARRAY_LAYOUT)
};

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let ty = types::type_of(thread, &ARRAY)?.as_object();
    module.add(thread, "ArrayType", ty)?;
    module.add(
        thread,
        "typecodes",
        Str::new(thread, item::CODES)?.as_object(),
    )?;
    let abc = types::runtime::import_module(thread, "collections.abc")?;
    let sequence = types::getattr_text(thread, &abc, "MutableSequence")?;
    let register = types::getattr_text(thread, &sequence, "register")?;
    types::call_one(thread, &register, ty).map(drop)
}

/// The receiver.
fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Array> {
    match object.downcast::<Array>() {
        Some(array) => Ok(array),
        None => Err(thread.type_error(format_args!("expected array, got {}", object.ty().name()))),
    }
}

/// A new array of the exact type with zero items.
fn plain(thread: &Thread, kind: u8, len: usize) -> Result<Ref<Array>> {
    Array::new(thread, types::type_of(thread, &ARRAY)?, kind, len)
}

/// A new array of the exact type with a copy of items.
fn with_bytes(thread: &Thread, kind: u8, bytes: &[u8]) -> Result<Ref<Array>> {
    let fresh = plain(thread, kind, bytes.len() / types::array::item_bytes(kind))?;
    fresh.edit(|to| to.copy_from_slice(&bytes[..to.len()]));
    Ok(fresh)
}

fn type_code(thread: &Thread, value: &Object) -> Result<u8> {
    let Some(text) = value.downcast::<Str>().filter(|text| text.len() == 1) else {
        return Err(thread.type_error(format_args!(
            "array() argument 1 must be a unicode character, not {}",
            types::protocol::type_text(value)
        )));
    };
    let known = u8::try_from(text.char_at(0))
        .ok()
        .filter(|code| item::CODES.as_bytes().contains(code));
    match known {
        Some(b'u') => {
            protocol::warn(
                thread,
                Builtin::DeprecationWarning,
                format_args!("The 'u' type code is deprecated and will be removed in Python 3.16"),
            )?;
            Ok(b'u')
        }
        Some(code) => Ok(code),
        None => Err(thread.value_error(format_args!(
            "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)"
        ))),
    }
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let own = types::type_of(thread, &ARRAY)?;
    let init = |ty: &Type| ty.slots().init.map(|f| f as usize);
    if std::ptr::eq(ty, own) || init(ty) == init(own) {
        protocol::no_keywords(thread, "array.array", &args)?;
    }
    let given = args.positional();
    if given.is_empty() || given.len() > 2 {
        let bound = if given.is_empty() {
            "at least 1 argument"
        } else {
            "at most 2 arguments"
        };
        return Err(thread.type_error(format_args!(
            "array() takes {bound} ({} given)",
            given.len()
        )));
    }
    if given[0].downcast::<Str>().is_none_or(|t| t.len() != 1) {
        type_code(thread, &given[0])?;
    }
    let kind = type_code(thread, &given[0])?;
    match given.get(1) {
        None => Ok(Array::new(thread, ty, kind, 0)?.into_object()),
        Some(initial) => from_initial(thread, ty, kind, initial),
    }
}

fn from_initial(thread: &Thread, ty: &Type, kind: u8, initial: &Object) -> Result<Ref> {
    if initial.downcast::<Str>().is_some() && !item::is_text(kind) {
        return Err(thread.type_error(format_args!(
            "cannot use a str to initialize an array with typecode '{}'",
            char::from(kind)
        )));
    }
    let other = initial.downcast::<Array>();
    if other.is_some_and(|a| item::is_text(a.kind())) && !item::is_text(kind) {
        return Err(thread.type_error(format_args!(
            "cannot use a unicode array to initialize an array with typecode '{}'",
            char::from(kind)
        )));
    }
    if let Some(other) = other.filter(|other| other.kind() == kind) {
        let fresh = Array::new(thread, ty, kind, other.len())?;
        fresh.edit(|to| to.copy_from_slice(other.peek()));
        return Ok(fresh.into_object());
    }
    if initial.downcast::<List>().is_some() || initial.downcast::<Tuple>().is_some() {
        return from_row(thread, ty, kind, initial);
    }
    if initial.isinstance(Builtin::Bytes) || initial.downcast::<bytearray::ByteArray>().is_some() {
        let fresh = Array::new(thread, ty, kind, 0)?;
        transfer::append_bytes(thread, &fresh, initial)?;
        return Ok(fresh.into_object());
    }
    if let Some(text) = initial.downcast::<Str>() {
        let fresh = Array::new(thread, ty, kind, text.len())?;
        transfer::put_text(&fresh, 0, text);
        return Ok(fresh.into_object());
    }
    let iterator = protocol::iter(thread, initial)?;
    let fresh = Array::new(thread, ty, kind, 0)?;
    while let Some(value) = protocol::next(thread, &iterator)? {
        change::push(thread, &fresh, &value)?;
    }
    Ok(fresh.into_object())
}

/// From a list or a tuple: as many items as it has at first, in an exact block.
fn from_row(thread: &Thread, ty: &Type, kind: u8, row: &Object) -> Result<Ref> {
    let fresh = Array::new(thread, ty, kind, protocol::len(thread, row)?)?;
    for index in 0..fresh.len() {
        let value = match (row.downcast::<List>(), row.downcast::<Tuple>()) {
            (Some(list), _) => list.get(index),
            (_, Some(tuple)) => tuple.items().get(index).cloned(),
            _ => None,
        };
        let Some(value) = value else { break };
        fresh.put(index, item::pack(thread, kind, &value)?);
    }
    Ok(fresh.into_object())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    let mut out = Builder::new(thread);
    out.push_format(format_args!(
        "{}('{}'",
        types::typeobj::short_name(object.ty()),
        char::from(array.kind())
    ))?;
    if !array.is_empty() {
        out.push_str(", ")?;
        let value = match item::is_text(array.kind()) {
            true => transfer::text(thread, array)?.into_object(),
            false => transfer::to_list(thread, array)?.into_object(),
        };
        protocol::push_repr(thread, &mut out, &value)?;
    }
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

fn sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    let array = this(thread, object)?;
    Ok(object.ty().basicsize() + array.allocated() * array.item_bytes())
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(left), Some(right)) = (a.downcast::<Array>(), b.downcast::<Array>()) else {
        return Ok(thread.heap().not_implemented());
    };
    if left.len() != right.len() && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(thread.heap().bool(op == CompareOp::Ne));
    }
    let same = left.kind() == right.kind();
    let mut index = 0;
    while let (Some(x), Some(y)) = (left.get(index), right.get(index)) {
        if let Some(order) = item::order(left.kind(), &x, &y).filter(|_| same) {
            if order.is_ne() {
                return Ok(thread.heap().bool(op.holds(order)));
            }
        } else {
            let x = item::value(thread, left.kind(), &x)?;
            let y = item::value(thread, right.kind(), &y)?;
            if !protocol::equal(thread, &x, &y)? {
                return match op {
                    CompareOp::Eq => Ok(thread.heap().bool(false)),
                    CompareOp::Ne => Ok(thread.heap().bool(true)),
                    op => protocol::richcompare(thread, &x, &y, op),
                };
            }
        }
        index += 1;
    }
    Ok(thread.heap().bool(op.holds(left.len().cmp(&right.len()))))
}

/// Where an equal item stands between two places.
fn position(
    thread: &Thread,
    array: &Array,
    value: &Object,
    from: usize,
    to: usize,
) -> Result<Option<usize>> {
    let mut index = from;
    while index < to {
        match item::is_at(thread, array, index, value)? {
            None => break,
            Some(true) => return Ok(Some(index)),
            Some(false) => index += 1,
        }
    }
    Ok(None)
}

fn item(thread: &Thread, object: &Object, index: isize) -> Result<Ref> {
    let array = this(thread, object)?;
    let found = match usize::try_from(index) {
        Ok(index) => item::get(thread, array, index)?,
        Err(_) => None,
    };
    found.ok_or_else(|| {
        thread.raise(
            Builtin::IndexError,
            format_args!("array index out of range"),
        )
    })
}

#[cold]
fn bad_key(thread: &Thread) -> Raised {
    thread.type_error(format_args!("array indices must be integers"))
}

fn subscript(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    if key.ty().number().index.is_some() {
        let index = protocol::as_isize(thread, key, Builtin::IndexError)?;
        let len = array.len() as isize;
        return item(thread, object, if index < 0 { index + len } else { index });
    }
    let Some(slice) = Slice::of(thread, key, array.len())? else {
        return Err(bad_key(thread));
    };
    let fresh = plain(thread, array.kind(), slice.count)?;
    if slice.step == 1 {
        let size = array.item_bytes();
        let from = slice.start * size;
        fresh.edit(|to| to.copy_from_slice(&array.peek()[from..from + to.len()]));
    } else {
        for (to, from) in slice.indices().enumerate() {
            fresh.put(to, array.get(from).unwrap_or_default());
        }
    }
    Ok(fresh.into_object())
}

fn concat(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let left = this(thread, a)?;
    let Some(right) = b.downcast::<Array>() else {
        return Err(thread.type_error(format_args!(
            "can only append array (not \"{}\") to array",
            b.ty().name()
        )));
    };
    if left.kind() != right.kind() {
        return Err(thread.type_error(format_args!("bad argument type for built-in operation")));
    }
    let fresh = plain(thread, left.kind(), left.len() + right.len())?;
    fresh.edit(|to| {
        let (first, second) = to.split_at_mut(left.peek().len());
        first.copy_from_slice(left.peek());
        second.copy_from_slice(right.peek());
    });
    Ok(fresh.into_object())
}

fn repeat(thread: &Thread, object: &Object, times: isize) -> Result<Ref> {
    let array = this(thread, object)?;
    let times = usize::try_from(times).unwrap_or(0);
    let Some(total) = array.len().checked_mul(times) else {
        return Err(thread.no_memory());
    };
    let fresh = plain(thread, array.kind(), total)?;
    let bytes = array.peek();
    fresh.edit(|to| {
        to.chunks_mut(bytes.len().max(1))
            .for_each(|chunk| chunk.copy_from_slice(bytes))
    });
    Ok(fresh.into_object())
}

fn buffer(thread: &Thread, object: &Object, _: bool) -> Result<BufferView> {
    let array = this(thread, object)?;
    array.export();
    Ok(BufferView {
        owner: object.to_ref(),
        start: array.start(),
        len: array.peek().len(),
        readonly: false,
        format: match array.kind() {
            b'u' => b'w',
            kind => kind,
        },
        itemsize: array.item_bytes(),
        release: Some(|object| {
            if let Some(array) = object.downcast::<Array>() {
                array.unexport();
            }
        }),
    })
}

/// A copy of an array's bytes, for changes whose source may be the array itself.
fn copy<'t>(thread: &'t Thread, array: &Array) -> Result<Buf<'t, u8>> {
    let mut bytes = Buf::with_capacity(thread.heap(), array.peek().len())?;
    bytes.extend(array.peek())?;
    Ok(bytes)
}
