# A collection where a function starts: its frame stands on the line of the definition.
import gc, sys
L=[]
def cb(ph,info):
    f=sys._getframe(1)
    L.append((f.f_code.co_name,f.f_lineno-f.f_code.co_firstlineno))
gc.callbacks.append(cb)
def f():

    x=1
    return x
def g():
    """doc"""
    yield 1
def h(a,
      b=1):
    return a
class C:
    @property
    def p(self):
        return 1
gc.collect()
L.clear()
gc.set_threshold(1,1000,1000)
hold=[[]]
hold.append([[],[]]);f()
hold.append([[],[]]);h(1)
hold.append([[],[]]);list(g())
hold.append([[],[]]);C().p
hold.append([[],[]]);(lambda:
   3)()
gc.set_threshold(0)
print(L)
gc.callbacks.clear()
