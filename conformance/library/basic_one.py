"""Basic use of library modules, one line or two each (contextlib to operator)."""
import contextlib, textwrap, copy, pickle, enum, json, random, struct, string, re, io, abc, collections.abc
import fractions, statistics, heapq, bisect, operator, pprint, types, numbers, functools, itertools


def e(f, *a, **k):
    try:
        print(f(*a, **k))
    except BaseException as x:
        print(type(x).__name__, x)


@contextlib.contextmanager
def managed(n):
    print("enter", n)
    try:
        yield n * 2
    finally:
        print("exit", n)


with managed(1) as v, contextlib.suppress(ZeroDivisionError), contextlib.ExitStack() as stack:
    stack.callback(print, "callback")
    print(stack.enter_context(managed(5)), v)
    1 / 0
with contextlib.redirect_stdout(io.StringIO()) as out:
    print("hidden")
print(repr(out.getvalue()))
print(textwrap.fill("the quick brown fox jumps over the lazy dog " * 2, 30), textwrap.dedent("  a\n   b\n"),
      textwrap.shorten("hello wonderful world", 15), textwrap.indent("a\nb", "> "))


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return self.__dict__ == other.__dict__

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point([1], {"a": 2})
q, r = copy.copy(p), copy.deepcopy(p)
print(q.x is p.x, r.x is p.x, r == p)
for protocol in range(6):
    data = pickle.dumps([p, (1, 2.5, None, True, "é", b"b", {1, 2}, frozenset([3]), range(3), 10**30, 1j)], protocol)
    print(protocol, len(data), pickle.loads(data))




class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    CRIMSON = 1


class Perm(enum.Flag):
    R = 4
    W = 2
    X = 1


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Mode(enum.StrEnum):
    FAST = enum.auto()


print(list(Color), Color.RED, repr(Color(1)), Color["GREEN"], Color.CRIMSON is Color.RED, Color.RED.name)
print(Perm.R | Perm.W, repr(Perm.R | Perm.X), Perm(7), Perm.R in Perm(5), ~Perm.R, list(Perm(6)))
print(Level.HIGH > Level.LOW, Level.LOW + 1, f"{Level.LOW}", Mode.FAST, repr(Mode.FAST), str(Mode.FAST))
e(Color, 9)
e(lambda: type("Sub", (Color,), {}))
print(json.dumps({"a": [1, 2.5, None, True, "é\n"], "b": {}}, indent=2, sort_keys=True), json.dumps([1, "é"], ensure_ascii=False))
print(json.loads('{"x": [1, 2.0, "\\u00e9", null, true, 1e5, -0]}'), json.loads("[]"), json.dumps({1: 2, None: 3, True: 4}))
for text in ("{", "[1,]", '{"a":1,}', "nul", '"\\x"', "[1 2]", "", "1 2", '{"a" 1}', "'a'"):
    e(json.loads, text)
e(json.dumps, {1, 2})
e(json.dumps, float("nan"), allow_nan=False)
print(json.dumps([Level.LOW, float("inf")]), json.loads("1" * 30), json.dumps("\u2028\ud800"))
rng = random.Random(7)
print(rng.random(), rng.randrange(10, 99), rng.sample("abcdef", 3), rng.gauss(0, 1), rng.normalvariate(1, 2), rng.binomialvariate(10, 0.4))
print(string.ascii_letters, string.capwords("hello big world"), string.Template("$a ${b} $$").substitute(a=1, b=2))
print(string.Formatter().format("{0!r:>5} {name[k].real}", "x", name={"k": 3}))
print(re.findall(r"(\w+)@(\w+)\.com", "joe@ex.com ann@wh.com"), re.sub(r"(?P<a>\d)", r"<\g<a>>", "a1b2"), re.split(r"[,;]", "a,b;c"))
print(re.match(r"(a)|b", "b").groups(), re.compile(r"x*", re.I | re.M), re.escape("a.b*c"), re.fullmatch(r"\d+", "12").span())
e(re.compile, "(")
e(re.compile, "*a")
print(io.StringIO("a\nb").readlines(), io.BytesIO(b"abc").read(2), io.TextIOWrapper(io.BytesIO(b"x\r\ny"), newline=None).read())


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...


e(Shape)
print(isinstance([], collections.abc.Sequence), isinstance({}, collections.abc.Mapping), issubclass(int, collections.abc.Hashable))
print(fractions.Fraction(3, 6) + 1, fractions.Fraction("0.125"), fractions.Fraction(1.5), f"{fractions.Fraction(1, 3):.3f}")
print(statistics.mean([1, 2, 3, 4]), statistics.median([1, 3, 2]), statistics.stdev([1, 2, 3, 4]), statistics.mode("aab"),
      statistics.quantiles([1, 2, 3, 4, 5]), statistics.fmean([1, 2]), statistics.NormalDist(0, 1).cdf(1))
heap = [5, 1, 4]
heapq.heapify(heap)
heapq.heappush(heap, 0)
print(heapq.heappop(heap), heap, heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, [4, 1, 2]), list(heapq.merge([1, 4], [2, 3])))
print(bisect.bisect([1, 2, 3], 2), bisect.bisect_left([1, 2, 3], 2), bisect.insort([1, 3], 2))
print(operator.itemgetter(1, 0)("ab"), operator.attrgetter("real")(5), operator.methodcaller("upper")("a"), operator.add(1, 2))
pprint.pprint({"key%d" % i: list(range(i)) for i in range(8)}, width=40)
print(pprint.pformat([1, {"a": (1, 2)}]), types.SimpleNamespace(a=1), isinstance(3, numbers.Integral), issubclass(float, numbers.Real))


@functools.singledispatch
def show(x):
    return "other"


@show.register
def _(x: int):
    return "int"


@show.register(list)
def _(x):
    return "list"


print(show(1), show([]), show("s"), functools.reduce(operator.mul, [1, 2, 3]))


@functools.wraps(show)
def wrapper(a: int = 1): ...


print(wrapper.__name__, functools.cache(lambda x: x)(3), functools.partial(int, base=2)("101"),
      functools.cmp_to_key(lambda a, b: b - a)(1) < functools.cmp_to_key(lambda a, b: b - a)(2))


class Lazy:
    @functools.cached_property
    def value(self):
        print("computed")
        return 5


lazy = Lazy()
print(lazy.value, lazy.value, list(itertools.batched("abcde", 2)))
