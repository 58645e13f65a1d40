//! `gc`: the collector's switches and figures, and questions about who holds whom.
//!
//! The collector itself is in the `collector` room; the lists `gc.callbacks` and `gc.garbage` are the module's, and the collector
//! reaches them through the hooks installed here.

use collector::{Reason, debug};
use object::{Args, Builtin, MethodDef, Object, Ref, Result, Thread};
use types::module::{Module, ModuleSpec};
use types::{Dict, Int, List, Signature, Str, Tuple, protocol};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "gc",
    doc: Some("This module provides access to the garbage collector for reference cycles."),
    functions: FUNCTIONS,
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

const FUNCTIONS: &[MethodDef] = &[
    MethodDef::no_args("enable", |thread, _| {
        thread.heap().gc.enabled.set(true);
        Ok(thread.heap().none())
    })
    .doc("enable($module, /)\n--\n\nEnable automatic garbage collection."),
    MethodDef::no_args("disable", |thread, _| {
        thread.heap().gc.enabled.set(false);
        Ok(thread.heap().none())
    })
    .doc("disable($module, /)\n--\n\nDisable automatic garbage collection."),
    MethodDef::no_args("isenabled", |thread, _| {
        Ok(thread.heap().bool(thread.heap().gc.enabled.get()))
    })
    .doc("isenabled($module, /)\n--\n\nWhether automatic garbage collection is enabled."),
    MethodDef::one("set_debug", set_debug).doc("set_debug($module, flags, /)\n--\n\nSet the debugging flags DEBUG_STATS, DEBUG_COLLECTABLE,\nDEBUG_UNCOLLECTABLE, DEBUG_SAVEALL, DEBUG_LEAK."),
    MethodDef::no_args("get_debug", |thread, _| {
        Int::new(thread, thread.heap().gc.debug.get() as i32 as isize)
    })
    .doc("get_debug($module, /)\n--\n\nGet the debugging flags."),
    MethodDef::no_args("get_count", get_count)
        .doc("get_count($module, /)\n--\n\nReturn a three-tuple of the current collection counts."),
    MethodDef::fast("set_threshold", set_threshold).varargs()
        .doc("set_threshold(threshold0, [threshold1, [threshold2]])\nSet the collection thresholds (the collection frequency).\n\nSetting 'threshold0' to zero disables collection.\n"),
    MethodDef::no_args("get_threshold", get_threshold)
        .doc("get_threshold($module, /)\n--\n\nReturn the current collection thresholds."),
    MethodDef::keywords("collect", collect)
        .doc("collect($module, /, generation=2)\n--\n\nRun the garbage collector; return the number of unreachable objects."),
    MethodDef::keywords("get_objects", get_objects)
        .doc("get_objects($module, /, generation=None)\n--\n\nReturn a list of objects tracked by the collector, of one generation or all."),
    MethodDef::no_args("get_stats", get_stats)
        .doc("get_stats($module, /)\n--\n\nReturn a list of dictionaries with statistics for each generation."),
    MethodDef::one("is_tracked", |thread, _, object| {
        Ok(thread.heap().bool(object.is_tracked()))
    })
    .doc("is_tracked($module, obj, /)\n--\n\nWhether the collector tracks the object."),
    MethodDef::one("is_finalized", |thread, _, object| {
        Ok(thread.heap().bool(object.is_finalized()))
    })
    .doc("is_finalized($module, obj, /)\n--\n\nWhether the object's finalizer has run."),
    MethodDef::fast("get_referrers", get_referrers).packs()
        .doc("get_referrers($module, /, *objs)\n--\n\nReturn the list of objects that directly refer to any of 'objs'."),
    MethodDef::fast("get_referents", get_referents).packs()
        .doc("get_referents($module, /, *objs)\n--\n\nReturn the list of objects that are directly referred to by 'objs'."),
    MethodDef::no_args("freeze", |thread, _| {
        collector::freeze(&thread.heap().gc);
        Ok(thread.heap().none())
    })
    .doc("freeze($module, /)\n--\n\nFreeze all current tracked objects and ignore them for future collections."),
    MethodDef::no_args("unfreeze", |thread, _| {
        collector::unfreeze(&thread.heap().gc);
        Ok(thread.heap().none())
    })
    .doc("unfreeze($module, /)\n--\n\nUnfreeze all objects in the permanent generation."),
    MethodDef::no_args("get_freeze_count", |thread, _| {
        Int::from_usize(thread, thread.heap().gc.lists.permanent.len())
    })
    .doc("get_freeze_count($module, /)\n--\n\nReturn the number of objects in the permanent generation."),
];

