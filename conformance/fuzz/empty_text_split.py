from observe import *

begin()
try:
    c = 'ab' * 0
except Exception as x:
    oops(x)
try:
    f = c
except Exception as x:
    oops(x)
try:
    f = f.split('b')
except Exception as x:
    oops(x)
try:
    print(R(f), S(f), T(f))
except Exception as x:
    oops(x)
flush()

