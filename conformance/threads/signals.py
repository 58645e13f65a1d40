"""Signals are for the main thread, whatever thread the system chooses."""
import _thread
import os
import signal
import threading
import time


def attempt(f, *args):
    try:
        print(f(*args))
    except BaseException as e:
        print(type(e).__name__, e)


def run(f, *args):
    t = threading.Thread(target=f, args=args)
    t.start()
    t.join()


main = threading.get_ident()
heard = []
signal.signal(signal.SIGUSR1, lambda n, frame: heard.append((n, threading.get_ident() == main)))
run(attempt, signal.signal, signal.SIGUSR1, signal.SIG_DFL)
run(attempt, signal.set_wakeup_fd, -1)
run(os.kill, os.getpid(), signal.SIGUSR1)
time.sleep(0)
print(heard)

# A waiting main thread is interrupted, and goes on waiting.
lock = threading.Lock()
lock.acquire()


def later():
    time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGUSR1)
    time.sleep(0.05)
    lock.release()


t = threading.Thread(target=later)
t.start()
print(lock.acquire(), heard)
t.join()


# ... or not, when the handler raises.
def stop(n, frame):
    raise TimeoutError("stopped")


signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.05)
attempt(lock.acquire)
signal.setitimer(signal.ITIMER_REAL, 0.05)
attempt(time.sleep, 10)
gate = threading.Event()
t = threading.Thread(target=gate.wait)
t.start()
signal.setitimer(signal.ITIMER_REAL, 0.05)
attempt(t.join)
gate.set()
t.join()


# While another thread computes.
def compute():
    while not heard_all.is_set():
        sum(range(100))


heard.clear()
heard_all = threading.Event()
t = threading.Thread(target=compute)
t.start()
for _ in range(5):
    os.kill(os.getpid(), signal.SIGUSR1)
    time.sleep(0.01)
heard_all.set()
t.join()
print(len(heard) == 5, set(heard))

# interrupt_main.
attempt(lambda: (_thread.interrupt_main(), time.sleep(1)))
run(_thread.interrupt_main, signal.SIGUSR1)
time.sleep(0)
print(len(heard))
try:
    run(_thread.interrupt_main)
    for _ in range(1000):
        time.sleep(0.001)
except KeyboardInterrupt:
    print("KeyboardInterrupt")
attempt(_thread.interrupt_main, 1000)
signal.signal(signal.SIGINT, signal.SIG_IGN)
attempt(_thread.interrupt_main)
