"""Compared with 3.13: gc free lists."""
import gc,sys
gc.disable()
i=1
def probe(f, label):
    hold=[None]*60
    res=[]
    makers=[("dict",lambda:{}),("list",lambda:[]),("t1",lambda:(i,)),("t2",lambda:(i,i)),("t3",lambda:(i,i,i)),("t4",lambda:(i,i,i,i)),("t5",lambda:(i,)*5),("t6",lambda:(i,)*6),("t10",lambda:(i,)*10)]
    for name,m in makers:
        gc.collect()
        gc.get_count()
        a=gc.get_count()[0]
        f()
        b=gc.get_count()[0]
        n=0
        while True:
            hold[n]=m(); 
            c=gc.get_count()[0]
            if c!=b: break
            n+=1
        for k in range(60): hold[k]=None
        res.append((name,n))
    sys.stdout.write(f"{label} count={b-a} {[r for r in res if r[1]]}\n")
probe(lambda: None, "none")
def f():
    class Q: pass
probe(f,"class")
def f():
    class Q:
        def m(self): pass
probe(f,"class m")
class B: pass
def f():
    class Q(B): pass
probe(f,"class (B)")
class B2: pass
def f():
    class Q(B,B2): pass
probe(f,"class (B,B2)")
def f():
    class Q: __slots__=("a",)
probe(f,"class slots")
def f():
    class Q: __slots__=("b","a")
probe(f,"class slots2")
class M(type): pass
def f():
    class Q(metaclass=M): pass
probe(f,"class meta")
def f():
    class Q:
        def m(self): return __class__
probe(f,"__class__")
def f():
    class Q:
        def m(self): return Q
probe(f,"cell Q")
def f():
    class Q:
        def m(self): self.x=1
probe(f,"static attrs")
probe(lambda: type("A",(),{}),"type()")
probe(lambda: type("A",(B,),{}),"type(B)")
probe(lambda: M("A",(B,),{}),"M()")
def f():
    class Q(B):
        def __init_subclass__(cls): pass
    class R(Q): pass
probe(f,"init_subclass")
def f():
    class E(Exception): pass
    try: raise E(1)
    except E as e: pass
probe(f,"exc class")
def f():
    collections.namedtuple
def f():
    try: 1/0
    except ZeroDivisionError as e: pass
probe(f,"zerodiv")
def f():
    try: f2(1)
    except TypeError as e: pass
def f2(): pass
probe(f,"argerr")
def f2(a,b): pass
probe(f,"argerr2")
def f():
    with open("/dev/null") as x: pass
probe(lambda: dict(zip([1,2],[3,4])),"dict zip")
probe(lambda: [*map(str,[1,2])],"map")
probe(lambda: max([1,2],key=abs),"max")
probe(lambda: sorted([1,2],key=abs),"sorted")
probe(lambda: "{} {}".format(1,2),"format")
probe(lambda: {**{1:2},3:4},"dunpack")
probe(lambda: dict(a=1,b=2),"dict kw")
probe(lambda: {1:2}|{3:4},"d|d")
probe(lambda: {1,2}|{3},"s|s")
probe(lambda: str([1,[2],{3:4}]),"repr")
probe(lambda: "a,b".split(","),"split")
probe(lambda: isinstance(1,(int,str)),"isinst")
probe(lambda: list(enumerate([1,2])),"enum")
probe(lambda: list({1:2}.items()),"items")
probe(lambda: tuple(x for x in (1,2)),"tuple gen")
probe(lambda: list(x for x in (1,2)),"list gen")
probe(lambda: set(x for x in (1,2)),"set gen")
probe(lambda: print(end="",file=sys.stderr),"print")
probe(lambda: getattr(B(),"x",1),"getattr")
probe(lambda: B().__dict__,"dict attr")
probe(lambda: vars(B()),"vars")
probe(lambda: super(B,B()).__init__(),"super")
probe(lambda: object.__new__(B),"new")
probe(lambda: B.__call__(),"call")
probe(lambda: [].__len__(),"mw")
probe(lambda: list.__len__([]),"wd")
probe(lambda: property(f).fget,"prop")
probe(lambda: (lambda *a,**k:0)(1,2,x=3),"varargs")
probe(lambda: (lambda a,b=2:0)(1),"defaults")
probe(lambda: (lambda *a:0)(*[1,2]),"star list")
probe(lambda: (lambda **k:0)(**{"a":1}),"starstar")
probe(lambda: "%s %s"%(1,"a"),"pct")
probe(lambda: f"{1}{'a'!r:>3}","fstr")
probe(lambda: [1,2,3][0:2],"slice")
probe(lambda: (1,2,3)[0:i],"tslice")
probe(lambda: "".join(str(x) for x in [1]),"join gen")
probe(lambda: any([x for x in [1]]),"any")
probe(lambda: sum([[1],[2]],[]),"sum")
probe(lambda: divmod(7,2),"divmod")
probe(lambda: {}.popitem() if 0 else {1:2}.popitem(),"popitem")
