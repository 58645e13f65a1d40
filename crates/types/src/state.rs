//! What this room keeps for each heap: the known names, the table of interned strings, types made on demand.
//!
//! Invariant: a heap's `types_state` points to the one boxed [`State`] that `boot` made, until the heap is dropped.

use crate::str::Str;
use object::{Heap, Ref, Result, Slot, Thread, Type, TypeSpec, Visit};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

macro_rules! known_names {
    ($($name:ident),* $(,)?) => {
        /// Interned, immortal names that native code looks up: `names(thread).__init__`.
        #[allow(non_snake_case)]
        pub struct Names { $(pub $name: Slot<Str>),* }
        impl Names {
            pub(crate) fn empty() -> Names { Names { $($name: Slot::empty()),* } }
            /// Interns every name.
            pub(crate) fn fill(&self, thread: &Thread) -> Result<()> {
                $(
                    let text = stringify!($name);
                    self.$name.set(Some(crate::str::intern_static(thread, text.strip_prefix("r#").unwrap_or(text))?));
                )*
                Ok(())
            }
        }
        $(impl Names {
            /// The interned name of the same spelling.
            #[allow(non_snake_case)]
            #[inline(always)]
            pub fn $name(&self) -> &Str {
                // SAFETY: filled at boot, never emptied, immortal.
                unsafe { self.$name.borrow().unwrap_unchecked() }
            }
        })*
    };
}

known_names! {
    __abs__, __abstractmethods__, __add__, __aenter__, __aexit__, __aiter__, __all__, __and__, __anext__, __annotations__, __args__, __await__,
    __bases__, __bool__, __buffer__, __build_class__, __builtins__, __bytes__, __call__, __cause__, __ceil__, __class__, __class_getitem__, __classcell__, __closure__, __code__,
    __complex__, __contains__, __context__, __copy__, __debug__, __deepcopy__, __defaults__, __del__, __delattr__, __delete__, __delitem__, __delslice__,
    __dict__, __dir__, __divmod__, __doc__, __enter__, __eq__, __exit__, __file__, __firstlineno__, __float__, __floor__, __floordiv__, __format__,
    __ge__, __get__, __getattr__, __getattribute__, __getitem__, __getnewargs__, __getnewargs_ex__, __getstate__, __globals__, __gt__, __hash__,
    __iadd__, __iand__, __ifloordiv__, __ilshift__, __imatmul__, __imod__, __import__, __imul__, __index__, __init__, __init_subclass__,
    __instancecheck__, __int__, __invert__, __ior__, __ipow__, __irshift__, __isub__, __iter__, __itruediv__, __ixor__, __kwdefaults__, __le__, __len__,
    __length_hint__, __loader__, __lshift__, __lt__, __main__, __matmul__, __missing__, __mod__, __module__, __mro__, __mro_entries__, __mul__, __name__, __ne__,
    __neg__, __new__, __next__, __notes__, __objclass__, __or__, __origin__, __package__, __parameters__, __path__, __pos__, __pow__, __prepare__, __qualname__,
    __radd__, __rand__, __rdivmod__, __reduce__, __reduce_ex__, __release_buffer__, __repr__, __reversed__, __rfloordiv__, __rlshift__, __rmatmul__, __rmod__, __rmul__,
    __ror__, __round__, __rpow__, __rrshift__, __rshift__, __rsub__, __rtruediv__, __rxor__, __self__, __set__, __set_name__, __setattr__,
    __setitem__, __setstate__, __sizeof__, __slots__, __spec__, __static_attributes__, __str__, __sub__, __subclasscheck__, __subclasshook__, __suppress_context__,
    __traceback__, __truediv__, __trunc__, __type_params__, __typing_subst__, __weakref__, __wrapped__, __xor__,
    args, big, builtins, close, copy, encoding, errors, file, flush, fset, fget, fdel, get, items, join, keys, keepends, key, little, maxsplit, metaclass, mro, name, obj,
    pop, read, readline, replace, reverse, sep, end, send, sort, stderr, stdin, stdout, string, sys, throw, update, value, values, write,
    path, modules, gc, weakref, default, start, stop, step, strict, object, owner, self_, type_, msg, lineno, offset, text, filename, print_file_and_line,
    _fields, _asdict, _replace, _make, __match_args__, excepthook, unraisablehook, displayhook, last_exc,
}

/// How many made types are found at once.
const RECENT: usize = 64;

