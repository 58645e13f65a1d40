"""The end: threads that are waited for, functions called, daemons that are left where they are."""
import atexit
import threading
import time
import _thread

order = []


def late():
    threading.main_thread().join()
    print("thread: the main module has ended:", not threading.main_thread().is_alive())
    # A thread may start another while it is waited for.
    threading.Thread(target=lambda: (time.sleep(0.02), print("thread of a thread"))).start()


def spin():
    while True:
        time.sleep(0.001)


def busy():
    n = 0
    while True:
        n += 1


class Watched:
    def __del__(self):
        print("global dies")


watched = Watched()
held = threading.Lock()


def hold():
    with held:
        spin()


local = threading.local()
for f in spin, busy, hold, lambda: threading.Event().wait():
    threading.Thread(target=f, daemon=True).start()
_thread.start_new_thread(spin, ())
threading.Thread(target=late).start()
threading._register_atexit(print, "threading's atexit")
atexit.register(print, "atexit")
print("main ends")
