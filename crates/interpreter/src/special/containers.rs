//! Lists and tuples by index, and walking them; ranges.

use super::arith::{exit, let_go, release};
use super::{may_try, miss, same_family, try_specialise, unique};
use crate::machine::{At, Dest, Exit, Flow, Operand, Step};
use crate::ops::{build, iteration, subscripts, unpack};
use bytecode::Op;
use object::{Builtin, Object, Ref, Slot};
use types::iterators::Indexed;
use types::range::RangeIterator;
use types::set::{Added, Set};
use types::{Int, List, Tuple};

/// A built-in sequence.
pub trait Sequence {
    const ID: Builtin;
    /// The items of an exact instance.
    fn items(object: &Object) -> &[Ref];
}

/// `list`.
pub struct Lists;
/// `tuple`.
pub struct Tuples;

impl Sequence for Lists {
    const ID: Builtin = Builtin::List;
    #[inline(always)]
    fn items(object: &Object) -> &[Ref] {
        // SAFETY: the caller saw an exact list.
        unsafe { object.cast_unchecked::<List>() }.peek()
    }
}

impl Sequence for Tuples {
    const ID: Builtin = Builtin::Tuple;
    #[inline(always)]
    fn items(object: &Object) -> &[Ref] {
        // SAFETY: the caller saw an exact tuple.
        unsafe { object.cast_unchecked::<Tuple>() }.items()
    }
}

/// The place that an index means.
#[inline(always)]
fn place(key: &Object, len: usize) -> Option<usize> {
    let index = Int::compact_of(key)?;
    let index = if index < 0 {
        index + len as isize
    } else {
        index
    } as usize;
    (index < len).then_some(index)
}

/// `SUBSCR_LIST_INT_*`, `SUBSCR_TUPLE_INT_*`.
#[inline(always)]
pub fn subscr<S: Sequence, A: Operand, B: Operand, D: Dest>(at: At) -> Exit {
    let (container, key) = (A::borrow(&at, at.b()), B::borrow(&at, at.c()));
    if !container.is_exactly(S::ID) {
        return Exit::Slow(missed_subscr::<A, B, D>);
    }
    let items = S::items(container);
    let Some(index) = place(key, items.len()) else {
        return Exit::Slow(missed_subscr::<A, B, D>);
    };
    // SAFETY: the register owns the object.
    let old = D::LOCAL
        && at
            .slot(at.a())
            .peek()
            .is_some_and(|o| unique(unsafe { o.as_ref() }));
    let dying = (A::TEMP && unique(container)) as u8 + (B::TEMP && unique(key)) as u8 + old as u8;
    if dying > 1 {
        return Exit::Slow(subscripts::subscr::<A, B, D>);
    }
    let value = items[index].clone();
    let mut dead = None;
    if A::TEMP {
        dead = let_go(container);
    }
    if B::TEMP {
        dead = let_go(key).or(dead);
    }
    if D::LOCAL {
        dead = at
            .slot(at.a())
            .replace(Some(value))
            .and_then(release)
            .or(dead);
    } else {
        at.put(at.a(), value);
    }
    exit(at.step(1), dead)
}

fn missed_subscr<A: Operand, B: Operand, D: Dest>(at: At) -> Flow {
    miss(&at);
    subscripts::subscr::<A, B, D>(at)
}

/// `SUBSCR_*` for the first time.
pub fn specialise_subscr<A: Operand, B: Operand, D: Dest>(at: At) -> Flow {
    let (container, key) = (A::borrow(&at, at.b()), B::borrow(&at, at.c()));
    if Int::compact_of(key).is_some() && may_try(&at) {
        let first = match container.builtin() {
            Builtin::List => Some(Op::SUBSCR_LIST_INT_LL),
            Builtin::Tuple => Some(Op::SUBSCR_TUPLE_INT_LL),
            _ => None,
        };
        if let Some(first) = first {
            try_specialise(&at, same_family(&at, Op::SUBSCR_LL, first));
        }
    }
    subscripts::subscr::<A, B, D>(at)
}

/// `STORE_SUBSCR_LIST_INT_*`.
#[inline(always)]
pub fn store<A: Operand, B: Operand, C: Operand>(at: At) -> Exit {
    let (container, key) = (A::borrow(&at, at.a()), B::borrow(&at, at.b()));
    if !container.is_exactly(Builtin::List) {
        return Exit::Slow(missed_store::<A, B, C>);
    }
    let items = Lists::items(container);
    let Some(index) = place(key, items.len()) else {
        return Exit::Slow(missed_store::<A, B, C>);
    };
    let dying = (A::TEMP && unique(container)) as u8
        + (B::TEMP && unique(key)) as u8
        + unique(&items[index]) as u8;
    if dying > 1 {
        return Exit::Slow(subscripts::store_subscr::<A, B, C>);
    }
    // SAFETY: the caller saw an exact list.
    let list = unsafe { container.cast_unchecked::<List>() };
    let mut dead = match list.replace(index, C::own(&at, at.c())) {
        Ok(old) | Err(old) => release(old),
    };
    if A::TEMP {
        dead = let_go(container).or(dead);
    }
    if B::TEMP {
        dead = let_go(key).or(dead);
    }
    exit(at.step(1), dead)
}

