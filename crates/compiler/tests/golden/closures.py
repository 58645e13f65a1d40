def f(a, b):
    c = 1
    def g():
        nonlocal c
        c += a
        return c
    def h(x=b, *, y=c) -> int:
        return g
    return g, h, lambda z, w=1: z + a
