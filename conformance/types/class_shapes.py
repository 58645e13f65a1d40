"""Sizes, offsets and flags of classes and their instances, and the order of a class's dictionary."""
import gc
import sys
import types


class A: pass
class B: __slots__ = ()
class C: __slots__ = ('a', 'b')
class D: __slots__ = ('a', '__dict__')
class E: __slots__ = ('a', '__weakref__')
class F: __slots__ = ('a', '__dict__', '__weakref__')
class I(int): pass
class L(list): pass
class L2(list): __slots__ = ()
class T(tuple): pass
class Di(dict): pass
class S(str): pass
class By(bytes): pass
class X(Exception): pass
class M(type): pass
class MA(metaclass=M): pass
class C2(C): pass
class C3(C): __slots__ = ('z',)
class C4(C): __slots__ = ('__dict__',)
class A2(A): __slots__ = ('q',)
class Fl(float): pass
class Se(set): pass
class O: __slots__ = ('__dict__',)
class W: __slots__ = ('__weakref__',)
class Mo(types.ModuleType): pass
class P(property): pass
class Many(C, A): pass
class Two(A, C): pass


for c in (A, B, C, D, E, F, I, L, L2, T, Di, S, By, X, M, MA, C2, C3, C4, A2, Fl, Se, O, W, Mo, P, Many, Two):
    o = c() if c not in (M, Mo) else None
    print(c.__name__, c.__basicsize__, c.__itemsize__, c.__dictoffset__, c.__weakrefoffset__, hex(c.__flags__),
          sys.getsizeof(c), sys.getsizeof(o), gc.is_tracked(o), list(c.__dict__))
