"""What fails for want of memory is tried again and gives what it would have given: modules of the library."""
import sys
def attempt(f, *a):
    try:
        return f(*a)
    except MemoryError:
        return f(*a)
out = []
def check(name, f, *a):
    r = attempt(f, *a)
    attempt(out.append, attempt(lambda: "%s %r" % (name, r)))
def imports():
    global json, re, collections, itertools, pickle, io, copy, struct, datetime, textwrap, heapq, base64, hashlib, array, string, enum, random, contextlib
    import json, re, collections, itertools, pickle, io, copy, struct, datetime, textwrap, heapq, base64, hashlib, array, string, enum, random, contextlib
attempt(imports)
def ctx():
    @contextlib.contextmanager
    def cm(): yield 5
    with cm() as x, contextlib.suppress(KeyError): {}[1]
    return x
def en():
    class C(enum.IntFlag): A = 1; B = 2
    return C.A | C.B, C(2), [*C]
def deq():
    d = collections.deque(range(100), 50); d.rotate(3); d.appendleft(9)
    return list(d)[:4], d.count(60)
def od():
    o = collections.OrderedDict.fromkeys("abcdef", 1); o.move_to_end("a"); o.pop("c")
    return list(o), collections.Counter("abracadabra").most_common(2), collections.namedtuple("P", "x y")(1, 2)
def sio():
    s = io.StringIO(); s.write("a\nb\n" * 20); s.seek(0); b = io.BytesIO(b"123"); b.read(1)
    t = io.TextIOWrapper(io.BytesIO("é\n".encode()), encoding="utf-8")
    return s.readlines()[-2:], b.read(), t.read(), s.getvalue()[:5]
def it():
    return (list(itertools.chain("ab", [1])), list(itertools.combinations("abc", 2)), [(k, [*g]) for k, g in itertools.groupby("aabc")],
        list(itertools.accumulate(range(5))), list(itertools.islice(itertools.cycle("xy"), 5)), [*itertools.zip_longest("ab", "c")], [list(x) for x in itertools.tee("ab")])
for i in range(2):
    check("json", lambda: json.loads(json.dumps({"a": [1, 2.5, None, True, "é\n"], "b": {"c": []}}, indent=1)))
    check("re", lambda: (re.sub(r"(\w)(\d+)", r"\2\1", "a12 b345"), [m.groups() for m in re.finditer(r"(?P<k>\w+)=(\d*)", "x=1,yy=22")], re.split(r"\W+", "a, b; c")))
    check("deq", deq); check("od", od); check("sio", sio); check("it", it); check("ctx", ctx)
    check("pickle", lambda: pickle.loads(pickle.dumps([1, "a", (2.5, None), {"k": {1, 2}}, b"x", 10 ** 30])))
    check("copy", lambda: copy.deepcopy({"a": [1, {2: (3, [4])}]}))
    check("struct", lambda: struct.unpack("<Ihd4s", struct.pack("<Ihd4s", 1, -2, 2.5, b"abcd")))
    check("date", lambda: (datetime.date(2024, 2, 28) + datetime.timedelta(days=2), datetime.datetime(2024, 1, 2, 3).isoformat(), datetime.datetime(2024, 1, 2).strftime("%d %b")))
    check("text", lambda: textwrap.wrap("the quick brown fox jumps over the dog", 15))
    check("heap", lambda: heapq.nsmallest(3, [5, 2, 8, 1]))
    check("b64", lambda: (base64.b64encode(b"abc"), hashlib.sha256(b"x").hexdigest()[:8]))
    check("arr", lambda: array.array("i", range(10))[2:5].tobytes())
    check("tmpl", lambda: string.Template("$a-${b}").substitute(a=1, b=2))
    check("rand", lambda: random.Random(3).sample(range(100), 4))
    check("enum", en)
text = attempt(lambda: "\n".join(out) + "\n")
try:
    sys.stdout.write(text)
except MemoryError:
    pass
