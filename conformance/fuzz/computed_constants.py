from observe import *

begin()
try:
    a = b'xy' * 0
except Exception as x:
    oops(x)
try:
    print(R(a))
except Exception as x:
    oops(x)
try:
    b = b'xy' * 2
except Exception as x:
    oops(x)
try:
    print(R(b))
except Exception as x:
    oops(x)
try:
    c = 'ab' * 1
except Exception as x:
    oops(x)
try:
    print(R(c))
except Exception as x:
    oops(x)
try:
    d = 'ab' * 2
except Exception as x:
    oops(x)
try:
    print(R(d))
except Exception as x:
    oops(x)
try:
    e = b'zz' * 1
except Exception as x:
    oops(x)
try:
    print(R(e))
except Exception as x:
    oops(x)
try:
    f = (1, 'two words') + ()
except Exception as x:
    oops(x)
try:
    print(R(f))
except Exception as x:
    oops(x)
try:
    g = +(10 ** 20)
except Exception as x:
    oops(x)
try:
    print(R(g))
except Exception as x:
    oops(x)
try:
    a = a * 3
except Exception as x:
    oops(x)
try:
    print(R(a))
except Exception as x:
    oops(x)
try:
    a = a[1:]
except Exception as x:
    oops(x)
try:
    print(R(a))
except Exception as x:
    oops(x)
flush()
