"""Calls: recursion, positional, keyword and default arguments, closures, *args."""


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def weighted(a, b=2, *, scale=3, shift=0):
    return a * scale + b - shift


def total(*values, **named):
    return len(values) + named["extra"]


def make_counter(step):
    count = 0

    def advance(by=1):
        nonlocal count
        count += step * by
        return count

    return advance


def main():
    check = fib(29)
    for i in range(700_000):
        check += weighted(i, scale=2) + weighted(i, 5, shift=1)
    advance = make_counter(3)
    for i in range(500_000):
        check ^= advance()
        check ^= advance(by=i & 3)
    for i in range(200_000):
        check += total(i, check, None, extra=i)
    print("calls", check)


main()
