def f(xs, n):
    a = [x * n for x in xs if x]
    b = {x: y for x in xs for y in x}
    c = {x for [x] in xs}
    d = (x for x in xs)
    e = [lambda: x for x in xs]
    return [[y for y in x] for x in xs]
top = [x for x in range(3)]
class C:
    k = 2
    v = [k for k in range(3)]
