# Reading nothing at the end of a pickle; byte arrays in older protocols.
import pickle
class F:
    def __init__(s,b): s.b=io.BytesIO(b)
    def read(s,n): return s.b.read(n)
    def readline(s): return s.b.readline()
import io
for b in (b'C\x00',b'\x8e'+bytes(8),b'\x96'+bytes(8),b'B\0\0\0\0', b'C\x00.',b'X\0\0\0\0',b'U\0',b'T\0\0\0\0',b'\x8c\0', b'C\x01'):
    for how in (pickle.loads, lambda b: pickle.load(io.BytesIO(b)), lambda b: pickle.load(F(b))):
        try: print(b, how(b))
        except Exception as e: print(b, type(e).__name__, e)
l=[bytearray(b'q'),bytearray(b'q'),bytearray(b'')]
for p in range(6): print(pickle.dumps(l,p))
