"""What iterators, getters, slices and exceptions hold goes in the order in which each type lets go of it."""
import collections
import functools
import gc
import itertools
import types

gc.disable()


class It:
    def __init__(self, name, items=(1, 2, 3)):
        self.name, self.items = name, list(items)

    def __iter__(self):
        return self

    def __next__(self):
        if not self.items:
            raise StopIteration
        return self.items.pop(0)

    def __call__(self, *args):
        return 1

    def __add__(self, other):
        return It(self.name + other.name)

    def __del__(self):
        print(self.name, end=" ")


def gone(name, make, steps=0):
    print(name, end=": ")
    made = make()
    for _ in range(steps):
        next(made)
    referents = gc.get_referents(made)
    print([r.name for r in referents if type(r) is It], end=" ")
    referents = None
    made = None
    print()


def failed():
    error = OSError(1, "x")
    error.__cause__ = KeyError(It("cause"))
    error.__context__ = KeyError(It("context"))
    error.x = It("x")
    return error


def cached():
    f = functools.lru_cache(It("f"))
    f(1)
    f.x = It("x")
    return f


gone("chain", lambda: itertools.chain(It("a"), It("b")), 4)
gone("chain of", lambda: itertools.chain.from_iterable(It("o", [It("a"), It("b")])), 1)
gone("dropwhile", lambda: itertools.dropwhile(It("f"), It("a")))
gone("takewhile", lambda: itertools.takewhile(It("f"), It("a")), 1)
gone("filterfalse", lambda: itertools.filterfalse(It("f"), It("a")))
gone("starmap", lambda: itertools.starmap(It("f"), It("a")))
gone("accumulate", lambda: itertools.accumulate(It("a", [It("x"), It("y")]), It("f")), 1)
gone("accumulate from", lambda: itertools.accumulate(It("a"), It("f"), initial=It("i")))
gone("slice", lambda: slice(It("a"), It("b"), It("c")))
gone("super", lambda: super(It, It("s")))
gone("error", failed)
gone("cache", cached)
