"""Compared with 3.13: whether the text of a singleton is one object."""
import sys
for v in (None, NotImplemented, ..., True):
    a, b, c = repr(v), str(v), f'{v}'
    print(a is b, sys.getrefcount(a), sys.getrefcount(c), a is repr(v), f'{v}' is c)
