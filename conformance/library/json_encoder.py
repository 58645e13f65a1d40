"""Values into documents by the native encoder."""
import _json
import enum
import json
from collections import OrderedDict, UserDict


def tell(function, *args, **named):
    try:
        print("gives", ascii(function(*args, **named)))
    except BaseException as why:
        print(type(why).__name__, why)


class Text(str):
    pass


class Number(int):
    def __repr__(self):
        return "no"


class Real(float):
    def __repr__(self):
        return "no"


class Row(list):
    def __len__(self):
        return 0


class Pair(tuple):
    pass


class Table(dict):
    def items(self):
        return [("x", 1), ("y", [2])]


class Odd(dict):
    def items(self):
        return [1, 2]


class Loose(dict):
    def items(self):
        return 5


class Color(enum.IntEnum):
    RED = 1


values = [
    None, True, False, 0, 1, -1, 10**6, -(10**20), 10**100, 0.0, -0.0, 1.5, 1e16, 1e-5, 123456789012345.6, 1e100, 5e-324, float("nan"),
    float("inf"), -float("inf"), "", "a", "\u00e9", "\u1234\U00012345\ud800", 'q"\\\n\x00', [], (), {}, [1, [2, [3]]], (1, "a", None), {"a": 1, "b": [1, {"c": 2}]},
    {1: 2, 1.5: 3, True: 4, None: 5, False: 6}, {float("nan"): 1, float("inf"): 2, -float("inf"): 3}, Text("text"), Number(5), Real(2.5),
    Row([1, 2]), Pair((1, 2)), Table(a=1), Odd(a=1), Loose(a=1), OrderedDict(z=1, a=2), {Text("k"): 1, Number(3): 2, Real(3.5): 3}, Color.RED, {Color.RED: 1},
    {(1, 2): 3}, {b"a": 1}, {1, 2}, b"a", object, 1j, {"a": {"b": {(): 1}}},
]
for value in values:
    tell(json.dumps, value)
for options in (
    dict(ensure_ascii=False), dict(indent=2), dict(indent=0), dict(indent="\t"), dict(indent="\u00e9"), dict(separators=(",", ":")), dict(separators=("\u1234", "")),
    dict(sort_keys=True), dict(skipkeys=True), dict(skipkeys=True, indent=1), dict(allow_nan=False), dict(check_circular=False), dict(default=lambda o: repr(type(o))), dict(default=lambda o: [1, {"t": str(type(o))}], indent=1),
):
    for value in values:
        tell(json.dumps, value, **options)
    tell(json.dumps, values[:-12], **options)

# What holds itself.
row = []
row.append(row)
tell(json.dumps, row)
table = {}
table["a"] = [table]
tell(json.dumps, table)
tell(json.dumps, object(), default=lambda o: o)
tell(json.dumps, row, check_circular=False)
tell(json.dumps, object(), default=lambda o: o, check_circular=False)
markers = {}
encode = _json.make_encoder(markers, None, _json.encode_basestring, None, ": ", ", ", False, False, True)
tell(encode, [[1]], 0)
print(markers)
tell(encode, [[1, {1: {(): 1}}]], 0)
print(len(markers), list(markers.values()))


def forget(o):
    markers.clear()
    return 1


encode = _json.make_encoder(markers, forget, _json.encode_basestring, None, ": ", ", ", False, False, True)
try:
    encode([b""], 0)
except KeyError as why:
    print(KeyError, type(why.args[0]))

# Encoders of strings that aren't the native ones.
for hook in (lambda s: "<" + s + ">", lambda s: 1, lambda s: 1 / 0, str.upper, json.encoder.py_encode_basestring_ascii):
    encode = _json.make_encoder(None, None, hook, None, ": ", ", ", False, False, True)
    tell(encode, ["a", {"b": "c\n"}], 0)
for indent in (1, b"a", [], None, "x"):
    encode = _json.make_encoder(None, None, _json.encode_basestring, indent, ":", ",", False, False, True)
    tell(encode, [], 0)
    tell(encode, [1], 0)
    if indent != b"a" and indent != []:
        tell(encode, {"a": [1, 2]}, 2)

# Lists and dictionaries that change while they are written.
items = [b"", 1, 2]


def shorten(o):
    del items[1:]
    return "gone"


tell(json.dumps, items, default=shorten)


def lengthen(o):
    items.append(9)
    return "more"


items[:] = [b"", 1]
tell(json.dumps, items, default=lengthen)
entries = {"a": b"", "b": 1, "c": 2}


def remove(o):
    entries.pop("b", None)
    return "less"


tell(json.dumps, entries, default=remove)
tell(json.dumps, UserDict(a=1), default=lambda o: o.data)
