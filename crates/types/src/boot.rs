//! Start-up of a heap: the core types in an order in which each finds what it needs, the singletons, the hooks.
//!
//! Every folder that declares well-known types or makes singletons has one [`Folder`] entry in the lists below:
//! `Folder { specs: crate::list::SPECS, singletons: None }`, where `SPECS: &[&TypeSpec]`, and `singletons` fills its part of
//! `heap.singletons`. The stages:
//!
//! 1. every type gets its block, layout, size and flags; no strings, tuples or dicts can exist before that;
//! 2. bases are linked and slots inherited, so that objects behave;
//! 3. singletons (empty tuple and string first), then the known names;
//! 4. bases and mro tuples, dictionaries with descriptors;
//! 5. the hooks and the prepared `MemoryError`.
//!
//! Types without an id (`Builtin::Other`) need no entry: `type_of` makes them on first use.

use crate::state::State;
use object::{Heap, Result, Thread, TypeSpec};

/// What a folder contributes to start-up.
pub struct Folder {
    /// Its well-known types.
    pub specs: &'static [&'static TypeSpec],
    /// Makes its singletons; runs when every type has its slots but no type has its dictionary yet.
    pub singletons: Option<fn(&Thread) -> Result<()>>,
}

const fn plain(specs: &'static [&'static TypeSpec]) -> Folder {
    Folder {
        specs,
        singletons: None,
    }
}

/// Containers: tuple, list, dict, set. The empty tuple and dict's shared keys come first of all singletons.
const CONTAINERS: &[Folder] = &[
    Folder {
        specs: crate::tuple::SPECS,
        singletons: Some(crate::tuple::boot),
    },
    Folder {
        specs: crate::list::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::dict::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::set::SPECS,
        singletons: None,
    },
];

/// Text and bytes: str, bytes, bytearray, memoryview.
const TEXT: &[Folder] = &[
    Folder {
        specs: crate::str::SPECS,
        singletons: Some(crate::str::make_singletons),
    },
    Folder {
        specs: crate::bytes::SPECS,
        singletons: Some(crate::bytes::make_singletons),
    },
    Folder {
        specs: crate::bytearray::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::memoryview::SPECS,
        singletons: None,
    },
];

/// Numbers and small values: singletons, int, bool, float, complex, range, slice.
const NUMBERS: &[Folder] = &[
    Folder {
        specs: crate::singletons::SPECS,
        singletons: Some(crate::singletons::init_singletons),
    },
    Folder {
        specs: crate::int::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::bool::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::float::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::complex::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::range::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::slice::SPECS,
        singletons: None,
    },
];

/// Type objects and what hangs on them.
const TYPES: &[Folder] = &[
    plain(crate::object::SPECS),
    plain(crate::typeobj::SPECS),
    plain(crate::descriptor::SPECS),
    plain(crate::builtin_function::SPECS),
    plain(crate::method::SPECS),
    plain(crate::property::SPECS),
    plain(crate::super_::SPECS),
    plain(crate::module::SPECS),
    plain(crate::mappingproxy::SPECS),
    plain(crate::namespace::SPECS),
    plain(crate::generic_alias::SPECS),
    plain(crate::union::SPECS),
];

/// Exceptions, tracebacks, weak references, iterators.
const CONTROL: &[Folder] = &[
    Folder {
        specs: crate::exception::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::traceback::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::weakref::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::iterators::SPECS,
        singletons: None,
    },
];

/// Cells, code, frames, functions, generators.
const CODE: &[Folder] = &[
    Folder {
        specs: crate::cell::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::code::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::function::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::frame::SPECS,
        singletons: None,
    },
    Folder {
        specs: crate::generator::SPECS,
        singletons: None,
    },
];

const GROUPS: &[&[Folder]] = &[CONTAINERS, TEXT, NUMBERS, TYPES, CONTROL, CODE];

fn folders() -> impl Iterator<Item = &'static Folder> {
    GROUPS.iter().flat_map(|group| group.iter())
}

/// Every well-known type's declaration.
pub fn specs() -> impl Iterator<Item = &'static TypeSpec> {
    folders().flat_map(|folder| folder.specs.iter().copied())
}

/// Makes every well-known type and singleton of the heap. `hash_seed` as from `PYTHONHASHSEED` (0 disables).
pub fn boot(heap: &Heap, hash_seed: [u64; 2]) -> Result<()> {
    let thread = heap.thread();
    let state = State::install(heap);
    state.hash_seed.set(hash_seed);
    for spec in specs() {
        crate::typeobj::make_raw(thread, spec)?;
    }
    for spec in specs() {
        crate::typeobj::link(heap.builtin(spec.builtin), spec);
    }
    for folder in folders() {
        if let Some(singletons) = folder.singletons {
            singletons(thread)?;
        }
    }
    state.names.fill(thread)?;
    for spec in specs() {
        crate::typeobj::finish(thread, heap.builtin(spec.builtin), spec)?;
    }
    install_hooks(thread);
    crate::exception::prepare(thread)
}

fn install_hooks(thread: &Thread) {
    let mut hooks = thread.hooks();
    hooks.raise = crate::exception::raise;
    hooks.no_memory = crate::exception::no_memory;
    hooks.clear_managed_dict = crate::dict::clear_managed_dict;
    hooks.release_keys = crate::dict::release_keys;
    hooks.visit_shared_keys = crate::dict::visit_shared_keys;
    thread.set_hooks(hooks);
}
