"""Compared with 3.13: how getters are shown, also inside themselves."""
import operator as o
for g in (o.itemgetter(1),o.itemgetter(1,'b'),o.attrgetter('x'),o.attrgetter('x.y'),o.attrgetter('x.y','z'),o.methodcaller('m'),o.methodcaller('m',1),o.methodcaller('m',1,a=2),o.methodcaller('m',a=2,b='c')):
    print(repr(g), g.__reduce__())
l=[]
i=o.itemgetter(l); l.append(i); print(i)
m=o.methodcaller('x',l); l.append(m); print(m)
class Q(str):
    def __repr__(s): return 'Q!'
a=o.attrgetter(Q('a')); print(a, type(a.__reduce__()[1][0]))
