"""Integer loops: while and range, arithmetic, bit operations, comparisons."""


def collatz(limit):
    longest = best = 0
    for start in range(1, limit):
        n = start
        steps = 0
        while n != 1:
            if n & 1:
                n = 3 * n + 1
            else:
                n >>= 1
            steps += 1
        if steps > longest:
            longest, best = steps, start
    return longest, best


def xorshift(rounds):
    state = 2463534242
    for _ in range(rounds):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
    return state


def squares(n):
    total = 0
    for i in range(n):
        total += i * i % 7 - i // 3
    return total


def main():
    print("int_loops", collatz(60_000), xorshift(600_000), squares(3_000_000))


main()
