"""Streams of files and memory: their sizes, attributes, what they refer to."""
import gc
import io
import os
import sys
import tempfile

path = tempfile.mkstemp()[1]
with open(path, "w") as file:
    file.write("hello\nworld\n")


def names(value):
    return [type(x).__name__ for x in gc.get_referents(value)]


block = os.stat(path).st_blksize
file = open(path, "rb")
print(list(vars(file)), list(vars(file.raw)), sys.getsizeof(file) - block, sys.getsizeof(file.raw), file.name == path,
      file.mode, file.raw.mode, names(file), names(file.raw))
file.read(3)
print(sys.getsizeof(file) - block)
file.close()
print(sys.getsizeof(file))
file = open(path, "rb", 0)
print(list(vars(file)), file.name == path)
file.name = "q"
print(file.name, file)
del file.name
try:
    print(file.name)
except AttributeError as error:
    print(error)
print(repr(file).split("fd=")[1].split()[1:])
file.close()
print(file)
with open(path, "r+b") as file:
    print(type(file), sys.getsizeof(file) - block)
    file.write(b"zz")
    print(sys.getsizeof(file) - block)
with open(path, "wb", 100) as file:
    print(sys.getsizeof(file))
with io.BufferedReader(io.FileIO(path)) as file:
    print(sys.getsizeof(file) - max(io.DEFAULT_BUFFER_SIZE, 0), vars(file))
stream = io.BytesIO(b"hello")
print(sys.getsizeof(io.BytesIO()), sys.getsizeof(stream), stream.read(), sys.getsizeof(stream), vars(stream))
stream = io.StringIO()
stream.write("x" * 1000)
print(sys.getsizeof(stream), vars(stream))
for cls in io.FileIO, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.BytesIO, io.StringIO:
    print(cls.__mro__, cls.__basicsize__, cls.__dictoffset__, cls.__weakrefoffset__, hex(cls.__flags__ & ~(1 << 19)))
    one = cls.__new__(cls) if cls in (io.BytesIO, io.StringIO) else None
print(issubclass(io.BufferedRWPair, io.BufferedIOBase), issubclass(io.TextIOWrapper, io.TextIOBase))
os.remove(path)
