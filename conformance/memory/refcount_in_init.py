"""Compared with 3.13: how often the arguments of a class are referred to while __init__ runs, however it is called."""
import sys
class B:
    def __init__(self, x=1, *a, **k): print(sys.getrefcount(x), a and sys.getrefcount(a[0]), end=' ')
class C:
    def __init__(self, x=1): print(sys.getrefcount(x), end=' ')
class D:
    def __init__(self, x): print(sys.getrefcount(x), end=' ')
class E:
    def __init__(self, x, y=2): print(sys.getrefcount(x), end=' ')
o = object()
def f():
    o = object()
    for i in range(4): B(o); B(x=o); B(o, o); C(o); C(x=o); D(o); D(x=o); E(o); E(o, y=1); B(*[o]); print()
f()
