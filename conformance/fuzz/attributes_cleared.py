from observe import *

begin()
try:
    a = F(3)
except Exception as x:
    oops(x)
try:
    vars(a).clear()
except Exception as x:
    oops(x)
try:
    a.me = a
except Exception as x:
    oops(x)
try:
    gens()
except Exception as x:
    oops(x)
flush()

