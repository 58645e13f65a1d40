from observe import *

begin()
try:
    d = bytes(3)
except Exception as x:
    oops(x)
try:
    d = d * 0
except Exception as x:
    oops(x)
try:
    print(R(d), S(d), T(d))
except Exception as x:
    oops(x)
flush()

