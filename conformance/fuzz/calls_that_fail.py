from observe import *

begin()
try:
    x = "a"
except Exception as x:
    oops(x)
try:
    x(None)
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    {}.popitem()
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    dict(map(str, [1]))
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    b = bytearray(1)
except Exception as x:
    oops(x)
try:
    b[7] = b
except Exception as x:
    oops(x)
try:
    b[7] = 300
except Exception as x:
    oops(x)
flush()
