"""Compared with 3.13: destroy more."""
import gc, weakref, sys
class N:
    def __init__(s,n): s.n=n
    def __del__(s): print("del",s.n)
def t(l): print("--",l)
t("tuple"); x=(N(1),N(2),N(3)); del x
t("list"); x=[N(1),N(2),N(3)]; del x
t("dict"); x={1:N(1),"b":N(2),N("k"):N("v")}; del x
t("set of"); x={N(1)}; del x
t("nested"); x=[N("o"),[N("i1"),(N("i2"),{1:N("i3")})],N("o2")]; del x
t("attrs"); a=N("a"); a.x=N("x"); a.y=N("y"); a.z=a.x; del a
t("slots")
class S:
    __slots__=("p","q","r")
    def __del__(s): print("del S")
s=S(); s.r=N("r"); s.p=N("p"); s.q=N("q"); del s
t("clear"); x=[N(1),N(2)]; x.clear(); print("cleared")
t("slice assign"); x=[N(1),N(2),N(3)]; x[0:2]=[]; print("now"); del x
t("slice del"); x=[N(i) for i in range(5)]; del x[1:4]; print("now"); x[:]=[N("new")]; print("set"); del x
t("ext slice"); x=[N(i) for i in range(6)]; del x[::2]; print("now"); del x
t("pop"); x=[N(1),N(2)]; x.pop(); print("popped"); x.pop(0); print("p0")
t("dict clear"); d={i:N(i) for i in range(3)}; d.clear(); print("c")
t("dict set"); d={1:N("old")}; d[1]=N("new"); print("set"); d.pop(1); print("pop"); d.setdefault(2,N("sd")); d.update({2:N("u")}); print("upd"); del d[2]; print("end")
t("popitem"); d={1:N(1),2:N(2)}; d.popitem(); print("x"); del d
t("rebind"); x=N("a"); x=N("b"); print("r"); x=None
t("del in func")
def f():
    a=N("a"); b=N("b"); c=N("c")
    b=None
    print("end f")
f()
t("exc")
def g():
    a=N("g.a")
    raise ValueError
try: g()
except ValueError: print("caught")
print("after")
t("exc var")
try: g()
except ValueError as e: print("caught"); z=e
print("kept"); del z; print("gone")
t("gen")
def gn():
    a=N("gen a")
    try: yield 1
    finally: print("fin")
x=gn(); next(x); del x; print("x")
x=gn(); del x; print("unstarted")
t("gen close"); x=gn(); next(x); x.close(); print("closed"); del x
t("closure")
def outer():
    v=N("cell")
    def inner(): return v
    return inner
x=outer(); del x
t("default args")
def h(a=N("default")): pass
del h
t("class attr")
class K: a=N("ka"); b=N("kb")
del K; print("not yet"); gc.collect(); print("c")
t("comp"); [N(i) for i in range(3)]; print("done")
t("temp"); N("t1"); (N("t2"),N("t3")); print("x")
t("call"); (lambda *a: print("in"))(N("a1"),N("a2")); print("x")
t("kw"); (lambda **k: print("in"))(a=N("a1"),b=N("a2")); print("x")
t("binop")
class V(N):
    def __add__(s,o): return V(s.n+o.n)
(V("a")+V("b"))+V("c"); print("x")
t("chain"); a=N("h"); p=a
for i in range(3): p.nx=N(i); p=p.nx
del a; print("p"); del p
t("cycle"); a=N("c1"); a.o=N("c2"); a.o.o=a; del a; print(gc.collect())
t("cycle order"); l=[N(i) for i in range(5)]
for o in l: o.l=l
del l,o; print(gc.collect())
t("res")
keep=[]
class R(N):
    def __del__(s): print("res",s.n); keep.append(s)
r=R(1); del r; print(len(keep)); keep.clear(); print("again", len(keep))
t("iter"); it=iter([N(1),N(2)]); next(it); print("n"); del it
t("zip"); z=zip([N(1)],[N(2)]); next(z); print("n"); del z
t("map"); list(map(lambda o:None,[N(1),N(2)])); print("m")
t("for")
for o in [N(1),N(2)]: print("body")
print("after"); del o
for o in (N(i) for i in range(2)): print("b")
del o
t("while")
i=0
while i<2: w=N(i); i+=1
del w
t("with")
class CM(N):
    def __enter__(s): return s
    def __exit__(s,*a): print("exit")
with CM("cm"): print("in")
print("after")
with CM("cm2") as c: print("in")
del c
t("global del"); 
def gd():
    global GG
    GG=N("gg")
gd(); del GG
t("sorted"); sorted([N(1)],key=lambda o:1); print("s")
t("swap"); a=N("a"); b=N("b"); a,b=b,a; del a; print("x"); del b
t("unpack"); a,*b=N(1),N(2),N(3); del b; print("x"); del a
t("and or"); N("l") and N("r"); N("l") or N("r"); not N("n"); print("x")
t("ifexp"); N("t") if N("c") else 0; print("x")
t("subscript"); [N(1),N(2)][0]; print("x")
t("attr"); a=N("a"); a.b=N("b"); a.b=None; print("x"); del a.b; del a
t("callback order"); a=N("a"); r1=weakref.ref(a,lambda r:print("cb1")); r2=weakref.ref(a,lambda r:print("cb2")); del a
t("exit"); last=N("last"); lst=[N("l1"),N("l2")]
