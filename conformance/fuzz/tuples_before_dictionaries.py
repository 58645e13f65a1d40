from observe import *

begin()
try:
    b = object()
except Exception as x:
    oops(x)
try:
    b = (b, b)
except Exception as x:
    oops(x)
try:
    b = (b, b)
except Exception as x:
    oops(x)
try:
    f = dict.fromkeys(range(1))
except Exception as x:
    oops(x)
try:
    f[1] = tuple(range(7))
except Exception as x:
    oops(x)
try:
    print('collect', gc.collect())
except Exception as x:
    oops(x)
try:
    print(T(b), T(b[0]), T(f), T(f[1]))
except Exception as x:
    oops(x)
try:
    print('collect', gc.collect())
except Exception as x:
    oops(x)
try:
    print(T(b), T(b[0]), T(f), T(f[1]))
except Exception as x:
    oops(x)
flush()
