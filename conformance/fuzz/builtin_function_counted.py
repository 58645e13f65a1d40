from observe import *

begin()
try:
    e = len
except Exception as x:
    oops(x)
try:
    print(R(e), S(e), T(e))
except Exception as x:
    oops(x)
flush()

