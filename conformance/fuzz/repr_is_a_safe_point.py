from observe import *

begin()
try:
    x = [[] for i in range(20)]
except Exception as x:
    oops(x)
try:
    gc.set_threshold(7, 2, 2)
except Exception as x:
    oops(x)
try:
    y = []
    z = '%s-%s' % (len(x), 1)
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    y = []
    z = f'{y!r}'
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()
