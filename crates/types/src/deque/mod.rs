//! The memory behind `collections.deque`, and the layouts of the `dict` types that `stdlib` builds on.
//!
//! The types themselves are declared in the `stdlib` room, which holds no `unsafe`.

mod layout;

pub use layout::{BLOCK_BYTES, BLOCK_LEN, Cursor, DequeCore};
