"""Names that are looked up oddly: comparisons that can't be, `__class__` that is free and a cell, names that are no plain str."""
import gc
import sys
import weakref


def refuse(self):
    raise AttributeError("refused")


class Refuses:
    __eq__ = property(refuse)
    __lt__ = property(refuse)


print(Refuses() == Refuses(), Refuses() != Refuses())
try:
    Refuses() < Refuses()
except TypeError as error:
    print(error)


class T:
    def a(self):
        class X:
            x = __class__

            def f():
                __class__
        print(X.x)

    def b(self):
        try:
            exec("class X:\n __class__\n def f():\n  __class__", globals(), {})
        except NameError as error:
            print(repr(error))

    def c(self):
        class X:
            nonlocal __class__
            __class__ = 42

            def f():
                return __class__
        print(__class__, X.f())


for name in "abc":
    getattr(T(), name)()


class Name(str):
    pass


class Plain:
    pass


plain = Plain()
plain.word = 1
print(getattr(plain, Name("word")), hasattr(plain, Name("other")), plain.__dict__)
del plain.__dict__
print(hasattr(plain, Name("word")), hasattr(plain, "word"), [type(r).__name__ for r in gc.get_referents(plain)])


class Loud:
    class Inner:
        pass

    def __eq__(self, other):
        print("compared")
        return False

    def __hash__(self):
        return 1


loud = Loud()
print(weakref.ref(loud) == weakref.ref(loud, print))


class Config(dict):
    def __getattr__(self, name):
        return self[name]


def kind(object):
    return repr(weakref.ref(object)).split(" to ")[1].split(" at ")[0], repr(weakref.proxy(object)).split(" to ")[1].split(" at ")[0]


def local():
    class L:
        __module__ = "a.b"
    return L()


held = [Config(a=1), local(), Loud.Inner(), {1}, local]
print(*map(kind, held[:-1]), repr(weakref.ref(local)).split()[-1])
for make in (
    lambda: type(sys.flags)(sys.flags),
    lambda: tuple.__new__(type(sys.version_info), (1,)),
    lambda: sys.set_asyncgen_hooks(print, "no"),
    lambda: sys.set_asyncgen_hooks("no", print),
):
    try:
        print(make())
    except TypeError as error:
        print(error)
print(sys.get_asyncgen_hooks())
del sys.displayhook
try:
    exec(compile("42", "", "single"))
except RuntimeError as error:
    print(error)
