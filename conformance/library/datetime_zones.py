"""Zones that answer in all ways, and subclasses of the types of datetime."""
import sys, os, time as _time
sys.stdout.reconfigure(errors="backslashreplace")
os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
_time.tzset()
from datetime import *
def t(s):
    try: r = eval(s)
    except BaseException as e: r = f'!{type(e).__name__}: {e}'
    print(s, '->', r if isinstance(r,str) else repr(r))
class Z(tzinfo):
    def __init__(s,o=None,d=None,n=None): s.o=o;s.d=d;s.n=n
    def utcoffset(s,dt): return s.o
    def dst(s,dt): return s.d
    def tzname(s,dt): return s.n
H=timedelta(hours=1)
class TD(timedelta): pass
for z in ('Z()','Z(1)','Z(timedelta(1))','Z(timedelta(-1))','Z(H,H,"x")','Z(H,None,5)','Z(H,5,"")','Z(H,timedelta(2),"%H%%")','Z(TD(0,60))','Z(timedelta(0,1,2),timedelta(0))','Z(-timedelta(0,1,2),timedelta(0))','Z(timedelta(0,0,5))','Z(H,timedelta(0))','Z(None,H)'):
    for m in ('utcoffset()','dst()','tzname()','isoformat()','isoformat(timespec="hours")','strftime("%z|%Z|%:z|%f")','__repr__()','__str__()'):
        t(f'time(1,2,tzinfo={z}).{m}') if 'repr' not in m else None
        t(f'datetime(2020,1,2,3,4,tzinfo={z}).{m}') if 'repr' not in m else None
    for m in ('timetuple()','utctimetuple()','timestamp()','astimezone(timezone.utc)','astimezone(Z(H,H,"q")).hour', 'tzinfo.fromutc(1)'):
        t(f'datetime(2020,1,2,3,4,tzinfo={z}).{m}')
    t(f'(lambda z: datetime(2020,1,2,3,4,tzinfo=z)-datetime(2020,1,2,3,4,tzinfo=z))({z})')
    t(f'(lambda z: datetime(2020,1,2,3,4,tzinfo=z)<datetime(2020,1,2,3,4,tzinfo=z))({z})')
    t(f'datetime(2020,1,2,3,4,tzinfo={z})-datetime(2020,1,2,3,4,tzinfo=timezone.utc)')
    t(f'datetime(2020,1,2,3,4,tzinfo={z})<datetime(2020,1,2,3,4,tzinfo=timezone.utc)')
    t(f'datetime(2020,1,2,3,4,tzinfo={z})==datetime(2020,1,2,3,4,tzinfo=timezone.utc)')
    t(f'datetime(2020,1,2,3,4,tzinfo={z})==datetime(2020,1,2,3,4)')
    t(f'time(1,2,tzinfo={z})<time(1,2,tzinfo=timezone.utc)')
    t(f'time(1,2,tzinfo={z})==time(1,2,tzinfo=timezone.utc)')
    t(f'(lambda z: z.fromutc(datetime(2020,1,2,3,4,tzinfo=z)).hour)({z})')
    t(f'(lambda z: datetime.now(z).tzinfo is z)({z})')
class Bad(tzinfo):
    def utcoffset(s,dt): 1/0
    dst=tzname=utcoffset
for m in ('utcoffset()','dst()','tzname()','isoformat()','strftime("%z")','strftime("%Z")','strftime("%H")','timetuple()','utctimetuple()','timestamp()','astimezone()'):
    t(f'datetime(2020,1,2,3,4,tzinfo=Bad()).{m}')
class NoRepr(tzinfo):
    def __repr__(s): return 'NR'
    def __getinitargs__(s): return (1,2)
t('repr(datetime(2020,1,2,3,4,5,6,tzinfo=NoRepr(),fold=1))'); t('repr(time(3,4,5,tzinfo=NoRepr(),fold=1))'); t('repr(time(3,4,5,6))'); t('NoRepr().__reduce__()'); t('Z().__reduce__()')
class DT(datetime):
    def __new__(c,*a,**k):
        print('new',a,k); return datetime.__new__(c,*a,**k)
class D(date):
    def __new__(c,*a,**k):
        print('new',a,k); return date.__new__(c,*a,**k)
class T(time):
    def __new__(c,*a,**k):
        print('new',a,k); return time.__new__(c,*a,**k)
x=DT(2020,1,2,3,4,5,6,timezone.utc,fold=1)
for e in ('x+timedelta(1)','x-timedelta(1)','x.replace(day=5)','x.replace(fold=0)','x.astimezone(timezone(H))','x.date()','x.time()','x.timetz()','DT.fromtimestamp(0)','DT.fromtimestamp(0,timezone.utc)','DT.fromordinal(5)','DT.fromisoformat("2020-01-02T03:04")','DT.combine(date(1,2,3),time(4,fold=1))','DT.strptime("2020","%Y")','DT.fromisocalendar(2020,1,1)','x','str(x)','DT.min','type(timezone(H).fromutc(x.replace(tzinfo=timezone.utc)))','x.__reduce__()','__import__("pickle").loads(__import__("pickle").dumps(x))','__import__("copy").copy(x)','D(1,2,3)+timedelta(1)','D(1,2,3)-timedelta(1)','D(1,2,3)-D(1,2,3)','D(1,2,3).replace(day=4)','D.fromordinal(7)','D.fromtimestamp(0)','D.fromisoformat("2020-01-02")','D.fromisocalendar(2020,1,1)','repr(D(1,2,3))','T(1,2,fold=1).replace(hour=3)','T.fromisoformat("12:30+01:00")','T(1)','repr(T(1,2,3))','x.replace(tzinfo=None)','DT(2020,1,2).astimezone(timezone(H))','DT(2020,1,2).astimezone()','type(DT(2020,1,2,tzinfo=timezone(H)).astimezone(timezone.utc))','x==datetime(2020,1,2,3,4,5,6,timezone.utc)','D(1,2,3)==date(1,2,3)', 'DT(2020,1,2)-datetime(2020,1,1)'):
    t(e)
import time as tm
old=tm.time; tm.time=lambda: 86400*3
t('date.today()'); t('datetime.today()'); t('datetime.now().year>2000'); tm.time=old
tm.strftime=lambda f,*a: 'S(%r,%r)'%(f,tuple(a[0])); t('date(2020,1,2).strftime("%Y %z %%z")'); t('time(1).strftime("%Y%z")'); t('datetime(2020,1,1,tzinfo=timezone.utc).strftime("%f%Z%:z%%f")')
class TT(date):
    def timetuple(s): return 5
t('TT(2020,1,1).strftime("%Y")')
class Z2(tzinfo):
    def utcoffset(s,dt): return timedelta(hours=dt.fold)
    def tzname(s,dt): return "Q%d"%dt.fold
a=datetime(2020,1,1,tzinfo=Z2()); b=datetime(2020,1,1,tzinfo=timezone.utc)
t('a==b'); t('a.replace(fold=1)==b'); t('a==a.replace(fold=1)'); t('hash(a)==hash(b)'); t('a<b,a<=b'); t('a-b')
c=a.replace(tzinfo=Z2()); t('a==c'); t('a.fold')
