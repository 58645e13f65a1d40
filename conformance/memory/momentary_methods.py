"""Compared with 3.13: what gc.get_count() shows of objects that live for a moment, when free lists are empty, filled, and after 30 runs."""
import gc
import warnings
gc.disable()
warnings.simplefilter("ignore")

def probe(text, world):
    space = dict(world)
    exec("def s():\n" + "".join("    " + line + "\n" for line in text.split("\n")), space)
    run = space["s"]
    def s():
        try:
            run()
        except Exception as e:
            oops.add(type(e).__name__)
    oops = set()
    gc.collect()
    base = [[] for i in range(200)]
    found = []
    for i in range(2):
        before = gc.get_count()[0]
        s()
        after = gc.get_count()[0]
        found.append(after - before)
    for i in range(30):
        s()
    del base
    gc.collect()
    base = [[] for i in range(200)]
    before = gc.get_count()[0]
    s()
    after = gc.get_count()[0]
    found.append(after - before)
    print(*found, "|", text.replace("\n", "; "), *oops)

def world():
    l = [1, 2, 3]; t = (1, 2, 3); d = {"a": 1, "b": 2}; st = {1, 2, 3}; i = 7; f = 1.5; x = "abc"; by = b"abc"
    ba = bytearray(b"abc"); fs = frozenset(st); big = 1 << 100; c = 1j
    sub = type("L", (list,), {})([1, 2]); dsub = type("D", (dict,), {})(a=1); tsub = type("T", (tuple,), {})((1, 2))
    ssub = type("S", (set,), {})((1, 2)); strsub = type("Z", (str,), {})("abc"); isub = type("I", (int,), {})(5)
    class M(dict):
        def __missing__(self, k): return k
    mm = M()
    return dict(locals())

