//! Start-up of a heap: the core types in an order in which each finds what it needs, the singletons, the hooks.

use object::{Heap, Result};

/// Makes every well-known type and singleton of the heap. `hash_seed` as from `PYTHONHASHSEED` (0 disables).
pub fn boot(heap: &Heap, hash_seed: [u64; 2]) -> Result<()> {
    let _ = (heap, hash_seed);
    crate::stub("boot")
}
