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

import abc, collections, collections.abc, contextlib, copy, dataclasses, enum, functools, io, itertools, operator, types, weakref, string, re

def world():
    l = [1, 2, 3]; t = (1, 2, 3); d = {"a": 1, "b": 2}; st = {1, 2, 3}; i = 7; x = "abc"
    class A:
        pass
    class B:
        def __init__(self): self.x = 1
        def m(self): pass
    a = A(); b = B()
    r = weakref.ref(a)
    def f0(): pass
    def f1(q): return q
    def cb(q): pass
    wv = weakref.WeakValueDictionary({1: a}); wk = weakref.WeakKeyDictionary({a: 1}); ws = weakref.WeakSet([a])
    dq = collections.deque(l); od = collections.OrderedDict(d); dd = collections.defaultdict(list); ct = collections.Counter("aab")
    cm = collections.ChainMap({1: 2}, d); nt = collections.namedtuple("nt", "x y"); n = nt(1, 2)
    ud = collections.UserDict(d); ul = collections.UserList(l); us = collections.UserString("abc")
    @functools.lru_cache
    def lru(*q, **k): return 1
    @functools.cache
    def cached(q): return 1
    @functools.wraps(f1)
    def wrapped(q): return 1
    @functools.singledispatch
    def single(q): return 1
    @contextlib.contextmanager
    def cman(): yield 1
    @dataclasses.dataclass
    class Data:
        x: int
        y: int = 2
        z: list = dataclasses.field(default_factory=list)
    @dataclasses.dataclass(frozen=True, order=True)
    class Frozen:
        x: int = 1
    @dataclasses.dataclass(slots=True)
    class Slotted:
        x: int = 1
    class Color(enum.Enum):
        RED = 1
        BLUE = 2
    class Flag(enum.Flag):
        P = 1
        Q = 2
    class IE(enum.IntEnum):
        P = 1
    class Base(abc.ABC):
        @abc.abstractmethod
        def m(self): pass
    class Derived(Base):
        def m(self): pass
    data = Data(1); frozen = Frozen(); slotted = Slotted()
    class CP:
        @functools.cached_property
        def p(self): return 1
    part = functools.partial(f1, 1)
    sn = types.SimpleNamespace(a=1)
    return dict(globals(), **locals())

