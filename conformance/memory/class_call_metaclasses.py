"""Compared with 3.13: calls of classes whose metaclass is not type itself: counts, and what the collector knows meanwhile."""
import abc,gc,sys,collections
class M(type): pass
class A(abc.ABC):
    def __init__(self, x, *a, **k):
        print(sys.getrefcount(x), gc.get_count()[0]-n, [type(o).__name__ for o in gc.get_objects(0)])
class B(metaclass=M):
    def __init__(self, x, *a, **k):
        print(sys.getrefcount(x), gc.get_count()[0]-n, [type(o).__name__ for o in gc.get_objects(0)])
class C:
    def __init__(self, x, *a, **k):
        print(sys.getrefcount(x), gc.get_count()[0]-n, [type(o).__name__ for o in gc.get_objects(0)])
class D(abc.ABC):
    __slots__=('x',)
    def __init__(self, x=None):
        print(sys.getrefcount(x), gc.get_count()[0]-n, [type(o).__name__ for o in gc.get_objects(0)])
class E(abc.ABC):
    def __new__(cls, x): return object.__new__(cls)
    def __init__(self, x=None):
        print(sys.getrefcount(x), gc.get_count()[0]-n, [type(o).__name__ for o in gc.get_objects(0)])
class F(abc.ABC):
    @abc.abstractmethod
    def m(self): pass
    def __init__(self, x=None): pass
class G(abc.ABC):
    def __init__(self, x=None): return 5
class MM(type):
    def __call__(cls, *a): return super().__call__(*a)
class H(metaclass=MM):
    def __init__(self, x=None): print(sys.getrefcount(x))
gc.disable()
for cls in (A,B,C,D,E,H):
    for i in range(12):
        gc.collect(); y=[object()]; n=gc.get_count()[0]
        cls(y)
        if cls is not D and cls is not E and cls is not H:
            n=gc.get_count()[0]; cls(y,1,k=2); n=gc.get_count()[0]; cls(*[y],**{'k':2})
for cls in (F,G):
    for i in range(4):
        try: cls(1)
        except TypeError as e: print(e)
