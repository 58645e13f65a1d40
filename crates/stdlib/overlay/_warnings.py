"""The native half of `warnings`, by its name. The library's own Python does the work."""

from _py_warnings import (
    _filters_mutated_lock_held,
    defaultaction as _defaultaction,
    filters,
    onceregistry as _onceregistry,
    warn,
    warn_explicit,
)
