"""Cyclic garbage: nothing but the collector can free what this makes. Collections run by themselves."""


class Node:
    def __init__(self, name):
        self.name = name
        self.peer = self
        self.others = []


def knot(size):
    first = last = Node(0)
    for i in range(1, size):
        node = Node(i)
        node.peer = last
        last.others.append(node)
        last = node
    first.peer = last
    return first


def main():
    kept = []
    for i in range(140_000):
        head = knot(6)
        loop = [head]
        loop.append(loop)
        table = {"self": None, "loop": loop}
        table["self"] = table
        if i % 400 == 0:
            kept.append(head)
    total = 0
    for head in kept:
        node = head
        while node.others:
            node = node.others[0]
            total += node.name
    print("gc_cycles", len(kept), total)


main()
