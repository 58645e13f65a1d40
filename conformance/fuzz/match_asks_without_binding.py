from observe import *

begin()
try:
    b = frozenset(range(3))
except Exception as x:
    oops(x)
try:
    gc.set_threshold(7, 2, 2)
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
    c = {'k': b}
except Exception as x:
    oops(x)
try:
    look('f', f)
except Exception as x:
    oops(x)
try:
    def run():
        g = gen(b)
        next(g)
        g.me = 1
    run()
except Exception as x:
    oops(x)
try:
    def run():
        o = A()
        o.o = o
        o.f = F('cyc')
        w.append(weakref.ref(o, cb('c')))
    w = []
    run()
except Exception as x:
    oops(x)
try:
    match c:
        case [x, *y]: c = y
        case {'x': x, **y}: c = y
        case A(): c = 1
except Exception as x:
    oops(x)
flush()
