"""Compared with 3.13: what gc.get_count() shows of objects that live for a moment, when free lists are empty, filled, and after 30 runs."""
import gc
import warnings
gc.disable()
warnings.simplefilter("ignore")

def probe(text, world):
    space = dict(world)
    exec("def s():\n" + "".join("    " + line + "\n" for line in text.split("\n")), space)
    run = space["s"]
    def s():
        try:
            run()
        except Exception as e:
            oops.add(type(e).__name__)
    oops = set()
    gc.collect()
    base = [[] for i in range(200)]
    found = []
    for i in range(2):
        before = gc.get_count()[0]
        s()
        after = gc.get_count()[0]
        found.append(after - before)
    for i in range(30):
        s()
    del base
    gc.collect()
    base = [[] for i in range(200)]
    before = gc.get_count()[0]
    s()
    after = gc.get_count()[0]
    found.append(after - before)
    print(*found, "|", text.replace("\n", "; "), *oops)

def world():
    l = [1, 2, 3]; t = (1, 2, 3); d = {"a": 1, "b": 2}; st = {1, 2, 3}; i = 7; f = 1.5; x = "abc"; by = b"abc"
    ba = bytearray(b"abc"); fs = frozenset(st)
    class A:
        pass
    class B:
        def __init__(self, *a): self.a = a
        def m(self, *a, **k): return a
        @property
        def p(self): return 1
        @staticmethod
        def sm(*a): pass
        @classmethod
        def cm(cls, *a): pass
    class N:
        def __add__(self, o): return 1
        def __radd__(self, o): return 1
        def __iadd__(self, o): return self
        def __eq__(self, o): return True
        def __lt__(self, o): return True
        def __hash__(self): return 1
        def __getitem__(self, k): return k
        def __setitem__(self, k, v): pass
        def __delitem__(self, k): pass
        def __contains__(self, k): return True
        def __len__(self): return 3
        def __bool__(self): return True
        def __call__(self, *a, **k): return a
        def __getattr__(self, n): return 1
        def __setattr__(self, n, v): pass
        def __delattr__(self, n): pass
        def __index__(self): return 2
        def __int__(self): return 2
        def __float__(self): return 2.0
        def __complex__(self): return 2j
        def __str__(self): return "x"
        def __repr__(self): return "x"
        def __format__(self, s): return "x"
        def __bytes__(self): return b"x"
        def __enter__(self): return self
        def __exit__(self, *a): return False
        def __reversed__(self): return iter(())
        def __round__(self, n=None): return 1
        def __trunc__(self): return 1
        def __abs__(self): return 1
        def __neg__(self): return 1
        def __pos__(self): return 1
        def __invert__(self): return 1
        def __divmod__(self, o): return 1
        def __pow__(self, o, m=None): return 1
        def __matmul__(self, o): return 1
        def __dir__(self): return []
        def __sizeof__(self): return 1
        def __length_hint__(self): return 1
        def __fspath__(self): return "x"
    class It:
        def __iter__(self): return self
        def __next__(self): raise StopIteration
    class Seq:
        def __getitem__(self, i):
            if i > 2: raise IndexError
            return i
    a = A(); b = B(); n = N(); it = It(); seq = Seq()
    def fn(*a, **k): pass
    def f0(): pass
    def f1(a): return a
    def f3(a, b=2, *, c=3): pass
    def gen(): yield 1; yield 2
    return dict(locals())

