"""Streams written in Python on the bases of io."""
import io, _io, gc, sys
def t(f,*a,**k):
    try: r=f(*a,**k); print(type(r).__name__, r if not isinstance(r,memoryview) else bytes(r))
    except Exception as e: print(type(e).__name__, e)
class R(io.RawIOBase):
    def __init__(self, data): self.data=data; self.pos=0
    def readable(self): return True
    def readinto(self, b):
        n=min(len(b), len(self.data)-self.pos, 3); b[:n]=self.data[self.pos:self.pos+n]; self.pos+=n; return n
r=R(b"hello\nworld\nlast"); print(r.closed, r.readline(), r.read(2), r.readall(), r.read(1)); print(list(R(b"a\nb\nc"))); print(R(b"a\nb\nc").readlines(), R(b"aa\nbb\nc").readlines(3))
b=io.BufferedReader(R(b"hello\nworld\n")); print(b.read(3), b.readline(), b.read())
tx=io.TextIOWrapper(io.BufferedReader(R(b"x\r\ny\n"))); print(tx.read())
with R(b"zz") as q: print(q.read())
print(q.closed); t(q.readline); t(q.flush); t(q.__enter__); t(list,q)
for base in (io.IOBase, io.RawIOBase, io.BufferedIOBase, io.TextIOBase):
    x=base()
    print(base.__name__, x.closed, x.seekable(), x.readable(), x.writable(), x.isatty())
    for n,a in [("seek",(0,)),("tell",()),("truncate",()),("fileno",()),("flush",()),("_checkClosed",()),("_checkSeekable",()),("_checkReadable",()),("_checkWritable",()),("read",()),("read",(3,)),("readall",()),("read1",(1,)),("readinto",(bytearray(2),)),("readinto1",(bytearray(2),)),("write",(b"",)),("readline",()),("readline",(2,)),("detach",()),("writelines",([],)),("writelines",([b"x"],)),("readlines",())]:
        f=getattr(x,n,None)
        if f is None: print(n,"none"); continue
        print(n, end=" "); t(f,*a)
    for n in ("encoding","errors","newlines"): print(n, getattr(x,n,"none"))
    x.close(); print(x.closed, vars(x)); t(x.flush); t(x.isatty); t(x._checkClosed); t(x.close)
    print(sys.getsizeof(x), gc.is_tracked(x))
class W(io.RawIOBase):
    def __init__(self): self.out=[]
    def writable(self): return True
    def write(self, b): self.out.append(bytes(b)); return len(b)
w=W(); bw=io.BufferedWriter(w); bw.write(b"abcdef"); bw.flush(); print(w.out); bw.close(); print(w.closed)
w=W(); tw=io.TextIOWrapper(w, write_through=True) if 0 else io.TextIOWrapper(io.BufferedWriter(w), newline="\r\n"); tw.write("a\nb"); tw.flush(); print(w.out)
w=W(); w.writelines([b"1",b"2"]); print(w.out)
class B(io.BufferedIOBase):
    def read(self, n=-1): return b"xyz"[:n if n>=0 else 3]
    def read1(self, n=-1): return b"q"
bb=bytearray(2); print(B().readinto(bb), bb, B().readinto1(bytearray(5))); t(B().readinto, bytearray(1))
class Tx(io.TextIOBase):
    def __init__(self): self.l=iter(["a\n","b",""])
    def readline(self): return next(self.l)
print(list(Tx()), isinstance(Tx(), io.IOBase), issubclass(io.StringIO, io.TextIOBase), issubclass(io.FileIO, io.RawIOBase), isinstance(io.BytesIO(), io.BufferedIOBase), isinstance(sys.stdout, io.TextIOBase), issubclass(io.BytesIO, _io._IOBase))
class D(io.RawIOBase):
    def close(self): print("closing", self.closed); super().close()
D(); d=D(); del d
class E(io.RawIOBase):
    def close(self): raise ValueError("x")
sys.unraisablehook = lambda u: print(type(u.exc_value), u.object)
class E(E): __repr__ = lambda self: "an E"
E()
class F(io.RawIOBase):
    def flush(self): raise OSError("flush"); 
f=F(); t(f.close); print(f.closed)
class S(io.StringIO):
    def write(self, s): return super().write(s.upper())
s=S(); print("hi", file=s); print(repr(s.getvalue())); s.x=3; print(vars(s))
class BY(io.BytesIO): pass
y=BY(b"ab"); y.z=1; print(y.read(), vars(y), sys.getsizeof(BY)>900)
class Fl(io.FileIO): pass
z=Fl(__file__); print(z.name == __file__, isinstance(z, io.RawIOBase)); z.close()
class Bad(io.RawIOBase):
    def read(self,n=-1): return 5
t(Bad().readline); t(Bad().readall)
class None_(io.RawIOBase):
    def readinto(self,b): return None
print(None_().read(3), None_().readall(), None_().read())
print(io.IOBase.__mro__, io.RawIOBase.__mro__, io.FileIO.__mro__, io.BytesIO.__mro__, io.TextIOWrapper.__mro__, io.BufferedRandom.__mro__)
for c in (_io._IOBase,_io._RawIOBase,_io._BufferedIOBase,_io._TextIOBase): print(c, hex(c.__flags__&~(1<<19)), c.__basicsize__, c.__dictoffset__, c.__weakrefoffset__, [ (k,type(v).__name__) for k,v in c.__dict__.items()])
