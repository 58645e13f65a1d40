"""Each operation on each type of datetime."""
import sys, os, time as _time
sys.stdout.reconfigure(errors="backslashreplace")
os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
_time.tzset()
import pickle, copy
from datetime import *
import warnings; warnings.simplefilter('always')
def t(s):
    try: r = eval(s)
    except BaseException as e: r = f'!{type(e).__name__}: {e}'
    if isinstance(r, str) and ('unsupported operand' in r or 'not supported between' in r or 'has no attribute' in r): return
    print(s, '->', r if isinstance(r,str) else repr(r))
D='date(2024,2,29)'; DT='datetime(2024,2,29,13,4,5,6)'; DA='datetime(2024,2,29,13,4,5,6,timezone.utc)'; T='time(13,4,5,6)'; TA='time(13,4,5,6,timezone(timedelta(hours=-5,minutes=30)))'; TD='timedelta(1,2,3)'; TZ='timezone(timedelta(hours=1))'
for x in (D,DT,DA,T,TA,TD,TZ):
    for op in ('+','-','*','/','//','%','<','==','@'):
        for y in (D,DT,DA,T,TA,TD,TZ,'1','2.5','None','"a"'):
            t(f'{x} {op} {y}')
    for m in ('repr(%s)','str(%s)','-%s','+%s','abs(%s)','~%s','bool(%s)','%s.__reduce__()','%s.__reduce_ex__(2)','%s.__reduce_ex__(4)','%s.__reduce_ex__("a")','%s.__reduce_ex__()','copy.replace(%s)','%s.replace(1,2,3,4,5,6,7,8,9)','%s.replace(foo=1)','%s.replace(year=1.5)','%s.replace(hour="a")','%s.replace(tzinfo=1)','%s.replace(fold=2)','%s.replace(fold=1)','%s.replace(day=99)','%s.__replace__(day=1)','%s.__replace__(1)','%s.isoformat()','%s.isoformat(1)','%s.isoformat("ab")','%s.isoformat("\\ud800")','%s.isoformat("T","foo")','%s.isoformat(timespec="hours")','%s.isoformat(timespec="minutes")','%s.isoformat(timespec="seconds")','%s.isoformat(timespec="milliseconds")','%s.isoformat(timespec="microseconds")','%s.isoformat(timespec=1)','%s.isoformat(timespec="a\\0")','%s.isoformat(x=1)','%s.isoformat("a",x=1)','%s.isoformat(1,2,3)','%s.isoformat(sep="x",timespec="auto")','%s.strftime()','%s.strftime(1)','%s.strftime("")','%s.strftime("%%Y %%z %%Z %%f %%:z %%H %%j %%%% %%")','%s.strftime("%%y%%G-%%V-%%u %%e %%:")','%s.strftime("a\\0b%%Y")','%s.strftime("\\ud800%%Y")','%s.strftime(format="%%Y")','%s.strftime(forma="%%Y")','format(%s,"")','format(%s,"%%Y-%%H")','%s.__format__(1)','%s.utcoffset()','%s.dst()','%s.tzname()','%s.utcoffset(None)','%s.dst(None)','%s.tzname(None)','%s.utcoffset(1)','%s.dst(1)','%s.tzname(1)','%s.fromutc(1)','%s.fromutc(datetime(1,1,1))','%s.fromutc(datetime(1,1,1,tzinfo=timezone.utc))','%s.fromutc()','%s.ctime()','%s.timetuple()','%s.utctimetuple()','%s.toordinal()','%s.weekday()','%s.isoweekday()','%s.isocalendar()','%s.isocalendar().week','%s.timestamp()','%s.date()','%s.time()','%s.timetz()','%s.astimezone()','%s.astimezone(1)','%s.astimezone(None)','%s.astimezone(timezone(timedelta(hours=3)))','%s.astimezone(tx=1)','%s.total_seconds()','%s.year','%s.hour','%s.tzinfo','%s.fold','%s.foo','%s.days','setattr(%s,"year",1)','setattr(%s,"x",1)','setattr(%s,"days",1)','%s.__getinitargs__()','%s.__getstate__()','%s.min','%s.max','%s.resolution','%s[0]','len(%s)','divmod(%s,timedelta(hours=7))','int(%s)','pickle.loads(pickle.dumps(%s))','[len(pickle.dumps(%s,i)) for i in range(6)]','copy.copy(%s)','copy.deepcopy(%s)', 'isinstance(%s,date)', '%s.__getnewargs__()', '%s.__sizeof__()'):
        t(m % x)
