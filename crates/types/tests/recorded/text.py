"""Records what a CPython 3.13 answers to operations on text and bytes: PYTHONHASHSEED=0 python3.13 text.py > text.jsonl.

A quarter of the cases is kept, chosen by a checksum; with an argument all are (then run the test with RECORDED=that file).

One JSON array a line: operation, operands, keywords, answer. Values are tagged: {"s": code points}, {"b": bytes}, {"a": bytearray},
{"i": "decimal"}, {"f": repr}, {"c": [re, im]}, {"t": [...]}, {"l": [...]}, {"d": [[key, value]...]}, {"g": [start, stop, step]}, null, true, false.
"""
import json
import sys
import zlib


def tag(v):
    if v is None or v is True or v is False:
        return v
    t = type(v)
    if t is str:
        return {"s": [ord(c) for c in v]}
    if t is bytes:
        return {"b": list(v)}
    if t is bytearray:
        return {"a": list(v)}
    if t is int:
        return {"i": str(v)}
    if t is float:
        return {"f": repr(v)}
    if t is complex:
        return {"c": [repr(v.real), repr(v.imag)]}
    if t is tuple:
        return {"t": [tag(x) for x in v]}
    if t is list:
        return {"l": [tag(x) for x in v]}
    if t is dict:
        return {"d": [[tag(k), tag(x)] for k, x in v.items()]}
    if t is slice:
        return {"g": [tag(v.start), tag(v.stop), tag(v.step)]}
    raise TypeError(v)


OPS = {
    "mod": lambda a, b: a % b, "format": format, "getitem": lambda a, b: a[b], "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b, "in": lambda a, b: b in a, "lt": lambda a, b: a < b, "le": lambda a, b: a <= b,
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b,
    "repr": repr, "str": str, "hash": hash, "iter": list, "ascii": ascii,
    "bytes": bytes, "bytearray": bytearray, "newstr": str, "view": lambda v: memoryview(v).tolist(),
}


def record(op, *args, **kw):
    copies = [bytearray(a) if type(a) is bytearray else a for a in args]
    try:
        f = OPS[op] if op in OPS else None
        answer = ascii(f(*args, **kw) if f else getattr(args[0], op)(*args[1:], **kw))
    except Exception as e:
        answer = f"{type(e).__name__}: {ascii(str(e))}"
    line = json.dumps([op, [tag(a) for a in copies], {k: tag(v) for k, v in kw.items()}, answer], separators=(",", ":"))
    if len(sys.argv) > 1 or zlib.crc32(line.encode()) % 4 == 0:
        print(line)


TEXTS = ["", "a", "hello world", "  spam\t eggs \n", "aXbXc", "é", "Größe ÀÉ", "€uro €", "😀 smile 😀", "ǅungla ŉ ﬁn ß", "ΑΣ ΑΣΑ Σ", "ab\r\ncd\n\x0bef\x85gh\u2028i",
         "İstanbul ıI", "\ud800x\udfff", "123", "٣٤٥", "½²", "Hello World", "HELLO", "it's \"q\"", "tab\tx\ty", "\x00\x7f\xa0\xad\u0378\ue000\U000e0001", "x1_y", "1x", "ªº", "a" * 70 + "b" * 70]
BYTES = [b"", b"a", b"hello world", b"  spam\t eggs \n\x0b", b"aXbXc", b"\x00\xff\x80", b"Hello World", b"it's", b'it\'s "q"', b"123", b"ab\r\ncd\nef\rgh", b"tab\tx\ty"]


