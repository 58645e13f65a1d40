"""Basic use of library modules, one line or two each (decimal to hashlib)."""
import decimal, datetime, argparse, logging, tempfile, threading, traceback, linecache, weakref, warnings, contextvars
import queue, base64, hashlib, timeit, shutil, pathlib, glob, fnmatch, inspect, os, sys, io, time, calendar, configparser, html
import urllib.parse, uuid, shlex, difflib, graphlib, ipaddress, colorsys, keyword, token, gettext, getopt, reprlib, copyreg, importlib


def e(f, *a, **k):
    try:
        print(f(*a, **k))
    except BaseException as x:
        print(type(x).__name__, x)


D = decimal.Decimal
print(D("1.10") + D("2.2"), D(1) / D(7), D("NaN"), round(D("2.675"), 2), D("1e3").normalize(), D(0.1), repr(D("-0")))
with decimal.localcontext() as ctx:
    ctx.prec = 5
    print(D(2).sqrt(), D(1) / 3)
e(lambda: D(1) / 0)
e(D, "x")
print(f"{D('1234.5'):,.2f}", D("1.5").as_tuple(), D(5).compare(D(6)), decimal.getcontext().prec)
d = datetime.datetime(2024, 2, 29, 12, 30, 15, 123456)
print(d, repr(d), d.isoformat(), d.strftime("%Y-%m-%d %H:%M:%S.%f %j %a"), d + datetime.timedelta(days=366, hours=5), d.date(), d.weekday())
print(datetime.date.fromisoformat("2024-01-05"), datetime.timedelta(hours=30), d - datetime.datetime(2024, 1, 1),
      datetime.datetime.fromisoformat("2024-01-05T10:00:00+02:00").astimezone(datetime.timezone.utc), d.replace(year=2023, day=1))
print(datetime.datetime.strptime("05/03/2021", "%d/%m/%Y"), datetime.datetime.fromtimestamp(0, datetime.UTC), d.timetuple()[:6], d.isocalendar())
e(datetime.date, 2023, 2, 30)

parser = argparse.ArgumentParser(prog="tool", description="A tool.")
parser.add_argument("name", help="a name")
parser.add_argument("-n", "--count", type=int, default=1, help="how often (default: %(default)s)")
parser.add_argument("--flag", action="store_true")
sub = parser.add_mutually_exclusive_group()
sub.add_argument("--a", choices=["x", "y"])
print(parser.parse_args(["bob", "-n", "3", "--flag"]))
print(parser.format_help())
err = io.StringIO()
sys.stderr, saved = err, sys.stderr
e(parser.parse_args, ["bob", "-n", "z"])
e(parser.parse_args, [])
sys.stderr = saved
print(err.getvalue())
log = logging.getLogger("app")
stream = io.StringIO()
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
log.addHandler(handler)
log.setLevel(logging.INFO)
log.info("hello %s", "x")
log.debug("no")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("bad")
print(stream.getvalue().replace(__file__, "FILE"))
with tempfile.TemporaryDirectory() as where:
    path = pathlib.Path(where) / "a" / "b.txt"
    path.parent.mkdir(parents=True)
    path.write_text("héllo\nworld\n")
    print(path.read_text().splitlines(), path.name, path.suffix, path.stem, path.exists(), path.stat().st_size, path.parent.name)
    print([x.name for x in pathlib.Path(where).rglob("*")], [os.path.basename(x) for x in glob.glob(where + "/**/*.txt", recursive=True)])
    shutil.copy(path, where + "/c.txt")
    print(sorted(os.listdir(where)), shutil.copytree(where + "/a", where + "/d")[-2:], sorted(entry.name for entry in os.scandir(where)))
    for root, dirs, files in sorted(os.walk(where)):
        print(os.path.relpath(root, where), sorted(dirs), sorted(files))
    os.rename(where + "/c.txt", where + "/e.txt")
    e(os.remove, "/no/such/file")
    with open(where + "/e.txt", "rb") as f:
        print(f.read(), f.seek(0), f.readline())
    shutil.rmtree(where + "/a")
    print(sorted(os.listdir(where)), linecache.getline(where + "/e.txt", 2))
with tempfile.NamedTemporaryFile("w+") as f:
    f.write("abc")
    f.seek(0)
    print(f.read())
lock = threading.Lock()
with lock:
    print(lock.locked(), lock.acquire(blocking=False))
local = threading.local()
local.x = 1
rlock = threading.RLock()
with rlock, rlock:
    print(local.x, threading.current_thread().name, threading.active_count(), threading.main_thread() is threading.current_thread())
