def f(x):
    a, b = x
    a, b, c = x
    a, *b, c = x
    [a, (b, c)] = x
    x.a, x[0] = x
    for i, (j, k) in x:
        pass
    a = b = c = x
    return (*a, *b), [*a, 1], {*a}, {**a, 'k': 1}
