"""Compared with 3.13: which tuple of arguments an exception or a getter keeps, and what a call with too many says."""
import sys, itertools, functools, operator
t=(1,2)
e=KeyError(*t); print(e.args is t)
class E(Exception):
    def __init__(self,*a):
        super().__init__(*a); print(self.args is a, sys.getrefcount(a))
E(1,2)
class G(Exception): pass
print(G(*t).args is t)
def f(*a,**k): return KeyError(*a,**k)
print(f(*t).args==t)
class H(Exception):
    def __init__(self,*a,**k): super().__init__(*a,**k); print(self.args is a)
H(1)
class K(Exception):
    def __new__(cls,*a): o=super().__new__(cls,*a); print(o.args is a); return o
    def __init__(self,*a): super().__init__(*a); print(self.args is a)
print(K(*t).args is t)
print(OSError(*t).args is t, OSError(*(1,)).args, StopIteration(*t).args is t, SystemExit(*t).args is t, ImportError(*t).args is t, UnicodeDecodeError(*('a',b'b',0,1,'c')).args)
i=operator.itemgetter(*t); import gc; print([x is t for x in gc.get_referents(i)])
c=itertools.chain(*[[1]]); print(list(c))
try: raise ExceptionGroup(*('a',[ValueError()]))
except ExceptionGroup as g: print(g.args)
def bad(a=1): pass
bad.__defaults__=(1,2,3)
for call in (lambda: bad(1,2), lambda: bad(z=1)):
    try: call()
    except TypeError as x: print(x)
def bad2(): pass
bad2.__defaults__=(1,)
try: bad2(1)
except TypeError as x: print(x)
def bad3(a,b): pass
bad3.__defaults__=(1,2,3,4)
try: bad3(1,2,3)
except TypeError as x: print(x)
