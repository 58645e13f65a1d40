"""Functions that run at exit: those that unregister, clear, register or raise while they run, and what is said of them."""
import atexit
import re
import sys


class Masked:
    def write(self, text):
        text = re.sub('".*/', '"', text)
        sys.__stdout__.write(re.sub("0x[0-9a-f]+", "0x", text))

    def flush(self):
        pass


sys.stderr = Masked()


def plain():
    print("plain")


def unregisters():
    print("unregisters")
    atexit.unregister(plain)


def clears():
    print("clears", atexit._ncallbacks())
    atexit._clear()
    print("left", atexit._ncallbacks())


def registers():
    print("registers")
    atexit.register(plain)


def fails():
    raise ValueError("at exit")


def leaves():
    raise SystemExit(7)


print("none", atexit._ncallbacks())
atexit.register(plain)
atexit.register(plain)
atexit.unregister(plain)
print("unregistered ones keep their places", atexit._ncallbacks())
atexit.register(plain)
atexit.register(unregisters)
atexit.register(registers)
atexit._run_exitfuncs()
print("after a run", atexit._ncallbacks())
atexit.register(plain)
atexit.register(clears)
atexit._run_exitfuncs()
print("after clearing", atexit._ncallbacks())
atexit.register(fails)
atexit.register(leaves)
print(atexit._run_exitfuncs())


class Odd:
    def __eq__(self, other):
        raise ValueError("not comparable")

    def __call__(self):
        print("odd")


atexit.register(Odd())
atexit.register(plain)
try:
    atexit.unregister(plain)
except ValueError as error:
    print(error, atexit._ncallbacks())


def hook(report):
    print("hook", report.exc_type.__name__, re.sub("0x[0-9a-f]+", "0x", report.err_msg), report.object)


sys.unraisablehook = hook
atexit.register(fails)
atexit.register(registers)
print("end")
