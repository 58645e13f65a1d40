def f(x):
    try:
        g(x)
    except (A, B) as e:
        return e
    except C:
        pass
    else:
        x = 1
    finally:
        h()
    try:
        return g()
    finally:
        h()
