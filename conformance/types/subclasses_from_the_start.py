# Classes that start-up has derived from those of `abc` and `collections.abc` stand before a program's own.
import abc
import collections.abc


class Plugin(abc.ABC):
    pass


class Table(collections.abc.MutableMapping):
    pass


def names(base):
    return [c.__qualname__ for c in base.__subclasses__()]


print(names(abc.ABC))
print(names(collections.abc.MutableMapping))
import os
print(names(abc.ABC), os.PathLike is abc.ABC.__subclasses__()[0])
print(names(collections.abc.MutableMapping))
del Table, Plugin
import gc
print(gc.collect() > 0)
print(names(abc.ABC), names(collections.abc.MutableMapping))
import genericpath
print(genericpath.os is os, os.path.genericpath is genericpath)
