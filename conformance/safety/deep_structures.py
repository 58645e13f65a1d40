"""Structures nested 20,000 deep: made, shown, compared, freed one link after the other, collected."""
import sys, gc
N=20000
import functools, itertools, collections, types
def tryit(name, f):
    try:
        r=f()
        print(name,"->",type(r).__name__, flush=True)
    except BaseException as e:
        print(name, type(e).__name__, str(e)[:90], flush=True)
def nest(wrap, x=None):
    for _ in range(N): x=wrap(x)
    return x
class Node:
    def __init__(self,n): self.n=n
class Slot:
    __slots__=('n',)
    def __init__(self,n): self.n=n
class NodeD:
    def __init__(self,n): self.n=n
    def __del__(self): pass
class L(list): pass
class T(tuple): pass
class D(dict): pass
def clos(x): return lambda: x
def gen(x): yield x
def started(x):
    def g(): yield x
    r=g(); next(r); return r
async def co(x): return x
class Meth:
    def m(self): pass
wraps=dict(list=lambda x:[x], tuple=lambda x:(x,), dict=lambda x:{1:x}, dictkey=None, frozenset=None, inst=Node, slot=Slot, instdel=NodeD, L=lambda x:L([x]), T=lambda x:T((x,)), D=lambda x:D(a=x), closure=clos, gen=gen, started=started, partial=lambda x: functools.partial(print,x), partialf=lambda x: functools.partial(x or print), method=lambda x: types.MethodType(print,x or 1), iter=lambda x: iter([x]), map=lambda x: map(print,[x]) if x is None else map(print,x), zip=lambda x: zip(x or [1]), enumerate=lambda x: enumerate(x or [1]), chain=lambda x: itertools.chain(x or [1]), deque=lambda x: collections.deque([x]), cell=lambda x: types.CellType(x), slice=lambda x: slice(x), prop=lambda x: property(x), smeth=lambda x: staticmethod(x), ns=lambda x: types.SimpleNamespace(x=x), proxy=lambda x: types.MappingProxyType({1:x}), odict=lambda x: collections.OrderedDict(a=x), ddict=lambda x: collections.defaultdict(None,a=x), exc=lambda x: ValueError(x), ga=lambda x: list[x], islice=lambda x: itertools.islice(x or iter([1]),5), tee=lambda x: itertools.tee(x or [1])[0], filter=lambda x: filter(None,x or []), rev=lambda x: reversed([x]), fsetiter=lambda x: frozenset([x]) if False else (x,), cycle=lambda x: itertools.cycle(x or [1]), acc=lambda x: itertools.accumulate(x or [1]), weak=None, memory=None, super=None, union=None)
def ctx(x):
    e=ValueError(1); e.__context__=x; return e
def cause(x):
    e=ValueError(1); e.__cause__=x; return e
wraps['context']=ctx; wraps['cause']=cause
for k,w in wraps.items():
    if w is None : continue
    try: x=nest(w)
    except BaseException as e: print(k,'build',type(e),str(e)[:60]); continue
    if k in('list','tuple','dict','L','T','D','deque','slice','ns','odict','ddict','proxy','partial'):
        tryit(k+' repr', lambda: repr(x))
        if k not in ('partial','L','T','D'):
            y=nest(w)
            tryit(k+' eq', lambda: x==y)
            del y
        tryit(k+' hash', lambda: hash(x))
    x=None
    print(k,'freed', flush=True)
    x=nest(w); x2=[x]; x2.append(x2); 
    del x, x2
    gc.collect()
    print(k,'collected', flush=True)
