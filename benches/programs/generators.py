"""Generators: plain loops, pipelines, yield from, send, itertools."""
import itertools


def count_to(n):
    i = 0
    while i < n:
        yield i
        i += 1


def multiples(source, of):
    for n in source:
        if n % of == 0:
            yield n


def walk(tree):
    if tree:
        left, value, right = tree
        yield from walk(left)
        yield value
        yield from walk(right)


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return build(low, middle), middle, build(middle + 1, high)


def averager():
    total = seen = 0
    value = 0
    while True:
        value = yield (total // seen if seen else 0)
        total += value
        seen += 1


def main():
    check = 0
    for n in count_to(3_000_000):
        check += n
    check += sum(multiples(multiples(count_to(1_200_000), 2), 3))
    check += sum(walk(build(0, 60_000)))
    mean = averager()
    next(mean)
    for i in range(500_000):
        check ^= mean.send(i)
    for n in itertools.islice(itertools.accumulate(itertools.count(1)), 300_000):
        check += n & 1
    check += sum(1 for _ in itertools.chain(range(100_000), (i * 2 for i in range(100_000))))
    print("generators", check)


main()
