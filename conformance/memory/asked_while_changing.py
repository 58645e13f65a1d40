"""How often keys are held while equal ones are looked for: ordered dictionaries change in steps, set comprehensions, reversed lists."""
import collections
import os
import sys
import tempfile
import warnings

count = sys.getrefcount
log = []


class K:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        log.append((count(self), count(other)))
        return self.n == other.n


def asked(label, call):
    log.clear()
    call()
    print(label, log)


a, b = K(1), K(1)
OD = collections.OrderedDict


class Own(OD):
    def __getitem__(self, key):
        print("get")
        return super().__getitem__(key)

    def __delitem__(self, key):
        print("del")
        super().__delitem__(key)

    def __contains__(self, key):
        print("in")
        return super().__contains__(key)


for kind in (OD, Own):
    asked("del", lambda: kind({a: 1}).__delitem__(b))
    asked("pop", lambda: kind({a: 1}).pop(b))
    asked("pop nothing", lambda: kind({a: 1}).pop(K(2), 0))
    asked("popitem", lambda: kind({a: 1}).popitem())
    asked("set", lambda: kind({a: 1}).__setitem__(b, 2))
    asked("update", lambda: kind({a: 1}).update([(b, 2)]))
    asked("or", lambda: kind({a: 1}) | {b: 2})
    asked("equal", lambda: kind({a: a}) == kind({b: b}))
asked("set comprehension", lambda: {x for x in (a, b)})
asked("of a loop inside", lambda: {y for x in (a, b) for y in [x]})
asked("of calls", lambda: {(lambda: x)() for x in (a, b)})
row = [1, 2]
back = reversed(row)
print(count(row))
del row[:]
print(list(back), count(row))
row += [1]
back = reversed(row)
print(list(back), count(row))

warnings.simplefilter("always")
with tempfile.TemporaryDirectory() as place:
    for name in "ab":
        os.mkdir(os.path.join(place, name))
    for use in (next, list, lambda it: it.close(), lambda it: it.__exit__(None, None, None), lambda it: None):
        with warnings.catch_warnings(record=True) as caught:
            it = os.scandir(place)
            use(it)
            del it
        print([(w.category.__name__, str(w.message)[:25]) for w in caught])
    caught = None
