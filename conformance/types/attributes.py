"""Attribute access: the order of lookup, descriptors, `__getattr__`, slots, deletion, dictionaries."""


class Data:
    def __init__(self, name): self.name = name
    def __get__(self, obj, owner): return ("data get", self.name, obj is not None, owner.__name__)
    def __set__(self, obj, value): print("data set", self.name, value)
    def __delete__(self, obj): print("data del", self.name)


class NonData:
    def __get__(self, obj, owner=None): return ("nondata get", obj is not None, owner.__name__)


class SetOnly:
    def __set__(self, obj, value): print("set only", value)


class A:
    data = Data("d")
    non = NonData()
    setonly = SetOnly()
    plain = "class"

    def method(self): return "method"


a = A()
a.__dict__.update(data="inst", non="inst", setonly="inst", plain="inst", method="inst")
print(a.data, a.non, a.setonly, a.plain, a.method)
print(A.data, A.non, A.plain)
a.data = 1
a.setonly = 2
a.plain = 3
a.non = 4
del a.data
print(a.__dict__)
del a.plain, a.non, a.method
print(a.plain, a.non, a.method())
try:
    del a.setonly
except Exception as e:
    print(type(e).__name__, e)
for name in ("missing", "plain"):
    try:
        delattr(a, name)
    except AttributeError as e:
        print(e, e.name, e.obj is a)
try:
    a.missing
except AttributeError as e:
    print(e, e.name, e.obj is a)
try:
    A.missing
except AttributeError as e:
    print(e, e.name, e.obj is A)


class G:
    def __getattr__(self, name):
        if name == "bad":
            raise AttributeError("own text")
        return "got " + name

    @property
    def prop(self):
        raise AttributeError("inside")


g = G()
print(g.x, g.prop)
try:
    g.bad
except AttributeError as e:
    print(e)
g.x = 1
print(g.x, hasattr(g, "bad"), getattr(g, "bad", "default"))


class GA:
    def __getattribute__(self, name):
        print("getattribute", name)
        return object.__getattribute__(self, name)

    def f(self): return 1


print(GA().f())
ga = GA()
ga.v = 1
print(ga.v, ga.__class__)


class S:
    def __setattr__(self, name, value):
        print("setattr", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("delattr", name)
        super().__delattr__(name)


s = S()
s.x = 1
del s.x
print(s.__dict__)


class Slots:
    __slots__ = ("a", "b")


o = Slots()
o.a = 1
print(o.a, Slots.a, type(Slots.a).__name__)
for act in (lambda: o.b, lambda: o.c, lambda: setattr(o, "c", 1), lambda: delattr(o, "b"), lambda: o.__dict__):
    try:
        act()
    except AttributeError as e:
        print(e)
del o.a
try:
    o.a
except AttributeError as e:
    print(e)
print(Slots.a.__get__(o, Slots) if hasattr(o, "a") else "empty", Slots.a.__set__(o, 5), o.a, Slots.a.__objclass__)


class Dicty:
    pass


d = Dicty()
d.x, d.y = 1, 2
kept = d.__dict__
d.__dict__ = {"z": 3}
print(kept, d.z, hasattr(d, "x"))
d.__dict__["w"] = 4
print(d.w, vars(d))
d2 = Dicty()
d2.q = 1
dd = d2.__dict__
dd["r"] = 2
d2.s = 3
del d2.q
print(dd, d2.r, list(dd))
del d2
print(dd)


class Ma:
    def f(self): return "Ma"


class Mb:
    def f(self): return "Mb"


x = Ma()
x.v = 9
x.__class__ = Mb
print(x.f(), x.v, type(x))


def func(): pass


func.attr = 1
print(func.attr, func.__dict__, getattr(func, "nope", None))
print(object.__getattribute__(a, "plain"), type.__getattribute__(A, "plain"), object.__dir__(a)[:0])
print([n for n in dir(a) if not n.startswith("__")])


class Prop:
    def __init__(self): self._v = 0
    @property
    def v(self): return self._v
    @v.setter
    def v(self, value): self._v = value * 2
    @v.deleter
    def v(self): self._v = "deleted"
    @classmethod
    def cm(cls): return cls.__name__
    @staticmethod
    def sm(x): return x


class PropSub(Prop):
    @Prop.v.getter
    def v(self): return ("sub", self._v)


p = Prop()
p.v = 4
print(p.v, Prop.cm(), p.cm(), Prop.sm(1), p.sm(2), PropSub.cm())
del p.v
print(p.v)
q = PropSub()
q.v = 1
print(q.v)
