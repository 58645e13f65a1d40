"""What merging mappings and joining makes for a moment, seen where a collection of generation 1 waits."""
from observe import *


class Keys:
    def keys(self):
        return ["k", "l"]

    def __getitem__(self, key):
        return key


def counted(text, threshold):
    code = compile(text, "text", "exec")
    space = dict(globals())
    gc.collect()
    begin()
    gc.collect(0)
    start = gc.get_count()[0]
    gc.set_threshold(start + threshold, 0, 50)
    exec(code, space)
    n = gc.get_count()
    gc.set_threshold(2000, 10, 10)
    print(text, threshold, n)


def f(**q):
    return q


od = collections.OrderedDict(a=1)
for text in (
    "a = collections.OrderedDict(a=1)",
    "a = collections.OrderedDict(a=1) | {1: 2}",
    "a = od.copy()",
    "a = dict(od)",
    "a = od == od",
    "a = od.update(b=1)",
    "a = f(**{'x': 1})",
    "a = f(**od)",
    "a = f(**Keys())",
    "a = {**od}",
    "a = dict(Keys())",
    "a = '-'.join('abc')",
    "a = '-'.join({'a': 1})",
    "a = b'-'.join({b'a', b'b'})",
):
    for threshold in range(7):
        counted(text, threshold)
for call in ("f(x=1, **{'x': 2})", "f(**{1: 2})", "dict(**{1: 2})", "f(**5)", "f(x=1, **od, **od)"):
    try:
        exec(call)
    except TypeError as e:
        print(e)
flush()
