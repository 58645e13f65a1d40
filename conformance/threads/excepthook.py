"""Exceptions that end threads."""
import _thread
import contextlib
import io
import re
import sys
import threading
import time


def run(f, name="T"):
    t = threading.Thread(target=f, name=name)
    t.start()
    t.join()


def shown(f, *args):
    out = io.StringIO()
    with contextlib.redirect_stderr(out):
        f(*args)
    text = re.sub(r'File ".*threading.py", line \d+', 'File "threading.py", line N', out.getvalue())
    text = re.sub(r'File ".*excepthook.py"', 'File "excepthook.py"', text)
    text = re.sub(r"0x[0-9a-f]+", "0x", text)
    print(text, end="")


def fail():
    raise ValueError("failed")


def leave():
    sys.exit("unheard")


shown(run, fail)
shown(run, leave)
print("--")


def raw(f):
    done = threading.Event()

    class Tell:
        def __del__(self):
            done.set()

    def g(tell):
        f()

    _thread.start_new_thread(g, (Tell(),))
    done.wait(10)
    time.sleep(0.02)


shown(raw, fail)
shown(raw, leave)
print("--")
hook = threading.excepthook
threading.excepthook = lambda args: print("hook", args.exc_type.__name__, args.exc_value, args.thread.name, args.exc_traceback is not None)
run(fail, "named")
run(leave)


def bad(args):
    raise KeyError("hook failed")


threading.excepthook = bad
shown(run, fail)
threading.excepthook = hook
print(threading.excepthook is threading.__excepthook__)
args = threading.ExceptHookArgs((ValueError, ValueError("by hand"), None, None))
print(type(args).__name__, args.exc_value, args.thread)
out = io.StringIO()
with contextlib.redirect_stderr(out):
    threading.excepthook(args)
print(out.getvalue().replace(str(threading.get_ident()), "IDENT"), end="")
try:
    threading.excepthook(1)
except TypeError as e:
    print(e)
try:
    threading.excepthook((ValueError, None, None, None))
except TypeError as e:
    print(e)
threading.excepthook(threading.ExceptHookArgs((SystemExit, None, None, None)))
with contextlib.redirect_stderr(None):
    run(fail)
print("end")
