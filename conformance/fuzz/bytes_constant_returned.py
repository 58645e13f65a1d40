from observe import *

begin()
try:
    b = bytes([1, 2, 3])[6:]
except Exception as x:
    oops(x)
try:
    b += b'zz'
except Exception as x:
    oops(x)
try:
    print(R(b), S(b), T(b))
except Exception as x:
    oops(x)
flush()

