"""Weak references, containers, proxies, finalizers: order, identity, errors."""
import weakref, gc, sys, functools, collections
class N:
    def __init__(s,n=None): s.n=n
    def __repr__(s): return 'N(%s)'%s.n
log=[]
def cb(n): return lambda r:log.append((n,r() is None))
def show(l): print(l,log); log.clear()
o=N(1); r=weakref.ref(o); print(r is weakref.ref(o), weakref.ref(o,cb('a')) is r, weakref.getweakrefcount(o), len(weakref.getweakrefs(o))); p=weakref.proxy(o); print(weakref.proxy(o) is p, weakref.getweakrefs(o)==[r,p] , type(p).__name__, weakref.getweakrefcount(o))
k=weakref.ref(o,cb('k')); k2=weakref.ref(o,cb('k2')); pp=weakref.proxy(o,cb('pp')); print(weakref.getweakrefcount(o), [x is y for x,y in zip(weakref.getweakrefs(o),[r,p,pp,k2,k])]); print(r==k, r!=k, hash(r)==hash(k), r is k, k.__callback__ is not None, r.__callback__); del o; show('del')
print(r==k, r==r, r, k) if 0 else print(r==k, r==r, hash(r)==hash(r))
class Sub(weakref.ref):
    __slots__=('extra',)
    def __new__(c,o,cb=None,e=None): self=super().__new__(c,o,cb); self.extra=e; return self
    def __init__(s,o,cb=None,e=None): super().__init__(o,cb)
    def __call__(s): x=super().__call__(); return x, s.extra
o=N(2); a=Sub(o,None,1); b=Sub(o,None,2); print(a is b, a(), weakref.getweakrefcount(o), sys.getsizeof(a), sys.getsizeof(weakref.ref(o)), type(weakref.getweakrefs(o)[0]).__name__); del o; print(a(),b())
wv=weakref.WeakValueDictionary(); objs=[N(i) for i in range(5)]
for i,x in enumerate(objs): wv[i]=x
print(len(wv), sorted(wv), wv[2], wv.get(9), 3 in wv, list(wv.items())[:2], list(wv.values())[0], len(wv.valuerefs()), len(list(wv.itervaluerefs())), wv.pop(0), wv.setdefault(0,objs[0]), wv.copy()[1])
it=iter(wv.items()); next(it); del objs[3]; x=None; print(len(wv), len(wv._pending_removals) if hasattr(wv,'_pending_removals') else '-'); print(len(list(it)));  del it; gc.collect(); print(len(wv), sorted(wv.keys()))
try: wv[7]=5
except TypeError as e: print(e)
try: del wv[99]
except KeyError as e: print('KeyError',e)
wv.update({'z':objs[0]}); wv|={'y':objs[1]}; print(len(wv), type(wv|{'q':objs[0]}).__name__, repr(wv).startswith('<WeakValueDictionary at 0x')); print(wv.popitem()[0] in wv)
objs.clear(); print(len(wv), list(wv))
wk=weakref.WeakKeyDictionary(); ks=[N(i) for i in range(4)]
for q in ks: wk[q]=q.n
q=None
print(len(wk), [k.n for k in wk], wk[ks[1]], ks[2] in wk, 5 in wk, len(wk.keyrefs()), sorted(wk.values()), wk.get(ks[0]), wk.setdefault(ks[0],9), wk.pop(ks[0]))
for k in wk:
    ks.pop(0); break
k=None; print(len(wk), len(list(wk)))
try: wk[5]=1
except TypeError as e: print(e)
try: wk[N()]
except KeyError as e: print('KeyError', len(e.args), type(e.args[0]).__name__)
ks.clear(); print(len(wk))
ws=weakref.WeakSet(); es=[N(i) for i in range(4)]; ws.update(es); print(len(ws), es[0] in ws, 5 in ws, sorted(x.n for x in ws), ws=={*es}, ws==weakref.WeakSet(es), ws.issubset(es), len(ws|{N()}), len(ws-weakref.WeakSet(es[:2])), len(ws&es[:1]), ws.isdisjoint([]))
for x in ws:
    es.pop(); 
    if len(es)==2: break
x=None; print(len(ws)); 
try: ws.remove(N())
except KeyError as e: print('KE', type(e.args[0]).__name__)
ws.discard(N()); es.clear(); print(len(ws), list(ws))
f=weakref.finalize(N('f'),log.append,'fin'); show('fin temp'); o=N(); f=weakref.finalize(o,lambda *a,**k:log.append((a,k)) or 'ret',1,2,x=3); print(f.alive, f.atexit, f.peek()[0] is o, f.peek()[2:], f()); show('called'); print(f(), f.alive, f.peek(), f.detach()); del o; show('dead')
o=N(); f=weakref.finalize(o,print,'never'); print(f.detach()[0] is o); del o; print(f.alive, repr(f)[:18])
o=N(); fs=[weakref.finalize(o,log.append,i) for i in range(3)]; del o; show('order')
class M:
    def m(s): return s
    def __del__(s): log.append('M del')
