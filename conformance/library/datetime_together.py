"""What datetime does in one small program, for runs in which requests for memory fail."""
import datetime as m
from datetime import *
class Z(tzinfo):
    def utcoffset(self, dt): return timedelta(hours=1)
    def dst(self, dt): return timedelta(0)
    def tzname(self, dt): return "Z%"
    def __repr__(self): return "Z()"
class DT(datetime): pass
z = Z()
a = datetime(2024, 2, 29, 1, 2, 3, 4, z)
b = DT(2024, 2, 29, 1, 2, 3, 4, timezone(timedelta(hours=2), "two"))
print(a, repr(a), b, repr(b), hash(a) == hash(a.replace(fold=1)), a - b, a < b, a == b, a + timedelta(1.5), b - timedelta(microseconds=1.5))
print(a.isoformat(), a.astimezone(b.tzinfo), b.astimezone(z), a.timetuple(), a.utctimetuple(), a.timestamp())
print(a.strftime("%Y %z %Z %f %:z"), a.isocalendar(), a.__reduce__(), b.__reduce_ex__(4), b.replace(day=1, fold=1))
print(timedelta(1, 2, 3) * 2.5, timedelta(5) / 3, divmod(timedelta(5), timedelta(2)), timedelta(10**6) // 7, str(timedelta(-1)))
print(datetime.fromisoformat("2024-01-02T03:04:05.6+07:08"), time.fromisoformat("12:30Z"), date.fromisoformat("2024-W05-1"))
print(datetime.fromtimestamp(0, z), DT.fromtimestamp(1.5, timezone.utc), date.fromtimestamp(0), DT.combine(date(1, 2, 3), time(4, fold=1)))
try:
    timezone(timedelta(5))
except ValueError as e:
    print(e)
try:
    datetime(1, 2, 3, x=4)
except TypeError as e:
    print(e)
