def f(a, b):
    x = a + b * 2
    x += 1
    x = x - a
    y = -x ** 2 // 3
    return x if x < y else y / 2.5
