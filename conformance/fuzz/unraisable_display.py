"""Showing an error of a finalizer makes objects, and is full of safe points."""
from observe import *
import functools


def fail(more, threshold):
    begin()
    kept = [[] for _ in range(more)]
    a = F('f')
    vars(a).clear()
    gc.set_threshold(threshold, 50, 50)
    gc.get_count()
    a = None
    counted = gc.get_count()
    gc.set_threshold(2000)
    print(more, threshold, counted)


for threshold in (1, 2, 3, 5, 8, 2000):
    for more in range(9):
        fail(more, threshold)


def hook(args):
    print('hook', gc.get_count())


begin()
sys.unraisablehook = hook
a = F('f')
vars(a).clear()
a = None
print(gc.get_count())
flush()
