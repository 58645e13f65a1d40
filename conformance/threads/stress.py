"""Threads that allocate, collect, raise and switch as often as possible."""
import gc
import random
import sys
import threading
import weakref

sys.setswitchinterval(1e-5)
errors = []
finalized = 0


class Node:
    def __init__(self):
        self.me = self
        self.data = [{} for _ in range(5)]

    def __del__(self):
        global finalized
        finalized += 1


shared = {}


def work(n):
    rnd = random.Random(n)
    refs = []
    for i in range(60):
        nodes = [Node() for _ in range(20)]
        refs = [weakref.ref(node) for node in nodes]
        table = {k: [k] * k for k in range(30)}
        try:
            if i % 3 == 0:
                raise ValueError(i, nodes)
            (lambda: 1 / 0)()
        except (ValueError, ZeroDivisionError) as e:
            e.args
        if i % 20 == n:
            gc.collect()

        def each():
            for node in nodes:
                yield node

        assert len(list(each())) == 20
        assert "x".join(map(str, range(50))).count("x") == 49
        shared[n, i % 5] = nodes[0], sorted(table, key=lambda k: rnd.random())
        shared.pop((rnd.randrange(8), rnd.randrange(5)), None)
        assert sum(int(c) for c in str(2 ** rnd.randrange(2000))) > 0
        type(f"T{i}", (Node,), {"f": lambda self: self})().f()


def guarded(n):
    try:
        work(n)
    except BaseException as e:
        errors.append(e)
        raise


threads = [threading.Thread(target=guarded, args=(n,)) for n in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
shared.clear()
gc.collect()
print(errors, threading.active_count(), finalized >= 8 * 60 * 20)
print(len(gc.garbage), gc.collect())
