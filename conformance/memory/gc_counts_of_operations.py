"""Compared with 3.13: gc counts of operations."""
import gc
gc.disable()
l=[1,2,3]
i=1
def f(*a, **k): pass
def g(*a): pass
def h(a,b,c): pass
def t(label, f):
    gc.collect()
    a=gc.get_count()[0]
    b=gc.get_count()[0]
    f()
    c=gc.get_count()[0]
    print(label,b-a,c-b)
t("f(*l)", lambda: f(*l))
t("g(*l)", lambda: g(*l))
t("h(*l)", lambda: h(*l))
t("h(*t)", lambda: h(*(1,2,3)))
t("f(1)", lambda: f(1))
t("f()", lambda: f())
t("slice", lambda: slice(1,2))
t("slice", lambda: slice(1,2))
class C: pass
t("getattr", lambda: getattr(C,"zz",None))
t("getattr", lambda: getattr(C(),"zz",None))
t("hasattr", lambda: hasattr(C,"zz"))
t("hasattr", lambda: hasattr(i,"zz"))
t("type", lambda: type("X",(),{}))
t("type", lambda: type("X",(C,),{}))
class M(type): pass
t("type", lambda: M("X",(C,),{}))
t("dict kw", lambda: dict(a=1,b=2))
t("setdefault", lambda: {}.setdefault(1,2))
t("except", lambda: next(iter(()),None))
def ex():
    try: {}["a"]
    except KeyError: pass
t("keyerr", ex)
def ex():
    try: [][1]
    except IndexError: pass
t("indexerr", ex)
def ex():
    try: i.zz
    except AttributeError: pass
t("attrerr", ex)
def ex():
    try: 1/0
    except ZeroDivisionError: pass
t("zerodiv", ex)
def ex():
    try: int("x")
    except ValueError: pass
t("valueerr", ex)
def ex():
    try: raise ValueError
    except ValueError: pass
t("raise cls", ex)
def ex():
    try: raise ValueError("a","b")
    except ValueError: pass
t("raise", ex)
def ex():
    try: zzz
    except NameError: pass
t("nameerr", ex)
def ex():
    try: len(5)
    except TypeError: pass
t("typeerr", ex)
def ex():
    try: h(1)
    except TypeError: pass
t("typeerr2", ex)
t("for", lambda: [x for x in l])
t("gen", lambda: [x for x in (y for y in l)])
t("dictcomp", lambda: {x:x for x in l})
t("setcomp", lambda: {x for x in l})
t("unpack", lambda: [*l, *l])
t("unpackt", lambda: (*l, *l))
t("dunpack", lambda: {**{1:2}})
t("fmt", lambda: f"{i:>3}")
t("fmt", lambda: "{:>3} {}".format(i,i))
t("pct", lambda: "%s %s %d" % (i,i,i))
t("sort", lambda: sorted(l, key=lambda x: -x))
t("lsort", lambda: l[:].sort())
t("sum", lambda: sum(l))
t("zip", lambda: dict(zip(l,l)))
t("enum", lambda: [x for x in enumerate(l)])
t("items", lambda: [x for x in {1:2,3:4}.items()])
t("rev", lambda: list(reversed(l)))
t("any", lambda: any(x for x in l))
t("str.join", lambda: "".join(x for x in "ab"))
t("split", lambda: "a b c".split())
t("set ops", lambda: {1}|{2})
t("tuple+", lambda: (1,i)+(2,))
t("list+", lambda: [1,i]+[2])
t("list*", lambda: [1,i]*3)
t("copy", lambda: l.copy())
t("dcopy", lambda: {1:2}.copy())
t("tuple()", lambda: tuple(l))
t("tuple(g)", lambda: tuple(x for x in l))
t("list(g)", lambda: list(x for x in l))
t("set(g)", lambda: set(x for x in l))
t("dict(l)", lambda: dict([(1,2),(3,4)]))
t("fromkeys", lambda: dict.fromkeys(l))
t("vars", lambda: vars(C))
t("dir", lambda: dir(C))
t("C()", lambda: C())
t("C().x", lambda: C().__dict__)
t("isinst", lambda: isinstance(1,(int,str)))
t("iter", lambda: iter(l))
t("map", lambda: list(map(abs,l)))
t("map2", lambda: list(map(pow,l,l)))
t("filter", lambda: list(filter(None,l)))
t("bytes", lambda: bytes(l))
t("hash", lambda: hash((1,i)))
t("==", lambda: (1,i)==(2,i))
t("in", lambda: i in (1,i))
t("divmod", lambda: divmod(i,2))
t("round", lambda: round(1.5))
t("complex", lambda: complex(1,2))
t("frozenset", lambda: frozenset(l))
t("prop", lambda: property(f))
t("pow", lambda: pow(2,3,5))
t("int.from_bytes", lambda: int.from_bytes(b"ab","big"))
t("float.as_integer_ratio", lambda: (0.5).as_integer_ratio())
t("str.maketrans", lambda: str.maketrans("a","b"))
t("rsplit", lambda: "a b".rsplit(" ",1))
t("popitem", lambda: {1:2}.popitem())
t("slice list", lambda: l[0:i])
t("slice tup", lambda: (1,2,3)[0:i])
t("del slice", lambda: l[:].__delitem__(slice(0,1)))
t("extend", lambda: [].extend(l))
