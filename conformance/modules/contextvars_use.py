"""contextvars: values, tokens, contexts, messages."""
import re
import contextvars as c, sys, gc
print(c.copy_context.__text_signature__, c.Token.MISSING, type(c.Token.MISSING))
def e(f,*a,**k):
    try: print(re.sub('0x[0-9a-f]+', 'ADDR', str(f(*a,**k))))
    except BaseException as x: print(type(x).__name__, re.sub('0x[0-9a-f]+', 'ADDR', str(x))[:100])
V=c.ContextVar
e(V);e(V,1);e(V,'a',1);e(V,'a',x=1);e(V,'a',default=3)
v=V('v'); w=V('w',default=[1])
e(v.get);e(v.get,5);e(w.get);e(w.get,7);t=v.set(3);e(v.get);print(t.var is v, t.old_value);print(repr(t)[:20]);v.reset(t);e(v.get);e(v.reset,t);e(v.reset,3);e(w.reset,v.set(1))
x=c.copy_context();print(len(x), v in x, x[v]);e(lambda:x[w]);e(lambda:x[1]);e(lambda:1 in x);print(x.get(w,9),x.get(w));e(x.get,1);print(list(x)==[v],list(x.items())==[(v,1)],list(x.values()),list(x.keys())==[v])
def f(a,b=2): v.set(99); return a,b,v.get()
e(x.run,f,1,b=5);print(x[v],v.get());e(x.run);e(lambda:x.run(x.run,f,1))
tt=x.run(v.set,4); e(v.reset,tt)
e(c.Context,1); print(c.Context()==c.Context(), x==x.copy(), x==1, x!=x.copy()); e(hash,x); e(hash,t) ; e(c.Token); print(V[int], c.Token[int])
e(lambda: c.ContextVar('q').name); 
try: v.name=3
except AttributeError as x: print(x)
class S: pass
e(lambda: type('T',(V,),{})); e(lambda: type('T',(c.Context,),{}))
print(gc.is_tracked(v), gc.is_tracked(t), gc.is_tracked(c.Context()), gc.is_tracked(c.Token.MISSING)); print(sys.getsizeof(v),sys.getsizeof(t),sys.getsizeof(c.Context()))
