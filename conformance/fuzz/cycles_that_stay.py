"""Cycles through what has no way to let go stay, and every full pass finds them again."""
import gc, itertools
def left(make):
    gc.collect()
    make()
    return gc.collect(), gc.collect(), gc.collect()
def z():
    f=[None,1]; e=zip(f,f); f[0]=e; next(e)
def p():
    f=[None,1,2]; e=itertools.pairwise(iter(f)); f[0]=e; next(e)
def en():
    f=[None,1,2]; e=enumerate(f); f[0]=e; next(e)
def zl():
    f=[None,1,2]; e=itertools.zip_longest(f,f); f[0]=e; next(e)
def acc():
    f=[None,1,2]; e=itertools.accumulate(f); f[0]=e; next(e)
def gb():
    f=[None,1,2]; e=itertools.groupby(f); f[0]=e; x=next(e)
def di():
    f={1:0}; e=iter(f.items()); f[1]=e; next(e)
def cyc():
    f=[None,1]; e=itertools.cycle(f); f[0]=e; next(e)
def fil():
    f=[None,1]; e=filter(None,f); f[0]=e; next(e)
def sl():
    f=[]; e=slice(f); f.append(e)
for t in (z,p,en,zl,acc,gb,di,cyc,fil,sl): print(t.__name__, left(t))
