"""What zlib takes, at most and in the end."""
import tracemalloc
import zlib


def peak(function, *args):
    tracemalloc.start()
    for _ in range(3):
        function(*args)
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    result = function(*args)
    now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return now - before, most - before


data = b"hello world " * 1000
for level in (0, 1, 6, 9):
    print(level, peak(zlib.compress, data, level))
for bits in (9, 10, 12, 15, -15, 31):
    print(bits, peak(zlib.compress, data, 6, bits), peak(zlib.compressobj, 6, 8, bits))
for memory in (1, 5, 9):
    print(memory, peak(zlib.compressobj, 6, 8, 15, memory))
made = zlib.compress(data)
print(peak(zlib.decompressobj), peak(zlib._ZlibDecompressor))
for size in (100, 12000, 12001, 16384, 100000):
    print(size, peak(zlib.decompress, made, 15, size))
