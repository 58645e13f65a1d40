def f(a, b, c):
    x = a and b or c
    y = not a
    z = a < b < c
    if a and (b or not c):
        return a in b, a is not b
    if a in (1, 2) or 'k' not in b:
        return None
    return a if b is None else c