WORLD = world()
for text in """
weakref.ref(a)
weakref.ref(a, cb)
weakref.ref(a)()
r()
weakref.proxy(a)
weakref.getweakrefcount(a)
weakref.getweakrefs(a)
weakref.WeakMethod(b.m)
weakref.WeakMethod(b.m)()
weakref.WeakValueDictionary()
weakref.WeakKeyDictionary()
weakref.WeakSet()
weakref.WeakSet([a])
weakref.WeakValueDictionary({1: a})
weakref.WeakKeyDictionary({a: 1})
wv[1]
wv.get(1)
wv.get(2)
1 in wv
len(wv)
wv[2] = a; del wv[2]
wv[2] = A()
list(wv)
list(wv.keys())
list(wv.values())
list(wv.items())
wv.copy()
wv.setdefault(1, b)
wv[3] = a; wv.pop(3)
wv.pop(9, None)
wv.update({1: a})
for q in wv.values(): pass
wv.valuerefs()
repr(wv) and None
wv | {}
wk[a]
wk.get(a)
wk.get(b)
a in wk
b in wk
len(wk)
wk[b] = 1; del wk[b]
wk[A()] = 1
list(wk)
list(wk.keys())
list(wk.values())
list(wk.items())
wk.copy()
wk.setdefault(a, 2)
wk.pop(b, None)
wk.update({a: 1})
wk.keyrefs()
a in ws
b in ws
len(ws)
list(ws)
ws.add(a)
ws.add(A())
ws.add(b); ws.discard(b)
ws.add(b); ws.remove(b)
ws.copy()
ws | ws
ws & ws
ws - ws
ws == ws
ws <= ws
ws.update([a])
for q in ws: pass
ws.isdisjoint([b])
itertools.count()
next(itertools.count(5))
next(itertools.count(0.5, 0.5))
itertools.cycle(l)
q = itertools.cycle(l); [next(q) for z in range(5)]
list(itertools.repeat(1, 3))
list(itertools.accumulate(l))
list(itertools.accumulate(l, operator.mul))
list(itertools.accumulate(l, initial=5))
list(itertools.chain(l, t))
list(itertools.chain.from_iterable([l, t]))
list(itertools.compress(l, [1, 0, 1]))
list(itertools.dropwhile(bool, l))
list(itertools.filterfalse(None, l))
list(itertools.groupby([1, 1, 2]))
[(k, list(g)) for k, g in itertools.groupby([1, 1, 2])]
[(k, list(g)) for k, g in itertools.groupby([1, 1, 2], key=str)]
list(itertools.islice(l, 2))
list(itertools.islice(l, 0, 3, 2))
list(itertools.pairwise(l))
for q in itertools.pairwise(l): pass
for q, z in itertools.pairwise(l): pass
list(itertools.starmap(pow, [(1, 2), (3, 4)]))
list(itertools.starmap(f1, [(1,)]))
list(itertools.starmap(f1, [[1]]))
list(itertools.takewhile(bool, l))
itertools.tee(l)
q, z = itertools.tee(l)
q, z = itertools.tee(l); list(q); list(z)
q, z = itertools.tee(iter(l)); next(q); next(z)
q, z, y = itertools.tee(l, 3); next(q); next(z)
q, = itertools.tee(l, 1); list(q)
q, z = itertools.tee(l); itertools.tee(q)
q, z = itertools.tee(range(100)); list(q); list(z)
itertools.tee(l, 0)
list(itertools.zip_longest(l, t))
list(itertools.zip_longest(l, [1]))
list(itertools.zip_longest(l, [1], fillvalue=0))
for q in itertools.zip_longest(l, [1]): pass
for q, z in itertools.zip_longest(l, [1]): pass
itertools.zip_longest(l, t)
itertools.zip_longest()
list(itertools.batched(l, 2))
list(itertools.batched(l, 5))
list(itertools.batched(range(50), 7))
for q in itertools.batched(l, 2): pass
itertools.batched(l, 2)
list(itertools.product(l, t))
list(itertools.product(l, repeat=2))
for q in itertools.product(l, t): pass
list(itertools.permutations(l))
list(itertools.permutations(l, 2))
list(itertools.combinations(l, 2))
for q in itertools.combinations(l, 2): pass
list(itertools.combinations_with_replacement(l, 2))
functools.reduce(operator.add, l)
functools.reduce(lambda p, q: p, l, 0)
functools.partial(f1, 1)
functools.partial(f1, 1)()
functools.partial(f1, q=1)()
functools.partial(f1)(1)
functools.partial(functools.partial(f1), 1)
part()
lru()
lru(1)
lru(1, 2)
lru(q=1)
lru(1, q=1)
lru('a')
lru.cache_info()
lru(1); lru.cache_clear()
cached(1)
wrapped(1)
single(1)
functools.wraps(f1)(f0)
functools.lru_cache(f1)
functools.lru_cache(maxsize=2)(f1)
functools.cmp_to_key(lambda p, q: 0)
sorted(l, key=functools.cmp_to_key(lambda p, q: p - q))
functools.partialmethod(f1, 1)
functools.total_ordering
functools.cached_property(f1)
CP().p
functools.singledispatch(f1)
collections.deque()
collections.deque(l)
collections.deque(l, 2)
collections.deque(l).append(1)
collections.deque(l).appendleft(1)
collections.deque(l).extend(l)
collections.deque(l).extendleft(l)
collections.deque(l).pop()
collections.deque(l).popleft()
collections.deque(l).rotate(1)
collections.deque(l).remove(1)
collections.deque(l).clear()
collections.deque(l).insert(0, 1)
dq.copy()
dq + dq
dq * 2
dq == dq
1 in dq
dq.count(1)
dq[0]
list(dq)
list(reversed(dq))
for q in dq: pass
repr(dq)
copy.copy(dq)
dq.__reduce__()
collections.OrderedDict()
collections.OrderedDict(a=1)
collections.OrderedDict(d)
collections.OrderedDict(d, c=1)
collections.OrderedDict([(1, 2)])
od['a']
od['z'] = 1; del od['z']
od.copy()
od.keys()
list(od)
list(od.items())
list(od.values())
list(reversed(od))
for q in od: pass
for q, z in od.items(): pass
od.move_to_end('a'); od.move_to_end('b')
od.copy().popitem()
od.copy().popitem(last=False)
od.copy().pop('a')
od.copy().pop('zz', None)
od.copy().clear()
od.copy().setdefault('c', 1)
od.copy().update(d)
od.copy().update(a=1)
od.copy().update({'a': 1}, b=2)
od.copy().update([(1, 2)])
od.copy().update(od)
od | d
d | od
q = od.copy(); q |= d
od == od
od == d
repr(od)
collections.OrderedDict.fromkeys(l)
od.__sizeof__()
collections.defaultdict()
collections.defaultdict(list)
collections.defaultdict(list, a=1)
collections.defaultdict(list)[1]
collections.defaultdict(lambda: 1)[1]
dd[1].append(1); dd.clear()
dd.copy()
dd | d
repr(dd)
collections.Counter()
collections.Counter('aab')
collections.Counter(l)
collections.Counter(a=1)
collections.Counter(d)
ct['a']
ct['zz']
ct['a'] += 1; ct['a'] -= 1
ct.most_common()
ct + ct
ct - ct
ct & ct
ct | ct
+ct
ct == ct
ct <= ct
ct.copy()
ct.copy().update('ab')
ct.copy().update(a=1)
ct.copy().subtract('ab')
ct.total()
list(ct.elements())
repr(ct)
collections.ChainMap()
collections.ChainMap(d)
collections.ChainMap({}, d)
cm[1]
cm['a']
cm.get('a')
cm.get('zz')
'a' in cm
len(cm)
list(cm)
list(cm.items())
list(cm.keys())
list(cm.values())
bool(cm)
cm['zz'] = 1; del cm['zz']
cm['zz'] = 1; cm.pop('zz')
cm.new_child()
cm.new_child({1: 2})
cm.parents
cm.copy()
cm.maps
cm == d
cm | d
d | cm
repr(cm)
cm.setdefault('a', 1)
collections.ChainMap.fromkeys('ab')
nt(1, 2)
nt(x=1, y=2)
nt(*(1, 2))
nt._make([1, 2])
n.x
n._asdict()
n._replace(x=2)
n._fields
n + n
n[0:1]
repr(n)
p, q = n
n == n
hash(n)
collections.UserDict()
collections.UserDict(a=1)
ud['a']
'a' in ud
list(ud)
ud.copy()
ud.get('a')
ud.items()
list(ud.items())
ud | d
collections.UserList(l)
ul[0]
ul[0:1]
ul + l
ul.copy()
list(ul)
collections.UserString('a')
us + 'a'
us.upper()
us[0]
contextlib.nullcontext()
with contextlib.nullcontext(): pass
with contextlib.nullcontext(1) as q: pass
with contextlib.suppress(KeyError): pass
with contextlib.suppress(KeyError): d['zz']
with contextlib.suppress(KeyError, ValueError): raise ValueError
with cman(): pass
with cman() as q: pass
cman()
with contextlib.closing(io.StringIO()): pass
with contextlib.closing(io.StringIO()) as q: q.write('a')
with contextlib.ExitStack(): pass
with contextlib.ExitStack() as q: q.callback(f0)
with contextlib.ExitStack() as q: q.enter_context(cman())
with contextlib.ExitStack() as q: q.push(cman())
with contextlib.redirect_stdout(io.StringIO()): print('a')
contextlib.contextmanager(f0)
cman()(f0)()
types.SimpleNamespace()
types.SimpleNamespace(a=1)
types.SimpleNamespace({'a': 1})
types.SimpleNamespace(a=1).a
repr(types.SimpleNamespace(a=1))
repr(types.SimpleNamespace())
repr(types.SimpleNamespace(a=1, b=2))
repr(sn)
sn == types.SimpleNamespace(a=1)
sn.b = 1; del sn.b
vars(sn)
sn.__reduce__()
types.MappingProxyType(d)
types.MappingProxyType(d)['a']
types.MappingProxyType(d).get('a')
types.MappingProxyType(d).items()
types.MappingProxyType(d).copy()
types.MappingProxyType(d) | d
list(types.MappingProxyType(d))
repr(types.MappingProxyType(d))
types.MethodType(f1, 1)
types.MethodType(f1, 1)()
types.FunctionType(f1.__code__, {})
types.FunctionType(f1.__code__, {}, 'n', (1,))
types.CellType(1)
types.CellType(1).cell_contents
types.ModuleType('q')
types.ModuleType('q').__name__
types.prepare_class('Q')
types.resolve_bases((A,))
types.DynamicClassAttribute(f1)
types.coroutine(f0)
types.GenericAlias(list, (int,))
copy.copy(l)
copy.copy(d)
copy.copy(t)
copy.copy(st)
copy.copy(b)
copy.copy(data)
copy.copy(n)
copy.copy(1)
copy.copy(f0)
copy.deepcopy(l)
copy.deepcopy(d)
copy.deepcopy(t)
copy.deepcopy((1, [2]))
copy.deepcopy(st)
copy.deepcopy(b)
copy.deepcopy(data)
copy.deepcopy({1: [1, 2], 2: (1, [2])})
copy.replace(n, x=1)
operator.itemgetter(0)
operator.itemgetter(0)(l)
operator.itemgetter(0, 1)(l)
operator.attrgetter('x')
operator.attrgetter('x')(b)
operator.attrgetter('x', '__class__')(b)
operator.attrgetter('__class__.__name__')(b)
operator.methodcaller('m')(b)
operator.methodcaller('format', a=1)('{a}')
operator.add(1, 2)
operator.getitem(l, 0)
operator.contains(l, 1)
operator.length_hint(l)
operator.call(f1, 1)
operator.iadd([1], [2])
operator.concat(l, l)
operator.countOf(l, 1)
operator.indexOf(l, 1)
Color.RED
Color.RED.value
Color.RED.name
Color(1)
Color['RED']
list(Color)
Color.RED in Color
Color.RED == Color.BLUE
repr(Color.RED)
str(Color.RED)
hash(Color.RED)
len(Color)
Color.__members__
for q in Color: pass
Flag.P | Flag.Q
Flag.P & Flag.Q
Flag.P in Flag.P
~Flag.P
Flag(3)
list(Flag(3))
repr(Flag.P | Flag.Q)
IE.P + 1
IE(1)
Data(1)
Data(1, 2)
Data(1, y=3)
data == data
repr(data)
dataclasses.asdict(data)
dataclasses.astuple(data)
dataclasses.replace(data, x=5)
dataclasses.fields(data)
dataclasses.is_dataclass(data)
frozen < frozen
hash(frozen)
Frozen(2)
slotted.x
Slotted(1)
dataclasses.field()
dataclasses.field(default=1)
class Q(abc.ABC): pass
class Q(abc.ABC): m = abc.abstractmethod(f0)
class Q(Base): pass
Derived()
isinstance(1, Base)
isinstance(Derived(), Base)
issubclass(int, Base)
isinstance([], collections.abc.Sequence)
isinstance({}, collections.abc.Mapping)
isinstance(a, collections.abc.Hashable)
isinstance(a, collections.abc.Iterable)
isinstance(f0, collections.abc.Callable)
issubclass(list, collections.abc.Sized)
Base.register(A)
collections.abc.Callable[[int], str]
collections.abc.Sequence[int]
io.StringIO()
io.StringIO('abc').read()
io.BytesIO(b'abc').read()
io.BytesIO().write(b'a')
io.StringIO('a\\nb').readlines()
for q in io.StringIO('abc'): pass
re.match('(a)(b)', 'abc').groups()
re.match('(a)(b)', 'abc').group(1, 2)
re.match('(?P<x>a)', 'abc').groupdict()
re.findall('(a)(b)', 'aba')
re.sub('a', 'b', 'aba')
re.sub('a', lambda m: 'x', 'aba')
re.split('b', 'abc')
list(re.finditer('a', 'aba'))
int | str
int | None
int | str | None
(int | str).__args__
(int | str) == (str | int)
hash(int | str)
repr(int | str)
isinstance(1, int | str)
issubclass(int, int | str)
int | list[int]
list[int]
list[int]()
list[int] == list[int]
list[int].__args__
list[int].__origin__
hash(list[int])
repr(list[int])
dict[str, int]
tuple[int, ...]
type[int]
iter(list[int])
list(list[int])
[*list[int]]
next(iter(list[int]))
list[int].append
list[int] | None
list[int].__parameters__
collections.deque[int]
isinstance(list[int], type)
A | None
""".strip().split("\n"):
    probe(text, WORLD)
