"""Which methods of a file picklers and unpicklers call, with what, and what they make of the answers."""
import io
import pickle
import _pickle


class Out:
    def __init__(self):
        self.pieces = []

    def write(self, data):
        self.pieces.append((type(data).__name__, memoryview(data).nbytes, bytes(memoryview(data)[:12])))


class In:
    def __init__(self, data, peek=None, readinto=False):
        self.file = io.BytesIO(data)
        self.calls = []
        if peek is not None:
            self.peek = peek.__get__(self)
        if readinto:
            self.readinto = self.fill

    def read(self, n):
        self.calls.append(("read", n))
        return self.file.read(n)

    def readline(self):
        self.calls.append("readline")
        return self.file.readline()

    def fill(self, room):
        self.calls.append(("readinto", len(room), room.readonly, room.format))
        return self.file.readinto(room)


def look(self, n):
    self.calls.append(("peek", n))
    at = self.file.tell()
    data = self.file.read(n)
    self.file.seek(at)
    return data


def look_little(self, n):
    self.calls.append(("peek", n))
    at = self.file.tell()
    data = self.file.read(3)
    self.file.seek(at)
    return data


def look_never(self, n):
    self.calls.append(("peek", n))
    raise NotImplementedError


def look_badly(self, n):
    raise ZeroDivisionError


OBJECTS = [
    1, "text", [1, 2, 3], b"b" * 10, b"c" * 70000, "d" * 70000, bytearray(70000), ["e" * 300] * 3, [b"f" * 40000] * 2,
    [str(i) * 3000 for i in range(60)], {i: str(i) for i in range(20)}, 1 << 900,
]

for protocol in range(6):
    for value in OBJECTS:
        out = Out()
        pickle.dump(value, out, protocol)
        print(protocol, out.pieces)
        data = pickle.dumps(value, protocol) + b"rest"
        for peek in None, look, look_little, look_never:
            for readinto in False, True:
                file = In(data, peek, readinto)
                back = pickle.load(file)
                calls = file.calls
                print("   ", back == value, len(calls), calls[:6], calls[-2:], file.file.tell() - len(data))


def attempt(f):
    try:
        print(ascii(f()))
    except BaseException as error:
        print(type(error).__name__, error)


data = pickle.dumps(["abc", b"d" * 100000, bytearray(100000), "e" * 300, 1.5], 5)
attempt(lambda: pickle.load(In(data, look_badly)))
for end in 0, 1, 2, 5, 20, 50, 100, 70000, 100100, 150000, len(data) - 1:
    for peek in None, look:
        for readinto in False, True:
            attempt(lambda: len(pickle.load(In(data[:end], peek, readinto))))
    attempt(lambda: len(pickle.loads(data[:end])))

for answer in None, 5, "text", b"", bytearray(b"N."), memoryview(b"N."), b"N.":
    class Odd:
        def read(self, n):
            return answer

        def readline(self):
            return answer

    attempt(lambda: pickle.load(Odd()))
    attempt(lambda: _pickle.Unpickler(Odd()).load())

for answer in None, -1, 0, 5, 100000, "x", 1 << 80:
    class Filler(In):
        def fill(self, room):
            super().fill(room)
            return answer

    attempt(lambda: len(pickle.load(Filler(data, None, True))))

for kind in bytes, bytearray, memoryview:
    attempt(lambda: pickle.loads(kind(pickle.dumps([1, "a"]))))
attempt(lambda: pickle.loads(memoryview(pickle.dumps([1, "a"]) * 2)[::2]))
attempt(lambda: pickle.loads("text"))


class NoWrite:
    pass


attempt(lambda: pickle.dump(1, NoWrite()))
attempt(lambda: pickle.load(NoWrite()))


class Fails:
    def write(self, data):
        raise ZeroDivisionError


attempt(lambda: pickle.dump(1, Fails()))
attempt(lambda: pickle.dump("x" * 100000, Fails()))

# One pickler and one unpickler for several pickles.
file = io.BytesIO()
pickler = _pickle.Pickler(file, 4)
shared = ["shared"]
for value in shared, [shared, shared], "shared":
    pickler.dump(value)
pickler.clear_memo()
pickler.dump(shared)
print(file.getvalue())
file.seek(0)
unpickler = _pickle.Unpickler(file)
first, second, third = unpickler.load(), unpickler.load(), unpickler.load()
print(first, second, third, second[0] is first, sorted(unpickler.memo.copy()))
unpickler.memo.clear()
attempt(unpickler.load)
print(unpickler.memo.copy())

# Buffers outside of the stream.
buffers = []
value = [pickle.PickleBuffer(b"abc"), pickle.PickleBuffer(bytearray(b"xyz")), pickle.PickleBuffer(memoryview(b"123456")[1:3])]
data = pickle.dumps(value, 5, buffer_callback=buffers.append)
print(data, [bytes(b.raw()) for b in buffers], [b is v for b, v in zip(buffers, value)])
print([(type(v).__name__, bytes(v)) for v in pickle.loads(data, buffers=buffers)])
print([(type(v).__name__, bytes(v)) for v in pickle.loads(data, buffers=[b"1", bytearray(b"2"), memoryview(bytearray(b"3"))])])
print([getattr(memoryview(v), "readonly") for v in pickle.loads(data, buffers=[b"1", bytearray(b"2"), memoryview(bytearray(b"3"))])])
print(pickle.dumps(value, 5), pickle.dumps(value, 5, buffer_callback=lambda b: True))
print([type(v).__name__ for v in pickle.loads(pickle.dumps(value, 5))])
attempt(lambda: pickle.loads(data))
attempt(lambda: pickle.loads(data, buffers=[]))
attempt(lambda: pickle.loads(data, buffers=5))
attempt(lambda: pickle.dumps(value, 4))
attempt(lambda: pickle.dumps(pickle.PickleBuffer(memoryview(b"123456")[::2]), 5))
attempt(lambda: pickle.PickleBuffer(memoryview(b"123456")[::2]).raw())
attempt(lambda: pickle.PickleBuffer(5))
attempt(lambda: pickle.PickleBuffer())
attempt(lambda: pickle.PickleBuffer(b"", 5))
released = pickle.PickleBuffer(b"abc")
released.release()
attempt(lambda: released.raw())
attempt(lambda: bytes(released))
attempt(lambda: memoryview(released))
attempt(lambda: pickle.dumps(released, 5))
array = bytearray(b"abc")
holder = pickle.PickleBuffer(array)
attempt(lambda: array.append(1))
holder.release()
attempt(lambda: array.append(1))
view = memoryview(bytearray(range(12))).cast("B", (3, 4))
wrapped = pickle.PickleBuffer(view)
out = Out()
pickle.dump([pickle.PickleBuffer(b"x" * 70000), pickle.PickleBuffer(bytearray(70000))], out, 5)
print([piece[:2] for piece in out.pieces])
print(memoryview(wrapped).shape, wrapped.raw().shape, wrapped.raw().format, memoryview(pickle.PickleBuffer(view)).tolist())
attempt(lambda: pickle.loads(pickle.dumps(wrapped, 5)))
