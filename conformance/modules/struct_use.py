"""struct: formats, bounds, buffers, messages."""
import struct, _struct, sys, gc
for n in ('calcsize','pack','pack_into','unpack','unpack_from','iter_unpack','_clearcache'): print(n, getattr(_struct,n).__text_signature__)
print(struct.error.__mro__, struct.error.__module__)
for f in ('','i','iii','3i','bi','10s','xx','qbq','0i','3x0q'): print(f, struct.calcsize(f), sys.getsizeof(struct.Struct(f)))
it=struct.iter_unpack('i',b'abcd'); print(type(it), sys.getsizeof(it), it.__length_hint__())
print(gc.is_tracked(struct.Struct('i')))
def e(f,*a,**k):
    try: print(f(*a,**k))
    except BaseException as x: print(type(x).__name__, str(x)[:140])
P=struct.pack
for c in 'bBhHiIlLqQnNP':
    for o in ('','<','>','='):
        for v in (-1, 10**30, -10**30, 2**63, 'a', 1.0, None): 
            e(P,o+c,v)
for c in 'efd':
    for o in ('','<','>'):
        for v in (1.5,-0.0,1e300,65520.0,65519.99,'a',2**2000,float('nan'),float('inf'),1e39): e(P,o+c,v)
for a in [('c','a'),('c',b'ab'),('c',b'a'),('s','a'),('s',1),('3s',b'abcd'),('5s',b'ab'),('p',b'abc'),('5p',b'abcdefgh'),('5p',b'ab'),('0p',b'ab'),('p',1),('?',0),('?',[1]),('4s',bytearray(b'zz')),('i',),('i',1,2),('x',),('3i',1,2,3),('y',1),('3',),('99999999999999999999i',),('9223372036854775807q',),(b'i',1),(5,1),('é',1),('i i',1,2),('<n',1),('2 i',1),('300p',b'x'*299),('P',-1), ('0s',b''),('0s',b'ab')]: e(P,*a)
U=struct.unpack
for a in [('i',b'abc'),('i',b'abcd'),('<bhiq',bytes(range(15))),('>bhiq',bytes(range(15))),('5p',b'\x02abcd'),('5p',b'\x09abcd'),('0p',b''),('c?s',b'a\x02b'),('i','abcd'),('e',b'\0\x3c'),('<f',b'\0\0\x80\x3f'),('N',b'\xff'*8),('P',b'\xff'*8),('0s',b''),('3c',b'abc')]: e(U,*a)
b=bytearray(10)
for a in [('i',),('i',b),('i',b,0),('i',b,7,1),('i',b,-1,1),('i',b,-11,1),('i',b,2,1),('i',b'abcd',0,1),('i',b,11,1),('i',b,-4,7)]: e(struct.pack_into,*a)
print(b)
for a in [('i',b'abcdef',3),('i',b'abcdef',2),('i',b'abcdef',-1),('i',b'abcdef',-4),('i',b'abcdef',-7),('i',b'ab'),('i',)]: e(struct.unpack_from,*a)
e(struct.unpack_from,'i',buffer=b'abcdef',offset=1)
e(struct.iter_unpack,'',b''); e(struct.iter_unpack,'i',b'abc'); e(lambda:list(struct.iter_unpack('<hb',b'abcdef'))); e(lambda:list(struct.iter_unpack('i',b'')))
s=struct.Struct('<hi'); print(s.format,s.size,repr(s)); e(struct.Struct); e(struct.Struct,1); e(struct.Struct,format='i'); e(s.unpack,b'1'); e(s.pack,1); e(s.unpack_from,b'12'); e(s.iter_unpack,b'1'); print(s.pack(1,2)); e(lambda: struct.Struct('i').__reduce_ex__(2))
class S(struct.Struct): pass
print(S('i').size); e(lambda: struct.Struct.__new__(struct.Struct).size); e(lambda: struct.Struct.__new__(struct.Struct).pack())
class I:
    def __index__(self): return 7
e(P,'b',I()); e(P,'q',I()); e(P,'P',I()); e(P,'d',3); e(P,'?',I())
