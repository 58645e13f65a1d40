"""Many statements, and what they are about: programs of the folder above run each of them and look at one thing."""
import array, bisect, collections, contextlib, copy, dataclasses, enum, fractions, functools, gc, heapq, io, itertools, math, numbers, operator, os.path
import struct, sys, threading, types, weakref

class O2(collections.OrderedDict): pass
od=collections.OrderedDict(a=1,b=2); o2=O2(a=1,b=2)
e=collections.OrderedDict()
dd=collections.defaultdict(list,a=1); ct=collections.Counter('aab'); cm=collections.ChainMap({1:2},{3:4}); dq=collections.deque([1,2],5)
nt=collections.namedtuple('nt','x y'); n=nt(1,2)
ul=collections.UserList([1,2]); ud=collections.UserDict(a=1); us=collections.UserString('ab')
class A:
    x=1
    def m(self): return 1
    @property
    def p(self): return 1
    @classmethod
    def c(cls): return 1
    @staticmethod
    def s(): return 1
a=A(); ws=weakref.WeakSet([a]); wv=weakref.WeakValueDictionary({1:a}); wk=weakref.WeakKeyDictionary({a:1}); r=weakref.ref(a)
l=[3,1,2]; d={1:2,3:4}; st={1,2}; t=(1,2); b=b'abc'; x='a b c'; ba=bytearray(b'abc'); ar=array.array('i',[1,2]); g=1.5; i=7; big=10**30
@dataclasses.dataclass
class DC:
    x:int=1
    y:list=dataclasses.field(default_factory=list)
dc=DC()
class En(enum.Enum):
    A=1
    B=2
@functools.lru_cache
def lc(*a): return 1
@functools.singledispatch
def sd(x): return 1
@contextlib.contextmanager
def cmgr(): yield 1
def gen():
    yield 1
    yield 2
f=fractions.Fraction(1,3)


