"""Decimals in programs: enormous ones, derived classes, threads, pickles, contexts, other numbers."""
import sys, gc, threading, pickle, copy
from decimal import *
def t(f):
    try: r=f(); print(repr(r)[:80])
    except BaseException as e: print(type(e).__name__, str(e)[:100])
c=Context(prec=MAX_PREC,Emax=MAX_EMAX,Emin=MIN_EMIN,traps=[])
t(lambda:c.divide(Decimal(1),3))
t(lambda:c.sqrt(Decimal(2)))
t(lambda:c.next_minus(Decimal(2)))
t(lambda:c.logical_invert(Decimal(1)))
t(lambda:c.add(Decimal('1e999999999'),Decimal(1)))
t(lambda:int(Decimal('1e9999999999999')))
t(lambda:Decimal('1e99999999999999').__floor__())
t(lambda:c.rotate(Decimal(12345),7))
t(lambda:c.to_integral_exact(Decimal('1e-999999999999999999')))
t(lambda:format(Decimal('1e99999999999999'),'f'))
t(lambda:format(Decimal('1'),'99999999999999999999'))
t(lambda:hash(Decimal('1e999999999999999999')))
t(lambda:Decimal('1e-999999999999999999')==Decimal('1e999999999999999999'))
t(lambda:Decimal('1e-999999999999999999')<Decimal('1.5e-999999999999999999'))
t(lambda:Decimal('1e999999999')==10**5)
t(lambda:Decimal('1e99999')==10**99999)
t(lambda:float(Decimal('1e400'))); t(lambda:float(Decimal('-1e-400')))
t(lambda:Decimal('1.5').__round__(10**17)); t(lambda:round(Decimal('1.5'),-10**18))
class S(Decimal):
    def __new__(cls,*a): return super().__new__(cls,*a)
    def __init__(self,*a): self.x=1
s=S('1.5'); print(s.x, s.__dict__, type(pickle.loads(pickle.dumps(s))), copy.copy(s).x, type(copy.deepcopy(s)))
class D2(Decimal):
    __slots__=()
    def __add__(self,o): return 'added'
print(D2(1)+1, 1+D2(1), Decimal(1)+D2(1), sum([Decimal(1),Decimal(2)]))
out=[]
def w():
    getcontext().prec=5; out.append(str(Decimal(1)/3))
ts=[threading.Thread(target=w) for _ in range(3)]; [x.start() for x in ts]; [x.join() for x in ts]
print(out, getcontext().prec)
print([Decimal(1).__class__, isinstance(Decimal(1),Decimal), Decimal.__hash__(Decimal(3))])
x=Context(); x.prec=7; y=pickle.loads(pickle.dumps(x)); print(y, y.prec)
try: del x.prec
except AttributeError as e: print(e)
class C2(Context):
    def __init__(self,**k): super().__init__(prec=9); self.foo=3
c2=C2(); print(c2.prec,c2.foo,c2)
setcontext(c2); print(getcontext().foo, +Decimal('1.23456789123'))
import contextvars
ctx=contextvars.copy_context()
def f():
    setcontext(Context(prec=3)); return +Decimal('1.2345')
print(ctx.run(f), +Decimal('1.23456789123'))
with localcontext(prec=4) as l: print(l.prec, Decimal(1)/7)
print(Decimal(1)/7)
for i in range(3):
    d=Decimal(i); d2=[d]; del d2
print(gc.is_tracked(Decimal(1)), gc.get_referrers(Decimal(1)))
import math, statistics, fractions
print(math.floor(Decimal('2.7')), math.sqrt(Decimal(2)), statistics.mean([Decimal('1.1'),Decimal('2.2')]), fractions.Fraction(Decimal('1.25')), math.trunc(Decimal('-2.7')), math.fsum([Decimal('.1')]*3))
print('%s %r %d %.2f %5.1f' % (Decimal('1.5'),Decimal('1.5'),Decimal('2.7'),Decimal('1.005'),Decimal(3)), f"{Decimal('3.14159'):.3f} {Decimal('1e10')!r:>20}")
print(int(Decimal('-1.9')), complex(Decimal('2')), bool(Decimal('0.0')), divmod(Decimal(-7),2), -7//Decimal(2), Decimal(-7)%2, 2**Decimal(3), round(Decimal('2.5')), round(Decimal('2.675'),2))
print(max(Decimal(1),2.5), Decimal('NaN')!=Decimal('NaN'), sorted([Decimal(3),1,2.5,fractions.Fraction(1,2)]))
