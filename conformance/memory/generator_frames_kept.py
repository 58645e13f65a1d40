"""The frame object of a generator that goes: it goes before the variables, or takes them over where somebody holds it."""
import gc


class F:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


class Counts(F):
    def __del__(self):
        print("counts", self.n, gc.get_count()[0])


def numbers(x, y=None):
    z = F("z")
    yield x
    yield y


async def waits(x):
    return x


async def many(x):
    yield x


gc.disable()
for turn in range(2):
    gc.collect()
    a = numbers(F(1))
    frame = a.gi_frame
    del a
    print("never started", list(frame.f_locals), frame.f_back, frame.f_lineno > 0)
    print(gc.is_tracked(frame), frame.f_code.co_name)
    frame.clear()
    print("cleared", list(frame.f_locals))
    del frame
    a = numbers(F(2))
    next(a)
    frame = a.gi_frame
    del a
    del frame
    a = numbers(F(4))
    frame = a.gi_frame
    a.close()
    print("closed", list(frame.f_locals))
    del a
    print("gone", list(frame.f_locals))
    del frame
    a = numbers(F(5))
    frame = a.gi_frame
    list(a)
    print("run", list(frame.f_locals))
    del a, frame
    a = numbers(F(6))
    next(a)
    frame = a.gi_frame
    try:
        a.throw(KeyError)
    except KeyError:
        pass
    print("thrown", list(frame.f_locals))
    del a, frame
    a = many(F(7))
    frame = a.ag_frame
    del a
    print("asynchronous", list(frame.f_locals))
    del frame
    a = numbers(Counts(8))
    a.gi_frame
    gc.collect()
    del a
    print(gc.get_count()[0])
    a = numbers(Counts(9))
    a.gi_frame
    next(a)
    gc.collect()
    del a
    print(gc.get_count()[0])
a = numbers(1)
frame = a.gi_frame
print(frame.f_lineno)
del a
print(frame.f_lineno)
a = waits(1)
frame = a.cr_frame
print(frame.f_lineno)
a.close()
print(frame.f_lineno)
