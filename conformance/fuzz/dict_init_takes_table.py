from observe import *

begin()
a = {i: i for i in range(20)}
for i in range(20):
    del a[i]
a.__init__(z=1)
look("again", a)
a = {i: i for i in range(20)}
for i in range(20):
    del a[i]
a.update(z=1)
look("updated", a)
a = dict({i: i for i in range(5)}, z=1)
look("made", a)
flush()
