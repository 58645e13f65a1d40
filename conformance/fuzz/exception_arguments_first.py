from observe import *

begin()
try:
    b = tuple(x for x in range(4))
except Exception as x:
    oops(x)
try:
    f = C(b)
except Exception as x:
    oops(x)
try:
    b = ValueError(b)
except Exception as x:
    oops(x)
try:
    print('collect', gc.collect())
except Exception as x:
    oops(x)
try:
    gens()
except Exception as x:
    oops(x)
flush()
