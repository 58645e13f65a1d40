"""BLAKE2 with keys, salts, names and trees."""
from hashlib import blake2b, blake2s
import _blake2
def t(f,*a,**k):
    try: r=f(*a,**k); print('   ',r.hexdigest() if hasattr(r,'hexdigest') else r); return r
    except BaseException as e: print('   ',type(e).__module__,type(e).__name__,e)
for f,n,s in ((blake2b,64,16),(blake2s,32,8)):
    print(f)
    t(f); t(f,b'abc'); t(f,b'x',1); t(f,data=b'x'); t(f,string=b'x'); t(f,zz=1)
    for d in (-1,0,1,n//2,n,n+1): t(f,b'abc',digest_size=d)
    for l in (0,1,s,s+1): t(f,b'abc',salt=b's'*l); t(f,b'abc',person=b's'*l)
    for l in (0,1,n,n+1): t(f,b'abc',key=b's'*l); t(f,b'',key=b'k'*l)
    for v in (-1,0,1,255,256): t(f,b'abc',fanout=v); t(f,b'abc',depth=v); t(f,b'abc',node_depth=v); t(f,b'abc',inner_size=v); t(f,b'abc',leaf_size=v); t(f,b'abc',node_offset=v)
    for v in (2**32-1,2**32,2**48-1,2**48,2**64-1,2**64): t(f,b'abc',leaf_size=v); t(f,b'abc',node_offset=v)
    t(f,b'abc',last_node=True); t(f,b'abc',last_node=[]); t(f,b'abc',usedforsecurity=False); t(f,'s'); t(f,1); t(f,b'',key='k'); t(f,b'',salt=1); t(f,b'',digest_size='x'); t(f,b'',fanout=1.5); t(f,b'',leaf_size='x'); t(f,b'', digest_size=2**40); t(f,None)
    h=f(b'a'*300,digest_size=16,key=b'key',salt=b'salt',person=b'pers',fanout=2,depth=2,leaf_size=4096,node_offset=1,node_depth=0,inner_size=n,last_node=True)
    print(h.digest(), h.name, h.digest_size, h.block_size); h.update(b'z'*1000); print(h.hexdigest(), h.copy().hexdigest())
    for i in range(0,600,37): print(i, f(b'q'*i).hexdigest()[:16], f(b'q'*i,key=b'k').hexdigest()[:16])
    h=f(); 
    for i in range(100): h.update(b'w'*i)
    print(h.hexdigest())
    t(h.update); t(h.update,'x'); t(h.digest,1); t(f.__doc__.split('\n')[0]if 0 else repr, f.MAX_KEY_SIZE)
try:
    class B(blake2b): pass
except TypeError as e: print(e)
