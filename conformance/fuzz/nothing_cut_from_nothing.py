from observe import *

begin()
try:
    a = [1] * 1
except Exception as x:
    oops(x)
try:
    del a[0]
except Exception as x:
    oops(x)
try:
    del a[1:3]
except Exception as x:
    oops(x)
try:
    print(S(a))
except Exception as x:
    oops(x)
flush()
