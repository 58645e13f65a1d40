"""Compared with 3.13: when a frame that an exception held goes, its function goes before its variables."""
import gc, weakref


class Y:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


def failing():
    def inner(x, y=Y("default")):
        a, b = Y("a"), Y("b")
        raise ValueError

    weakref.finalize(inner, print, "function")
    inner(Y("x"))


def in_class():
    def make():
        class C:
            z = Y("in class")
            1 / 0

    weakref.finalize(make, print, "make")
    make()


def in_generator():
    b = (x for x in [Y("item")])
    weakref.finalize(b.gi_frame.f_generator if hasattr(b.gi_frame, "f_generator") else b, print, "generator")
    b.throw(ValueError)


def closing():
    k = Y("cell")

    def inner():
        local = Y("local")
        k
        raise ValueError

    inner()


for f in (failing, in_class, in_generator, closing):
    print(f.__name__)
    try:
        f()
    except Exception as e:
        print("caught")
        del e
    gc.collect()
gc.disable()
for k in range(1, 12):
    gc.collect()
    keep = [[] for _ in range(200)]
    gc.collect(0)
    gc.set_threshold(k, 1000, 1000)
    before = gc.get_count()[1]
    gc.enable()
    try:
        b = (x for x in [Y("thrown")])
        b.throw(ValueError)
    except ValueError:
        pass
    b = None
    gc.disable()
    gc.set_threshold(2000, 10, 10)
    print(k, gc.get_count()[1] - before)