/// The room's state of one heap.
pub struct State {
    pub names: Names,
    /// The interned strings: see `str::intern`.
    pub interned: crate::str::intern::Table,
    /// A preallocated `MemoryError`, so that raising one needs no memory.
    pub memory_error: Slot,
    /// Types made from declarations without an id: declaration address → type.
    pub(crate) made: RefCell<Vec<(*const TypeSpec, Ref<Type>)>>,
    /// Those of them that were asked for last, by some bits of their declaration's address.
    recent: [Cell<(*const TypeSpec, *const Type)>; RECENT],
    /// `sys.modules`, set by the interpreter.
    pub modules: Slot,
    /// The modules are being taken apart: nothing is imported any more, and no file is read to show a line of it.
    pub apart: Cell<bool>,
    /// Error handlers of codecs by name, filled by the module that registers them.
    pub codec_errors: Slot<crate::Dict>,
    /// The builtins module's dictionary.
    pub builtins: Slot,
    /// Its copy as start-up made it, which the end takes the first values from.
    pub first_builtins: Slot,
    /// What the syntax trees of running texts hold: see `code::tree`.
    pub(crate) trees: RefCell<Vec<crate::code::tree::Held>>,
    /// The last version given to a dictionary's keys; 1 is that of the shared empty keys.
    pub keys_versions: Cell<u32>,
    /// Seed of string hashes (`PYTHONHASHSEED`): two words.
    pub hash_seed: Cell<[u64; 2]>,
    /// Ids of classes from which a module that is loaded late derives some: see `typeobj::bases`.
    pub subclassed_late: [Cell<usize>; 2],
    /// The last id given to a code object.
    pub(crate) code_ids: Cell<u64>,
    /// Digits allowed in int/str conversion (`sys.set_int_max_str_digits`).
    pub int_max_str_digits: Cell<usize>,
    /// Attribute lookups on types.
    pub(crate) method_cache: crate::typeobj::cache_layout::MethodCache,
    /// Operator slots merged for built-in types that add some to their base's.
    /// Boxed one by one, because types point to them.
    #[allow(clippy::vec_box)]
    pub(crate) tables: RefCell<Vec<Box<object::NumberSlots>>>,
    /// Objects whose `repr` is running: the thread that does it, and their addresses.
    pub(crate) shown: RefCell<Vec<(usize, usize)>>,
    /// The dictionary with the list of what is shown that 3.13's main thread has from its first `repr` of a container on. Nobody
    /// asks it here.
    pub(crate) shown_before: Slot<crate::Dict>,
    /// What `super()` without arguments asks.
    pub(crate) super_frame: Cell<Option<crate::super_::FrameHook>>,
    /// What native modules ask of the interpreter: see `runtime.rs`.
    pub runtime: Cell<crate::runtime::RuntimeHooks>,
    /// State of native modules, one entry for each kind.
    pub rooms: RefCell<Vec<Rc<dyn Room>>>,
    /// Where the room stands that was asked for last.
    last_room: Cell<usize>,
}

impl State {
    /// Makes the state and hangs it on the heap. Once for each heap, before anything else of this room.
    pub fn install(heap: &Heap) -> &State {
        let state = Box::new(State {
            names: Names::empty(),
            interned: Default::default(),
            memory_error: Slot::empty(),
            made: RefCell::new(Vec::new()),
            recent: [const { Cell::new((std::ptr::null(), std::ptr::null())) }; RECENT],
            modules: Slot::empty(),
            codec_errors: Slot::empty(),
            builtins: Slot::empty(),
            apart: Cell::new(false),
            first_builtins: Slot::empty(),
            trees: RefCell::new(Vec::new()),
            keys_versions: Cell::new(1),
            hash_seed: Cell::new([0, 0]),
            subclassed_late: [const { Cell::new(0) }; 2],
            code_ids: Cell::new(0),
            int_max_str_digits: Cell::new(4300),
            method_cache: Default::default(),
            tables: RefCell::default(),
            shown: RefCell::default(),
            shown_before: Slot::empty(),
            super_frame: Cell::new(None),
            runtime: Cell::new(crate::runtime::RuntimeHooks::default()),
            rooms: RefCell::new(Vec::new()),
            last_room: Cell::new(0),
        });
        let state = Box::into_raw(state);
        heap.types_state.set(state.cast());
        // SAFETY: just made; lives until `State::remove`.
        unsafe { &*state }
    }

    /// Names every reference that the state counts; those of native modules too.
    pub fn visit_roots(&self, visit: Visit) {
        for slot in [
            &self.memory_error,
            &self.modules,
            &self.builtins,
            &self.first_builtins,
        ] {
            visit_slot(slot, visit);
        }
        if let Ok(trees) = self.trees.try_borrow() {
            trees
                .iter()
                .flat_map(|tree| &tree.constants)
                .for_each(|constant| visit(constant));
        }
        visit_slot(&self.codec_errors, visit);
        visit_slot(&self.shown_before, visit);
        if let Ok(made) = self.made.try_borrow() {
            made.iter().for_each(|(_, ty)| visit(ty.as_object()));
        }
        self.method_cache.visit(visit);
        if let Ok(rooms) = self.rooms.try_borrow() {
            for room in rooms.iter() {
                room.visit(visit);
            }
        }
    }

