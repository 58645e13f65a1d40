"""What abstract classes remember, and what that costs."""
import _abc
import abc
import gc
import sys
import weakref


def attempt(label, function, *args):
    try:
        print(label, function(*args))
    except BaseException as error:
        print(label, type(error).__name__, error)


def names(references):
    return sorted(reference().__name__ for reference in references)


def state(cls):
    registry, cache, negative, _ = _abc._get_dump(cls)
    print(cls.__name__, names(registry), names(cache), names(negative))


class A(abc.ABC):
    @abc.abstractmethod
    def f(self): ...


class B: ...


data = A.__dict__["_abc_impl"]
print(type(data), sys.getsizeof(data), gc.is_tracked(data), list(A.__dict__)[-2:])
token = abc.get_cache_token()
print(A.register(B) is B, abc.get_cache_token() - token)
state(A)
print(isinstance(B(), A), issubclass(B, A), isinstance(3, A), isinstance("", A))
state(A)
A.register(int)
print(issubclass(bool, A), issubclass(str, A))
state(A)
registry = _abc._get_dump(A)[0]
one = next(iter(registry))
print(type(one), one.__callback__.__name__, type(one.__callback__.__self__), sys.getsizeof(registry))


class Gone: ...


A.register(Gone)
del Gone
gc.collect()
state(A)
_abc._reset_registry(A)
_abc._reset_caches(A)
state(A)

for function, *args in [
    (_abc._abc_init, 3), (_abc._abc_register, 3, 4), (_abc._abc_register, A, 3), (_abc._abc_register, A),
    (_abc._abc_instancecheck, int, 4), (_abc._abc_subclasscheck, A, 4), (_abc._abc_subclasscheck, int, int),
    (_abc._get_dump, int), (_abc._reset_registry, int), (_abc.get_cache_token, 1),
]:
    attempt(function.__name__, function, *args)


class Hook(abc.ABC):
    answer = NotImplemented

    @classmethod
    def __subclasshook__(cls, other):
        return Hook.answer


for Hook.answer in (3, True, False, NotImplemented):
    attempt("hook", issubclass, type("T", (), {}), Hook)


class Base(abc.ABC): ...
class Below(Base): ...


attempt("cycle", Below.register, Base)
print(issubclass(Below, Base), isinstance(Below(), Base))
state(Base)


class Claims:
    __class__ = Below


print(isinstance(Claims(), Base), isinstance(Claims(), Below))


class Concrete(A):
    def f(self): ...


class Still(A): ...


for cls in (A, Concrete, Still):
    attempt(cls.__name__, lambda: type(cls()))
    print(sorted(cls.__abstractmethods__))


class Row(abc.ABC):
    __abc_tpflags__ = 1 << 5


class Virtual: ...
class BelowVirtual(Virtual): ...


def matches(value):
    match value:
        case []:
            return "sequence"
        case {}:
            return "mapping"
    return "neither"


print(matches(Virtual()), "__abc_tpflags__" in Row.__dict__)
Virtual.__len__ = BelowVirtual.__len__ = lambda self: 0
Row.register(Virtual)
print(matches(Virtual()), matches(BelowVirtual()), matches(Row.__new__(type("Sub", (Row,), {"__len__": lambda s: 0}))))


def both():
    class Both(abc.ABC):
        __abc_tpflags__ = 1 << 5 | 1 << 6


attempt("both", both)


def cost(function):
    function()
    before = gc.get_count()[0]
    function()
    print(function.__name__, gc.get_count()[0] - before)


kept = []


def plain():
    class P: ...
    kept.append(P)


def abstract():
    class P(abc.ABC): ...
    kept.append(P)


def registers():
    A.register(kept.pop())


def checks():
    isinstance(kept.pop()(), A)


gc.collect()
gc.disable()
for function in (plain, abstract, plain, registers, plain, checks):
    cost(function)
print(weakref.getweakrefcount(A) > 0)
