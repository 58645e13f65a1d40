"""Compared with 3.13: what operations that want an iterable say of one that fails."""
import collections, array
class I:
    def __iter__(s): raise TypeError('inner')
class J:
    def __iter__(s): raise ValueError('inner')
class K:
    def __iter__(s): return 5
class S:
    def __getitem__(s,i): raise TypeError('get')
class N:
    def __iter__(s): return s
    def __next__(s): raise TypeError('next')
l=[1,2,3,4]
def setsl(x): l[0:2]=x
def setext(x): l[::2]=x
def un(x): a,b=x
def st(x): print(*x)
def st2(x): [*x]
def st3(x): (lambda *a:0)(*x)
def st4(x): (lambda *a:0)(1,*x)
def ba(x): b=bytearray(b'abc'); b[0:1]=x
def yf(x):
    def g(): yield from x
    next(g())
fs=[''.join,b''.join,bytearray().join,setsl,setext,un,st,st2,st3,st4,ba,yf,l.extend,tuple,list,set,frozenset,dict,dict.fromkeys,sorted,sum,min,any,all,enumerate,zip,iter,map.__call__.__class__,collections.deque,collections.Counter,array.array('i').extend,lambda x: array.array('i',x),lambda x: l.__iadd__(x),lambda x:{}.update(x),lambda x:set().update(x),lambda x:set()|set(x),lambda x: {1}.union(x),lambda x:{1}.isdisjoint(x),lambda x: 1 in x,lambda x: list(zip([1],x)),lambda x:list(map(str,x)),lambda x:list(filter(None,x)),lambda x: reversed(x),lambda x:[i for i in x], lambda x: list(i for i in x), bytearray().extend, lambda x: collections.OrderedDict(x), lambda x: collections.OrderedDict.fromkeys(x), lambda x: bytes(x), lambda x: ''.join([x]), lambda x: b''.join([x]), lambda x: max(x), lambda x: max(x,key=id), lambda x: isinstance(1,x), lambda x: type('a',x,{}), lambda x:'%s'%x and 1, lambda x: str.maketrans(x)]
for i,f in enumerate(fs):
    for x in (I(),J(),K(),S(),N(),5,None,object()):
        try: r=f(x); print(i,type(x).__name__,'ok')
        except BaseException as e: print(i,type(x).__name__,type(e).__name__,str(e).split(' at 0x')[0])
