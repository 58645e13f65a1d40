"""Compared with 3.13: refcount exhausted iterators."""
import gc,sys
for mk in (lambda l: reversed(l), iter):
    l=[1]; e=mk(l); print(sys.getrefcount(l)); list(e); print(sys.getrefcount(l)); 
    l=[1]; e=mk(l); next(e); next(e,None); print(sys.getrefcount(l))
    l=[1]; e=mk(l); 
    for x in e: pass
    print(sys.getrefcount(l), e.__length_hint__(), e.__reduce__()[0].__name__)
for mk in (lambda l: reversed(l), iter):
    l=(1,2,[]); e=mk(l); print(sys.getrefcount(l)); list(e); print(sys.getrefcount(l)); 
    l="ab"*sys.getrefcount([]); e=mk(l); list(e); print(sys.getrefcount(l)); 
    l={1:2}; e=mk(l); list(e); print(sys.getrefcount(l)); 
    l={1:2}; v=l.values();e=mk(v); list(e); print(sys.getrefcount(l)); 
l={1}; e=iter(l); list(e); print(sys.getrefcount(l)); 
