from observe import *

begin()
try:
    c = [len]
except Exception as x:
    oops(x)
try:
    del c[::2]
except Exception as x:
    oops(x)
try:
    print(S(c))
except Exception as x:
    oops(x)
try:
    d = bytearray([1, 2])
except Exception as x:
    oops(x)
try:
    print(S(d))
except Exception as x:
    oops(x)
try:
    d = bytearray(iter([1, 2]))
except Exception as x:
    oops(x)
try:
    print(S(d))
except Exception as x:
    oops(x)
flush()
