"""Hash objects: their types, sizes, what the collector sees of them."""
import sys, gc, hashlib, _hashlib, hmac
print([n for n in vars(_hashlib) if not n.startswith('__')])
for n,v in vars(_hashlib).items():
    if n.startswith('__'): continue
    print(n, type(v).__name__, getattr(v,'__text_signature__',None), v if isinstance(v,type) else '')
    if isinstance(v,type):
        print('  ',v.__basicsize__,v.__itemsize__,v.__dictoffset__,v.__weakrefoffset__,hex(v.__flags__),v.__module__,v.__bases__, v.__text_signature__, sys.getsizeof(v))
        for m,w in v.__dict__.items(): print('      ',m,type(w).__name__,getattr(w,'__text_signature__',None), w.__doc__ if m!='__doc__' and not callable(w) and type(w)!=str else '')
for mod in ('_md5','_sha1','_sha2','_sha3','_blake2'):
    M=__import__(mod); print(mod,[n for n in vars(M) if not n.startswith('__')])
    for n,v in vars(M).items():
        if n.startswith('__'): continue
        print(' ',n, type(v).__name__, getattr(v,'__text_signature__',None), v if isinstance(v,int) else '')
        if isinstance(v,type):
            print('  ',v.__basicsize__,v.__itemsize__,v.__dictoffset__,v.__weakrefoffset__,hex(v.__flags__),v.__module__,v.__bases__, v.__text_signature__)
            print('   ',[(m,type(w).__name__) for m,w in v.__dict__.items()])
import _md5,_sha1,_sha2,_sha3,_blake2
def show(n,o):
    print(n,type(o),sys.getsizeof(o),gc.is_tracked(o),[type(x).__name__ for x in gc.get_referents(o)],repr(o).split(' at ')[0].split(' @ ')[0], [a for a in dir(o) if not a.startswith('__')])
show('md5',_md5.md5()); show('sha1',_sha1.sha1()); 
for n in ('sha224','sha256','sha384','sha512'): show(n,getattr(_sha2,n)())
for n in ('sha3_224','sha3_256','sha3_384','sha3_512','shake_128','shake_256'): show(n,getattr(_sha3,n)())
show('b2b',_blake2.blake2b()); show('b2s',_blake2.blake2s())
for n in sorted(hashlib.algorithms_guaranteed): show(n,getattr(hashlib,n)()); 
show('new',hashlib.new('md5')); show('hmac',hmac.new(b'k',b'm','md5')); show('hh',_hashlib.hmac_new(b'k',b'm','md5'))
print(sorted(hashlib.algorithms_guaranteed), sorted(hashlib.algorithms_available-{'ripemd160','sm3'}))
print(hashlib.md5, hashlib.sha3_256, hashlib.blake2b, hashlib.new.__name__, hashlib.pbkdf2_hmac, hashlib.scrypt)
