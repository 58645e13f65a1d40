//! See DESIGN: the `report` room.
#![forbid(unsafe_code)]
