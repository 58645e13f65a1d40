from observe import *


def instance(more):
    code = compile("a = C(1).m; b = a()", "text", "exec")
    space = {"C": C}
    begin()
    kept = [[] for _ in range(more)]
    for turn in range(3):
        gc.set_threshold(4, 9, 9)
        exec(code, space)
        counted = gc.get_count()
        gc.set_threshold(2000)
        print(more, turn, counted)


for more in range(5):
    instance(more)


def length(x):
    here = [x]
    return KeyError(len(here))


def kind(x):
    here = [x]
    return KeyError(type(here))


def whether(x):
    here = [x]
    return KeyError(isinstance(here, list))


for f in length, kind, whether:
    begin()
    for turn in range(4):
        gc.set_threshold(1, 50, 50)
        a = f(1)
        counted = gc.get_count()
        gc.set_threshold(2000)
        print(f.__name__, turn, counted)
flush()
