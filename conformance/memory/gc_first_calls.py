"""The first call of a function of the library: where cells come first, or a generator, a pass waits for them."""
import gc
import functools
import weakref


def counted(call):
    """How many passes the call took, and what counts after it."""
    gc.collect()
    gc.set_threshold(1, 1000, 1000)
    call()
    left = gc.get_count()
    gc.set_threshold(2000, 10, 10)
    return left


weak = weakref.WeakSet()
other = weakref.WeakSet()
keys = weakref.WeakKeyDictionary({counted: 1})
values = weakref.WeakValueDictionary({1: counted})
calls = [
    lambda: weak | other,
    lambda: weak.intersection_update({counted}),
    lambda: weak.isdisjoint(other),
    lambda: functools.lru_cache(lambda: 1),
    lambda: functools.lru_cache(maxsize=3),
    lambda: functools.cmp_to_key(len),
    lambda: functools.singledispatch(lambda x: x),
    lambda: list(keys),
    lambda: list(keys.items()),
    lambda: list(values.values()),
    lambda: list(values.items()),
    lambda: functools.cached_property(len),
    lambda: functools.partialmethod(len),
    lambda: functools.total_ordering(type("T", (), {"__lt__": len})),
]
for turn in range(3):
    for number, call in enumerate(calls):
        print(turn, number, counted(call))
