"""Dictionaries: order, views, iterators, updates."""
import sys

d = {"a": 1, "b": 2, "c": 3}
del d["b"]
d["b"] = 4
print(d, list(reversed(d)), list(reversed(d.items())), list(reversed(d.values())))
print(d.pop("a"), d.pop("zz", 5), d.setdefault("c"), d.setdefault("n", 7), d.popitem(), d)
print(d | {"x": 1}, {"x": 1} | d)
d |= [("p", 1), ("q", 2)]
print(d, d.keys() & {"p", "z"}, d.keys() | ["zz"], sorted(d.keys() ^ {"p"}), d.keys() - {"p"})
print(d.items() & {("p", 1)}, sorted(d.items() ^ {"p": 1, "q": 3}.items(), key=str))
print(d.keys() <= {"c", "b", "p", "q"}, d.keys() == {"c", "b", "p", "q"}, d.keys() > {"p"}, d.items() >= {("p", 1)})
print(d.keys().isdisjoint(["no"]), d.items().isdisjoint([("p", 1)]))
print(("p", 1) in d.items(), ("p", 2) in d.items(), "p" in d.keys(), 1 in d.values())
print(d.keys(), d.values(), d.items(), len(d.items()))
print({1: 2} == {1: 2.0}, {1: 2} != {1: 3}, {} == [], dict.fromkeys("abca"), dict.fromkeys([1], []))
print(dict([(1, 2)], a=3), dict({1: 2}), dict(zip("ab", "cd")))


class Mapping:
    def keys(self):
        return ["k1", "k2"]

    def __getitem__(self, key):
        return key * 2


print(dict(Mapping()), {**Mapping()})

for change in (lambda d: d.update(z=1), lambda d: d.pop("b"), lambda d: (d.pop("c", 0), d.update(z=1))):
    e = {"a": 1, "b": 2, "c": 3}
    try:
        for key in e:
            change(e)
        print("ran through", e)
    except RuntimeError as error:
        print(error)


class Eq:
    def __init__(self, n, act=None):
        self.n, self.act = n, act

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        if self.act:
            self.act()
        return isinstance(other, Eq) and self.n == other.n


e = {}
for i in range(10):
    e[Eq(i)] = i
print([e[Eq(i)] for i in range(10)], len(e))
trap = {}
trap[Eq(3, trap.clear)] = 1
try:
    print(trap.get(Eq(0)), len(trap))
except Exception as error:
    print(error)
it = iter({1: 2, 3: 4}.items())
first = next(it)
print(first, next(it), it.__length_hint__())
pairs = []
for pair in {1: 2, 3: 4}.items():
    pairs.append(pair)
print(pairs)
big = {i: i for i in range(1000)}
for i in range(0, 1000, 2):
    del big[i]
print(len(big), sum(big), list(big)[:5], sys.getsizeof(big))
for i in range(0, 1000, 2):
    big[i] = -i
print(len(big), list(big)[:3], list(big)[-3:], sys.getsizeof(big), sys.getsizeof(big.copy()))
print([sys.getsizeof(dict.fromkeys(range(n))) for n in range(0, 60, 5)])
print([sys.getsizeof({**dict.fromkeys(range(n))}) for n in range(0, 60, 5)])
print([sys.getsizeof({str(i): i for i in range(n)}) for n in range(0, 60, 5)])
mixed = {str(i): i for i in range(5)}
mixed[1] = 1
print(sys.getsizeof(mixed), mixed)
try:
    {}.update([(1, 2), (3,)])
except ValueError as error:
    print(error)
