"""Attributes of instances and the dictionaries that share them."""
import sys


class A:
    def __init__(self):
        self.x = 1
        self.y = 2


a = A()
d = a.__dict__
print(d, a.__dict__ is d)
a.z = 3
print(d, len(d))
d["w"] = 4
print(a.w, list(d))
del a.x
print(d, hasattr(a, "x"))
d["x"] = 9
print(a.x, list(d.items()))
del d["y"]
print(hasattr(a, "y"), d)
a.__dict__ = {"k": 1}
print(a.k, d, a.__dict__)
b = A()
b.__dict__[5] = 6
print(b.__dict__, b.x)
b.q = 1
print(b.__dict__)
c = A()
del c.__dict__
print(c.__dict__)
c.new = 1
print(c.__dict__)
e = A()
e.__dict__.update(p=1, q=2)
print(e.p, e.__dict__, e.__dict__.popitem(), e.__dict__)
e.__dict__.setdefault("zz", 5)
print(e.zz, e.__dict__ == {"x": 1, "y": 2, "p": 1, "zz": 5})
f = A()
for name in list(vars(f)):
    delattr(f, name)
f.y = "first"
f.x = "second"
print(vars(f), list(vars(f)))
try:
    del f.none
except AttributeError as error:
    print(error)
print(vars(f).copy(), {**vars(f)}, dict(vars(f)))


class Many:
    pass


m = Many()
for i in range(35):
    setattr(m, "a%d" % i, i)
print(len(vars(m)), list(vars(m))[-3:], m.a34)
n = Many()
n.a3 = 1
n.a1 = 2
print(vars(n), sys.getsizeof(vars(n)))
g = vars(n)
del n
print(g, sys.getsizeof(g))
g["later"] = 1
print(g)


class Sub(list):
    pass


s = Sub([1])
s.attr = 1
print(s, s.__dict__, sys.getsizeof(s.__dict__))
h = A()
it = iter(vars(h))
next(it)
h.more = 1
try:
    next(it)
except RuntimeError as error:
    print(error)
