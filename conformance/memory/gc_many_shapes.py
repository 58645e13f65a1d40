"""What generation 0 counts for each kind of expression; what is tracked, finalised, frozen, called back, collected."""
import gc, sys, weakref
gc.disable(); gc.collect()
def cnt(f):
    a=gc.get_count()[0]; r=f(); b=gc.get_count()[0]; return b-a
class C: pass
class S: __slots__='a',
for n,f in [('nop',lambda:None),('list',lambda:[]),('dict',lambda:{}),('tuple',lambda:(f,)),('set',lambda:{1}),('C',lambda:C()),('S',lambda:S()),('obj',lambda:object()),('lambda',lambda:(lambda:0)),('gen',lambda:(i for i in ())),('cls',lambda:type('X',(),{})),('bound',lambda:C().__init__),('meth',lambda:[].append),('range',lambda:range(5)),('iter',lambda:iter([])),('zip',lambda:zip()),('exc',lambda:ValueError(1)),('comp',lambda:[[] for i in range(10)]),('dcomp',lambda:{i:[] for i in range(10)}),('str',lambda:'a'*100),('float',lambda:1.5*2),('wr',lambda:weakref.ref(C)),('wrc',lambda:weakref.ref(C,print)),('slice',lambda:slice(1)),('bytes',lambda:bytearray(5)),('mv',lambda:memoryview(b'a')),('sorted',lambda:sorted([3,1,2])),('dict copy',lambda:{1:2}.copy()),('items',lambda:{1:2}.items()),('list items',lambda:list({1:2,3:4}.items())),('enumerate',lambda:list(enumerate('abc'))),('split',lambda:'a b c'.split()),('fmt',lambda:'%s %s'%(1,2)),('f',lambda:f'{1}{[]}'),('kw',lambda:dict(a=1)),('star',lambda:[*range(3)]),('unpack',lambda:(lambda *a,**k:(a,k))(1,b=2)),('cls call',lambda:type('Y',(C,),{'__slots__':()})()),('prop',lambda:property()),('super',lambda:super(C,C())),('frame',lambda:sys._getframe()),('tb',lambda:tb()),('map',lambda:list(map(str,[1,2]))),('nested',lambda:[[[]]]),('cell',lambda:(lambda x:lambda:x)(1)),('partial',lambda:__import__('functools').partial(int,'1')),('isinst',lambda:isinstance(1,(int,str))),('getattr',lambda:getattr(C,'zz',None)),('try',lambda:tr()),('max',lambda:max([1],[2])),('any',lambda:any(x for x in [1])),('sum',lambda:sum([[1],[2]],[])),('join',lambda:','.join(map(str,range(3)))),('complex',lambda:1j*2),('eval',lambda:eval('[1]')),('import',lambda:__import__('sys')),('union',lambda:int|str),('alias',lambda:list[int]),('match',lambda:ma()),('setdef',lambda:{}.setdefault(1,[])),('deque',lambda:__import__('collections').deque([1]))]:
    def tb():
        try: 1/0
        except ZeroDivisionError as e: return e
    def tr():
        try: raise KeyError
        except KeyError: pass
    def wi():
        with open('/dev/null') as q: pass
    def ma():
        match [1,2]:
            case [a,b]: return a
    f(); print(n, cnt(f), cnt(f), cnt(f)); gc.collect()
print(gc.get_count()); 
def objs(gen=None): return len(gc.get_objects(generation=gen) if gen is not None else gc.get_objects())
gc.collect(); a=objs(0); x=[[] for i in range(50)]; print(objs(0)-a); gc.collect(0); print(objs(0)<5, objs(1)); gc.collect(1); print(objs(1)); del x
for o in [(),(1,),(1,'a'),((1,),),([],),{}, {1:2},{1:(1,)},{'a':[]},[],'a',1,None,C(),S(),C,len,lambda:0,iter([]),range(3),slice(1),frozenset(),{1},object(),ValueError(),C.__dict__,{}.keys(),1.5,b'',bytearray(),memoryview(b''),type,gc,(i for i in ()),(lambda:0).__code__,[].append,C().__init__,property(),weakref.ref(C),int|str,list[int],...,sys.flags,super(C,C()),staticmethod(len),classmethod(len),map(int,[]),zip(),enumerate([]),reversed([]),sys._getframe(),{}.items(),iter({}),iter(''),iter(()),iter(range(1)),iter(set()),iter(b'')]:
    t=gc.is_tracked(o); 
    print(type(o).__name__,t,gc.is_finalized(o),end=';')
print()
t=(1,(2,3),'a'); u=([],1); print(gc.is_tracked(t),gc.is_tracked(u)); gc.collect(); print(gc.is_tracked(t),gc.is_tracked(u))
d={}; print(gc.is_tracked(d)); d['a']=1; print(gc.is_tracked(d)); d['b']=(1,2); print(gc.is_tracked(d)); d['c']=[]; print(gc.is_tracked(d)); del d['c']; gc.collect(); print(gc.is_tracked(d)); d2=dict(a=1); print(gc.is_tracked(d2), gc.is_tracked({**d}), gc.is_tracked(d.copy()), gc.is_tracked(dict(d)), gc.is_tracked({k:v for k,v in d.items()}), gc.is_tracked(C().__dict__), gc.is_tracked(dict.fromkeys('ab')), gc.is_tracked(dict.fromkeys('ab',[])))
gc.set_debug(gc.DEBUG_SAVEALL); c=C(); c.c=c; del c; print(gc.collect(), [type(x).__name__ for x in gc.garbage]); gc.set_debug(0); gc.garbage.clear(); print(gc.collect())
s0=gc.get_stats(); gc.collect(); gc.collect(0); s1=gc.get_stats(); print([b['collections']-a['collections'] for a,b in zip(s0,s1)])
class F:
    def __del__(s): print('F del', gc.is_finalized(s)); F.keep=s
f=F(); del f; print(gc.is_finalized(F.keep)); F.keep=None; print('gone')
f=F(); f.f=f; del f; print(gc.collect()); print(gc.is_finalized(F.keep)); del F.keep; print(gc.collect())
gc.freeze(); print(gc.get_freeze_count()>0, objs()); gc.unfreeze(); print(gc.get_freeze_count(), objs()>100)
import types
ev=[]; gc.callbacks.append(lambda p,i:ev.append((p,dict(i)))); gc.collect(); gc.collect(1); print(ev); gc.callbacks.pop()
def bad(p,i): raise ValueError('cb')
sys.unraisablehook=lambda a:print('unr',a.exc_value,a.err_msg, a.object)  if 0 else print('unr',a.exc_value,a.err_msg)
gc.callbacks.append(bad); gc.collect(); gc.callbacks.clear()
l=[]; l.append(l); t=(l,); l.append(t); di={'l':l}; l.append(di); st={t[0:0]}; del t,di,st,l; print(gc.collect())
class N: pass
def ring(n):
    a=[N() for i in range(n)]
    for i in range(n): a[i].nx=a[(i+1)%n]
for n in (1,2,5,100): ring(n); print(n, gc.collect())
def mk():
    class Local: 
        def m(s): return __class__
    return Local()
mk(); print(gc.collect()); 
def clos():
    def f(): return f
    return f
clos(); print(gc.collect())
def ge(): 
    me=yield
    yield me
q=ge(); next(q); q.send(q); del q; print(gc.collect())
try: raise ValueError
except ValueError as e: ee=e; ee.self=ee
del ee; print(gc.collect())
