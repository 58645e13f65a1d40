"""What fails for want of memory is tried again and gives what it would have given: built-in types. Stress compares line by line."""
import sys
def attempt(f, *a):
    try:
        return f(*a)
    except MemoryError:
        return f(*a)
out = []
def note(x): attempt(out.append, x)
def check(name, f, *a):
    r = attempt(f, *a)
    note(attempt(lambda: "%s %r" % (name, r)))
l = attempt(list, range(300))
d = attempt(lambda: {i: i * 2 for i in range(100)})
s = attempt(set, range(0, 200, 3))
def go(i):
    check("slice", lambda: l[5:40:3])
    check("concat", lambda: [1, 2] + l[:3] * 2)
    check("sorted", lambda: sorted(l[:20], key=lambda x: -x % 7))
    check("comp", lambda: [x * x for x in l if x % 50 == 0])
    check("dict", lambda: {k: str(v) for k, v in d.items() if k < 5})
    check("merge", lambda: len({**d, "a": 1} | {"b": 2}))
    check("set", lambda: sorted(s & {3, 6, 9, 1000} | {7}))
    check("str", lambda: ("äb" * 20 + str(10 ** 40)).upper().replace("B", "€")[:30].split("€"))
    check("fmt", lambda: f"{3.14159:>12.3f}|{i!r:^7}|{255:#010b}|{'x':*<5}" + "%s %d %5.1f %r" % ("a", 3, 2.5, "é"))
    check("bytes", lambda: bytes(range(20)).hex() + repr(bytearray(b"abc") * 3 + b"\x00"))
    check("int", lambda: (3 ** 200 // 7 ** 50, -(2 ** 100) >> 13, pow(5, 300, 10 ** 20), int("7" * 60, 8)))
    check("float", lambda: (float("1e300") * 1e10, 0.1 + 0.2, (1.5).as_integer_ratio(), 2.0 .hex(), complex(1, 2) ** 2))
    check("tuple", lambda: (1, *l[:3], *"ab", (i, [i])) + tuple(range(3)))
    check("range", lambda: (list(range(10, 0, -3)), range(5)[1:3], len(range(10 ** 12))))
    check("enum", lambda: list(enumerate(zip("abc", map(str, range(3)), filter(None, [1, 0, 2])))))
    check("rev", lambda: list(reversed(l))[:3] + sorted(d, reverse=True)[:2])
    check("unpack", lambda: (lambda a, *b, c=3, **k: (a, b, c, k))(1, 2, *l[:2], d=4, **{"e": 5}))
    check("frozen", lambda: frozenset([1, 2, 3]) ^ {3, 4})
    check("enc", lambda: "añ€😀".encode("utf-8").decode() + "x".encode("utf-16").hex() + "%a" % "é")
    check("mem", lambda: memoryview(b"abcdef")[1:4].tolist())
    check("join", lambda: ",".join(map(repr, [1, "a", None, 2.5, (1,), {"k": [1]}])))
    check("trans", lambda: "hello".translate({104: "J", 108: None}).center(11, "*").partition("e"))
    check("isx", lambda: isinstance(i, (int, str)) and issubclass(bool, int) and callable(go))
for i in range(2):
    go(i)
d2 = {}
def put(k): d2[k] = [k]
for k in range(60): attempt(put, k)
def drop(k): d2.pop(k, None)
for k in range(0, 60, 2): attempt(drop, k)
ll = []
for k in range(100): attempt(ll.append, k)
for k in range(30): attempt(ll.insert, 0, k) 
def cut(): ll[10:50] = [1]
n = len(ll); attempt(lambda: len(ll) == n and cut())
ss = set()
for k in range(100): attempt(ss.add, k * k)
ba = bytearray()
def grow(k):
    if len(ba) == k * 7: ba.extend(b"1234567")
for k in range(50): attempt(grow, k)
note(attempt(lambda: "%r %r %r %r" % (sorted(d2), ll, sorted(ss), len(ba))))
text = attempt(lambda: "\n".join(out) + "\n")
try:
    sys.stdout.write(text)
except MemoryError:
    pass
