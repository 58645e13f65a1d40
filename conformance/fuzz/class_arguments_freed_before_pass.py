from observe import *

begin()
try:
    b = memoryview(b'abc')[1:]
except Exception as x:
    oops(x)
try:
    d = functools.partial(len, ExceptionGroup('g', [ValueError(functools.partial(len, b)), KeyError(2)]))
except Exception as x:
    oops(x)
try:
    gc.set_threshold(20, 3, 1)
except Exception as x:
    oops(x)
try:
    gc.set_threshold(1)
except Exception as x:
    oops(x)
try:
    try:
        e = f
        raise ValueError(e)
    except ValueError as x:
        e = x
except Exception as x:
    oops(x)
try:
    d.__defaults__ = (set(),)
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    def run():
        def inner():
            return inner, x
        x = F('in cell')
        return inner
    d = run()
except Exception as x:
    oops(x)
try:
    e = {i: collections.deque(range(32)) for i in range(11)}
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()
