"""_random, random, binascii, hashlib: what seeds and bytes give."""
import re
import _random, sys, random, binascii, hashlib
R=_random.Random
r=R(5); print(r.random(), r.getrandbits(5), r.getrandbits(100), r.getrandbits(0), r.getrandbits(32),r.getrandbits(64))
def e(f,*a,**k):
    try: print(re.sub('0x[0-9a-f]+', 'ADDR', str(f(*a,**k))))
    except BaseException as x: print(type(x).__name__, re.sub('0x[0-9a-f]+', 'ADDR', str(x))[:100])
e(r.getrandbits,-1);e(r.getrandbits,'a');e(r.seed,1,2);e(r.seed,-7); print(r.random()); r.seed(2**100+3); print(r.random()); r.seed(1.5); print(r.random()); r.seed('a' if 0 else (1,2)); print(r.random()); s=r.getstate(); print(len(s),s[-1],s[:2]); x=r.random(); r.setstate(s); print(x==r.random()); e(r.setstate,5);e(r.setstate,(1,2)); e(r.setstate,tuple([-1]*625)); e(r.setstate,tuple([0]*624+[700])); e(R,1,2); e(R,x=1)
print(r.seed(0), r.random())
random.seed(42); print(random.random(), random.randint(1,100), random.choice('abc'), random.sample(range(100),5), random.gauss(0,1), random.shuffle(l:=list(range(10))), l, random.choices([1,2,3],k=5), random.uniform(1,2), random.triangular(), random.expovariate(1), random.betavariate(1,2), random.randbytes(5), random.getrandbits(70))
random.seed('hello'); print(random.random()); random.seed(b'x'); print(random.random()); random.seed(1.25); print(random.random())
B=binascii
e(B.hexlify,b'\x01\xff');e(B.hexlify,b'abcdef',':');e(B.hexlify,b'abcdef','-',2);e(B.hexlify,b'abcdef','-',-2);e(B.unhexlify,'01ff');e(B.unhexlify,b'1');e(B.unhexlify,'zz');e(B.unhexlify,'é');e(B.b2a_base64,b'abcde');e(B.b2a_base64,b'abcde',newline=False);e(B.a2b_base64,'YWJjZGU=');e(B.a2b_base64,'YWJjZGU');e(B.a2b_base64,'Y');e(B.a2b_base64,'YWJj ZGU=\n');e(B.a2b_base64,'YW=Jj');e(B.a2b_base64,'=YWJj');e(B.a2b_base64,'YW==Jj',strict_mode=True);e(B.a2b_base64,'Y@WJj',strict_mode=True);e(B.a2b_base64,'=YWJj',strict_mode=True);e(B.a2b_base64,'YWJj=',strict_mode=True);e(B.a2b_base64,'YW=',strict_mode=True);e(B.a2b_base64,'YWI=\n',strict_mode=True);e(B.crc32,b'hello');e(B.crc32,b'lo',B.crc32(b'hel'));e(B.crc_hqx,b'hello',0);e(B.b2a_uu,b'hello world');e(B.a2b_uu,B.b2a_uu(b'hello world'));e(B.a2b_uu,b'!!');e(B.b2a_uu,b'x'*46);e(B.b2a_uu,b'x\0',backtick=True);e(B.a2b_base64,5); e(B.a2b_base64,b'ab=\xff=');print(B.Error.__mro__,B.Incomplete.__mro__)
for n in ('md5','sha1','sha224','sha256','sha384','sha512','blake2b','blake2s','sha3_224','sha3_256','sha3_384','sha3_512'):
    h=hashlib.new(n,b'abc'); h.update(b'def'); c=h.copy(); c.update(b'x'); print(n,h.hexdigest(),h.name,h.digest_size,h.block_size, c.hexdigest()[:8])
print(hashlib.shake_128(b'x').hexdigest(10), hashlib.shake_256(b'x').digest(3), hashlib.blake2b(b'x',digest_size=10).hexdigest(), hashlib.sha256(usedforsecurity=False).hexdigest()[:5])
e(hashlib.sha256,'abc'); e(hashlib.new,'nope')
