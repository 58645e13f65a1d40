"""Frames and generators that end while somebody looks at them, or end themselves."""
import sys, gc, weakref
log=[]
class D:
    def __init__(self,n): self.n=n
    def __del__(self):
        f=sys._getframe()
        names=[]
        while f:
            names.append((f.f_code.co_name, sorted(k for k in f.f_locals if len(k)<3) if f.f_code.co_name!='<module>' else None))
            f=f.f_back
        l=[self.n]*10
        print("del",self.n,names)
def g1(a):
    b=D('b'); c=D('c')
    yield 1
    yield 2
def use():
    x=g1(D('a'))
    next(x)
    x.close()
    x=g1(D('a2')); next(x); del x
    x=g1(D('a3'))
    for i in x: pass
    x=g1(D('a4')); next(x)
    try: x.throw(ValueError('v'))
    except ValueError as e: print('caught', e.__traceback__.tb_next.tb_frame.f_locals.keys())
    e=None
    print('end use')
use()
# generator that deletes itself while running
def selfie():
    global s
    d=D('in selfie')
    del s
    gc.collect()
    yield 1
    print('not reached')
s=selfie()
try: print(next(s))
except NameError as e: print(e)
s=None
def selfie2():
    global s
    x=yield 1
    s=None
    x=yield 2
    print("unreachable?")
s=selfie2()
next(s)
try: print(s.send(D('sent')))
except Exception as e: print(type(e),e)
# for loop whose iterator generator refers to the frame
def loop():
    def gen():
        nonlocal it
        it=None
        yield 1
        yield 2
    it=gen()
    for v in it: print(v, it)
loop()
# resurrect generator frames
class R:
    def __del__(self):
        global keep
        keep=self.g
def rg(r):
    r.g=None
    try: yield r
    finally: print('fin')
r=R(); q=rg(r); next(q); r.g=q
del r,q
gc.collect()
print(type(keep).__name__)
keep=None
gc.collect()
# frame objects
def fr():
    x=D('frx')
    f=sys._getframe()
    return f
f=fr(); print(f.f_locals['x'].n, f.f_back.f_code.co_name)
f.clear()
print(f.f_locals)
del f
def genf():
    x=D('genx')
    yield sys._getframe()
    yield 5
g=genf(); f=next(g)
print(f is g.gi_frame, f.f_locals['x'].n)
try: f.clear()
except RuntimeError as e: print(e)
print(g.gi_frame is f, list(f.f_locals))
try: print(next(g))
except StopIteration: print('stop')
del g,f
g=genf(); f=next(g); del g
print(f.f_locals)
f=None
