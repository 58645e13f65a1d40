"""Attributes that methods name but never set take no place in the keys that instances share."""
import sys,gc
def mk(n_static, exec_n=1):
    src='class A:\n  def __init__(self):\n'
    for i in range(exec_n): src+=f'    self.e{i}=1.5\n'
    src+='  def never(self):\n    pass\n'
    for i in range(n_static): src+=f'    self.s{i}=1\n'
    ns={}; exec(src,ns); return ns['A']
for n in (0,1,2,3,5,10,20,28,29,30,31,40):
    A=mk(n); r=[]
    for k in range(5): a=A(); r.append(sys.getsizeof(a.__dict__))
    a=A(); c=0
    for i in range(40):
        setattr(a,'q%d'%i,1)
        if sys.getsizeof(a.__dict__)>400: break
        c+=1
    print(n, r, c, A.__basicsize__, sys.getsizeof(A))


class Order:
    def __init__(self):
        self.m = 1.5

    def never(self):
        self.b = self.z = self.a = 0


o = Order()
o.z = [1]
o.b = (2, o)
print([type(x).__name__ for x in gc.get_referents(o)])
