"""Queues between threads: order, limits of time, shutdown."""
import queue
import threading


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except BaseException as e:
        print(type(e).__name__, e)


for kind in queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue:
    q = kind()
    for n in (3, 1, 2):
        q.put(n)
    print(kind.__name__, q.qsize(), [q.get() for _ in range(3)], q.empty())
    attempt(q.get, timeout=0.01)
    attempt(q.get_nowait)
    attempt(q.get, timeout=-1)

bounded = queue.Queue(3)
seen = []


def produce():
    for n in range(200):
        bounded.put(n)
    bounded.put(None)


def consume():
    while (n := bounded.get()) is not None:
        seen.append(n)
        bounded.task_done()
    bounded.task_done()


threads = [threading.Thread(target=f) for f in (produce, consume)]
for t in threads:
    t.start()
bounded.join()
for t in threads:
    t.join()
print(seen == list(range(200)), bounded.unfinished_tasks)
attempt(bounded.task_done)
for n in range(3):
    bounded.put(n)
attempt(bounded.put, 4, timeout=0.01)
attempt(bounded.put_nowait, 4)

# Several workers get everything once.
work, results = queue.SimpleQueue(), queue.SimpleQueue()


def worker():
    while (n := work.get()) is not None:
        results.put(n * n)


threads = [threading.Thread(target=worker) for _ in range(5)]
for t in threads:
    t.start()
for n in range(300):
    work.put(n)
for _ in threads:
    work.put(None)
for t in threads:
    t.join()
print(results.qsize(), sorted(results.get() for _ in range(300)) == [n * n for n in range(300)])

closing = queue.Queue()
ends = []


def wait():
    try:
        closing.get()
    except queue.ShutDown as e:
        ends.append(type(e).__name__)


threads = [threading.Thread(target=wait) for _ in range(3)]
for t in threads:
    t.start()
closing.shutdown()
for t in threads:
    t.join()
print(ends)
attempt(closing.put, 1)
