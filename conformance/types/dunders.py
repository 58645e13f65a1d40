"""Slots that follow `__dunder__` methods: operators with their reflected sides, containers, calls, comparison, conversion."""
import operator


class Num:
    def __init__(self, tag):
        self.tag = tag

    def __repr__(self):
        return f"{type(self).__name__}({self.tag})"


OPS = ["add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "lshift", "rshift", "and", "xor", "or", "pow"]
for op in OPS:
    def plain(self, other, *rest, op=op):
        return (op, self, other, *rest)

    def reflected(self, other, *rest, op=op):
        return ("r" + op, self, other, *rest)

    def inplace(self, other, op=op):
        return ("i" + op, self, other)

    setattr(Num, f"__{op}__", plain)
    setattr(Num, f"__r{op}__", reflected)
    setattr(Num, f"__i{op}__", inplace)


class Sub(Num):
    def __radd__(self, other):
        return ("sub radd", self, other)


class Same(Num):
    pass


a, b, c = Num("a"), Sub("b"), Same("c")
for op in OPS:
    fn = getattr(operator, {"and": "and_", "or": "or_"}.get(op, op))
    print(fn(a, 1), fn(1, a))
    print(getattr(operator, "i" + op)(a, 2))
print(a + b, b + a, a + c, c + a)
print(pow(a, 2, 3), divmod.__name__)


class Decline:
    def __add__(self, other):
        print("add")
        return NotImplemented

    def __radd__(self, other):
        print("radd")
        return NotImplemented

    def __eq__(self, other):
        print("eq")
        return NotImplemented

    def __lt__(self, other):
        print("lt")
        return NotImplemented


class Decline2(Decline):
    pass


for fn in (lambda: Decline() + Decline2(), lambda: Decline() + 1, lambda: 1 + Decline(), lambda: Decline() + Decline(),
           lambda: Decline() == 1, lambda: Decline() < Decline(), lambda: Decline() == Decline2(),
           lambda: Decline() > 1):
    try:
        print(fn())
    except TypeError as e:
        print(e)


class Box:
    def __len__(self): return 3
    def __getitem__(self, i):
        print("getitem", i)
        if isinstance(i, int) and i > 2:
            raise IndexError(i)
        return i
    def __setitem__(self, k, v): print("setitem", k, v)
    def __delitem__(self, k): print("delitem", k)
    def __contains__(self, x): return "yes"
    def __call__(self, *a, **k): return a, k
    def __int__(self): return 5
    def __float__(self): return 2.5
    def __index__(self): return 2
    def __complex__(self): return 1j
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __abs__(self): return "abs"
    def __invert__(self): return "inv"
    def __round__(self, n=None): return ("round", n)
    def __format__(self, spec): return f"<{spec}>"
    def __bytes__(self): return b"by"
    def __dir__(self): return ["z", "a"]
    def __sizeof__(self): return 1000
    def __reversed__(self): return "rev"
    def __length_hint__(self): return 9
    def __hash__(self): return 2 ** 70
    def __eq__(self, o): return True
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)


x = Box()
print(len(x), x[1], x["k"], 7 in x, x(1, k=2), int(x), float(x), [1, 2, 3][x], complex(x))
x[1] = 2
del x[3]
x[1:2] = 5
print(-x, +x, abs(x), ~x, round(x), round(x, 2), f"{x:abc}", bytes(x), dir(x), reversed(x))
print(hash(x), x == 3, x != 3, bool(x), divmod(x, 1), divmod(1, x))
print(list(x))


class OnlyLen:
    def __len__(self): return 0


class OnlyBool:
    def __bool__(self): return False


print(bool(OnlyLen()), bool(OnlyBool()), not OnlyLen())


class Late:
    pass


late = Late()
for name, fn, use in [
    ("__len__", lambda s: 8, len),
    ("__iter__", lambda s: iter("xy"), list),
    ("__call__", lambda s: "called", lambda o: o()),
    ("__repr__", lambda s: "REPR", repr),
    ("__eq__", lambda s, o: "EQ", lambda o: o == 1),
    ("__getattr__", lambda s, n: n.upper(), lambda o: o.something),
    ("__setattr__", lambda s, n, v: print("set", n, v), lambda o: setattr(o, "q", 1)),
    ("__delattr__", lambda s, n: print("del", n), lambda o: delattr(o, "q")),
    ("__bool__", lambda s: False, bool),
    ("__add__", lambda s, o: "added", lambda o: o + 1),
    ("__hash__", lambda s: 12, hash),
    ("__contains__", lambda s, o: True, lambda o: 1 in o),
    ("__enter__", lambda s: 1, lambda o: hasattr(o, "__enter__")),
]:
    def attempt():
        try:
            return use(late)
        except Exception as e:
            return f"{type(e).__name__}: {str(e).split(' object at')[0]}"
    before = attempt() if name not in ("__repr__", "__hash__") else "-"
    setattr(Late, name, fn)
    after = attempt()
    delattr(Late, name)
    again = attempt() if name not in ("__repr__", "__hash__") else "-"
    print(name, "|", before, "|", after, "|", again)


class P:
    def __len__(self): return 1


class Q(P):
    pass


class R(Q):
    def __len__(self): return 3


print(len(Q()), len(R()))
P.__len__ = lambda s: 10
print(len(Q()), len(R()))
del R.__len__
print(len(R()))
Q.__len__ = lambda s: 20
print(len(R()))
del Q.__len__, P.__len__
try:
    len(R())
except TypeError as e:
    print(e)


class IntLike(int):
    def __add__(self, o): return "mine"
    __radd__ = __add__


print(IntLike(1) + 2, 2 + IntLike(1), IntLike(1) - 1, sum([IntLike(1)], 5))


class L(list):
    def __getitem__(self, i): return ("L", i)
    def __len__(self): return 77


l = L([1, 2])
print(l[0], len(l), list.__len__(l), list(l), l + [3], [0] + l, l * 2)


class Str(str):
    def __eq__(self, o): return "weird"
    __hash__ = str.__hash__
    def __str__(self): return "custom"


s = Str("abc")
print(s == "abc", "abc" == s, {s: 1}.get("abc"), str(s), f"{s}", s + "d", hash(s) == hash("abc"))
