from observe import *

begin()
try:
    b = Z(4)
except Exception as x:
    oops(x)
try:
    d = collections.OrderedDict(a=b)
except Exception as x:
    oops(x)
try:
    d = d.copy()
except Exception as x:
    oops(x)
try:
    gens()
except Exception as x:
    oops(x)
flush()

