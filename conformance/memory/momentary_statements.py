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
    import collections, contextlib
    l = [1, 2, 3]; t = (1, 2, 3); d = {"a": 1, "b": 2}; i = 7
    class A:
        __match_args__ = ("x", "y")
    a = A(); a.x = 1
    class P:
        __match_args__ = ("x", "y")
        def __init__(self, x, y): self.x = x; self.y = y
    p = P(1, 2)
    class M(type):
        pass
    class MP(type):
        @classmethod
        def __prepare__(m, name, bases, **k): return {}
        def __new__(m, name, bases, ns, **k): return super().__new__(m, name, bases, ns)
        def __init__(c, name, bases, ns, **k): super().__init__(name, bases, ns)
        def __call__(c, *a, **k): return super().__call__(*a, **k)
    class Sub:
        def __init_subclass__(cls, **k): pass
    class Desc:
        def __get__(self, o, t): return 1
        def __set__(self, o, v): pass
        def __delete__(self, o): pass
        def __set_name__(self, o, n): pass
    class H:
        d = Desc()
        @property
        def p(self): return 1
        @p.setter
        def p(self, v): pass
        @p.deleter
        def p(self): pass
        def m(self, *a): pass
        @classmethod
        def c(cls, *a): pass
        @staticmethod
        def s(*a): pass
    h = H()
    class Ctx:
        def __enter__(self): return self
        def __exit__(self, *a): return True
    ctx = Ctx()
    class Ga:
        def __getattr__(self, n): raise AttributeError(n)
    ga = Ga()
    def f0(): pass
    def dec(f): return f
    def gen():
        q = yield 1
        yield q
    def dgen():
        yield from gen()
    class K(H):
        def m(self, *a): return super().m(*a)
        def __init__(self): super().__init__()
    k = K()
    class E(Exception):
        def __init__(self, *a): super().__init__(*a)
    class Slots:
        __slots__ = ("x", "y")
    return dict(locals())