fn missed_store<A: Operand, B: Operand, C: Operand>(at: At) -> Flow {
    miss(&at);
    subscripts::store_subscr::<A, B, C>(at)
}

/// `STORE_SUBSCR_*` for the first time.
pub fn specialise_store<A: Operand, B: Operand, C: Operand>(at: At) -> Flow {
    let (container, key) = (A::borrow(&at, at.a()), B::borrow(&at, at.b()));
    if container.is_exactly(Builtin::List) && Int::compact_of(key).is_some() && may_try(&at) {
        try_specialise(
            &at,
            same_family(&at, Op::STORE_SUBSCR_LLL, Op::STORE_SUBSCR_LIST_INT_LLL),
        );
    }
    subscripts::store_subscr::<A, B, C>(at)
}

/// `LIST_APPEND_*`.
#[inline(always)]
pub fn list_append<A: Operand>(at: At) -> Exit {
    // SAFETY: the compiler builds a list in this register.
    let list = unsafe { at.borrow(at.a()).cast_unchecked::<List>() };
    if !list.has_room() {
        return Exit::Slow(build::list_append::<A>);
    }
    list.push_hot(A::own(&at, at.b()));
    Exit::Next(at.step(0))
}

/// `SET_ADD`.
#[inline(always)]
pub fn set_add(at: At) -> Exit {
    // SAFETY: the compiler builds a set in this register.
    let set = unsafe { at.borrow(at.a()).cast_unchecked::<Set>() };
    match set.add_hot(at.take(at.b())) {
        Added::New => Exit::Next(at.step(0)),
        Added::Present(item) => exit(at.step(0), release(item)),
        Added::Unknown(item) => {
            // The register has it still.
            super::forget(Some(item));
            Exit::Slow(build::set_add)
        }
    }
}

/// `UNPACK_PAIR_*` of a tuple that somebody else holds as well, as a list of pairs does and an iterator that reuses its result.
#[inline(always)]
pub fn unpack_pair<A: Operand>(at: At) -> Exit {
    let source = A::borrow(&at, at.a());
    if !source.is_exactly(Builtin::Tuple) || (A::TEMP && unique(source)) || unpack::is_first(&at) {
        return Exit::Slow(unpack::pair::<A>);
    }
    // SAFETY: exact tuples are built on this layout.
    let [first, second] = unsafe { source.cast_unchecked::<Tuple>() }.items() else {
        return Exit::Slow(unpack::pair::<A>);
    };
    let (a, b) = (at.slot(at.b()), at.slot(at.c()));
    let dies = |slot: &Slot| {
        // SAFETY: the register owns the object.
        slot.peek().is_some_and(|o| unique(unsafe { o.as_ref() }))
    };
    if dies(a) && dies(b) {
        return Exit::Slow(unpack::pair::<A>);
    }
    let (first, second) = (first.clone(), second.clone());
    if A::TEMP {
        // It isn't the last: nothing dies.
        let_go(source);
    }
    let old = (a.replace(Some(first)), b.replace(Some(second)));
    let dead = (old.0.and_then(release), old.1.and_then(release));
    exit(at.step(1), dead.0.or(dead.1))
}

/// Stores the next item.
#[inline(always)]
fn deliver<D: Dest>(at: At, item: Ref, step: Step) -> Exit {
    if D::LOCAL {
        let old = at.slot(at.b()).replace(Some(item));
        return exit(step, old.and_then(release));
    }
    at.put(at.b(), item);
    Exit::Next(step)
}

