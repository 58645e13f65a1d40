"""Raising, chaining, finally, with, re-raising, and what the traceback says."""
import sys


def lines(exc):
    out = []
    tb = exc.__traceback__
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    return out


def inner():
    raise ValueError("inner")


def middle():
    try:
        inner()
    except ValueError:
        raise KeyError("middle")


def outer():
    try:
        middle()
    except KeyError as exc:
        raise RuntimeError("outer") from exc


try:
    outer()
except RuntimeError as exc:
    print(lines(exc))
    print(repr(exc.__cause__), repr(exc.__context__), exc.__suppress_context__)
    print(lines(exc.__cause__), repr(exc.__cause__.__context__))
    print(lines(exc.__cause__.__context__))
print(sys.exception())


def again():
    try:
        inner()
    except ValueError as exc:
        print("handling", sys.exception() is exc)
        raise


try:
    again()
except ValueError as exc:
    print(lines(exc))


def order():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                return "returned"
            print("body", i)
        finally:
            print("finally", i)


print(order())


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", kind and kind.__name__, value, traceback is not None)
        return self.swallow


with Manager(True) as m:
    raise ValueError("swallowed")
try:
    with Manager(False), Manager(False):
        raise ValueError("passed on")
except ValueError as exc:
    print("got", exc)
with Manager(False):
    pass
try:
    with 5:
        pass
except TypeError as exc:
    print(exc)
for bad in (5, "text", object):
    try:
        raise bad
    except TypeError as exc:
        print(exc)
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as exc:
    print(exc, repr(exc.__context__))
try:
    raise
except RuntimeError as exc:
    print(exc)
try:
    raise ValueError("a") from 5
except TypeError as exc:
    print(exc)
try:
    raise ValueError("a") from None
except ValueError as exc:
    print(exc.__cause__, exc.__suppress_context__)


def unbound():
    print(value)
    value = 1


def free():
    def use():
        return later

    try:
        return use()
    finally:
        later = 1


for f in (unbound, free):
    try:
        f()
    except NameError as exc:
        print(type(exc).__name__, exc)
try:
    undefined_name
except NameError as exc:
    print(exc, exc.name)
try:
    raise ExceptionGroup("group", [ValueError(1), TypeError(2), ExceptionGroup("deep", [ValueError(3)])])
except* ValueError as group:
    print("values", group, [e for e in group.exceptions])
except* TypeError as group:
    print("types", group.exceptions)
try:
    try:
        raise OSError("single")
    except* OSError as group:
        print(repr(group))
        raise KeyError("new")
except BaseException as exc:
    print(repr(exc), repr(exc.__context__))
for source in ("a, b = 1, 2, 3", "a, b = [1]", "a, b = 5", "a, *b, c = [1]", "x = [1][5]", "del nothing"):
    try:
        exec(source)
    except Exception as exc:
        print(type(exc).__name__, exc)
