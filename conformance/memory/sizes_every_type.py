"""Compared with 3.13: sizes every type."""
import sys, types, collections, itertools, functools, operator, weakref
g=sys.getsizeof
def f(a,b=1,*c,d=2,**e): 
    x=a
    def h(): return x
    return h
class A: pass
class B:
    __slots__=("a","b")
class C(B): pass
class D(B): __slots__=("c",)
class E(int): pass
class F(str): pass
class G(tuple): pass
class H(list): pass
class I(dict): pass
class J(float): pass
class K(bytes): pass
class L(Exception): pass
class M(set): pass
class N(type): pass
class O(metaclass=N): pass
class P(E): __slots__=()
class Q(G): __slots__=()
class R: __slots__=("__dict__",)
class S: __slots__=("__weakref__",)
class T: __slots__=("__dict__","__weakref__","a")
class U(bytearray): pass
class V(frozenset): pass
class W(complex): pass
class X(object): __slots__=()
objs=dict(A=A(),B=B(),C=C(),D=D(),E=E(5),E2=E(2**70),F=F("abc"),F2=F("\u0416"),G=G((1,2)),G0=G(),H=H([1,2,3]),I=I(a=1),J=J(1),K=K(b"abc"),L=L(1),M=M({1}),O=O(),P=P(3),Q=Q((1,)),R=R(),S=S(),T=T(),U=U(b"a"),V=V({1}),W=W(1j),X=X(),
 f=f,lam=lambda:0,h=f(1),code=0,meth=A().__init__,bound=types.MethodType(f,1),prop=property(f),sm=staticmethod(f),cm=classmethod(f),bi=len,bm=[].append,md=list.append,wd=list.__add__,mw=[].__add__,gd=type.__dict__["__dict__"],mem=B.a,cell=f(1).__closure__[0],mp=types.MappingProxyType({}),sn=types.SimpleNamespace(a=1),mod=types.ModuleType("m"),ref=weakref.ref(A),proxy=weakref.proxy(A),gen=(i for i in []),slice=slice(1),range=range(3),bigrange=range(10**20),ri=iter(range(3)),bri=iter(range(10**20)),li=iter([]),ti=iter(()),di=iter({}),dvi=iter({}.values()),dii=iter({}.items()),si=iter(set()),stri=iter("a"),stri2=iter("\u0416"),bi2=iter(b""),bai=iter(bytearray()),rev=reversed([]),rev2=reversed(()),rev3=reversed({}),dk={}.keys(),dv={}.values(),dit={}.items(),zipi=zip(),mapi=map(len,[]),fil=filter(None,[]),enu=enumerate([]),ci=iter(len,1),mv=memoryview(b"a"),dq=collections.deque(),dq2=collections.deque(range(100)),od=collections.OrderedDict(),od2=collections.OrderedDict(a=1,b=2),dd=collections.defaultdict(int),cnt=collections.Counter("abc"),cm2=collections.ChainMap(),nt=collections.namedtuple("NT","a b")(1,2),part=functools.partial(f,1),lru=functools.lru_cache(f),ig=operator.itemgetter(1),ag=operator.attrgetter("a"),mc=operator.methodcaller("a"),count=itertools.count(),cyc=itertools.cycle([1]),rep=itertools.repeat(1),ch=itertools.chain(),isl=itertools.islice([],1),tee=itertools.tee([1])[0],acc=itertools.accumulate([]),comb=itertools.combinations([1,2],1),perm=itertools.permutations([1,2]),prod=itertools.product([1]),gb=itertools.groupby([]),zl=itertools.zip_longest(),sm2=itertools.starmap(f,[]),tw=itertools.takewhile(f,[]),dw=itertools.dropwhile(f,[]),ff=itertools.filterfalse(f,[]),comp=itertools.compress([],[]),pw=itertools.pairwise([]),bat=itertools.batched([],1),ga=list[int],un=int|str,none=None,ell=...,ni=NotImplemented,true=True,sup=super(C,C()),exc=ValueError(),oserr=OSError(1,"a"),ke=KeyError(),ae=AttributeError("a"),ne=NameError(),ie=ImportError(),se=SyntaxError(),ude=UnicodeDecodeError("a",b"",0,1,"x"),si2=StopIteration(1),sysx=SystemExit(),eg=ExceptionGroup("a",[ValueError()]))
try: 1/0
except Exception as e: objs["tb"]=e.__traceback__; objs["frame"]=e.__traceback__.tb_frame
for k,v in objs.items():
    try: print(k, g(v))
    except Exception as e: print(k, type(e).__name__, e)
for c in (A,B,C,D,E,G,I,L,N,O,int,str,list,type,object,Exception,types.FunctionType):
    print(c.__name__, c.__basicsize__, c.__itemsize__, c.__dictoffset__, c.__weakrefoffset__)
