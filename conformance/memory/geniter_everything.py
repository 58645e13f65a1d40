"""Generators and coroutines: ends, errors, sizes for many bodies."""
import sys,gc,weakref
class N:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
def t(label,f):
    try: print(label,'->',f())
    except BaseException as e: print(label,type(e).__name__,'|',e, '| ctx', type(e.__context__).__name__, '| cause', type(e.__cause__).__name__)
def g1(x):
    a=N('a'); 
    try: yield x
    except GeneratorExit: print('GE'); raise
    finally: print('fin')
g=g1(N('x')); next(g); del g; print('-')
g=g1(N('x')); del g; print('-')
g=g1(N('x')); t('throw',lambda:g.throw(KeyError('k'))); del g; print('-')
g=g1(N('x')); next(g); t('throw',lambda:g.throw(KeyError('k'))); print(g.gi_frame); del g; print('-')
def g2():
    try: yield 1
    except GeneratorExit: yield 2
g=g2(); next(g); t('close ignoring',g.close); del g; print('-')
g=g2(); next(g); del g; print('-')
def g3():
    try: yield 1
    except GeneratorExit: return 5
g=g3(); next(g); t('close value',g.close); t('again',g.close); t('next',lambda:next(g))
g=g3(); t('close unstarted',g.close); t('send',lambda:g.send(1)); t('throw after',lambda:g.throw(ValueError('v')))
def g4():
    x=yield
    print('got',x)
    raise StopIteration('inner')
g=g4(); t('send unstarted',lambda:g.send(3)); next(g); t('stopiter',lambda:g.send(3))
def g5(): yield from g6(); 
def g6():
    a=N('inner')
    try: yield 1
    finally: print('inner fin')
g=g5(); next(g); print(g.gi_yieldfrom.__name__); del g; print('-')
g=g5(); next(g); t('throw',lambda:g.throw(ValueError,'msg')); print('-')
g=g5(); next(g); g.close(); print('-')
def g7():
    yield from [1,2]; yield from N2()
class N2:
    def __iter__(s): return s
    i=0
    def __next__(s):
        s.i+=1
        if s.i>2: raise StopIteration('val')
        return s.i
    def throw(s,*a): print('throw',len(a)); return 'thrown'
    def close(s): print('close called')
g=g7(); print([next(g) for i in range(3)], g.throw(ValueError), g.close())
def rec(n):
    if n: yield n; yield from rec(n-1)
print(list(rec(5)), sys.getsizeof(rec(1)))
for src in ['yield','yield 1','x=yield','(yield (yield 1))','for i in range(3): yield i','a=b=c=d=1; yield a+b','try:\n  yield 1\n finally: pass','with x: yield 1','yield from x','lst=[i for i in x]; yield lst','def h(): return z\n z=1; yield h','yield f(1,2,3,g(4,5,h(6)))','import a; yield','yield {1:2,3:4,**x}','print(*a,**k); yield','yield a if b else c','yield lambda: 1','match x:\n  case [a,b]: yield a','try: yield\n except ValueError as e: raise','async_=1;yield','while 1: yield','x: int=5; yield x','global q; yield q','del x; yield','yield [a for a in b for c in d]','yield f"{a}{b!r:>{c}}"','yield a<b<c','yield (a,b,*c)','yield a[b:c:d]','a[b]+=c; yield','yield not a and b or c','for a,(b,*c) in d: yield','try:\n  try: yield\n  finally: a\n finally: b','with a as b, c as d: yield e']:
    ns={}
    exec('def g(x=None,*y,k=1):\n '+src.replace('\n','\n '),ns); o=ns['g'](); print(repr(src)[:40], sys.getsizeof(o), ns['g'].__code__.co_stacksize, ns['g'].__code__.co_nlocals); o=None
    exec('async def g(x=None,*y,k=1):\n '+src.replace('yield from x','yield').replace('\n','\n '),ns); o=ns['g'](); print(' ', sys.getsizeof(o), type(o).__name__); o=None
ge=(i*j for i in range(3) for j in range(i) if j); print(sys.getsizeof(ge), ge.__name__, ge.__qualname__, ge.gi_code.co_varnames, ge.gi_frame.f_locals); 
print(list(ge), ge.gi_frame)
it=iter([1,2,3]); ge=(x for x in it); next(ge); print(list(it), list(ge))
t('bad iter',lambda:(x for x in 5)); t('unbound',lambda:list(x for x in [1] if undefined_name))
g=g1(1); wr=weakref.ref(g,lambda r:print('weak cb')); next(g); del g; print(wr())
def cyc():
    me=N('cyc'); ref=[None]; 
    def gen():
        x=me; y=ref
        try: yield
        finally: print('cyc fin')
    ref[0]=gen(); next(ref[0]); 
cyc(); print('collect'); gc.collect(); print('done')
def keep():
    try: yield
    finally:
        global saved; saved=sys._getframe().f_back is None; print('finalizing')
g=keep(); next(g); g=None
def running():
    try: g.close()
    except ValueError as e: print(e)
    try: g.throw(KeyError)
    except ValueError as e: print(e)
    try: list(g)
    except ValueError as e: print(e)
    yield 1
g=running(); next(g)
t('bad throw',lambda:g.throw(5)); t('bad throw2',lambda:g.throw('s')); t('throw3',lambda:g.throw(ValueError,KeyError('x'))); t('tb',lambda:g1(1).throw(ValueError,None,5)); t('inst sep',lambda:g1(1).throw(ValueError('a'),'b'))
t('set name',lambda:setattr(g,'__name__',5)); g.__name__='new'; g.__qualname__='q.new'; print(g.__name__, repr(g).startswith('<generator object q.new at')); t('gi_frame set',lambda:setattr(g,'gi_frame',None)); t('attr',lambda:setattr(g,'x',1)); t('no len',lambda:len(g)); t('copy',lambda:__import__('copy').copy(g)); t('pickle',lambda:__import__('pickle').dumps(g)); t('new',lambda:type(g)()); t('sub',lambda:type('X',(type(g),),{}))
async def co(): 
    return 1
c=co(); t('iter coro',lambda:iter(c)); t('next coro',lambda:next(c)); t('send',lambda:c.send(None)); t('send2',lambda:c.send(None)); t('frame',lambda:c.cr_frame); 
c=co(); c.close(); t('closed',lambda:c.send(None))
c=co(); t('nonNone',lambda:c.send(1)); c.close()
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); co(); gc.collect(); print([str(x.message) for x in w])
import itertools
a,b=itertools.tee(iter([N(1),N(2)])); next(a); print('adv a'); del a; print('del a'); next(b); print('b'); del b; print('end')
print(sum(1 for _ in zip(range(3),(i for i in range(2)))), list(itertools.islice((i for i in itertools.count()),3)))
