# What text and bytes take: sys.getsizeof is memory, not a table.
import sys

g = sys.getsizeof


def fresh(text):
    return ''.join(list(text))


for text in ['', 'a', 'abc', 'é', 'éab', '€', '€ab', '😀', '😀ab']:
    print(repr(text), g(fresh(text)))


class S(str):
    pass


class Slotted(str):
    __slots__ = ()


for text in ['', 'a', 'abc', 'é', '€ab', '😀ab']:
    print(repr(text), g(S(text)), g(Slotted(text)))

print([g(bytes(n)) for n in (0, 1, 2, 7, 100)])
print([g(bytearray(n)) for n in (0, 1, 2, 7, 100)])


class B(bytes):
    pass


class BA(bytearray):
    pass


print(g(B(b'abc')), g(BA(b'abc')))
print(g(memoryview(b'abc')), g(memoryview(b'abcdef')[1:3]), g(memoryview(bytearray(16)).cast('B', [4, 4])))
print(g(iter('ab')), g(iter('€')), g(iter(b'ab')), g(iter(bytearray(b'ab'))), g(iter(memoryview(b'ab'))))
for parts in ['a b'.split(), 'a b'.split(' '), 'a b'.split(' ', 0), 'a b c d'.split(' ', 2), ('a ' * 12).split(),
              ('a ' * 13).split(), ('a ' * 20).split(' '), 'a\nb'.splitlines(), ''.split(), 'a b'.rsplit(' '),
              'a b'.rsplit(), b'a b'.split(), b'a b'.split(b' '), b''.split(), b'a\nb'.splitlines()]:
    print(len(parts), g(parts))
print(str.__basicsize__, str.__itemsize__, bytes.__basicsize__, bytes.__itemsize__, bytearray.__basicsize__, memoryview.__basicsize__, memoryview.__itemsize__)
s = 'x'
for i in range(100):
    s += 'yz'
print(g(s), len(s))
s = 'é'
for i in range(10):
    s += 'a'
print(g(s), len(s))
