from observe import *

begin()
try:
    f = collections.defaultdict(list)
except Exception as x:
    oops(x)
try:
    f.update(z='two words')
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()

