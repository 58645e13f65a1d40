"""Equal constants and rows of names of one compilation are one object."""
import sys, gc
def f(self): return self.x
def g(self): return self.x
def h(self,y): return (self.x, (1,2))
def i(self,y): return (self.x, (1,2), 1.5, b'z', frozenset)
def j(self,y): return 1.5 in {1,2,3}, b'z', 'longer text here with spaces'
def k(): return 1.5 in {1,2,3}, b'z', 'longer text here with spaces'
F,G,H,I,J,K=[z.__code__ for z in (f,g,h,i,j,k)]
print(F.co_consts is G.co_consts, F.co_consts, F.co_names is G.co_names, F.co_varnames is G.co_varnames, H.co_varnames is I.co_varnames)
print([ (a is b) for a in J.co_consts for b in K.co_consts])
print(J.co_consts,K.co_consts, J.co_consts is K.co_consts)
print([sys.getrefcount(x) for x in (F.co_consts, F.co_names, H.co_consts, J.co_consts, J.co_consts[1])])
print(H.co_consts[-1] is I.co_consts[1], H.co_consts,I.co_consts)
print(gc.get_referents(f.__code__), gc.is_tracked(F.co_consts))
class A:
    def m(self): pass
    def n(self): pass
print(A.m.__code__.co_consts is A.n.__code__.co_consts, A.m.__code__.co_consts is F.co_consts)
l=lambda self: self.x
print(l.__code__.co_names is F.co_names, l.__code__.co_consts is F.co_consts, l.__code__.co_consts)
