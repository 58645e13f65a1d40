"""The native half of `datetime`, by its name. The library's own Python does the work."""

from _pydatetime import (
    MAXYEAR,
    MINYEAR,
    UTC,
    __doc__,
    date,
    datetime,
    time,
    timedelta,
    timezone,
    tzinfo,
)
