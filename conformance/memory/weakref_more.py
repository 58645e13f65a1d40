"""Compared with 3.13: weakref more."""
import weakref,gc,sys
class A: 
    def m(s): return 1
    def __repr__(s): return "A"
def t(l,f):
    try: print(l,f())
    except Exception as e: print(l,type(e).__name__,"|",e)
a=A(); r=weakref.ref(a); r2=weakref.ref(a); print(r is r2, weakref.getweakrefcount(a), sys.getrefcount(r), sys.getrefcount(a))
cb=lambda x:print("cb",x is r3); r3=weakref.ref(a,cb); r4=weakref.ref(a,cb); print(r3 is r4, weakref.getweakrefcount(a)); print([x is y for x,y in zip(weakref.getweakrefs(a),(r,r3,r4))], r3.__callback__ is cb, r.__callback__)
p=weakref.proxy(a); p2=weakref.proxy(a); print(p is p2, weakref.getweakrefcount(a), type(p).__name__); print(weakref.getweakrefs(a)[1] is p)
pc=weakref.proxy(len); print(type(pc).__name__, pc([1]))
print(hash(r)==hash(a), r==r2, r==r3, r!=r4); del r4
del a; print(r(), r3(), r==r2, r==r3, r3.__callback__)
t("proxy",lambda:p.m()); t("repr",lambda:repr(r).split(" at ")[0]+"; dead" if "dead" in repr(r) else repr(r)); t("bool",lambda:bool(p)); t("eq",lambda:p==1)
class B(A): pass
class R(weakref.ref):
    __slots__=("k",)
    def __new__(c,o,cb=None,k=0): x=super().__new__(c,o,cb); x.k=k; return x
    def __init__(s,o,cb=None,k=0): super().__init__(o,cb)
b=B(); x=R(b,k=5); y=R(b,k=6); print(x is y, x.k,y.k, weakref.getweakrefcount(b), x==y, sys.getsizeof(x), sys.getsizeof(weakref.ref(b)))
wm=weakref.WeakMethod(b.m); print(wm()(), wm().__self__ is b); 
d=weakref.WeakValueDictionary(); d["a"]=b; k=weakref.WeakKeyDictionary(); k[b]=1; s=weakref.WeakSet([b]); print(len(d),len(k),len(s), weakref.getweakrefcount(b), list(d), list(k)==[b], b in s)
f=weakref.finalize(b,print,"fin",1); print(f.alive, f.peek()[1:], f.atexit)
del b; print(len(d),len(k),len(s),wm(),x(), f.alive)
o=[]
class L(list): pass
class D(dict): pass
class I(int): pass
class T(tuple): pass
class S: __slots__=()
class S2: __slots__=("__weakref__",)
def gen(): yield
for z in (L(),D(),I(),S2(),gen(),gen,A,A().m,{1},frozenset(),len,[].append,type,property(),sys,memoryview(b""),(i for i in ()),iter,print,ValueError(),__import__("types").SimpleNamespace(),__import__("collections").deque(),__import__("collections").OrderedDict(),__import__("functools").partial(len),gen.__code__,classmethod(len),staticmethod(len),A.__dict__["m"],type(d),__import__("re").compile("a"),range(3),T(),S(),object(),1,"a",(),[],{},None,1.0,1j,b"",bytearray(),slice(1),iter([]),iter({}),{}.keys(),enumerate([]),zip(),map(len,[]),reversed([]),super(A,A()),str.join,A.__init__,sys._getframe(),gen().gi_frame,list[int],int|str,...,r,p):
    try: weakref.ref(z); print(type(z).__name__,"ok")
    except TypeError as e: print(e)
    except ReferenceError as e: print("RE",e)
order=[]
c=A(); refs=[weakref.ref(c,lambda r,i=i:order.append(i)) for i in range(4)]; del c; print(order)
order.clear(); c=A(); c.c=c; refs=[weakref.ref(c,lambda r,i=i:order.append(i)) for i in range(3)]; del c; gc.collect(); print(order)
order.clear(); c=A(); c.c=c; c.r=weakref.ref(c,lambda r:order.append("inner")); del c; gc.collect(); print(order)
class Z:
    def __del__(s): order.append(("del",w() is None))
order.clear(); c=Z(); w=weakref.ref(c,lambda r:order.append("cb")); del c; print(order)
order.clear(); c=Z(); c.c=c; w=weakref.ref(c,lambda r:order.append("cb")); del c; gc.collect(); print(order)
class Q:
    def __del__(s): global q; q=s
c=Q(); w=weakref.ref(c); del c; print(type(w()).__name__, q is not None); del q; print(w())
def bad(r): raise ValueError("cb")
c=A(); w=weakref.ref(c,bad)
import io; old=sys.stderr; sys.stderr=io.StringIO(); del c; v=sys.stderr.getvalue(); sys.stderr=old; print(v.splitlines()[0][:30], v.splitlines()[-1])
m=weakref.WeakValueDictionary(); m.update({1:A}); print(m.get(1) is A, m.get(2,3), m.pop(1) is A, len(m)); t("pop",lambda:m.pop(1)); t("setdef",lambda:m.setdefault(1,A) is A); print(list(m.items())==[(1,A)], [type(x).__name__ for x in m.valuerefs()])
