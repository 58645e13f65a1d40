"""Counts of classes, their death with and without the collector, weak references to classes, `__del__`."""
import gc
import sys
import weakref

gc.disable()


class A:
    def f(self): return 1


print(sys.getrefcount(A))
a = A()
print(sys.getrefcount(A))
m = a.f
print(sys.getrefcount(a), sys.getrefcount(A.f))
del m
print(sys.getrefcount(a))


class B(A):
    pass


print(sys.getrefcount(A), sys.getrefcount(B), A.__subclasses__())
ref = weakref.ref(B, lambda r: print("B is gone"))
del B
print(ref() is None)
print(gc.collect() > 0, ref() is None, A.__subclasses__())
del a


class Del:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)


x = Del(1)
x = Del(2)
del x


def scope():
    y = Del(3)
    z = [Del(4), Del(5)]
    print("leaving")


scope()


class Saved:
    keep = None

    def __del__(self):
        print("saving")
        Saved.keep = self


s = Saved()
del s
print(Saved.keep is not None)
Saved.keep = None
print("not finalized twice")


class Late:
    pass


late = Late()
Late.__del__ = lambda self: print("late del")
del late


class Cycle:
    def __init__(self, n):
        self.me = self
        self.n = n

    def __del__(self): print("cycle del", self.n)


Cycle(1)
print("before")
gc.collect()
print("after")


def make():
    class Local:
        x = []
    return Local


L = make()
r = weakref.ref(L)
L.x.append(L())
del L
print(r() is None)
gc.collect()
print(r() is None)
print(sys.getrefcount(int) == sys.getrefcount(None), sys.getrefcount(type("T", (), {})))
