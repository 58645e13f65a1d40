//! `complex`: pairs of floats.
//!
//! - `arith.rs`: operators on pairs, as C's complex arithmetic in 3.13 does them
//! - `parse.rs`: `complex(...)` and text; `spec.rs`: the declaration, slots, methods
//!
//! ```text
//! 0 header  16 real  24 imag                                           32 bytes
//! ```

#[forbid(unsafe_code)]
pub mod arith;
#[forbid(unsafe_code)]
mod parse;
#[forbid(unsafe_code)]
mod spec;

pub use arith::power;
pub use parse::from_object;
pub use spec::{SPEC, SPECS};

use object::{Builtin, Object, Ref, Result, Thread, Type, native};
use std::cell::Cell;

object::native_layout! {
    /// See the file's head. Never changes once somebody else sees it.
    pub struct Complex: COMPLEX_LAYOUT, "complex" { real: Cell<f64>, imag: Cell<f64> }
}

const _: () = assert!(size_of::<Complex>() == 32);

/// Real and imaginary part.
pub type Pair = (f64, f64);

impl Complex {
    /// A new exact complex number.
    pub fn new(thread: &Thread, value: Pair) -> Result<Ref> {
        Complex::of_type(thread, thread.heap().builtin(Builtin::Complex), value)
    }

    /// An instance of a subtype.
    pub(crate) fn of_type(thread: &Thread, ty: &Type, value: Pair) -> Result<Ref> {
        let fresh = native::make::<Complex>(thread.heap(), ty)?;
        fresh.real.set(value.0);
        fresh.imag.set(value.1);
        fresh.as_object().track();
        Ok(fresh.into_object())
    }

    /// Both parts.
    pub fn pair(&self) -> Pair {
        (self.real.get(), self.imag.get())
    }
}

/// The parts of a complex number; zeros for anything else.
pub(crate) fn pair(object: &Object) -> Pair {
    object
        .downcast::<Complex>()
        .map_or((0.0, 0.0), Complex::pair)
}
