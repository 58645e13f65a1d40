# Which strings are one object, and what that does to their counts.
import sys


def fresh(text):
    return ''.join(list(text))


print([fresh(c) is c for c in 'aé'], fresh('') is '' if False else fresh('') == '')
a, b = fresh('not interned yet'), fresh('not interned yet')
print(a is b, a == b, hash(a) == hash(b), sys._is_interned(a))
c = sys.intern(a)
print(c is a, sys.intern(b) is a, sys._is_interned(a), sys.getrefcount(a))
del c
print(sys.getrefcount(a))
name = a[:]
print(name is a, a[0:3] is a, a + '' is a, '' + a is a, str(a) is a, a * 1 is a, a.strip() is a, a.replace('zz', 'y') is a, a[0:100] is a)
print('abc'[1] is 'b', 'abc'.partition('b')[1] is 'b', chr(233) is 'é', ''.join(['xyz']) is 'xyz')


class S(str):
    def __str__(self):
        return 'other'


s = S('text')
print(type(s[:]), type(s + ''), type(s * 1), type(str.__str__(s)), str(s), f'{s}', '%s' % s, '{}'.format(s), s.strip() == 'text', type(s.strip()))
try:
    sys.intern(s)
except TypeError as e:
    print(e)
x = b'bytes'
print(x[:] is x, x + b'' is x, bytes(x) is x, x * 1 is x, x.strip() is x, b'ab'[0:1] is b'a', bytes([97]) is b'a', b''.join([x]) is x, x.replace(b'q', b'r') is x)
y = bytearray(x)
print(y[:] is y, y.strip() is y, y.copy() == y)
