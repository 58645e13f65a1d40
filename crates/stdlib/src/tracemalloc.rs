//! `_tracemalloc`: which code took which memory. The census' tracer watches; this file shows what it saw.
//!
//! A heap has one watcher: while an x-ray is being made, tracing is refused.

use census::{Site, Tracer};
use object::{Builtin, MethodDef, Object, Ref, Result, Thread};
use std::cell::RefCell;
use std::collections::HashMap;
use types::module::ModuleSpec;
use types::{Int, List, Str, Tuple, protocol, room};

/// Most frames that may be kept of a block.
const MOST_FRAMES: isize = 65_535;

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_tracemalloc",
    doc: Some("Debug module to trace memory blocks allocated by Python."),
    functions: &[
        MethodDef::no_args("is_tracing", |thread, _| {
            let tracing = room::<State>(thread).tracer.borrow().is_some();
            Ok(thread.heap().bool(tracing))
        })
        .doc("is_tracing($module, /)\n--\n\nReturn True if the tracemalloc module is tracing Python memory allocations."),
        MethodDef::no_args("clear_traces", |thread, _| {
            if let Some(tracer) = &*room::<State>(thread).tracer.borrow() {
                tracer.clear();
            }
            Ok(thread.heap().none())
        })
        .doc("clear_traces($module, /)\n--\n\nClear traces of memory blocks allocated by Python."),
        MethodDef::no_args("_get_traces", get_traces).doc("_get_traces($module, /)\n--\n\nGet traces of all memory blocks allocated by Python.\n\nReturn a list of (domain: int, size: int, traceback: tuple) tuples."),
        MethodDef::one("_get_object_traceback", get_object_traceback).doc("_get_object_traceback($module, obj, /)\n--\n\nGet the traceback where the Python object obj was allocated, or None."),
        MethodDef::fast("start", start_function).doc("start($module, nframe=1, /)\n--\n\nStart tracing Python memory allocations.\n\nAlso set the maximum number of frames stored in the traceback of a\ntrace to nframe."),
        MethodDef::no_args("stop", |thread, _| {
            let tracer = room::<State>(thread).tracer.borrow_mut().take();
            if let Some(tracer) = tracer {
                tracer.stop(thread.heap());
            }
            Ok(thread.heap().none())
        })
        .doc("stop($module, /)\n--\n\nStop tracing Python memory allocations.\n\nAlso clear traces of memory blocks allocated by Python."),
        MethodDef::no_args("get_traceback_limit", |thread, _| {
            let tracing = room::<State>(thread);
            let limit = tracing.limit.get().max(1);
            Int::from_usize(thread, limit)
        })
        .doc("get_traceback_limit($module, /)\n--\n\nGet the maximum number of frames stored in the traceback of a trace."),
        MethodDef::no_args("get_tracemalloc_memory", |thread, _| {
            let overhead = with_tracer(thread, Tracer::overhead).unwrap_or(0);
            Int::from_usize(thread, overhead)
        })
        .doc("get_tracemalloc_memory($module, /)\n--\n\nGet the memory usage in bytes of the tracemalloc module."),
        MethodDef::no_args("get_traced_memory", |thread, _| {
            let (now, most) = with_tracer(thread, Tracer::traced).unwrap_or((0, 0));
            let pair = [now, most].map(|bytes| Int::from_usize(thread, bytes as usize));
            let [now, most] = pair;
            Ok(Tuple::from_array(thread, [now?, most?])?.into_object())
        })
        .doc("get_traced_memory($module, /)\n--\n\nGet the current size and peak size of memory blocks traced by tracemalloc."),
        MethodDef::no_args("reset_peak", |thread, _| {
            with_tracer(thread, Tracer::reset_peak);
            Ok(thread.heap().none())
        })
        .doc("reset_peak($module, /)\n--\n\nSet the peak size of memory blocks traced by tracemalloc to the current size."),
    ],
    types: &[],
    unnamed: &[],
    init: None,
};

#[derive(Default)]
struct State {
    tracer: RefCell<Option<Tracer>>,
    /// Frames kept: of the last start, also after a stop.
    limit: std::cell::Cell<usize>,
}

