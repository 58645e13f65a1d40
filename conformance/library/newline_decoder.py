# `io.IncrementalNewlineDecoder`: pieces, states, what it has seen, and its size.
import codecs
import gc
import io
import itertools
import sys

D = io.IncrementalNewlineDecoder
print(D.__basicsize__, gc.is_tracked(D(None, 0)), sys.getsizeof(D(None, True)), [n for n in sorted(vars(D)) if n != "__doc__"])
for translate in False, True:
    for pieces in itertools.product(["", "a", "\r", "\n", "\r\n", "b\r", "\rc\n", "\u0416\r\r\n"], repeat=2):
        d = D(None, translate)
        out = [d.decode(p) for p in pieces]
        state = d.getstate()
        out.append(d.decode("", final=True))
        print(translate, [ascii(p) for p in out], state, ascii(d.newlines))
d = D(codecs.getincrementaldecoder("utf-8")(), True)
print(ascii(d.decode(b"\xd0")), d.getstate(), ascii(d.decode(b"\x96\r")), d.getstate())
saved = d.getstate()
print(ascii(d.decode(b"\n")), d.getstate(), d.newlines == "\r\n")
d.setstate(saved)
print(d.getstate(), ascii(d.decode(b"x")), d.newlines)
d.reset()
print(d.getstate(), d.newlines)


class Wrong:
    def decode(self, data, final):
        return data

    def getstate(self):
        return 1


def attempt(what):
    try:
        print(what())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: D(Wrong(), True).decode(b"x"))
attempt(lambda: D(Wrong(), True).getstate())
attempt(lambda: D(None, True).setstate(1))
attempt(lambda: D(None, True).setstate((b"",)))
attempt(lambda: D(None, True).decode(1))
attempt(lambda: D.__new__(D).decode("x"))
attempt(lambda: D(None))
same = "no newline here"
print(D(None, True).decode(same) is same)
