"""managed dicts and inline values"""
import sys, gc
S = sys.getsizeof
class A:
    def __init__(self):
        self.a = 1; self.b = 2
class B: pass
class C:
    __slots__ = ("x", "__dict__")
class D(dict): pass
class E(A): 
    def __init__(self): super().__init__(); self.c = 3
a = A(); print(S(a), S(a.__dict__), S(A().__dict__), S(vars(A())))
a.c = 3; print(S(a.__dict__)); b = A(); print(S(b), S(b.__dict__)); b.c = 1; print(S(b.__dict__))
print([S(E().__dict__) for _ in range(3)])
def many(n, cls=B):
    o = cls()
    for i in range(n): setattr(o, "f%d" % i, i)
    return o
for n in (1, 5, 6, 10, 11, 29, 30, 31, 32, 40):
    class T: pass
    o = many(n, T); p = many(n, T); q = T()
    print(n, S(o), S(o.__dict__), S(p), S(p.__dict__), S(q.__dict__), S(T()))
class F: pass
o = F(); o.x = 1; o.y = 2; del o.x; print(S(o.__dict__), o.__dict__); o.z = 3; print(S(o.__dict__)); p = F(); p.y = 1; print(S(p.__dict__), list(p.__dict__))
o = F(); d = o.__dict__; d["k"] = 1; print(S(d), o.k); d[5] = 1; print(S(d)); del d[5]; print(S(d)); d.clear(); print(S(d)); o.x = 1; print(S(d), d)
o = F(); o.x = 1; d = o.__dict__; o.__dict__ = {"q": 1}; print(d, S(d), S(o.__dict__), o.q); o.__dict__ = d; print(o.x, S(o.__dict__))
o = F(); o.x = 1; d = o.__dict__; del o; print(d, S(d)); d["y"] = 2; print(S(d))
o = F(); o.__dict__.update(a=1, b=2, c=3, d=4, e=5, f=6); print(S(o.__dict__)); o.__dict__.pop("a"); print(S(o.__dict__)); o.__dict__.popitem(); print(S(o.__dict__)); o.__dict__ |= {"z": 1}; print(S(o.__dict__))
o = F(); vars(o)["x"] = 1; print(S(o.__dict__)); print(S(dict(o.__dict__)), S(o.__dict__.copy()), S({**o.__dict__}), S(o.__dict__ | {}))
c = C(); print(S(c)); c.x = 1; print(S(c)); c.y = 2; print(S(c), S(c.__dict__)); 
class G: 
    def __init__(self, n): self.__dict__.update({"v%d" % i: i for i in range(n)})
for n in (0, 1, 5, 6, 31): print(n, S(G(n)), S(G(n).__dict__))
class H:
    def __init__(self, flip):
        if flip: self.a = 1; self.b = 2
        else: self.b = 2; self.a = 1
x, y = H(True), H(False); print(S(x.__dict__), S(y.__dict__), list(x.__dict__), list(y.__dict__))
class I: 
    def __setattr__(self, n, v): object.__setattr__(self, n, v)
i = I(); i.a = 1; print(S(i.__dict__))
class J:
    def __init__(self): self.__dict__["a"] = 1
print(S(J()), S(J().__dict__))
print(gc.is_tracked(A()), gc.is_tracked(A().__dict__), gc.is_tracked(B().__dict__), len(gc.get_referents(A())), len(gc.get_referents(a)))
class K(list): pass
class L(int): pass
class M(str): pass
class N(tuple): pass
class O(Exception): pass
class P(set): pass
class Q(bytes): pass
class R(float): pass
for k in (K, L, M, N, O, P, Q, R, D):
    o = k(); s = S(o); o.a = 1; print(k.__name__, s, S(o), S(o.__dict__), k.__basicsize__, k.__itemsize__, k.__dictoffset__, k.__weakrefoffset__)
from functools import partial
p = partial(len); print(S(p)); p.x = 1; print(S(p), S(p.__dict__))
def f(): pass
print(S(f)); f.x = 1; print(S(f), S(f.__dict__)); f.y = 1; f.z = 1; f.w = f.v = f.u = 5; print(S(f.__dict__))
e = ValueError(1); e.note = 1; print(S(e), S(e.__dict__)); e.add_note("n"); print(S(e.__dict__), S(e.__notes__))
import types; m = types.ModuleType("m"); print(S(m), S(m.__dict__)); m.x = 1; print(S(m.__dict__))
ns = types.SimpleNamespace(); print(S(ns), S(ns.__dict__)); ns.x = 1; print(S(ns), S(ns.__dict__)); ns2 = types.SimpleNamespace(**{"a%d" % i: i for i in range(6)}); print(S(ns2.__dict__))
