"""Arguments of a class that is called: in which order they go once `__init__` has returned, and what is kept for reuse then."""
import gc


class F:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n, gc.get_count()[0])


class Q:
    def __init__(self, a, b=1, *c, **d):
        print(a.n)


class Plain:
    def __init__(self, a, b=None):
        print(a.n)


gc.disable()
for turn in range(12):
    gc.collect()
    Q(F(1), F(2), F(3), F(4))
    Q(F(1), F(2), z=F(3), y=F(4))
    Q(F(1), 2, F(3))
    Q(a=F(1))
    x = Q(b=F(1), a=F(2))
    Q(*[F(1), F(2)], **{"u": F(3)})
    Plain(F(1), F(2))
    Plain(F(1), b=F(2))
    x = Plain(a=F(1), b=F(2))
    print((1, 2, F(3)).__len__(), gc.get_count()[0])
