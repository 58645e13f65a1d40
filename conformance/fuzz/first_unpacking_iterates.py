from observe import *

begin()
try:
    b = True
except Exception as x:
    oops(x)
try:
    c = functools.partial(print)
except Exception as x:
    oops(x)
try:
    d = (1, 2, 3)[2:]
except Exception as x:
    oops(x)
try:
    e = collections.deque()
except Exception as x:
    oops(x)
try:
    f = closure(None)
except Exception as x:
    oops(x)
try:
    gc.set_threshold(7, 2, 2)
except Exception as x:
    oops(x)
try:
    a.__length_hint__()
except Exception as x:
    oops(x)
try:
    b = -b
except Exception as x:
    oops(x)
try:
    a = F(1)
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
    f.append(c)
except Exception as x:
    oops(x)
try:
    e = tuple(['two words', b, f])
except Exception as x:
    oops(x)
try:
    look('f', f)
except Exception as x:
    oops(x)
try:
    c.extra = c
except Exception as x:
    oops(x)
try:
    b = -b
except Exception as x:
    oops(x)
try:
    e = {'k': d}
except Exception as x:
    oops(x)
try:
    b = -b
except Exception as x:
    oops(x)
try:
    gc.set_threshold(7, 2, 2)
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    for x in d: pass
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    a = three(e)
except Exception as x:
    oops(x)
try:
    b = [b] * 2
except Exception as x:
    oops(x)
try:
    e = {**e}
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
    b = run()
except Exception as x:
    oops(x)
try:
    print(R(d), S(d), T(d))
except Exception as x:
    oops(x)
try:
    same(a, b, c, d, e, f)
except Exception as x:
    oops(x)
try:
    print(c is c)
except Exception as x:
    oops(x)
try:
    look('e', e)
except Exception as x:
    oops(x)
try:
    c[1](c)
except Exception as x:
    oops(x)
try:
    d = tuple(d)
except Exception as x:
    oops(x)
try:
    gens()
except Exception as x:
    oops(x)
try:
    a.throw(ValueError('t'))
except Exception as x:
    oops(x)
try:
    print(R(d), type(d).__name__)
except Exception as x:
    oops(x)
try:
    print(hash(d) == hash(d))
except Exception as x:
    oops(x)
try:
    b = (b, b)
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    gens()
except Exception as x:
    oops(x)
try:
    print(R(a), S(a), T(a))
except Exception as x:
    oops(x)
try:
    print(R(b), S(b), T(b))
except Exception as x:
    oops(x)
try:
    print(R(c), S(c), T(c))
except Exception as x:
    oops(x)
try:
    print(R(d), S(d), T(d))
except Exception as x:
    oops(x)
try:
    print(R(e), S(e), T(e))
except Exception as x:
    oops(x)
try:
    print(R(f), S(f), T(f))
except Exception as x:
    oops(x)
flush()
