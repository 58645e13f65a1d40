"""Attributes: reading and writing them on instances, slots and classes."""


class Point:
    dimension = 2

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Cell:
    __slots__ = ("value", "next")

    def __init__(self, value, after):
        self.value = value
        self.next = after


def main():
    point = Point(1, 2)
    total = 0
    for i in range(2_500_000):
        point.x = point.y + i
        point.y = point.x & 1023
        total += point.x
        total -= point.dimension
    ring = None
    for i in range(1000):
        ring = Cell(i, ring)
    for _ in range(2000):
        cell = ring
        while cell is not None:
            cell.value += 1
            cell = cell.next
    cell = ring
    while cell is not None:
        total += cell.value
        cell = cell.next
    print("attributes", total, point.x, point.y)


main()
