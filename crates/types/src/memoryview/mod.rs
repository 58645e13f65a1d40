//! `memoryview`: windows on the bytes of other objects, and the managed buffers behind them.
//!
//! - `layout.rs`: memory; all `unsafe` of the folder. `items.rs`: single items in native formats.
//! - `pickle_buffer.rs`: `PickleBuffer`, which hands out the buffer of another object.
//! - `access.rs`: subscripts and assignment; `cast.rs`: other formats and shapes.
//! - this file: the declarations, comparison, hash, attributes, conversion to lists and bytes.
//!
//! Exporters hand out one-dimensional contiguous buffers; more dimensions come from `cast`.

#[forbid(unsafe_code)]
mod access;
#[forbid(unsafe_code)]
mod cast;
#[forbid(unsafe_code)]
pub mod items;
mod layout;
#[forbid(unsafe_code)]
mod pickle_buffer;

pub use layout::{MEMORYVIEW_LAYOUT, ManagedBuffer, MemoryView};
pub use pickle_buffer::{PICKLE_BUFFER, PickleBuffer};

use crate::bytes::{Bytes, hex_args, hex_text};
use crate::int::Int;
use crate::iterators::{INDEXED, Indexed};
use crate::list::List;
use crate::protocol::{Signature, hash};
use crate::state::{state, type_of};
use crate::str::Str;
use crate::str::hash::hash_bytes;
pub use items::{Value, from_half, to_half};
use object::{
    Args, Buf, BufferView, Builtin, CompareOp, GetSetDef, IterResult, LayoutInfo, MethodDef,
    NumberSlots, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots, TypeSpec,
};

/// `memoryview`.
pub static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::SEQUENCE),
    slots: TypeSlots {
        getattro: Some(crate::typeobj::generic_getattr),
        repr: Some(repr),
        hash: Some(hash_of),
        richcompare: Some(richcompare),
        iter: Some(iter),
        new: Some(new),
        buffer: Some(buffer),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        length: Some(length),
        item: Some(access::item),
        subscript: Some(access::subscript),
        ass_subscript: Some(access::set_subscript),
        ..NumberSlots::EMPTY
    },
    methods: METHODS,
    getsets: GETSETS,
    weaklist_offset: layout::WEAKLIST,
    doc: Some("memoryview(object)\n--\n\nA window on the bytes of an object."),
    ..TypeSpec::new("memoryview", Builtin::MemoryView, &MEMORYVIEW_LAYOUT)
};

/// What holds an exporter's buffer for all views made from each other.
static MANAGED_BUFFER: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    ..TypeSpec::new(
        "managedbuffer",
        Builtin::Other,
        &layout::MANAGED_BUFFER_LAYOUT,
    )
};

/// The layout of the iterator: index and source, then CPython's length and format.
static ITERATOR_LAYOUT: LayoutInfo = LayoutInfo {
    base: Some(&INDEXED),
    ..LayoutInfo::new("memory_iterator", 48)
};

static ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    ..TypeSpec::new("memory_iterator", Builtin::MemoryIterator, &ITERATOR_LAYOUT)
};

/// The well-known types of this folder.
pub const SPECS: &[&TypeSpec] = &[&SPEC, &ITERATOR];

static METHODS: &[MethodDef] = &[
    MethodDef::no_args("release", release)
        .doc("release($self, /)\n--\n\nGives the buffer back; nothing can be read afterwards."),
    MethodDef::keywords("tobytes", tobytes).doc("tobytes($self, /, order='C')\n--\n\nThe items' bytes."),
    MethodDef::keywords("hex", hex)
        .doc("hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)\n--\n\nThe items' bytes in hexadecimal."),
    MethodDef::no_args("tolist", tolist).doc("tolist($self, /)\n--\n\nThe items as lists."),
    MethodDef::keywords("cast", cast::cast)
        .doc("cast($self, /, format, shape=<unrepresentable>)\n--\n\nThe same bytes as items of another format or shape."),
    MethodDef::no_args("toreadonly", toreadonly)
        .doc("toreadonly($self, /)\n--\n\nA view on the same items through which they can't be changed."),
    MethodDef::keywords("_from_flags", from_flags)
        .class()
        .doc("_from_flags($type, /, object, flags)\n--\n\nA view made with given buffer flags."),
    MethodDef::no_args("__enter__", enter).doc("__enter__($self, /)\n--\n\n"),
    MethodDef::fast("__exit__", |thread, object, _| release(thread, object)).varargs()
        .doc("__exit__($self, /, *exc_info)\n--\n\nReleases the view."),
];

