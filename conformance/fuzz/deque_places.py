from observe import *

begin()
a = collections.deque([1])
b = a.copy()
look("copied", b)
b.extend(range(40))
look("from the middle", b)
c = collections.deque([1]) * 40
look("repeated", c)
d = collections.deque([1, 2, 3], 3)
d *= 6
look("with a limit", d)
d.extendleft(range(3))
look("turned", d)
flush()
