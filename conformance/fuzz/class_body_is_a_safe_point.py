from observe import *

begin()
try:
    gc.set_threshold(1)
except Exception as x:
    oops(x)
try:
    class Q:
        v = 300
        def m(self): return Q
    e = Q()
    del Q
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    gc.set_threshold(7, 2, 2)
except Exception as x:
    oops(x)
try:
    x = [[] for i in range(9)]
except Exception as x:
    oops(x)
try:
    class Q:
        v = x
        def m(self): return Q
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()
