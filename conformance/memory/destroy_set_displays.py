"""A set written out lets each item go as soon as it has looked at it: an equal one dies before the next is compared."""


class Item:
    def __init__(self, name, key):
        self.name, self.key = name, key

    def __eq__(self, other):
        print("compare", self.name, other.name)
        return self.key == other.key

    def __hash__(self):
        return 1 if self.key < 9 else hash([])

    def __del__(self):
        print("free", self.name)


kept = {Item("a", 1), Item("a again", 1), Item("b", 2)}
print("made", len(kept))
del kept
try:
    {Item("c", 3), Item("unhashable", 9), Item("d", 4)}
except TypeError as exc:
    print(exc)
print("end")
