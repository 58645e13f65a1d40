"""Compared with 3.13: in which order the collector knows what a statement leaves, at its first and at its second run."""
from statements import *


def show(text, world):
    try:
        code = compile(text, "", "eval")
    except SyntaxError:
        code = compile(text, "", "exec")
    for run in range(2):
        gc.collect()
        kept = None
        try:
            kept = eval(code, world)
        except Exception as problem:
            kept = problem
        names = [type(o).__name__ for o in gc.get_objects(0)]
        kept = problem = None
        sys.stdout.write(str(run) + " " + text.replace("\n", "; ") + ": " + " ".join(names) + "\n")


class K:
    __slots__=('x','y')
    def __init__(self): self.x=[]; self.y={}
class I2:
    def __init__(self): self.x=[]; self.y={}; self.z=(self,)
class L2(list): pass
class D2(dict): pass
class T2(tuple): pass
class S2(set): pass


OWN = r'''
itertools.product([1],[2])
itertools.permutations([1,2])
itertools.combinations([1,2],1)
itertools.combinations_with_replacement([1,2],1)
zip([1],[2])
map(str,[1],[2])
filter(None,[1])
enumerate([1])
itertools.chain([1],[2])
itertools.chain.from_iterable([[1]])
itertools.zip_longest([1],[2])
itertools.cycle([1])
itertools.tee([1])
itertools.tee([1],3)
itertools.groupby([1])
itertools.accumulate([1])
itertools.starmap(max,[(1,2)])
itertools.islice([1],1)
itertools.compress([1],[1])
itertools.pairwise([1])
itertools.batched([1],1)
itertools.repeat([])
itertools.count([] and 1 or 1.5)
reversed([1])
iter([1])
iter({1:2})
iter({1})
iter((1,))
iter({}.items())
{}.items()
functools.partial(max,[],key=max)
functools.partial(functools.partial(max,[]),[])
functools.lru_cache(max)
functools.cached_property(max)
functools.cmp_to_key(max)
functools.wraps(gen)(lambda:0)
K()
I2()
L2([[],{}])
D2(a=[],b={})
T2(([],{}))
S2([(1,),(2,)])
[[],{},()]
([],{},(1,i))
{'a':[],'b':{}}
{(1,i),(2,i)}
frozenset([(1,i)])
[[j] for j in l]
{j:[j] for j in l}
{(j,i) for j in l}
tuple([j] for j in l)
dict(a=[],b=[])
dict([('a',[]),('b',{})])
dict(zip('ab',[[],[]]))
dict.fromkeys('ab',[])
collections.OrderedDict(a=[],b=[])
collections.defaultdict(list,a=[])
collections.ChainMap({},{})
collections.deque([[],[]])
collections.namedtuple('x','a b')
collections.UserList([[]])
collections.UserDict(a=[])
types.SimpleNamespace(a=[])
types.MappingProxyType({})
types.MethodType(max,[])
types.CellType([])
types.FunctionType(gen.__code__,{})
types.new_class('q')
types.GenericAlias(list,(int,))
list[int]
int|str
dict[str,list[int]]
type('q',(),{})
type('q',(A,),{'m':lambda s:0})
lambda:0
lambda a=[],*,b={}:0
gen()
(j for j in l)
super(A,a)
a.m
A.m
[].append
slice([],{})
property(max)
classmethod(max)
staticmethod(max)
weakref.ref(a)
weakref.ref(a,max)
weakref.proxy(a)
weakref.WeakSet([a])
weakref.WeakValueDictionary({1:a})
weakref.WeakKeyDictionary({a:1})
ValueError([],{})
OSError(1,'a','b')
KeyError([])
ExceptionGroup('a',[ValueError([])])
StopIteration([])
SystemExit([])
UnicodeDecodeError('a',b'b',0,1,'c')
ImportError('a',name=[])
dc
En('q' and 1)
compile('lambda:0','','eval')
eval('lambda:0')
operator.itemgetter([],1)
operator.attrgetter('a.b','c')
operator.methodcaller('m',[],a={})
io.StringIO()
io.BytesIO()
io.BufferedReader(io.BytesIO())
memoryview(b'a')
array.array('i')
iter(array.array('i'))
contextlib.ExitStack()
contextlib.suppress(ValueError)
contextlib.nullcontext([])
copy.copy([[]])
copy.deepcopy([[],{1:[]}])
l+[[]]
l*2
[[]]*3
(i,[])+(i,)
d|{5:[]}
{*l}
st|{(1,i)}
sorted([[2],[1]])
list(map(list,[[1],[2]]))
list(zip([1,2],[3,4]))
list(enumerate([1,2]))
list(itertools.product([1,2],[3]))
list(itertools.permutations([1,2]))
list(itertools.groupby([1,2]))
divmod(7,2)
'a b'.split()
'a b'.partition(' ')
vars(I2())
I2().__dict__
gc.get_referrers(a) and 1
gc.get_referents(a)
'''

gc.disable()
gc.collect()
gc.freeze()
for statement in each(COMMON, OWN):
    show(statement, dict(globals()))
