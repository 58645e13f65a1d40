"""The queue in native code: its ring, what it shows the collector, how it dies, what it refuses."""
import _queue, queue, sys, gc, weakref, threading
from _queue import SimpleQueue
gc.disable()
print([n for n in vars(_queue) if n != '__file__'], _queue.SimpleQueue is queue.SimpleQueue)
for n,v in vars(SimpleQueue).items(): print(n,type(v).__name__, getattr(v,'__text_signature__',None))
print(SimpleQueue.__basicsize__, SimpleQueue.__weakrefoffset__, SimpleQueue.__dictoffset__, hex(SimpleQueue.__flags__), SimpleQueue.__text_signature__)
q=SimpleQueue(); print(sys.getsizeof(q), q.__sizeof__(), gc.is_tracked(q), gc.get_referents(q))
last=None
for i in range(2000):
    q.put(i)
    s=sys.getsizeof(q)
    if s!=last: print('put',i,s); last=s
for i in range(2000):
    q.get()
    s=sys.getsizeof(q)
    if s!=last: print('get',i,q.qsize(),s); last=s
for i in range(100):
    q.put(i); q.put(i); q.get()
    s=sys.getsizeof(q)
    if s!=last: print('mix',i,q.qsize(),s); last=s
q=SimpleQueue()
a,b,c=[1],[2],[3]
q.put(a);q.put(b);q.put(c); print(gc.get_referents(q)); q.get(); q.put(a); print(gc.get_referents(q))
for i in range(6): q.put([i]); 
print(gc.get_referents(q))
for i in range(5): q.get(); q.put(i)
print(gc.get_referents(q))
gc.collect()
q=SimpleQueue(); q.put(q); r=weakref.ref(q); del q; print(gc.collect(), r())
q=SimpleQueue(); q.put([q]); del q; print(gc.collect())
class D:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
q=SimpleQueue()
for i in range(4): q.put(D(i))
q.get(); q.put(D(4))
del q
q=SimpleQueue(); 
for i in range(3): q.put(D(i))
q.put(q); del q; print(gc.collect())
class S(SimpleQueue): pass
s=S(); s.x=s; s.put(s); print([type(x).__name__ for x in gc.get_referents(s)]); print(sys.getsizeof(s)); del s; print(gc.collect())
def t(f,*a,**k):
    try: print('   ',f(*a,**k))
    except BaseException as e: print('   ',type(e).__module__,type(e).__name__,e)
q=SimpleQueue()
t(SimpleQueue,1); t(SimpleQueue,x=1); t(q.get,False); t(q.get,block=False); t(q.get_nowait); t(q.get,True,-1); t(q.get,timeout=-1); t(q.get,timeout=0); t(q.get,timeout='x'); t(q.get,timeout=0.01); t(q.get,timeout=1e30); t(q.get,False,1e30); t(q.get,timeout=float('nan')); t(q.get,1,2,3); t(q.put); t(q.put,1,2,3,4); t(q.put,item=5,block=True,timeout=None); t(q.get); t(q.put_nowait); t(q.put_nowait,1,2); t(q.put_nowait,item=2); t(q.qsize); t(q.empty); t(q.get,timeout=None); t(q.get, timeout=-0.5, block=False); t(q.qsize,1); t(SimpleQueue.put); t(SimpleQueue.get, 1); t(lambda: SimpleQueue[int])
print(queue.Empty, _queue.Empty is queue.Empty, queue.Empty.__doc__, queue.Empty.__module__, queue.Empty.__mro__)
def m(n,f):
    r=[]
    for k in range(3):
        gc.collect(); a=gc.get_count()[0]; f(); r.append(gc.get_count()[0]-a)
    print(n,r)
m('new',SimpleQueue); m('put',lambda:q.put(1)); m('put kw',lambda:q.put(item=1)); m('get',lambda:q.get()); m('get f', lambda:q.get(False)); m('q',lambda:q.qsize());
def e():
    try: SimpleQueue().get_nowait()
    except queue.Empty: pass
m('empty',e)
print(sys.getrefcount(a)); q.put(a); print(sys.getrefcount(a))
import threading
out=[]
q=SimpleQueue()
th=[threading.Thread(target=lambda: out.append(q.get())) for _ in range(3)]
for x in th: x.start()
for i in range(3): q.put(i)
for x in th: x.join()
print(sorted(out))
print([type(x).__name__ for x in gc.get_referents(SimpleQueue)][:5])
import pickle
t(pickle.dumps, q)
