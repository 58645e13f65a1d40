"""Limits of nesting in threads: each has its own, and what is left behind is freed."""
import sys
import threading


def run(f, *args):
    t = threading.Thread(target=f, args=args)
    t.start()
    t.join()


def endless(n=0):
    return endless(n + 1)


def attempt(f, *args):
    try:
        f(*args)
        print("done")
    except RecursionError as e:
        print("RecursionError", str(e)[:32])


def nested(n):
    value = []
    for _ in range(n):
        value = [value]
    return value


def depth():
    count = 0

    def go():
        nonlocal count
        count += 1
        go()

    try:
        go()
    except RecursionError:
        pass
    return count


class Native:
    def __getattr__(self, name):
        return getattr(self, name + "x")


class Showing:
    def __repr__(self):
        return repr([self])


def each():
    attempt(endless)
    attempt(repr, nested(50_000))
    attempt(getattr, Native(), "a")
    attempt(repr, Showing())
    attempt(lambda: nested(200_000) and None)
    attempt(lambda: max(map(endless, [1])))


for _ in range(2):
    run(each)
each()
found = []
threads = [threading.Thread(target=lambda: found.append(depth())) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(set(found)), 900 < found[0] < 1000)
sys.setrecursionlimit(20_000)
run(lambda: print(depth() > 19_000))


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


sys.setrecursionlimit(60_000)
results = []
threads = [threading.Thread(target=lambda: results.append(down(50_000))) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(results)


# Generators begun in one thread go on in another; the handled exception is each thread's own.
def numbers():
    try:
        while True:
            yield sys.exception()
    except GeneratorExit:
        print("closed in", threading.current_thread().name)


sys.setrecursionlimit(1000)
g = numbers()
print(next(g))


def go_on():
    try:
        1 / 0
    except ZeroDivisionError:
        print(repr(next(g)))
        inner()


def inner():
    print(repr(sys.exception()))


run(go_on)
print(next(g), sys.exception())
closing = threading.Thread(target=g.close, name="closer")
closing.start()
closing.join()


def running():
    def own():
        yield from (i for i in range(3))
        event.set()
        gate.wait()

    it = own()
    event, gate = threading.Event(), threading.Event()
    t = threading.Thread(target=lambda: list(it))
    t.start()
    event.wait()
    try:
        next(it)
    except ValueError as e:
        print(e)
    gate.set()
    t.join()


running()
