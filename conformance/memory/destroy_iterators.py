"""Finalizers of subclasses, of failing and resurrected objects, and of what iterators hold."""
import sys,gc
class T:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
class R:
    keep=[]
    def __del__(s): print('R del'); R.keep.append(s)
r=R(); del r; print(len(R.keep)); R.keep.clear(); print('cleared', len(R.keep)); gc.collect(); print(len(R.keep))
class E:
    def __del__(s): raise ValueError('in del')
sys.unraisablehook=lambda u: print('unraisable', type(u.exc_value).__name__, u.err_msg, u.object is not None, u.exc_traceback is not None)
E(); x=E(); x.s=x; del x; gc.collect()
class D2:
    def __del__(s):
        print('d2', sys.getrefcount(s), gc.is_finalized(s)); s.__dict__.clear()
d=D2(); d.a=T('a'); del d
class Sub(D2):
    def __del__(s): super().__del__(); print('sub')
Sub()
class S:
    __slots__=('a','b','__weakref__')
    def __del__(s): print('S', hasattr(s,'a'), hasattr(s,'b'))
s=S(); s.b=T('sb'); s.a=T('sa'); del s
class L(list):
    def __del__(s): print('L',len(s))
l=L([T(1),T(2),T(3)]); del l
class Di(dict):
    def __del__(s): print('Di',len(s))
d=Di(a=T('da'),b=T('db')); d.x=T('dx'); del d
class Tu(tuple):
    def __del__(s): print('Tu',len(s))
t=Tu((T('ta'),T('tb'))); del t
class Ex(Exception):
    def __del__(s): print('Ex',len(s.args))
try: raise Ex(T('exarg'))
except Ex: pass
class Meta(type):
    def __del__(c): print('class', c.__name__, 'dies')
class K(metaclass=Meta): pass
k=K(); del K; gc.collect(); print('still'); del k; print(gc.collect()>0)
def fn(): pass
fn.t=T('fn attr'); del fn
class P:
    @property
    def x(s): return T('prop')
    def __getattr__(s,n): return T('ga '+n)
    def __getitem__(s,i): return T(f'gi {i}')
    def __call__(s): return T('call')
    def __iter__(s): return iter([T('it1'),T('it2')])
    def __enter__(s): return T('enter')
    def __exit__(s,*a): T('exit'); return True
    def __add__(s,o): return T('add')
    def __iadd__(s,o): t=T('iadd'); return t
    def __contains__(s,o): T('contains'); return True
    def __bool__(s): T('bool'); return True
    def __len__(s): T('len'); return 3
    def __eq__(s,o): T('eq'); return T('eqres')
    def __hash__(s): T('hash'); return 1
p=P(); p.x; p.zz; p[1]; p(); p+1; 1 in p; bool(p); len(p); p==1; hash(p); 
for z in p: print('loop')
a,b=p
with p as w: print('w'); raise T
print('after with'); del w,a,b,z
p+=1; print('p'); del p
print({P():T('v')}.get(P()).n)
print([P()].index(P()), [P()].count(1))
print(max([T(3),T(1)],key=lambda t:t.n).n)
print(sorted([T(2),T(1)],key=lambda t:t.n)[0].n)
print(list(map(lambda t:t.n,[T(7),T(8)])))
print(dict(zip([1,2],[T(1),T(2)]))[1].n)
print(any(T(i) for i in range(3)))
print(next(iter([T('ni')])).n)
x=iter([T('i1'),T('i2')]); next(x); print('x1'); next(x); print('x2'); next(x,None); del x
e=enumerate([T('e1'),T('e2')]); a=next(e); b=next(e); del a; print('ea'); del e; print('ee'); del b
z=zip([T('z1'),T('z2')],[1]); next(z); next(z,0); print('zz'); del z
rv=reversed([T('r1'),T('r2')]); next(rv); print('rv'); del rv
fl=filter(None,[T('f1')]); next(fl); del fl
import itertools
c=itertools.chain([T('c1')],[T('c2')]); next(c); print('c'); next(c); del c
t1,t2=itertools.tee(iter([T('t1'),T('t2')])); next(t1); next(t1); print('tee'); next(t2); del t1; print('del t1'); next(t2); del t2
cy=itertools.cycle([T('cy1'),T('cy2')]); next(cy); next(cy); next(cy); print('cy'); del cy
g=itertools.groupby([T('g1'),T('g2')],key=lambda t:t.n[0]); k,gr=next(g); print(k); next(gr); print('gr'); del g; del gr; print('end')
ac=itertools.accumulate([T(1),T(2)],lambda a,b:T('acc')); next(ac); next(ac); print('acc'); del ac
pw=itertools.pairwise([T('p1'),T('p2'),T('p3')]); next(pw); next(pw); print('pw'); del pw
pr=itertools.product([T('q1')],[T('q2')]); a=next(pr); del pr; print('pr'); del a
bt=itertools.batched([T('b1'),T('b2'),T('b3')],2); next(bt); print('bt'); del bt
isl=itertools.islice(iter([T('s1'),T('s2')]),1,None); next(isl); print('isl'); del isl
zl=itertools.zip_longest([T('y1')],[1,2],fillvalue=T('fill')); next(zl); print('zl'); next(zl); del zl; print('END')
