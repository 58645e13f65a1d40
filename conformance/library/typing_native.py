"""Constructors, methods, refusals and substitution of the native half of typing."""
import sys, gc, pickle, copy, weakref
import typing, _typing
from typing import TypeVar,ParamSpec,TypeVarTuple,TypeAliasType,ParamSpecArgs,ParamSpecKwargs,NoDefault,Generic
def t(f,*a,**k):
    try: r=f(*a,**k); print('   ',repr(r)); return r
    except BaseException as e: print('   ',type(e).__name__,e)
print("TypeVar")
t(TypeVar); t(TypeVar,1); t(TypeVar,'T',1); t(TypeVar,'T',int); t(TypeVar,'T',int,str,bound=int); t(TypeVar,'T',bound=1); t(TypeVar,'T',int,1)
t(TypeVar,'T',covariant=1,contravariant=1); t(TypeVar,'T',covariant=1,infer_variance=1); t(TypeVar,'T',zip=1); t(TypeVar,name='T'); t(TypeVar,'T',name='S'); t(TypeVar,'T',covariant=True);t(TypeVar,'T',contravariant=[1]);t(TypeVar,'T',infer_variance=[1]); t(TypeVar,'T',bound=None); t(TypeVar,bound=int)
t(TypeVar,'T',zip=1,name='x'); t(TypeVar,zip=1); t(TypeVar,'a','b','c','d','e','f','g',name=2)
T=TypeVar('T','int','str'); print(T.__constraints__, T.__bound__, T.__default__, T.has_default(), T.__covariant__)
T=TypeVar('T',bound='int'); print(T.__constraints__, T.__bound__, T.__default__, T.has_default())
T=TypeVar('T',default=None); print(T.__default__, T.has_default())
T=TypeVar('T',default='int'); print(T.__default__, T.has_default())
class S(str): pass
T=TypeVar(S('T')); print(type(T.__name__))
print("ParamSpec")
t(ParamSpec); t(ParamSpec,1); t(ParamSpec,'P',int); t(ParamSpec,'P',bound=1); t(ParamSpec,'P',covariant=1,contravariant=1); t(ParamSpec,'P',infer_variance=1,covariant=1); t(ParamSpec,'P',covariant=1); t(ParamSpec,'P',infer_variance=1)
P=ParamSpec('P'); print(P.__bound__, P.__default__, P.has_default())
P=ParamSpec('P',bound=None,default=[int]); print(P.__bound__, P.__default__, P.has_default())
P=ParamSpec('P',bound=int); print(P.__bound__)
print(P.args, P.kwargs, P.args is P.args, P.args==P.args, P.args!=P.args, P.args==P.kwargs, P.args.__origin__ is P)
t(hash,P.args); t(lambda:P.args<P.args); t(ParamSpecArgs); t(ParamSpecArgs,1); t(ParamSpecArgs,1,2); t(ParamSpecArgs,origin=3); t(ParamSpecKwargs,origin=3);t(ParamSpecKwargs,'a')
print("Ts")
t(TypeVarTuple); t(TypeVarTuple,1); t(TypeVarTuple,'a',1); Ts=t(TypeVarTuple,'Ts',default=int); print(Ts.__default__,Ts.has_default()); print(list(Ts), type(iter(Ts))); t(TypeVarTuple,'Ts',bound=int)
print("alias")
t(TypeAliasType); t(TypeAliasType,'a'); t(TypeAliasType,1,2); t(TypeAliasType,'a',int,type_params=1); t(TypeAliasType,'a',int,(1,)); 
a=t(TypeAliasType,'a',int,type_params=(T,)); print(a.__type_params__,a.__parameters__,a.__value__,a.__module__); t(lambda:a[int])
a=t(TypeAliasType,'a',int,type_params=()); print(a.__type_params__,a.__parameters__,a.__value__,a.__module__); t(lambda:a[int])
a=t(TypeAliasType,'a',int,type_params=None)
a=t(TypeAliasType,'a',int,type_params=(Ts,T,P)); print(a.__type_params__,a.__parameters__)
a=t(TypeAliasType,'a',int,type_params=[]);
a=t(TypeAliasType,name='a',value=int); print(gc.get_referents(a))
t(lambda:a|None); t(lambda:None|a); t(lambda:a|1); t(lambda: a|'x'); t(lambda:T|'x'); t(lambda:'x'|T); t(lambda:P|'x'); t(lambda:T|1); t(lambda:Ts|int);
def setter(o,n,v=1): setattr(o,n,v)
def deleter(o,n): delattr(o,n)
for o,ns in ((T,('__name__','__bound__','__constraints__','__default__','__covariant__','__module__','foo','__dict__')),(P,('args','__bound__','__default__')),(Ts,('__name__','__default__')),(a,('__name__','__value__','__type_params__','__parameters__','__module__','x')),(P.args,('__origin__','x')),(NoDefault,('x','__class__'))):
    for n in ns: print(n); t(setter,o,n); t(deleter,o,n)
