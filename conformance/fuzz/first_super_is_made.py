from observe import *

begin()
try:
    c = collections.Counter()
except Exception as x:
    oops(x)
try:
    d = str(4) + 'z'
except Exception as x:
    oops(x)
try:
    e = three({4, 100})
except Exception as x:
    oops(x)
try:
    f = (x for x in [d, filter(None, [1, d])])
except Exception as x:
    oops(x)
try:
    d = sys.intern(d)
except Exception as x:
    oops(x)
try:
    print(a is c)
except Exception as x:
    oops(x)
try:
    print(R(f), type(f).__name__)
except Exception as x:
    oops(x)
try:
    gc.set_threshold(7, 2, 2)
except Exception as x:
    oops(x)
try:
    print(R(b), type(b).__name__)
except Exception as x:
    oops(x)
try:
    b.send(A())
except Exception as x:
    oops(x)
try:
    with suppress() as x:
        raise KeyError(a)
    del x
except Exception as x:
    oops(x)
try:
    look('d', d)
except Exception as x:
    oops(x)
try:
    def run(x):
        y = F('local')
        try:
            raise KeyError(x)
        except KeyError as e:
            print(R(e))
        print('end')
    run(f)
except Exception as x:
    oops(x)
try:
    print('collect', gc.collect(0))
except Exception as x:
    oops(x)
try:
    print(R(c), S(c), T(c))
except Exception as x:
    oops(x)
try:
    b.send(b)
except Exception as x:
    oops(x)
try:
    def run(*p, **q):
        return p, q
    f = run(*(1, f), **{'y': D()})
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    d = d.split('b')
except Exception as x:
    oops(x)
try:
    f.send(f)
except Exception as x:
    oops(x)
try:
    print(R(f), S(f), T(f))
except Exception as x:
    oops(x)
try:
    c[2.5] = c
except Exception as x:
    oops(x)
try:
    look('c', c)
except Exception as x:
    oops(x)
try:
    for x in list(c): del c[x]
except Exception as x:
    oops(x)
try:
    print(gc.get_count())
except Exception as x:
    oops(x)
try:
    c.append(b)
except Exception as x:
    oops(x)
flush()
