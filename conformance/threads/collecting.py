"""Collections while threads run: what their frames hold lives, what they drop dies, once."""
import gc
import sys
import threading
import weakref

gc.collect()


class Node:
    def __init__(self):
        self.me = self


# What a waiting thread's locals hold survives a collection by another.
ready, go = threading.Event(), threading.Event()
seen = []


def hold():
    node = Node()
    seen.append(weakref.ref(node))
    values = [Node() for _ in range(100)]
    seen.extend(map(weakref.ref, values))
    ready.set()
    go.wait()
    assert all(value.me is value for value in values)


t = threading.Thread(target=hold)
t.start()
ready.wait()
gc.collect()
print(sum(ref() is not None for ref in seen))
go.set()
t.join()
print(gc.collect() > 0, sum(ref() is not None for ref in seen))

# Finalizers and callbacks run in the thread that collects.
names = []


class Final:
    def __init__(self):
        self.me = self

    def __del__(self):
        names.append(threading.current_thread().name)


Final()
t = threading.Thread(target=gc.collect, name="collector")
t.start()
t.join()
print(names)
phases = []
gc.callbacks.append(lambda phase, info: phases.append((phase, threading.current_thread().name)))
t = threading.Thread(target=gc.collect, name="collector")
t.start()
t.join()
gc.callbacks.clear()
print(phases)

# A finalizer that waits for another thread which collects too.
class Waiting:
    def __init__(self):
        self.me = self

    def __del__(self):
        t = threading.Thread(target=lambda: names.append(gc.collect()))
        t.start()
        t.join()


Waiting()
gc.collect()
print(names[-1])

# Counts are exact whatever threads do.
value = object()
before = sys.getrefcount(value)


def share():
    for _ in range(200):
        box = [value] * 10
        pair = (value, box)
        {1: pair}


threads = [threading.Thread(target=share) for _ in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
del t, threads
print(sys.getrefcount(value) - before)


# A thread's arguments, result and own object go with it.
class Arg:
    pass


arg = Arg()
ref = weakref.ref(arg)
t = threading.Thread(target=lambda a: None, args=(arg,))
del arg
t.start()
t.join()
print(ref())
ref = weakref.ref(t)
del t
print(ref())


def tracked():
    gc.collect()
    base = gc.get_count()[0]
    t = threading.Thread(target=lambda: None)
    t.start()
    t.join()
    del t
    return gc.get_count()[0] - base < 20


print(tracked(), tracked())
