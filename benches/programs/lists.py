"""Lists: append, pop, index, slices, insert, extend, reverse, membership."""


def sieve(limit):
    flags = [True] * limit
    flags[0] = flags[1] = False
    n = 2
    while n * n < limit:
        if flags[n]:
            flags[n * n::n] = [False] * len(flags[n * n::n])
        n += 1
    return sum(flags)


def flips(n):
    """The most prefix reversals that any permutation of n needs (fannkuch)."""
    order = list(range(n))
    count = list(range(1, n + 1))
    most = 0
    while True:
        first = order[0]
        if first:
            work = order[:]
            turns = 0
            while first:
                work[:first + 1] = work[first::-1]
                turns += 1
                first = work[0]
            if turns > most:
                most = turns
        place = 1
        while place < n:
            order.insert(place, order.pop(0))
            count[place] -= 1
            if count[place] > 0:
                break
            count[place] = place + 1
            place += 1
        else:
            return most


def matrix(n):
    left = [[(i * j) % 7 for j in range(n)] for i in range(n)]
    right = [[(i + j) % 5 for j in range(n)] for i in range(n)]
    total = 0
    for i in range(n):
        row = left[i]
        for j in range(n):
            cell = 0
            for k in range(n):
                cell += row[k] * right[k][j]
            total += cell
    return total


def main():
    stack = []
    for i in range(600_000):
        stack.append(i)
        if i % 3 == 0:
            stack.pop()
    total = 0
    for i in range(len(stack)):
        total += stack[i]
    total += stack[::2][-1] + (stack + stack)[len(stack)]
    stack.reverse()
    print("lists", total, sieve(1_000_000), flips(9), matrix(110))


main()
