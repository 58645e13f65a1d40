from observe import *

begin()
try:
    e = []
    e.append(gen(e))
    del e
except Exception as x:
    oops(x)
try:
    print("collect", gc.collect())
except Exception as x:
    oops(x)
try:
    a = A()
    a.g = gen(a)
    w = weakref.ref(a, cb("1"))
    del a
except Exception as x:
    oops(x)
try:
    print("collect", gc.collect())
except Exception as x:
    oops(x)
try:
    a = A()
    a.g = gen(a)
    next(a.g)
    del a
except Exception as x:
    oops(x)
try:
    print("collect", gc.collect())
except Exception as x:
    oops(x)
flush()
