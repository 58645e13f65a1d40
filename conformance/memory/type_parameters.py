"""Type parameters, aliases and what is built of them: sizes, layout, tracking, what they show the collector."""
import sys, gc, typing, _typing, weakref
from typing import *
print({n: (type(getattr(_typing,n)).__name__) for n in vars(_typing) if not n.startswith('__')})
T=TypeVar('T'); P=ParamSpec('P'); Ts=TypeVarTuple('Ts')
type A=int
type B[X]=list[X]
class C[X: int=str]: pass
def f[X:(int,str), *Y, **Z](x:X):pass
objs=[T,P,Ts,P.args,P.kwargs,A,B,NoDefault,Generic,C.__type_params__[0],*f.__type_params__]
for o in objs:
    t=type(o)
    print(t, repr(o), sys.getsizeof(o), object.__sizeof__(o), gc.is_tracked(o), [x if not callable(x) or isinstance(x,type) else type(x).__name__ for x in gc.get_referents(o)] if o is not Generic else '')
    print('   ', t.__basicsize__, t.__itemsize__, t.__dictoffset__, t.__weakrefoffset__, hex(t.__flags__), t.__module__, t.__qualname__, t.__mro__, gc.is_tracked(t), sys.getsizeof(t))
    for n,v in t.__dict__.items() if t is not type else (): print('      ',n, type(v).__name__, getattr(v,'__text_signature__',None))
    try: print('   d', o.__dict__.keys())
    except Exception as e: print('   d',type(e),e)
    try: weakref.ref(o); print('    weak ok')
    except Exception as e: print('   ',type(e),e)
for t in (TypeVar,ParamSpec,ParamSpecArgs,ParamSpecKwargs,TypeVarTuple,TypeAliasType,type(NoDefault)):
    try:
        class X(t): pass
        print('sub ok')
    except Exception as e: print(type(e).__name__,e)
    try: t.foo=1
    except Exception as e: print(type(e).__name__,e)
    print(t.__base__, t.__text_signature__)
print(_typing.__doc__)
print(type(_typing._idfunc), _typing._idfunc, _typing._idfunc.__doc__, _typing._idfunc.__text_signature__)
for n,v in vars(Generic).items():
    print(n, type(v).__name__, v if n!='__doc__' else '', getattr(v,'__text_signature__',None))
print(hex(Generic.__flags__), Generic.__basicsize__, sys.getsizeof(Generic), sys.getsizeof(Generic()), gc.is_tracked(Generic), gc.is_tracked(Generic()))
def n(o): return [x if type(x).__name__ !='function' else 'function '+x.__name__+' '+x.__qualname__ for x in gc.get_referents(o)]
def f[X:(int,str)=int, *Y=int, **Z=str](x:X):pass
X=C.__type_params__[0]
for o in (X,)+f.__type_params__:
    print(n(o)); 
    o.zq=1;d=[x for x in gc.get_referents(o) if type(x) is dict][0]
    print(sys.getsizeof(d), d, gc.is_tracked(d), gc.is_tracked(o))
    o.__default__
    print(n(o)); 
    try: o.__bound__
    except AttributeError: pass
    print(n(o)); 
    try: o.__constraints__
    except AttributeError: pass
    print(n(o)); 
    o.zz=3
    print(o.zz, o.__module__)
    print(sys.getsizeof(d), sys.getrefcount(o.__name__), sys.getrefcount(o))
print([type(x).__name__ for x in gc.get_referents(TypeVar)], [type(x).__name__ for x in gc.get_referents(Generic)])
