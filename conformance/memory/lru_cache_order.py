"""A cache: order of calls, hashes, evictions and finalizers."""
import functools, gc, sys, weakref
class T:
    def __init__(s,n): s.n=n
    def __del__(s): print(' -',s.n)
    def __hash__(s): print(' hash',s.n); return 1 if s.n.startswith('k') else 5
    def __eq__(s,o): print(' eq',s.n,o.n); return s.n==o.n
    def __repr__(s): return s.n
@functools.lru_cache(maxsize=3)
def f(*a,**k): print(' call'); return T('r'+''.join(x.n for x in a)+''.join(k))
for n in 'k1 k2 k1 k3 k4 k1 k2'.split():
    print(n); f(T(n))
print(f.cache_info())
print([getattr(x,'n',type(x).__name__) if not isinstance(x,tuple) else x for x in gc.get_referents(f)])
print('two'); f(T('ka'),T('kb')); print('kw'); f(T('kc'),x=1,y=2); print(gc.get_referents(f)[3*2-0] if 0 else len(gc.get_referents(f)))
print('clear'); f.cache_clear(); print('cleared')
b0=sys.getallocatedblocks()
@functools.lru_cache(maxsize=2)
def g(n):
    if n>0: return g(n-1)+n
    return 0
print(g(10), g.cache_info())
@functools.lru_cache(maxsize=1)
def h(x): return h(x-1) if x else x
print(h(4),h.cache_info()); h.cache_clear(); print(h.cache_info())
@functools.lru_cache(maxsize=None, typed=True)
def t(x): return type(x)
print(t(1),t(1.0),t(True),t('1'),t.cache_info(), t.cache_parameters())
class R:
    def __init__(s,n): s.n=n
    def __del__(s): print('R',s.n,q.cache_info()); q(s.n+100) if s.n<3 else None
@functools.lru_cache(maxsize=2)
def q(n): return R(n)
for i in range(5): q(i)
print(q.cache_info()); 
print('qclear'); q.cache_clear(); print(q.cache_info()); q.cache_clear(); q.cache_clear()
class M:
    @functools.lru_cache
    def m(s,x): return x
m=M(); m.m(1); w=weakref.ref(m); del m; gc.collect(); print(w() is not None); M.m.cache_clear(); print(w())
def cyc():
    @functools.lru_cache
    def inner(x): return [x]
    inner(1).append(inner); inner.w=weakref.ref(inner, lambda r: print('gone'))
    return weakref.ref(inner)
r=cyc(); print(gc.collect()>0, r())
f=None; g=None
try:
    @functools.lru_cache(maxsize=2)
    def bad(x): raise ValueError(x)
    bad(1)
except ValueError as e: print(e, bad.cache_info())
class BH:
    def __hash__(s): return 7
    def __eq__(s,o): raise KeyError('eq')
@functools.lru_cache(maxsize=1)
def bh(x): return 1
bh(BH())
try: bh(BH())
except KeyError as e: print(e,bh.cache_info())
