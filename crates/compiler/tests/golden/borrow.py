def f(x, y):
    a = x + (x := 5)
    b = g(x, (x := 1))
    c = [x, (x := 2), x]
    d = x + y()
    e = x * (y - x)
    x, y = y, x
    return a == (b := x) == b
def gen(x):
    z = [x, (yield)]
    return x + (yield x)