event = threading.Event()
event.set()
print(event.wait(1), threading.Semaphore(2).acquire())
try:
    {}["k"]
except KeyError:
    print(traceback.format_exc().replace(__file__, "FILE"))
    print(traceback.extract_tb(sys.exc_info()[2])[0].line, traceback.format_exception_only(*sys.exc_info()[:2]))


class Node: ...


n = Node()
w = weakref.WeakValueDictionary(a=n)
k = weakref.WeakKeyDictionary({n: 1})
s = weakref.WeakSet([n])
fin = weakref.finalize(n, print, "finalized")
print(len(w), len(k), len(s), fin.alive)
del n
print(len(w), len(k), len(s), fin.alive)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("old", DeprecationWarning)
    print(len(caught), caught[0].category, caught[0].message)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    e(warnings.warn, "boom")
q = queue.Queue()
q.put(1)
q.put(2)
print(q.get(), q.qsize(), q.get_nowait(), q.empty())
e(q.get_nowait)
pq = queue.PriorityQueue()
[pq.put(x) for x in (3, 1, 2)]
print(pq.get(), queue.LifoQueue().empty())
print(base64.b64encode(b"hello"), base64.b64decode("aGVsbG8="), base64.b32encode(b"hi"), base64.b16encode(b"hi"), base64.b85encode(b"hello"),
      base64.urlsafe_b64encode(b"\xff\xfe"), base64.a85encode(b"hello"))
print(hashlib.sha256(b"a").hexdigest()[:16], hashlib.md5(b"a").hexdigest(), hashlib.new("sha1", b"x").digest_size)
print(timeit.timeit("1+1", number=10) >= 0, fnmatch.filter(["a.py", "b.txt"], "*.py"), fnmatch.fnmatch("A", "[a]"))


def sample(a, /, b: int, *args, c=5, **kw) -> str:
    """Doc."""


print(inspect.signature(sample), inspect.getdoc(sample), inspect.isfunction(sample), inspect.getfullargspec(sample).args)
print(inspect.getsource(sample).splitlines()[0], inspect.signature(sample).bind(1, 2, 3, c=4, z=9).arguments, inspect.signature(len))
print([m[0] for m in inspect.getmembers(Node) if not m[0].startswith("_")], inspect.getmodule(sample) is sys.modules[__name__], inspect.stack()[0].function)
print(time.strftime("%Y-%m-%d", time.gmtime(0)), calendar.monthrange(2024, 2), calendar.isleap(2000), calendar.month(2024, 2))
cfg = configparser.ConfigParser()
cfg.read_string("[a]\nx = 1\ny: %(x)s2\n")
print(cfg["a"]["y"], cfg.getint("a", "x"), cfg.sections(), html.escape("<a>&'"), html.unescape("&lt;&eacute;"))
print(urllib.parse.urlparse("http://u@h:80/p;x?q=1#f"), urllib.parse.quote("a b/é"), urllib.parse.parse_qs("a=1&a=2"), urllib.parse.urljoin("http://a/b/c", "../d"))
print(uuid.UUID(int=5), uuid.uuid5(uuid.NAMESPACE_DNS, "x"), len(str(uuid.uuid4())), shlex.split("a 'b c' d\\ e"), shlex.quote("a b"))
print(list(difflib.unified_diff(["a", "b"], ["a", "c"], lineterm="")), difflib.get_close_matches("appel", ["ape", "apple"]))
print(list(graphlib.TopologicalSorter({"a": {"b"}, "b": {"c"}}).static_order()), ipaddress.ip_network("10.0.0.0/30").num_addresses, ipaddress.ip_address("::1"))
print(keyword.iskeyword("def"), token.tok_name[1], getopt.getopt(["-a", "x"], "a"), reprlib.repr(list(range(100))), importlib.import_module("json").__name__)
print(contextvars.ContextVar("v", default=1).get(), os.path.join("a", "b"), os.path.splitext("a.b.c"), os.path.normpath("a/../b//c"), os.getpid() > 0,
      os.environ.get("NOPE"), os.path.isdir("/"), os.sep, os.name, os.path.commonpath(["/a/b", "/a/c"]), len(os.urandom(4)), os.cpu_count() > 0)
print(os.stat("/").st_mode & 0o40000, os.fspath(pathlib.PurePosixPath("a/b")), pathlib.PurePath("a/b.c").with_suffix(".d"), pathlib.Path("/a") / "b" / ".." / "c")