    /// Frees the state: the last thing before the heap itself goes. Nothing of this room may be used afterwards.
    pub fn remove(heap: &Heap) {
        let state = heap
            .types_state
            .replace(std::ptr::null_mut())
            .cast::<State>();
        if !state.is_null() {
            // A module's state may be what watches.
            heap.watch(None);
            // SAFETY: made by `install`, removed once. The objects in its slots go with the heap's memory.
            let state = unsafe { Box::from_raw(state) };
            std::mem::forget(state.made.take());
        }
    }
}

/// The room's state of the thread's heap.
#[inline(always)]
pub fn state(thread: &Thread) -> &State {
    // SAFETY: `boot` installed it before any code of this room ran.
    unsafe { &*thread.heap().types_state.get().cast::<State>() }
}

/// The known names.
#[inline(always)]
pub fn names(thread: &Thread) -> &Names {
    &state(thread).names
}

/// The type made from a declaration: a well-known one by its id, any other made on first use and kept for the heap.
pub fn type_of<'t>(thread: &'t Thread, spec: &'static TypeSpec) -> Result<&'t Type> {
    if spec.builtin != object::Builtin::Other {
        return Ok(thread.heap().builtin(spec.builtin));
    }
    // In 3.13 it has been there since start-up: no generation shows it as new.
    let heap = thread.heap();
    made_by(thread, spec, || {
        heap.as_if_old(|| crate::typeobj::make(thread, spec))
    })
}

/// The type of a module that is being made. A heap type is new and refers to its module.
pub(crate) fn type_in<'t>(
    thread: &'t Thread,
    spec: &'static TypeSpec,
    module: &crate::module::Module,
) -> Result<&'t Type> {
    if !spec.flags.has(object::TypeFlags::HEAP) {
        return type_of(thread, spec);
    }
    let ty = made_by(thread, spec, || crate::typeobj::make(thread, spec))?;
    if let Some(heap_type) = ty.as_heap_type() {
        heap_type.module.set(Some(module.as_object().to_ref()));
    }
    Ok(ty)
}

/// The type that was made from the declaration before, or a fresh one.
fn made_by<'t>(
    thread: &'t Thread,
    spec: &'static TypeSpec,
    make: impl FnOnce() -> Result<Ref<Type>>,
) -> Result<&'t Type> {
    let made = &state(thread).made;
    // Declarations are hundreds of bytes apart.
    let recent = &state(thread).recent[(spec as *const TypeSpec as usize >> 6) % RECENT];
    let (known, ty) = recent.get();
    if std::ptr::eq(known, spec) {
        // SAFETY: as below: what stands beside a declaration is its type in the table.
        return Ok(unsafe { &*ty });
    }
    let find = || {
        let made = made.borrow();
        let found = made.iter().find(|(at, _)| std::ptr::eq(*at, spec))?;
        Some(std::ptr::NonNull::from(&*found.1))
    };
    let ty = match find() {
        Some(ty) => ty,
        None => {
            let fresh = make()?;
            let ty = std::ptr::NonNull::from(&*fresh);
            made.borrow_mut().push((spec, fresh));
            ty
        }
    };
    recent.set((spec, ty.as_ptr()));
    // SAFETY: the table keeps its types as long as the heap lives: it is never shortened.
    Ok(unsafe { ty.as_ref() })
}

/// The state of a native module: made once for a heap, on first use.
pub trait Room: Any {
    /// Names every counted reference in it.
    fn visit(&self, visit: Visit);
}

/// Visits what a slot holds.
pub fn visit_slot<T: object::Layout>(slot: &Slot<T>, visit: Visit) {
    if let Some(held) = slot.peek() {
        // SAFETY: an owned reference is alive while its holder is, and visits change nothing.
        visit(unsafe { held.cast::<object::Object>().as_ref() });
    }
}

/// The state that a native module keeps for the heap, made on first use.
pub fn room<T: Room + Default>(thread: &Thread) -> Rc<T> {
    let State {
        rooms, last_room, ..
    } = state(thread);
    let held = rooms.borrow();
    let is_it = |room: &Rc<dyn Room>| {
        let any: &dyn Any = &**room;
        any.is::<T>()
    };
    // Most often it is the one that was asked for before.
    let last = Some(last_room.get()).filter(|&at| held.get(at).is_some_and(is_it));
    let found = last.or_else(|| held.iter().position(is_it)).and_then(|at| {
        last_room.set(at);
        (held[at].clone() as Rc<dyn Any>).downcast::<T>().ok()
    });
    if let Some(found) = found {
        return found;
    }
    drop(held);
    let fresh = Rc::new(T::default());
    rooms.borrow_mut().push(fresh.clone());
    fresh
}