const fn getter(
    name: &'static str,
    get: fn(&Thread, &Object) -> Result<Ref>,
    doc: &'static str,
) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: Some(doc),
    }
}

static GETSETS: &[GetSetDef] = &[
    getter(
        "obj",
        |thread, object| {
            Ok(this(thread, object)?
                .exporter()
                .unwrap_or_else(|| thread.heap().none()))
        },
        "The object whose bytes are seen.",
    ),
    getter(
        "nbytes",
        |thread, object| Int::from_usize(thread, this(thread, object)?.nbytes()),
        "Bytes of all items.",
    ),
    getter(
        "readonly",
        |thread, object| Ok(thread.heap().bool(this(thread, object)?.readonly())),
        "Whether items can't be assigned.",
    ),
    getter(
        "itemsize",
        |thread, object| Int::from_usize(thread, this(thread, object)?.itemsize()),
        "Bytes of one item.",
    ),
    getter(
        "format",
        |thread, object| {
            let view = this(thread, object)?;
            Ok(Str::new(thread, format_text(&view.format()))?.into_object())
        },
        "The items' format, as in the struct module.",
    ),
    getter(
        "ndim",
        |thread, object| Int::from_usize(thread, this(thread, object)?.ndim()),
        "How many dimensions.",
    ),
    getter(
        "shape",
        |thread, object| numbers(thread, this(thread, object)?.shape()),
        "Items in each dimension.",
    ),
    getter(
        "strides",
        |thread, object| numbers(thread, this(thread, object)?.strides()),
        "Bytes from one item to the next in each dimension.",
    ),
    getter(
        "suboffsets",
        |thread, object| {
            this(thread, object)?;
            Ok(thread.heap().empty_tuple())
        },
        "Always empty.",
    ),
    getter(
        "c_contiguous",
        |thread, object| {
            Ok(thread
                .heap()
                .bool(is_contiguous(this(thread, object)?, true)))
        },
        "Whether the items stand together, the last index fastest.",
    ),
    getter(
        "f_contiguous",
        |thread, object| {
            Ok(thread
                .heap()
                .bool(is_contiguous(this(thread, object)?, false)))
        },
        "Whether the items stand together, the first index fastest.",
    ),
    getter(
        "contiguous",
        |thread, object| {
            let view = this(thread, object)?;
            Ok(thread
                .heap()
                .bool(is_contiguous(view, true) || is_contiguous(view, false)))
        },
        "Whether the items stand together.",
    ),
];

fn numbers(thread: &Thread, words: &[std::cell::Cell<isize>]) -> Result<Ref> {
    let list = List::new(thread)?;
    for word in words {
        list.push(thread, Int::new(thread, word.get())?)?;
    }
    Ok(list.to_tuple(thread)?.into_object())
}

/// A format as text.
fn format_text(format: &[u8; 2]) -> &str {
    let len = if format[1] == 0 { 1 } else { 2 };
    std::str::from_utf8(&format[..len]).unwrap_or("?")
}

/// The view, released or not.
fn any<'a>(thread: &Thread, object: &'a Object) -> Result<&'a MemoryView> {
    match object.downcast::<MemoryView>() {
        Some(view) => Ok(view),
        None => Err(thread.type_error(format_args!(
            "expected memoryview, got {}",
            object.ty().name()
        ))),
    }
}

/// The view, which must not be released.
fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a MemoryView> {
    let view = any(thread, object)?;
    if view.is_released() {
        return Err(thread.value_error(format_args!(
            "operation forbidden on released memoryview object"
        )));
    }
    Ok(view)
}

