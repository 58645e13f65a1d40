"""hashlib, hmac and key derivation: digests, names, refusals, what they count."""
import sys, gc, hashlib, _hashlib, hmac, pickle, copy
def t(f,*a,**k):
    try: r=f(*a,**k); print('   ',r if not repr(r).startswith('<') or isinstance(r,type) else repr(r).split(' @')[0].split(' at ')[0]); return r
    except BaseException as e: print('   ',type(e).__module__,type(e).__name__,e)
print('construct')
t(_hashlib.HASH); t(_hashlib.HASHXOF,'a'); t(_hashlib.HMAC)
for f in (_hashlib.openssl_md5,hashlib.md5,_hashlib.openssl_shake_128,hashlib.sha3_256):
    t(f,1,2); t(f,'x'); t(f,1); t(f,None); t(f,data=b''); t(f,string=b'abc'); t(f,b'abc',string=b'x'); t(f,b'',usedforsecurity=False); t(f,b'',False); t(f,zzz=1); t(f,memoryview(b'abcd')[::2]); t(f,bytearray(b'abc')); t(f,string='s')
print('new')
for f in (_hashlib.new, hashlib.new):
    t(f); t(f,1); t(f,'nope'); t(f,'MD5'); t(f,'md5',b'x'); t(f,'SHA256',data=b'') ; t(f,'sha256',string=b''); t(f,'sha512_256'); t(f,'SHA512-256'); t(f,'sha3-256'); t(f,'shake_128'); t(f,'SHAKE128'); t(f,'blake2b'); t(f,'BLAKE2b512'); t(f,'blake2b512'); t(f,'BLAKE2s256'); t(f,'md5-sha1'); t(f,name='md5'); t(f,'md5',usedforsecurity=False); t(f,'md5','x'); t(f,'SHA2-256'); t(f,'md5\0'); t(f,'sha1',b'a',b'b')
    for n in ('md5','sha1','sha224','sha256','sha384','sha512','sha512_224','sha512_256','sha3_224','sha3_256','sha3_384','sha3_512','blake2b','blake2s','md5-sha1','SHA-1','SHA-256','sha-512/256','ssl3-md5'):
        try: h=f(n,b'abc'); print(n,h.name,h.digest_size,h.block_size,h.hexdigest())
        except Exception as e: print(n,type(e).__name__,e)
print('methods')
h=hashlib.md5(b'a')
t(h.update); t(h.update,1); t(h.update,'s'); t(h.update,b'b'); t(h.hexdigest); t(h.digest); t(h.copy().hexdigest); t(h.digest,1); t(h.hexdigest,5); t(h.copy,1); t(h.update,obj=b''); 
t(lambda:h.name); t(lambda:h.block_size); t(lambda:h.digest_size); 
def s(o,n,v): setattr(o,n,v)
t(s,h,'name','x'); t(s,h,'zz','x'); t(s,_hashlib.HASH,'zz',1); 
t(pickle.dumps,h); t(copy.copy,h); t(copy.deepcopy,h); print(h==h.copy(), hash(h)!=0)
x=hashlib.shake_128(b'a')
t(x.digest); t(x.digest,5); t(x.digest,-1); t(x.digest,length=4); t(x.hexdigest,3); t(x.hexdigest,length=3); t(x.hexdigest); t(x.digest,'a'); t(x.digest,0); t(lambda:x.digest_size); t(lambda:x.block_size); t(lambda:x.name); t(x.digest,1<<70); t(x.digest,1,2); t(x.copy)
class X: pass
def sub(c):
    class Y(c): pass
