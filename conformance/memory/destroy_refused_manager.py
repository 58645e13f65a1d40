"""A manager that `with` refuses goes, inside a `try` and out of a function."""


class B:
    def __enter__(s):
        return s

    def __del__(s):
        print("del")


try:
    with B() as b:
        pass
except TypeError:
    print("caught")


def f():
    with B() as b:
        pass


try:
    f()
except TypeError:
    print("caught")