WORLD = world()
for text in """
abs(-1)
abs(n)
aiter
all(l)
all(x for x in l)
any(t)
ascii(l)
bin(5)
bool(l)
bool(n)
bytearray(3)
bytearray(l)
bytearray(by)
bytearray('a', 'utf8')
bytes(3)
bytes(l)
bytes(t)
bytes(n)
bytes('a', 'utf8')
bytes(x for x in l)
callable(i)
chr(99)
classmethod(fn)
complex(1, 2)
complex('1j')
complex(n)
delattr(n, 'x')
setattr(n, 'x', 1)
getattr(n, 'x')
getattr(n, 'zz', 1)
dict()
dict(a=1)
dict(d)
dict(d, a=1)
dict([(1, 2)])
dict([[1, 2]])
dict(zip(t, t))
dict(**d)
dir(a)
dir(n)
dir(l)
dir()
divmod(7, 2)
divmod(7.0, 2)
divmod(n, 2)
enumerate(l)
list(enumerate(l))
list(enumerate(l, 5))
filter(None, l)
list(filter(None, l))
list(filter(bool, l))
list(filter(lambda q: q, l))
float('1.5')
float(n)
float(3)
format(1.5, '.2f')
format(n)
format(5, ',')
frozenset(l)
frozenset()
frozenset(fs)
getattr(a, 'zz', None)
getattr(A, 'zz', None)
globals()
hasattr(a, 'zz')
hasattr(b, 'm')
hash(t)
hash(n)
hash(fs)
hex(5)
id(5)
int('5')
int(n)
int(5.5)
int('ff', 16)
int(b'5')
isinstance(1, int)
isinstance(1, (int, str))
isinstance(a, A)
isinstance(1, int | str)
issubclass(bool, int)
issubclass(bool, (int, str))
iter(l)
iter(t)
iter(d)
iter(st)
iter(x)
iter(by)
iter(ba)
iter(range(3))
iter(it)
iter(seq)
list(seq)
iter(f0, 1)
list(iter(f0, None))
len(n)
len(l)
list()
list(l)
list(t)
list(d)
list(st)
list(x)
list(range(10))
list(gen())
list(map(str, l))
list(map(pow, l, l))
list(map(lambda a, b: a, l, l))
map(str, l)
locals()
max(l)
max(1, 2, 3)
min(t)
min(x for x in l)
memoryview(by)
memoryview(by)[1:]
memoryview(by).tolist()
memoryview(by).cast('B')
list(memoryview(by))
memoryview(by).tobytes()
memoryview(by) == by
next(iter(l))
next(iter([]), None)
next(gen())
object()
oct(5)
ord('a')
pow(2, 3)
pow(2, 3, 5)
pow(n, 2)
pow(n, 2, 3)
pow(base=2, exp=3)
property(f0)
range(3)
range(1, 10, 2)
range(1 << 70)
range(10)[2:4]
range(10) == range(11)
hash(range(5))
repr(l)
repr(t)
repr(d)
repr(st)
repr(a)
repr(n)
repr([n])
repr({1: {2: [3]}})
reversed(l)
list(reversed(l))
list(reversed(t))
list(reversed(d))
list(reversed(x))
list(reversed(range(4)))
reversed(n)
round(1.5)
round(1.55, 1)
round(n)
round(n, 2)
round(155, -1)
set()
set(l)
set(t)
set(d)
set(x for x in l)
set('abc')
slice(1, 2)
slice(1, 2).indices(5)
slice(1, 2) == slice(1, 3)
sorted(l)
sorted(t)
sorted(l, key=lambda q: -q)
sorted(l, reverse=True)
sorted('cab')
sorted(d.items())
sorted([(2, 1), (1, 2)])
sorted([n, n])
staticmethod(f0)
str(5)
str(l)
str(n)
str(b'a', 'utf8')
str()
sum(l)
sum([1.5, 2])
sum([[1], [2]], [])
sum(((1,), (2,)), ())
sum(x for x in l)
sum(l, start=5)
super
tuple()
tuple(l)
tuple(t)
tuple(d)
tuple(gen())
tuple(map(str, l))
tuple(range(3))
type(1)
type('X', (), {})
type('X', (A,), {'a': 1})
type('X', (), {'__slots__': ('a',)})
type('X', (), {'__slots__': 'a'})
type('X', (), {'m': f0, '__init__': f1})
type('X', (int,), {})
type('X', (A, B), {})
vars(a)
vars(A)
vars()
zip(l, l)
list(zip(l, l))
list(zip(l, t, x))
list(zip(l))
list(zip())
list(zip(l, l, strict=True))
for p in zip(l, l): pass
for p, q in zip(l, l): pass
for p in enumerate(l): pass
for p, q in enumerate(l): pass
for p in d.items(): pass
for p, q in d.items(): pass
for p in d: pass
for p in l: pass
for p in t: pass
for p in x: pass
for p in range(3): pass
for p in gen(): pass
for p in map(str, l): pass
for p in reversed(l): pass
for p in seq: pass
for p in it: pass
for p in st: pass
for p in by: pass
__import__('sys')
compile
eval
exec
breakpoint
print(end='')
print('', end='', sep='')
hash(slice(1, 2))
hash(1.5)
hash((1, (2, 3)))
isinstance(n, (int, (str, float)))
callable(n)
n(1)
n(1, 2)
n(*l)
n(a=1)
n(1, a=2)
n(*l, **d)
fn()
fn(1)
fn(1, 2)
fn(a=1)
fn(1, b=1)
fn(*l)
fn(*t)
fn(**d)
fn(*l, **d)
fn(1, *l, c=3, **d)
f0()
f1(1)
f1(a=1)
f1(*t[:1])
f1(**{'a': 1})
f3(1)
f3(1, 2)
f3(1, c=2)
f3(1, 2, c=3)
f3(*[1, 2], **{'c': 3})
b.m()
b.m(1)
b.m(*l)
b.m(a=1)
b.m
b.p
b.sm()
b.sm(1)
b.cm()
b.cm(1)
B.sm()
B.cm()
B.m(b)
B()
B(1)
B(1, 2)
B(*l)
A()
q = b.m; q()
q = b.cm; q(1)
q = l.append
q = l.append; q(1); l.pop()
q = len; q(l)
q = l.__len__; q()
q = str.upper; q('a')
q = int.__add__; q(1, 2)
q = (1).__add__; q(2)
q = a.__class__
q = b.__dict__
q = b.m.__self__
q = b.m.__func__
q = b.m.__name__
q = fn.__name__
q = fn.__defaults__
q = fn.__kwdefaults__
q = fn.__closure__
q = fn.__annotations__
q = fn.__dict__
q = fn.__code__
q = fn.__code__.co_varnames
q = fn.__code__.co_consts
q = fn.__code__.co_names
q = fn.__globals__
q = fn.__builtins__
q = fn.__get__(1)
q = A.__mro__
q = A.__bases__
q = A.__dict__
q = A.__subclasses__()
q = A.mro()
q = A.__name__
q = A.__doc__
q = A.__module__
q = A.__qualname__
q = A.__annotations__
q = type(A)
q = a.__sizeof__()
q = a.__dir__()
q = a.__format__('')
q = a.__eq__(1)
q = a == 1
q = a != 1
q = a.__init_subclass__()
a.zz = 1; del a.zz
A.zz = 1; del A.zz
b.__dict__['zz'] = 1; del b.__dict__['zz']
setattr(a, 'q', 1)
delattr(a, 'q') if hasattr(a, 'q') else None
object.__getattribute__(b, 'p')
object.__setattr__(b, 'q', 1)
object.__new__(A)
object.__init__(a)
object.__str__(a)
type.__call__(A)
A.__new__(A)
B.__init__(b, 1)
A.__call__()
""".strip().split("\n"):
    probe(text, WORLD)
