"""What generation 0 counts while the types of datetime work, and what stays in the free lists."""
import gc
import sys
import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

gc.disable()

class Z(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=1)
    def dst(self, dt):
        return timedelta(0)
    def tzname(self, dt):
        return "Z"

class D(date): pass
class T(time): pass
class DT(datetime): pass
class TD(timedelta): pass

z = Z()
day = date(2024, 2, 29)
clock = time(1, 2, 3, 4)
aware = time(1, 2, tzinfo=z)
moment = datetime(2024, 2, 29, 1, 2, 3)
there = datetime(2024, 2, 29, 1, 2, 3, 4, z)
universal = datetime(2024, 2, 29, tzinfo=UTC)
delta = timedelta(1, 2, 3)

def t(label, f):
    f()
    gc.collect()
    a = gc.get_count()[0]
    b = gc.get_count()[0]
    f()
    c = gc.get_count()[0]
    print(label, b - a, c - b)

for text in """date(2024, 1, 2)
date(year=2024, month=1, day=2)
time()
time(1, 2, tzinfo=z)
datetime(2024, 1, 2)
datetime(2024, 1, 2, tzinfo=z)
timedelta(1)
timedelta(hours=1, minutes=2.5)
timezone(delta / 3)
D(2024, 1, 2)
T(1)
DT(2024, 1, 2)
DT(2024, 1, 2, tzinfo=z)
TD(1)
day + delta
day - delta
day - day
day < day
day == moment
moment + delta
moment - moment
there - universal
there == universal
there < universal
universal == universal
delta + delta
delta * 2
delta * 2.5
delta / 2
delta / delta
delta // delta
delta % delta
divmod(delta, delta)
-delta
abs(delta)
bool(delta)
hash(timedelta(5))
hash(date(1, 2, 3))
hash(time(1))
hash(time(1, tzinfo=z))
hash(datetime(1, 2, 3))
hash(datetime(1, 2, 3, tzinfo=z))
repr(day)
repr(clock)
repr(aware)
repr(moment)
repr(there)
repr(delta)
str(day)
str(aware)
str(there)
str(delta)
day.isoformat()
there.isoformat()
there.isoformat("T", "hours")
day.replace(day=1)
there.replace(fold=1)
day.isocalendar()
repr(day.isocalendar())
day.isocalendar().week
day.toordinal()
day.weekday()
day.ctime()
day.__reduce__()
there.__reduce__()
there.__reduce_ex__(4)
delta.__reduce__()
z.__reduce__()
there.utcoffset()
there.dst()
there.tzname()
aware.utcoffset()
universal.utcoffset()
there.timestamp()
universal.timestamp()
there.date()
there.time()
there.timetz()
there.astimezone(UTC)
universal.astimezone(z)
datetime.combine(day, clock)
date.fromordinal(5)
date.fromisoformat("2024-01-02")
time.fromisoformat("12:30+01:00")
datetime.fromisoformat("2024-01-02T12:30")
date.fromisocalendar(2024, 1, 1)
datetime.fromtimestamp(0, UTC)
datetime.fromtimestamp(0, z)
date.fromtimestamp(0)
datetime.now(UTC)
D.fromordinal(5)
DT.fromordinal(5)
DT(2024, 1, 2) + delta
DT(2024, 1, 2, tzinfo=z).replace(fold=1)
T(1).replace(hour=2)
moment.timetuple()
there.utctimetuple()
day.strftime("%Y")
there.strftime("%Y %z %Z %f")
clock.strftime("%H")
format(day, "%Y")
format(day, "")
day.year
there.tzinfo
delta.days
delta.total_seconds()""".splitlines():
    t(text, eval("lambda: " + text))
