"""What a program puts into a module that registers functions for a fork goes too late to be seen, and the program's globals with it."""
import os
import threading
import weakref


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


for bad in ((), (1,)):
    try:
        os.register_at_fork(*bad)
    except TypeError as error:
        print(type(error).__name__)
try:
    os.register_at_fork(before=5)
except TypeError as error:
    print(error)
kept = Noisy("global")
gone = Noisy("deleted")
weakref.finalize(kept, print, "finalized")
threading.excepthook = lambda args: print("hook", args.exc_type.__name__)
thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()
del gone
print("end")
