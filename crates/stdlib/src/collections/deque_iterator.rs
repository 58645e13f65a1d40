//! `_deque_iterator` and `_deque_reverse_iterator`: they notice any change of the items' places.

use super::deque::{Deque, this as deque_of};
use object::native::make;
use object::{
    Args, Builtin, IterResult, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::deque::Cursor;
use types::{Int, Tuple, protocol, type_of};

native_layout! {
    /// A place in a deque, and how many items are left.
    pub struct Walk: WALK, "deque iterator" {
        block: Cell<usize>,
        index: Cell<usize>,
        deque: Slot<Deque>,
        state: Cell<usize>,
        left: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Walk>() == 56);

macro_rules! declare {
    ($($spec:ident $name:literal $reverse:literal)*) => { $(
        pub(super) static $spec: TypeSpec = TypeSpec {
            flags: TypeFlags::OF_MODULE_GC,
            slots: TypeSlots {
                getattro: Some(types::typeobj::generic_getattr),
                iter: Some(|_, it| Ok(it.to_ref())),
                iternext: Some(|thread, it| next(thread, it, $reverse)),
                new: Some(|thread, ty, args| new_at(thread, ty, args, $reverse)),
                ..TypeSlots::EMPTY
            },
            methods: METHODS,
            ..TypeSpec::new($name, Builtin::Other, &WALK)
        };
    )* };
}

declare! {
    FORWARD "collections._deque_iterator" false
    REVERSE "collections._deque_reverse_iterator" true
}

static METHODS: &[MethodDef] = &[
    MethodDef::no_args("__length_hint__", |thread, object| {
        Int::from_usize(thread, this(thread, object)?.left.get())
    })
    .doc("__length_hint__($self, /)\n--\n\nPrivate method returning an estimate of len(list(it))."),
    MethodDef::no_args("__reduce__", reduce)
        .doc("__reduce__($self, /)\n--\n\nReturn state information for pickling."),
];

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Walk> {
    match object.downcast::<Walk>() {
        Some(walk) => Ok(walk),
        None => Err(thread.type_error(format_args!(
            "expected a deque iterator, got {}",
            object.ty().name()
        ))),
    }
}

/// An iterator from one end.
pub(super) fn new(thread: &Thread, deque: &Deque, reverse: bool) -> Result<Ref> {
    let spec = if reverse { &REVERSE } else { &FORWARD };
    let walk = make::<Walk>(thread.heap(), type_of(thread, spec)?)?;
    let start = if reverse {
        deque.core.last()
    } else {
        deque.core.first()
    };
    walk.block.set(start.block);
    walk.index.set(start.index);
    walk.deque.set(Some(Ref::new(deque)));
    walk.state.set(deque.core.state());
    walk.left.set(deque.core.len());
    walk.as_object().track();
    Ok(walk.into_object())
}

/// `type(deque, index=0)`: what `__reduce__` names.
fn new_at(thread: &Thread, _: &Type, args: Args<'_>, reverse: bool) -> Result<Ref> {
    let given = args.positional();
    let name = if reverse {
        "_deque_reverse_iterator"
    } else {
        "_deque_iterator"
    };
    protocol::no_keywords(thread, name, &args)?;
    protocol::check_arity(thread, name, given.len(), 1, 2)?;
    let skip = match given.get(1) {
        Some(n) => protocol::as_isize(thread, n, Builtin::OverflowError)?,
        None => 0,
    };
    let it = new(thread, deque_of(thread, &given[0])?, reverse)?;
    for _ in 0..skip {
        if next(thread, &it, reverse)?.is_none() {
            break;
        }
    }
    Ok(it)
}

fn next(thread: &Thread, object: &Object, reverse: bool) -> IterResult {
    let walk = this(thread, object)?;
    let Some(deque) = walk.deque.get() else {
        return Ok(None);
    };
    if deque.core.state() != walk.state.get() {
        walk.left.set(0);
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("deque mutated during iteration"),
        ));
    }
    let Some(left) = walk.left.get().checked_sub(1) else {
        return Ok(None);
    };
    let mut cursor = Cursor {
        block: walk.block.get(),
        index: walk.index.get(),
    };
    let item = match reverse {
        false => deque.core.read_forward(&mut cursor),
        true => deque.core.read_back(&mut cursor),
    };
    walk.block.set(cursor.block);
    walk.index.set(cursor.index);
    walk.left.set(left);
    Ok(item)
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let walk = this(thread, object)?;
    let ty = object.ty().as_object().to_ref();
    let Some(deque) = walk.deque.get() else {
        return Ok(Tuple::from_array(thread, [ty])?.into_object());
    };
    let index = Int::from_usize(thread, deque.core.len().saturating_sub(walk.left.get()))?;
    let args = Tuple::from_array(thread, [deque.into_object(), index])?.into_object();
    Ok(Tuple::from_array(thread, [ty, args])?.into_object())
}
