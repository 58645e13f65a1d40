from observe import *

begin()
try:
    b = slice(2)
except Exception as x:
    oops(x)
try:
    d = collections.defaultdict(list)
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    e = [1, 2]
except Exception as x:
    oops(x)
try:
    c = slice(3)
except Exception as x:
    oops(x)
try:
    e[:] = []
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()
