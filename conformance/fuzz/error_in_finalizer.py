from observe import *

begin()
try:
    a = F(1)
except Exception as x:
    oops(x)
try:
    del a.n
except Exception as x:
    oops(x)
try:
    del a
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    b = F(1)
except Exception as x:
    oops(x)
try:
    del b.n
except Exception as x:
    oops(x)
try:
    del b
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()
