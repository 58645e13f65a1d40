"""Compared with 3.13: sizes list shrinking."""
import sys
x=list(range(10)); x.append(1); r=[]
while x: del x[0]; r.append(sys.getsizeof(x))
print(r)
x=list(range(10)); r=[]
while x: del x[-1]; r.append(sys.getsizeof(x))
print(r)
x=list(range(10)); r=[]
while x: x.pop(); r.append(sys.getsizeof(x))
print(r)
x=list(range(10)); r=[]
while x: x.remove(x[0]); r.append(sys.getsizeof(x))
print(r)
x=list(range(10)); r=[]
while x: del x[0:1]; r.append(sys.getsizeof(x))
print(r)
x=[1]; x.__delitem__(0); print(sys.getsizeof(x)); x.append(1); print(sys.getsizeof(x))
c=''.join(['d','ef1 x']); print(sys.getrefcount(c)); c=sys.intern(c); print(sys.getrefcount(c)); 
c='abcdef'[3:]; print(sys.getrefcount(c)); c='q w e'[3:]; print(sys.getrefcount(c)); c=sys.intern(c);print(sys.getrefcount(c))
setattr(type('X',(),{}),''.join(['zz','yy']),1)
