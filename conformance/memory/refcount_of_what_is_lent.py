"""How often something is held while native code uses what it only borrows: items shown, keys of getters, functions of iterators."""
import array
import collections
import contextvars
import functools
import itertools
import math
import operator
import sys
import types
import weakref

count = sys.getrefcount


class Shown:
    def __repr__(self):
        return "S%d" % count(self)

    def __hash__(self):
        return 1


S = Shown
s = S()
print([S()], (S(),), {S()}, {1: S()}, {S(): 1}, frozenset([S()]), collections.deque([S(), s]), types.SimpleNamespace(a=S(), b=s))
print({1: S()}.values(), {S(): s}.items(), {S(): 1}.keys(), itertools.repeat(S()), itertools.repeat(s, 3), [s, [s]], [s] * 3)
print(collections.OrderedDict(a=S()), collections.Counter([S()]), collections.UserList([S()]), str(OSError(S(), S(), S())), KeyError(S()))
print(types.GenericAlias(list, (s,)), ascii([S()]), "%r" % [S()], f"{[S()]}", str(contextvars.ContextVar("v", default=s)).split(" at ")[0])


class Count(S):
    def __add__(self, other):
        return self

    def __index__(self):
        return 1


print(itertools.count(Count()), itertools.count(Count(), Count()))
log = []


class Index:
    def __index__(self):
        log.append(count(self))
        return 0

    def __bool__(self):
        log.append(count(self))
        return True

    def __instancecheck__(self, other):
        log.append((count(self), count(other)))
        return True


i, L, f, b = Index(), [1, 2], 1.25, bytearray(b"ab")


def asked(label, *calls):
    log.clear()
    for call in calls:
        call()
    print(label, log)


asked("itemgetter", lambda: operator.itemgetter(i)(L), lambda: operator.itemgetter(Index())((1, 2)), lambda: operator.itemgetter(i, Index())("ab"))
asked("round", lambda: round(1.5, i), lambda: round(15, Index()), lambda: bytes((i,)), lambda: bytes((Index(),)), lambda: bytes([i]), lambda: bytes([Index()]))
asked("isinstance", lambda: isinstance(f, i), lambda: isinstance(f, Index()), lambda: isinstance(f, (Index(), i)))
asked("keywords", lambda: zip(strict=i), lambda: itertools.product([1], repeat=Index()), lambda: itertools.repeat(1, i))
asked("array", lambda: array.array("i").append(Index()), lambda: array.array("i", iter([i])), lambda: array.array("i").insert(i, i), lambda: array.array("i", [i]))
asked("truth", lambda: list(itertools.takewhile(bool, [i])), lambda: list(itertools.dropwhile(bool, [Index()])), lambda: list(filter(None, [i])))


def function():
    def own(a=0, b=0, c=0, x=0):
        log.append([count(v) for v in (own, a, b, c, x) if v != 0])
        return answers.pop() if answers else None
    return own


class Called:
    def __call__(self, *args, **named):
        log.append((count(self), [count(a) for a in args], [count(v) for v in named.values()]))
        return answers.pop() if answers else None


class O:
    def __lt__(self, other):
        return False


answers = []
for make in (function, Called):
    F = make()
    kept = [O(), O()]
    new = lambda n=2: [O() for _ in range(n)]
    asked("map", lambda: list(map(F, new())), lambda: list(map(make(), kept, new())), lambda: list(map(F, kept, kept, kept)))
    asked("filter", lambda: list(filter(F, new())), lambda: list(itertools.filterfalse(make(), kept)), lambda: list(itertools.takewhile(F, new())), lambda: list(itertools.dropwhile(F, kept)))
    answers = new(9)
    asked("accumulate", lambda: list(itertools.accumulate(new(3), F)), lambda: list(itertools.accumulate(kept, make(), initial=O())))
    answers = []
    asked("groups", lambda: [list(g) for _, g in itertools.groupby(new(), F)], lambda: list(itertools.starmap(F, [(O(), O()), kept, [O()]])))
    answers = new(9)
    asked("reduce", lambda: functools.reduce(F, new(3)), lambda: functools.reduce(make(), kept, O()))
    answers = []
    asked("keys", lambda: sorted([O()], key=F), lambda: [O()].sort(key=make()), lambda: min([O()], key=F), lambda: max([kept[0]], key=make()))
    answers = [0] * 9
    asked("compare", lambda: sorted(new(3), key=functools.cmp_to_key(F)), lambda: sorted(kept, key=functools.cmp_to_key(make())))
    answers = []
    asked("partial", lambda: functools.partial(F)(), lambda: functools.partial(F, O())(O(), x=O()), lambda: functools.partial(make(), kept[0], x=O())(kept[1]), lambda: functools.partial(F, x=kept[0])(O(), x=kept[1]))
    asked("lru_cache", lambda: functools.lru_cache(F)(O()), lambda: functools.lru_cache(None)(F)(a=O()), lambda: functools.lru_cache(0)(make())(kept[0]), lambda: functools.lru_cache(2, True)(F)(kept[0], x=O()))
    asked("sentinel", lambda: next(iter(F, 5)), lambda: collections.defaultdict(F)[1], lambda: collections.defaultdict(make())[1], lambda: staticmethod(F)(O()))
    asked("property", lambda: type("X", (), {"p": property(F)})().p, lambda: setattr(type("X", (), {"p": property(F, F)})(), "p", O()))
    o = O()
    r = weakref.ref(o, F)
    asked("weak", lambda: globals().pop("o") and None)


class Named:
    def __set_name__(self, owner, name):
        print("name", count(self), name)

    def write(self, text):
        log.append(count(self))


class Holder:
    named = Named()
    other = again = Named()


asked("print", lambda: print(1, file=Holder.named), lambda: print(file=Named()))
