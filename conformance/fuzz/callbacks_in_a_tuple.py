from observe import *

begin()
try:
    d = set()
except Exception as x:
    oops(x)
try:
    def f(r): print(1, 2)
except Exception as x:
    oops(x)
try:
    a = weakref.ref(d, f)
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    d = 0
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    d = set()
except Exception as x:
    oops(x)
try:
    a, b = weakref.ref(d, f), weakref.ref(d, f)
except Exception as x:
    oops(x)
try:
    d = 0
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()