def texts():
    plain = "capitalize casefold title lower upper swapcase isascii islower isupper istitle isspace isdecimal isdigit isnumeric isalpha isalnum isidentifier isprintable strip lstrip rstrip split rsplit splitlines expandtabs encode repr str ascii hash iter".split()
    for t in TEXTS:
        for op in plain:
            record(op, t)
        record("splitlines", t, True)
        record("splitlines", t, keepends=True)
        record("expandtabs", t, 4)
        record("expandtabs", t, tabsize=0)
        for codec in ("ascii", "latin-1", "utf-8", "UTF8", "utf-16", "utf-16-le", "utf-32-be", "utf-8-sig", "unicode_escape", "raw_unicode_escape"):
            for errors in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"):
                if "escape" in codec and errors != "strict":
                    continue
                record("encode", t, codec, errors)
        for k in (0, -1, 3, 100, -100, slice(None), slice(1, 3), slice(None, None, -1), slice(None, None, 2), slice(-3, None), slice(5, 1), slice(10, None, -3)):
            record("getitem", t, k)
        for sub in ("", "a", "X", "l", "é", "€", "😀", "ab", "zz", t[:2], t[-2:], t):
            for op in ("find", "rfind", "index", "rindex", "count", "startswith", "endswith", "in", "partition", "rpartition", "split", "rsplit", "removeprefix", "removesuffix", "strip", "lstrip", "rstrip", "lt", "le", "eq", "ne", "gt", "ge"):
                record(op, t, sub)
            record("find", t, sub, 1)
            record("rfind", t, sub, -3, 100)
            record("count", t, sub, 1, -1)
            record("index", t, sub, 2, None)
            record("startswith", t, sub, 1)
            record("endswith", t, sub, 0, 2)
            record("replace", t, sub, "é€")
            record("replace", t, sub, "")
            record("replace", t, sub, "--", 1)
            record("replace", t, sub, "q", count=2)
            record("split", t, sub, 1)
            record("rsplit", t, sub, maxsplit=1)
            record("join", sub, [t, "x", t])
            record("join", sub, tuple(t))
            record("add", t, sub)
        for w in (0, 5, 12, 13, -1):
            record("center", t, w)
            record("center", t, w, "é")
            record("ljust", t, w, "*")
            record("rjust", t, w)
            record("zfill", t, w)
        for n in (0, 1, 3, -2):
            record("mul", t, n)
        record("split", t, None, 1)
        record("rsplit", t, None, 1)
        record("startswith", t, ("x", t[:1]))
        record("translate", t, {97: "yy", 98: None, 233: 8364, ord("X"): "x"})
        record("strip", t, "a \nX€😀")
    for a in ("+5", "-5", "-", "+", "--1"):
        for w in (0, 1, 4):
            record("zfill", a, w)
    s = "hello"
    for op, *args in [
        ("find",), ("find", 1), ("find", "a", "b"), ("find", "a", 1, 2, 3), ("index", "zz"), ("count", 1), ("startswith", 1), ("startswith", (1,)), ("startswith", ("x", 1)), ("endswith", 3),
        ("replace", "a"), ("replace", "a", 1), ("replace", 1, "a"), ("replace", "l", "L", "x"), ("replace", "l", "L", 1, 2), ("split", 1), ("split", ""), ("split", "l", 1, 2), ("partition", ""), ("partition", 1),
        ("strip", 1), ("lstrip", 1), ("rstrip", 1, 2), ("join", 1), ("join", [1]), ("join", ["a", 2]), ("center",), ("center", "a"), ("center", 10, "ab"), ("center", 10, 1), ("zfill", "a"), ("expandtabs", "a"),
        ("translate", 1), ("translate", {104: 1.5}), ("translate", {104: 0x110000}), ("translate", {104: -1}), ("maketrans", 1), ("maketrans", "a", "bc"), ("maketrans", {"ab": 1}), ("maketrans", {1.5: 1}), ("maketrans", "a", 1),
        ("maketrans", "abc", "def", "g"), ("maketrans", "a", "b", 3), ("maketrans", 1, "a"), ("maketrans",), ("in", 1), ("add", 1), ("mul", "b"), ("mul", 1.5), ("getitem", 1.5), ("getitem", "x"), ("getitem", 5), ("getitem", 10**30),
        ("getitem", slice(None, None, 0)), ("mul", 2**62), ("removeprefix", 1), ("splitlines", 1, 2), ("encode", 1), ("encode", "foo"), ("encode", "a\0b"), ("format_map", 1), ("upper", 1), ("__format__", 1), ("lt", 1), ("eq", b"a"),
        ("__getnewargs__",), ("__sizeof__",), ("mod", 1), ("isalpha", 1),
    ]:
        record(op, s, *args)
    record("split", s, foo=1)
    record("split", s, "l", sep="x")
    record("replace", s, "l", "L", count="x")
    record("encode", "é", "ascii", errors="x")
    for args in [(), (1,), (b"a", "utf8"), (b"a", 1), ("a", "utf8"), (1, "utf8"), (b"\xff", "utf8"), (1, 2, 3, 4), (1.5,), (None,), (True,), ([1, "a"],)]:
        record("newstr", *args)
    record("newstr", foo=1)
    record("newstr", b"a", errors="strict")


