"""Binary trees: deep structures of small objects, built, walked and dropped."""


class Tree:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def check(self):
        if self.left is None:
            return 1
        return 1 + self.left.check() + self.right.check()


def build(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(build(depth - 1), build(depth - 1))


def tuples(depth):
    if depth == 0:
        return (None, None)
    return (tuples(depth - 1), tuples(depth - 1))


def count(tree):
    left, right = tree
    if left is None:
        return 1
    return 1 + count(left) + count(right)


def main():
    deepest = 15
    kept = build(deepest)
    total = 0
    for depth in range(4, deepest + 1, 2):
        rounds = 1 << (deepest - depth + 2)
        for _ in range(rounds):
            total += build(depth).check()
    for _ in range(12):
        total += count(tuples(14))
    print("binary_trees", total, kept.check())


main()
