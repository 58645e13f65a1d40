"""In which order native objects drop what they hold."""
import itertools as it, functools, operator, collections, types, sys, weakref, gc
class T:
    def __init__(s,n): s.n=n
    def __del__(s): print(' -',s.n)
    def __call__(s,*a,**k): return True
    def __repr__(s): return 'T'
    def __iter__(s): return s
    def __next__(s): return 1
    def __get__(s,*a): return s
    def __index__(s): return 1
def die(name,o_fn):
    print(name)
    try: o=o_fn()
    except Exception as e: print('   ',type(e).__name__,e); return
    print(' .'); del o
class I:  # iterator labelled
    def __init__(s,n,items=()): s.n=n; s.i=iter(items)
    def __iter__(s): return s
    def __next__(s): return next(s.i)
    def __del__(s): print(' - iter',s.n)
def adv(x,n=1):
    for _ in range(n): next(x,None)
    return x
die('chain0',lambda: it.chain(I('a'),I('b')))
die('chain',lambda: adv(it.chain([T('a')],[T('b'),T('c')],[T('d')]),2))
die('chain fi',lambda: adv(it.chain.from_iterable(I('outer',[I('in',[1,2])]))))
die('cycle',lambda: adv(it.cycle(I('c',[T(1),T(2)])),2))
die('repeat',lambda: it.repeat(T('r'),3))
die('count',lambda: it.count(1.5,2))
die('acc',lambda: adv(it.accumulate(I('i',[T(1),T(2)]),T('f'),initial=T('init'))))
die('acc2',lambda: adv(it.accumulate(I('i',[T(1),T(2)]),T('f'))))
die('accx',lambda: it.accumulate(I('i',[T(1),T(2)]),T('f'),initial=T('init')))
die('islice',lambda: adv(it.islice(I('i',[T(1)]*4),1,5)))
die('starmap',lambda: it.starmap(T('f'),I('i')))
die('tw',lambda: it.takewhile(T('f'),I('i')))
die('dw',lambda: it.dropwhile(T('f'),I('i')))
die('ff',lambda: it.filterfalse(T('f'),I('i')))
die('filter',lambda: filter(T('f'),I('i')))
die('map',lambda: map(T('f'),I('i'),I('j')))
die('zip',lambda: adv(zip(I('i',[T(1)]),I('j',[T(2)]))))
die('zl',lambda: adv(it.zip_longest(I('i',[T(1)]),I('j',[T(2)]),fillvalue=T('fill'))))
die('compress',lambda: it.compress(I('i'),I('j')))
die('groupby',lambda: adv(it.groupby(I('i',[T(1),T(2)]),T('key'))))
die('groupby2',lambda: adv(it.groupby(I('i',[T(1),T(2)]),lambda t:T('k'))))
die('group',lambda: next(it.groupby(I('i',[T(1),T(2)]),lambda t:T('k')))[1])
die('pairwise',lambda: adv(it.pairwise(I('i',[T(1),T(2),T(3)]))))
die('batched',lambda: adv(it.batched(I('i',[T(1),T(2),T(3)]),2)))
die('prod',lambda: adv(it.product([T(1),T(2)],[T(3)])))
die('perm',lambda: adv(it.permutations([T(1),T(2),T(3)],2)))
die('comb',lambda: adv(it.combinations([T(1),T(2),T(3)],2)))
die('cwr',lambda: adv(it.combinations_with_replacement([T(1),T(2)],2)))
def tee():
    a,b=it.tee(I('i',[T(1),T(2),T(3)])); adv(a,2); return b
die('tee',tee)
die('partial',lambda: functools.partial(T('f'),T('a'),T('b'),k=T('k')))
def part():
    p=functools.partial(T('f'),T('a')); p.x=T('attr'); return p
die('partial dict',part)
die('pm',lambda: functools.partialmethod(T('f'),T('a'),k=T('k')))
die('cmp',lambda: functools.cmp_to_key(T('c'))(T('o')))
def lc():
    @functools.lru_cache(maxsize=4)
    def f(x,d=T('default')): return T('res')
    f(T('arg')); f(T('arg2')); f.x=T('attr'); return f
