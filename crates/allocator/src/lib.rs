//! Where every byte of a heap comes from: arenas, pools, blocks, large blocks, the byte limit.
//!
//! ```text
//!  reservation (64 GiB of addresses)      arena (1 MiB)            pool (16 KiB)           block
//!  ┌────────┬────────┬────────┬─ ─ ─┐     ┌──────┬──────┬─ ─┐      ┌────────┬───┬───┬─ ─┐
//!  │arena 0 │arena 1 │   …    │     │ ──► │pool 0│pool 1│ 64│  ──► │header48│ 0 │ 1 │   │ 16 … 512 bytes
//!  └────────┴────────┴────────┴─ ─ ─┘     └──────┴──────┴─ ─┘      └────────┴───┴───┴─ ─┘
//!                                                                   one kind and one size class
//!  larger than 512 bytes: the C library, behind a 32-byte header in one list
//! ```
//!
//! The parameters are CPython 3.13's; one file for each layer: `block`, [`class`](mod@class), `pool`, `arena`,
//! `reservation`, `shelf`, `large`, `limit`, and `heap`, which joins them. `walk` finds live blocks, `stats` counts,
//! `check` proves the books, `faults` and `twin` make requests fail on purpose; each invariant A1 … A12 is stated once, in the file of its layer.
//!
//! Not here: what a block means. Headers, types and counts are the `object` room's.

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
compile_error!("the address map needs 64-bit Linux");

mod arena;
mod block;
mod check;
pub mod class;
mod control;
mod faults;
mod fill;
mod heap;
mod large;
pub mod library;
mod limit;
mod poison;
mod pool;
mod reservation;
mod resize;
mod shelf;
mod stats;
pub mod twin;
mod walk;

#[cfg(test)]
mod tests;

pub use check::BookReport;
pub use class::{
    ALIGNMENT, ARENA_SIZE, Kind, POOL_HEADER, POOL_SIZE, POOLS_PER_ARENA, SIZE_CLASSES, SMALL_LIMIT,
};
pub use faults::{Judge, Verdict};
pub use heap::{Allocator, Config, OutOfMemory};
pub use large::LARGE_HEADER;
pub use poison::AVAILABLE as POISONS;
pub use stats::{ArenaBooks, ArenaStats, LargeStats, ShelfStats, Stats};
pub use walk::{Block, LiveBits, Place};
