"""refcounts in every situation"""
import sys
c = sys.getrefcount
class O: pass
o = O(); print(c(o), c(O()), c([]), c((o,)[0]), c([o][0]))
def f(x): return c(x)
def g(x, y=o): return c(x), c(y)
def h(*a): return c(a[0]), c(a)
def k(**kw): return c(kw["x"]), c(kw)
def m(x):
    x2 = x; return c(x)
def n(x):
    del x; return c(o)
print(f(o), f(O()), g(o), g(O()), h(o), h(O()), k(x=o), k(x=O()), m(o), m(O()), n(o))
print(f(*[o]), f(*(o,)), f(**{"x": o}), h(*[o, o]), k(**{"x": o}), (lambda x: c(x))(o), (lambda: c(o))())
def outer(x):
    def inner(): return c(x)
    return c(x), inner(), c(x)
print(outer(o), outer(O()), c(o))
def nested(x):
    def a():
        def b(): return c(x)
        return b
    q = a(); return q(), c(x)
print(nested(o))
print([c(x) for x in [o]], [c(x) for x in (o, o)], {c(x) for x in [O()]}, {c(x): 1 for x in [o]}, list(c(x) for x in [o]), [c(o) for _ in "ab"])
print([c(x) for x in [O(), O()]], [(c(x), c(y)) for x in [o] for y in [o]], [c(y) for x in [o] if (y := x)])
for x in [o]: print("for", c(o), c(x))
for x in (o, o): print("for tuple", c(o))
for i, x in enumerate([o]): print("enumerate", c(o))
for x, y in zip([o], [o]): print("zip", c(o))
for x in iter([o]): print(c(o))
for x in {o: 1}: print("dict", c(o))
for kk, v in {o: o}.items(): print("items", c(o))
del x, y, kk, v
print(c(o))
while (x := o) and c(o) < 2: pass
print("walrus", c(o)); del x
match o:
    case O() as z: print("match", c(o), c(z))
match [o, o]:
    case [a, *b]: print("match seq", c(o), len(b))
match {"k": o}:
    case {"k": v, **r}: print("match map", c(o))
del z, a, b, v, r
with open("/dev/null") as fh: print("with", c(fh))
class CM:
    def __enter__(self): print("enter", c(self)); return self
    def __exit__(self, *a): print("exit", c(self))
with CM() as cm: print("in", c(cm))
with CM(): print("no as")
print("after", c(cm))
try:
    raise ValueError(o)
except ValueError as e: print("exc", c(o), c(e), c(e.args), c(e.__traceback__))
print(c(o))
def raiser(x): raise KeyError
try: raiser(o)
except KeyError as e: print("frame holds", c(o), c(e), c(e.__traceback__), c(e.__traceback__.tb_frame), c(e.__traceback__.tb_next.tb_frame))
print(c(o))
def gen(x):
    yield c(x)
    yield c(x)
gg = gen(o); print("gen", c(o), next(gg), c(o), next(gg), c(gg)); gg.close(); print(c(o)); del gg
gx = (x for x in [o]); print("genexp", c(o), next(gx) is o, c(o)); del gx
print(f"{c(o)}", f"{o!r:.0}{c(o)}", "%d" % c(o), "{}".format(c(o)))
class D:
    attr = o
    print("class body", c(o), c(attr))
    def meth(self): return c(self), c(D), c(self.meth)
print(c(o), c(D.attr), D().meth()[0]); d = D(); print(d.meth(), c(d.meth), c(D.meth), c(d.__class__), c(d.__dict__))
del D.attr
a, b = o, o; print("unpack", c(o)); a, b = b, a; print(c(o)); del a, b
a = b = o; print(c(o)); [a, *b] = [o, o, o]; print(c(o)); (a, b), q = (o, o), o; print(c(o)); del a, b, q
t = (o,) * 5; print(c(o)); t = None; l = [o] * 5; print(c(o)); l[1:3] = []; print(c(o)); l.clear(); print(c(o))
def deco(fn): print("deco", c(fn)); return fn
@deco
def decorated(): pass
@deco
class Decorated: pass
print(c(decorated), c(Decorated) > 3)
class P:
    def __get__(self, i, t): return c(self), c(i)
    def __set__(self, i, v): print("set", c(self), c(i), c(v))
    def __delete__(self, i): print("del", c(i))
    def __set_name__(self, owner, name): print("name", c(self), name)
class Q: p = P()
q = Q(); print(q.p, Q.p[0]); q.p = O(); q.p = o; del q.p
class S1:
    def m(self): return c(self)
class S2(S1):
    def m(self): return super().m(), c(self)
    def n(self): s = super(); return c(self), c(s)
    @classmethod
    def cm(cls): return c(cls)
    @staticmethod
    def sm(x): return c(x)
    @property
    def pr(self): return c(self)
s = S2(); print(s.m(), s.n(), S2().m(), s.sm(o), S2.sm(O()), s.pr, S2().pr, c(S2) - S2.cm(), c(S2) - s.cm())
bm = s.m; print(c(s), bm(), c(bm), c(bm.__self__), c(bm.__func__))
del bm; print(c(s))
def loc():
    x = o; l1 = locals(); r = c(o); l2 = locals(); return r, c(o), l1 is l2
print(loc(), c(o))
def fr():
    x = o; fr = sys._getframe(); r = c(o); fl = fr.f_locals; r2 = c(o); d = dict(fl); return r, r2, c(o)
print(fr(), c(o)); import gc; gc.collect(); print(c(o))
exec("y = o; print(c(o))"); print(c(o)); del y
print(eval("c(o)"), eval("c(x)", {"c": c, "x": o}), c(o)); exec("def ff(x): return c(x)\nprint(ff(o))")
