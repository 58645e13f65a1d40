"""Compared with 3.13: closures more."""
import sys,gc
rc=sys.getrefcount
def outer():
    o=object()
    base=rc(o)
    def f(): return o
    a=rc(o)
    def g(): return o
    b=rc(o)
    return f,g,base,a,b,o
f,g,*n,o=outer(); print(n, rc(o)); print(f.__closure__[0] is g.__closure__[0], rc(f.__closure__[0]), rc(f.__closure__)); print(sys.getsizeof(f.__closure__), sys.getsizeof(f.__closure__[0]))
del f; print(rc(o)); del g; print(rc(o))
def counter():
    n=0
    def inc():
        nonlocal n; n+=1; return n
    return inc
c=counter(); c(); print(c(), c.__closure__[0].cell_contents, c.__code__.co_freevars, counter.__code__.co_cellvars)
fs=[lambda: i for i in range(3)]; print([x() for x in fs], fs[0].__closure__[0] is fs[1].__closure__[0])
def mk():
    fs=[]
    for i in range(3):
        def f(i=i): return i
        fs.append(f)
    return fs
print([x() for x in mk()], mk()[0].__closure__, mk()[0].__defaults__)
def empty():
    def f(): return v
    try: f()
    except NameError as e: print(e)
    try: f.__closure__[0].cell_contents
    except ValueError as e: print(e)
    v=1
    print(f()); del v
    try: f()
    except NameError as e: print(e)
empty()
def cyc():
    def f(): return f
    return f
x=cyc(); print(rc(x)); del x; print(gc.collect())
def deep():
    a=[]
    def l1():
        def l2():
            return a
        return l2
    return l1
d=deep(); print(rc(d.__closure__[0].cell_contents)); e=d(); print(e.__closure__[0] is d.__closure__[0], rc(d.__closure__[0]))
class K:
    def m(self): return __class__
print(K.m.__closure__[0].cell_contents is K, rc(K), gc.is_tracked(K.m.__closure__[0]), gc.is_tracked(K.m.__closure__))
def gen():
    x=object(); yield rc(x); f=lambda:x; yield rc(x); yield rc(f.__closure__[0])
print(list(gen()))
import types
cl=types.CellType()
try: cl.cell_contents
except ValueError as e: print(e)
cl.cell_contents=5; print(cl.cell_contents, cl==types.CellType(5), cl<types.CellType(6)); del cl.cell_contents
def w():
    z=1
    f=lambda:z
    return f
h=types.FunctionType(w().__code__,globals(),"h",None,(types.CellType(9),)); print(h())
for bad in (None,(),(1,),(types.CellType(),)*2):
    try: types.FunctionType(w().__code__,globals(),"h",None,bad)
    except Exception as e: print(type(e).__name__,e)
print(gc.get_referents(w().__closure__[0]), [type(x).__name__ for x in gc.get_referents(w())])
def lam(): return [ (lambda: j)() for j in range(3)]
print(lam(), lam.__code__.co_cellvars)
def cc(a,b):
    def f(): return a
    return rc(a), rc(b), f
q=object(); print(cc(q,q)[:2])
