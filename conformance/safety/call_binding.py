"""Python code that runs while arguments are bound or a frame is taken down finds the registers in order."""
import weakref, sys, gc
# B: code dies at frame end with callback
def make():
    d={}
    exec("def f(a, b=[1,2]):\n    x=[a]\n    return x", d)
    return d.pop('f')
def cb(r):
    y=[i for i in range(10)]
    print("cb", len(y), sum(y))
f=make()
w=weakref.ref(f.__code__, cb)
def go():
    global f
    g=f
    f=None
    return g
def run(h):
    k=h
    del h
    return k
# function that deletes itself while running
d={}
src='''
def selfdel(a):
    global selfdel
    del selfdel
    t=[a]*3
    return t
'''
exec(src,d)
w2=weakref.ref(d['selfdel'].__code__, cb)
print(d['selfdel'](5))
f=None
class S(str):
    def __hash__(self):
        t=[object() for _ in range(20)]
        return str.__hash__(self)
    def __eq__(self,o):
        t=[object() for _ in range(20)]
        return str.__eq__(self,o)
def kw(a,b=2,*args,c=3,**rest):
    return a,b,args,c,rest
class D:
    def __init__(self,n): self.n=n
    def __del__(self):
        l=[self.n]*10
        z=kw(1,*l,**{S('q'):1})
        print("del",self.n)
print(kw(D(1),**{S('b'):[1],S('zz'):D(2)})[3])
try: kw(D(1),D(2),D(3),a=D(4))
except TypeError as e: print(e)
def pos(a,b): return a,b
for i in range(3):
    try: pos(*[D(i) for i in range(6)])
    except TypeError as e: print(e)
    try: pos(D(1),D(2),D(3),D(4))
    except TypeError as e: print(e)
    try: pos(D(1),c=D(2),d=D(3))
    except TypeError as e: print(e)
    try: pos(**{S('c'):D(2)})
    except TypeError as e: print(e)
    try: list(map(pos,[D(8)],[D(9)],[D(10)]))
    except TypeError as e: print(e)
