"""Locks, conditions, events, semaphores, barriers: between threads, with limits of time."""
import _thread
import gc
import sys
import threading
import time


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except BaseException as e:
        print(type(e).__name__, e)


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


lock = threading.Lock()
print(sys.getsizeof(lock), sys.getsizeof(threading.RLock()), gc.is_tracked(lock), repr(lock)[:24])
attempt(lock.acquire)
print(repr(lock)[:22], lock.locked())
run(lambda: attempt(lock.acquire, False))
run(lambda: attempt(lock.acquire, timeout=0.01))
run(lambda: attempt(lock.release))
print(lock.locked())
attempt(lock.release)
attempt(lock.acquire, timeout=-2)
attempt(lock.acquire, False, 1)
attempt(lock.acquire, timeout=1e100)
attempt(lock.acquire, timeout="a")
attempt(lock.acquire, 1, 2, 3)
attempt(threading.Lock, 1)
with lock:
    attempt(lock.locked)

# A waiting thread gets it.
order = []
lock.acquire()


def waiter():
    with lock:
        order.append("waiter")


t = threading.Thread(target=waiter)
t.start()
time.sleep(0.02)
order.append("main")
lock.release()
t.join()
print(order)

# Counting under a lock loses nothing.
sys.setswitchinterval(1e-5)
total = 0


def add():
    global total
    for _ in range(2000):
        with lock:
            now = total
            total = now + 1


run(*[add] * 8)
print(total)
sys.setswitchinterval(0.005)
print(sys.getswitchinterval())

rlock = threading.RLock()
attempt(rlock.release)
with rlock, rlock:
    print(rlock._is_owned(), rlock._recursion_count(), "locked" in repr(rlock), "count=2" in repr(rlock))
    for f, *args in (rlock.acquire, False), (rlock.release,), (rlock._is_owned,), (rlock._recursion_count,):
        run(lambda: attempt(f, *args))
    state = rlock._release_save()
    print(state[0], state[1] == threading.get_ident(), rlock._is_owned())
    run(lambda: attempt(rlock.acquire, False) or rlock.release())
    rlock._acquire_restore(state)
    print(rlock._recursion_count())
print("unlocked" in repr(rlock))

# Conditions.
condition = threading.Condition()
items, got = [], []


def consume():
    with condition:
        condition.wait_for(lambda: items)
        got.append(items.pop())


threads = [threading.Thread(target=consume) for _ in range(4)]
for t in threads:
    t.start()
for n in range(4):
    with condition:
        items.append(n)
        condition.notify()
for t in threads:
    t.join()
print(sorted(got), items)
with condition:
    print(condition.wait(0.01))
attempt(condition.notify)
attempt(condition.wait)

# Events.
event = threading.Event()
print(event.is_set(), event.wait(0.01), repr(event)[-8:])
woken = []
threads = [threading.Thread(target=lambda: woken.append(event.wait())) for _ in range(5)]
for t in threads:
    t.start()
event.set()
for t in threads:
    t.join()
print(woken, event.is_set())
event.clear()

# Semaphores.
semaphore = threading.BoundedSemaphore(2)
inside, most = 0, 0


def enter():
    global inside, most
    with semaphore:
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.002)
        with lock:
            inside -= 1


run(*[enter] * 8)
print(inside, most)
attempt(semaphore.release)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(timeout=0.01), semaphore.acquire(blocking=False))

# Barriers.
barrier = threading.Barrier(3, action=lambda: order.append("action"))
parts = []
run(*[lambda: parts.append(barrier.wait())] * 3)
print(sorted(parts), order[-1], barrier.n_waiting, barrier.broken)
attempt(barrier.wait, 0.01)
print(barrier.broken)
attempt(barrier.wait)
barrier.reset()
print(barrier.broken)
attempt(threading.Barrier, 0)
