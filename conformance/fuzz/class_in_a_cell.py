from observe import *

begin()
try:
    a = bytes(3)
except Exception as x:
    oops(x)
try:
    class Q:
        v = a
        def m(self): return Q
    c = Q()
    del Q
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()

