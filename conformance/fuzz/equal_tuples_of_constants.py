from observe import *

begin()
try:
    a = (None,)
except Exception as x:
    oops(x)
try:
    b = ('x',)
    c = 'x'
except Exception as x:
    oops(x)
try:
    def run():
        return lambda: None
except Exception as x:
    oops(x)
try:
    def x(): pass
except Exception as x:
    oops(x)
try:
    def run(x):
        return x
except Exception as x:
    oops(x)
try:
    print(R(a), R(b), a is run.__code__.co_consts, b is run.__code__.co_varnames)
except Exception as x:
    oops(x)
flush()
