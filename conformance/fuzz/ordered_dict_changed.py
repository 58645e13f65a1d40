from observe import *

begin()
a = collections.OrderedDict(a=1)
b = zip(a, a)
a["b"] = 2
try:
    next(b)
except RuntimeError as x:
    oops(x)
print(R(a))
c = iter(a)
del a["b"]
try:
    next(c)
except RuntimeError as x:
    oops(x)
print(R(a), list(c))
flush()
