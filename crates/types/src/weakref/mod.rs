//! Weak reference types: `weakref.ReferenceType`, and the two proxies.
//!
//! Layout, lists and what happens at the referent's death are in the object room (`object::weakref`); here is what a Python
//! program sees. A proxy forwards every operation to its referent while that lives.

#[forbid(unsafe_code)]
mod proxy;
#[forbid(unsafe_code)]
mod reference;

pub use proxy::new_proxy;
pub use reference::new_reference;

use object::TypeSpec;

/// The three types.
pub static SPECS: &[&TypeSpec] = &[&reference::REFERENCE, &proxy::PROXY, &proxy::CALLABLE_PROXY];
