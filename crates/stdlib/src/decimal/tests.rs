//! Kernels against each other: long methods against the schoolbook's.
