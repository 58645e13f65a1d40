"""Recursion without end through every hook a class can have: RecursionError, with the words of 3.13."""
import sys
def tryit(name, f):
    try:
        r=f()
        print(name,"->",type(r).__name__)
    except BaseException as e:
        print(name, type(e).__name__, str(e)[:90])
def rec(n=0): return rec(n+1)
tryit("function", rec)
class A:
    def __repr__(self): return repr(self)
    def __getattr__(self,n): return getattr(self,n+'x')
    def __eq__(self,o): return self==o
    def __hash__(self): return hash(self)
    def __call__(self): return self()
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __iter__(self): return iter(self)
    def __getitem__(self,k): return self[k]
    def __add__(self,o): return self+o
    def __str__(self): return str(self)
    def __format__(self,s): return format(self,s)
    def __lt__(self,o): return self<o
    def __contains__(self,o): return o in self
    def __index__(self): return [1][self]
    def __int__(self): return int(self)
    def __enter__(self):
        with self: pass
    def __exit__(self,*a): pass
    def __setattr__(self,n,v): setattr(self,n,v)
    def __delattr__(self,n): delattr(self,n)
    def __neg__(self): return -self
    def __bytes__(self): return bytes(self)
    def __reduce__(self): return self.__reduce__()
    def __dir__(self): return dir(self)
    def __instancecheck__(self, o): return isinstance(o,self)
a=A()
for n,f in [("repr",lambda:repr(a)),("getattr",lambda:a.q),("eq",lambda:a==1),("hash",lambda:hash(a)),("call",lambda:a()),("len",lambda:len(a)),("bool",lambda:bool(a)),("iter",lambda:iter(a)),("getitem",lambda:a[1]),("add",lambda:a+1),("str",lambda:str(a)),("format",lambda:format(a,'')),("lt",lambda:a<1),("contains",lambda:1 in a),("index",lambda:[1][a]),("int",lambda:int(a)),("enter",lambda:a.__enter__()),("setattr",lambda:setattr(a,'x',1)),("delattr",lambda:delattr(a,'x')),("neg",lambda:-a),("bytes",lambda:bytes(a)),("dir",lambda:dir(a)),("isinstance",lambda:isinstance(1,a))]:
    tryit(n,f)
class M(type):
    def __getattr__(c,n): return getattr(c,n+'y')
    def __call__(c,*a): return c(*a)
class MM(metaclass=M): pass
tryit("meta getattr", lambda: MM.foo)
tryit("meta call", lambda: MM(1))
class P:
    @property
    def p(self): return self.p
tryit("property", lambda: P().p)
class N:
    def __new__(c): return N()
tryit("new", lambda: N())
class I:
    def __init__(self): I()
tryit("init", lambda: I())
class Dl:
    def __del__(self): Dl()
tryit("lambda", lambda: (lambda f: f(f))(lambda f: f(f)))
def gen():
    yield from gen()
tryit("gen", lambda: next(gen()))
def lg(): return [x for x in lg()]
tryit("listcomp", lg)
def mp(x): return list(map(mp,[x]))
tryit("map", lambda: mp(1))
def st(x): return sorted([1,2],key=st)
tryit("sort", lambda: st(1))
def ex(): exec("ex()", globals())
tryit("exec", ex)
def ev(): return eval("ev()", globals())
tryit("eval", ev)
import functools
pf=functools.partial(lambda: pf())
tryit("partial", lambda: pf())
@functools.lru_cache(None)
def lc(n): return lc(n+1)
tryit("lru", lambda: lc(0))
def imp(): __import__('rec_nonexistent') 
class Desc:
    def __get__(s,o,t): return o.d
class HD: d=Desc()
tryit("desc", lambda: HD().d)
import re
tryit("re", lambda: re.sub('a', lambda m: re.sub('a', lambda m: rec(), 'a'), 'a'))
class E(Exception):
    def __str__(self): return str(self)
tryit("excstr", lambda: str(E()))
def fin():
    try: fin()
    finally: fin()
print("limit", sys.getrecursionlimit())
