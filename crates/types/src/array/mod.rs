//! The memory of `array.array`: what the module of that name in `stdlib` builds its type on.
//!
//! Only the layout lives here; the type, its items' Python values and its methods are the module's.

mod layout;

pub use layout::{ARRAY_LAYOUT, Array, WEAKLIST, item_bytes};
