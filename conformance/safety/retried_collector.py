"""What fails for want of memory is tried again and gives what it would have given: garbage, finalizers and deep structures."""
import sys
import gc, sys, weakref
def attempt(f, *a):
    try:
        return f(*a)
    except MemoryError:
        return f(*a)
out = []
class N:
    alive = 0
    def __init__(self): N.alive += 1; self.me = self; self.kids = []
    def __del__(self): N.alive -= 1
def ring(n):
    a = [N() for _ in range(n)]
    for i, x in enumerate(a): x.next = a[i - 1]
    return len(a)
def check(name, f, *a):
    r = attempt(f, *a)
    attempt(out.append, attempt(lambda: "%s %r" % (name, r)))
def full():
    gc.collect()
    return N.alive, gc.garbage
def deep():
    x = None
    for i in range(500): x = [x]
    y = ()
    for i in range(500): y = (y,)
    return None
def refs():
    l = [1]; d = {"a": l}
    return len(gc.get_referrers(l)) > 0, gc.get_referents(d), gc.is_tracked(l), sys.getrefcount(l) > 1, sys.getsizeof(d) > 0
def gens():
    def g():
        try: yield [1]; yield 2
        finally: gone = [1]
    a = [g() for _ in range(20)]
    for x in a: next(x)
    return len(a), all(x.close() is None for x in a)
for i in range(3):
    check("ring", ring, 30); check("full", full); check("deep", deep); check("refs", refs); check("gens", gens); check("full", full)
check("objs", lambda: len(gc.get_objects()) > 100)
check("stats", lambda: len(gc.get_stats()))
text = attempt(lambda: "\n".join(out) + "\n")
try:
    sys.stdout.write(text)
except MemoryError:
    pass
