"""Many small designs that save or share memory: data classes, named tuples, enums, caches, pools, weak parents, registries."""
import sys, gc, weakref, collections, functools, dataclasses, enum, typing, types, contextlib, itertools, operator, copy, pickle, json, string, heapq, bisect, abc, io, re
g=sys.getsizeof
# dataclasses
@dataclasses.dataclass
class P: x:int; y:int=5; z:list=dataclasses.field(default_factory=list)
@dataclasses.dataclass(slots=True)
class PS: x:int; y:int=5; z:list=dataclasses.field(default_factory=list)
@dataclasses.dataclass(slots=True,frozen=True,weakref_slot=True)
class PF: x:int; y:int=5
@dataclasses.dataclass(frozen=True,order=True,unsafe_hash=True)
class PO: x:int; y:int=5
for c in (P,PS,PF,PO):
    o=c(1); print(c.__name__, g(o), c.__basicsize__, c.__dictoffset__, c.__weakrefoffset__, getattr(c,'__slots__',None), hasattr(o,'__dict__'), gc.is_tracked(o), o, o==c(1), g(c), len(gc.get_referents(o)))
    for f in (lambda:setattr(o,'q',1),lambda:setattr(o,'x',2),lambda:delattr(o,'x'),lambda:weakref.ref(o),lambda:hash(o),lambda:c(),lambda:c(1,2,3,4), lambda:o<o, lambda: dataclasses.replace(o,x=9), lambda: dataclasses.asdict(o), lambda: copy.copy(o), lambda: pickle.loads(pickle.dumps(o)) if 0 else 1):
        try: r=f(); print(' ', r if not isinstance(r,(int,weakref.ref)) else type(r).__name__)
        except Exception as e: print(' ',type(e).__name__,e)
# namedtuple
NT=collections.namedtuple('NT','a b c',defaults=[3]); n=NT(1,2); print(g(n), NT.__basicsize__, NT.__itemsize__, gc.is_tracked(n), g(NT), NT.__slots__, n, n._replace(a=5), n._asdict(), NT._make([1,2,3]), g(NT.a), hasattr(n,'__dict__'))
gc.collect(); print(gc.is_tracked(n))
for f in (lambda:setattr(n,'a',1),lambda:setattr(n,'q',1),lambda:NT(1),lambda:NT._make([1]),lambda:weakref.ref(n),lambda:n._replace(z=1),lambda:collections.namedtuple('X','a a'),lambda:collections.namedtuple('X','class'),lambda:collections.namedtuple('X','_a'),lambda:collections.namedtuple('1','a')):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
class TN(typing.NamedTuple): a:int; b:str='x'
print(g(TN(1)), TN(1), TN.__basicsize__, TN._field_defaults, TN.__annotations__)
class NS(NT): pass
class NS2(NT): __slots__=()
print(g(NS(1,2)), g(NS2(1,2)), hasattr(NS(1,2),'__dict__'), NS(1,2))
# enum
class Col(enum.Enum): RED=1; GREEN=2; CRIMSON=1
print(g(Col), g(Col.RED), Col.RED is Col.CRIMSON, Col(1) is Col.RED, Col['RED'] is Col.RED, list(Col), len(Col), g(Col.RED.__dict__), Col.RED.__dict__, copy.deepcopy(Col.RED) is Col.RED, pickle.loads(pickle.dumps(Col.RED)) is Col.RED)
class F(enum.Flag): A=1; B=2; C=4
print(F.A|F.B, (F.A|F.B) is (F.A|F.B), F(7), g(F.A), F.A in F(3), list(F(5)), ~F.A)
class IE(enum.IntEnum): X=1; Y=2
print(g(IE.X), IE.X+1, IE.X==1, sorted(IE), g(IE.X.__dict__))
class SE(enum.StrEnum): Q=enum.auto(); W=enum.auto()
print(g(SE.Q), SE.Q=='q', SE.W)
for f in (lambda:Col(9),lambda:Col['Z'],lambda:setattr(Col,'RED',5),lambda:Col.RED.foo,lambda:delattr(Col,'RED'),lambda:enum.Enum('Z','a a'),lambda:type('Sub',(Col,),{}), lambda:F(99), lambda:setattr(Col.RED,'value',5)):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
# lru_cache
class Big:
    live=0
    def __init__(s,n): s.n=n; Big.live+=1
    def __del__(s): Big.live-=1
@functools.lru_cache(maxsize=3)
def make(n): return Big(n)
for i in (1,2,3,1,4,5,1): make(i)
print(make.cache_info(), Big.live, g(make), gc.is_tracked(make)); make.cache_clear(); print(Big.live, make.cache_info(), make.cache_parameters(), make.__wrapped__.__name__)
class WithM:
    @functools.lru_cache
    def m(s,x): return x
    @functools.cached_property
    def cp(s): return [1]
    @property
    def pr(s): return [1]
