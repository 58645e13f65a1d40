"""Throwing into generators: what is thrown, its context, the frames that stand below."""
import sys
import warnings


def stack():
    frame, names = sys._getframe(1), []
    while frame is not None:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


class Other:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        print("throw", stack(), args)
        return 5

    def close(self):
        print("close", stack())


def inner():
    try:
        yield 1
    except Exception as error:
        print("inner", stack(), repr(error), repr(error.__context__))
    yield 2


def outer(sub):
    try:
        raise KeyError("a")
    except KeyError:
        yield from sub
    print("after", stack())


gen = outer(inner())
next(gen)
print(gen.throw(ValueError), gen.gi_running, gen.gi_suspended)
print(list(gen))
gen = outer(Other())
next(gen)
print(gen.throw(ValueError("x")))
print(gen.throw(ValueError("x")))
gen.close()


def context():
    try:
        raise KeyError("a")
    except KeyError:
        yield


gen = context()
next(gen)
try:
    gen.throw(ValueError)
except ValueError as error:
    print(repr(error.__context__))
gen = outer(inner())
next(gen)
try:
    raise TypeError("outside")
except TypeError:
    gen.throw(ValueError)


class Bad(Exception):
    def __new__(cls, *args):
        return cls


class Worse(Exception):
    def __init__(self):
        raise OSError("no instance")


def sees():
    while True:
        try:
            yield
        except BaseException as error:
            print("sees", repr(error))


gen = sees()
next(gen)
gen.throw(Bad)
gen.throw(Worse)
with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter("always")
    gen.throw(ValueError, ValueError("24"), None)
    gen.throw(ValueError, ("a", "b"))
    for warning in found:
        print(warning.category.__name__, warning.message)


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __getattr__(self, name):
        raise ZeroDivisionError(name)


sys.unraisablehook = lambda about: print("unraisable", repr(about.exc_value), type(about.object).__name__, about.err_msg)
for how in "send", "throw", "close":
    gen = outer(Broken())
    next(gen)
    try:
        print(how, getattr(gen, how)(*[ValueError][: how != "close"]))
    except Exception as error:
        print(how, repr(error), repr(error.__context__))
