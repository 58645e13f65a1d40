"""Metaclasses: the order of events, prepare, new, init, call, init_subclass, set_name, class cells."""


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"prepared": True}

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, bases, sorted(ns), kw)
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *args, **kw):
        print("call", cls.__name__, args, kw)
        return super().__call__(*args, **kw)

    def __getattr__(cls, name):
        return f"meta:{name}"

    @property
    def described(cls):
        return f"<{cls.__name__}>"

    def __len__(cls):
        return 42

    def __contains__(cls, x):
        return x == 1

    def __iter__(cls):
        return iter("abc")

    def __instancecheck__(cls, other):
        print("instancecheck")
        return other == 5

    def __subclasscheck__(cls, other):
        print("subclasscheck")
        return other is int

    def __bool__(cls):
        return False

    def __repr__(cls):
        return "R:" + cls.__name__

    def __eq__(cls, other):
        return other == "same"

    def __hash__(cls):
        return 7

    def __add__(cls, other):
        return ("add", other)

    def __getitem__(cls, key):
        return ("item", key)


class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)


class Base(metaclass=Meta, flag=1):
    attr = Named()

    def __init_subclass__(cls, **kw):
        print("init_subclass", cls.__name__, kw)

    def __init__(self, x=0):
        self.x = x

    def whoami(self):
        return __class__.__name__


class Derived(Base):
    other = Named()

    def whoami(self):
        return super().whoami() + "+" + __class__.__name__


print(Derived(3).x, Derived().whoami(), Derived.prepared)
print(Base.described, Base.missing, len(Base), 1 in Base, 2 in Base, list(Base), bool(Base))
print(isinstance(5, Base), isinstance(6, Base), issubclass(int, Base), issubclass(str, Base))
print(repr(Base), Base == "same", hash(Base), Base + 1, Base["k"])
print(type(Base) is Meta, Meta.__mro__)


class Other(type):
    pass


try:
    class Clash(Base, metaclass=Other):
        pass
except TypeError as e:
    print(e)


def factory(name, bases, ns, **kw):
    print("factory", name, bases, sorted(ns), kw)
    return "not a class"


class Made(metaclass=factory, k=1):
    z = 1


print(Made)


class Fixed(type):
    def mro(cls):
        order = super().mro()
        print("mro", cls.__name__, order)
        return order


class G(metaclass=Fixed):
    pass


class H(G):
    pass


class NoNew:
    def __new__(cls, *args):
        print("new", args)
        self = super().__new__(cls)
        return self

    def __init__(self, *args):
        print("init", args)


NoNew(1, 2)


class Skip(int):
    def __new__(cls, v):
        return 3

    def __init__(self, v):
        print("never")


print(Skip(4), type(Skip(4)))
print(type("Dyn", (Base,), {"q": 1}).q)
