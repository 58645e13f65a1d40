from observe import *

begin()
print([sorted(locals()) for one in (1,)])


class Q:
    z = 1
    shown = [sorted(locals()) for one in (1,)]


print(Q.shown)
print((lambda x: [sorted(locals()) for one in (1,)])(2))
print("Q" in locals())
flush()
