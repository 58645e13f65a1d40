"""Compared with 3.13: what `reversed` of an instance of a class built on a native sequence asks for its items."""
import gc,sys,array
class T(tuple): pass
class L(list): pass
class S(str): pass
class Y(bytes): pass
class BA(bytearray): pass
class A(array.array): pass
class L2(L):
    def __getitem__(self, i): print("got", i); return super().__getitem__(i)
class T2(T):
    def __getitem__(self, i): print("got", i, type(i)); return super().__getitem__(i)
gc.collect()
for o in (T((1,2)),L((1,2)),S('ab'),Y(b'ab'),BA(b'ab'),A('i',[1,2]),L2((1,2)),T2((1,2))):
    gc.collect()
    a=gc.get_count()[0]
    r=list(reversed(o))
    b=gc.get_count()[0]
    print(type(o).__name__, r, b-a)
    it=reversed(o)
    gc.collect()
    a=gc.get_count()[0]
    next(it)
    b=gc.get_count()[0]
    print(b-a)
T.__getitem__=lambda s,i: 9
print(list(reversed(T((1,2)))), T((1,2))[0])
del T.__getitem__
print(list(reversed(T((1,2)))), T((1,2))[0])
class N(T): pass
print(list(reversed(N((1,2)))))
class M(L, S.__mro__[1].__mro__[1]): pass
print(list(reversed(M((1,2)))))
