from observe import *

begin()
try:
    f = slice(5)
except Exception as x:
    oops(x)
try:
    e = gc.get_referents(f)[:0]
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()

