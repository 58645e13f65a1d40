"""A full collection over two million live objects: only `gc.collect()` is timed.

The line `seconds X` on standard error is the time that counts; the building of the heap doesn't.
"""
import gc
import sys
import time


class Node:
    __slots__ = ("left", "right", "tag")

    def __init__(self, left, right, tag):
        self.left = left
        self.right = right
        self.tag = tag


def main():
    gc.disable()
    nodes = []
    before = None
    for i in range(1_000_000):
        before = Node(before, nodes, [i])
        nodes.append(before)
    # A shuffle: the list order of the heap and the order of addresses differ, as they do in a program that has run a while.
    n = 1
    for i in range(1_000_000):
        n = (n * 1103515245 + 12345) & 0x7FFFFFFF
        nodes[i].left = nodes[n % 1_000_000]
    spent = []
    for _ in range(3):
        start = time.perf_counter()
        found = gc.collect()
        spent.append(time.perf_counter() - start)
    print("gc_full_pass", found, len(nodes), nodes[-1].left.tag)
    print("seconds", sorted(spent)[1], file=sys.stderr)


main()