/// A view on any exporter; on a view, one on the same items.
pub fn view_of(thread: &Thread, object: &Object) -> Result<Ref<MemoryView>> {
    if object.downcast::<MemoryView>().is_some() {
        let view = this(thread, object)?;
        return view.again(thread, view.ndim());
    }
    if let Some(buffer) = object.downcast::<PickleBuffer>() {
        return pickle_buffer::view_of(thread, buffer);
    }
    let Some(slot) = object.ty().slots().buffer else {
        return Err(thread.type_error(format_args!(
            "memoryview: a bytes-like object is required, not '{}'",
            object.ty().name()
        )));
    };
    let buffer = ManagedBuffer::new(
        thread,
        type_of(thread, &MANAGED_BUFFER)?,
        slot(thread, object, false)?,
    )?;
    MemoryView::new(thread, thread.heap().builtin(Builtin::MemoryView), buffer)
}

fn new(thread: &Thread, _: &Type, args: Args<'_>) -> Result<Ref> {
    let signature = Signature {
        function: "memoryview",
        names: ["object"],
        required: 1,
        positional: 1,
    };
    match signature.bind(thread, &args)?.get(0) {
        Some(object) => Ok(view_of(thread, object)?.into_object()),
        None => Ok(thread.heap().none()),
    }
}

fn from_flags(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    let signature = Signature {
        function: "_from_flags",
        names: ["object", "flags"],
        required: 2,
        positional: 2,
    };
    let bound = signature.bind(thread, &args)?;
    if let Some(flags) = bound.get(1) {
        crate::bytes::as_c_int(thread, flags)?;
    }
    match bound.get(0) {
        Some(object) => Ok(view_of(thread, object)?.into_object()),
        None => Ok(thread.heap().none()),
    }
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let what = if any(thread, object)?.is_released() {
        "released memory"
    } else {
        "memory"
    };
    Ok(Str::format(thread, format_args!("<{what} at {:#x}>", object.id()))?.into_object())
}

fn length(thread: &Thread, object: &Object) -> Result<usize> {
    match this(thread, object)?.shape().first() {
        Some(first) => Ok(first.get() as usize),
        None => Err(thread.type_error(format_args!("0-dim memory has no length"))),
    }
}

/// Whether the items stand together in C's or Fortran's order.
pub fn is_contiguous(view: &MemoryView, c_order: bool) -> bool {
    let mut expected = view.itemsize() as isize;
    let fits = |i: usize| {
        let fits = view.shape()[i].get() <= 1 || view.strides()[i].get() == expected;
        expected *= view.shape()[i].get();
        fits
    };
    if view.nbytes() == 0 {
        return true;
    }
    match c_order {
        true => (0..view.ndim()).rev().all(fits),
        false => (0..view.ndim()).all(fits),
    }
}

/// Calls `f` with the place of every item, in C's order or with the first index fastest.
fn for_each_place(
    view: &MemoryView,
    c_order: bool,
    f: &mut dyn FnMut(isize) -> Result<()>,
) -> Result<()> {
    fn walk(
        view: &MemoryView,
        dimension: usize,
        place: isize,
        c_order: bool,
        f: &mut dyn FnMut(isize) -> Result<()>,
    ) -> Result<()> {
        if dimension == view.ndim() {
            return f(place);
        }
        let at = if c_order {
            dimension
        } else {
            view.ndim() - 1 - dimension
        };
        (0..view.shape()[at].get()).try_for_each(|i| {
            walk(
                view,
                dimension + 1,
                place + i * view.strides()[at].get(),
                c_order,
                f,
            )
        })
    }
    walk(view, 0, 0, c_order, f)
}

/// All items' bytes.
pub fn to_buf<'t>(thread: &'t Thread, view: &MemoryView, c_order: bool) -> Result<Buf<'t, u8>> {
    let size = view.itemsize();
    let mut out = Buf::filled(thread.heap(), 0u8, view.nbytes())?;
    let mut at = 0;
    for_each_place(view, c_order, &mut |place| {
        view.read(place, &mut out[at..at + size]);
        at += size;
        Ok(())
    })?;
    Ok(out)
}

