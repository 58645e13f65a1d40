"""Code objects take whole words, whatever the number of their instructions."""
import sys


def nothing():
    pass


def same(x):
    return x


def add(x, y):
    return x + y


def walk(items):
    for item in items:
        yield item


def guarded(x):
    try:
        return x
    except ValueError:
        pass


for function in (nothing, same, add, walk, guarded, lambda: 0, lambda x: x.y):
    code = function.__code__
    print(function.__name__, sys.getsizeof(code), code.__sizeof__(), sys.getsizeof(code) % 8)
