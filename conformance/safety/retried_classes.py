"""What fails for want of memory is tried again and gives what it would have given: classes, generators, matches, weak references."""
import sys
def attempt(f, *a):
    try:
        return f(*a)
    except MemoryError:
        return f(*a)
out = []
def check(name, f, *a):
    r = attempt(f, *a)
    attempt(out.append, attempt(lambda: "%s %r" % (name, r)))
def make():
    class Meta(type):
        def __call__(cls, *a, **k): return super().__call__(*a, **k)
    class Base(metaclass=Meta):
        """doc"""
        kind = "base"
        def __init__(self, n, **k): self.n = n; self.k = k
        def __repr__(self): return f"{type(self).__name__}({self.n})"
        def __eq__(self, o): return self.n == o.n
        def __hash__(self): return hash(self.n)
        def __add__(self, o): return type(self)(self.n + o.n)
        def __getitem__(self, i): return [self.n] * i
        def __iter__(self): yield from range(self.n)
        def __enter__(self): return self
        def __exit__(self, *a): return False
        @property
        def p(self): return self.n + 1
        @classmethod
        def c(cls, n): return cls(n)
        @staticmethod
        def s(n): return n * 2
        def __lt__(self, o): return self.n < o.n
    class Sub(Base):
        __slots__ = ("x", "y")
        def __init__(self, n, **k): super().__init__(n, **k); self.x = n
        def __getattr__(self, name):
            if name == "y": return "missing"
            raise AttributeError(name)
    return Meta, Base, Sub
Meta, Base, Sub = attempt(make)
import functools, operator, weakref
def gen(n):
    got = []
    while n:
        got.append((yield n)); n -= 1
    return got
def rungen():
    g = gen(3); r = [next(g), g.send("a"), g.send("b")]
    try: g.send("c")
    except StopIteration as e: r.append(e.value)
    return r
def nested():
    try:
        try: {}["x"]
        except KeyError as e: raise ValueError("v", 1) from e
    except ValueError as e: return e.args, type(e.__cause__).__name__, e.__traceback__.tb_lineno > 0
def closure():
    fs = [lambda a=i: (i, a) for i in range(3)]
    return [f() for f in fs]
def match(x):
    match x:
        case {"a": [1, *rest], **kw}: return rest, kw
        case Base(n=n) if n > 1: return n
        case (1 | 2, y): return y
        case str() as t: return t
        case _: return None
def withs():
    with Base(1) as a, Sub(2, z=1) as b: return a + b, b.k, b.y
async def co(x): return [x]
def runco():
    c = co(1)
    try: c.send(None)
    except StopIteration as e: return e.value
def group():
    try: raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError as g: r = g.exceptions
    except* KeyError as g: r2 = g.exceptions
    return r, r2
def weak():
    o = Base(5); called = []
    w = weakref.ref(o, lambda w: called.append(1)); p = weakref.proxy(o)
    r = p.n, w() is o
    d = weakref.WeakValueDictionary({1: o}); d2 = weakref.WeakKeyDictionary({o: 1})
    r += (len(d), len(d2)); del o
    return r, w() is None
def dyn():
    T = type("T", (Sub,), {"z": 1, "f": lambda self: self.n}); t = T(4); t.extra = 5
    T.late = 7
    return t.f(), t.late, T.__mro__[1].__name__, vars(t), t.__reduce_ex__(2)[0].__name__
@functools.lru_cache(None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
for i in range(2):
    check("inst", lambda: (Base(1) + Sub(2), Sub.c(3), Sub.s("a"), Sub(3).p, list(Sub(3)), Base(2)[3]))
    check("attr", lambda: (Sub(1).y, getattr(Sub(1), "zz", None), hasattr(Base(1), "q"), Sub.kind, Base.__doc__))
    check("sort", lambda: sorted([Base(3), Base(1)]) == [Base(1), Base(3)] and len({Base(1), Base(1)}))
    check("gen", rungen); check("nested", nested); check("closure", closure)
    check("match", lambda: [match(x) for x in ({"a": [1, 2, 3], "b": 4}, Sub(5), (2, "q"), "t", 9.5)])
    check("with", withs); check("co", runco); check("group", group); check("weak", weak); check("dyn", dyn)
    check("fib", fib, 20); check("partial", lambda: functools.partial(operator.add, 1)(2))
    check("exec", lambda: eval(compile("[a for a in range(4) if a % 2]", "x", "eval")))
    check("fn", lambda: (lambda f: (f.__name__, f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames))(attempt))
    check("super", lambda: super(Sub, Sub(9)).__repr__())
text = attempt(lambda: "\n".join(out) + "\n")
try:
    sys.stdout.write(text)
except MemoryError:
    pass
