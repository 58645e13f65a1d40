"""A text stream holds what it has not written yet."""
import sys
s='some text '+str(len(sys.argv)); n=sys.getrefcount(s)
sys.stdout.write(s); print(sys.getrefcount(s)-n); sys.stdout.write(s); print(sys.getrefcount(s)-n); sys.stdout.flush(); print(sys.getrefcount(s)-n)
t='é€'+s; n=sys.getrefcount(t); sys.stdout.write(t); print(sys.getrefcount(t)-n); sys.stdout.write(s*2000); print(sys.getrefcount(s)-n)
b=sys.getallocatedblocks(); b=sys.getallocatedblocks(); print('x'*len(s)); print(sys.getallocatedblocks()-b); 
