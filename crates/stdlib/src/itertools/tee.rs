//! `tee`: iterators that share what was read, in blocks of 57 items.
//!
//! ```text
//! _tee             0 header  16 block  24 index  32 weak references  40 (state)               48 bytes
//! _tee_dataobject  0 header  16 source  24 read, running  32 next block  40 items (57)       496 bytes
//! ```
//! The slowest iterator keeps the chain of blocks alive from its own on.

use super::{itself, or_none, pickle_warning, pickled, pull, reduce, set_state, this};
use object::{
    Args, Builtin, IterResult, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec, native,
};
use std::cell::Cell;
use types::protocol::lookup_special;
use types::state::names;
use types::tuple::Unfinished;
use types::{Int, List, Tuple};

/// Items of a block.
const ITEMS: usize = 57;

object::native_layout! {
    /// See the file's head.
    pub struct Data: DATA_LAYOUT, "_tee_dataobject" {
        source: Slot, read: Cell<u32>, running: Cell<u32>, next: Slot<Data>, items: [Slot; ITEMS]
    }
}
object::native_layout! {
    /// See the file's head.
    pub struct Tee: TEE_LAYOUT, "_tee" { block: Slot<Data>, index: Cell<usize>, weak: Cell<usize>, state: Cell<usize> }
}

const _: () = assert!(size_of::<Data>() == 496);
const _: () = assert!(size_of::<Tee>() == 48);

pub(super) static DATA: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC,
    slots: TypeSlots {
        getattro: Some(types::typeobj::generic_getattr),
        new: Some(data_new),
        ..TypeSlots::EMPTY
    },
    methods: &[reduce(data_reduce)],
    doc: Some(
        "teedataobject(iterable, values, next, /)\n--\n\nItems shared by iterators of one tee.",
    ),
    ..TypeSpec::new("itertools._tee_dataobject", Builtin::Other, &DATA_LAYOUT)
};

pub(super) static TEE: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC,
    slots: TypeSlots {
        iter: Some(itself),
        iternext: Some(tee_next),
        new: Some(tee_new),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__copy__", copy).doc("An independent iterator at the same place."),
        reduce(tee_reduce),
        set_state(tee_set_state),
    ],
    weaklist_offset: 32,
    doc: Some("_tee(iterable, /)\n--\n\nAn iterator that can be copied."),
    ..TypeSpec::new("itertools._tee", Builtin::Other, &TEE_LAYOUT)
};

fn new_data(thread: &Thread, source: Ref) -> Result<Ref<Data>> {
    let ty = types::type_of(thread, &DATA)?;
    let data = native::make::<Data>(thread.heap(), ty)?;
    data.source.set(Some(source));
    data.as_object().track();
    Ok(data)
}

fn new_tee(thread: &Thread, block: Ref<Data>, index: usize) -> Result<Ref> {
    let ty = types::type_of(thread, &TEE)?;
    let tee = native::make::<Tee>(thread.heap(), ty)?;
    tee.block.set(Some(block));
    tee.index.set(index);
    tee.as_object().track();
    Ok(tee.into_object())
}

impl Data {
    /// An item of the block, read from the source when it is the first one not read yet.
    fn item(&self, thread: &Thread, index: usize) -> IterResult {
        if index < self.read.get() as usize {
            return Ok(self.items[index].get());
        }
        if self.running.get() != 0 {
            let text = format_args!("cannot re-enter the tee iterator");
            return Err(thread.raise(Builtin::RuntimeError, text));
        }
        let source = or_none(thread, &self.source);
        self.running.set(1);
        let item = pull(thread, &source);
        self.running.set(0);
        let Some(item) = item? else {
            return Ok(None);
        };
        self.items[index].set(Some(item.clone()));
        self.read.set(index as u32 + 1);
        Ok(Some(item))
    }

    /// The block after this one.
    fn following(&self, thread: &Thread) -> Result<Ref<Data>> {
        if let Some(next) = self.next.get() {
            return Ok(next);
        }
        let next = new_data(thread, or_none(thread, &self.source))?;
        self.next.set(Some(next.clone()));
        Ok(next)
    }
}

