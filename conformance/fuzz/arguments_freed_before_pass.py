from observe import *

begin()
try:
    a = C(ValueError(''.join(['x', str(2)])))
except Exception as x:
    oops(x)
try:
    c = ''.join(['x', str(0)])
except Exception as x:
    oops(x)
try:
    d = (x for x in [a, c])
except Exception as x:
    oops(x)
try:
    o1, o2 = F('o1'), F('o2')
    o1.o, o2.o = o2, o1
    w1 = weakref.ref(o1, cb(1))
    del o1, o2
except Exception as x:
    oops(x)
try:
    f = reversed([list(map(str, [5, 1]))])
except Exception as x:
    oops(x)
try:
    gc.set_threshold(1)
except Exception as x:
    oops(x)
try:
    def run(*p, **q):
        return p, q
    f = run(*(1, f), **{'y': d})
except Exception as x:
    oops(x)
try:
    print(len(gc.garbage), gc.get_freeze_count() > 0)
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
flush()
