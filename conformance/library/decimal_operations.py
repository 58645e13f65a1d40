"""Thousands of operations on numbers and contexts of all kinds, as digests; with a number as argument that block is shown."""
import hashlib
import random, sys
from decimal import *
R=random.Random(20261123)
shown=int(sys.argv[1]) if len(sys.argv)>1 else -1
digest=hashlib.md5()
n=6000
c=getcontext(); 
def num():
    k=R.random()
    if k<.04: return R.choice(['NaN','sNaN','NaN123','-sNaN99','Infinity','-Infinity','-NaN5'])
    if k<.10: return R.choice(['0','-0','0E+5','-0E-7','1','-1','1.000','10','0.1','1E+10','9','99','0E-400','1E-9'])
    L=R.choice([1,1,2,3,5,8,17,18,19,20,21,37,38,39,40,57,76,77,100,200])
    s=R.choice(['','','-'])
    m=R.random()
    if m<.2: d='9'*L
    elif m<.3: d='1'+'0'*(L-1)
    elif m<.4: d=''.join(R.choice('05') for _ in range(L)) or '5'
    elif m<.5: d=''.join(R.choice('01') for _ in range(L))
    else: d=''.join(R.choice('0123456789') for _ in range(L))
    e=R.choice([0,0,-L,-1,1,-L//2,R.randint(-30,30),R.randint(-400,400),-R.randint(0,L)])
    return s+d+('E%d'%e if e else '')
un=['exp','ln','log10','sqrt','next_minus','next_plus','normalize','to_integral_exact','to_integral_value','logb','logical_invert','plus','minus','abs','is_normal','is_subnormal','number_class','to_eng_string','to_sci_string','_apply','copy_abs','copy_negate','create_decimal']
bi=['add','subtract','multiply','divide','divide_int','remainder','divmod','compare','compare_signal','compare_total','compare_total_mag','max','max_mag','min','min_mag','next_toward','quantize','remainder_near','logical_and','logical_or','logical_xor','rotate','scaleb','shift','same_quantum','copy_sign','power']
import math
from fractions import Fraction
def small(): return R.choice(['0','1','-1','2','3','-3','5','7','10','-28','0.5','-0.5','1.5','20','100','-100','33','0.25','1E+2','12345','NaN','Infinity','-Infinity','-0','9.99'])
for i in range(n):
    prec=R.choice([1,2,3,5,9,16,19,20,28,38,40,57,100])
    emax=R.choice([0,1,5,20,99,384,999999,999999999999999999]); emin=-R.choice([0,1,5,20,99,383,999999,999999999999999999])
    ctx=Context(prec=prec,Emax=emax,Emin=emin,rounding=R.choice([ROUND_UP,ROUND_DOWN,ROUND_CEILING,ROUND_FLOOR,ROUND_HALF_UP,ROUND_HALF_DOWN,ROUND_HALF_EVEN,ROUND_05UP]),clamp=R.choice([0,0,1]),capitals=R.choice([0,1]),traps=[])
    setcontext(ctx)
    kind=R.random()
    a=num(); b=num(); op='?'
    try:
        x=Decimal(a)
        if kind<.35:
            op=R.choice(un)
            if op in('exp',) and x.is_finite() and R.random()<.7: x=Decimal(small())*R.choice([1,Decimal('1.1'),Decimal('.001')])
            r=getattr(ctx,op)(x)
            args=(a,)
        elif kind<.85:
            op=R.choice(bi)
            y=Decimal(b)
            if op=='power':
                y=Decimal(small())
                if R.random()<.5: x=Decimal(small())*Decimal('1.01')
            if op in('rotate','shift','scaleb') and R.random()<.9: y=Decimal(R.randint(-prec-2,prec+2))
            if op=='quantize' and R.random()<.6: y=Decimal((0,(1,),x.as_tuple().exponent+R.randint(-5,5) if x.is_finite() else 0))
            if op in ('add','subtract','compare','max','min','next_toward') and R.random()<.3: y=x.scaleb(R.randint(-2,2))
            r=getattr(ctx,op)(x,y); args=(str(x),str(y))
        elif kind<.9:
            y=Decimal(b); z=Decimal(num()); op='fma'; r=ctx.fma(x,y,z); args=(str(x),str(y),str(z))
        elif kind<.92:
            op='powmod'; x=Decimal(R.randint(-10**R.randint(1,30),10**R.randint(1,30))); y=Decimal(R.randint(0,10**R.randint(1,30))); z=Decimal(R.randint(-10**R.randint(1,30),10**R.randint(1,30))); r=ctx.power(x,y,z); args=(str(x),str(y),str(z))
        elif kind<.96:
            op='format'; f=R.choice(['','>','<','^','=','*^','x=','0'])
            if R.random()<.8: f=f.replace('0','')
            f+=R.choice(['','','+',' ','-'])+R.choice(['','','z'])+R.choice(['','','0'])+R.choice(['','5','12','30'])+R.choice(['','',','])+R.choice(['','.0','.1','.3','.10'])+R.choice(['','e','E','f','F','g','G','%','n'])
            if x.is_finite() and abs(x.adjusted())>300: x=Decimal('1.5')
            args=(a,f); r=format(x,f)
        else:
            op=R.choice(['int','float','hash','round0','round','floor','ceil','ratio','tuple','eq','lt','fl','fr','repr','cmpint','sizeof'])
            args=(a,b); y=Decimal(b)
            if x.is_finite() and abs(x.adjusted())>500: x=Decimal('1.5')
            if op=='int': r=int(x)
            elif op=='float': r=float(x)
            elif op=='hash': r=hash(x) if not x.is_nan() else 0
            elif op=='round0': r=round(x)
            elif op=='round': r=round(x,R.randint(-5,5))
            elif op=='floor': r=math.floor(x)
            elif op=='ceil': r=math.ceil(x)
            elif op=='ratio': r=x.as_integer_ratio()
            elif op=='tuple': r=x.as_tuple()
            elif op=='eq': r=(x==y,x!=y)
            elif op=='lt': r=(x<y,x<=y,x>y,x>=y)
            elif op=='fl': f=R.choice([.5,1.5,1e300,1e-300,.1,3.0,float('inf')]); r=(x==f,x<f,Decimal(f),ctx.create_decimal(f))
            elif op=='fr': f=Fraction(R.randint(-9,9),R.randint(1,9)); r=(x==f,x<f,f>x)
            elif op=='repr': r=(repr(x),str(x),x.to_eng_string())
            elif op=='cmpint': f=R.randint(-10**40,10**40); r=(x<f,x==f,f>x, x+f, f-x)
            elif op=='sizeof': r=(x.__sizeof__(),y.__sizeof__())
    except Exception as e:
        r=(type(e).__name__,str(e)); args=(a,b)
    szz=r.__sizeof__() if isinstance(r,Decimal) else ''
    # The room of these differs where intermediate results were long.
    if op in ('exp','ln','log10','power'): szz=''
    line=repr((i,op,args,prec,emax,emin,ctx.rounding,ctx.clamp,ctx.capitals,'->',repr(r),szz,sorted(k.__name__ for k,v in ctx.flags.items() if v)))
    digest.update(line.encode())
    if i//250==shown: print(line)
    if i%250==249: print(i//250,digest.hexdigest()); digest=hashlib.md5()
