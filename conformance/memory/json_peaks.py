"""What the native half of json takes, at most and in the end, and where."""
import _json
import gc
import json
import sys
import tracemalloc


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


scan = json.JSONDecoder().scan_once
for document in (
    '"' + "a" * 1000 + '"', '"' + "a" * 1000 + '\\n"', '"' + "\u1234" * 100 + '"', '"' + "a" * 50 + '\\u1234"', '"a\\n\\n"', '"\\u1234\\ud834\\udd20"', '"' + "\\n" * 300 + '\\u1234\\ud834\\udd20"',
    "1", "12", "123456789", "1234567890", "12345678901234567890", "1.5", "1.555555555555555555555", "1e400", "1" * 100,
    "[]", "[1,2,3]", "[1000,2000,3000]", "{}", '{"a":1}', '{"abcd":1000}', '[{"abcd":1000},{"abcd":2000}]', "[[[[[]]]]]", "[1.5,2.5]", '["abc","abc"]',
    '{"abcd":{"abcd":1000,"bbcd":[1,2,3]}}', "NaN", "Infinity", json.dumps(list(range(1000))), json.dumps({str(i): [i, None] for i in range(500)}),
):
    print(len(document), ascii(document[:30]), peak(scan, document, 0))
for escape, indent in ((_json.encode_basestring_ascii, None), (_json.encode_basestring, None), (_json.encode_basestring, "  ")):
    for value in (
        "abc", "a" * 1000, "\u1234" * 100, 1, 1000, 10**30, 10**100, float("inf"), None, True, [], [1], [1000], [1, 2, 3], ["abc"] * 10, {}, {"a": 1}, {1: 2}, {"abc": "def"},
        [[[[1]]]], {"a": {"b": {"c": [1, 2, 3]}}}, ["x" * 100] * 10, ["abc\xff", "abc\u1234", "\U00012345"], list(range(500)), {str(i): [i, None, True] for i in range(500)},
    ):
        encode = _json.make_encoder({}, None, escape, indent, ": ", ", ", False, False, True)
        print(ascii(value)[:30], peak(encode, value, 0))
print(peak(json.dumps, ["abc"] * 1000), peak(json.dumps, {str(i): i for i in range(1000)}))
rows = [{"id": i, "name": f"name {i}", "tags": ["a", "b"], "more": {"x": None, "y": True}} for i in range(300)]
document = json.dumps(rows)
print(peak(json.loads, document), peak(json.dumps, rows), peak(json.dumps, rows))
print(peak(lambda: json.dumps(rows, indent=1)))

# Which line it belongs to.
tracemalloc.start()
kept = json.loads(document)
text = json.dumps(rows)
snapshot = tracemalloc.take_snapshot()
tracemalloc.stop()
for entry in snapshot.statistics("lineno"):
    frame = entry.traceback[0]
    name = frame.filename.replace("\\", "/").split("/")
    if "json" in name and entry.size > 5000:
        print(name[-1], frame.lineno, entry.size, entry.count)

# What generation 0 counts, statement by statement.
gc.collect()
gc.disable()


def count(make):
    before = gc.get_count()[0]
    made = make()
    return gc.get_count()[0] - before


for make in (
    lambda: scan("1", 0), lambda: scan("[]", 0), lambda: scan("[[],[],{}]", 0), lambda: scan('{"a":{}}', 0), lambda: scan(document, 0),
    lambda: json.loads(document), lambda: json.loads("1"), lambda: json.dumps(rows), lambda: json.dumps(1), lambda: json.dumps([1], indent=1),
):
    count(make)
    print(count(make), count(make))
gc.enable()
