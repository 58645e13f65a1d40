"""Sizes of numbers by how they were made, of contexts and what belongs to them; what is tracked and what refers to what."""
import gc
import sys, decimal
from decimal import *
from sys import getsizeof as g
c=getcontext()
def w(x): 
    n=len(x.as_tuple().digits); return ((n+18)//19, (g(x)-120)//8)
print('str', [w(Decimal('1'*n)) for n in (1,19,20,76,77,95,96,114,115,190,191)])
print('strz', [w(Decimal('0'*n+'1')) for n in (1,19,20,76,77,95,96,114,115,190,191)])
print('int', [w(Decimal(10)**0*1 if 0 else Decimal(10**n-1)) for n in (1,19,20,76,77,95,96,114,115,190,191,500)])
print('int10', [w(Decimal(10**n)) for n in (1,19,20,76,77,95,96,114,115,190,191,500)])
print('tuple', [w(Decimal((0,(1,)*n,0))) for n in (1,19,20,76,77,95,96,114,115,190,191,500)])
print('float', [w(Decimal(f)) for f in (0.1,1e-5,1e-20,1e-50,1e-100,1e-300,1e22,1e100,1e300)])
c.prec=1000
a=Decimal('7'*95); b=Decimal('3'*57); d=Decimal('9'*95); z=Decimal('1'+'0'*94)
for name,f in dict(add=lambda:a+b, addc=lambda:d+d, subs=lambda:a-a.next_minus(), sub2=lambda:d-z*9, mul=lambda:a*b, mulz=lambda:z*z, mul1=lambda:a*2, mul1c=lambda:d*9, mul2=lambda:a*Decimal('1'*20), div=lambda:a/b, dive=lambda:a/Decimal(7), idiv=lambda:a//b, idiv1=lambda:a//7, mod=lambda:a%b, mod2=lambda:a%Decimal(10**90-1), mod1=lambda:a%7, dm0=lambda:divmod(a,b)[0],dm1=lambda:divmod(a,b)[1], sqrt=lambda:a.sqrt(), sqrtx=lambda:(a*a).sqrt(), exp=lambda:Decimal(1).exp(), ln=lambda:Decimal(2).ln(), log10=lambda:Decimal(2).log10(), pow=lambda:Decimal(3)**400, pow2=lambda:Decimal(2)**Decimal('.5'), pow10=lambda:Decimal(10)**400,powm=lambda:pow(a,b,d), neg=lambda:-a, pos=lambda:+a, abs=lambda:abs(-a), quant=lambda:b.quantize(Decimal('1e-90')), quant2=lambda:a.quantize(Decimal('1e60')), norm=lambda:z.normalize(), norm2=lambda:(z*12345).normalize(), toint=lambda:(a.scaleb(-60)).to_integral_value(), shift=lambda:b.shift(100), shiftr=lambda:a.shift(-60), rot=lambda:b.rotate(10), fma=lambda:a.fma(b,d), nextp=lambda:b.next_plus(), nextm=lambda:b.next_minus(), scaleb=lambda:a.scaleb(3), logb=lambda:a.logb(), cmp=lambda:a.compare(b), inv=lambda:Decimal(1).logical_invert(), land=lambda:Decimal('1'*96).logical_and(Decimal('1'*10)),lor=lambda:Decimal('1'*96).logical_or(Decimal('1'*10)), max=lambda:a.max(b), remn=lambda:a.remainder_near(b), copy=lambda:a.copy_abs(), copys=lambda: a.copy_sign(b), cd=lambda:c.create_decimal('1'*200), nan=lambda:Decimal('nan'+'1'*100), inf=lambda: Decimal('inf')).items():
    r=f(); print(name, w(r) if r.is_finite() else g(r))
c.prec=28
for name,f in dict(add=lambda:a+b, mul=lambda:a*b, div=lambda:a/b, neg=lambda:-a, pos=lambda:+a, abs=lambda:abs(-a),norm=lambda:a.normalize(),cd=lambda:c.create_decimal('1'*200), cdi=lambda:c.create_decimal(10**200-1),sqrt=lambda:a.sqrt(), exp=lambda:Decimal(1).exp(), ln=lambda:Decimal(2).ln(), log10=lambda:Decimal(2).log10(), pow=lambda:Decimal(3)**400, pow2=lambda:Decimal(2)**Decimal('.5'),mod=lambda:a%Decimal(10**90-1),fma=lambda:a.fma(b,d),ci=lambda:Decimal(1).logical_invert(),rem=lambda:a.remainder_near(d),cds=lambda:c.create_decimal((0,(1,)*200,0)),toint=lambda:(a.scaleb(-60)).to_integral_value(),pow3=lambda:Decimal(3)**20,idiv=lambda:Decimal('9'*100)//Decimal('9'*95), s=lambda:c.plus(Decimal('1'*77))).items():
    r=f(); print(name, w(r) if r.is_finite() else g(r))
class S(Decimal): pass
print(g(S('1'*100)),g(S(a)), g(Decimal(S(a))), S(a).__sizeof__())
print([ (n,w(Decimal(10)**n)) for n in (18,19,27,28,37,38,57,76)])
x=sys.getallocatedblocks(); q=[Decimal('1'*200) for i in range(100)]; print(sys.getallocatedblocks()-x)
x=sys.getallocatedblocks(); q=[Decimal('1') for i in range(100)]; print(sys.getallocatedblocks()-x)
c=Context()
cm=localcontext()
for x in (Decimal(1),c,c.flags,cm):
    print(type(x), type(x).__basicsize__, g(x), gc.is_tracked(x), [type(r).__name__ for r in gc.get_referents(x)])
class T(Decimal): __slots__=('a',)
class U(Decimal): __slots__=()
for k in (S,T,U):
    print(k.__basicsize__, g(k(1)), gc.is_tracked(k(1)), k.__dictoffset__, k.__weakrefoffset__)
gc.collect(); print(gc.get_count()); l=[Decimal(i) for i in range(50)]; print(gc.get_count())
for op in ('Decimal("1.5")','Decimal(1)/3','Decimal(2).exp()','Context()','hash(Decimal(1))'):
    exec('r='+op); b=sys.getallocatedblocks(); exec('r='+op); print(op, sys.getallocatedblocks()-b)
