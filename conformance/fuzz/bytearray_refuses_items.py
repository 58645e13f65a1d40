from observe import *

begin()
a = bytearray(2)
try:
    a[0:2] = [KeyError(1, 2)]
except TypeError as x:
    oops(x)
print(gc.get_count())
a[0:1] = [1, 2]
print(a, gc.get_count())
flush()
