# What of a source is interned, and for how long.
import sys
def outer():
    class C:
        class D:
            def m(self): pass
    return C
C=outer()
code=outer.__code__.co_consts[1]
q=C.__qualname__
print(q, sys.getrefcount(q), sys._is_interned(q), q is code.co_qualname, [q is c for c in code.co_consts], code.co_consts[0])
del q
q=C.D.__qualname__
dcode=[c for c in code.co_consts if hasattr(c,'co_name')][0]
print(q, sys.getrefcount(q), sys._is_interned(q), q is dcode.co_qualname, [q is c for c in dcode.co_consts])
q=C.D.m.__qualname__
print(q, sys.getrefcount(q), sys._is_interned(q))
x=lambda: (lambda: 0)
g=(i for i in ())
print(sys.getrefcount(g.__qualname__), g.__qualname__, sys.getrefcount(x().__qualname__))
def gen():
    yield
    def ff(): yield
    yield ff
h=gen(); next(h); ff=next(h)
print(sys.getrefcount(h.__qualname__), sys.getrefcount(ff.__qualname__), sys.getrefcount(ff().__qualname__))
def outer2():
    def k(): pass
    return k
a,b=outer2(),outer2()
print(a.__qualname__ is b.__qualname__, sys.getrefcount(a.__qualname__))
def glob():
    global gk, GC
    def gk(): pass
    class GC: pass
glob()
print(sys.getrefcount(gk.__qualname__)>1000, sys.getrefcount(GC.__qualname__)>1000)
async def co(): pass
def outer3():
    async def c(): pass
    async def ag(): yield
    return c,ag
c,ag=outer3()
z=c()
print(sys.getrefcount(z.__qualname__), sys.getrefcount(ag.__qualname__), sys.getrefcount(z.__name__)>1000)
z.close()
def generic[T](): 
    def inner[U](x:U): pass
    return inner
print(generic.__qualname__, sys.getrefcount(generic().__qualname__), sys.getrefcount(generic.__qualname__)>1000)
class G[T]: 
    def inner[U](self, x:U): pass
    type al = int
print(G.inner.__qualname__, sys.getrefcount(G.inner.__qualname__), sys.getrefcount(G.__qualname__)>1000)
f=sys._getframe()
print(sys.getrefcount(f.f_code.co_qualname)>1000,sys.getrefcount(f.f_code.co_name)>1000)
print(sys.getrefcount(outer2.__code__.co_consts[1].co_qualname))
import types
def mk(): pass
ff=types.FunctionType(mk.__code__,{},"other")
print(ff.__qualname__,ff.__name__)
n='QQ'+str(5)
T=type(n,(),{})
print(sys.getrefcount(n), sys._is_interned(n), sys.getrefcount(T.__qualname__),T.__name__ is n)
import string
import textwrap
for x in textwrap.TextWrapper.wrap, string.Formatter.vformat:
    print(x.__qualname__, sys.getrefcount(x.__qualname__) > 10000)
    print(sys.getrefcount(x.__code__.co_filename) > 10000, sys._is_interned(x.__code__.co_filename))
