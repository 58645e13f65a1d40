"""zlib: bytes, messages, streams and dictionaries."""
import binascii
import copy
import gc
import hashlib
import random
import sys
import zlib

print({name: value for name, value in vars(zlib).items() if isinstance(value, int)})
print(zlib.error, zlib.error.__mro__)
objects = (zlib.compressobj(), zlib.decompressobj(), zlib._ZlibDecompressor())
for it in objects:
    kind = type(it)
    print(kind, kind.__basicsize__, kind.__flags__, sys.getsizeof(it), gc.is_tracked(it), gc.get_referents(it))
    print([(name, type(value).__name__) for name, value in vars(kind).items() if name != "__doc__"])


def tell(function, *args, **named):
    try:
        answer = function(*args, **named)
        print("gives", answer if not isinstance(answer, bytes) or len(answer) < 60 else (len(answer), hashlib.md5(answer).hexdigest()))
    except BaseException as why:
        print(type(why).__name__, why)


tell(type(objects[0]))
tell(type(objects[1]))
for call in (zlib.crc32, zlib.adler32, binascii.crc32):
    for args in ((b"",), (b"a",), (b"hello" * 1000,), (b"hello", 1), (b"hello", 0xFFFFFFFF), (b"", 0xFFFFFFFF), (b"hello", -1), (b"hello", 2**40 + 5), (b"x", 2**100), (), ("a",), (b"a", 1, 2), (b"a", "1"), (bytearray(b"abc"),), (memoryview(b"abc"),)):
        tell(call, *args)

random.seed(5)
words = [random.randbytes(random.randrange(2, 9)) for _ in range(300)]
datas = {
    "empty": b"", "one": b"a", "three": b"abc", "zeros": bytes(100000), "text": b"hello world " * 1000, "numbers": b"".join(b"%d," % i for i in range(20000)),
    "random": random.randbytes(70000), "words": b" ".join(random.choice(words) for _ in range(30000)), "few": bytes(random.choice(b"abcd") for _ in range(50000)),
    "skewed": bytes(min(255, int(random.expovariate(0.1))) for _ in range(60000)),
}
for name, data in datas.items():
    print(name, len(data), hashlib.md5(data).hexdigest())
    for level in range(-1, 10):
        made = zlib.compress(data, level)
        print(level, len(made), hashlib.md5(made).hexdigest(), zlib.decompress(made) == data)
    for bits in (-15, -9, 9, 10, 12, 25, 31):
        made = zlib.compress(data, wbits=bits)
        print(bits, len(made), hashlib.md5(made).hexdigest(), zlib.decompress(made, bits) == data, zlib.decompress(made, bits, 1) == data)
    for memory in (1, 4, 9):
        for strategy in range(5):
            stream = zlib.compressobj(6, zlib.DEFLATED, 15, memory, strategy)
            made = stream.compress(data) + stream.flush()
            print(memory, strategy, len(made), hashlib.md5(made).hexdigest(), zlib.decompress(made) == data)