fn tobytes(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let signature = Signature {
        function: "tobytes",
        names: ["order"],
        required: 0,
        positional: 1,
    };
    let bound = signature.bind(thread, &args)?;
    let view = this(thread, object)?;
    let order = match bound.get(0) {
        None => "C",
        Some(order) if order.is_exactly(Builtin::NoneType) => "C",
        Some(order) => match order.downcast::<Str>() {
            Some(text) => text.as_ascii().unwrap_or(""),
            None => {
                return Err(thread.type_error(format_args!(
                    "tobytes() argument 'order' must be str or None, not {}",
                    crate::protocol::type_text(order)
                )));
            }
        },
    };
    let c_order = match order {
        "C" => true,
        "F" => false,
        "A" => is_contiguous(view, true) || !is_contiguous(view, false),
        _ => return Err(thread.value_error(format_args!("order must be 'C', 'F' or 'A'"))),
    };
    let bytes = to_buf(thread, view, c_order)?;
    match bytes.is_empty() {
        true => Ok(Bytes::new(thread, &bytes)?.into_object()),
        false => Ok(Bytes::unshared(thread, &bytes)?.into_object()),
    }
}

fn hex(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let (sep, group) = hex_args(thread, args)?;
    let bytes = to_buf(thread, this(thread, object)?, true)?;
    Ok(hex_text(thread, &bytes, sep, group)?.into_object())
}

/// The value of the item at a place.
fn value_at(thread: &Thread, view: &MemoryView, place: isize) -> Result<Value> {
    let mut bytes = [0; 8];
    view.read(place, &mut bytes);
    match Value::read(view.kind(), &bytes) {
        Some(value) => Ok(value),
        None => Err(thread.raise(
            Builtin::NotImplementedError,
            format_args!(
                "memoryview: format {} not supported",
                format_text(&view.format())
            ),
        )),
    }
}

fn tolist(thread: &Thread, object: &Object) -> Result<Ref> {
    list_of(thread, this(thread, object)?, 0, 0)
}

fn list_of(thread: &Thread, view: &MemoryView, dimension: usize, place: isize) -> Result<Ref> {
    if dimension == view.ndim() {
        return value_at(thread, view, place)?.object(thread);
    }
    let n = view.shape()[dimension].get();
    let list = List::with_room(thread, n as usize)?;
    for i in 0..n {
        let item = list_of(
            thread,
            view,
            dimension + 1,
            place + i * view.strides()[dimension].get(),
        )?;
        list.push(thread, item)?;
    }
    Ok(list.into_object())
}

fn toreadonly(thread: &Thread, object: &Object) -> Result<Ref> {
    let view = this(thread, object)?;
    let fresh = view.again(thread, view.ndim())?;
    fresh.set_readonly();
    Ok(fresh.into_object())
}

fn release(thread: &Thread, object: &Object) -> Result<Ref> {
    let view = any(thread, object)?;
    let exports = view.exports();
    if !view.is_released() && exports > 0 {
        let plural = if exports == 1 { "" } else { "s" };
        return Err(thread.raise(
            Builtin::BufferError,
            format_args!("memoryview has {exports} exported buffer{plural}"),
        ));
    }
    view.detach();
    Ok(thread.heap().none())
}

fn enter(thread: &Thread, object: &Object) -> Result<Ref> {
    this(thread, object)?;
    Ok(object.to_ref())
}

fn buffer(thread: &Thread, object: &Object, writable: bool) -> Result<BufferView> {
    let view = this(thread, object)?;
    let raise =
        |text: &str| Err(thread.raise(Builtin::BufferError, format_args!("memoryview: {text}")));
    if writable && view.readonly() {
        return raise("underlying buffer is not writable");
    }
    if is_contiguous(view, true) {
        return Ok(view.export());
    }
    if writable {
        return raise("underlying buffer is not C-contiguous");
    }
    // Scattered items are gathered into a copy, which whoever asked for the buffer keeps as its owner.
    let copy = Bytes::new(thread, &to_buf(thread, view, true)?)?;
    Ok(BufferView {
        start: copy.start(),
        len: copy.len(),
        owner: copy.into_object(),
        readonly: true,
        format: view.kind(),
        itemsize: view.itemsize(),
        release: None,
    })
}

