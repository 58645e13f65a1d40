from observe import *

begin()
a = collections.OrderedDict(a=1)
b = dict(a)
print(gc.get_count(), b)
c = {**a}
print(gc.get_count(), c)
flush()
