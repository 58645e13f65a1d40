"""Sets: adding, membership, algebra, frozen sets as keys."""


def reachable(edges, start):
    seen = {start}
    todo = [start]
    while todo:
        for after in edges[todo.pop()]:
            if after not in seen:
                seen.add(after)
                todo.append(after)
    return seen


def main():
    edges = [((i * 7 + 1) % 100_000, (i * 13 + 5) % 100_000, i ^ 1) for i in range(100_000)]
    seen = reachable(edges, 0)
    check = len(seen) + sum(seen) % 1009
    threes = set(range(0, 600_000, 3))
    fives = set(range(0, 600_000, 5))
    check += len(threes & fives) + len(threes | fives) + len(threes - fives) + len(threes ^ fives)
    for i in range(1_400_000):
        if i in threes and i not in fives:
            check += 1
    words = {"w%d" % (i % 20_000) for i in range(200_000)}
    check += len(words)
    for i in range(0, 20_000, 2):
        words.discard("w%d" % i)
    check += len(words)
    pairs = {frozenset((i % 50, j)) for i in range(1000) for j in range(50)}
    check += len(pairs) + (frozenset((3, 4)) in pairs)
    print("sets", check)


main()
