"""Broken pickles, and how it is told."""
import pickle
import warnings

warnings.simplefilter('always')
warnings.showwarning = lambda message, category, *rest: print('   ', category.__name__, message)
for s in (b'L',b'Lx',b'L0x',b'L0xg',b'L-0xg',b'L 0o9',b'L0b2',b'L012',b'L1_',b'L00',b'L0_0',b'L 12 ',b'L12x\0',b'L\0',b'L+ 1', b'L\xff', b'L1'+b'0'*5000, b'Lz'+b'1'*300, b'L1'+b'0'*5000+b'z',b'L1\x002',b'I\0',b'I1\x002',b'I01\0',b'p\0', b'g\0',b'g',b'gx',b'Ng0x1',b'Np-1',b'Npx',b'p0',b'Np1'+b'0'*30,b'I99999999999999999999',b'I0x7f',b'I 1',b'I1 ',b'F1.5x',b'F',b'Fx',b'F1e400',b'F-1e400',b'Finf',b'Fnanx',b'F 1.5',b'F1_0',b'F\xff',b'F1.5\0zz',b'F.',b'F1.e5',b'F.5e',b'F'+b'x'*300,
  b'S',b"S'a",b'Sa',b"S'a\\x'",b"S'a\\q'",b"S'a\\400'",b"S'\xff'",b"S'",b"S''",b'S"\'"', b'Va\\u12', b'V\\U0011ffff', b'Pabc', b'P\xff', b'i', b'(i', b'(ia', b'c', b'ca', b'(i\xff\nb', b'c\xff\nb', b'cos\n\xff',b'c\nx'):
    try: r=repr(pickle.loads(s+b'\n.'))[:60]
    except BaseException as e: r=(type(e).__name__,str(e)[:330])
    print(s[:30], ascii(r))

# Pickles changed at random.
import collections
import datetime
import decimal
import hashlib
import io
import random
import re

warnings.simplefilter('ignore')
rnd = random.Random(20)
digest = hashlib.md5()
done = 0


class A:
    def __init__(s): s.x=1; s.y=[1,2]
class S:
    __slots__=('a','b')
    def __init__(s): s.a=1; s.b='q'
class L(list): pass
class D(dict): pass
class I(int): pass
l=[]; l.append(l)
objs=[None,True,1,300,70000,-5,1<<40,-1<<70,(1<<3000),1.5,-1e300,b'abc',b'x'*300,'abc','a\u1234\n','\ud800','\U0001f600',[1,2,3],[],(),(1,),(1,2,3,4),{1:2,'a':'b'},{},{1,2},frozenset([3]),bytearray(b'xy'),A,len,A(),S(),L([1,2]),D(a=1),I(5),range(5),Ellipsis,type(None),complex(1,2),l,[A(),A()],
 collections.OrderedDict(a=1), collections.deque([1,2]), datetime.datetime(2020,1,2), decimal.Decimal('1.5'), ValueError('x'), slice(1,2), [[1],[1,[2,[3]]]], {'k':[1,{'z':(1,2)}]}]
ops=b'().0123FIJKMLNPQRSTUVXabcd}eghijlopqrst)uG'+bytes(range(0x80,0x99))+b'BC'
def show(v,depth=0):
    t=type(v)
    if depth>4: return '...'
    if t is A: return ('A',show(vars(v),depth+1))
    if t in (list,L): return (t.__name__,[show(x,depth+1) for x in v[:10]])
    if t is tuple: return ('t',[show(x,depth+1) for x in v[:10]])
    if t in (dict,D): return ('d',[(show(k,depth+1),show(x,depth+1)) for k,x in list(v.items())[:10]])
    if t in (set,frozenset): return (t.__name__, sorted(map(repr,(show(x,depth+1) for x in v))))
    if t is S: return ('S', [show(getattr(v,k,None),depth+1) for k in 'ab'])
    if t in (int,str,bytes,float,bool,type(None),bytearray,complex): 
        return repr(v)[:200]
    return t.__name__
bad=[b'posix',b'system',b'nt',b'input',b'exit',b'breakpoint']
for i in range(3000):
    o=rnd.choice(objs); p=rnd.randrange(6)
    try: d=bytearray(pickle.dumps(o,p))
    except Exception as e: continue
    k=rnd.random()
    if k<0.3: d=d[:rnd.randrange(len(d))]
    elif k<0.8:
        for j in range(rnd.randrange(1,4)):
            d[rnd.randrange(len(d))]=rnd.choice(ops) if rnd.random()<.6 else rnd.randrange(256)
    elif k<0.9:
        a=rnd.randrange(len(d)); d[a:a]=bytes(rnd.choice(ops) for _ in range(rnd.randrange(1,4)))
    else:
        d=bytearray(rnd.choice(ops) if rnd.random()<.8 else rnd.randrange(256) for _ in range(rnd.randrange(1,14)))
        d+=b'.'
    d=bytes(d)
    # huge memo indices, lengths
    skip=False
    for j in range(len(d)-4):
        if d[j] in b'rBTX\x8b' and int.from_bytes(d[j+1:j+5],'little')>1<<20: skip=True
        if d[j] in (0x96,0x8e,0x8d,0x95) and int.from_bytes(d[j+1:j+9],'little')>1<<20 : skip=True
        if d[j] in b'p' and any(48<=c<58 for c in d[j+1:j+8]) and len([c for c in d[j+1:j+9] if 48<=c<58])>5: skip=True
    if skip: continue
    how=rnd.randrange(3)
    enc=rnd.choice(['ASCII','bytes','latin-1','utf-8'])
    try:
        if how==0: v=pickle.loads(d,encoding=enc)
        elif how==1: v=pickle.load(io.BytesIO(d),encoding=enc)
        else:
            class F:
                def __init__(s,d): s.f=io.BytesIO(d)
                def read(s,n): return s.f.read(n)
                def readline(s): return s.f.readline()
            v=pickle.load(F(d),encoding=enc)
        r=('ok',show(v))
    except BaseException as e:
        r=(type(e).__name__,str(e)[:300])
    text = re.sub('0x[0-9a-f]{6,}', '', ascii((i, d, how, enc, r)))
    digest.update(re.sub('on <module.*>', '', text).encode())
    done += 1
    if done % 50 == 0:
        print(i, digest.hexdigest()[:16])
