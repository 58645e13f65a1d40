"""Iterators that fill their last tuple anew: which of the old items have gone when the sources end, and in which order."""
import gc
import itertools


class F:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)

    def __iter__(self):
        yield self


def some(name, count):
    for n in range(count):
        print("asked", name, n)
        yield F(name + str(n))


def drain(it, most=6):
    for n in range(most):
        print("turn", n, next(it, None) is None)


drain(itertools.zip_longest(some("a", 2), some("b", 3)))
drain(itertools.zip_longest(some("a", 3), some("b", 1), some("c", 2), fillvalue=0))
drain(zip(some("a", 3), some("b", 1)))
drain(zip(some("a", 2), some("b", 3), some("c", 3)))
drain(itertools.pairwise(some("a", 4)))
it = itertools.zip_longest(some("a", 3), some("b", 2))
first = next(it)
second = next(it)
del first
drain(it)
del second
print("kept")
it = itertools.pairwise(some("p", 4))
first = next(it)
drain(it)
del first, it


def failing():
    yield F("fine")
    yield F("fine too")
    raise KeyError


it = itertools.zip_longest(some("a", 5), failing())
try:
    drain(it)
except KeyError as e:
    print("failed")
drain(it, 2)


def collecting(generation, name):
    yield name
    gc.collect(generation)
    yield name + "2"


class Collects:
    def __init__(self, generation):
        self.generation = generation

    def __iter__(self):
        gc.collect(self.generation)
        return iter([[], []])


def where(thing):
    for g in range(3):
        for found in gc.get_objects(generation=g):
            if found is thing:
                return g


for g in range(3):
    gc.collect()
    rows = [t for t in itertools.zip_longest(collecting(g, "a"), [[], [], []])]
    print(g, [where(row) for row in rows])
    rows = [t for t in zip(collecting(g, "a"), [[], [], []])]
    print(g, [where(row) for row in rows])
    rows = [t for t in itertools.batched(collecting(g, "a"), 2)]
    print(g, [where(row) for row in rows])
    row = tuple(collecting(g, []) if 0 else ([n] for n in collecting(g, "x")))
    print(g, where(row), row)
    it = zip(Collects(g), Collects(g))
    print(g, sorted([where(part) for part in gc.get_referents(it) if type(part) is tuple]))
    it = map(max, Collects(g), Collects(g))
    print(g, sorted([where(part) for part in gc.get_referents(it) if type(part) is tuple]))
    it = itertools.zip_longest(Collects(g), Collects(g))
    print(g, sorted([where(part) for part in gc.get_referents(it) if type(part) is tuple]))
    it = itertools.product(Collects(g), Collects(g))
    print(g, [where(part) for part in gc.get_referents(it) if type(part) is tuple])
