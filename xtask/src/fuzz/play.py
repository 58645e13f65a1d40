"""Runs many programs, each with its own copy of what programs start with."""
import gc
import sys
import observe

with open(observe.__file__) as stream:
    CODE = compile(stream.read(), observe.__file__, "exec")
del stream


def mark(number):
    sys.stdout.write("== program " + str(number) + "\n")
    sys.stdout.flush()


def play(number, text):
    mark(number)
    # What the last program set: this one's classes and code are made before it begins.
    gc.set_threshold(2000, 10, 10)
    own = {"__name__": "observe"}
    exec(CODE, own)
    space = {"__name__": "__main__"}
    for name, value in own.items():
        if not name.startswith("_"):
            space[name] = value
    del name, value
    code = compile(text, "program", "exec")
    try:
        own["begin"]()
        exec(code, space)
    except BaseException as problem:
        own["print"]("broke off", type(problem).__name__)
    space.clear()
    own["print"]("left", gc.collect())
    own["KEEP"].clear()
    own["print"]("kept", gc.collect())
    own["flush"]()
    own.clear()