die('lru',lc)
def lcn():
    @functools.cache
    def f(x): return T('res')
    f(T('arg')); f(T('arg2')); return f
die('cache',lcn)
die('ig',lambda: operator.itemgetter(T('a'),T('b')))
die('mc',lambda: operator.methodcaller('m',T('a'),k=T('k')))
die('slice',lambda: slice(T('start'),T('stop'),T('step')))
die('range',lambda: range(2**70,2**71,2**65))
die('enumerate',lambda: enumerate(I('i'),2**70))
die('reversed',lambda: reversed([T(1),T(2)]))
die('property',lambda: property(T('get'),T('set'),T('del'),T('doc')))
die('cm',lambda: classmethod(T('f')))
die('sm',lambda: staticmethod(T('f')))
die('method',lambda: types.MethodType(T('f'),T('self')))
class S(T): pass
die('super',lambda: super(S,S('o')))
die('sns',lambda: types.SimpleNamespace(a=T('a'),b=T('b')))
die('mp',lambda: types.MappingProxyType({'a':T('a')}))
die('ga',lambda: types.GenericAlias(T('origin'),(T('x'),)))
die('deque',lambda: collections.deque([T(i) for i in range(4)]))
def dq():
    d=collections.deque([T(i) for i in range(3)],2); d.appendleft(T('left')); d.rotate(1); return d
die('deque2',dq)
die('dqiter',lambda: adv(iter(collections.deque([T(i) for i in range(3)]))))
die('od',lambda: collections.OrderedDict([(T('k1'),T('v1')),(T('k2'),T('v2'))]))
def od():
    d=collections.OrderedDict([(i,T(i)) for i in range(4)]); d.move_to_end(1); d.pop(2); d.x=T('attr'); return d
die('od2',od)
die('dd',lambda: collections.defaultdict(T('factory'),a=T('a')))
die('counter',lambda: collections.Counter([T(1),T(2)]))
die('cmap',lambda: collections.ChainMap({'a':T('a')},{'b':T('b')}))
die('ud',lambda: collections.UserDict(a=T('a')))
die('dict',lambda: {T('k'):T('v'),T('k2'):T('v2')})
die('dictit',lambda: adv(iter({T('k'):T('v'),T('k2'):T('v2')}.items())))
die('dictv',lambda: {1:T('v')}.values())
die('set',lambda: {T(1)})
die('fs',lambda: frozenset([T(1)]))
die('tuple',lambda: (T(1),T(2)))
die('list',lambda: [T(1),T(2)])
die('listit',lambda: adv(iter([T(1),T(2)])))
die('callit',lambda: iter(T('call'),T('sentinel')))
class Sq:
    def __getitem__(s,i): return T(i)
die('seqit',lambda: adv(iter(Sq())))
die('cell',lambda: types.CellType(T('c')))
def fu():
    c=T('clo')
    def f(a=T('d1'),b=T('d2'),*,k=T('kd')) -> T('ann'): return c
    f.attr=T('attr'); f.__doc__=T('doc'); f.__name__; return f
die('func',fu)
die('lambda',lambda: (lambda a=T('a'),b=T('b'): 0))
def gen():
    def g(a,b):
        c=T('c'); d=[T('d')]
        for x in [T('x1'),T('x2')]: yield x
    x=g(T('a'),T('b')); next(x); return x
die('gen',gen)
def gen2():
    def g(a):
        yield (T('stack1'), (yield T('y')), T('never'))
    x=g(T('a')); next(x); return x
die('gen2',gen2)
def gen3():
    def g(a): yield
    return g(T('a'))
die('gen3',gen3)
def co():
    async def c(a,b): await aw()
    class aw:
        def __await__(s): yield T('y')
        def __del__(s): print(' - aw')
    x=c(T('a'),T('b')); x.send(None); return x
die('co',co)
die('exc',lambda: ValueError(T('a'),T('b')))
def ex():
    e=ValueError(T('a')); e.__cause__=KeyError(T('cause')); e.__context__=IndexError(T('ctx')); e.add_note('n'); e.x=T('attr'); return e