/// Makes the collector's lists, which are there before the module is.
pub fn start(thread: &Thread) -> Result<()> {
    let gc = &thread.heap().gc;
    for slot in [&gc.garbage, &gc.callbacks] {
        slot.set(Some(List::new(thread)?.into_object()));
    }
    Ok(())
}

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let gc = &thread.heap().gc;
    for (name, slot) in [("garbage", &gc.garbage), ("callbacks", &gc.callbacks)] {
        if let Some(list) = slot.get() {
            module.add(thread, name, &list)?;
        }
    }
    for (name, value) in [
        ("DEBUG_STATS", debug::STATS),
        ("DEBUG_COLLECTABLE", debug::COLLECTABLE),
        ("DEBUG_UNCOLLECTABLE", debug::UNCOLLECTABLE),
        ("DEBUG_SAVEALL", debug::SAVEALL),
        ("DEBUG_LEAK", debug::LEAK),
    ] {
        module.add(thread, name, &*Int::new(thread, value as isize)?)?;
    }
    let mut hooks = thread.hooks();
    hooks.gc_event = tell_callbacks;
    hooks.gc_garbage = add_garbage;
    thread.set_hooks(hooks);
    Ok(())
}

/// Hook: calls `gc.callbacks` with the phase and an info dictionary.
fn tell_callbacks(thread: &Thread, generation: usize, done: Option<(usize, usize)>) {
    let callbacks = thread.heap().gc.callbacks.get();
    let Some(list) = callbacks.as_ref().and_then(|c| c.downcast::<List>()) else {
        return;
    };
    if list.is_empty() {
        return;
    }
    if call_callbacks(thread, list, generation, done).is_err() {
        (thread.hooks().unraisable)(thread, "", None);
    }
}

fn call_callbacks(
    thread: &Thread,
    list: &List,
    generation: usize,
    done: Option<(usize, usize)>,
) -> Result<()> {
    let (collected, uncollectable) = done.unwrap_or((0, 0));
    let info = Dict::new(thread)?;
    for (name, value) in [
        ("generation", generation),
        ("collected", collected),
        ("uncollectable", uncollectable),
    ] {
        info.set_text(thread, name, &*Int::from_usize(thread, value)?)?;
    }
    let phase = if done.is_some() { "stop" } else { "start" };
    let phase = Str::new(thread, phase)?.into_object();
    let args = [phase, info.into_object()];
    let mut i = 0;
    // A callback may change the list.
    while let Some(callback) = list.get(i) {
        if types::call(thread, &callback, &args).is_err() {
            (thread.hooks().unraisable)(thread, "", Some(&callback));
        }
        i += 1;
    }
    Ok(())
}

/// Hook: appends to `gc.garbage`.
fn add_garbage(thread: &Thread, object: &Object) {
    let garbage = thread.heap().gc.garbage.get();
    if let Some(list) = garbage.as_ref().and_then(|g| g.downcast::<List>())
        && list.push(thread, object.to_ref()).is_err()
    {
        drop(thread.take_pending());
    }
}

fn int(thread: &Thread, object: &Object) -> Result<i32> {
    let value = types::index(thread, object)?;
    match value.as_isize().and_then(|n| i32::try_from(n).ok()) {
        Some(value) => Ok(value),
        None => Err(thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C int"),
        )),
    }
}

fn set_debug(thread: &Thread, _module: &Object, flags: &Object) -> Result<Ref> {
    let flags = int(thread, flags)?;
    thread.heap().gc.debug.set(flags as u32);
    Ok(thread.heap().none())
}

fn triple(thread: &Thread, values: [i32; 3]) -> Result<Ref> {
    let [a, b, c] = values.map(|n| Int::new(thread, n as isize));
    Ok(Tuple::from_array(thread, [a?, b?, c?])?.into_object())
}

fn get_count(thread: &Thread, _module: &Object) -> Result<Ref> {
    let counts = thread.heap().gc.lists.collected().map(|g| g.count.get());
    triple(thread, counts)
}

