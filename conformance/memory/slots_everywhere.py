"""slots everywhere"""
import sys, weakref, copy, pickle, gc
S = sys.getsizeof
class A: __slots__ = ("a", "__b", "_c", "__d__")
class B(A): __slots__ = ("__b", "e")
class C(B): pass
class D(A): __slots__ = ("__weakref__",)
class E(D): __slots__ = ("__dict__",)
class F(int): __slots__ = ()
class G(list): __slots__ = ("x",)
class H(dict): __slots__ = ("x", "y")
class I(Exception): __slots__ = ("x",)
class J: __slots__ = {"a": "the a", "b": None}
class K: __slots__ = ["z", "a", "m"]
class L(K): __slots__ = ("a",)
class M: __slots__ = iter("pq")
class N: __slots__ = "single"
class O(set): __slots__ = ("q", "__weakref__") if False else ("q",)
class P(deque := __import__("collections").deque): __slots__ = ("a",)
class Q(type): pass
class R(str): __slots__ = ()
class T(object, metaclass=Q): __slots__ = ("u",)
for c in (A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, R, T):
    o = c()
    print(c.__name__, S(o), c.__basicsize__, c.__dictoffset__, c.__weakrefoffset__, hasattr(o, "__dict__"), hasattr(o, "__weakref__"), c.__dict__.get("__slots__") if c is not M else "", [k for k in c.__dict__ if type(c.__dict__[k]).__name__ == "member_descriptor"], gc.is_tracked(o))
b = B(); b._A__b = 1; b._B__b = 2; b.a = 3
print(b._A__b, b._B__b, len(gc.get_referents(b)), [type(x).__name__ for x in gc.get_referents(b)])
for name in ("a", "e", "zz", "_c"):
    try: print(getattr(b, name))
    except AttributeError as x: print(x)
    try: delattr(b, name); print("deleted")
    except AttributeError as x: print(x)
try: b.new = 1
except AttributeError as x: print(x)
print(K.a.__get__(L()) if False else K.a, L.a, K.a is L.a, L.a.__objclass__.__name__, J.a.__doc__, J.b.__doc__)
l = L(); l.a = 1; K.a.__set__(l, 2); print(l.a, K.a.__get__(l), S(l), L.__basicsize__)
for o in (A(), B(), D(), J()):
    for f in (copy.copy, copy.deepcopy, lambda o: pickle.loads(pickle.dumps(o, 2)), lambda o: pickle.loads(pickle.dumps(o, 0))):
        try: print(type(f(o)).__name__, S(f(o)))
        except Exception as x: print(type(x).__name__, x)
a = A(); a.a = [1]; c2 = copy.copy(a); print(c2.a is a.a, copy.deepcopy(a).a is a.a, a.__reduce_ex__(2)[2], a.__getstate__())
for bad in (lambda: weakref.ref(a), lambda: setattr(A, "a", 5) or A().a, lambda: A.a.__get__(5), lambda: A.__slots__.append(1), lambda: setattr(A(), "__class__", B), lambda: setattr(D(), "__class__", E)):
    try: print(bad())
    except Exception as x: print(type(x).__name__, x)
class X: __slots__ = ("a", "b")
class Y: __slots__ = ("a", "b")
class Z: __slots__ = ("b", "a")
x = X(); x.a = 1; x.__class__ = Y; print(type(x).__name__, x.a, S(x))
try: x.__class__ = Z
except TypeError as e: print(e)
def mk(n): return type("S%d" % n, (), {"__slots__": tuple("s%d" % i for i in range(n))})
print([S(mk(n)()) for n in (0, 1, 2, 5, 10, 30, 31, 60, 100)], [S(mk(n)) for n in (0, 1, 2, 5, 10, 30)])
w = D(); r = weakref.ref(w); print(r() is w, w.__weakref__ is r, weakref.getweakrefcount(w)); del w; print(r())
class W1: __slots__ = ("__weakref__", "__dict__", "v")
w = W1(); w.v = 1; w.q = 2; print(S(w), W1.__basicsize__, w.__dict__, S(w.__dict__))
class V(X, ): __slots__ = (); 
class U(V): __slots__ = ("__dict__",)
print(S(V()), S(U()), U().__dict__, V.__basicsize__)
class Mixin: __slots__ = ()
class Mix2: __slots__ = ()
class Both(Mixin, X, Mix2): __slots__ = ("own",)
print(S(Both()), Both.__mro__[1].__name__, Both.__base__.__name__)
import typing
class Gen[T]: __slots__ = ("t",)
class Gen2(typing.Generic[typing.TypeVar("T")]): __slots__ = ("t",)
print(S(Gen()), hasattr(Gen(), "__dict__"), S(Gen2()), S(Gen[int]()))
class Prop:
    __slots__ = ("_v",)
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x
p = Prop(); p.v = 4; print(p.v, p._v, S(p)); 
try: p.w = 1
except AttributeError as e: print(e)
class Cached:
    __slots__ = ("x",)
    import functools
    @functools.cached_property
    def y(self): return 1
try: Cached().y
except TypeError as e: print(e)
