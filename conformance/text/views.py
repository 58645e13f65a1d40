# memoryview: windows, casts, items, release, counts.
import gc
import sys


def t(f):
    try:
        return f()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


data = b'x' * 100 + bytes(1)
print(sys.getrefcount(data))
m = memoryview(data)
print(sys.getrefcount(data))
n = m[1:]
print(sys.getrefcount(data), sys.getrefcount(m), gc.is_tracked(m))
o = memoryview(m)
print(sys.getrefcount(data), o.obj is data)
print([type(x).__name__ for x in gc.get_referents(m)])
del m, n
print(sys.getrefcount(data))
o.release()
print(sys.getrefcount(data))

m = memoryview(b'abcdef')
print(m.format, m.itemsize, m.ndim, m.shape, m.strides, m.suboffsets, m.readonly, m.nbytes, m.c_contiguous, m.f_contiguous, m.contiguous)
for key in [0, -1, 10, 'a', 1.5, slice(1, 4), slice(None, None, 2), slice(None, None, -1), (0, 1), (0,), (), ...]:
    r = t(lambda: m[key])
    print(key, r.tolist() if isinstance(r, memoryview) else r)
print(len(m), hash(m) == hash(b'abcdef'), m == b'abcdef', m != 5, m == m[::1], 98 in m, b'b' in m, list(reversed(m)), bytes(m[::-1]), m.hex(':'))
print(t(lambda: m < m), t(lambda: m + b'c'), t(lambda: m.__setitem__(0, 1)))
a = bytearray(b'abcdef')
w = memoryview(a)
for key, value in [(0, 65), (0, 300), (0, 'a'), (0, b'a'), (slice(0, 2), b'xy'), (slice(0, 2), b'xyz'), (slice(0, 2), 5), (100, 1), ('a', 1), (slice(None, None, 2), b'123'), (0, 1.5), ((0,), 1), ((0, 0), 1), (slice(1, 5), w[0:4])]:
    print(key, t(lambda: w.__setitem__(key, value)), a)
print(t(lambda: w.__delitem__(0)), t(lambda: hash(w)), t(lambda: w.toreadonly().__setitem__(0, 1)))
c = memoryview(bytearray(range(16)))
for f in 'bBhHiIlLqQfdnNPc?e':
    print(f, c.cast(f).tolist(), c.cast('@' + f).format)
for args in [('z',), ('<i',), ('ii',), (5,), ('i', [2, 2]), ('i', (2, 3)), ('B', 5), ('B', ['a']), ('B', [-1]), ('B', [])]:
    r = t(lambda: c.cast(*args))
    print(args, r.tolist() if isinstance(r, memoryview) else r)
print(t(lambda: c[:15].cast('i')), t(lambda: c[::2].cast('i')), t(lambda: c.cast('i').cast('h')))
q = c.cast('B', [4, 4])
print(q.tolist(), q[1, 2], t(lambda: q[1]), t(lambda: q[5, 0]), q[0:1].tolist(), t(lambda: q[0:1, 0:1]), t(lambda: q[1, 2, 3]), len(q), q.shape, q.strides, t(lambda: list(q)))
for f, value in [('i', 2**40), ('i', -1), ('i', 'a'), ('i', 1.5), ('d', 2.5), ('d', 'a'), ('c', b'z'), ('c', b'zz'), ('?', 5), ('Q', -1), ('b', 200), ('f', 1e300), ('e', 1.5), ('e', 1e-8), ('e', 65519.0)]:
    print(f, value, t(lambda: c.cast(f).__setitem__(0, value)), c.tolist()[:8])
for args in [(), (1,), ('a',), (b'a', 1)]:
    print(args, t(lambda: memoryview(*args)))
w = memoryview(bytearray(b'ab'))
w.release()
for f in (lambda: w[0], lambda: len(w), lambda: w.tolist(), lambda: w.obj, lambda: w.format, lambda: repr(w)[:16], lambda: w.release(), lambda: w == w, lambda: hash(w), lambda: w.__enter__(), lambda: memoryview(w), lambda: bytes(w), lambda: w == b'ab'):
    print(t(f))
x = bytearray(b'abc')
y = memoryview(x)
z = y[1:]
y.release()
print(z.tolist(), t(lambda: x.append(1)))
z.release()
x.append(1)
print(x)
with memoryview(b'abc') as q:
    print(q.tolist())
print(t(lambda: q[0]))
print(memoryview(b'ab').cast('c') == memoryview(b'ab'), memoryview(b'\1\2').cast('b') == b'\1\2', b'x'.join([memoryview(b'ab')[::2], b'c']))
it = iter(memoryview(b'ab'))
print(type(it).__name__, next(it), next(it), next(it, None))
match memoryview(b'ab'):
    case [x, y]:
        print(x, y)