fn hash_of(thread: &Thread, object: &Object) -> Result<isize> {
    let view = any(thread, object)?;
    if view.stored_hash() != -1 {
        return Ok(view.stored_hash());
    }
    this(thread, object)?;
    if !view.readonly() {
        return Err(thread.value_error(format_args!("cannot hash writable memoryview object")));
    }
    if !matches!(view.kind(), b'B' | b'b' | b'c') {
        return Err(thread.value_error(format_args!(
            "memoryview: hashing is restricted to formats 'B', 'b' or 'c'"
        )));
    }
    if let Some(exporter) = view.exporter() {
        hash(thread, &exporter)?;
    }
    let bytes = to_buf(thread, view, true)?;
    view.store_hash(hash_bytes(state(thread).hash_seed.get(), &bytes));
    Ok(view.stored_hash())
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    if op != CompareOp::Eq && op != CompareOp::Ne {
        return Ok(heap.not_implemented());
    }
    let Some(view) = a.downcast::<MemoryView>() else {
        return Ok(heap.not_implemented());
    };
    let released = view.is_released()
        || b.downcast::<MemoryView>()
            .is_some_and(MemoryView::is_released);
    let equal = if released {
        a.is(b)
    } else {
        let other = match view_of(thread, b) {
            Ok(other) => other,
            Err(_) => {
                drop(thread.take_pending());
                return Ok(heap.not_implemented());
            }
        };
        let equal = same_items(thread, view, &other)?;
        other.detach();
        equal
    };
    Ok(heap.bool(equal == (op == CompareOp::Eq)))
}

/// Whether two views have the same shape and equal items.
fn same_items(thread: &Thread, a: &MemoryView, b: &MemoryView) -> Result<bool> {
    if a.ndim() != b.ndim() || (0..a.ndim()).any(|i| a.shape()[i].get() != b.shape()[i].get()) {
        return Ok(false);
    }
    let (left, right) = (to_buf(thread, a, true)?, to_buf(thread, b, true)?);
    let plain = |kind: u8| {
        matches!(
            kind,
            b'B' | b'b' | b'c' | b'i' | b'I' | b'l' | b'L' | b'h' | b'H' | b'q' | b'Q'
        )
    };
    if a.kind() == b.kind() && plain(a.kind()) {
        return Ok(*left == *right);
    }
    let item = |bytes: &[u8], kind: u8| {
        let mut all = [0; 8];
        all[..bytes.len()].copy_from_slice(bytes);
        Value::read(kind, &all)
    };
    let pairs = left.chunks(a.itemsize()).zip(right.chunks(b.itemsize()));
    Ok(pairs
        .into_iter()
        .all(|(x, y)| match (item(x, a.kind()), item(y, b.kind())) {
            (Some(x), Some(y)) => x.equals(y),
            _ => false,
        }))
}

fn iter(thread: &Thread, object: &Object) -> Result<Ref> {
    let view = this(thread, object)?;
    match view.ndim() {
        0 => return Err(thread.type_error(format_args!("invalid indexing of 0-dim memory"))),
        1 => {}
        _ => {
            return Err(access::no_subviews(
                thread,
                "multi-dimensional sub-views are not implemented",
            ));
        }
    }
    let fresh = thread
        .heap()
        .alloc(thread.heap().builtin(Builtin::MemoryIterator), 0)?;
    if let Some(it) = fresh.downcast::<Indexed>() {
        it.source.set(Some(object.to_ref()));
    }
    fresh.track();
    Ok(fresh)
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let Some(it) = object.downcast::<Indexed>() else {
        return Ok(None);
    };
    let Some(source) = it.source.get() else {
        return Ok(None);
    };
    let view = this(thread, &source)?;
    match view.place(&[it.index.get()]) {
        Some(place) => {
            it.index.set(it.index.get() + 1);
            value_at(thread, view, place)?.object(thread).map(Some)
        }
        None => {
            it.source.set(None);
            Ok(None)
        }
    }
}
