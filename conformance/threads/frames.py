"""sys._current_frames and _current_exceptions."""
import sys
import threading
import traceback

entered, leave = threading.Event(), threading.Event()


def f123():
    g456()


def g456():
    try:
        raise ValueError("oops")
    except ValueError:
        if leave.wait(timeout=10):
            pass


def start():
    entered.set()
    f123()


t = threading.Thread(target=start)
t.start()
entered.wait()
while True:
    frames = sys._current_frames()
    names = [s.name for s in traceback.extract_stack(frames[t.ident])]
    if "g456" in names and "wait" in names:
        break
print(sorted(frames) == sorted([t.ident, threading.get_ident()]))
print(frames[threading.get_ident()] is sys._getframe())
at = names.index("f123")
print(names[at : at + 2])
exceptions = sys._current_exceptions()
print(repr(exceptions[t.ident]), exceptions[threading.get_ident()])
frame = frames[t.ident]
while frame.f_code.co_name != "g456":
    frame = frame.f_back
print(frame.f_locals, frame.f_back.f_code.co_name)
try:
    1 / 0
except ZeroDivisionError:
    print(repr(sys._current_exceptions()[threading.get_ident()]))
leave.set()
t.join()
print(list(sys._current_frames()) == [threading.get_ident()])
print(frame.f_code.co_name, frame.f_lineno > 0)