impl types::Room for State {
    fn visit(&self, _: object::Visit) {}
}

fn with_tracer<T>(thread: &Thread, f: impl FnOnce(&Tracer) -> T) -> Option<T> {
    room::<State>(thread).tracer.borrow().as_ref().map(f)
}

fn start_function(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "start", args.len(), 0, 1)?;
    let frames = match args.first() {
        Some(frames) => types::bytes::as_c_int(thread, frames)? as isize,
        None => 1,
    };
    if !(1..=MOST_FRAMES).contains(&frames) {
        return Err(thread.value_error(format_args!(
            "the number of frames must be in range [1; {MOST_FRAMES}]"
        )));
    }
    match start(thread, frames as usize) {
        true => Ok(thread.heap().none()),
        false => Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("the heap is being watched already"),
        )),
    }
}

/// Starts tracing with so many frames; nothing happens when tracing is on. False when somebody else watches the heap.
pub fn start(thread: &Thread, frames: usize) -> bool {
    let state = room::<State>(thread);
    if state.tracer.borrow().is_some() {
        return true;
    }
    if thread.heap().is_watched() {
        return false;
    }
    state.limit.set(frames);
    let tracer = Tracer::start_counting(thread.heap(), frames);
    *state.tracer.borrow_mut() = Some(tracer);
    true
}

/// The text of each file, made once for a list of traces.
type Names = HashMap<std::rc::Rc<str>, Ref<Str>>;

/// `((file, line), …)`, innermost first.
fn frames_of(thread: &Thread, site: &Site, names: &mut Names) -> Result<Ref> {
    let mut frames = Vec::with_capacity(site.frames.len());
    for (file, line) in &site.frames {
        let name = match names.get(file) {
            Some(name) => name.clone(),
            None => {
                let fresh = Str::new(thread, file)?;
                names.insert(file.clone(), fresh.clone());
                fresh
            }
        };
        let line = Int::from_usize(thread, *line as usize)?;
        frames.push(Tuple::from_array(thread, [name.into_object(), line])?.into_object());
    }
    if frames.is_empty() {
        let line = Int::new(thread, 0)?;
        let unknown = Str::new(thread, "<unknown>")?.into_object();
        frames.push(Tuple::from_array(thread, [unknown, line])?.into_object());
    }
    Ok(Tuple::from_slice(thread, &frames)?.into_object())
}

fn get_object_traceback(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    let block = object.block().as_ptr() as usize;
    match with_tracer(thread, |tracer| tracer.find(block)).flatten() {
        Some((site, _)) => frames_of(thread, &site, &mut Names::new()),
        None => Ok(thread.heap().none()),
    }
}

fn get_traces(thread: &Thread, _module: &Object) -> Result<Ref> {
    let list = List::new(thread)?;
    // What is made from here on is never traced.
    with_tracer(thread, |tracer| tracer.pause(true));
    let filled = fill_traces(thread, &list);
    with_tracer(thread, |tracer| tracer.pause(false));
    filled.map(|()| list.into_object())
}

fn fill_traces(thread: &Thread, list: &List) -> Result<()> {
    let seen = with_tracer(thread, |tracer| (tracer.sites(), tracer.blocks()));
    let Some((sites, blocks)) = seen else {
        return Ok(());
    };
    let (mut names, mut made) = (Names::new(), vec![None; sites.len()]);
    let domain = Int::new(thread, 0)?;
    for (bytes, number) in blocks {
        let Some(((site, _), made)) = sites
            .get(number as usize)
            .zip(made.get_mut(number as usize))
        else {
            continue;
        };
        let frames: &Ref = match made {
            Some(frames) => frames,
            None => made.insert(frames_of(thread, site, &mut names)?),
        };
        let total = Int::from_usize(thread, site.total.max(1) as usize)?;
        let size = Int::from_usize(thread, bytes)?;
        let trace = [domain.clone(), size, frames.clone(), total];
        list.push(thread, Tuple::from_array(thread, trace)?.into_object())?;
    }
    Ok(())
}
