from observe import *

begin()
try:
    a = F('f')
except Exception as x:
    oops(x)
try:
    a.me = a
except Exception as x:
    oops(x)
try:
    a.__dict__['k'] = property(len)
except Exception as x:
    oops(x)
try:
    a = A()
except Exception as x:
    oops(x)
try:
    print('collect', gc.collect())
except Exception as x:
    oops(x)
flush()

