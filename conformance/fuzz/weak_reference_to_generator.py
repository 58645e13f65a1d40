from observe import *

begin()
try:
    f = gen(())
except Exception as x:
    oops(x)
try:
    next(f)
except Exception as x:
    oops(x)
try:
    b = weakref.ref(f, cb('3'))
except Exception as x:
    oops(x)
try:
    f = 1
except Exception as x:
    oops(x)
flush()