WORLD = world()
for text in """
try: pass\\nexcept ValueError: pass
try: raise ValueError\\nexcept ValueError: pass
try: raise ValueError\\nexcept ValueError as e: pass
try: raise ValueError(1)\\nexcept ValueError as e: pass
try: raise ValueError(1, 2)\\nexcept (KeyError, ValueError) as e: pass
try: raise ValueError\\nexcept: pass
try: raise E\\nexcept E: pass
try: raise E(1)\\nexcept E as e: pass
try: raise ValueError from KeyError()\\nexcept ValueError as e: pass
try: raise ValueError from None\\nexcept ValueError as e: pass
try:\\n  try: 1/0\\n  except ZeroDivisionError: raise ValueError\\nexcept ValueError as e: pass
try:\\n  try: 1/0\\n  finally: pass\\nexcept ZeroDivisionError: pass
try:\\n  try: 1/0\\n  except KeyError: pass\\nexcept ZeroDivisionError: pass
try: pass\\nfinally: pass
try: raise\\nexcept RuntimeError: pass
try: raise 1\\nexcept TypeError: pass
try: d['zz']\\nexcept KeyError: pass
try: l[10]\\nexcept IndexError: pass
try: a.zz\\nexcept AttributeError: pass
try: ga.zz\\nexcept AttributeError: pass
try: zzz\\nexcept NameError: pass
try: zz0; zz0 = 1\\nexcept NameError: pass
try: int('x')\\nexcept ValueError: pass
try: len(5)\\nexcept TypeError: pass
try: f0(1)\\nexcept TypeError: pass
try: f0(a=1)\\nexcept TypeError: pass
try: 1 + 'a'\\nexcept TypeError: pass
try: 'a' + 1\\nexcept TypeError: pass
try: [] + 1\\nexcept TypeError: pass
try: [][{}]\\nexcept TypeError: pass
try: {}[{}]\\nexcept TypeError: pass
try: 5()\\nexcept TypeError: pass
try: 5[0]\\nexcept TypeError: pass
try: iter(5)\\nexcept TypeError: pass
try: q, z = [1]\\nexcept ValueError: pass
try: q, z = [1, 2, 3]\\nexcept ValueError: pass
try: q, *z = []\\nexcept ValueError: pass
try: next(iter([]))\\nexcept StopIteration: pass
try: next(gen0())\\nexcept NameError: pass
try: [].pop()\\nexcept IndexError: pass
try: {}.popitem()\\nexcept KeyError: pass
try: set().pop()\\nexcept KeyError: pass
try: set().remove(1)\\nexcept KeyError: pass
try: [].remove(1)\\nexcept ValueError: pass
try: [].index(1)\\nexcept ValueError: pass
try: 'a'.index('b')\\nexcept ValueError: pass
try: '\\u0416'.encode('ascii')\\nexcept UnicodeError: pass
try: b'\\xff'.decode('ascii')\\nexcept UnicodeError: pass
try: b'\\xff'.decode()\\nexcept UnicodeError: pass
try: from sys import zzzz\\nexcept ImportError: pass
try: assert False\\nexcept AssertionError: pass
try: assert False, 'a'\\nexcept AssertionError: pass
try: object.__new__(int)\\nexcept TypeError: pass
try: type('X', (int, str), {})\\nexcept TypeError: pass
try: A(1)\\nexcept TypeError: pass
try: Slots().z = 1\\nexcept AttributeError: pass
try: Slots().x\\nexcept AttributeError: pass
try: del a.zz\\nexcept AttributeError: pass
try: getattr(a, 'zz')\\nexcept AttributeError: pass
try: '%d' % 'a'\\nexcept TypeError: pass
try: '{}'.format()\\nexcept IndexError: pass
try: '{a}'.format()\\nexcept KeyError: pass
try: 1 < 'a'\\nexcept TypeError: pass
try: sorted([1, 'a'])\\nexcept TypeError: pass
try: hash([])\\nexcept TypeError: pass
try: range(1.5)\\nexcept TypeError: pass
try: 2.0 ** 10000\\nexcept OverflowError: pass
try: chr(-1)\\nexcept ValueError: pass
try: bytes([300])\\nexcept ValueError: pass
ValueError()
ValueError(1)
ValueError(1, 2)
KeyError(1).args
OSError(1, 'a')
OSError(1, 'a', 'b').filename
OSError('a')
StopIteration(1).value
SystemExit(1).code
ImportError('a', name='b')
AttributeError('a', name='b', obj=a)
NameError('a', name='b')
SyntaxError('a', ('f', 1, 2, 'g'))
UnicodeDecodeError('a', b'b', 0, 1, 'c')
E(1)
repr(ValueError(1))
str(ValueError(1))
str(ValueError(1, 2))
str(KeyError('a'))
ValueError(1).with_traceback(None)
ValueError(1).add_note('a')
ValueError(1).__reduce__()
ValueError(1).__traceback__
ValueError(1).__cause__
ValueError(1).__dict__
ValueError(1) == ValueError(1)
ExceptionGroup('a', [ValueError()])
BaseExceptionGroup('a', [KeyboardInterrupt()])
ExceptionGroup('a', (ValueError(),)).exceptions
ExceptionGroup('a', [ValueError(), KeyError()]).split(ValueError)
ExceptionGroup('a', [ValueError(), KeyError()]).split((ValueError, KeyError))
ExceptionGroup('a', [ValueError(), KeyError()]).subgroup(ValueError)
ExceptionGroup('a', [ValueError(), KeyError()]).subgroup(lambda e: True)
ExceptionGroup('a', [ValueError(), ExceptionGroup('b', [KeyError()])]).split(KeyError)
ExceptionGroup('a', [ValueError()]).derive([KeyError()])
str(ExceptionGroup('a', [ValueError()]))
repr(ExceptionGroup('a', [ValueError()]))
try: raise ExceptionGroup('a', [ValueError()])\\nexcept* ValueError: pass
try: raise ExceptionGroup('a', [ValueError()])\\nexcept* ValueError as e: pass
try: raise ExceptionGroup('a', [ValueError(), KeyError()])\\nexcept* ValueError: pass\\nexcept* KeyError: pass
try: raise ExceptionGroup('a', [ValueError(), KeyError()])\\nexcept* (ValueError, KeyError) as e: pass
try:\\n  try: raise ExceptionGroup('a', [ValueError(), KeyError()])\\n  except* ValueError: pass\\nexcept ExceptionGroup: pass
try: raise ValueError\\nexcept* ValueError: pass
try: raise ValueError\\nexcept* ValueError as e: pass
try:\\n  try: raise ValueError\\n  except* KeyError: pass\\nexcept ValueError: pass
try:\\n  try: raise ExceptionGroup('a', [ValueError()])\\n  except* ValueError: raise\\nexcept ExceptionGroup: pass
try:\\n  try: raise ExceptionGroup('a', [ValueError()])\\n  except* ValueError: raise KeyError\\nexcept KeyError: pass
try: pass\\nexcept* ValueError: pass
try: ExceptionGroup('a', [])\\nexcept ValueError: pass
try: ExceptionGroup('a', [1])\\nexcept ValueError: pass
with ctx: pass
with ctx as q: pass
with ctx, ctx: pass
with ctx: raise ValueError
with ctx: raise ValueError(1)
with ctx: 1/0
with contextlib.suppress(ValueError): raise ValueError
class Q: pass
class Q(A): pass
class Q(A, P): pass
class Q(A, metaclass=M): pass
class Q(metaclass=M): pass
class Q(metaclass=MP): pass
class Q(metaclass=MP, x=1): pass
class Q(metaclass=MP):\\n  def m(self): pass
class Q(Sub): pass
class Q(Sub, x=1): pass
class Q(Sub, x=1, y=2): pass
class Q: x = 1
class Q: __slots__ = ('x',)
class Q: __slots__ = ('x', 'y', '__dict__')
class Q: __slots__ = ()
class Q: __slots__ = ['x']
class Q: __slots__ = 'x'
class Q:\\n  def m(self): pass
class Q:\\n  def m(self): return __class__
class Q:\\n  def m(self): super().m()
class Q:\\n  @property\\n  def p(self): pass
class Q:\\n  @classmethod\\n  def p(self): pass
class Q:\\n  @staticmethod\\n  def p(self): pass
class Q: x: int = 1
class Q: x: int
class Q: d = Desc()
class Q:\\n  def __eq__(self, o): pass
class Q:\\n  def __init__(self): pass\\nQ()
class Q:\\n  def __del__(self): pass\\nQ()
class Q:\\n  def __new__(cls): return super().__new__(cls)\\nQ()
class Q(int): pass
class Q(list): pass
class Q(dict): pass
class Q(tuple): pass
class Q(Exception): pass
class Q(list[int]): pass
class Q(type): pass
class Q(object): 'doc'
class Q:\\n  class R: pass
class Q:\\n  x = [z for z in l]
class Q:\\n  __class_getitem__ = classmethod(f0)
class Q:\\n  def __set_name__(self, o, n): pass
class Q: locals()
@dec\\nclass Q: pass
type('Q', (Sub,), {}, x=1)
M('Q', (), {})
MP('Q', (), {})
MP('Q', (), {}, z=1)
h.d
h.d = 1
del h.d
h.p
h.p = 1
del h.p
H.p
H.d
h.m()
h.c()
h.s()
h.m(1, *l)
k.m()
k.m(1)
K()
super(K, k).m()
super(K, k).m
super(K, k)
super(K, K).c()
def q(): pass
def q(x): pass
def q(x=1): pass
def q(x=l): pass
def q(*, x=1): pass
def q(x: int) -> str: pass
def q(): return i
def q(): yield
async def q(): pass
async def q(): yield
@dec\\ndef q(): pass
@staticmethod\\ndef q(): pass
def q():\\n  def z(): return q\\n  return z\\nq()
def q():\\n  x = 1\\n  def z(): return x\\n  return z\\nq()()
def q():\\n  x = 1\\n  def z():\\n    nonlocal x\\n    x = 2\\n  z()\\nq()
def q(n): return q(n - 1) if n else 0\\nq(10)
def q(): return locals()\\nq()
def q(x, y): return locals()\\nq(1, 2)
def q(*a, **k): return a, k\\nq(1, x=2)
q = lambda *a: a; q(1, 2)
q = lambda **k: k; q(x=2)
gen()
next(gen())
list(gen())
q = gen(); next(q); q.send(1)
q = gen(); next(q); q.close()
q = gen(); q.close()
q = gen(); next(q)\\ntry: q.throw(ValueError)\\nexcept ValueError: pass
q = gen(); next(q)\\ntry: q.throw(ValueError('a'))\\nexcept ValueError: pass
q = gen(); list(q)\\ntry: next(q)\\nexcept StopIteration: pass
q = gen(); list(q)\\ntry: q.send(1)\\nexcept (StopIteration, TypeError): pass
dgen()
list(dgen())
q = dgen(); next(q); q.send(5)
q = dgen(); next(q); q.close()
gen().gi_frame
gen().gi_code
q = gen(); next(q); q.gi_frame.f_locals
q = gen(); q.gi_yieldfrom
def q():\\n  return 1\\n  yield\\ntry: next(q())\\nexcept StopIteration as e: e.value
def q():\\n  return (1, 2)\\n  yield\\ntry: next(q())\\nexcept StopIteration as e: e.value
def q():\\n  x = yield from z()\\n  yield x\\ndef z():\\n  yield 1\\n  return 5\\nlist(q())
def q():\\n  raise StopIteration\\n  yield\\ntry: next(q())\\nexcept RuntimeError: pass
def q():\\n  try: yield\\n  finally: pass\\nz = q(); next(z); del z
match i:\\n  case 1: pass
match i:\\n  case 7: pass
match i:\\n  case 1 | 2 | 7: pass
match i:\\n  case int(): pass
match i:\\n  case int(q): pass
match i:\\n  case str(): pass
match i:\\n  case q: pass
match i:\\n  case _: pass
match i:\\n  case q if q > 3: pass
match i:\\n  case int() as q: pass
match l:\\n  case [1, 2, 3]: pass
match l:\\n  case [q, z, y]: pass
match l:\\n  case [q, *z]: pass
match l:\\n  case [*q]: pass
match l:\\n  case [*q, z]: pass
match l:\\n  case []: pass
match l:\\n  case [_, _]: pass
match l:\\n  case (1, *_): pass
match t:\\n  case [q, z, y]: pass
match t:\\n  case (q, *z): pass
match d:\\n  case {}: pass
match d:\\n  case {'a': 1}: pass
match d:\\n  case {'a': q}: pass
match d:\\n  case {'a': q, 'b': z}: pass
match d:\\n  case {'a': q, **z}: pass
match d:\\n  case {**z}: pass
match d:\\n  case {'zz': q}: pass
match d:\\n  case {'a': int(q)}: pass
match p:\\n  case P(): pass
match p:\\n  case P(q): pass
match p:\\n  case P(q, z): pass
match p:\\n  case P(x=q): pass
match p:\\n  case P(x=q, y=z): pass
match p:\\n  case P(q, y=z): pass
match p:\\n  case P(1, 2): pass
match p:\\n  case P(x=5): pass
match p:\\n  case P(zz=5): pass
match p:\\n  case P(x=1, zz=5): pass
match p:\\n  case P(x=1, y=2, zz=5): pass
match a:\\n  case A(q): pass
match a:\\n  case A(q, z): pass
match a:\\n  case A(y=z): pass
match a:\\n  case A(x=q, y=z): pass
match a:\\n  case P(): pass
match a:\\n  case P() | A(): pass
match a:\\n  case A(y=1) | A(x=1): pass
match a:\\n  case object(x=1): pass
match a:\\n  case object(zz=1): pass
match i:\\n  case int(real=7): pass
match i:\\n  case int(zz=7): pass
match ga:\\n  case object(zz=7): pass
match p:\\n  case P(P(), 1): pass
match [p, p]:\\n  case [P(q, z), P()]: pass
match [1, [2, 3]]:\\n  case [q, [z, y]]: pass
match {'a': [1, 2]}:\\n  case {'a': [q, z]}: pass
match p:\\n  case P(q, q2, q3): pass\\n  case _: pass
match 'a':\\n  case 'a' | 'b': pass
match None:\\n  case None: pass
match True:\\n  case True: pass
match 1.5:\\n  case float(q): pass
match {'a': 1}:\\n  case dict(q): pass
match (1, 2):\\n  case tuple((q, z)): pass
match p:\\n  case P(x=int(), y=str()): pass
for q in l:\\n  pass\\nelse: pass
for q in l: break
for q in l: continue
while False: pass
while True: break
for q, (z, y) in [(1, (2, 3))]: pass
for q, *z in [l]: pass
for h.q in l: pass
for d['q'] in l: pass
del d['q'] if False else a.x; a.x = 1
q: int = 1
q: int
h.q: int = 1
q = z = []
q, z = z0, y0 = 1, 2
q, z = i, i; q, z = z, q
q, z, y = i, i, i; q, z, y = y, q, z
q = 1, 2, i
(q, z), y = (1, 2), 3
[q, z] = 1, 2
q = *l, *t
q = [*l, *t]
q = {**d, **d}
print(*[], end='')
f0(*[])
f0(**{})
f0(*[], **{})
del q0 if False else a.x; a.x = 1
q = [1, i]; q[0] += 1
q = {1: i}; q[1] += 1
a.x += 1
import sys, os
from collections import *
global zz; zz = 1
assert i
return
return i, i
yield
x = yield 1
""".strip().split("\n"):
    if text in ("from collections import *",):
        continue
    try:
        probe(text.replace("\\n", "\n"), WORLD)
    except SyntaxError as e:
        print("syntax", text)