fn tee_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Tee = this(thread, object)?;
    let Some(mut block) = it.block.get() else {
        return Ok(None);
    };
    if it.index.get() >= ITEMS {
        block = block.following(thread)?;
        it.block.set(Some(block.clone()));
        it.index.set(0);
    }
    let item = block.item(thread, it.index.get())?;
    if item.is_some() {
        it.index.set(it.index.get() + 1);
    }
    Ok(item)
}

/// A first iterator over an iterable; a tee is copied.
fn from_iterable(thread: &Thread, iterable: &Object) -> Result<Ref> {
    let source = types::iter(thread, iterable)?;
    if source.downcast::<Tee>().is_some() {
        return copy(thread, &source);
    }
    new_tee(thread, new_data(thread, source)?, 0)
}

fn tee_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let values = super::positional(thread, ty, "_tee", args, 1, 1)?;
    from_iterable(thread, &values[0])
}

fn copy(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Tee = this(thread, object)?;
    match it.block.get() {
        Some(block) => new_tee(thread, block, it.index.get()),
        None => Err(thread.system_error(format_args!("a cleared tee was copied"))),
    }
}

/// `tee(iterable, n=2)`.
pub(super) fn tee(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "tee", args.len(), 1, 2)?;
    let count = match args.get(1) {
        Some(count) => types::as_isize(thread, count, Builtin::OverflowError)?,
        None => 2,
    };
    if count < 0 {
        return Err(thread.value_error(format_args!("n must be >= 0")));
    }
    if count == 0 {
        return Ok(Tuple::empty(thread).into_object());
    }
    let all = Unfinished::tracked(thread, count as usize)?;
    let mut first = types::iter(thread, &args[0])?;
    let copier = match lookup_special(thread, &first, names(thread).__copy__())? {
        Some(copier) => copier,
        None => {
            first = from_iterable(thread, &first)?;
            types::getattr_name(thread, &first, names(thread).__copy__())?
        }
    };
    all.put(0, first);
    for index in 1..count as usize {
        all.put(index, types::call(thread, &copier, &[])?);
    }
    drop(copier);
    Ok(all.finish().into_object())
}

fn tee_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Tee = this(thread, object)?;
    let empty = Tuple::empty(thread).into_object();
    let block = or_none(thread, &it.block);
    let index = Int::from_usize(thread, it.index.get())?;
    let state = Tuple::from_array(thread, [block, index])?.into_object();
    pickled(thread, object, &[empty], Some(state))
}

fn tee_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    pickle_warning(thread)?;
    let it: &Tee = this(thread, object)?;
    let items = super::state_items(thread, state, 2)?;
    let index = types::as_isize(thread, &items.items()[1], Builtin::OverflowError)?;
    let block = items.items()[0].clone().downcast_into::<Data>();
    let (Ok(block), true) = (block, (0..=ITEMS as isize).contains(&index)) else {
        return Err(thread.value_error(format_args!("Index out of range")));
    };
    it.block.set(Some(block));
    it.index.set(index as usize);
    Ok(thread.heap().none())
}

fn data_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let values = super::positional(thread, ty, "teedataobject", args, 3, 3)?;
    let Some(items) = values[1].downcast::<List>() else {
        return Err(thread.type_error(format_args!("Invalid arguments")));
    };
    let data = new_data(thread, values[0].clone())?;
    if items.len() > ITEMS {
        return Err(thread.value_error(format_args!("Invalid arguments")));
    }
    for (i, slot) in data.items.iter().enumerate().take(items.len()) {
        slot.set(items.get(i));
    }
    data.read.set(items.len() as u32);
    if let Ok(next) = values[2].clone().downcast_into::<Data>() {
        if items.len() < ITEMS {
            return Err(thread.value_error(format_args!("Invalid arguments")));
        }
        data.next.set(Some(next));
    }
    Ok(data.into_object())
}

fn data_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let data: &Data = this(thread, object)?;
    let items = List::new(thread)?;
    for slot in &data.items[..data.read.get() as usize] {
        items.push(thread, or_none(thread, slot))?;
    }
    let args = [
        or_none(thread, &data.source),
        items.into_object(),
        or_none(thread, &data.next),
    ];
    pickled(thread, object, &args, None)
}
