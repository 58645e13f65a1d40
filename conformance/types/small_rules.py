"""Compared with 3.13: messages and rules that programs seldom meet."""
import warnings, sys
def case(f):
    try: print(f.__name__, f())
    except BaseException as e: print(f.__name__, type(e).__name__, e)
@case
def slotname():
    class X:
        __slots__=('a',)
    x=X(); x.a
@case
def slotdel():
    class X:
        __slots__=('a',)
    x=X(); del x.a
@case
def nested_attr():
    class X: pass
    X().foo
@case
def cc2():
    ns={}
    exec("class _C:\n  res = [__class__ for x in [1]]\n",ns); return ns['_C'].res
@case
def cc3():
    ns={}
    exec("class _C:\n  class C:\n    def method(self): super()\n    [y for y in [1]]\n  [super for _ in [1]]\n  [super for _ in [1]]\n",ns); return 1
@case
def cc4():
    ns={}
    exec("def f():\n  x=1\n  a=[1 for x in [2]]\n  b=[x for _ in [1]]\n  return a,b,x\nprint(f())\n",ns)
@case
def cc5():
    ns={}
    exec("def f():\n  x='one'\n  y=lambda:0\n  g=lambda: [x for y in [1]]\n  z=[x for x in range(2)]\n  w=[(x,y) for x in [2] for y in [3]]\n  return x,g(),z,w,y()\nprint(f())\n",ns)
@case
def reuse():
    [x for x in range(3)]; 
    return [(x := x) if 0 else 1 for y in [1]] if 0 else [x for x in [1]]
@case
def reuse2():
    def f(x):
        a=[x for x in x]
        b=[x for x in x]
        c=[x for x in x]
        return a,b,c,x
    return f([1,2])
@case
def reuse3():
    def f():
        x=5
        a=[lambda: x for x in range(2)]
        b=[x for x in range(2)]
        return [g() for g in a],b,x
    return f()
@case
def slicebool():
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        ~True
        return [str(x.message) for x in w]
@case
def partialmeth():
    import functools
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        class A:
            m=functools.partial(lambda self=1:self)
        A().m()
        return [str(x.message) for x in w]
@case
def nonstr():
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        X=type('X',(),{5:3})
        return [str(x.message) for x in w]
@case
def setdict():
    class D: __slots__=()
    d=D(); d.__dict__={}
@case
def setdict2():
    class Base: pass
    class M(type): pass
    class D(BaseException): pass
    e=D(); del e.__dict__
@case
def never():
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        async def f(): pass
        f(); import gc; gc.collect()
        return [str(x.message) for x in w]
@case
def zipstrict():
    def g():
        yield 1
        raise StopIteration
    class It:
        def __init__(s): s.n=0
        def __iter__(s): return s
        def __next__(s):
            s.n+=1
            if s.n>2: raise StopIteration
            return s.n
    return list(zip([1,2,3],It(),strict=True))
@case
def zipstrict2():
    class Error(Exception): pass
    class It:
        def __init__(self,size): self.size=size
        def __iter__(self): return self
        def __next__(self):
            self.size-=1
            if self.size<0: raise StopIteration
            return self.size
    return list(zip(It(2),[1,2,3],strict=True))
@case
def evalmap():
    class M(dict):
        def __missing__(s,k): return 42
    return eval('superglobal',{'__builtins__':M()})
@case
def typens():
    d={'b':2,'a':1}
    C=type('C',(),d)
    return [k for k in C.__dict__ if k in d]
@case
def typedoc2():
    t=type('C',(),{}); t.__doc__='x'; t.__doc__='a\udcddb'; return t.__doc__ == 'a\udcddb'
@case
def structc():
    import time
    return time.struct_time("123456789")
@case
def structc2():
    import time
    return time.struct_time(sequence=(1,)*9, dict={'x':1})
@case
def orders():
    from collections import OrderedDict
    d=OrderedDict(a=1); d.pop('b')
@case
def ppart():
    class S(tuple): pass
    def match(x):
        match x:
            case {}: return 'map'
            case []: return 'seq'
    import collections.abc as c
    class A: pass
    class M(A, c.Mapping):
        __len__=__getitem__=__iter__=lambda *a:0
    class Q(A, c.Sequence):
        __len__=lambda *a:0
        __getitem__=lambda *a:0
    class M2(dict,A): pass
    class Q2(A,list): pass
    class X(c.Sequence,c.Mapping):
        __len__=lambda *a:0
        __getitem__=lambda *a:0
        __iter__=lambda *a:0
    class Y(c.Mapping,c.Sequence):
        __len__=lambda *a:0
        __getitem__=lambda *a:0
        __iter__=lambda *a:0
    return [match(k()) for k in (M,Q,M2,Q2,X,Y)]
@case
def dupkeys():
    compile("match 0:\n case {-1:_, -1:_}: pass",'','exec')
@case
def pat():
    compile("match ...:\n case ...: pass",'','exec')
@case
def pat2():
    compile("match 0:\n case {...: _}: pass",'','exec')
class X(object):
    __slots__ = "a"
class SubStr(str): pass
def f():
    class Y(object):
        __slots__ = (SubStr('x'),)
    try: Y().a
    except AttributeError as e: print(e)
    class Z:
        __slots__='a'
    for i in range(5):
        try: Z().a
        except AttributeError as e: print(e)
    try: del Z().a
    except AttributeError as e: print(e)
    try: Z().b
    except AttributeError as e: print(e)
    class W:
        __slots__=('x',)
    try: W().a
    except AttributeError as e: print(e)
f()
try: X().a
except AttributeError as e: print(e)
