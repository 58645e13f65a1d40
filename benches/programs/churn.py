"""Allocation churn: many objects of many sizes made and dropped, few alive at a time."""


class Node:
    def __init__(self, key, payload):
        self.key = key
        self.payload = payload


def main():
    check = 0
    ring = [None] * 4096
    for i in range(1_000_000):
        slot = i * 2654435761 & 4095
        kind = i & 7
        if kind == 0:
            ring[slot] = (i, i + 1, i + 2)
        elif kind == 1:
            ring[slot] = [i] * (i & 63)
        elif kind == 2:
            ring[slot] = {"key": i, "next": i + 1}
        elif kind == 3:
            ring[slot] = Node(i, None)
        elif kind == 4:
            ring[slot] = "text" * (i & 31)
        elif kind == 5:
            ring[slot] = i * 1.5
        elif kind == 6:
            ring[slot] = bytes(i & 511)
        else:
            ring[slot] = {i, i + 1}
    for thing in ring:
        if isinstance(thing, (list, tuple, str, bytes, dict, set)):
            check += len(thing)
        elif isinstance(thing, Node):
            check += thing.key
    for i in range(1_200_000):
        pair = (i, [i])
        check += len(pair[1])
    print("churn", check)


main()