WORLD = world()
for text in """
l[0]
l[-1]
l[0:2]
l[::2]
l[:]
l[i:]
q = l[:]; q[0:1] = [4, 5]
q = l[:]; q[0:1] = (4, 5)
q = l[:]; q[0:1] = map(str, l)
q = l[:]; q[::2] = [1, 2]
q = l[:]; del q[0]
q = l[:]; del q[0:1]
q = l[:]; del q[::2]
q = l[:]; q += [1]
q = l[:]; q += (1,)
q = l[:]; q += map(str, l)
q = l[:]; q *= 2
l + l
l * 2
2 * l
1 in l
[1] == l
[1] < l
l.copy()
l.count(1)
l.index(2)
[].append(1)
[].extend(l)
[].extend(t)
[].extend(d)
[].extend(map(str, l))
[].extend(q for q in l)
[].insert(0, 1)
[1].pop()
[1].remove(1)
[1, 2].reverse()
[2, 1].sort()
[2, 1].sort(key=lambda q: q)
[2, 1].sort(key=str, reverse=True)
[1].clear()
[*l, *t]
[*l]
[1, *map(str, l)]
[q for q in l]
[q for q in l if q]
[(q, r) for q in l for r in l]
[[r for r in l] for q in l]
l.__getitem__(0)
l.__setitem__(0, 1)
l.__contains__(1)
l.__iter__()
l.__add__(l)
l.__eq__(l)
l.__len__()
list.append(l, 1); l.pop()
list.__new__(list)
sub[0:1]
sub + sub
sub * 2
sub.copy()
list(sub)
type(sub)(l)
type(sub)()
t[0]
t[0:2]
t[:]
t[::2]
t + t
t * 2
(1, i)
(1, i) + (2, i)
(1, i) == (1, 2)
(1, i) < (1, 2)
t.count(1)
t.index(1)
(*l,)
(*l, *t)
1 in t
tsub[0:1]
tsub + tsub
tuple(tsub)
type(tsub)(l)
p, q = t[:2]
p, *q = t
*p, q = l
p, (q, r) = 1, (2, 3)
p, q = 1, 2
p = q = 1
p, q, r = l
p, q, r = x
p, q, r = st
p, q, r = map(str, l)
p, q = d
d['a']
d.get('a')
d.get('zz')
d['zz'] = 1; del d['zz']
{}.setdefault(1, [])
{}.update(d)
{}.update(a=1)
{}.update(d, a=1)
{}.update([(1, 2)])
{}.update(zip(l, l))
{}.update(mm)
d.copy()
d.items()
d.keys()
d.values()
list(d.items())
list(d.keys())
list(d.values())
list(reversed(d.items()))
list(reversed(d.values()))
d.keys() & {'a'}
d.keys() | {'a'}
d.keys() - {'a'}
d.keys() ^ {'a'}
d.items() & {('a', 1)}
d.items() | {('a', 1)}
d.items() - {('a', 1)}
d.items() ^ {('a', 1)}
d.keys() == {'a', 'b'}
d.keys() <= {'a', 'b'}
d.keys().isdisjoint({'a'})
d.keys().isdisjoint([1])
d.keys().mapping
d.items() == d.items()
('a', 1) in d.items()
1 in d.values()
'a' in d.keys()
'a' in d
d == {'a': 1}
d | {'c': 1}
q = d.copy(); q |= {'c': 1}
q = d.copy(); q |= [(1, 2)]
q = d.copy(); q.pop('a')
q = d.copy(); q.pop('zz', None)
q = d.copy(); q.popitem()
q = d.copy(); q.clear()
{**d}
{**d, 'c': 1}
{'a': 1, **d}
{**mm}
{q: 1 for q in l}
{q: r for q, r in d.items()}
dict.fromkeys(l)
dict.fromkeys('ab', 1)
dict.fromkeys(st)
dict.fromkeys(d)
dict.fromkeys(map(str, l))
{1: 2, 3: i}
{1: {2: {3: []}}}
mm['x']
dsub['a']
dsub.copy()
dict(dsub)
type(dsub)(a=1)
type(dsub).fromkeys(l)
dsub | dsub
dsub | d
repr(dsub)
st | {4}
st & {1}
st - {1}
st ^ {1}
st | fs
fs | st
fs & fs
st <= {1, 2, 3, 4}
st == {1}
st.union(l)
st.union(l, t)
st.union()
st.intersection(l)
st.intersection(st)
st.difference(l)
st.difference(st)
st.difference(d)
st.symmetric_difference(l)
st.issubset(l)
st.issuperset(l)
st.isdisjoint(l)
st.isdisjoint(st)
st.copy()
fs.copy()
q = set(); q.add(1)
q = {1}; q.discard(1)
q = {1}; q.remove(1)
q = {1}; q.pop()
q = {1}; q.clear()
q = {1}; q.update(l)
q = {1}; q.update(l, t)
q = {1}; q |= st
q = {1}; q &= st
q = {1}; q -= st
q = {1}; q ^= st
q = {1}; q.intersection_update(l)
q = {1}; q.difference_update(l)
q = {1}; q.symmetric_difference_update(l)
q = {1}; q.symmetric_difference_update(st)
{1, i}
{*l}
{*l, *t}
{q for q in l}
1 in st
{1} in {frozenset({1})}
{1} in st
ssub | ssub
ssub.copy()
set(ssub)
type(ssub)(l)
repr(ssub)
frozenset(ssub)
x + 'a'
x * 2
x[0]
x[0:2]
x[::2]
x == 'abc'
'a' in x
x.upper()
x.capitalize()
x.casefold()
x.center(10)
x.count('a')
x.encode()
x.encode('latin1')
x.encode('ascii', 'ignore')
x.encode('utf-16')
by.decode()
by.decode('latin1')
by.decode('ascii')
x.endswith('c')
x.endswith(('c', 'd'))
x.startswith('a')
x.startswith(('a', 'b'))
x.expandtabs()
x.find('b')
x.format()
'{}'.format(1)
'{} {}'.format(1, 2)
'{a}'.format(a=1)
'{0.real}'.format(1)
'{0[0]}'.format(l)
'{:>10}'.format('a')
'{!r}'.format(l)
'{:{}}'.format('a', 5)
'{a}'.format_map({'a': 1})
'%s' % 1
'%s' % (1,)
'%s %s' % (1, 2)
'%(a)s' % {'a': 1}
'%d %5.2f %r %x' % (1, 1.5, l, 5)
f'{i}'
f'{i!r}'
f'{i:>5}'
f'{i:>{i}}'
f'{l}'
f'{i}{i}'
x.index('b')
x.isalpha()
x.join(['a', 'b'])
x.join(('a', 'b'))
x.join(map(str, l))
x.join(str(q) for q in l)
x.join('ab')
x.join({'a', 'b'})
x.join(d)
x.ljust(5)
x.lower()
x.lstrip()
x.lstrip('a')
str.maketrans({'a': 'b'})
str.maketrans('a', 'b')
str.maketrans('a', 'b', 'c')
x.partition('b')
x.partition('z')
x.removeprefix('a')
x.replace('a', 'b')
x.rfind('b')
x.rpartition('b')
x.rsplit('b')
x.split()
x.split('b')
'a b c'.split(None, 1)
'a b c'.split(' ', maxsplit=1)
'a\\nb'.splitlines()
'a\\nb'.splitlines(True)
x.strip()
x.swapcase()
x.title()
x.translate({97: 'b'})
x.translate(str.maketrans('a', 'b'))
x.zfill(5)
x.__add__('a')
x.__contains__('a')
x.__mod__(1)
strsub + 'a'
str(strsub)
strsub.upper()
type(strsub)('a')
by + b'a'
by * 2
by[0]
by[0:1]
by.hex()
bytes.fromhex('ff')
by.split(b'b')
by.join([b'a', b'b'])
by.join((b'a', b'b'))
by.join(ba for q in l)
by.replace(b'a', b'b')
by.translate(None, b'a')
by.partition(b'b')
by.startswith(b'a')
by.startswith((b'a', b'b'))
by.strip()
b'%d' % 1
b'%s %s' % (by, by)
ba + b'a'
ba[0:1]
q = ba[:]; q[0:1] = b'zz'
q = ba[:]; q[0:1] = [1, 2]
q = ba[:]; q[0] = 1
q = ba[:]; q.append(1)
q = ba[:]; q.extend(b'ab')
q = ba[:]; q.extend(l)
q = ba[:]; q += b'a'
q = ba[:]; del q[0]
q = ba[:]; q.pop()
q = ba[:]; q.reverse()
ba.copy()
ba.split(b'b')
ba.partition(b'b')
ba.decode()
ba.hex()
ba == by
bytes(ba)
list(ba)
i + 1
i + big
big * big
big // 3
big % 3
divmod(big, 3)
-big
i / 2
i ** 2
i ** -1
i << 80
big >> 3
i & big
i | big
i ^ big
~big
i < big
i.bit_length()
i.bit_count()
i.to_bytes(2, 'big')
i.to_bytes()
int.from_bytes(by)
int.from_bytes(by, 'little')
int.from_bytes(l)
i.as_integer_ratio()
i.conjugate()
i.real
i.numerator
i.is_integer()
isub + 1
int(isub)
type(isub)(5)
str(big)
int('1' * 50)
f + 1
f * f
f / 2
f // 2
f % 2
f ** 2
-f
f.as_integer_ratio()
f.hex()
float.fromhex('0x1p3')
f.is_integer()
f.real
f == 1
f < 2
int(f)
str(f)
c + 1
c * c
c / c
c ** 2
abs(c)
c.conjugate()
c.real
c == c
str(c)
not l
l and t
l or t
1 if l else 2
l is t
l is not t
1 < i < 10
1 == i == 7
(1).__class__
(1).real
lambda: 1
lambda p=i: p
lambda: i
(lambda p: p)(1)
(lambda: (yield))()
(p for p in l)
list(p for p in l)
sum(p for p in l)
(q := 5)
del_ = 1; del del_
assert True
pass
global zzq; zzq = 1; del zzq
import sys
import os.path
import os.path as op
from sys import path
from os import path, sep
""".strip().split("\n"):
    probe(text.replace("\\n", chr(10)) if "splitlines" not in text else text, WORLD)
