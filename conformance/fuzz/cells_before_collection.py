from observe import *

begin()
try:
    f = list(range(4))
except Exception as x:
    oops(x)
try:
    gc.set_threshold(3)
except Exception as x:
    oops(x)
try:
    c = closure(f)
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    gc.set_threshold(1)
except Exception as x:
    oops(x)
try:
    def run():
        def inner():
            return inner, x
        x = F('in cell')
        return inner
    f = run()
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    gc.set_threshold(2)
except Exception as x:
    oops(x)
try:
    a = (x for x in [iter([1])])
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()