t(sub,_hashlib.HASH); t(sub,_hashlib.HASHXOF); t(sub,_hashlib.HMAC)
print(isinstance(x,_hashlib.HASH), _hashlib.HASHXOF.__mro__)
print('hmac')
t(_hashlib.hmac_new); t(_hashlib.hmac_new,b'k'); t(_hashlib.hmac_new,b'k',b'm'); t(_hashlib.hmac_new,b'k',b'm',1); t(_hashlib.hmac_new,b'k',b'm','nope'); m=t(_hashlib.hmac_new,b'k',b'm','md5'); t(_hashlib.hmac_new,b'k',digestmod='md5'); t(_hashlib.hmac_new,'k',b'm','md5'); t(_hashlib.hmac_new,b'k','m','md5'); t(_hashlib.hmac_new,b'k',b'm',hashlib.md5); t(_hashlib.hmac_new,b'k',b'm',hashlib.sha3_256); t(_hashlib.hmac_new,b'k',b'm',hashlib.blake2b);t(_hashlib.hmac_new,b'k',b'm','shake_128'); t(_hashlib.hmac_new,b'k',None,'md5')
t(m.hexdigest); t(m.digest); t(lambda:m.name); t(lambda:m.digest_size); t(lambda:m.block_size); t(m.update,b'x'); t(m.update,msg=b'x'); t(m.update,'x'); t(m.update); t(m.update,1); t(m.hexdigest); c=t(m.copy); t(c.hexdigest); 
t(_hashlib.hmac_digest,b'k',b'm','md5'); t(_hashlib.hmac_digest,b'k',b'm','nope'); t(_hashlib.hmac_digest,b'k',b'm',hashlib.sha256); t(_hashlib.hmac_digest,b'k',b'm'); t(_hashlib.hmac_digest,b'k','m','md5'); t(_hashlib.hmac_digest,key=b'k'*200,msg=b'm',digest='sha512'); t(_hashlib.hmac_digest,b'k',b'm',1)
for n in ('md5','sha1','sha224','sha256','sha384','sha512','sha3_224','sha3_256','sha512_256','blake2b','blake2s'): t(hmac.new(b'key'*30,b'data',n).hexdigest); t(hmac.digest,b'k',b'm',n)
t(hmac.new,b'k'); t(hmac.new,b'k',b'm'); t(hmac.new,b'k',b'm',''); t(hmac.new,'k',b'm','md5'); t(hmac.new,b'k',b'm',lambda d=b'':hashlib.md5(d)); t(hmac.new,b'k',b'm','nope'); t(hmac.digest,b'k',b'm','nope'); hh=hmac.new(b'k',b'm','sha256'); t(lambda:hh.name); t(lambda:hh.block_size); t(hh.copy().hexdigest); hh.update(b'x'); t(hh.hexdigest)
t(hmac.compare_digest,'a','a'); t(hmac.compare_digest,b'a',b'b'); t(hmac.compare_digest,b'a','b'); t(hmac.compare_digest,'\xe9','a'); t(hmac.compare_digest,1,2); t(hmac.compare_digest); print(_hashlib.compare_digest)
print('kdf')
t(hashlib.pbkdf2_hmac,'sha256',b'pw',b'salt',10); t(hashlib.pbkdf2_hmac,'sha1',b'pw',b'salt',1000,40); t(hashlib.pbkdf2_hmac,'md5',password=b'pw',salt=b'salt',iterations=3,dklen=5); t(hashlib.pbkdf2_hmac,'nope',b'pw',b'salt',10); t(hashlib.pbkdf2_hmac,'md5',b'pw',b'salt',0); t(hashlib.pbkdf2_hmac,'md5',b'pw',b'salt',1,0); t(hashlib.pbkdf2_hmac,'md5',b'pw',b'salt',1,-1); t(hashlib.pbkdf2_hmac,'md5','pw',b'salt',1); t(hashlib.pbkdf2_hmac,b'md5',b'pw',b'salt',1); t(hashlib.pbkdf2_hmac,'md5',b'pw',b'salt',-1); t(hashlib.pbkdf2_hmac,'md5',b'pw',b'salt'); t(hashlib.pbkdf2_hmac,'md5',b'pw',b'salt',1,dklen='x'); t(hashlib.pbkdf2_hmac,'md5',b'',b'',1)
t(hashlib.scrypt,b'pw'); t(hashlib.scrypt,b'pw',salt=b's',n=2,r=1,p=1); t(hashlib.scrypt,b'pw',salt=b's',n=16,r=8,p=1,dklen=20); t(hashlib.scrypt,b'pw',salt=b's',n=3,r=8,p=1); t(hashlib.scrypt,b'pw',salt=b's',n=16,r=8); t(hashlib.scrypt,b'pw',salt=b's',n=16,r=8,p=1,maxmem=-1); t(hashlib.scrypt,b'pw',salt=b's',n=16,r=8,p=1,dklen=0); t(hashlib.scrypt,'pw',salt=b's',n=16,r=8,p=1); t(hashlib.scrypt,b'pw',salt=None,n=16,r=8,p=1)
t(_hashlib.get_fips_mode)
print(_hashlib._constructors, type(_hashlib._constructors)) if 0 else print(len(_hashlib._constructors), sorted(x.__name__ for x in _hashlib._constructors), sorted(_hashlib._constructors.values()))
import io
print(hashlib.file_digest(io.BytesIO(b'abc'),'md5').hexdigest(), hashlib.file_digest(io.BytesIO(b'abc'),hashlib.sha1).hexdigest())
def m(n,f):
    r=[]
    for k in range(3):
        gc.collect(); a=gc.get_count()[0]; x=f(); r.append(gc.get_count()[0]-a)
    print(n,r)
gc.disable()
m('md5',hashlib.md5); m('md5 d',lambda:hashlib.md5(b'x')); m('md5 kw',lambda:hashlib.md5(string=b'x')); m('sec',lambda:hashlib.md5(b'x',usedforsecurity=False)); m('new',lambda:hashlib.new('md5',b'x')); m('upd',lambda:h.update(b'x')); m('hex',h.hexdigest); m('copy',h.copy); m('hmac',lambda:hmac.new(b'k',b'm','md5')); m('hd',lambda:hmac.digest(b'k',b'm','md5')); m('b2',hashlib.blake2b); m('sha3', hashlib.sha3_256)
import _md5,_sha1,_sha2,_sha3
m('_md5',_md5.md5); m('_sha1',_sha1.sha1); m('_sha2',_sha2.sha256); m('_sha3',_sha3.sha3_256)
big=b'x'*5000; t(hashlib.sha256(big).hexdigest)
