"""Sets: places, operators, hashes."""
import sys

s = set(range(10, 25)) | {1, 2}
print(s)
s.remove(1)
s.add(65)
print(s)
s.add(1)
print(s, sys.getsizeof(s))
t = set(range(10, 22)) | {1, 2, 3, 4, 5}
for i in (1, 2, 3, 4, 5):
    t.remove(i)
t.add(65)
t.add(2)
print(t)
t.add(97)
print(t, t.pop(), t.pop(), t)
a, b = set(range(0, 40, 3)), set(range(0, 40, 4))
print(a & b, a | b, a - b, a ^ b)
print(a.intersection(b, [0, 12]), a.union([100], (200,)), a.difference(b, [3]), a.symmetric_difference(list(b)))
print(a <= b, a >= {0, 3}, {0} < a, a.issubset(range(100)), a.issuperset([0, 3]), a.isdisjoint([1, 2]))
c = set(a)
c &= b
print(c)
c |= {7}
c -= {0}
c ^= {7, 8}
print(c)
c.update([1], (2,), {3: 4})
c.intersection_update([1, 2, 3, 99])
c.difference_update([1])
c.symmetric_difference_update({3: 1, 5: 1})
print(c, c.copy() == c)
f = frozenset([3, 1, 2])
print(f, hash(f), hash(frozenset()), hash(frozenset(range(100))), f | {9}, type({9} | f), f.copy() is f, frozenset(f) is f)
print({frozenset([1]): 1}[frozenset([1])], {1} in {frozenset([1])}, repr(frozenset()), repr(set()))
for n in (0, 4, 5, 19, 20, 77, 78, 307, 1000):
    x = set(range(n))
    print(n, sys.getsizeof(x), sys.getsizeof(x.copy()), sys.getsizeof(x | {-1}), sys.getsizeof(frozenset(x)), end="; ")
print()
x = set(range(1000))
for i in range(990):
    x.discard(i)
print(len(x), sys.getsizeof(x), sys.getsizeof(x.copy()))
x.add(5000)
print(x, sys.getsizeof(x))
try:
    for item in x:
        x.add(item + 100000)
except RuntimeError as error:
    print(error)


class S(set):
    pass


y = S([1])
y.attr = 2
print(y, y | {2}, type(y | {2}), type(y.copy()), y.__reduce__()[1:])
print({1, 1.0, True}, {"a", "a"}, len({float("nan"), float("nan")}))


class Eq:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        calls.append((self.n, other.n))
        return self.n == other.n


calls = []
z = {Eq(1), Eq(2), Eq(3)}
print(len(z), calls)
calls.clear()
print(Eq(3) in z, calls)
