"""Compared with 3.13: gc instance dicts."""
import gc
class F:
    def __init__(s,n): s.n=n
class A: pass
def t(f):
    gc.collect(); f(); print(gc.collect())
def f():
    a=F(1); a.me=a; a.__dict__['k']=property(len)
t(f)
def f():
    a=F(1); a.me=a; d=a.__dict__; print(gc.is_tracked(d)); d['k']=property(len); print(gc.is_tracked(d))
t(f)
def f():
    a=F(1); a.me=a; d=a.__dict__; print(gc.is_tracked(d))
t(f)
def f():
    a=F(1); d=a.__dict__; print(gc.is_tracked(d)); d['k']=[]; print(gc.is_tracked(d)); a.me=a
t(f)
def f():
    a=F(1); d=a.__dict__; d['n']=[]; print(gc.is_tracked(d)); a.me=a;d['me']=[]; print(gc.is_tracked(d));  d.update(z=[]); print(gc.is_tracked(d))
t(f)
def f():
    a=A(); d=a.__dict__; d['n']=[]; print(gc.is_tracked(d)); d.setdefault('q',[]);print(gc.is_tracked(d)); d[1]=[]; print(gc.is_tracked(d))
t(f)
def f():
    a=A(); a.x=[]; d=a.__dict__; print(gc.is_tracked(d)); a.y=[];del a;print(gc.is_tracked(d))
t(f)
def f():
    a=A(); a.x=1; d=a.__dict__; print(gc.is_tracked(d)); d.setdefault('y',[]);print(gc.is_tracked(d)); d |= {'z':[]}; print(gc.is_tracked(d)); del a; print(gc.is_tracked(d)); d['u']=[];print(gc.is_tracked(d))
t(f)
