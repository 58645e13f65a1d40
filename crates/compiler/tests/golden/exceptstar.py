def f(x):
    try:
        g()
    except* A as e:
        h(e)
    except* (B, C):
        pass
    else:
        x = 1
    finally:
        x = 2