def byte_strings():
    plain = "capitalize title lower upper swapcase isascii islower isupper istitle isspace isdigit isalpha isalnum strip lstrip rstrip split rsplit splitlines expandtabs decode repr str iter hex view".split()
    for make in (bytes, bytearray):
        for raw in BYTES:
            t = make(raw)
            for op in plain:
                record(op, t)
            record("splitlines", t, True)
            record("hex", t, ":")
            record("hex", t, "-", 2)
            record("hex", t, "-", -3)
            for k in (0, -1, 3, 100, slice(None), slice(1, 3), slice(None, None, -1), slice(None, None, 2), slice(5, 1)):
                record("getitem", t, k)
            for sub in (b"", b"a", b"X", bytearray(b"l"), b"ab", b"zz", raw[:2], raw, 97, 300, "a"):
                for op in ("find", "rfind", "index", "rindex", "count", "in", "startswith", "endswith", "partition", "rpartition", "split", "rsplit", "removeprefix", "removesuffix", "strip", "lstrip", "rstrip", "lt", "eq", "ge", "add"):
                    record(op, t, sub)
                record("find", t, sub, 1)
                record("count", t, sub, 1, -1)
                record("replace", t, sub, b"--")
                record("replace", t, sub, b"", 1)
                record("join", t, [b"x", sub, bytearray(b"y")])
            for w in (0, 5, 12, 13):
                record("center", t, w)
                record("ljust", t, w, b"*")
                record("rjust", t, w, bytearray(b"+"))
                record("zfill", t, w)
            for n in (0, 1, 3, -2):
                record("mul", t, n)
            record("split", t, None, 1)
            record("rsplit", t, None, 1)
            record("translate", t, None, b"al")
            record("translate", t, bytes(reversed(range(256))), delete=b"x")
        s = make(b"hello")
        for op, *args in [
            ("find",), ("find", 1, 2, 3, 4), ("index", 2**70), ("startswith", 1), ("startswith", (b"x", 1)), ("endswith", "x"), ("replace", b"a"), ("replace", b"l", b"L", "x"), ("split", 1), ("split", "l"), ("split", b""),
            ("partition", b""), ("strip", 1), ("join", 1), ("join", [1]), ("join", [b"a", "b"]), ("center",), ("center", 10, b"ab"), ("center", 10, "a"), ("zfill", "a"), ("expandtabs", "a"), ("expandtabs", 2**40), ("translate", b"a"),
            ("translate", 1), ("translate",), ("maketrans", b"a", b"bc"), ("maketrans", "a", b"b"), ("maketrans", b"a"), ("in", 1.5), ("add", 1), ("mul", "a"), ("getitem", "a"), ("getitem", 1.5), ("getitem", 2**70), ("lt", "a"),
            ("hex", "ab"), ("hex", 1), ("hex", "é"), ("hex", b":"), ("fromhex", "ab cd"), ("fromhex", "a"), ("fromhex", "zz"), ("fromhex", b"ab"), ("fromhex", "ab é"), ("fromhex", "ab c d"), ("decode", "foo"), ("decode", 1), ("upper", 1),
            ("removeprefix", "a"), ("mod", 1), ("__sizeof__",),
        ]:
            record(op, s, *args)
        record("replace", s, b"l", b"L", count=1)
        for args in [(), ("a",), ("a", "ascii"), (1.5,), (-1,), (3,), ([1, 2],), ([300],), (["a"],), (b"a", "utf8"), (1, 2), ("é", "ascii"), (2**70,), (None,), (1, 2, 3, 4), (5, "utf8"), ((1, 2),), (True,)]:
            record(make.__name__, *args)
        record(make.__name__, encoding="utf8")
        record(make.__name__, "a", errors="x")
        record(make.__name__, source=b"x")
        record(make.__name__, foo=1)
    bad = [b"\xff", b"a\x80b", b"\xc3", b"\xc3(", b"\xe2\x82", b"\xe2\x82a", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xf5\x80", b"\xe0\x80\x80", b"abc\xffdef\xfe", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xed\xa0", b"\x00\xd8a", b"\x00\xd8\x00\xdc", b"\xff\xfea\x00", b"\xfe\xff\x00a", b"abc", b"a\\x41\\u20ac\\n\\q\\", b"\\U00110000", b"\\x4", b"\\N{x}", b"\xef\xbb\xbfhi", b"\x00\xdc\x61\x00", b"\x00\x00\x11\x00", b"\x00\xd8\x00\x00"]
    for b in bad:
        for codec in ("ascii", "latin-1", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-8-sig", "unicode_escape", "raw_unicode_escape"):
            for errors in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"):
                record("decode", b, codec, errors)


def changes():
    for op, *args in [
        ("append", 300), ("append", "a"), ("append", 1.5), ("extend", "a"), ("extend", 1), ("extend", [300]), ("extend", ["a"]), ("insert", "a", 1), ("insert", 0, 300), ("pop", 100), ("pop", "a"), ("pop",), ("pop", 0), ("remove", 200),
        ("remove", 300), ("remove", "a"), ("__setitem__", 100, 1), ("__setitem__", 0, 300), ("__setitem__", 0, "a"), ("__setitem__", slice(0, 1), "a"), ("__setitem__", slice(0, 1), 5), ("__setitem__", slice(0, 4, 2), b"abc"),
        ("__delitem__", 100), ("__delitem__", "a"), ("__setitem__", "a", 1), ("__iadd__", "a"), ("__iadd__", b"xyz"), ("__imul__", 2), ("__imul__", -1), ("__alloc__",), ("__sizeof__",), ("copy",), ("__reduce__",),
    ]:
        record(op, bytearray(b"hello"), *args)


INTS = [0, 1, -1, 5, 255, -255, 1234, 1234567, -1234567, 65, 10**30, -10**20, 2**64]
FLOATS = [0.0, -0.0, 1.0, -1.5, 0.1, 0.5, 2.5, 0.125, 2.675, 1e16, 1e15, 123456789.123, 1e-5, 1e-4, 5e-324, 1.7976931348623157e308, 1e22, 1e23, 12345.678, 99999.5, 999999.5, 1e100, float("inf"), float("-inf"), float("nan"), 0.3, 1 / 3, 100.0]
SPECS = "d b o x X c n e E f F g G % s".split() + [
    "", "5", "<5", ">5", "^9", "=9", "*^12", "09", "+", "-", " ", "+d", " d", "+09d", ",", "_", ",d", "_d", "_x", "_b", "#x", "#X", "#b", "#o", "#_b", "#010x", "012_x", "06,", "08,", "09,", "013,", "014,", ".2", ".0", ".3f", ".0f", ".1f", ".10f", ".2e", ".0e",
    ".3g", ".0g", ".6g", "#g", "#.0f", "#.0e", "#.3g", "#", ".2%", "z", "z.1f", "z.0f", "+.3e", ",.2f", "012,.2f", "_.3f", "10.3f", "<10.2f|"[:6], "^12.1e", "é<9", "€^9", "x<+9", ".60f", ".30e", ".25g", "q", ".2d", "=", "05", ",_", "_,", ",,", "__", ",b", ",n", ",c", "+c", "#c", "5x5", ".", ".x",
    "99999999999999999999", ".99999999999999999999", "xx", "\u20ac", "\x01", "L", ".3r", "r", "3.4s", ".3s", ">8.2s", "-5", "+=9", " =9", "0=9", "x=+9,", "020,", "+020,.1f", "0<9", "0^9", "0>9"]


def formats():
    for spec in SPECS:
        for v in INTS + FLOATS + [True, False, 1 + 2j, 1j, -0j, complex(0, -0.0), 1e100 + 1j, complex(1.5, float("nan")), "", "abc", "é€"]:
            record("format", v, spec)
    record("format", None, "")
    record("format", None, "5")
    record("format", [], "s")
    for v in FLOATS + [1e-7, 123456789012345680.0, 9007199254740993.0, 4.35, 0.1 + 0.2, 1e21, 123e-20]:
        record("repr", v)
        record("str", v)
    for s, args, kw in [
        ("{", (), {}), ("}", (), {}), ("{}", (), {}), ("{0}{}", (1,), {}), ("{}{0}", (1,), {}), ("{a}", (), {}), ("{0", (1,), {}), ("{0!}", (1,), {}), ("{0!x}", (1,), {}), ("{0!rr}", (1,), {}), ("{0!r:}", ("é",), {}), ("{!a}", ("é",), {}), ("{0[k]}", ({"k": 1},), {}),
        ("{0[]}", ({},), {}), ("{0[k}", ({},), {}), ("{0[k]x}", ({"k": 1},), {}), ("{0[0]}", ([7],), {}), ("{0[-1]}", ({"-1": 2},), {}), ("{0[99999999999999999999]}", ([],), {}), ("{:{}}", (5, ">4"), {}), ("{:{}{}}", (5, ">", "4"), {}), ("{:{:{}}}", (5, 4, 3), {}), ("{{}}", (), {}), ("{{{}}}", (1,), {}),
        ("{:{a}.{b}}", (3.14159,), {"a": 10, "b": 3}), ("{ 0 }", (1,), {}), ("{a b}", (), {"a b": 3}), ("{0:{1}", (1, 2), {}), ("{:}}", (1,), {}), ("{99999999999999999999}", (1,), {}), ("{-1}", (1,), {}), ("{0!r", (1,), {}), ("{0!", (1,), {}), ("{0:", (1,), {}), ("a{}b{}c", (1, 2), {}), ("{x.y}", (), {"x": 1}),
        ("{[0]}", ([3],), {}), ("{!r}", (1,), {}), ("{!}", (1,), {}), ("{!r:>5}", ("a",), {}), ("{0!s:>5}", ("a",), {}), ("}{", (), {}), ("{a{b}}", (), {"a": 1}), ("{:d}", ("a",), {}), ("{0[}", (1,), {}), ("{0]}", (1,), {}), ("{!z}", (1,), {}), ("{:€>3}", ("a",), {}), ("{1}", (1,), {}), ("{0.real}", (5,), {}),
        ("{0.x}", (5,), {}), ("{0.}", (5,), {}), ("{:x^10,}", (12345,), {}), ("{:>10}|{:<10}|{:^10}", ("é", "€", "😀"), {}), ("{0}{1}{0}", ("ab", "c"), {}),
    ]:
        record("__call_format__", s, *args, **kw)
    for s, m in [("{a} {b}", {"a": 1, "b": 2}), ("{a}", {}), ("{}", {}), ("{0}", {0: 1}), ("{0}", [1]), ("{a}", 5)]:
        record("format_map", s, m)
    for f, v in [
        ("%d", 1), ("%d", "a"), ("%d", 1.9), ("%d", (1, 2)), ("%d", ()), ("%s", ()), ("%s", ((),)), ("%s %s", ("a",)), ("%s", "a"), ("%r", "a"), ("%a", "é"), ("%c", 65), ("%c", "é"), ("%c", "ab"), ("%c", 1.5), ("%c", -1), ("%c", 0x110000), ("%c", b"a"), ("%x", 255), ("%#x", 255), ("%X", -255), ("%#o", 8),
        ("%x", 1.5), ("%x", "a"), ("%i", True), ("%u", 5), ("%5d|", 3), ("%-5d|", 3), ("%05d|", -3), ("%+d", 3), ("% d", 3), ("%.3d", 5), ("%.3x", 5), ("%#.3x", 5), ("%010.3d", 5), ("%e", 1.5), ("%f", "a"), ("%f", 10**400), ("%.2f", 2.675), ("%g", 1e10), ("%G", 1e-10), ("%#g", 1.0), ("%5.1f|", 2.25), ("%05.1f|", -2.25),
        ("%%", ()), ("%", ()), ("%q", 1), ("%é", 1), ("%(a)s", {"a": 1}), ("%(a)s", {}), ("%(a)s", 1), ("%(a", {}), ("%(a)s %s", {"a": 1}), ("%s", {"a": 1}), ("%d", {"a": 1}), ("abc", {"a": 1}), ("abc", 1), ("abc", [1]), ("abc", (1,)), ("%(a(b))s", {"a(b)": 2}), ("%*d|", (5, 3)), ("%-*d|", (5, 3)), ("%*d|", ("a", 3)), ("%.*f|", (2, 3.14159)),
        ("%*d|", (-5, 3)), ("%.*f|", (-2, 3.14159)), ("%.*f|", ("a", 1)), ("%ld", 5), ("%hd", 5), ("%Ld", 5), ("%lld", 5), ("%.3s|", "abcdef"), ("%5s|", "ab"), ("%-5s|", "ab"), ("%05s|", "ab"), ("%.0s|", "ab"), ("%5%|", ()), ("%5%|", (1,)), ("%.99999999999d", 1), ("%99999999999999999999d", 1), ("%s%%", 5), ("%r", (1,)), ("%d", 10**50), ("%x", 10**30),
        ("%#b", 1), ("%c", True), ("%.2c", 65), ("%5c|", "x"), ("%+s", "a"), ("%f", float("nan")), ("%+f", float("inf")), ("%05f", float("inf")), ("%F", float("nan")), ("%.50f", 0.1), ("%z", 1), ("%s %d", ("a", "b")), ("%(a)d", {"a": "x"}), ("%(a)s %(b)s", {"a": 1, "b": 2}), ("%()s", {"": 3}), ("%-05d|", 3), ("%+05d", 3), ("% 05d", 3), ("%#08x", 255),
        ("%+x", 255), ("%#X", 255), ("%.0f", 0.5), ("%.0e", 12345.0), ("%.5g", 12345.678), ("%s", 1.0), ("%d", -0.5), ("%i", "5"), ("%o", "5"), ("%d", float("nan")), ("%d", float("inf")), ("%g", "x"), ("%g", None), ("%d", None), ("%(k)", {"k": 1}), ("%*", (1,)), ("%.", 1), ("%d", 1j), ("é%s€", "😀"), ("%*d", (2**70, 1)), ("%.*f", (2**40, 1.0)), ("%c", 2**70),
    ]:
        record("mod", f, v)
    for f, v in [
        (b"%d", 1), (b"%d", "a"), (b"%s", b"a"), (b"%s", "a"), (b"%s", 1), (b"%b", b"x"), (b"%b", "x"), (b"%c", 65), (b"%c", b"x"), (b"%c", "x"), (b"%c", 256), (b"%c", b"xx"), (b"%a", "é"), (b"%r", "é"), (b"%x", 255), (b"%f", 1.5), (b"%f", "a"), (b"%5.1f|", 2.25), (b"%(a)s", {b"a": b"1"}), (b"%(a)s", {"a": 1}), (b"%", 1), (b"%q", 1),
        (b"%s %s", (b"a",)), (b"%s", (b"a", b"b")), (b"abc", 1), (b"%s", bytearray(b"x")), (b"%5s|", b"ab"), (b"%.1s|", b"ab"), (b"%-5d|", 3), (b"%i", 1.5), (b"%x", 1.5), (b"%*d", (5, 1)), (b"%c", 1.5), (b"%.*d", ("a", 1)), (b"%#x", 255), (b"%05d", -3), (b"%(a", {}), (b"%(a)s", 1), (b"%%", ()), (b"%u", 3), (b"\xff%s", b"\x00"),
    ]:
        record("mod", f, v)
        record("mod", bytearray(f), v)


OPS["__call_format__"] = lambda s, *a, **k: s.format(*a, **k)
texts()
byte_strings()
changes()
formats()
