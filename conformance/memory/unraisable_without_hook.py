"""Without `sys.unraisablehook`, and with None for it, the default hook reports; a hook that can't be called is reported itself."""
import io
import sys


class Fails:
    def __del__(self):
        raise ValueError("in __del__")


def report(label):
    sys.stderr = io.StringIO()
    Fails()
    lines = sys.stderr.getvalue().splitlines()
    sys.stderr = sys.__stderr__
    print(label, [line.split(" at 0x")[0].split("<function")[0] for line in (lines[0], lines[-1])] if lines else lines)


report("default")
sys.unraisablehook = None
report("None")
del sys.unraisablehook
report("deleted")
sys.unraisablehook = 5
report("a number")
sys.unraisablehook = lambda args: print("own", args.exc_type.__name__, args.exc_value, args.err_msg)
report("own")
