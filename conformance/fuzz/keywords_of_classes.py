from observe import *


class Q:
    def __init_subclass__(cls, **q):
        cls.q = q


def run(*p, **q):
    return p, q


begin()


class V(Q, z=1):
    pass


print(gc.get_count())
gc.set_threshold(7, 2, 2)
a = type("Y", (), {"z": 1})
print(gc.get_count())
begin()
a = run(*(1,), **{"y": 1})
print(gc.get_count())
with suppress() as x:
    raise KeyError(1)
try:
    raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
except* ValueError as x:
    pass
except* KeyError as x:
    pass
print(gc.get_count())
for x in (A(), {"x": 1}, [1, 2], 5):
    match x:
        case {"x": y}:
            pass
        case A():
            pass
        case int(y):
            pass
    print(gc.get_count())
flush()
