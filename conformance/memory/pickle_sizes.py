"""Sizes and tracking of what unpickling makes, of picklers and unpicklers themselves, and who counts what."""
import gc
import io
import pickle
import sys
import weakref
import _pickle

gc.disable()


class Plain:
    def __init__(self):
        self.x = 1
        self.y = [1]


class Slotted:
    __slots__ = "a", "b"

    def __init__(self):
        self.a, self.b = 1, 2


def size(value, depth=0):
    row = [sys.getsizeof(value), gc.is_tracked(value)]
    if type(value) in (list, tuple):
        row.append([size(item, depth + 1) for item in value[:3]])
    elif type(value) is dict:
        row.append([size(item, depth + 1) for item in list(value.values())[:3]])
    elif type(value) is Plain:
        row.append(sys.getsizeof(value.__dict__))
    return row


OBJECTS = {
    "int": 5, "large": 1 << 100, "text": "abc", "wide": "\u1234" * 5, "list": [1, 2, 3], "tuple": (1, 2), "dict": {1: 2},
    "names": {str(i): i for i in range(10)}, "set": {1, 2, 3}, "frozen": frozenset([1, 2, 3]), "plain": Plain(),
    "plains": [Plain() for _ in range(5)], "slotted": Slotted(), "bytes": b"abc", "byte": b"a", "array": bytearray(b"abc"), "float": 1.5,
    "nested": [[i] for i in range(50)], "pairs": [(i, [i]) for i in range(5)], "atoms": [(i, i) for i in range(5)],
}
for protocol in 0, 1, 2, 3, 4, 5:
    for name, value in OBJECTS.items():
        if name == "slotted" and protocol < 2:
            continue
        data = pickle.dumps(value, protocol)
        print(protocol, name, sys.getsizeof(data), size(pickle.loads(data)))

for n in 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 17, 50, 100, 999, 1000, 1001, 1500, 2500:
    row = [
        sys.getsizeof(pickle.loads(pickle.dumps(kind(range(n)), protocol)))
        for kind in (list, tuple, set, frozenset, dict.fromkeys)
        for protocol in (0, 1, 2, 4)
    ]
    print(n, row)

# Picklers and unpicklers.
print(_pickle.Pickler.__basicsize__, _pickle.Unpickler.__basicsize__, _pickle.PickleBuffer.__basicsize__)
pickler = _pickle.Pickler(io.BytesIO(), 4)
print(gc.is_tracked(pickler), sys.getsizeof(pickler), type(pickler.memo).__basicsize__, gc.is_tracked(pickler.memo))
item = []
print(sys.getrefcount(item))
pickler.dump(item)
print(sys.getrefcount(item), gc.get_referents(pickler)[2:], sys.getsizeof(pickler))
pickler.clear_memo()
print(sys.getrefcount(item))
for n in 1, 5, 6, 10, 20, 100, 2000:
    pickler.dump([str(i) + "q" for i in range(n)])
    print(n, sys.getsizeof(pickler))
unpickler = _pickle.Unpickler(io.BytesIO(pickle.dumps([[str(i)] for i in range(100)]) + pickle.dumps("text", 0)))
stack = gc.get_referents(unpickler)[4]
print(sys.getsizeof(unpickler), type(stack), sys.getsizeof(stack), gc.is_tracked(stack))
made = unpickler.load()
print(sys.getsizeof(unpickler), len(gc.get_referents(unpickler)), sys.getrefcount(made[0]), sys.getrefcount(made))
unpickler.load()
print(sys.getsizeof(unpickler))
unpickler.memo.clear()
print(sys.getsizeof(unpickler), sys.getrefcount(made[0]), sys.getrefcount(made))

# Names of attributes are interned, other strings aren't; instances share their keys.
plain = pickle.loads(pickle.dumps(Plain()))
print([key is sys.intern(key) for key in vars(plain)], sys.getsizeof(vars(plain)))
print([sys.getsizeof(vars(one)) for one in pickle.loads(pickle.dumps([Plain() for _ in range(10)]))])
print(pickle.loads(pickle.dumps("some_name")) is sys.intern("some_name"))
print(list(pickle.loads(pickle.dumps({"other_name": 1})))[0] is sys.intern("other_name"))
print(pickle.loads(pickle.dumps(b"a")) is bytes([97]), pickle.loads(pickle.dumps("a")) is chr(97))
wide = "\u1234abc"
before = sys.getsizeof(wide)
pickle.dumps(wide)
print(sys.getsizeof(wide) - before)


# What is pickled lives as long as the memo.
class Target:
    pass


seen = []


class Source:
    def __reduce__(self):
        made = Target()
        seen.append(weakref.ref(made))
        return Target, (), {"made": made}


pickler = _pickle.Pickler(io.BytesIO())
pickler.dump(Source())
print(seen[-1]() is not None)
pickler.clear_memo()
print(seen[-1]())
pickle.dumps(Source())
print(seen[-1]())


# Cycles through a pickler and an unpickler are found.
class Own(_pickle.Pickler):
    pass


class OwnReader(_pickle.Unpickler):
    pass


for kind in Own, OwnReader:
    one = kind(io.BytesIO(pickle.dumps([])))
    one.itself = one
    seen.append(weakref.ref(one))
    if kind is Own:
        one.dump([one.itself.__class__])
    del one
    print(gc.collect() > 0, seen[-1]())
for kind in Own, OwnReader:
    one = kind(io.BytesIO(pickle.dumps([])))
    cycle = [one]
    if kind is Own:
        one.dump(cycle[:0])
        one.memo = {1: (0, cycle)}
    else:
        one.load()
        one.cycle = cycle
    seen.append(weakref.ref(one))
    del one, cycle
    print(gc.collect() > 0, seen[-1]())

# Generation 0.
def counted(f):
    row = []
    for _ in range(4):
        before = gc.get_count()[0]
        made = f()
        row.append(gc.get_count()[0] - before)
        del made
    return row[1:]


data = pickle.dumps([[1], (2, []), {3: []}, {4}, Plain()])
print(counted(lambda: pickle.dumps([1, 2])), counted(lambda: pickle.loads(data)))
print(counted(lambda: _pickle.Pickler(io.BytesIO())), counted(lambda: _pickle.Unpickler(io.BytesIO())))
