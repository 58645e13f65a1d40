"""Comprehensions: lists, dicts, sets, nested, with conditions and calls."""


def main():
    check = 0
    for turn in range(16):
        squares = [i * i for i in range(100_000)]
        even = [n for n in squares if not n & 1]
        index = {n: i for i, n in enumerate(even) if i % 3}
        tails = {n % 1000 for n in squares}
        table = [[i ^ j for j in range(100)] for i in range(100)]
        flat = [cell for row in table for cell in row if cell > turn]
        words = [str(n) for n in squares[:20_000]]
        check += len(even) + len(index) + len(tails) + sum(flat) + len(words[-1])
        check += sum(a - b for a, b in zip(squares[1:], squares))
    print("comprehensions", check)


main()
