"""Tracebacks in plain text, straight to a descriptor."""
import faulthandler
import io
import re
import sys
import tempfile
import threading


def shown(*args, **named):
    with tempfile.TemporaryFile("w+") as file:
        file.write("before\n")
        faulthandler.dump_traceback(file, *args, **named)
        file.seek(0)
        return re.sub(r'"[^"]*/', '"', re.sub("0x[0-9a-f]{16}", "0x…", file.read()))


print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.enable(), faulthandler.is_enabled(), faulthandler.disable(), faulthandler.is_enabled())


class Class:
    def méthode(self, all_threads):
        return (lambda: shown(all_threads=all_threads))()


print(Class().méthode(True))
print(Class().méthode(False))


def deep(n):
    return deep(n - 1) if n else shown()


print(len(deep(50).splitlines()), len(deep(200).splitlines()))
there, go = threading.Lock(), threading.Lock()
there.acquire()
go.acquire()


def wait():
    there.release()
    go.acquire()


thread = threading.Thread(target=wait)
thread.start()
there.acquire()
text = shown()
print([line for line in text.splitlines() if "threading.py" not in line])
go.release()
thread.join()
for args in ((-1,), ("x",), (object(),), (1, 2, 3), (10**20,), (999,)):
    try:
        print(faulthandler.dump_traceback(*args))
    except Exception as why:
        print(type(why).__name__, re.sub(" at 0x[0-9a-f]+", "", str(why)))
try:
    faulthandler.enable(io.StringIO())
except Exception as why:
    print(type(why).__name__, why)
kept = sys.stderr
for gone in (lambda: setattr(sys, "stderr", None), lambda: delattr(sys, "stderr")):
    gone()
    try:
        faulthandler.enable()
    except Exception as why:
        print(type(why).__name__, why)
sys.stderr = kept
exec(compile("print(shown())", "<é\u1234\U00012345q>", "exec"), {"shown": shown})
print(faulthandler.cancel_dump_traceback_later())
