"""Sizes, tracking, flags and shared values of the types of datetime."""
import gc
import sys
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo

Iso = type(date.min.isocalendar())
print(MINYEAR, MAXYEAR)
for t in (date, datetime, time, timedelta, tzinfo, timezone, Iso):
    print(t, t.__module__, t.__name__, t.__qualname__, t.__mro__, t.__base__)
    print(t.__basicsize__, t.__itemsize__, hex(t.__flags__), t.__dictoffset__, t.__weakrefoffset__, sys.getsizeof(t) if t is not Iso else "", gc.is_tracked(t))
    print([(k, type(v).__name__, getattr(v, "__text_signature__", "-")) for k, v in t.__dict__.items()])

named = timezone(timedelta(hours=1), "x" * 100)
for o in (date.min, datetime.min, datetime.now(UTC), datetime(1, 1, 1, tzinfo=named), time(1), time(1, tzinfo=named), timedelta(1),
          timedelta.max, UTC, named, tzinfo(), date.min.isocalendar()):
    print(type(o), sys.getsizeof(o), o.__sizeof__(), gc.is_tracked(o), gc.get_referents(o) if type(o) is not Iso else "")

class D(date): pass
class D2(date): __slots__ = ()
class D3(date): __slots__ = ("a", "b")
class T(time): pass
class T2(time): __slots__ = ()
class DT(datetime): pass
class DT2(datetime): __slots__ = ()
class DT3(datetime): __slots__ = ("x",)
class TD(timedelta): pass
class TD2(timedelta): __slots__ = ("q",)
class Z(tzinfo): pass
class Z2(tzinfo): __slots__ = ()
for c, a in ((D, (1, 1, 1)), (D2, (1, 1, 1)), (D3, (1, 1, 1)), (T, (1,)), (T, (1, 1, 1, 1, UTC)), (T2, (1,)), (T2, (1, 1, 1, 1, named)),
             (DT, (1, 1, 1)), (DT, (1, 1, 1, 1, 1, 1, 1, UTC)), (DT2, (1, 1, 1)), (DT2, (1, 1, 1, 1, 1, 1, 1, named)), (DT3, (1, 1, 1)),
             (TD, (1,)), (TD, (0,)), (TD2, (1,)), (Z, ()), (Z2, ())):
    o = c(*a)
    print(c.__name__, sys.getsizeof(o), gc.is_tracked(o), c.__basicsize__, c.__dictoffset__, c.__weakrefoffset__,
          [type(x) for x in gc.get_referents(o)], hex(c.__flags__))
    try:
        o.extra = 1
        print(sys.getsizeof(o), len(gc.get_referents(o)))
    except AttributeError as e:
        print(e)

for bases in ((date, time), (date, timedelta), (datetime, D), (D, datetime), (time, timedelta), (tzinfo, date), (Iso,), (timezone,)):
    try:
        c = type("C", bases, {})
        print(c.__mro__, c.__basicsize__)
    except TypeError as e:
        print(e)

count = sys.getrefcount
print(UTC is timezone.utc, timezone(timedelta(0)) is UTC, timezone(timedelta(0), "UTC") is UTC, count(UTC), count(timezone.utc))
print(timedelta() is timedelta(0), timedelta(1) - timedelta(1) is timedelta(0), count(timedelta()), TD() is timedelta(), timedelta(1) * 0 is timedelta())
print(timezone.utc.utcoffset(None) is timedelta(), datetime.min - datetime.min is timedelta(), timedelta(1) % timedelta(1) is timedelta())
print(count(date.min), count(datetime.max), count(date.resolution), date.resolution is timedelta.resolution, +timedelta() is timedelta())
z = Z()
moments = [datetime(2000, 1, n, tzinfo=z) for n in range(1, 10)] + [time(n, tzinfo=z) for n in range(10)]
print(count(z))
moments[0].tzinfo, moments[1].replace(day=3), moments[2] + timedelta(1), repr(moments[3])
print(count(z))
pair = moments[4].timetz(), moments[4].time()
print(count(z), moments[4] is moments[4].astimezone(z))
del moments
print(count(z))
del pair
print(count(z))
named_offset = timedelta(hours=3)
zones = [timezone(named_offset) for _ in range(5)]
print(count(named_offset), zones[0].utcoffset(None) is named_offset)
del zones
print(count(named_offset))

# A zone behind a moment is no part of a cycle that the collector sees.
class Node(tzinfo):
    def __del__(self):
        print("gone")
gc.collect()
n = Node()
n.at = datetime(1, 1, 1, tzinfo=n)
del n
print(gc.collect())
n = Node()
n.at = DT(1, 1, 1, tzinfo=n)
print(n in gc.get_referents(n.at), n.at in gc.get_referents(n.__dict__))
n.at = None
del n
