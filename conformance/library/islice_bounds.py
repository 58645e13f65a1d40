"""Compared with 3.13: how islice reads its bounds."""
import itertools,sys
class X:
    def __init__(s,n): s.n=n
    def __index__(s): print('index',s.n); return s.n
for args in ((-5,),(-1,),(2,),(None,),('x',),(-5,2),(-1,2),(1,-5),(1,-1),('x',-1),('x','y'),(None,None),(0,None,None),(0,None,0),(0,None,-1),(0,5,'x'),(0,5,2),(X(1),X(2)),(X(1),X(3),X(1)),(X(-1),X(-1)),(2**70,),(1,2**70),(0,3,2**70),(2**70,3)):
    try: print(args if not any(isinstance(a,X) for a in args) else '', list(itertools.islice(range(10),*args)))
    except Exception as e: print(type(e).__name__,e)
