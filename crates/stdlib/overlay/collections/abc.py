"""Abstract base classes of containers: another name of `_collections_abc`."""
import _collections_abc
import sys

sys.modules[__name__] = _collections_abc
