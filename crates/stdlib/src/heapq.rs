//! `_heapq`: a list as a binary heap.
//!
//! ```text
//!              0                 an item is not greater than its two children (in a heap for the greatest: not less):
//!          1       2             those of `i` stand at `2 i + 1` and `2 i + 2`
//!        3   4   5   6
//! ```
//!
//! A comparison may run Python code that changes the list: both items are held meanwhile, and a list that has another length afterwards
//! is a `RuntimeError`. Which items are compared, and when, is as in 3.13: `__lt__` can tell.
//!
//! Not here: `merge`, `nlargest`, `nsmallest`, which are `heapq.py`'s.

use object::{Builtin, CompareOp, MethodDef, Object, Ref, Result, Thread};
use types::module::{Module, ModuleSpec};
use types::{List, check_arity, protocol};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_heapq",
    doc: Some("Lists as binary heaps: the first item is never greater than another one."),
    functions: &[
        MethodDef::fast("heappush", push)
            .doc("heappush($module, heap, item, /)\n--\n\nAdd an item to a heap, which stays one."),
        MethodDef::fast("heappushpop", |thread, _, args| {
            let (heap, item) = heap_and_item(thread, "heappushpop", args)?;
            push_and_pop(thread, heap, item)
        })
        .doc("heappushpop($module, heap, item, /)\n--\n\nAdd an item to a heap, then take its least: faster than one after the other."),
        MethodDef::one("heappop", |thread, _, heap| {
            pop(thread, only(thread, "heappop", heap)?, Order::Least)
        })
        .doc("heappop($module, heap, /)\n--\n\nTake the least item off a heap."),
        MethodDef::fast("heapreplace", |thread, _, args| {
            let (heap, item) = heap_and_item(thread, "heapreplace", args)?;
            replace(thread, heap, item, Order::Least)
        })
        .doc("heapreplace($module, heap, item, /)\n--\n\nTake the least item off a heap and add another: the heap keeps its length."),
        MethodDef::one("heapify", |thread, _, heap| {
            heapify(thread, only(thread, "heapify", heap)?, Order::Least)
        })
        .doc("heapify($module, heap, /)\n--\n\nMake a list a heap, in place and in linear time."),
        MethodDef::one("_heappop_max", |thread, _, heap| {
            pop(thread, only(thread, "_heappop_max", heap)?, Order::Greatest)
        })
        .doc("_heappop_max($module, heap, /)\n--\n\nAs heappop, for the greatest."),
        MethodDef::one("_heapify_max", |thread, _, heap| {
            heapify(thread, only(thread, "_heapify_max", heap)?, Order::Greatest)
        })
        .doc("_heapify_max($module, heap, /)\n--\n\nAs heapify, for the greatest."),
        MethodDef::fast("_heapreplace_max", |thread, _, args| {
            let (heap, item) = heap_and_item(thread, "_heapreplace_max", args)?;
            replace(thread, heap, item, Order::Greatest)
        })
        .doc("_heapreplace_max($module, heap, item, /)\n--\n\nAs heapreplace, for the greatest."),
    ],
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let about = types::Str::new(
        thread,
        "A heap is a list a with a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for all k.",
    )?;
    module
        .dict()
        .set_text(thread, "__about__", about.as_object())
}

/// From this length on `heapify` goes through the list in an order that finds what it needs in the processor's caches.
const LONG: usize = 2500;

/// What stands in front.
#[derive(Clone, Copy)]
enum Order {
    Least,
    Greatest,
}

impl Order {
    /// Whether `a` belongs before `b`. They are asked as they stand in 3.13: the one that may be less first.
    fn before(self, thread: &Thread, a: &Object, b: &Object) -> Result<bool> {
        match self {
            Order::Least => protocol::compare_bool(thread, a, b, CompareOp::Lt),
            Order::Greatest => protocol::compare_bool(thread, b, a, CompareOp::Lt),
        }
    }
}

fn only<'a>(thread: &Thread, function: &str, heap: &'a Object) -> Result<&'a List> {
    heap.downcast::<List>().ok_or_else(|| {
        thread.type_error(format_args!(
            "{function}() argument must be list, not {}",
            protocol::type_text(heap)
        ))
    })
}

