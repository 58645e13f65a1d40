from observe import *

begin()
try:
    a = L()
except Exception as x:
    oops(x)
try:
    b = closure(map(str, [1, 2]))[0]
except Exception as x:
    oops(x)
try:
    a.extend(x for x in range(0))
except Exception as x:
    oops(x)
try:
    a.extend([b, 1])
except Exception as x:
    oops(x)
try:
    print(R(a), S(a), T(a))
except Exception as x:
    oops(x)
flush()