o=M(); wm=weakref.WeakMethod(o.m,cb('wm')); print(wm()() is o, wm==weakref.WeakMethod(o.m), hash(wm)==hash(o.m) , weakref.ref(o.m)()); del o; show('wm'); print(wm())
a=N('a'); b=N('b'); a.b=b; b.a=a; ra=weakref.ref(a,cb('a')); rb=weakref.ref(b,cb('b')); a.r=weakref.ref(b,cb('inner never')); del a,b; gc.collect(); show('cycle'); print(ra(),rb())
class D:
    def __del__(s): global saved; saved=s; log.append(('del', r() is None))
o=D(); r=weakref.ref(o,cb('cbD')); del o; show('resurrect'); print(r() , saved is not None); saved.x=1; D.__del__=lambda s:log.append('second'); del saved; show('second')
o=D(); o.me=o; D.__del__=lambda s:log.append(('cyc del',rc() is None)); rc=weakref.ref(o,cb('rc')); del o; gc.collect(); show('cyc')
def raising(r): raise ValueError('in callback')
import io, contextlib
o=N(); r=weakref.ref(o,raising); 
old=sys.unraisablehook
def hook(a): print('hook',a.exc_type.__name__,a.exc_value,a.err_msg,getattr(a.object,'__name__',a.object))
sys.unraisablehook=hook
del o
o=N(); r=weakref.ref(o,5); 
del o
class Bad:
    def __del__(s): raise KeyError('bad')
Bad(); x=[Bad()]; x.clear()
def g():
    try: yield
    finally: raise ZeroDivisionError('gen')
q=g(); next(q); del q
sys.unraisablehook=old
p=weakref.proxy(N())
for f in (lambda:p.x,lambda:p+1,lambda:p(),lambda:p[0],lambda:len(p),lambda:iter(p),lambda:str(p),lambda:bool(p),lambda:p==1,lambda:hash(p),lambda:setattr(p,'a',1),lambda:5 in p,lambda:next(p),lambda:repr(p)[:15],lambda:p<1,lambda:-p,lambda:int(p),lambda:type(p).__name__,lambda:isinstance(p,N), lambda:p.__class__, lambda:p@p, lambda:divmod(p,1), lambda:reversed(p), lambda:p.__doc__):
    try: print(f())
    except BaseException as e: print(type(e).__name__,e)
o=N(3); p=weakref.proxy(o); print(p.n, isinstance(p,N), type(p) is weakref.ProxyType, p.__class__, repr(p)[:14], p==o if 0 else 1, sys.getsizeof(p)); p.z=5; print(o.z); del p.z; print(vars(o))
class It:
    def __iter__(s): return iter([1])
    def __next__(s): return 7
    def __len__(s): return 3
    def __call__(s,*a): return a
    def __getitem__(s,k): return k
    def __contains__(s,k): return True
    def __add__(s,o): return 'add'
    def __radd__(s,o): return 'radd'
    def __iadd__(s,o): return s
    def __index__(s): return 2
    def __bool__(s): return False
    def __str__(s): return 'It'
    def __bytes__(s): return b'It'
    def __reversed__(s): return 'rev'
    def __matmul__(s,o): return 'mm'
    def __enter__(s): return 1
    def __exit__(s,*a): pass
i=It(); p=weakref.proxy(i); print(list(p), len(p), p(1,2), p[5], 9 in p, p+1, 1+p, p+p, [1,2,3][p], bool(p), str(p), bytes(p), reversed(p), p@1, type(p).__name__, next(p)); 
try:
    with p as z: print('with',z)
except TypeError as e: print(e)
p+=1; print(type(p).__name__)
try: hash(weakref.proxy(i))
except TypeError as e: print(e)
for t in (object(),5,'s',(),[],{},None,len,1.5,b'',slice(1),range(2),iter([]),N.__init__.__code__,(lambda:0),N,N().__init__,print,sys,set(),frozenset(),collections.deque(),functools.partial(int),type,(i for i in ()),memoryview(b''),property(),staticmethod(len),ValueError(),sys._getframe(),zip(),map(int,[]),enumerate([]),{}.keys(),N.__dict__,list.append,[].append,list[int],int|str,NotImplemented,...,bytearray(),1j,True,sys.version_info,collections.OrderedDict(),collections.defaultdict(),collections.Counter(),__import__('re').compile('a'),__import__('array').array('i'),__import__('io').StringIO(),__import__('threading').Lock()):
    try: weakref.ref(t); print(type(t).__name__,'yes', end=' ')
    except TypeError as e: print(e)
