"""Compared with 3.13: __getstate__ of objects with and without attributes."""
class A: pass
a=A(); print(a.__getstate__()); a.__dict__; print(a.__getstate__()); a.x=1; print(a.__getstate__()); del a.x; print(a.__getstate__())
class S: __slots__=('x','__dict__')
s=S(); print(s.__getstate__()); s.y=1; print(s.__getstate__()); s.x=2; print(s.__getstate__()); del s.y; print(s.__getstate__())
class T: __slots__=('x',)
t=T(); print(t.__getstate__()); t.x=1; print(t.__getstate__())
class L(list): pass
print(L().__getstate__(), [].__getstate__())
import collections; print(collections.OrderedDict().__getstate__(), collections.OrderedDict(a=1).__reduce__()[:4])
print(ValueError().__getstate__())
def f(): pass
try: print(f.__getstate__(), f.__reduce_ex__(4))
except Exception as e: print(e)
f.x=1; print(f.__getstate__())
