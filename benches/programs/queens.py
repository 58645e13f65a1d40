"""Search: eight queens by backtracking, permutations, memoised recursion."""
import functools
import itertools


def place(n, row, columns, rising, falling):
    if row == n:
        return 1
    found = 0
    for column in range(n):
        if column in columns or row + column in rising or row - column in falling:
            continue
        columns.add(column)
        rising.add(row + column)
        falling.add(row - column)
        found += place(n, row + 1, columns, rising, falling)
        columns.remove(column)
        rising.remove(row + column)
        falling.remove(row - column)
    return found


def by_permutation(n):
    found = 0
    for order in itertools.permutations(range(n)):
        if n == len({c + i for i, c in enumerate(order)}) == len({c - i for i, c in enumerate(order)}):
            found += 1
    return found


@functools.lru_cache(maxsize=None)
def ways(amount, coins):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return ways(amount - coins[0], coins) + ways(amount, coins[1:])


def main():
    print("queens", place(9, 0, set(), set(), set()), by_permutation(9), ways(4000, (50, 25, 10, 5, 2, 1)))


main()
