"""The native half of json: types, messages, hooks, identities, sizes."""
import _json
import gc
import json
import sys
from json import decoder, encoder, scanner

print(scanner.c_make_scanner, encoder.c_make_encoder, decoder.c_scanstring, encoder.c_encode_basestring)
for kind in (_json.make_scanner, _json.make_encoder):
    print(kind.__name__, kind.__module__, kind.__basicsize__, kind.__flags__, kind.__dictoffset__, kind.__weakrefoffset__)
    print([(name, type(value).__name__) for name, value in kind.__dict__.items()])
scan = json.JSONDecoder().scan_once
print(sys.getsizeof(scan), gc.is_tracked(scan), [type(x).__name__ for x in gc.get_referents(scan)])
made = _json.make_encoder({}, 1, 2, 3, ":", ",", True, True, False)
print(sys.getsizeof(made), gc.is_tracked(made), gc.get_referents(made))
print(made.markers, made.default, made.encoder, made.indent, made.key_separator, made.item_separator, made.sort_keys, made.skipkeys)
print(scan.strict, scan.object_hook, scan.parse_float, scan.parse_int, scan.object_pairs_hook)


def tell(function, *args, **named):
    try:
        print("gives", ascii(function(*args, **named)))
    except BaseException as why:
        print(type(why).__name__, why, getattr(why, "pos", ""))


for args in (
    (), (1,), ({}, 1), (3, 1, 1, 1, 1, 1, 1, 1, 1), (3, 1, 1, 1, "a", "b", 1, 1, 1), ([], 1, 1, 1, "a", 2, 1, 1, 1),
    (None, 1, 1, 1, "a", "2", 1, 1, 1, 1), (None, 1, 1, 1, "a", "2", 1, 1),
):
    tell(_json.make_encoder, *args)
tell(_json.make_scanner)
tell(_json.make_scanner, 1)
tell(_json.make_scanner, 1, 2)
tell(_json.make_scanner, contextx=1)
for args in ((), (1,), (1, 2), ("1", "2"), ("1", -1), ("1", 1), ("1", 10), ("1", 2**100), ("12", 0.0), ("12", 0, 1), ("", 0)):
    tell(scan, *args)
tell(scan, string="12", idx=0)
tell(scan, string="12", idxx=0)
for args in ((), (1,), (1, 2), ('ab"', 0, 2), ('ab"', -1), ('ab"', 5), ('ab"', 3), ('ab"', 0, 1, 1), ('a\nb"', 0, []), ('a\nb"', 0)):
    tell(_json.scanstring, *args)
tell(_json.scanstring, 'ab"', end=0)
for args in ((), (1,), (1, 2), (1, 2, 3), (1, "2"), (float("inf"), 0), ({float("inf"): 1}, 0), ((1, 2, {3: 4}), 0)):
    tell(made, *args)
tell(setattr, scan, "strict", 1)
tell(lambda: type("X", (_json.make_scanner,), {}))
tell(_json.encode_basestring, 1)
tell(_json.encode_basestring_ascii, 1)

# Strings and their escapes.
for text in (
    "abc", "abc\\", 'abc\\"', 'abc\\x"', "abc\\u12", "abc\\u1234", 'abc\\u1234"', 'abc\\u12g4"', "\\ud834\\udd20",
    '\\ud834\\udd20"', '\\ud834\\u1234"', '\\ud834\\ud834"', '\\ud834\\uzzzz"', '\\ud834\\uz', '\\ud834\\"', '\\udd20"',
    'a\tb"', 'a\x1f"', 'a\x7f"', '\\u 123"', '\\u+123"', '\\u00e9"', '\\u00E9\\/\\b\\f\\n\\r\\t"', '"', "",
):
    tell(_json.scanstring, text, 0)
    tell(_json.scanstring, text, 0, False)
    tell(_json.scanstring, '"' + text, 1)
    tell(_json.scanstring, "\u1234" + text + "x", 1)
every = "".join(map(chr, (*range(0x102), 0x7FF, 0xD800, 0xDFFF, 0xFFFF, 0x10000, 0x10FFFF)))
print(_json.encode_basestring_ascii(every))
print(ascii(_json.encode_basestring(every)))
print(json.loads(_json.encode_basestring_ascii(every)) == every, json.loads(_json.encode_basestring(every)) == every)

# Documents that aren't.
for text in (
    "", "[", "{", '{"', '{"a', '{"a"', '{"a" ', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "[1", "[1,", "[1,]", "[1,,2]", "[,1]",
    "{,}", "{1:2}", "nul", "nulll", "tru", "fals", "Na", "Infinit", "-", "-I", "-Infinit", "01", "1.", "1.e5", "1e", "1e+", "-01",
    ".5", "+1", "1 2", "[1 2]", '{"a" 1}', '{"a":1 "b":2}', "\ufeff1", "[1}", '{"a":[}', "'a'", "\u0661", "[\u00a01]", "1.5\u0661", "-\u0661",
):
    tell(json.loads, text)
for text in ("1e5", "1E+5", "-0", "-0.0", "1e400", "-1e-400", "0.1", "123456789012345678", "1234567890123456789", "-12345678901234567890123", "1.7976931348623157e308", "0e5", "NaN", "-Infinity", "2.5e-3"):
    tell(json.loads, text)
    tell(json.loads, "[" + text + ', "\u1234"]')
tell(json.loads, "1" * 5000)

# Keys of one document are one object; sizes and what the collector knows.
rows = json.loads('[{"key":1000,"b":"key"},{"key":2000,"b":"key"}]')
print([a is b for a, b in zip(rows[0], rows[1])], rows[0]["b"] is rows[1]["b"], list(rows[0])[0] is rows[0]["b"])
print([gc.is_tracked(x) for x in (rows, rows[0], json.loads('{"a":[]}'), json.loads("[]"), json.loads("{}"))])
for count in (0, 1, 3, 4, 5, 9, 17, 100):
    items = json.loads("[" + ",".join(["1"] * count) + "]")
    table = json.loads("{" + ",".join(f'"{i}":1' for i in range(count)) + "}")
    print(count, sys.getsizeof(items), sys.getsizeof(table))
print([sys.getsizeof(json.loads(text)) for text in ('""', '"a"', '"abc"', '"\\u00e9"', '"\\u00e9x"', '"\\u1234"', '"\\ud834\\udd20"', '"a\\nb"', "1", "1e5", "12345678901234567890")])

# Hooks.
hooks = dict(object_hook=lambda d: ("object", d), parse_float=lambda t: ("float", t), parse_int=lambda t: ("int", t), parse_constant=lambda t: ("constant", t))
document = '{"a":[1,-2.5,1e5,NaN,Infinity,-Infinity],"b":{"c":{}},"\u1234":"\u1234"}'
print(ascii(json.loads(document, **hooks)))
print(ascii(json.loads(document, object_pairs_hook=list, **hooks)))
print(json.loads(document, object_pairs_hook=lambda pairs: len(pairs)))
for name in hooks:
    tell(json.loads, document, **{name: lambda x: 1 / 0})


def counted(value):
    print("counts", sys.getrefcount(value))
    return value


json.loads('{"a":{"b":123456}}', object_hook=counted)
json.loads('{"a":{"b":123456}}', object_pairs_hook=counted)
json.loads('[1234567,1]', parse_int=counted)
json.loads('[1.5]', parse_float=counted)
