from observe import *

begin()
try:
    f = D(x=10 ** 12)
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()

