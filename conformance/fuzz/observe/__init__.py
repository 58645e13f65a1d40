"""What the programs of the folder above start with: classes that tell when they die, makers of closures and generators, observers."""
import array
import collections
import contextlib
import copy
import functools
import gc
import itertools
import operator
import os
import sys
import types
import weakref

R, S, T = sys.getrefcount, sys.getsizeof, gc.is_tracked
KEEP = []
LOG = []


def print(*words):
    """Keeps the line: a stream would make and drop objects of its own."""
    LOG.append(" ".join([str(word) for word in words]).split(" at 0x")[0])


def flush():
    sys.stdout.write("\n".join(LOG) + "\n")
    sys.stdout.flush()
    LOG.clear()


def oops(e):
    print("!", type(e).__name__, str(e).split(" at 0x")[0].split("<module")[0])


class A:
    pass


# The first one imports a module.
weakref.finalize(A, len).detach()


class B:
    __slots__ = ("x", "y")


class W:
    __slots__ = ("x", "__weakref__")


class F:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


class Z:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("back", self.n)
        if len(KEEP) < 3:
            KEEP.append(self)


class L(list):
    pass


class D(dict):
    pass


class P(tuple):
    pass


class I(int):
    pass


class C:
    def __init__(self, x):
        self.x = x

    def m(self):
        return self.x

    @property
    def p(self):
        return [self.x]


P2 = collections.namedtuple("P2", "x y", module="observe")


class M(type):
    def __call__(cls, *p):
        return super().__call__(*p)


class suppress:
    def __enter__(self):
        return self

    def __exit__(self, *p):
        print("exit", len(p), R(p[1]))
        return True


async def co(x):
    local = [x]
    return local


def ran(c):
    try:
        c.send(None)
    except StopIteration as e:
        return e.value


def cb(n):
    return lambda r: print("cb", n, r() is None)


def closure(x):
    def get():
        return x

    def put(v):
        nonlocal x
        x = v
    return get, put


def gen(x):
    local = [x]
    try:
        for turn in range(20):
            got = yield local
            local.append(got)
    finally:
        print("fin", len(local))


def three(x):
    yield x
    yield [x, x]
    yield from (x, 3)


def twin(x):
    """A copy; copying an iterator warns, whose text the library's sources show."""
    return x if hasattr(x, "__next__") else copy.copy(x)


def raiser(x, depth):
    here = [x]
    if depth:
        return raiser(here, depth - 1)
    raise ValueError(len(here))


def caught(x, depth):
    try:
        raiser(x, depth)
    except ValueError as e:
        return e


def size(o):
    try:
        return len(o)
    except TypeError:
        return None


def look(n, o):
    print(n, type(o).__name__, size(o), S(o), T(o))


def same(*o):
    seen = []
    numbers = []
    for x in o:
        for i, y in enumerate(seen):
            if x is y:
                numbers.append(i)
                break
        else:
            numbers.append(len(seen))
            seen.append(x)
    print(numbers)


def gens():
    for g in range(3):
        found = gc.get_objects(generation=g)
        names = []
        o = None
        for o in found:
            names.append(type(o).__name__)
        del found, o
        names.sort()
        print("gen", g, *names)


def begin():
    gc.set_threshold(2000, 10, 10)
    gc.enable()
    KEEP.clear()
    repr([[], {}])
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.collect()
    print("count", gc.get_count())