COMMON = r'''
repr(od)
repr(o2)
repr(e)
dict(od)
od.copy()
od == od
od == d
od.update(a=1)
od.move_to_end('a')
list(od)
list(od.items())
list(od.keys())
list(od.values())
reversed(od)
list(reversed(od))
od.pop('zz', 1)
od.setdefault('a', 1)
x = collections.OrderedDict(od)
x = collections.OrderedDict([('a',1)])
x = collections.OrderedDict(a=1)
od | od
od | d
d | od
x = od.copy(); x |= od
x = od.copy(); x.popitem()
x = od.copy(); x.clear()
copy.copy(od)
copy.deepcopy(od)
od.__reduce__()
repr(dd)
dd.copy()
dd | dd
copy.copy(dd)
dd.__reduce__()
collections.defaultdict(list)
collections.defaultdict(list)[1]
repr(ct)
ct + ct
ct - ct
ct & ct
ct | ct
ct.most_common()
ct.update('ab')
ct.subtract('ab')
list(ct.elements())
ct.total()
ct['zz']
+ct
-ct
collections.Counter('ab')
collections.Counter(a=1)
collections.Counter({'a':1})
ct.copy()
repr(cm)
cm[1]
list(cm)
len(cm)
cm.new_child()
cm.parents
3 in cm
bool(cm)
cm.get(1)
repr(dq)
dq + dq
dq * 2
dq.copy()
list(dq)
dq.append(1)
dq.extend([1,2])
dq.extendleft([1,2])
dq.rotate(1)
dq.index(1)
dq.count(1)
dq == dq
dq < dq
reversed(dq)
collections.deque()
collections.deque([1])
collections.deque([1], 3)
copy.copy(dq)
dq.insert(0, 1)
dq.remove(1)
1 in dq
repr(n)
n._replace(x=3)
n._asdict()
nt._make([1,2])
nt(1, y=2)
n.x
n == n
hash(n)
n[0]
x, y = n
n + n
copy.copy(n)
n.__getnewargs__()
list(ul)
ul + ul
ul * 2
ul.copy()
repr(ul)
ul[0:1]
ul == ul
1 in ul
ul.append(1)
list(ud)
repr(ud)
ud['a']
ud.copy()
ud == ud
ud.get('a')
ud.items()
list(ud.items())
ud | ud
us + us
us.upper()
repr(us)
us[0]
len(us)
us == us
list(ws)
ws | ws
ws - ws
ws ^ ws
ws & ws
ws.copy()
ws.add(a)
ws.discard(1) if 0 else None
a in ws
1 in ws
len(ws)
repr(ws)
ws == ws
ws.union(ws)
ws.isdisjoint(ws)
ws.issubset(ws)
x = ws.copy(); x |= ws
x = ws.copy(); x &= ws
x = ws.copy(); x -= ws
x = ws.copy(); x ^= ws
x = ws.copy(); x.clear()
x = ws.copy(); x.pop()
x = ws.copy(); x.update([a])
x = ws.copy(); x.remove(a)
list(wv)
list(wv.items())
list(wv.values())
list(wv.keys())
list(wv.valuerefs())
list(wv.itervaluerefs())
wv[1]
wv.get(1)
wv.get(2)
1 in wv
len(wv)
wv.copy()
repr(wv)
wv.setdefault(1, a)
x = wv.copy(); x.pop(1)
x = wv.copy(); x.popitem()
x = wv.copy(); x.update({2: a})
x = wv.copy(); x[3] = a; del x[3]
wv | wv
x = wv.copy(); x |= wv
copy.copy(wv)
copy.deepcopy(wv)
list(wk)
list(wk.items())
list(wk.values())
list(wk.keys())
list(wk.keyrefs())
wk[a]
wk.get(a)
a in wk
1 in wk
len(wk)
wk.copy()
repr(wk)
wk.setdefault(a, 1)
x = wk.copy(); x.pop(a)
x = wk.copy(); x.popitem()
x = wk.copy(); x.update({a: 2})
x = wk.copy(); x[a] = 1; del x[a]
wk | wk
copy.copy(wk)
copy.deepcopy(wk)
weakref.WeakMethod(a.m)
weakref.WeakMethod(a.m)()
weakref.ref(a) == r
hash(r)
repr(r)
weakref.getweakrefs(a)
weakref.proxy(a).m()
repr(a)
str(a)
a.m()
a.p
a.c()
a.s()
A.m(a)
a.zz if 0 else 1
vars(a)
dir(a)
a.__class__
type(a).__mro__
a.__dict__
a.__reduce_ex__(2)
copy.copy(a)
copy.deepcopy(a)
copy.copy(l)
copy.deepcopy(l)
copy.deepcopy(d)
copy.deepcopy(t)
copy.deepcopy(st)
dc == dc
repr(dc)
dataclasses.replace(dc, x=2)
dataclasses.asdict(dc)
dataclasses.astuple(dc)
dataclasses.fields(dc)
DC()
En.A
En(1)
En['A']
En.A.name
En.A.value
list(En)
repr(En.A)
En.A == En.B
len(En)
lc(1)
lc(1, 2)
lc(1, 2, 3) if 0 else lc.cache_info()
lc.cache_clear()
sd(1)
sd('a')
with cmgr(): pass
with cmgr() as q: q
cmgr()
next(gen())
list(gen())
sum(gen())
[*gen()]
for q in gen(): pass
for q in gen(): break
x = gen(); next(x); x.close()
x = gen(); x.send(None)
any(q for q in l)
[q for q in l]
{q: q for q in l}
{q for q in l}
sorted(l)
sorted(l, key=lambda q: -q)
sorted(l, reverse=True)
l.copy()
l[:]
l + l
l * 2
l.index(1)
l.sort()
l.reverse()
min(l)
max(l, key=lambda q: q)
list(reversed(l))
list(map(str, l))
list(filter(None, l))
list(zip(l, l))
list(enumerate(l))
dict(zip(l, l))
dict(d)
d.copy()
d | d
{**d}
{**d, 5: 6}
list(d.items())
d.items() & d.items()
d.keys() | d.keys()
d.keys() - {1}
d.keys() == d.keys()
d.get(1)
d.pop(9, None)
d.setdefault(1, 1)
dict.fromkeys(l)
repr(d)
repr(l)
repr(t)
repr(st)
st | st
st & st
st - st
st ^ st
st.copy()
frozenset(st)
st == st
st <= st
sorted(st)
t + t
t * 2
t[:1]
t == t
hash(t)
x.split()
x.split(' ', 1)
x.partition(' ')
' '.join(l and ['a','b'])
x.replace('a', 'b')
x.encode()
x.upper()
x.title()
x.format()
'{}{}'.format(1, 2)
'{a}'.format(a=1)
'{0.real}'.format(1)
'%s' % x
'%(a)s' % {'a': 1}
f'{x}{i}{g}'
f'{x!r:>10}'
x.translate({97: 'b'})
x.splitlines()
x.strip()
x.startswith(('a','b'))
x.count('a')
b.decode()
b.hex()
b.split()
b[0:1]
bytes(l)
ba + ba
ba.copy() if 0 else bytes(ba)
memoryview(ba)[0:1]
memoryview(b).tolist()
ar.tolist()
ar + ar
repr(ar)
ar.tobytes()
struct.pack('ii', 1, 2)
struct.unpack('ii', bytes(8))
struct.calcsize('ii')
str(big)
repr(big)
big * big
big // 12345678901234
big % 7
divmod(big, 12345678901)
pow(big, 3)
pow(big, 3, 7)
int('123')
int(str(big))
float('1.5')
str(g)
round(g)
math.floor(g)
g.as_integer_ratio()
g.hex()
i.to_bytes(4)
int.from_bytes(b, 'big')
i.bit_length()
complex(1, 2)
str(1j)
f + f
str(f)
float(f)
math.factorial(10)
math.gcd(4, 6)
math.comb(5, 2)
heapq.heapify(l[:])
heapq.nsmallest(2, l)
heapq.heappush([], 1)
list(heapq.merge(l, l))
bisect.bisect(l, 1)
itertools.chain(l, l)
list(itertools.chain(l, l))
list(itertools.chain.from_iterable([l]))
list(itertools.islice(l, 2))
list(itertools.groupby(l))
list(itertools.product(l, l))
list(itertools.permutations(l, 2))
list(itertools.combinations(l, 2))
list(itertools.accumulate(l))
list(itertools.zip_longest(l, t))
list(itertools.starmap(max, [(1,2)]))
list(itertools.takewhile(bool, l))
list(itertools.dropwhile(bool, l))
list(itertools.compress(l, l))
list(itertools.pairwise(l))
list(itertools.batched(l, 2))
x, y = itertools.tee(l)
next(itertools.count())
next(itertools.cycle(l))
list(itertools.repeat(1, 2))
functools.partial(max, 1)
functools.partial(max, 1)(2)
functools.reduce(max, l)
functools.cmp_to_key(max)(1)
functools.wraps(gen)(gen)
operator.itemgetter(1)(t)
operator.itemgetter(0, 1)(t)
operator.attrgetter('x')(a)
operator.attrgetter('x', 'x')(a)
operator.methodcaller('m')(a)
io.StringIO('a')
io.StringIO('a').read()
io.StringIO().write('a')
io.StringIO('a\x0ab').readlines()
list(io.StringIO('a\x0ab'))
io.BytesIO(b'a')
io.BytesIO(b'a').read()
print('a', file=io.StringIO())
print(1, file=io.StringIO())
print(1, 2, sep='-', file=io.StringIO())
os.path.join('a', 'b')
os.path.split('a/b')
os.path.exists('/zz')
types.SimpleNamespace(a=1)
types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1)
repr(types.SimpleNamespace(a=1, b=[]))
types.MappingProxyType(d)
types.MethodType(gen, a)
type('Q', (), {})
class Q: pass
class Q(A): pass
class Q: __slots__ = ('x',)
def q(): pass
lambda: 0
super(A, a)
isinstance(a, A)
issubclass(A, A)
isinstance(1, numbers.Number)
isinstance([], collections.abc.Sequence)
getattr(a, 'zz', None)
hasattr(a, 'zz')
setattr(a, 'q', 1)
callable(a)
iter(l)
next(iter(l))
iter(int, 0)
list(iter(gen().__next__, 2))
range(3)
list(range(3))
slice(1, 2)
l[0:2]
enumerate(l)
sys._getframe()
sys.exc_info()
globals()
locals()
compile('1', '', 'eval')
eval('1')
exec('1')
eval('[1]')
exec('def q(): pass')
a.zz
l[10]
d[10]
1 / 0
int('x')
raise ValueError
raise ValueError('a', 1)
raise KeyError from ValueError()
len(1)
'a' + 1
1 + 'a'
[] + ()
l.index(99)
l.remove(99)
st.remove(99)
next(iter([]))
next(gen().__iter__())
x, y = [1]
x, y = [1, 2, 3]
gen(1)
A(1)
a()
a[0]
a + a
i.zz = 1
del a.zz
assert 0
assert 0, 'a'
try: 1/0\nexcept ZeroDivisionError as q: str(q)
try: 1/0\nfinally: pass
try: raise ValueError\nexcept (KeyError, ValueError): pass
try: raise ExceptionGroup('a', [ValueError()])\nexcept* ValueError: pass
with contextlib.suppress(ValueError): raise ValueError
with contextlib.nullcontext(): pass
with contextlib.closing(io.StringIO()): pass
with contextlib.ExitStack() as q: q.callback(int)
match l:\n    case [q, *w]: pass
match d:\n    case {1: q}: pass
match n:\n    case nt(x=1): pass
match a:\n    case A(): pass
hash('a')
hash(g)
hash(f)
id(a)
ord('a')
chr(300)
hex(i)
bin(i)
ascii(x)
format(x, '>5')
any(l)
all(l)
sum(l)
sum([[1],[2]], [])
abs(-1)
pow(2, 10)
divmod(7, 2)
'''


def each(*texts):
    """The statements of the texts, a line each; `\\n` in it is the end of a line within a statement."""
    for text in texts:
        for line in text.strip().split("\n"):
            yield line.replace("\\n", "\n")