w=WithM(); w.m(1); r=weakref.ref(w); w.cp; print(sys.getrefcount(w), w.cp is w.cp, w.pr is w.pr, w.__dict__, g(w.__dict__)); del w.cp; print(w.__dict__); del w; gc.collect(); print(r() is None); WithM.m.cache_clear(); print(r() is None)
# tree with weak parents
class T:
    __slots__=('v','_p','kids','__weakref__')
    live=0
    def __init__(s,v,p=None): s.v=v; s._p=p and weakref.ref(p); s.kids=[]; T.live+=1; p and p.kids.append(s)
    def __del__(s): T.live-=1
    @property
    def parent(s): return s._p and s._p()
root=T(0); 
for i in range(3):
    c=T(i,root)
    for j in range(2): T(10*i+j,c)
print(T.live, c.parent is root, g(root), sys.getrefcount(root)); leaf=root.kids[0].kids[0]; del root,c; print(T.live, leaf.parent, leaf.v)
# event emitter
class Em:
    def __init__(s): s.h=collections.defaultdict(weakref.WeakSet); s.m=[]
    def on(s,e,f): s.m.append(weakref.WeakMethod(f)) if isinstance(f,types.MethodType) else s.h[e].add(f)
    def emit(s,e,*a): 
        r=[f(*a) for f in s.h[e]]; 
        for m in s.m:
            f=m(); r.append(f(*a) if f else None)
        return r
class H: 
    def h(s,x): return x*2
e=Em(); h=H(); fn=lambda x:x+1; e.on('a',fn); e.on('a',h.h); print(e.emit('a',5)); del h; print(e.emit('a',5)); del fn; print(e.emit('a',5))
# flyweight, pool
class Fly:
    _c=weakref.WeakValueDictionary()
    def __new__(c,k):
        o=c._c.get(k)
        if o is None: o=super().__new__(c); o.k=k; c._c[k]=o
        return o
a=Fly(1); b=Fly(1); c=Fly(2); print(a is b, len(Fly._c)); del a; print(len(Fly._c)); del b; print(len(Fly._c), g(c), c.__dict__)
class Pool:
    def __init__(s,n): s.free=[bytearray(64) for _ in range(n)]; s.used={}
    @contextlib.contextmanager
    def get(s):
        b=s.free.pop(); s.used[id(b)]=b
        try: yield b
        finally: s.free.append(s.used.pop(id(b)))
p=Pool(3)
with p.get() as x, p.get() as y: print(len(p.free), len(p.used), sys.getrefcount(x))
print(len(p.free), sys.getrefcount(x), g(p.free))
try:
    with p.get() as z: raise ValueError('in with')
except ValueError as ex: print(ex, len(p.free), sys.getrefcount(z))
# tokens
tok=re.compile(r'(?P<num>\d+)|(?P<op>[-+*/()])|(?P<ws>\s+)')
def tokens(s):
    for m in tok.finditer(s):
        if m.lastgroup!='ws': yield m.lastgroup, m.group()
ts=list(tokens('12 + (3*4) - 5')); print(ts, g(ts), g(ts[0]), sum(g(t) for t in ts), len({id(t[0]) for t in ts}), ts[0][0] is ts[2][0], g(tok), sys.getrefcount(ts[1]))
d=json.loads('{"a":[1,2,{"b":null}],"c":"x","a2":{"a":1.5}}'); print(g(d), g(d['a']), d, next(iter(d)) is next(iter(d['a2'])), g(json.dumps(d)), [g(x) for x in json.loads('[[],[1],[1,2,3,4,5],{},"é",12345678901234567890]')])
pq=[]; [heapq.heappush(pq,(5-i,[i])) for i in range(5)]; print(g(pq), heapq.heappop(pq), g(pq), heapq.nsmallest(2,pq)); 
print(g(string.Template('$a')), g(io.StringIO('abc')), g(operator.attrgetter('a')))
class Meta(type):
    reg=weakref.WeakSet()
    def __init__(c,*a): super().__init__(*a); Meta.reg.add(c)
class X1(metaclass=Meta): pass
class X2(X1): pass
print(sorted(c.__name__ for c in Meta.reg), X1.__subclasses__()); del X2; gc.collect(); print(sorted(c.__name__ for c in Meta.reg), X1.__subclasses__())
class Singleton:
    _i=None
    def __new__(c): 
        if c._i is None: c._i=super().__new__(c)
        return c._i
print(Singleton() is Singleton(), sys.getrefcount(Singleton()))
class Borg:
    _s={}
    def __init__(s): s.__dict__=s._s
x,y=Borg(),Borg(); x.q=1; print(y.q, x.__dict__ is y.__dict__, sys.getrefcount(Borg._s), g(x))
class Desc:
    def __init__(s): s.d=weakref.WeakKeyDictionary()
    def __get__(s,i,o): return s if i is None else s.d.get(i,0)
    def __set__(s,i,v): s.d[i]=v
class UD: f=Desc()
u=UD(); u.f=5; print(u.f, len(UD.f.d), u.__dict__); del u; print(len(UD.f.d))
def memo(f):
    c={}
    @functools.wraps(f)
    def w(*a):
        if a not in c: c[a]=f(*a)
        return c[a]
    w.c=c; return w
@memo
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(30), len(fib.c), g(fib.c), g(fib), fib.__closure__[0].cell_contents is fib.c, gc.is_tracked(fib.c), len(gc.get_referrers(fib.c)))
