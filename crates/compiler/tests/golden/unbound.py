def f(x):
    if x:
        y = 1
    print(y)
    print(y)
    del x
    return x + y