# Piece by piece, flushed in between, copied.
data = datas["words"]
for level in (0, 1, 6, 9):
    stream = zlib.compressobj(level)
    pieces = []
    for at in range(0, len(data), 7001):
        pieces.append(stream.compress(data[at:at + 7001]))
        if at % 3 == 0:
            pieces.append(stream.flush(at // 3 % 6 if at // 3 % 6 != 4 else 2))
        if at % 5 == 0:
            stream = stream.copy()
    pieces.append(copy.deepcopy(stream).flush())
    made = b"".join(pieces)
    print(level, [len(piece) for piece in pieces][:40], hashlib.md5(made).hexdigest(), zlib.decompress(made) == data)
    tell(copy.copy(stream).flush, zlib.Z_FINISH)
    stream.flush()
    tell(stream.compress, b"x")
    tell(stream.flush)
    tell(stream.copy)
for call, arguments in (
    (zlib.compress, ((), (b"a", 10), (b"a", -2), (b"a", 6, 16), (b"a", 6, 7), (b"a", 6, -16), ("a",), (b"a", "6"), (b"a", 6, 15, 1), (b"a", 2**40))),
    (zlib.compressobj, ((10,), (6, 9), (6, 8, 7), (6, 8, -8), (6, 8, 8), (6, 8, 15, 0), (6, 8, 15, 10), (6, 8, 15, 8, 5), (6, 8, 15, 8, 0, "x"), (6, 8, 31, 8, 0, b"x"), ("x",), (1, 2, 3, 4, 5, 6, 7))),
    (zlib.decompressobj, ((48,), (7,), (-7,), (0, "x"), (15, b"a", 1), ("x",))),
    (zlib._ZlibDecompressor, ((48,), (7,), (15, "x"), (15, b"a", 1))),
    (zlib.decompress, ((), (b"",), (b"a",), (b"abcdef",), (b"x\x9c",), (zlib.compress(b"abc"), 48), (zlib.compress(b"abc"), -15), (zlib.compress(b"abc"), 31), (zlib.compress(b"abc"), 47), (zlib.compress(b"abc", wbits=31), 47), (zlib.compress(b"abc"), 0), (zlib.compress(b"abc"), 15, -1), (zlib.compress(b"abc"), 15, 0), (zlib.compress(b"abc") + b"more",), (zlib.compress(b"abc")[:-1],), ("x",))),
):
    for args in arguments:
        try:
            answer = call(*args)
            print(call.__name__, answer if isinstance(answer, bytes) else type(answer))
        except BaseException as why:
            print(call.__name__, type(why).__name__, why)

# Broken streams.
made = bytearray(zlib.compress(b"the quick brown fox " * 20 + bytes(range(200))))
for at in range(0, len(made), 3):
    for bit in (1, 0x40):
        broken = bytearray(made)
        broken[at] ^= bit
        tell(zlib.decompress, broken)
for header in (
    b"\x1f\x8b\x08\x00", b"\x1f\x8b\x07\x00\x00\x00\x00\x00\x00\x00", b"\x1f\x8b\x08\xe0\x00\x00\x00\x00\x00\x00", b"\x1f\x8b\x08\x02\x00\x00\x00\x00\x00\x03\x00\x00\x03\x00",
    b"\x1f\x8b\x08\x1c\x00\x00\x00\x00\x00\x03\x02\x00xxname\x00comment\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00", b"\x1f\x8c\x08\x00",
):
    tell(zlib.decompress, header, 31)
for body in (b"\x07", b"\x00\x01\x00\x00\x00", b"\x05\xff\xff\xff\xff\xff", b"\x05\x00\x80", b"\x03\xfe", b"\x63\xff\xff\xff\xff"):
    tell(zlib.decompress, body, -15)

# Reading piece by piece.
made = zlib.compress(data) + b"what follows"
for step, most in ((1, 0), (1000, 0), (100000, 1000), (5000, 1), (5000, 40000), (len(made), 0)):
    stream = zlib.decompressobj()
    out, lengths = [], []
    at = 0
    while at < len(made) and not stream.eof and len(out) < 4000:
        piece = stream.decompress(stream.unconsumed_tail + made[at:at + step], most)
        at += step
        out.append(piece)
        if len(out) % 7 == 0:
            stream = stream.copy()
    out.append(stream.flush())
    whole = b"".join(out)
    print(step, most, len(out), len(whole), hashlib.md5(whole).hexdigest(), stream.eof, stream.unused_data[:20], len(stream.unconsumed_tail))
    tell(stream.decompress, b"more")
    if stream.eof:
        tell(stream.copy)
    tell(stream.flush, 0)
for step, most in ((1000, -1), (3000, 500), (len(made), 100), (len(made), -1)):
    stream = zlib._ZlibDecompressor()
    out, needs, at = [], [], 0
    while not stream.eof and len(out) < 3000:
        piece = made[at:at + step] if stream.needs_input else b""
        at += len(piece)
        out.append(stream.decompress(piece, max_length=most))
        needs.append(stream.needs_input)
        if at >= len(made) and not out[-1]:
            break
    print(step, most, len(out), sum(needs), sum(map(len, out)), stream.eof, stream.unused_data)
    tell(stream.decompress, b"")

made = zlib.compress(bytes(3000) + b"abcdefgh", wbits=-15)
for cut in range(1, len(made)):
    stream = zlib._ZlibDecompressor(-15)
    print(cut, [(len(stream.decompress(piece, 10)), stream.needs_input) for piece in (made[:cut], b"", b"")])

for broken in (made[:-2] + b"\xff\xff", zlib.compress(data)[:-1] + b"x", zlib.compress(b"a" * 100)[:-1] + b"x"):
    stream = zlib.decompressobj(-15 if broken[:1] != b"x" else 15)
    tell(stream.decompress, broken, 50)
    tell(stream.flush)
    tell(stream.flush)
    tell(stream.decompress, b"")

# Dictionaries.
dictionary = b"the quick brown fox jumps over the lazy dog"
for bits in (15, -15):
    stream = zlib.compressobj(9, zlib.DEFLATED, bits, zdict=dictionary)
    made = stream.compress(b"the lazy dog jumps over the quick brown fox") + stream.flush()
    print(bits, made)
    tell(lambda: zlib.decompressobj(bits, zdict=dictionary).decompress(made))
    tell(lambda: zlib.decompressobj(bits, dictionary[1:]).decompress(made))
    tell(lambda: zlib.decompressobj(bits).decompress(made))
    tell(zlib.decompress, made, bits)
