"""Compared with 3.13: gc counts of calls."""
import gc
gc.disable()
def t(label, f, n=3):
    gc.collect()
    f0=None
    a=gc.get_count()[0]
    b=gc.get_count()[0]
    f()
    c=gc.get_count()[0]
    f()
    d=gc.get_count()[0]
    print(label,b-a,c-b,d-c)
l=[1,2,3]
i=1
t("slice", lambda: slice(1,2))
t("l[i:2]", lambda: l[i:2])
t("l[i:2:1]", lambda: l[i:2:i])
t("s[i:2]", lambda: "abc"[i:2])
t("()", lambda: (i,)*20)
t("()", lambda: (i,)*21)
t("[]", lambda: [i])
t("{}", lambda: {i:i})
t("list()", lambda: list())
t("dict()", lambda: dict())
t("dict(a=1)", lambda: dict(a=1))
t("set", lambda: {i})
t("float", lambda: i/3)
t("str.format", lambda: "{} {}".format(i,i))
t("%", lambda: "%s %s" % (i,i))
t("join", lambda: "".join(["a","b"]))
t("sorted", lambda: sorted(l))
t("zip", lambda: list(zip(l,l)))
t("enum", lambda: list(enumerate(l)))
t("map", lambda: list(map(str,l)))
t("items", lambda: list({1:2}.items()))
t("range", lambda: list(range(3)))
def f(*a, **k): pass
t("f(*a)", lambda: f(1,2))
t("f(*a,k)", lambda: f(1,2,k=1))
t("f(*l)", lambda: f(*l))
t("print", lambda: print(end=""))
t("min", lambda: min(1,2))
t("isinstance", lambda: isinstance(1,(int,i and str)))
class C:
    def __init__(self,a): pass
t("C()", lambda: C(1))
class D:
    def __new__(cls,a): return object.__new__(cls)
t("D()", lambda: D(1))
t("exc", lambda: ValueError(1))
t("type()", lambda: type("X",(),{}))
t("set()", lambda: set([1]))
t("frozenset()", lambda: frozenset([1]))
t("int()", lambda: int("1"))
t("getattr", lambda: getattr(C,"zz",None))
t("super", lambda: C.__init__)
t("meth", lambda: l.append)
t("split", lambda: "a b".split())
t("replace", lambda: "a b".replace("a","b"))
t("partition", lambda: "a b".partition(" "))
t("divmod", lambda: divmod(7,2))