print("subclass")
def sub(x):
    class X(x): pass
for o in (T,P,Ts,P.args,P.kwargs,a,NoDefault): t(sub,o)
for o in (TypeVar,ParamSpec,TypeVarTuple,TypeAliasType,ParamSpecArgs,type(NoDefault)): t(sub,o)
t(T.__mro_entries__,()); t(T.__mro_entries__); t(T.__typing_subst__,int); t(T.__typing_subst__); t(P.__typing_subst__,[int]); t(P.__typing_subst__,int); t(Ts.__typing_subst__,int); t(T.__typing_subst__,1)
t(T.__typing_prepare_subst__); t(T.__typing_prepare_subst__,1); t(T.__typing_prepare_subst__,1,2); t(T.__typing_prepare_subst__,list[T],()); t(T.__typing_prepare_subst__,list[T],(1,)); t(T.__typing_prepare_subst__,list[T],[1]); t(T.__typing_prepare_subst__,list[int],[1]); t(T.__typing_prepare_subst__,list[T],3)
U=TypeVar('U'); t(U.__typing_prepare_subst__,list[U],()); t(U.__typing_prepare_subst__,dict[T,U],());t(U.__typing_prepare_subst__,dict[T,U],(1,))
D=TypeVar('D',default=int); t(D.__typing_prepare_subst__,dict[U,D],()); t(D.__typing_prepare_subst__,dict[U,D],(1,)); t(D.__typing_prepare_subst__,dict[U,D],[1])
t(P.__typing_prepare_subst__,list[P],(int,)); t(Ts.__typing_prepare_subst__,tuple[*Ts],(int,str))
t(type(NoDefault)); t(type(NoDefault),1); t(type(NoDefault),x=1); print(type(NoDefault)() is NoDefault); print(pickle.loads(pickle.dumps(NoDefault)) is NoDefault, copy.copy(NoDefault) is NoDefault, NoDefault.__reduce__(), sys.getrefcount(NoDefault), bool(NoDefault), hash(NoDefault)==object.__hash__(NoDefault))
for o in (T,P,Ts,a): print(o.__reduce__())
t(_typing._idfunc,3); t(_typing._idfunc); t(_typing._idfunc,1,2)
def mk(): return TypeVar('Q')
mk.__module__='zap'; print(mk().__module__); mk.__module__=None; print(mk().__module__, vars(typing).get('x')); del mk.__module__; 
q=t(mk); print(q.__module__)
def mk(): return TypeAliasType('Q',int)
mk.__module__='zap'; print(mk().__module__)
def mk():
    type A=int
    return A
mk.__module__='zap'; print(mk().__module__)
print(eval("TypeVar('Z')",{'TypeVar':TypeVar,'__name__':'eee'}).__module__)
print(list(map(TypeVar,'ab'))[0].__module__)
ns={}; exec("type X[T: zz=yy]=T",ns); X=ns['X']; p=X.__type_params__[0]; t(lambda:p.__bound__); t(lambda:p.__default__); t(p.has_default); ns['zz']=1; t(lambda:p.__bound__); ns['zz']=2; t(lambda:p.__bound__); t(lambda: X.__value__); print(X.__module__, X.__parameters__)
t(lambda:X[int]); print(X[int].__class__, X[int].__origin__)
t(lambda:Generic[1]); t(lambda:Generic[T,T]); t(lambda:Generic[T]); t(lambda:Generic[()]); t(lambda:Generic[Ts]); t(lambda:Generic[*Ts])
print(Generic.__flags__ & (1<<8), Generic.__basicsize__)
t(setter,Generic,'foo')
print(TypeVar.__typing_subst__, TypeVar.__bound__, TypeVar.__name__, TypeVar.__module__, TypeVar.__dict__['__name__'])
