from observe import *

begin()
try:
    e = reversed(['s'])
except Exception as x:
    oops(x)
try:
    list(e)
except Exception as x:
    oops(x)
try:
    gens()
except Exception as x:
    oops(x)
flush()

