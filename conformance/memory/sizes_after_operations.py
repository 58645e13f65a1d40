"""Sizes that only some ways of making or changing an object leave: shared rows, cut buffers, cached UTF-8, kept values."""
import array
import io
import pickle
import re
import sys
import gc
import functools
import itertools
import operator

S = sys.getsizeof
a, *b, c = "xy"
print("starred", b, S(b))
*b, c = [1, 2, 3]
print(S(b))
a, *b = range(10)
print(S(b))
*b, c, d, e = iter("abc")
print(b, S(b))
b.append(1)
print(S(b))
print("translate", [S(bytearray(b"abc" * n).translate(None, b"a")) for n in range(8)], [S(bytearray(b"aab" * n).translate(None, b"a")) for n in range(8)])
stream = io.BytesIO()
stream.write(b"0123456789" * 5)
stream.seek(0)
stream.truncate()
stream.write(b"x")
before = S(stream)
value = stream.getvalue()
print("one byte", S(stream) == before, S(value))
stream.write(b"y")
value = stream.getvalue()
print("two bytes", S(stream), S(value))
row = array.array("i", range(50))
row.extend([1, 2, 3])
print("array", S(row), S(pickle.loads(pickle.dumps(row))), S(pickle.loads(pickle.dumps(array.array("d")))))


def fresh(text):
    return "".join(list(text))


slot = fresh("\xe9slot")
type("Q", (), {"__slots__": (slot,)})
print("slot name", S(slot), S(fresh("\xe9slot")))
missing = fresh("\xe9missing")
try:
    __import__(missing)
except ImportError:
    print("import", S(missing))
text = io.StringIO()
print("seek", text.seek(2**63 - 1), text.seek(2**61), text.read())
print("referents", [type(x).__name__ for x in gc.get_referents(re.compile("plain"))], [type(x).__name__ for x in gc.get_referents(re.compile("(?P<n>.)"))],
      [type(x).__name__ for x in gc.get_referents(itertools.groupby([]))], re.compile("p").groupindex, re.compile("(?P<n>.)").groupindex)
print([type(x).__name__ for x in gc.get_referents(operator.attrgetter("a"))], [type(x).__name__ for x in gc.get_referents(operator.methodcaller("a", 1))],
      [type(x).__name__ for x in gc.get_referents(operator.itemgetter(1))])


def nested(n, wrap, value):
    for _ in range(n):
        value = wrap(value)
    return value


for wrap in (lambda x: frozenset([x]), lambda x: (x,), lambda x: [x]):
    try:
        print(len(repr(nested(5100, wrap, 1))))
    except RecursionError as error:
        print(error)
