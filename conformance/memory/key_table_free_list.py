"""`sys.getallocatedblocks` and the tables of keys that wait for the next small dictionary; what a full collection frees."""
import gc
import sys

blocks = sys.getallocatedblocks


def cost(make):
    before = blocks()
    before = blocks()
    made = make()
    held = blocks() - before
    del made
    return held, blocks() - before


class Plain:
    def __init__(self):
        self.a = 1


makers = [
    ("text keys", lambda n: [{"a": 1} for i in range(n)]),
    ("two text keys", lambda n: [{"a": 1, "b": 2} for i in range(n)]),
    ("grown", lambda n: [{chr(97 + k): k for k in range(4)} for i in range(n)]),
    ("too many keys", lambda n: [{chr(97 + k): k for k in range(6)} for i in range(n)]),
    ("number keys", lambda n: [{i: 1} for i in range(n)]),
    ("copies", lambda n: [{"a": 1}.copy() for i in range(n)]),
    ("keywords", lambda n: [dict(a=1) for i in range(n)]),
    ("instances", lambda n: [Plain() for i in range(n)]),
    ("their dictionaries", lambda n: [vars(Plain()) for i in range(n)]),
    ("empty", lambda n: [{} for i in range(n)]),
]
for label, make in makers:
    gc.collect()
    print(label, [cost(lambda: make(n)) for n in (1, 1, 5, 5, 50, 50, 79, 100, 100)])
gc.collect()
for n in (100, 400, 479, 480, 511, 512, 600, 1000, 2000, 5000):
    print("bytes of", n, cost(lambda: bytes(n)))
for n in (3, 60, 61, 62, 63, 100):
    print("list of", n, cost(lambda: [None] * n))
