"""What tracemalloc sees of instances of classes with items, of sorting and of ints that become text."""
import gc
import tracemalloc

gc.disable()


def measure(work):
    tracemalloc.start()
    result = work()
    current, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return current, peak


def show(label, *works):
    for work in works:
        measure(work)
    print(label, [measure(work) for work in works])


class T(tuple):
    pass


class I(int):
    pass


class B(bytes):
    pass


class P(tuple):
    __slots__ = ()


for n in range(5):
    show("tuple", lambda: T(range(n)), lambda: P(range(n)), lambda: B(b"a" * n * 3))
for n in (0, 1, 2**30, 2**60, 2**100):
    show("int", lambda: I(n))
show("text of ints", lambda: str(5), lambda: str(500), lambda: repr(-500), lambda: f"{500}", lambda: list(map(str, [500])), lambda: "".join(str(i) for i in [500]))
for n in (2, 10, 100, 127, 128, 200, 300, 1000):
    show("sorted", lambda: sorted(range(n)), lambda: sorted(range(n), key=abs), lambda: sorted(range(n, 0, -1)))
    show("mixed", lambda: sorted([i * 7919 % n for i in range(n)]), lambda: sorted([i * 7919 % n for i in range(n)], key=lambda x: -x))