fn get_threshold(thread: &Thread, _module: &Object) -> Result<Ref> {
    let lists = thread.heap().gc.lists.collected();
    triple(thread, lists.map(|g| g.threshold.get()))
}

fn set_threshold(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    if args.is_empty() || args.len() > 3 {
        return Err(thread.type_error(format_args!("gc.set_threshold requires 1 to 3 arguments")));
    }
    let mut values = [0; 3];
    for (value, place) in args.iter().zip(&mut values) {
        *place = types::protocol::as_c_int(thread, value)?;
    }
    let lists = thread.heap().gc.lists.collected();
    for (value, list) in values[..args.len()].iter().zip(lists) {
        list.threshold.set(*value);
    }
    Ok(thread.heap().none())
}

fn collect(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "collect",
        names: ["generation"],
        required: 0,
        positional: 1,
    };
    let generation = match SIGNATURE.bind(thread, &args)?.get(0) {
        Some(generation) => int(thread, generation)?,
        None => 2,
    };
    if !(0..=2).contains(&generation) {
        return Err(thread.value_error(format_args!("invalid generation")));
    }
    let found = collector::collect(thread, generation as usize, Reason::Manual);
    Int::from_usize(thread, found)
}

fn get_objects(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "get_objects",
        names: ["generation"],
        required: 0,
        positional: 1,
    };
    let given = SIGNATURE.bind(thread, &args)?.get(0);
    let generation = protocol::as_optional_size(thread, given)?.unwrap_or(-1);
    if generation >= 3 {
        return Err(thread.value_error(format_args!(
            "generation parameter must be less than the number of available generations (3)"
        )));
    }
    if generation < -1 {
        return Err(thread.value_error(format_args!("generation parameter cannot be negative")));
    }
    let found = List::new(thread)?;
    each_tracked(
        thread,
        usize::try_from(generation).ok(),
        &mut |object| match object.is(found.as_object()) {
            true => Ok(()),
            false => found.push(thread, object.to_ref()),
        },
    )?;
    Ok(found.into_object())
}

/// Visits the tracked objects of a generation, or of all three. `f` may allocate but not run Python.
fn each_tracked(
    thread: &Thread,
    generation: Option<usize>,
    f: &mut dyn FnMut(&Object) -> Result<()>,
) -> Result<()> {
    let lists = thread.heap().gc.lists.collected();
    let mut result = Ok(());
    for (i, list) in lists.into_iter().enumerate() {
        if generation.is_none_or(|g| g == i) {
            list.for_each(&mut |object| {
                if result.is_ok() {
                    result = f(object);
                }
            });
        }
    }
    result
}

fn get_stats(thread: &Thread, _module: &Object) -> Result<Ref> {
    let rows = List::new(thread)?;
    for stats in &thread.heap().gc.stats {
        let row = Dict::new(thread)?;
        for (name, value) in [
            ("collections", stats.collections.get()),
            ("collected", stats.collected.get()),
            ("uncollectable", stats.uncollectable.get()),
        ] {
            row.set_text(thread, name, &*Int::from_usize(thread, value as usize)?)?;
        }
        rows.push(thread, row.into_object())?;
    }
    Ok(rows.into_object())
}

fn get_referrers(thread: &Thread, _module: &Object, targets: &[Ref]) -> Result<Ref> {
    let found = List::new(thread)?;
    each_tracked(thread, None, &mut |object| {
        if object.is(found.as_object()) {
            return Ok(());
        }
        let mut refers = false;
        types::dict::visit_traversed(object, &mut |target| {
            refers |= targets.iter().any(|t| t.is(target));
        });
        match refers {
            true => found.push(thread, object.to_ref()),
            false => Ok(()),
        }
    })?;
    Ok(found.into_object())
}

fn get_referents(thread: &Thread, _module: &Object, objects: &[Ref]) -> Result<Ref> {
    let found = List::new(thread)?;
    for object in objects.iter().filter(|o| o.has_gc_head()) {
        let mut result = Ok(());
        types::dict::visit_traversed(object, &mut |target| {
            if result.is_ok() {
                result = found.push(thread, target.to_ref());
            }
        });
        result?;
    }
    Ok(found.into_object())
}
