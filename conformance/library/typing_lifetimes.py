"""What type parameters keep alive, how they die, and what aliases make of them."""
import gc, weakref, sys
from typing import *
gc.disable()
# lifetimes: what parameters keep alive, and in which order things go
class D:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
def cb(r): print('weakref')
T=TypeVar('T'); T.d=D('attr'); r=weakref.ref(T,cb)
del T
T=TypeVar('T',default=D('default')); T.d=D('attr'); r=weakref.ref(T,cb); del T
def outer():
    d=D('closure')
    def f[T: (d, int)](x: T): pass
    return f
f=outer(); T,=f.__type_params__
try: print(T.__constraints__[1])
except Exception as e: print(e)
del T; print('--'); del f
gc.collect()
print('--cycle')
T=TypeVar('T'); T.me=T; r=weakref.ref(T,cb); del T; print(gc.collect())
P=ParamSpec('P'); P.me=P.args; r=weakref.ref(P,cb); del P; print(gc.collect())
Ts=TypeVarTuple('Ts'); Ts.me=[Ts]; del Ts; print(gc.collect())
def g():
    type A[T]=list[A]
    return A
A=g(); A.__value__; del A; print(gc.collect())
def g():
    class C[T: D('x')]: pass
    C.__type_params__[0].__bound__
g(); print(gc.collect())
def g():
    def f[T](x:T)->T: return f
g(); print(gc.collect())
print(sys.getrefcount(TypeVar('T')))
def f[T](x:T): pass
print(sys.getrefcount(f.__type_params__[0]), sys.getrefcount(f.__type_params__), f.__annotations__)
class C[T]: pass
print(sys.getrefcount(C.__type_params__[0]), sys.getrefcount(C.__type_params__), sys.getrefcount(C.__orig_bases__), C.__parameters__ is C.__type_params__)
type A[T]=T
print(sys.getrefcount(A.__type_params__[0]), sys.getrefcount(A), A.__value__ is A.__type_params__[0], sys.getrefcount(A.__type_params__[0]))
print(gc.get_referrers(C.__type_params__[0]) and sorted(type(x).__name__ for x in gc.get_referrers(C.__type_params__[0])))

print(weakref.getweakrefcount(T:=TypeVar('T')), weakref.ref(T)().__name__)
# class namespaces
class Outer:
    x=int
    class Inner[T: x]: pass
    def m[U: x](self): pass
    type Al[V: x] = x
print(Outer.Inner.__type_params__[0].__bound__, Outer.m.__type_params__[0].__bound__, Outer.Al.__value__)
import types
print(types.get_original_bases(C), C[int], C[int].__parameters__, C[T].__parameters__)
f2 = types.FunctionType(f.__code__, globals()); print(f2.__type_params__); f2.__type_params__=(T,); print(f2.__type_params__)
try: f2.__type_params__=1
except TypeError as e: print(e)
C.__type_params__=1; print(C.__type_params__)
try: del C.__type_params__
except Exception as e: print(type(e),e)
print(int.__type_params__)
# subscripts
class G(Generic[*(Ts,)] if 0 else Generic[T]): pass
Ts=TypeVarTuple('Ts'); P=ParamSpec('P')
class V(Generic[T,*Ts]): pass
class Z(Generic[T,P]): pass
for e in ('V[int]','V[int,str,float]','V[()]','V[int,*tuple[str,...]]','Z[int,[str,int]]','Z[int,...]','Z[int]','Z[int,P]','Z[int,[T]][str]','tuple[*Ts][int,str]','tuple[T,*Ts][int]','tuple[T,*Ts][()]','list[T][int,str]','dict[T,T][int]','list[[T]][int]','dict[T,[T,list[T]]][int]','(T|int)[str]','list[Ts]','Callable[P,T][[int],str]','Callable[[T],T][int]','Callable[P,int][...]','dict[T,tuple[*Ts]][int,str,float]','dict[T,(T,)][int]'):
    try: print(e, eval(e))
    except Exception as x: print(e, type(x).__name__, x)
