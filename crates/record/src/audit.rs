//! What the audit found: an invariant of the heap that doesn't hold.

use crate::Label;
use serde::{Deserialize, Serialize};

/// One broken invariant in one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// The invariant's number, as its file states it.
    pub invariant: u32,
    /// Where; `None` if it is a sum over the whole heap.
    pub place: Option<Label>,
    /// What was expected and what was there.
    pub text: String,
}
