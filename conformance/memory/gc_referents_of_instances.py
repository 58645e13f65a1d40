"""Compared with 3.13: gc referents of instances."""
import gc
gc.disable()
class F: pass
a=F(); a.x=[1]; d=a.__dict__
print([type(x).__name__ for x in gc.get_referents(a)], [type(x).__name__ for x in gc.get_referrers(d)], [type(x).__name__ for x in gc.get_referrers(a.x)],[type(x).__name__ for x in gc.get_referents(d)])
d[1]=2
print([type(x).__name__ for x in gc.get_referents(a)], [type(x).__name__ for x in gc.get_referrers(d)], [type(x).__name__ for x in gc.get_referrers(d['x'])])
class W:
    __slots__=("__dict__",)
a=W(); a.x=[1]
print([type(x).__name__ for x in gc.get_referents(a)])
class L(list): pass
a=L(); a.x=[1]
print([type(x).__name__ for x in gc.get_referents(a)])
