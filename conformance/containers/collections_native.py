"""deque, defaultdict, OrderedDict and the native half of functools: behaviour and sizes."""
import sys
from _collections import OrderedDict, _count_elements, _tuplegetter, defaultdict, deque
from _functools import cmp_to_key, partial, reduce

print([sys.getsizeof(deque(range(n))) for n in (0, 1, 31, 32, 33, 64, 65, 96, 128, 129)])
d = deque(range(200))
sizes = []
for k in (1, -1, 50, -70, 99, 101, -99, 150, 33):
    d.rotate(k)
    sizes.append((sys.getsizeof(d), d[0]))
print(sizes)
d = deque(range(130), 100)
print(sys.getsizeof(d), d[0], d[-1])
d.extendleft(range(10))
print(sys.getsizeof(d), d[0], d[-1], d.maxlen)
d = deque("abcdef")
d.insert(2, "X")
del d[0]
d[1] = "Y"
d.remove("e")
d.reverse()
print(d, d.index("X") if "X" in d else None, d.count("f"), d + deque("z"), d * 2, deque("ab", 3) * 2)
print(deque([1, 2]) < deque([1, 3]), deque([1, 2]) == deque([1, 2]), deque([1]) != deque(), list(reversed(d)))
print(deque([1, 2], 5), deque().maxlen, d.copy(), d.pop(), d.popleft(), list(d))
try:
    for x in d:
        d.append(x)
except RuntimeError as error:
    print(error)
dd = defaultdict(list, a=[1])
dd["b"].append(2)
print(dd, dd.copy(), dd | {"c": 3}, {"c": 3} | dd, sys.getsizeof(dd), sys.getsizeof(defaultdict(int)))
try:
    defaultdict(None)["x"]
except KeyError as error:
    print(error)
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
print(o, list(o), list(reversed(o)), o.popitem(), o.popitem(last=False), o)
o.update(z=26, y=25)
o["b"] = 1
o.move_to_end("y", last=False)
print(o, o.keys(), o.values(), o.items(), list(reversed(o.items())), o.pop("z"), o.pop("none", 0), o.setdefault("n", 1))
print(o == OrderedDict([("y", 25), ("n", 1)]), o == {"n": 1, "y": 25}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))
print(o | {"q": 1}, {"q": 1} | o, o.copy(), OrderedDict.fromkeys("ab", 0))
print(sys.getsizeof(OrderedDict()), [sys.getsizeof(OrderedDict.fromkeys(range(n))) for n in (1, 5, 6, 10, 11, 100)])
print([sys.getsizeof(OrderedDict.fromkeys(map(str, range(n)))) for n in (1, 5, 6, 10, 11, 100)])
try:
    for k in o:
        o.move_to_end(k)
except RuntimeError as error:
    print(error)
counts = {}
_count_elements(counts, "abracadabra")
print(counts)


class P(tuple):
    x = _tuplegetter(0, "doc of x")


print(P([5]).x, P.x, P.x.__doc__)
print(partial(int, base=2)("101"), partial(partial(max, 1), 2)(3), partial(dict, a=1)(b=2, a=3))
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], "empty"))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
print(sys.getsizeof(partial(print)), sys.getsizeof(cmp_to_key(len)), sys.getsizeof(iter(deque())), sys.getsizeof(iter(OrderedDict())))


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n, end=" ")


q = deque(D(i) for i in range(3))
q.clear()
print()
q = deque((D(i) for i in range(4)), 2)
print("full")
del q
print()
