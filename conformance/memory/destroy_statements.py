"""When statements drop what they made."""
import gc, sys, weakref
class T:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
    def __repr__(s): return f'T({s.n})'
print('tuple assign')
a,b=T(1),T(2)
a,b=b,a
del a
print('after a')
b=None
print('aug')
x=[T(3)]
x+=[T(4)]
x*=0
print('slice')
x=[T(i) for i in range(5,12)]
x[1:3]=[T('n')]
print('step')
x[::2]=[T(f's{i}') for i in range(len(x[::2]))]
print('del step'); del x[::3]
print('insert'); x.insert(1,T('ins')); x.pop(0); x.remove(x[0]); 
print('sort'); x.sort(key=lambda t:str(t.n)); x.reverse(); print(x)
try:
    x.sort(key=lambda t: T('key') if t.n!='s1' else 1/0)
except Exception as e: print(type(e).__name__)
print('x gone'); del x
print('dict')
d={T('k1'):T('v1'),'a':T('v2'),'b':T('v3')}
d['a']=T('v2b'); d.pop('b'); d.update(a=T('v2c')); d|={'c':T('v4')}; d.setdefault('c',T('unused')); d.popitem()
print('clear'); d.clear()
print('set'); s={T('s1')}; s.clear(); s=frozenset([T('f')]); del s
print('comp'); r=[T(i).n for i in range(3)]; r={T(i).n:0 for i in range(2)}; r=sum(T(i).n for i in range(2))
print('gen'); g=(T(i) for i in range(3)); next(g); next(g); print('close'); g.close(); del g
def f(a,b=T('default')): 
    c=T('local'); 
    return [a][0]
print('call'); f(T('arg')); print('func del'); del f
print('class'); 
class C:
    x=T('cls')
    def m(self): return T('m')
C().m(); C.x=T('cls2'); del C.x; C.y=T('y'); del C; gc.collect()
print('exc')
def h():
    t=T('in h')
    raise ValueError(T('arg'))
try: h()
except ValueError as e: print('caught', e.args)
print('after exc')
try:
    try: h()
    except ValueError as e: raise KeyError(T('k')) from e
except KeyError as k: print('chained')
print('done')
for i in [T('l1'),T('l2')]:
    if i.n=='l1': continue
    break
print('after loop'); del i
while True:
    w=T('w'); break
else: pass
with open('/dev/null') as fh: z=T('z')
del z
lam=lambda q=T('lamdef'): q
lam(); del lam
def outer():
    v=T('cell')
    def inner(): return v
    return inner
i=outer(); print('inner'); i(); del i
def gen():
    try:
        yield T('y1')
    finally:
        T('fin')
for q in gen(): print('got',q); break
print('brk'); del q
print(*(T(i) for i in range(2)))
print(f'{T("fs")}')
print('%s'%T('pct'))
print([T('a'),T('b')][1])
print((lambda *a,**k: len(a))(T('va'),T('vb'),k=T('kw')))
T('expr')
T('a').n
T('x')==T('y')
T('x')<5 if 0 else None
not T('not')
[T('s')][0:1]
match T('match'):
    case T(n='match'): print('matched')
match [T('m1'),T('m2')]:
    case [a,*b]: print(a,b)
del a; print('b'); del b
import functools
p=functools.partial(print,T('part')); p(); del p
@functools.lru_cache(maxsize=1)
def lc(x): return T(f'r{x}')
lc(1); lc(2); lc.cache_clear(); print('lc'); del lc
try:
    class Bad:
        a=T('bad'); 1/0
except ZeroDivisionError: print('zde')
async def co():
    t=T('co'); await b()
class aw:
    def __await__(s): yield T('aw')
def b(): return aw()
c=co(); c.send(None); print('sent'); c.close(); print('closed'); del c
globals()['gg']=T('gg'); del gg
print('end')
