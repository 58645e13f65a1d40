//! `_queue`: `SimpleQueue`, whose calls are whole between two instructions, so that a finalizer may use it at any moment.
//!
//! Items stand in a ring (`object::native_queue`), which is what a traversal shows of a queue.
//!
//! ```text
//!   0 header  16 how many threads wait  24 ring  64 weak references                                                            72
//! ```

use super::lock;
use object::native::make;
use object::native_queue::RefQueue;
use object::{
    Args, Builtin, MethodDef, Object, Raised, Ref, Result, Slot, Thread, TypeFlags, TypeSlots,
    TypeSpec, Waited, native_layout,
};
use std::cell::Cell;
use std::time::Instant;
use types::module::{Module, ModuleSpec};
use types::{Int, Signature, is_true};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_queue",
    doc: Some(
        "C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.",
    ),
    functions: &[],
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

#[derive(Default)]
struct State {
    empty: Slot,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.empty, visit);
    }
}

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let base = crate::errors::builtin(thread, Builtin::Exception);
    let empty = crate::errors::class(thread, "_queue.Empty", &[base])?;
    let doc = types::Str::new(
        thread,
        "Exception raised by Queue.get(block=0)/get_nowait().",
    )?;
    let name = types::names(thread).__doc__();
    types::setattr_name(thread, &empty, name, Some(doc.as_object()))?;
    module.add(thread, "Empty", &empty)?;
    types::room::<State>(thread).empty.set(Some(empty));
    module.add_type(thread, &QUEUE)
}

native_layout! {
    /// See the file's head.
    pub struct SimpleQueue: QUEUE_LAYOUT, "SimpleQueue" {
        waiting: Cell<usize>,
        items: RefQueue,
        weaklist: Cell<usize>,
    } type Last
}

const _: () = assert!(size_of::<SimpleQueue>() == 72);

static QUEUE: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        new: Some(|thread, ty, args| {
            if !args.is_empty() {
                let why = match args.names().is_empty() {
                    true => "SimpleQueue() takes no positional arguments",
                    false => "SimpleQueue() takes no keyword arguments",
                };
                return Err(thread.type_error(format_args!("{why}")));
            }
            let fresh = make::<SimpleQueue>(thread.heap(), ty)?;
            fresh.items.start(thread.heap())?;
            fresh.as_object().track();
            Ok(fresh.into_object())
        }),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("empty", |thread, it| {
            Ok(thread.heap().bool(queue(thread, it)?.items.is_empty()))
        })
        .doc("empty($self, /)\n--\n\nReturn True if the queue is empty, False otherwise (not reliable!)."),
        MethodDef::keywords("get", get)
            .doc("get($self, /, block=True, timeout=None)\n--\n\nRemove and return an item from the queue."),
        MethodDef::no_args("get_nowait", |thread, it| take(thread, it, false, None))
            .doc("get_nowait($self, /)\n--\n\nRemove and return an item from the queue without blocking."),
        MethodDef::keywords("put", |thread, it, args| {
            if let ([item], true) = (args.positional(), args.names().is_empty()) {
                return put(thread, it, Some(item));
            }
            let bound = PUT.bind(thread, &args)?;
            put(thread, it, bound.get(0))
        })
            .doc("put($self, /, item, block=True, timeout=None)\n--\n\nPut the item on the queue."),
        MethodDef::keywords("put_nowait", |thread, it, args| {
            let bound = PUT_NOWAIT.bind(thread, &args)?;
            put(thread, it, bound.get(0))
        })
            .doc("put_nowait($self, /, item)\n--\n\nPut an item into the queue without blocking."),
        MethodDef::no_args("qsize", |thread, it| {
            Int::from_usize(thread, queue(thread, it)?.items.len())
        })
        .doc("qsize($self, /)\n--\n\nReturn the approximate size of the queue (not reliable!)."),
        MethodDef::one("__class_getitem__", types::generic_alias::new)
            .class()
            .doc("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
    ],
    weaklist_offset: 64,
    doc: Some("SimpleQueue()\n--\n\nSimple, unbounded, reentrant FIFO queue."),
    ..TypeSpec::new("_queue.SimpleQueue", Builtin::Other, &QUEUE_LAYOUT)
};

fn queue<'a>(thread: &Thread, object: &'a Object) -> Result<&'a SimpleQueue> {
    match object.downcast::<SimpleQueue>() {
        Some(queue) => Ok(queue),
        None => Err(thread.type_error(format_args!("a SimpleQueue is required"))),
    }
}

const PUT: Signature<3> = Signature {
    function: "put",
    names: ["item", "block", "timeout"],
    required: 1,
    positional: 3,
};

const PUT_NOWAIT: Signature<1> = Signature {
    function: "put_nowait",
    names: ["item"],
    required: 1,
    positional: 1,
};

fn put(thread: &Thread, object: &Object, item: Option<&Object>) -> Result<Ref> {
    let queue = queue(thread, object)?;
    if let Some(item) = item {
        queue.items.push(thread.heap(), item.to_ref())?;
        if queue.waiting.get() > 0 {
            thread.wake(key(queue), false);
        }
    }
    Ok(thread.heap().none())
}

fn key(queue: &SimpleQueue) -> usize {
    queue.as_object().id()
}

fn get(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "get",
        names: ["block", "timeout"],
        required: 0,
        positional: 2,
    };
    if args.is_empty() {
        return take(thread, object, true, None);
    }
    let bound = SIGNATURE.bind(thread, &args)?;
    let block = match bound.get(0) {
        Some(block) => is_true(thread, block)?,
        None => true,
    };
    let limit = bound
        .get(1)
        .filter(|limit| block && !limit.is_exactly(Builtin::NoneType));
    let until = match limit {
        None => None,
        Some(limit) => {
            let seconds = crate::time::seconds_argument(thread, limit)?;
            if seconds < 0.0 {
                return Err(
                    thread.value_error(format_args!("'timeout' must be a non-negative number"))
                );
            }
            Some(lock::deadline(thread, seconds)?)
        }
    };
    take(thread, object, block, until)
}

fn nothing(thread: &Thread) -> Raised {
    let Some(empty) = types::room::<State>(thread).empty.get() else {
        return thread.system_error(format_args!("lost queue.Empty"));
    };
    match types::call(thread, &empty, &[]) {
        Ok(exception) => types::exception::raise_instance(thread, exception),
        Err(raised) => raised,
    }
}

fn take(thread: &Thread, object: &Object, block: bool, until: Option<Instant>) -> Result<Ref> {
    let it = queue(thread, object)?;
    if it.items.is_empty() && block {
        it.waiting.set(it.waiting.get() + 1);
        let waited = wait(thread, object, until);
        it.waiting.set(it.waiting.get() - 1);
        if let Err(raised) = waited {
            // Whoever was woken and doesn't take the item leaves it to the next.
            if !it.items.is_empty() {
                thread.wake(key(it), false);
            }
            return Err(raised);
        }
    }
    match it.items.pop(thread.heap()) {
        Some(item) => Ok(item),
        None => Err(nothing(thread)),
    }
}

/// Waits until there is an item or the time is over.
fn wait(thread: &Thread, object: &Object, until: Option<Instant>) -> Result<()> {
    loop {
        let it = queue(thread, object)?;
        if !it.items.is_empty() {
            return Ok(());
        }
        match thread.wait(key(it), until) {
            Waited::Woken => {}
            Waited::TimedOut => return Ok(()),
            Waited::Interrupted => thread.heed()?,
        }
    }
}
