"""Compared with 3.13: places in sorted sequences: what is compared and asked, wrong arguments, counts."""
import array, bisect, collections, gc, sys, _bisect

LOG = []


class N:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        LOG.append((self.n, other.n, sys.getrefcount(self), sys.getrefcount(other)))
        return self.n < other.n


class Row:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        print("len")
        return len(self.items)

    def __getitem__(self, i):
        print("item", i)
        return self.items[i]

    def insert(self, i, x):
        print("insert", i, x)
        self.items.insert(i, x)


FUNCTIONS = [bisect.bisect_left, bisect.bisect_right, bisect.insort_left, bisect.insort_right]
for f in FUNCTIONS:
    print(f, f.__module__, f.__text_signature__, type(f).__name__, f.__qualname__, f is getattr(_bisect, f.__name__))
print(bisect.bisect is bisect.bisect_right, bisect.insort is bisect.insort_right, sorted(n for n in dir(_bisect) if n[:2] != "__"))


def tried(f, *args, **names):
    global LOG
    LOG = []
    try:
        print(f.__name__, f(*args, **names), LOG)
    except Exception as e:
        print(f.__name__, type(e).__name__, e, LOG)


class L(list):
    def insert(self, i, x):
        print("L.insert", i, getattr(x, "n", x))
        super().insert(i, x)


class T(tuple):
    pass


for f in FUNCTIONS:
    for row in ([], [1], [1, 2, 2, 2, 3], list(range(20))):
        for x in (0, 1, 2, 2.5, 30):
            copy = list(row)
            tried(f, copy, x)
            print(copy, sys.getsizeof(copy))
    tried(f, [N(1), N(3), N(5)], N(3))
    tried(f, L([N(1), N(3), N(5)]), N(3))
    tried(f, [N(1), N(3), N(5)], N(3), key=lambda x: x)
    tried(f, [N(1), N(3), N(5)], N(3), 1, 2)
    tried(f, Row([1, 3, 5]), 3)
    tried(f, Row([1, 3, 5]), 3, 0, 2)
    tried(f, Row([1, 3, 5]), 3, key=lambda x: -x)
    tried(f, (1, 2), 2)
    tried(f, T((1, 2)), 2)
    tried(f, "abc", "b")
    tried(f, range(10), 5)
    tried(f, b"abc", 98)
    tried(f, array.array("i", [1, 2, 3]), 2)
    tried(f, collections.deque([1, 2, 3]), 2)
    for args, names in [((), {}), (([],), {}), (([], 1, -1), {}), (([], 1, "a"), {}), (([1], 1, 0, "a"), {}), (([1], 1, 0, 5), {}),
                        (([1], 1, 0, -1), {}), (([1], 1, 0, -2), {}), (([1], 1, 5, 1), {}), (([1], 1, 0, 1, None), {}), (([1], 1), {"key": 5}),
                        (([], 1), {"key": 5}), ((1, 2), {}), ((1, 2, 0, 1), {}), (({}, 2, 0, 1), {}), (({1, 2}, 1, 0, 1), {}), (([1], "s"), {}),
                        (([1],), {"x": 1, "hi": None, "lo": 0}), (([1], 1), {"y": 1}), (([1], 1, 2**70), {}), (([1], 1, 0, 2**70), {}),
                        (([1], 1), {"lo": True}), (([1], 1, 1.5), {}), (([1], 1, None), {}), ((None, None), {}), ((iter([1]), 1, 0, 1), {})]:
        tried(f, *args, **names)
gc.collect()
gc.disable()
row = [[i] for i in range(100)]
before = gc.get_count()
for i in range(20):
    bisect.bisect(row, row[i])
    bisect.insort(row, row[i])
    bisect.bisect_left(T(row), row[i])
print(before, gc.get_count(), len(row), sys.getsizeof(row))
