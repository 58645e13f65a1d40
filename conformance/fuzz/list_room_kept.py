from observe import *

begin()
a = [1, 2, 3]
del a[::1]
a = [1]
a.append(2)
del a[::-1]
look("all steps cut", a)
a += [1]
look("refilled", a)
b = [1, 2, 3]
del b[0], b[0], b[0]
b *= 0
look("times nothing", b)
for empty in ({}, {}.keys(), {}.items(), set(), frozenset()):
    b = [1, 2, 3, 4, 5, 6]
    for i in range(4):
        del b[0]
    b.extend(empty)
    look("by nothing", b)
c = L([1, 2])
c.extend(c)
c += c
look("by itself", c)
flush()
