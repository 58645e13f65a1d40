"""The bytes of pickles in every protocol, and what comes back."""
import collections
import copyreg
import datetime
import decimal
import hashlib
import pickle
import _pickle

print(pickle.Pickler is _pickle.Pickler, pickle.dumps, pickle.loads, pickle.dump, pickle.load)
print(pickle.PickleError.__module__, pickle.PicklingError.__mro__, pickle.UnpicklingError.__mro__)


class Plain:
    def __init__(self):
        self.x = 1
        self.y = [1, 2]


class Slotted:
    __slots__ = "a", "b"

    def __init__(self):
        self.a, self.b = 1, "q"


class Items(list):
    pass


class Pairs(dict):
    pass


class Number(int):
    pass


class Meta(type):
    pass


class OfMeta(metaclass=Meta):
    class Inner:
        class Deepest:
            pass


class Arguments:
    def __new__(cls, *args, **kwargs):
        made = super().__new__(cls)
        made.given = args, kwargs
        return made

    def __getnewargs_ex__(self):
        return self.given[0], self.given[1]


class Stateful:
    def __getstate__(self):
        return "state"

    def __setstate__(self, state):
        self.state = state


class Reduced:
    def __init__(self, parts):
        self.parts = parts

    def __reduce_ex__(self, protocol):
        return self.parts


def setter(made, state):
    print("setter", made, state)


def shown(value, depth=0):
    kind = type(value)
    if depth > 3:
        return "..."
    if kind is Slotted:
        return "Slotted", value.a, value.b
    if hasattr(value, "__dict__") and not isinstance(value, type) and not callable(value):
        content = list(value) if isinstance(value, (list, dict, tuple, set, frozenset)) else None
        return kind.__name__, content, [(k, shown(v, depth + 1)) for k, v in vars(value).items()]
    return value


OBJECTS = [
    None, True, False, 0, 1, 255, 256, 300, 65535, 65536, 70000, 2**31 - 1, 2**31, -1, -5, -2**31, -2**31 - 1,
    1 << 40, -1 << 70, -(1 << 63), -(1 << 127), 1 << 2040, 3**2000, 1.5, -0.0, float("inf"), 1e300, b"", b"a", b"abc\xff", b"x" * 300,
    "", "abc", "\xe9", "a\u1234\n\\\0\r\x1a", "\ud800", "\U0001f600", "y" * 300,
    [], [1], [1, 2, 3], (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), {}, {1: 2}, {1: 2, "a": "b"}, set(), {1}, {1, 2},
    frozenset(), frozenset([3]), bytearray(), bytearray(b"xy"), ["a", "a", ("b", "b")],
    Plain, len, print, [int, print, len], Plain(), Slotted(), Items([1, 2]), Pairs(a=1), Number(5), OfMeta, OfMeta.Inner, OfMeta.Inner.Deepest,
    Arguments(1, k=2), Stateful(), Reduced((list, (), None, [1, 2].__iter__())) and range(5), Ellipsis, NotImplemented, type(None), type(...),
    complex(1, 2), slice(1, 2), collections.OrderedDict(a=1), collections.deque([1, 2], 5), collections.Counter("aab"),
    datetime.datetime(2020, 1, 2), decimal.Decimal("1.5"), ValueError("x", 1), KeyError("k"), [].append, "".join, dict.fromkeys,
    str.lower, int.from_bytes, memoryview,
]

for protocol in range(6):
    for value in OBJECTS:
        try:
            data = pickle.dumps(value, protocol)
        except Exception as error:
            print(protocol, type(error).__name__, error)
            continue
        print(protocol, data if len(data) < 200 else hashlib.md5(data).hexdigest())
        back = pickle.loads(data)
        if not callable(back) or isinstance(back, type):
            print("   ", ascii(shown(back)))

# Shared and recursive objects.
print("shared")
for protocol in range(6):
    items = []
    items.append(items)
    pair = ([],)
    pair[0].append(pair)
    four = ([], 1, 2, 3)
    four[0].append(four)
    table = {}
    table[1] = table
    holder = Plain()
    holder.own = holder
    member = Plain()
    member.group = frozenset([member])
    open_member = Plain()
    open_member.group = {open_member}
    for value in items, pair, four, table, holder, member, member.group, open_member.group:
        data = pickle.dumps(value, protocol)
        print(protocol, data)
        back = pickle.loads(data)
        print("   ", type(back).__name__)

# Batches.
print("batches")
for protocol in range(6):
    for n in 0, 1, 2, 3, 999, 1000, 1001, 2000, 2001:
        row = [
            hashlib.md5(pickle.dumps(made, protocol)).hexdigest()[:8]
            for made in (
                list(range(n)), dict.fromkeys(range(n)), set(range(n)), frozenset(range(n)), tuple(range(n)),
                Items(range(n)), Pairs.fromkeys(range(n)), collections.deque(range(n)),
            )
        ]
        print(protocol, n, *row)

# Frames.
print("frames")
for protocol in 3, 4, 5:
    for size in 65530, 65535, 65536, 65537, 200000:
        for value in b"x" * size, "y" * size, bytearray(size), ["z" * 30000] * 4, [str(i) * 3000 for i in range(60)]:
            data = pickle.dumps(value, protocol)
            print(protocol, size, len(data), hashlib.md5(data).hexdigest(), pickle.loads(data) == value)

# The registry of extensions.
print("extensions")
for code in 1, 0x100, 0x10000, 0x7FFFFFFF:
    copyreg.add_extension(__name__, "Plain", code)
    for protocol in range(6):
        data = pickle.dumps(Plain, protocol)
        print(protocol, data, pickle.loads(data) is Plain)
    copyreg.remove_extension(__name__, "Plain", code)

# Setters of states, in the place of BUILD.
print(pickle.dumps(Reduced((int, (), 1, None, None, setter)), 4))
pickle.loads(pickle.dumps(Reduced((int, (), 1, None, None, setter))))
