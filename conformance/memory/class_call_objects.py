"""Compared with 3.13: what the collector knows while a class, an instance or a bound method is called: tuples of arguments and of names, dictionaries."""
import gc,sys
class C:
    def __init__(self, x, *a, **k):
        print(sys.getrefcount(x), [o for o in gc.get_objects(0) if type(o) is not C])
def f(x,*a,**k):
        print(sys.getrefcount(x), [o for o in gc.get_objects(0) if type(o) is not C])
class D:
    def __init__(self, x, k=1, **kk):
        print(sys.getrefcount(x), [o for o in gc.get_objects(0) if type(o) is not D])
class E:
    def __new__(self, x, k=1, **kk):
        print(sys.getrefcount(x), [o for o in gc.get_objects(0) if type(o) is not D])
class F:
    def __call__(self, x, k=1, **kk):
        print(sys.getrefcount(x), [o for o in gc.get_objects(0) if type(o) is not F])
class G:
    def m(self, x, k=1, **kk):
        print(sys.getrefcount(x), [o for o in gc.get_objects(0) if type(o) is not G])
gc.disable()
for cls in (C,f,D,E,F(),G().m):
    for i in range(2):
        gc.collect(); y=['y']
        cls(*[y],**{'k':2})
        gc.collect(); y=['y']
        cls(*(y,),**{'k':2})
        gc.collect(); y=['y']
        cls(y,**{'k':2})
        gc.collect(); y=['y']
        cls(y,*(),k=2)
        gc.collect(); y=['y']
        cls(y,*(),j=2)
        gc.collect(); y=['y']
        cls(*[y])
        gc.collect(); y=['y']
        cls(y,j=2)
        gc.collect(); y=['y']
        cls(y,k=2)
        gc.collect(); y=['y']
        cls(k=3,x=y)
