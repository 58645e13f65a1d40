from observe import *

begin()
try:
    b = collections.deque(range(3))
except Exception as x:
    oops(x)
try:
    for i in range(5):
        b = [b]
except Exception as x:
    oops(x)
try:
    del b[0]
except Exception as x:
    oops(x)
try:
    print(R(b), S(b), T(b))
except Exception as x:
    oops(x)
flush()

