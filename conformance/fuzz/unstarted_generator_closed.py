from observe import *

begin()
try:
    f = (x for x in [float('1.5'), B()])
except Exception as x:
    oops(x)
try:
    f.close()
except Exception as x:
    oops(x)
try:
    gens()
except Exception as x:
    oops(x)
flush()

