"""What can't be pickled, and how it is told; the fast mode."""
import copyreg
import io
import pickle
import re
import sys
import _pickle

class MyList(list): pass
def t(f):
    try: print(ascii(f()))
    except BaseException as e: print(type(e).__name__, ascii(re.sub('0x[0-9a-f]+', 'ADDRESS', str(e)[:300])), repr(e.__context__)[:200], repr(e.__cause__))
copyreg.add_extension(__name__,'MyList',0x11)
key=(__name__,'MyList')
for bad in ('x', 1.5, object, 0, -1, 0x80000000, 1<<80, None, 0x7fffffff, 256, 65536):
    copyreg._extension_registry[key]=bad
    t(lambda: pickle.dumps(MyList,2))
copyreg._extension_registry[key]=0x11
for bad in ('x', ('a',), (1,2), None, ('a',2), ('__main__','MyList')):
    copyreg._inverted_registry[0x11]=bad
    t(lambda: pickle.loads(b'\x80\x02\x82\x11.'))
t(lambda: copyreg._extension_cache)
t(lambda: pickle.loads(b'\x80\x02\x82\x00.'))
t(lambda: pickle.loads(b'\x80\x02\x82\x07.'))
t(lambda: pickle.loads(b'\x80\x02\x84\xff\xff\xff\xff.'))
def f():
    def g(): pass
    return g
t(lambda: pickle.dumps(f()))
t(lambda: pickle.dumps(lambda: 0))
class NoMod: pass
NoMod.__module__='nomod'
t(lambda: pickle.dumps(NoMod))
NoMod.__module__=None
t(lambda: pickle.dumps(NoMod))
NoMod.__module__=5
t(lambda: pickle.dumps(NoMod))
class X: pass
Y=X
class X: pass
t(lambda: pickle.dumps(Y))
Y.__qualname__='zzz'
t(lambda: pickle.dumps(Y))
class R:
    def __init__(self, r): self.r=r
    def __reduce_ex__(self, p): return self.r
class Bad:
    def __reduce_ex__(self,p): 1/0
t(lambda: pickle.dumps(Bad()))
for r in (1, None, (), (1,), (1,2), (int,2), (int,()), (int,(),None), (int,(),{},1), (int,(),None,None,1), (int,(),None,None,None,1), (int,(),1,None,None,print), (1,2,3,4,5,6,7), 'R', 'nope', 'R.__init__', (copyreg.__newobj__,()), (copyreg.__newobj__,(1,)), (copyreg.__newobj__,(int,)), (copyreg.__newobj__,(R,)), (copyreg.__newobj_ex__,()), (copyreg.__newobj_ex__,(1,2,3)), (copyreg.__newobj_ex__,(R,2,3)), (copyreg.__newobj_ex__,(R,(),3)), (copyreg.__newobj_ex__,(R,(1,),{'a':1})),
  (list,(),None,iter([1,2,3])),(list,(),None,iter([1])),(list,(),None,iter(range(1000))),(list,(),None,iter(range(1001))), (dict,(),None,None,iter([(1,2)])), (dict,(),None,None,iter([(1,2),(3,4)])), (dict,(),None,None,iter([1])), (dict,(),None,None,iter([(1,2),2]))):
    for p in (0,1,2,4):
        t(lambda: pickle.dumps(R(r),p)[:100] if not hasattr(r,'__iter__') or isinstance(r,str) else pickle.dumps(R(tuple(iter(list(x)) if hasattr(x,'__next__') else x for x in r)),p)[-60:])
class M(type): pass
class C(metaclass=M): pass
t(lambda: pickle.dumps(C))
t(lambda: pickle.loads(pickle.dumps(C)))
t(lambda: pickle.dumps(type(None)))
t(lambda: [pickle.loads(pickle.dumps(x,p)) for p in range(6) for x in (type(None), type(...), type(NotImplemented),NotImplemented,...)])
import os.path
t(lambda: pickle.dumps([].append))
t(lambda: pickle.dumps(''.join,2))
t(lambda: pickle.dumps(''.join,4))
t(lambda: pickle.dumps(dict.fromkeys,2))
t(lambda: pickle.dumps(os.path.join,0))
t(lambda: pickle.dumps(sys))
t(lambda: pickle.dumps((i for i in [])))
t(lambda: pickle.dumps(open))
# fast
def fast(o,p=4):
    f=io.BytesIO(); q=_pickle.Pickler(f,p); q.fast=True; q.dump(o); return f.getvalue()
t(lambda: fast([1,[2],'a','a',(1,2)]))
l=[]; l.append(l)
t(lambda: fast(l)[:50])
def nest(n,k):
    r=[]
    for i in range(n): r=k(r)
    return r
for n in (48,49,50,51,100): 
    t(lambda: len(fast(nest(n,lambda r:[r]))))
    t(lambda: len(fast(nest(n,lambda r:{1:r}))))
    t(lambda: len(fast(nest(n,lambda r:(r,)))))
    r=frozenset()
    for i in range(n): r=frozenset([r])
    t(lambda: len(fast(r)))
    t(lambda: len(fast([r,r])))
f=io.BytesIO(); q=_pickle.Pickler(f,4); q.fast=True
r=frozenset()
for i in range(60): r=frozenset([r])
for i in range(3): t(lambda: q.dump(r))
# identifiers
exec('class \u00e9t\u00e9: pass')
for p in range(6): t(lambda: pickle.dumps(globals()['été'],p))
