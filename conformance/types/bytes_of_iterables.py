"""Compared with 3.13: what is asked of an object whose bytes are wanted, in which order, and what it says when it fails."""
class I:
    def __init__(s,how): s.how=how
    def __iter__(s):
        print('iter')
        if s.how==1: raise TypeError('x')
        if s.how==2: raise ValueError('y')
        if s.how==3: return 5
        return iter([1,2])
    def __len__(s): print('len'); return 2
    def __length_hint__(s): print('hint'); return 2
class Sq:
    def __getitem__(s,i): return [1,2][i]
    def __len__(s): print('len'); return 2
class St(str): pass
for t in (bytes,bytearray):
    for x in [I(0),I(1),I(2),I(3),Sq(),'a',St('a'),5.5,None,{1:2},{3},range(3),iter([1]),object()]:
        try: print(t.__name__,type(x).__name__,t(x))
        except Exception as e: print(t.__name__,type(e).__name__,e)
    for x in [I(0),I(1),'a',5,None,5.5,[300],['a'],(1,2),b'a',iter([7])]:
        try: b=bytearray(b'z'); b.extend(x); print(b)
        except Exception as e: print(type(e).__name__,e)
    for x in [I(0),'a',5,None,5.5,[1],(1,2),b'a',iter([7])]:
        for f in (lambda: t(b'a').join([b'c',x]), lambda: t(b'a')+x, lambda: t(b'a').find(x), lambda: x in t(b'a'), lambda: t(b'a').translate(x)):
            try: print(f())
            except Exception as e: print(type(e).__name__,e)
