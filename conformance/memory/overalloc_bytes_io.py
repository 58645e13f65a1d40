"""`BytesIO`: when its bytes are shared, how they grow, shrink and are handed out, and what a view of them forbids."""
import copy
import gc
import io
import pickle
import sys


def runs(values):
    out = []
    for v in values:
        if out and out[-1][0] == v:
            out[-1][1] += 1
        else:
            out.append([v, 1])
    return " ".join("%d*%d" % (v, n) for v, n in out)


def sizes(stream, step, n):
    found = [sys.getsizeof(stream)]
    for i in range(n):
        step(stream, i)
        found.append(sys.getsizeof(stream))
    return runs(found)


def attempt(label, f):
    try:
        print(label, f())
    except Exception as exc:
        print(label, type(exc).__name__, "|", exc)


print("three at a time", sizes(io.BytesIO(), lambda s, i: s.write(b"abc"), 200))
print("one at a time", sizes(io.BytesIO(), lambda s, i: s.write(b"x"), 100))
print("more and more", sizes(io.BytesIO(), lambda s, i: s.write(bytes(10 * i)), 40))
print("shorter", sizes(io.BytesIO(bytes(100)), lambda s, i: s.truncate(100 - i), 100))
print("handed out", sizes(io.BytesIO(), lambda s, i: (s.write(b"abc"), s.getvalue()), 20))
print("read", sizes(io.BytesIO(bytes(50)), lambda s, i: s.read(7), 10))
print("of a bytearray", sizes(io.BytesIO(bytearray(50)), lambda s, i: s.write(b"1234567"), 10))
print("over and over", sizes(io.BytesIO(), lambda s, i: (s.seek(0), s.write(bytes(i))), 30))

constant = b"constant bytes"
s = io.BytesIO(constant)
print("shared", s.getvalue() is constant, s.read() is constant, sys.getsizeof(s), sys.getrefcount(bytes(s.getvalue())) > 2)
print("referents", [r for r in gc.get_referents(s) if isinstance(r, bytes)])
s.seek(0)
s.write(b"C")
print("written", s.getvalue(), constant, sys.getsizeof(s), s.getvalue() is s.getvalue())
value = s.getvalue()
print("shared again", sys.getsizeof(s))
del value
print("alone", sys.getsizeof(s))

view = s.getbuffer()
view[0] = 99
print("view", s.getvalue(), type(view.obj).__name__, view.readonly, len(view))
attempt("write", lambda: s.write(b"more"))
attempt("truncate", lambda: s.truncate(1))
attempt("close", lambda: s.close())
attempt("read is fine", lambda: (s.seek(0), s.read(3)))
view.release()
attempt("write", lambda: s.write(b"more"))
attempt("value", s.getvalue)
attempt("state", s.__getstate__)
attempt("copied", lambda: copy.copy(s).getvalue())
attempt("pickled", lambda: pickle.loads(pickle.dumps(s)).tell())
attempt("init", lambda: (s.__init__(b"new"), s.getvalue(), s.tell()))
attempt("lines", lambda: list(io.BytesIO(b"a\nbb\nc")))
attempt("readlines", lambda: io.BytesIO(b"a\nbb\nc").readlines(2))
attempt("writelines", lambda: (s.writelines([b"1", b"2"]), s.getvalue()))
attempt("gap", lambda: (s.seek(6), s.write(b"z"), s.getvalue()))
attempt("readinto", lambda: s.readinto(b"ab"))
attempt("text", lambda: s.write("text"))
attempt("seek", lambda: s.seek(-1))
attempt("size", lambda: s.truncate(-1))
s.close()
for name in ("read", "getvalue", "getbuffer", "tell", "readable", "close", "__enter__"):
    attempt("closed " + name, getattr(s, name))
print("closed", s.closed, sys.getsizeof(s))


class Sub(io.BytesIO):
    pass


s = Sub(b"sub")
s.extra = 1
print("subclass", sys.getsizeof(s), s.read(), s.__getstate__())
