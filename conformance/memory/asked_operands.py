"""Compared with 3.13: which operand is asked, in which order, and how often it is referred to meanwhile."""
import collections, itertools, functools, operator, bisect, array, types, copy, weakref, sys, statistics, heapq
R=sys.getrefcount
LOG=[]
class E:
    def __init__(self,n,h=None): self.n=n; self.h=n if h is None else h
    def __eq__(self,o): LOG.append(('eq',self.n,getattr(o,'n',o),R(self),R(o))); return self.n==getattr(o,'n',o)
    def __ne__(self,o): LOG.append(('ne',self.n,getattr(o,'n',o),R(self),R(o))); return self.n!=getattr(o,'n',o)
    def __lt__(self,o): LOG.append(('lt',self.n,getattr(o,'n',o),R(self),R(o))); return self.n<getattr(o,'n',o)
    def __gt__(self,o): LOG.append(('gt',self.n,getattr(o,'n',o),R(self),R(o))); return self.n>getattr(o,'n',o)
    def __le__(self,o): LOG.append(('le',self.n,getattr(o,'n',o),R(self),R(o))); return self.n<=getattr(o,'n',o)
    def __ge__(self,o): LOG.append(('ge',self.n,getattr(o,'n',o),R(self),R(o))); return self.n>=getattr(o,'n',o)
    def __hash__(self): LOG.append(('hash',self.n,R(self))); return self.h
    def __add__(self,o): LOG.append(('add',self.n,getattr(o,'n',o),R(self),R(o))); return E(self.n+getattr(o,'n',o))
    def __radd__(self,o): LOG.append(('radd',self.n,getattr(o,'n',o),R(self),R(o))); return E(self.n+getattr(o,'n',o))
    def __mul__(self,o): LOG.append(('mul',self.n,getattr(o,'n',o),R(self),R(o))); return E(self.n)
    def __rmul__(self,o): LOG.append(('rmul',self.n,getattr(o,'n',o),R(self),R(o))); return E(self.n)
    def __contains__(self,o): LOG.append(('in',self.n,getattr(o,'n',o),R(self),R(o))); return True
    def __len__(self): LOG.append(('len',self.n,R(self))); return self.n
    def __bool__(self): LOG.append(('bool',self.n,R(self))); return bool(self.n)
    def __index__(self): LOG.append(('index',self.n,R(self))); return self.n
    def __int__(self): LOG.append(('int',self.n,R(self))); return self.n
    def __float__(self): LOG.append(('float',self.n,R(self))); return float(self.n)
    def __repr__(self): LOG.append(('repr',self.n,R(self))); return f'E{self.n}'
    def __str__(self): LOG.append(('str',self.n,R(self))); return f's{self.n}'
    def __format__(self,s): LOG.append(('format',self.n,R(self))); return f'f{self.n}'
    def __iter__(self): LOG.append(('iter',self.n,R(self))); return iter(())
    def __abs__(self): LOG.append(('abs',self.n,R(self))); return 1
    def __neg__(self): LOG.append(('neg',self.n,R(self))); return 1
    def __round__(self,n=0): LOG.append(('round',self.n,R(self))); return 1
    def __call__(self,*a): LOG.append(('call',self.n,R(self),*[R(x) for x in a])); return 1
    def __getitem__(self,k): LOG.append(('getitem',self.n,R(self),R(k))); raise IndexError
    def __enter__(self): LOG.append(('enter',self.n,R(self))); return self
    def __exit__(self,*p): LOG.append(('exit',self.n,R(self))); return True
    def __reversed__(self): LOG.append(('reversed',self.n,R(self))); return iter(())
    def __copy__(self): LOG.append(('copy',self.n,R(self))); return self
    def __dir__(self): LOG.append(('dir',self.n,R(self))); return []
    def __sizeof__(self): LOG.append(('sizeof',self.n,R(self))); return 1
    def __length_hint__(self): LOG.append(('hint',self.n,R(self))); return 1
    def __bytes__(self): LOG.append(('bytes',self.n,R(self))); return b''
    def __complex__(self): LOG.append(('complex',self.n,R(self))); return 1j
    def __divmod__(self,o): LOG.append(('divmod',self.n,R(self),R(o))); return 1
    def __pow__(self,o,m=None): LOG.append(('pow',self.n,R(self),R(o))); return 1
    def __iadd__(self,o): LOG.append(('iadd',self.n,R(self),R(o))); return self
    def __getattr__(self,k): LOG.append(('getattr',k,R(self))); raise AttributeError
    def __instancecheck__(self,k): LOG.append(('inst',R(self),R(k))); return True
    def __fspath__(self): LOG.append(('fspath',R(self))); return 'x'
    def __missing__(self,k): return 1
