"""Compared with 3.13: slots more."""
import sys,gc
def t(l,f):
    try: print(l,"->",f())
    except Exception as e: print(l,type(e).__name__,"|",e)
class A: __slots__=("a","_b","__c")
t("dir",lambda:[x for x in A.__dict__ if not x.startswith("__")])
a=A()
t("get",lambda:a.a)
a.a=1; t("get",lambda:a.a)
del a.a; t("del",lambda:a.a); t("del2",lambda:delattr(a,"a"))
t("set x",lambda:setattr(a,"x",1)); t("dict",lambda:a.__dict__); t("vars",lambda:vars(a))
t("desc",lambda:(A.a,A.a.__name__,A.a.__objclass__,A.a.__doc__,type(A.a)))
t("get cls",lambda:A.a.__get__(None,A)); t("get wrong",lambda:A.a.__get__(1)); t("set wrong",lambda:A.a.__set__(1,2))
t("bad1",lambda:type("X",(),{"__slots__":"a b"})); t("bad2",lambda:type("X",(),{"__slots__":["1a"]})); t("bad3",lambda:type("X",(),{"__slots__":[1]})); t("bad4",lambda:type("X",(),{"__slots__":("a",),"a":1})); t("bad5",lambda:type("X",(int,),{"__slots__":("a",)})); t("bad6",lambda:type("X",(tuple,),{"__slots__":("a",)})); t("bad7",lambda:type("X",(),{"__slots__":("__dict__","__dict__")})); t("bad8",lambda:type("X",(A,),{"__slots__":("__weakref__","__weakref__")}))
t("str",lambda:type("X",(),{"__slots__":"abc"}).__slots__); t("empty",lambda:sys.getsizeof(type("X",(),{"__slots__":()})())); t("dict slots",lambda:type("X",(),{"__slots__":{"a":"doc a"}}).a.__doc__)
class B: __slots__=("b",)
t("multi",lambda:type("X",(A,B),{})); t("multi2",lambda:type("X",(A,type("Y",(),{"__slots__":()})),{}))
class C(A): pass
c=C(); c.a=1; c.z=2; t("c",lambda:(c.__dict__,c.a,sys.getsizeof(c)))
class D(A): __slots__=("a",)
d=D(); d.a=5; t("shadow",lambda:(d.a,hasattr(d,"_b"),A.a.__get__(d,D) if 0 else None)); t("shadow base",lambda:A.a.__get__(d))
t("class assign",lambda:setattr(a,"__class__",B)); 
class A2: __slots__=("a","_b","__c")
t("class assign same",lambda:setattr(a,"__class__",A2)); 
class E1: __slots__=("a","b")
class E2: __slots__=("b","a")
class E3: __slots__=("a","b")
e=E1(); e.a=1; e.b=2
t("ca1",lambda:setattr(e,"__class__",E2)); t("ca2",lambda:setattr(e,"__class__",E3)); t("ca3",lambda:(type(e).__name__,e.a,e.b))
class F1: pass
class F2: pass
f=F1(); f.x=1
t("ca4",lambda:(setattr(f,"__class__",F2),f.x,type(f).__name__)); t("ca5",lambda:setattr(f,"__class__",A)); t("ca6",lambda:setattr(f,"__class__",int)); t("ca7",lambda:setattr(1,"__class__",A)); t("ca8",lambda:setattr(f,"__class__",3)); t("ca9",lambda:delattr(f,"__class__"))
t("refs",lambda:(lambda o:(setattr(a,"a",o),sys.getrefcount(o)))(object())) 
x=object(); b=B(); b.b=x; r=sys.getrefcount(x); del b; print(r-sys.getrefcount(x))
b=B(); b.b=b; import weakref
class W(B): __slots__=("__weakref__",)
gc.collect(); w=W(); w.b=w; r=weakref.ref(w); del w; print(gc.collect(), r())
t("noweak",lambda:weakref.ref(B())); t("basicsize",lambda:[k.__basicsize__ for k in (A,B,C,D,E1,W,F1)])
t("slots attr",lambda:(A.__slots__,C.__dict__.get("__slots__")))
t("copy",lambda:__import__("copy").copy(e).a); t("reduce",lambda:e.__reduce_ex__(2)[2]); t("getstate",lambda:e.__getstate__()); t("reduce0",lambda:e.__reduce_ex__(0))
