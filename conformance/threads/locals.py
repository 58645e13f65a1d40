"""threading.local: values for each thread, __init__ for each, the end of a thread's values."""
import gc
import sys
import threading
import weakref


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except BaseException as e:
        print(type(e).__name__, e)


def run(f, *args):
    t = threading.Thread(target=f, args=args)
    t.start()
    t.join()


local = threading.local()
local.x = "main"
print(sys.getsizeof(local), local.__dict__)


def other():
    attempt(lambda: local.x)
    local.x = "other"
    local.y = 2
    print(local.__dict__)
    del local.x
    attempt(lambda: local.x)
    attempt(delattr, local, "x")


run(other)
print(local.x, local.__dict__)
attempt(setattr, local, "__dict__", {})
attempt(delattr, local, "__dict__")
attempt(threading.local, 1)


class Counted(threading.local):
    shared = []
    number = 0

    def __init__(self, start, *, step=1):
        self.shared.append(start)
        self.number = start
        self.step = step

    def next(self):
        self.number += self.step
        return self.number


counted = Counted(10, step=5)
print(counted.next(), counted.next())


def use():
    print(counted.next(), counted.number, counted.__dict__)


run(use)
run(use)
print(counted.next(), counted.shared)


class Bad(threading.local):
    def __init__(self):
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("not here")
        self.ok = True


bad = Bad()
run(lambda: attempt(lambda: bad.ok))
run(lambda: attempt(lambda: bad.ok))
print(bad.ok)


class Slotted(threading.local):
    __slots__ = ("slot",)


slotted = Slotted()
slotted.slot = 1
run(lambda: attempt(lambda: slotted.slot))


class Value:
    def __del__(self):
        print("value dies")


# The values go with the thread.
def hold():
    local.value = Value()
    print("held")


run(hold)
print("thread over")

# ... and with the object, for all threads at once.
short = threading.local()
gate, ready = threading.Event(), threading.Event()


def keep(box):
    box[0].value = Value()
    box.clear()
    ready.set()
    gate.wait()


t = threading.Thread(target=keep, args=([short],))
t.start()
ready.wait()
print("object goes")
ref = weakref.ref(short)
del short
gc.collect()
print(ref())
gate.set()
t.join()

# Many threads, many objects.
objects = [threading.local() for _ in range(20)]
sums = []


def fill(n):
    for i, o in enumerate(objects):
        o.v = i * n
    sums.append(sum(o.v for o in objects))


threads = [threading.Thread(target=fill, args=(n,)) for n in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(sums), [hasattr(o, "v") for o in objects].count(True))
cycle = threading.local()
cycle.me = cycle
ref = weakref.ref(cycle)
del cycle
gc.collect()
print(ref())
