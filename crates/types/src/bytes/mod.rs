//! `bytes`: immutable byte strings.
//!
//! - `layout.rs`: the memory of a `bytes` object; all `unsafe` of the folder.
//! - this file: the declaration and its slots.

mod layout;

pub use layout::{BYTES_LAYOUT, Bytes};

use crate::state::state;
use crate::str::hash::hash_bytes;
use object::{Builtin, Object, Result, Thread, TypeFlags, TypeSlots, TypeSpec};

/// `bytes`.
pub static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE
        .with(TypeFlags::BYTES_SUBCLASS)
        .with(TypeFlags::MATCH_SELF),
    slots: TypeSlots {
        hash: Some(|thread, object| bytes_hash(thread, object)),
        ..TypeSlots::EMPTY
    },
    dealloc: object::dealloc_leaf,
    ..TypeSpec::new("bytes", Builtin::Bytes, &BYTES_LAYOUT)
};

/// The well-known types of this folder.
pub const SPECS: &[&TypeSpec] = &[&SPEC];

/// Makes the shared objects of a heap. Needs the type `bytes`.
pub fn make_singletons(thread: &Thread) -> Result<()> {
    layout::make_singletons(thread)
}

impl Bytes {
    /// The hash, computed once.
    pub fn hash(&self, thread: &Thread) -> isize {
        if self.stored_hash() == -1 {
            self.store_hash(hash_bytes(state(thread).hash_seed.get(), self.as_slice()));
        }
        self.stored_hash()
    }
}

fn bytes_hash(thread: &Thread, object: &Object) -> Result<isize> {
    match object.downcast::<Bytes>() {
        Some(bytes) => Ok(bytes.hash(thread)),
        None => Err(thread.system_error(format_args!("not bytes"))),
    }
}
