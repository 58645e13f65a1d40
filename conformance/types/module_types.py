"""Types of native modules: which are heap types, their sizes, what they refer to, their dictionaries, what an instance costs."""
import array
import collections
import functools
import gc
import hashlib
import itertools
import operator
import os
import random
import re
import struct
import sys
import time
import _blake2
import _collections
import _functools
import _md5
import _random
import _sha1
import _sha2
import _sha3
import _struct

MODULES = [_collections, _functools, itertools, operator, array, _md5, _sha1, _sha2, _sha3, _blake2, _random, _struct]
HIDDEN = [type(functools.cmp_to_key(len)), type(struct.iter_unpack("i", b"")), type(iter(array.array("i"))), re.Pattern,
          re.Match, type(re.compile("a").scanner("a")), time.struct_time, os.stat_result, os.terminal_size]
OWN = {"_operator": "operator", "_functools": "functools", "_collections": "collections"}


def name(value):
    return getattr(value, "__name__", type(value).__name__)


def show(cls):
    print(cls, hex(cls.__flags__ & ~(1 << 19)), sys.getsizeof(cls), gc.is_tracked(cls), cls.__basicsize__, cls.__itemsize__,
          cls.__dictoffset__, cls.__weakrefoffset__, cls.__base__, sorted(map(name, gc.get_referents(cls))))
    for key, value in cls.__dict__.items():
        print("   ", key, type(value).__name__, value if isinstance(value, int | tuple) or key == "__module__" else "")


shown = set()
for module in MODULES:
    for key in sorted(vars(module)):
        cls = vars(module)[key]
        if isinstance(cls, type) and cls.__module__ != "_frozen_importlib" and cls not in shown:
            shown.add(cls)
            show(cls)
for cls in HIDDEN:
    show(cls)


def cost(label, make):
    """How much an instance adds to the count of its type, and whether it refers to it."""
    one = make()
    cls = type(one)
    before = sys.getrefcount(cls)
    two = make()
    added = sys.getrefcount(cls) - before
    print(label, cls.__name__, added, cls in gc.get_referents(two), gc.is_tracked(two), sys.getsizeof(two))
    del one, two
    print("   ", sys.getrefcount(cls) - before)


pattern = re.compile("a(b)")
for label, make in [
    ("deque", collections.deque), ("deque iterator", lambda: iter(collections.deque())),
    ("reversed deque", lambda: reversed(collections.deque())), ("defaultdict", collections.defaultdict),
    ("OrderedDict", collections.OrderedDict), ("tuplegetter", lambda: _collections._tuplegetter(0, "")),
    ("partial", lambda: functools.partial(len)), ("key", lambda: functools.cmp_to_key(len)),
    ("lru", lambda: functools.lru_cache(len)), ("itemgetter", lambda: operator.itemgetter(1)),
    ("attrgetter", lambda: operator.attrgetter("a")), ("methodcaller", lambda: operator.methodcaller("f")),
    ("count", itertools.count), ("repeat", lambda: itertools.repeat(1)), ("chain", itertools.chain),
    ("cycle", lambda: itertools.cycle([1])), ("accumulate", lambda: itertools.accumulate([])),
    ("batched", lambda: itertools.batched([], 1)), ("combinations", lambda: itertools.combinations([1, 2], 1)),
    ("product", lambda: itertools.product([1], [2])), ("permutations", lambda: itertools.permutations([1, 2])),
    ("zip_longest", itertools.zip_longest), ("groupby", lambda: itertools.groupby([1])),
    ("islice", lambda: itertools.islice([], 1)), ("starmap", lambda: itertools.starmap(len, [])),
    ("compress", lambda: itertools.compress([], [])), ("pairwise", lambda: itertools.pairwise([])),
    ("takewhile", lambda: itertools.takewhile(len, [])), ("dropwhile", lambda: itertools.dropwhile(len, [])),
    ("filterfalse", lambda: itertools.filterfalse(len, [])), ("tee", lambda: itertools.tee([])[0]),
    ("array", lambda: array.array("i", [1])), ("array iterator", lambda: iter(array.array("i"))),
    ("Struct", lambda: struct.Struct("i")), ("unpack", lambda: struct.iter_unpack("i", b"")),
    ("Random", lambda: _random.Random(1)), ("md5", _md5.md5), ("sha1", _sha1.sha1), ("sha256", _sha2.sha256),
    ("sha3", _sha3.sha3_256), ("blake2b", _blake2.blake2b), ("match", lambda: pattern.match("ab")),
    ("scanner", lambda: pattern.scanner("ab")), ("stat", lambda: os.stat_result(range(10))),
    ("struct_time", lambda: time.struct_time(range(9))),
]:
    cost(label, make)


class Deque(collections.deque):
    pass


cost("class", Deque)
print(sys.getrefcount(collections.deque) - sys.getrefcount(collections.deque), Deque.__flags__ & (1 << 9) != 0)
for cls in collections.deque, time.struct_time, _random.Random:
    try:
        cls.added = 1
        print(cls.added)
        del cls.added
    except TypeError as error:
        print(error)
for module in "collections", "functools", "itertools":
    print(module, sum(gc.is_tracked(x) for x in vars(sys.modules[module]).values() if isinstance(x, type)) > 0)