die('exc2',ex)
die('si',lambda: StopIteration(T('v')))
die('se',lambda: SystemExit(T('c')))
die('ie',lambda: ImportError(T('m'),name=T('name'),path=T('path')))
die('ose',lambda: OSError(2,T('s'),T('f'),None,T('f2')))
die('ne',lambda: NameError(T('m'),name=T('n')))
die('ae',lambda: AttributeError(T('m'),name=T('n'),obj=T('obj')))
die('eg',lambda: ExceptionGroup('m',[ValueError(T(1)),KeyError(T(2))]))
die('sye',lambda: SyntaxError(T('m'),(T('f'),1,2,T('t'))))
die('ue',lambda: UnicodeDecodeError('a',b'b',1,2,'r'))
def tb():
    def f(a):
        b=T('b'); raise ValueError(T('v'))
    try: f(T('a'))
    except ValueError as e: return e
die('tb',tb)
die('tbonly',lambda: tb().__traceback__)
die('frame',lambda: tb().__traceback__.tb_next.tb_frame)
die('locals',lambda: tb().__traceback__.tb_next.tb_frame.f_locals)
class In:
    c=T('cls')
    def __init__(s): s.a=T('a'); s.b=T('b'); s.c=T('c')
die('inst',In)
def inst2():
    o=In(); o.__dict__; o.b=T('b2'); del o.a; o.a=T('a2'); return o
die('inst2',inst2)
class Sl:
    __slots__=('z','a','m','__dict__')
    def __init__(s): s.a=T('a'); s.z=T('z'); s.m=T('m'); s.q=T('q')
die('slots',Sl)
class Sl2(Sl):
    __slots__=('b','k')
    def __init__(s): super().__init__(); s.k=T('k'); s.b=T('b')
die('slots2',Sl2)
class LL(list): __slots__=('s',)
def ll():
    l=LL([T(1)]); l.s=T('slot'); return l
die('list slot',ll)
class LD(list): pass
def ld():
    l=LD([T(1)]); l.s=T('attr'); return l
die('list dict',ld)
class DD(dict): pass
def dd():
    l=DD(a=T(1)); l.s=T('attr'); return l
die('dict dict',dd)
class EE(Exception): __slots__=('q',)
def ee():
    e=EE(T(1)); e.q=T('slot'); e.d=T('d'); return e
die('exc slot',ee)
def cls():
    class K:
        a=T('a'); b=T('b'); __slots__=('x',)
        def f(s,d=T('default')): pass
    return K
print('cls'); cls(); gc.collect()
def cls2():
    class M(type):
        pass
    class K(metaclass=M):
        z=T('z'); a=T('a')
    class L(K):
        y=T('y')
    L.dyn=T('dyn'); return L
print('cls2'); cls2(); gc.collect()
die('module',lambda: (lambda m: (setattr(m,'_u',T('_u')),setattr(m,'a',T('a')),setattr(m,'__d',T('__d')),m)[-1])(types.ModuleType('m')))
die('wvd',lambda: weakref.WeakKeyDictionary({In:T('v')}))
nt=collections.namedtuple('nt','a b')
die('nt',lambda: nt(T('a'),T('b')))
die('struct',lambda: __import__('time').struct_time([T(i) for i in range(9)]))
import io,contextlib,threading,queue,array
die('es',lambda: (lambda s:(s.callback(T('cb'),T('arg')),s)[1])(contextlib.ExitStack()))
die('mv',lambda: memoryview(bytearray(3)))
def cyc():
    a=[T('a')]; b={'a':a,'t':T('b')}; a.append(b); c=(a,b,T('c')); a.append(c); 
print('cyc'); cyc(); gc.collect()
def cyc2():
    class N: pass
    x=N(); y=N(); x.y=y; y.x=x; x.t=T('x'); y.t=T('y'); x.l=[T('xl')]; y.d={'k':T('yd')}
print('cyc2'); cyc2(); gc.collect()
