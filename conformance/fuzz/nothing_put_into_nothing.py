from observe import *

begin()
try:
    a = list(range(1))
except Exception as x:
    oops(x)
try:
    del a[0]
except Exception as x:
    oops(x)
try:
    a[:] = []
except Exception as x:
    oops(x)
try:
    print(R(a), S(a), T(a))
except Exception as x:
    oops(x)
flush()
