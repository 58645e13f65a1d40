"""How much memory values of datetime take, with and without a zone, as tracemalloc counts it."""
import tracemalloc
from datetime import UTC, date, datetime, time, timedelta, timezone
class D(date): pass
class T(time): pass
class DT(datetime): __slots__ = ()
hour = timedelta(hours=1)
tracemalloc.start()
def t(label, f):
    room = [None] * 100
    before = tracemalloc.get_traced_memory()[0]
    for i in range(100):
        room[i] = f()
    after = tracemalloc.get_traced_memory()[0]
    print(label, (after - before) // 100)
t("date", lambda: date(2024, 1, 2))
t("time", lambda: time(1, 2))
t("time, zone None", lambda: time(1, 2, tzinfo=None))
t("time, zone", lambda: time(1, 2, tzinfo=UTC))
t("datetime", lambda: datetime(2024, 1, 2))
t("datetime, zone", lambda: datetime(2024, 1, 2, tzinfo=UTC))
t("timedelta", lambda: timedelta(1))
t("no time", lambda: timedelta())
t("timezone", lambda: timezone(hour))
t("subclass of date", lambda: D(2024, 1, 2))
t("subclass of time", lambda: T(1))
t("subclass of time, zone", lambda: T(1, tzinfo=UTC))
t("slots", lambda: DT(2024, 1, 2))
t("slots, zone", lambda: DT(2024, 1, 2, tzinfo=UTC))
t("replaced", lambda: time(1, tzinfo=UTC).replace(tzinfo=None))
t("sum", lambda: datetime.min + hour)
