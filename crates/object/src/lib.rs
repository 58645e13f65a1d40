//! The `object` room: what every Python object is made of, whatever its type.
//!
//! In: blocks from the allocator. Out: objects with a header, a type, a count, and (when collected) a place in a
//! generation. The rooms above name concrete types; this one knows only what is common to all:
//!
//! - [`Object`]: the 16-byte header; [`GcHead`] and the managed words in front of it (`header.rs`).
//! - [`Ref`], [`Slot`]: the owned handle and the owned field (`handle.rs`). Everything safe above is written with these.
//! - [`Layout`], [`LayoutInfo`]: which fields a built-in layout has, so that traversing, clearing and freeing an
//!   object need no code of its own in most types (`layout.rs`).
//! - [`Type`], [`TypeSlots`], [`NumberSlots`]: the type object and its behaviour (`type_object.rs`, `slots.rs`).
//! - [`TypeSpec`], [`MethodDef`] …: what a built-in type is declared with (`spec.rs`).
//! - [`Heap`]: one interpreter's memory: allocator, generations, singletons (`heap.rs`, `generations.rs`).
//! - [`Thread`]: the running thread of that interpreter: pending exception, recursion, breaker (`thread.rs`);
//!   the Python threads that take turns in it and the lock between them (`threads/`).
//! - deallocation with its trashcan (`dealloc.rs`), free lists (`kept.rs`), weak references (`weakref.rs`), traversal (`traverse.rs`),
//!   raw growable buffers from the counted heap (`buffer.rs`), layouts declared without `unsafe` (`native.rs`, `native_row.rs`, `native_ring.rs`, `native_refs.rs`, `native_identity.rs`, `native_view.rs`,
//!   `native_tail.rs`, `native_words.rs`).
//!
//! Invariants (checked by the audit under these numbers):
//! - **O1** an object's count equals the references that fields, registers and native handles hold on it, or it is immortal.
//! - **O2** the flags in the header's tag equal those of its type and of its block (head in front or not).
//! - **O3** an object is in at most one generation list; `next` is null exactly when it is untracked.
//! - **O4** a type's count includes one for each live instance when it is a heap type.
//!
//! There is no global state: from a type one reaches its heap, from a heap its running thread.

mod buffer;
mod builtin;
mod dealloc;
mod generations;
mod handle;
mod header;
mod heap;
mod instance;
mod kept;
mod layout;
pub mod native;
pub mod native_identity;
pub mod native_points;
pub mod native_queue;
pub mod native_refs;
pub mod native_ring;
pub mod native_row;
pub mod native_tail;
pub mod native_view;
pub mod native_words;
mod slots;
mod spec;
mod thread;
mod threads;
mod trace;
pub mod traverse;
mod type_object;
pub mod weakref;

pub use allocator;
pub use buffer::Buf;
pub use builtin::Builtin;
pub use dealloc::{
    can_clear, clear_object, dealloc_collected, dealloc_instance, dealloc_kept_leaf,
    dealloc_layout, dealloc_leaf, dealloc_managed, dealloc_plain_instance, run_finalizer,
    run_finalizer_marked,
};
pub use generations::{Age, GcState, Generation, Generations, Stats as GenerationStats, Stress};
pub use handle::{Ref, Slot};
pub use header::{
    FLAG_GC, FLAG_HEAP_TYPE, FLAG_INLINE, FLAG_KEPT, FLAG_PREHEADER, GcHead, IMMORTAL, Object, Tag,
};
pub use heap::{Heap, HeapConfig, Singletons};
pub use instance::{InlineValues, KeysHead, is_plain_instance};
pub use kept::{HeldCall, Keep};
pub use layout::{Hidden, Items, Layout, LayoutInfo, OBJECT_LAYOUT, TypeShown, Untrack};
pub use slots::{
    Args, Binary, BufferView, CompareOp, IterResult, NumberSlots, Ternary, TypeSlots, Unary,
};
pub use spec::{Binding, GetSetDef, MemberDef, MemberKind, MethodBody, MethodDef, TypeSpec};
pub use thread::{Handled, Hooks, NativeCall, Raised, Result, Resume, Resumed, Thread, breaker};
pub use threads::{Belongings, NewThread, NotStarted, Seen, Waited};
pub use trace::Watcher;
pub use traverse::{Visit, clear_references, visit_hidden, visit_references, visit_shown};
pub use type_object::{HeapType, Type, TypeFlags};
pub use weakref::{WEAKREF_LAYOUT, WeakRef};
