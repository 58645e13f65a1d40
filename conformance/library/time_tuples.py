"""Time tuples: what asctime, strftime and mktime refuse, and in which words."""
import os
import time
os.environ["TZ"] = "UTC0"
time.tzset()
def t(f,*a):
    try: r=f(*a)
    except BaseException as e: r=f'!{type(e).__name__}: {e}'
    return r
base=[2024,1,1,0,0,0,0,1,-1]
names=['asctime','strftime','mktime']
F=[time.asctime, lambda x: time.strftime("%Y %m %d %j %w",x)]
for f in F:
    for i in range(9):
        for v in (-1,-2,0,1,6,7,11,12,13,23,24,31,32,59,60,61,62,366,367,2**31-1,2**31,-2**31,-2**31+1899,-2**31+1900,2**40,2**70,1.5,'a',None):
            b=list(base); b[i]=v
            print(i,v,t(f,tuple(b)))
    for x in ((),(1,),(1,)*8,(2000,)+(0,)*9,5,None,[1]*9,(0,)*9):
        print(x,t(f,x))
for v in ((),(1,)*8,(2000,)+(0,)*9,5,None,(2**31,)+(0,)*8,(-2**31,)+(0,)*8,(2**70,)+(0,)*8): print(v,t(time.mktime,v))
print(t(time.strftime,"%Y",None), t(time.strftime), t(time.strftime,1), t(time.strftime,"a","b"), t(time.strftime,"a\0b",time.gmtime(0)), ascii(t(time.strftime,"\ud800\u1234é",time.gmtime(0))))