/// `FOR_ITER_RANGE*`.
#[inline(always)]
pub fn range<D: Dest>(at: At) -> Exit {
    let iterator = at.borrow(at.a());
    if !iterator.is_exactly(Builtin::RangeIterator) {
        return Exit::Slow(missed_iter);
    }
    // SAFETY: exact range iterators are built on this layout.
    let it = unsafe { iterator.cast_unchecked::<RangeIterator>() };
    let value = it.start.get();
    if it.len.get() <= 0 {
        return leave(at, iterator);
    }
    if !Int::fits_wide(value as i64) {
        return Exit::Slow(iteration::for_iter);
    }
    if let Some(small) = at.vm.heap().small_int(value) {
        it.advance();
        return deliver::<D>(at, small, at.step(1));
    }
    if D::LOCAL
        && let Some(old) = at.slot(at.b()).peek()
    {
        // SAFETY: the register owns the object.
        let old = unsafe { old.as_ref() };
        if unique(old) && old.is_exactly(Builtin::Int) {
            it.advance();
            // SAFETY: exact ints are built on this layout; nobody else sees this one. Any block of an int has room for two digits.
            unsafe { old.cast_unchecked::<Int>() }.set_wide_in_place(value as i64);
            return Exit::Next(at.step(1));
        }
    }
    match Int::new_hot(at.vm.heap(), value as i64) {
        Some(item) => {
            it.advance();
            deliver::<D>(at, item, at.step(1))
        }
        None => Exit::Slow(iteration::for_iter),
    }
}

/// The loop is over: the iterator goes.
#[inline(always)]
fn leave(at: At, iterator: &Object) -> Exit {
    exit(at.jump_c(1), let_go(iterator))
}

/// `FOR_ITER_LIST*`, `FOR_ITER_TUPLE*`.
#[inline(always)]
pub fn walk<S: Sequence, D: Dest>(at: At) -> Exit {
    let iterator = at.borrow(at.a());
    let wanted = if S::ID as u16 == Builtin::List as u16 {
        Builtin::ListIterator
    } else {
        Builtin::TupleIterator
    };
    if !iterator.is_exactly(wanted) {
        return Exit::Slow(missed_iter);
    }
    // SAFETY: exact list and tuple iterators are built on this layout.
    let it = unsafe { iterator.cast_unchecked::<Indexed>() };
    let Some(source) = it.source() else {
        return leave(at, iterator);
    };
    // SAFETY: the iterator owns its source, an instance of the built-in sequence or of a subtype.
    let items = S::items(unsafe { source.as_ref() });
    let index = it.index();
    match items.get(index as usize) {
        Some(item) => {
            let item = item.clone();
            it.set_index(index + 1);
            deliver::<D>(at, item, at.step(1))
        }
        None => Exit::Slow(iteration::for_iter),
    }
}

fn missed_iter(at: At) -> Flow {
    miss(&at);
    iteration::for_iter(at)
}

/// `FOR_ITER*` for the first time.
pub fn specialise_iter(at: At) -> Flow {
    let first = match at.borrow(at.a()).builtin() {
        Builtin::RangeIterator => Some((Op::FOR_ITER_RANGE, Op::FOR_ITER_RANGE_TO_LOCAL)),
        Builtin::ListIterator => Some((Op::FOR_ITER_LIST, Op::FOR_ITER_LIST_TO_LOCAL)),
        Builtin::TupleIterator => Some((Op::FOR_ITER_TUPLE, Op::FOR_ITER_TUPLE_TO_LOCAL)),
        Builtin::Generator => Some((Op::FOR_ITER_GENERATOR, Op::FOR_ITER_GENERATOR_TO_LOCAL)),
        _ => Some((Op::FOR_ITER_ANY, Op::FOR_ITER_ANY_TO_LOCAL)),
    };
    if let Some((temp, local)) = first.filter(|_| may_try(&at)) {
        let to_local = at.word() as u16 == Op::FOR_ITER_TO_LOCAL as u16;
        try_specialise(&at, if to_local { local } else { temp });
    }
    iteration::for_iter(at)
}

/// `FOR_ITER_GENERATOR*`.
pub fn generator(at: At) -> Flow {
    match iteration::ready(&at, at.a()) {
        Some(generator) => {
            let none = at.vm.none();
            crate::generators::enter(at.vm, generator, none, types::frame::Return::Exhausted)
        }
        None => missed_iter(at),
    }
}

/// `FOR_ITER_ANY*`.
pub fn any<D: Dest>(at: At) -> Flow {
    const OWN_FORM: [Builtin; 4] = [
        Builtin::RangeIterator,
        Builtin::ListIterator,
        Builtin::TupleIterator,
        Builtin::Generator,
    ];
    let iterator = at.borrow(at.a());
    let Some(next) = iterator.ty().slots().iternext else {
        return missed_iter(at);
    };
    if OWN_FORM.iter().any(|which| iterator.is_exactly(*which)) {
        return missed_iter(at);
    }
    match next(at.thread(), iterator) {
        Ok(Some(item)) => {
            D::put(&at, at.b(), item);
            at.next(1)
        }
        Ok(None) => Ok(iteration::exhausted(at)),
        Err(_) => {
            at.thread().swallow(Builtin::StopIteration)?;
            Ok(iteration::exhausted(at))
        }
    }
}