fn heap_and_item<'a>(
    thread: &Thread,
    function: &str,
    args: &'a [Ref],
) -> Result<(&'a List, &'a Ref)> {
    check_arity(thread, function, args.len(), 2, 2)?;
    match args[0].downcast::<List>() {
        Some(heap) => Ok((heap, &args[1])),
        None => Err(thread.type_error(format_args!(
            "{function}() argument 1 must be list, not {}",
            protocol::type_text(&args[0])
        ))),
    }
}

/// An item of a list whose length was looked at.
fn item(thread: &Thread, heap: &List, index: usize) -> Result<Ref> {
    heap.get(index).ok_or_else(|| out_of_range(thread))
}

#[cold]
fn out_of_range(thread: &Thread) -> object::Raised {
    thread.raise(Builtin::IndexError, format_args!("index out of range"))
}

/// Compares two items of a list that must keep its length meanwhile.
fn compare(thread: &Thread, heap: &List, order: Order, a: usize, b: usize) -> Result<bool> {
    let length = heap.len();
    let (first, second) = (item(thread, heap, a)?, item(thread, heap, b)?);
    let before = order.before(thread, &first, &second)?;
    if heap.len() != length {
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("list changed size during iteration"),
        ));
    }
    Ok(before)
}

/// Moves the item at `at` towards `top` until its parent belongs before it.
fn rise(thread: &Thread, heap: &List, top: usize, at: usize, order: Order) -> Result<()> {
    if at >= heap.len() {
        return Err(out_of_range(thread));
    }
    let mut at = at;
    while at > top {
        let parent = (at - 1) / 2;
        if !compare(thread, heap, order, at, parent)? {
            break;
        }
        heap.swap(at, parent);
        at = parent;
    }
    Ok(())
}

/// Moves the item at `top` down to a leaf, always below the child that belongs before the other, then up again to its place.
fn sink(thread: &Thread, heap: &List, top: usize, order: Order) -> Result<()> {
    let length = heap.len();
    if top >= length {
        return Err(out_of_range(thread));
    }
    let mut at = top;
    while at < length / 2 {
        let mut child = 2 * at + 1;
        if child + 1 < length {
            // Of two that are alike the second goes up.
            child += usize::from(!compare(thread, heap, order, child, child + 1)?);
        }
        heap.swap(child, at);
        at = child;
    }
    rise(thread, heap, top, at, order)
}

fn push(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    let (heap, item) = heap_and_item(thread, "heappush", args)?;
    heap.push(thread, item.clone())?;
    rise(thread, heap, 0, heap.len() - 1, Order::Least)?;
    Ok(thread.heap().none())
}

fn pop(thread: &Thread, heap: &List, order: Order) -> Result<Ref> {
    let last = heap.pop().ok_or_else(|| out_of_range(thread))?;
    match heap.replace(0, last) {
        Err(last) => Ok(last),
        Ok(first) => {
            sink(thread, heap, 0, order)?;
            Ok(first)
        }
    }
}

fn replace(thread: &Thread, heap: &List, item: &Ref, order: Order) -> Result<Ref> {
    let first = heap
        .replace(0, item.clone())
        .map_err(|_| out_of_range(thread))?;
    sink(thread, heap, 0, order)?;
    Ok(first)
}

fn push_and_pop(thread: &Thread, heap: &List, item: &Ref) -> Result<Ref> {
    let Some(first) = heap.get(0) else {
        return Ok(item.clone());
    };
    let less = protocol::compare_bool(thread, &first, item, CompareOp::Lt)?;
    drop(first);
    match less {
        false => Ok(item.clone()),
        true => replace(thread, heap, item, Order::Least),
    }
}

fn heapify(thread: &Thread, heap: &List, order: Order) -> Result<Ref> {
    let half = heap.len() / 2;
    if heap.len() > LONG {
        heapify_long(thread, heap, half, order)?;
    } else {
        for at in (0..half).rev() {
            sink(thread, heap, at, order)?;
        }
    }
    Ok(thread.heap().none())
}

/// Each item as soon as its children are done, so that they are still near: from the right of the last row of parents leftwards, and
/// from a left child on to its parent.
fn heapify_long(thread: &Thread, heap: &List, parents: usize, order: Order) -> Result<()> {
    let row = (1usize << (parents + 1).ilog2()) - 1;
    let up = |start: usize| -> Result<()> {
        let mut at = start;
        loop {
            sink(thread, heap, at, order)?;
            if at & 1 == 0 {
                return Ok(());
            }
            at >>= 1;
        }
    };
    (parents / 2..row).rev().try_for_each(up)?;
    (row..parents).rev().try_for_each(up)
}
