def f(items):
    total = 0
    for i in range(10):
        total += i * 2
    for a, b in items:
        if not a:
            continue
        if b is None:
            break
    else:
        total = 1
    while total > 3 and items:
        total -= 1
    return total
