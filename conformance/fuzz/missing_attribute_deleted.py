from observe import *

begin()
try:
    def f(): pass
except Exception as x:
    oops(x)
try:
    del f.x
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    e = KeyError()
except Exception as x:
    oops(x)
try:
    del e.x
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    print(gc.get_referents(e))
except Exception as x:
    oops(x)
flush()
