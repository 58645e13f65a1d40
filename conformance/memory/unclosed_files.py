"""Files that go without having been closed: who is warned, of what, where, and what happens to the file."""
import gc
import io
import os
import re
import sys
import tracemalloc
import warnings


class Masked:
    def write(self, text):
        text = re.sub("0x[0-9a-f]+", "0x", text).replace(__file__, "FILE")
        sys.__stdout__.write(re.sub("(?i)utf-8", "UTF-8", text))

    def flush(self):
        pass


def forgets():
    kept = open(__file__)
    return 1


def makes():
    return open(__file__)


sys.stderr = Masked()
print("nobody asked")
open(__file__)
warnings.simplefilter("always")
print("text, buffer, raw")
open(__file__)
open(__file__, "rb")
open(__file__, "rb", buffering=0)
io.FileIO(__file__)
forgets()
print("closed ones")
file = open(__file__)
file.close()
del file
with open(__file__) as file:
    pass
del file
print("parts")
part = open(__file__).buffer
print(part.closed)
part = open(__file__, "rb").raw
print(part.closed)
print("a borrowed descriptor")
number = os.open(__file__, os.O_RDONLY)
open(number, closefd=False)
io.FileIO(number, closefd=False)
os.close(number)
print("failed ones")
for wrong in (dict(encoding="nope"), dict(mode="b+"), dict(buffering=0), dict(newline="q"), dict(errors=5)):
    try:
        open(__file__, **wrong)
    except (LookupError, ValueError, TypeError) as error:
        print(type(error).__name__, error)


class Named(io.TextIOWrapper):
    def __repr__(self):
        return "Named!"


Named(open(__file__, "rb"))
print("a cycle")
cycle = [open(__file__)]
cycle.append(cycle)
del cycle
gc.collect()
print("warnings as errors")
warnings.simplefilter("error")
open(__file__)
open(__file__, "rb")
cycle = [open(__file__)]
cycle.append(cycle)
del cycle
gc.collect()
print("where it was opened")
warnings.simplefilter("always")
tracemalloc.start(4)
file = makes()
del file
file = makes()
file = None
tracemalloc.stop()
warnings.simplefilter("ignore")
print("ignored")
open(__file__)
