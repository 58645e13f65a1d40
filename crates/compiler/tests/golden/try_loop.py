def f(x):
    while True:
        try:
            if x:
                break
            continue
        except:
            raise
        finally:
            g()
    for y in x:
        with y as z:
            return z