class DD(dict):
    def __missing__(self,k): LOG.append(('missing',R(self),R(k))); return 1
STMTS='''{1:a}=={1:b}
{1:a}!={1:b}
{1:a}=={1:c}
{a:1}=={b:1}
{a:1}=={d:1}
[a]==[b]
[a,c]==[d,b]
[a]!=[b]
[a]<[b]
(a,)==(b,)
(a,)<(b,)
(a,)>=(b,)
(a,c)<(d,b)
a in [b,d]
a in (b,d)
a in {b,d}
a in {b:1}
a in {1:b}.values()
(1,a) in {1:b}.items()
a in collections.deque([b,d])
[b,d].index(a)
(b,d).index(a)
[b,d].count(a)
(b,d).count(a)
[b,d].remove(a)
collections.deque([b,d]).index(a)
collections.deque([b,d]).count(a)
collections.deque([b,d]).remove(a)
collections.deque([a])==collections.deque([b])
collections.deque([a])<collections.deque([b])
collections.OrderedDict([(1,a)])==collections.OrderedDict([(1,b)])
collections.OrderedDict([(1,a)])=={1:b}
{1:b}==collections.OrderedDict([(1,a)])
types.MappingProxyType({1:a})=={1:b}
types.SimpleNamespace(x=a)==types.SimpleNamespace(x=b)
{1:a}.items()=={1:b}.items()
{1:a}.items()&{1:b}.items()
{1:a}.items()|{1:b}.items()
{1:a}.items()-{1:b}.items()
{1:a}.items()<={1:b}.items()
{a:1}.keys()=={b:1}.keys()
{a:1}.keys()&{b:1}.keys()
{a:1}.keys()-{b:1}.keys()
{a:1}.keys()-[d]
{a:1}.keys()^[d]
{a:1}.keys().isdisjoint([d])
{a}=={b}
{a}=={d}
{a}<={d}
{a}&{d}
{a}|{d}
{a}-{d}
{a}^{d}
{a}.isdisjoint([d])
{a}.isdisjoint({d})
{a}.union([d])
{a}.intersection([d])
{a}.difference([d])
{a}.symmetric_difference([d])
{a}.issubset([d])
{a}.issuperset([d])
frozenset([a,d])
hash(frozenset([a]))
set([a,d])
{a,d}
{a:1,d:2}
dict([(a,1),(d,2)])
dict(zip([a,d],[1,2]))
dict.fromkeys([a,d])
dict.fromkeys({a:1})
dict.fromkeys({a})
{a:1}|{d:1}
{a:1}[d]
{a:1}[b]
{a:1}.get(d)
{a:1}.pop(d)
{a:1}.setdefault(d)
{a:1}.setdefault(b,2)
x={a:1}; x[d]=2
x={a:1}; x[b]=2
x={a:1}; del x[d]
x={a:1}; x.update({d:2})
x={a:1}; x.update([(d,2)])
x={a}; x.add(d)
x={a}; x.discard(d)
x={a}; x.remove(d)
x={a}; x.update([d])
x={a}; x-={d}
DD()[a]
collections.defaultdict(list)[a]
collections.Counter([a,d])
collections.OrderedDict([(a,1),(b,1)]).move_to_end(d)
min(a,b)
max(a,b)
min([a,b])
max([b,a])
min(b,a,key=lambda x:x)
max([a,b],key=lambda x:x)
sorted([b,a])
sorted([a,b],reverse=True)
[b,a,c].sort()
sorted([(b,1),(a,2)])
sorted([[b],[a]])
sorted([b,a],key=lambda x:x)
sum([a,b])
sum([a,b],c)
sum((a,b))
bisect.bisect([a,c],b)
bisect.bisect_left([a,c],b)
bisect.bisect_left([a,c],b,key=lambda x:x)
bisect.insort([a,c],b)
bisect.insort_left([a,c],b)
heapq.heapify([b,a,c])
heapq.heappushpop([a],b)
heapq.nsmallest(2,[b,a,c])
heapq.nlargest(1,[b,a,c])
heapq.nsmallest(1,[b,a,c],key=lambda x:x)
any([z,a])
all([a,z])
not a
bool(a)
a and b
z or b
if a: pass
while z: pass
assert a
[x for x in [a] if x]
list(filter(None,[a]))
list(filter(lambda x:x,[a]))
list(map(bool,[a]))
len(a)
abs(a)
-a
round(a)
divmod(a,b)
pow(a,b)
pow(a,b,c)
a+b
1+a
a*2
2*a
[1]*a
'x'*a
(1,)*a
b'x'*a
x=a; x+=b
int(a)
float(a)
complex(a)
bytes(a)
str(a)
repr(a)
ascii(a)
format(a)
format(a,'x')
f'{a}'
f'{a!r}'
f'{a!s:x}'
'%s'%a
'%r'%(a,)
'%d'%a
'%x'%a
'%c'%b
'%f'%a
'%*d'%(b,1)
'%(k)s'%{'k':a}
'{}'.format(a)
'{!r}'.format(a)
'{x}'.format(x=a)
'{0:{1}}'.format(1,b)
repr((a,))
repr({a:b})
repr(collections.OrderedDict([(1,a)]))
repr(types.MappingProxyType({1:a}))
repr({1:a}.items())
repr(slice(a,b))
repr(functools.partial(len,a))
repr(ValueError(a))
str(ValueError(a))
str(KeyError(a))
print(a,file=sys.stderr) if 0 else 0
[1,2,3][a]
(1,2,3)[a]
'abc'[a]
b'abc'[a]
range(5)[a]
[1,2,3][a:b]
(1,2,3)[a:b]
'abc'[a:b]
b'abc'[a:b]
range(5)[a:b]
x=[1,2,3]; x[a]=0
x=[1,2,3]; x[a:b]=[]
x=[1,2,3]; del x[a]
x=[1,2,3]; del x[a:b]
x=bytearray(b'abc'); x[a]=0
x=bytearray(3); x[0]=a
x=array.array('i',[1,2]); x[a]=b
collections.deque([1,2,3])[a]
[1,2,3].insert(a,0)
[1,2,3].pop(a)
[1,2].index(5,a,b)
'abc'.find('c',a,b)
'abc'.startswith('c',a)
'abc'.center(a)
'abc'.zfill(a)
'a b'.split(' ',a)
'abc'.expandtabs(a)
range(a,b)
range(a)
list(range(a,b,a))
slice(a,b).indices(5)
slice(a,b).indices(c)
chr(c)
hex(a)
bin(a)
oct(a)
bytes([a])
bytearray([a])
array.array('i',[a])
array.array('d',[a])
int.from_bytes(b'a')
(5).to_bytes(b)
operator.index(a)
operator.truth(a)
operator.not_(a)
operator.contains([b],a)
operator.countOf([b,d],a)
operator.indexOf([b,d],a)
operator.eq(a,b)
operator.length_hint(a)
itertools.islice([1,2,3],a)
list(itertools.islice([1,2,3],a,b))
list(itertools.accumulate([a,b],lambda x,y:x))
list(itertools.takewhile(lambda x:x,[a]))
list(itertools.compress([1],[a]))
list(itertools.filterfalse(None,[a]))
list(itertools.starmap(lambda x,y:x,[(a,b)]))
list(itertools.chain([a],[b]))
functools.reduce(operator.add,[a,b,c])
functools.reduce(lambda x,y:x,[a,b])
functools.lru_cache(lambda x:1)(a)
functools.cmp_to_key(lambda x,y:a)(1)<functools.cmp_to_key(lambda x,y:1)(2)
isinstance(1,a)
iter(a)
list(a)
tuple(a)
set(a)
[*a]
(*a,)
{*a}
x,*y=a
for x in a: pass
reversed(a)
enumerate(a)
zip(a,b)
a()
a(b)
a(*[b])
a.foo
hasattr(a,'foo')
getattr(a,'foo',1)
copy.copy(a)
copy.deepcopy([a])
dir(a)
sys.getsizeof(a)
with a: pass
match a:\\n    case 1: pass
match a:\\n    case E(n=1): pass
match [a]:\\n    case [1]: pass
match {'k':a}:\\n    case {'k':1}: pass
a==1
1==a
a<b<c
a!=b
b>a
b'%d'%a
b'%b'%a
b''.join([])
','.join(map(str,[a,b]))
statistics.mean([1,2])
{a:b for x in [1]}
{a for x in [1]}
[a for x in [1] if b]
lambda:a
weakref.ref(a)==weakref.ref(b)
hash(weakref.ref(a))
weakref.WeakKeyDictionary({a:1})[d]
weakref.WeakSet([a,d])
exec('a==b',globals())
eval('a+b')
max(a,default=1)
sum(a,1)
dict(a=a)
int('1',b)
divmod(1,a)
hash((a,b))
hash(slice(a,b))
hash(types.GenericAlias(list,(a,)))
"".join([str(x) for x in (a,b)])
complex(a,b)
float.__add__(1.0,a)
type(a)==type(b)
time=1
'''
def run():
    global a,b,c,d,z
    for s in STMTS.strip().split('\n'):
        s=s.replace('\\n','\n')
        a=E(1);b=E(2);c=E(3);d=E(1);z=E(0)
        LOG.clear()
        r=''
        try: exec(s,globals())
        except Exception as e: r=type(e).__name__
        print(repr(s),r,LOG)
run()
