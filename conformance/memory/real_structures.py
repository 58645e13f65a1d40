"""real programs: linked lists, trees, graphs with sizes, counts, gc"""
import sys, gc, weakref, collections, itertools, functools
gc.collect(); gc.disable()
class Node:
    __slots__ = ("v", "next", "prev", "__weakref__")
    def __init__(self, v): self.v = v; self.next = self.prev = None
class DL:
    def __init__(self): self.head = self.tail = None; self.n = 0
    def add(self, v):
        x = Node(v)
        if self.tail: self.tail.next = x; x.prev = self.tail
        else: self.head = x
        self.tail = x; self.n += 1; return x
    def __iter__(self):
        x = self.head
        while x: yield x.v; x = x.next
    def remove(self, x):
        if x.prev: x.prev.next = x.next
        else: self.head = x.next
        if x.next: x.next.prev = x.prev
        else: self.tail = x.prev
        self.n -= 1
d = DL(); ns = [d.add(i) for i in range(10)]; print(list(d), sys.getrefcount(ns[3]), sys.getrefcount(ns[0]), sys.getrefcount(d.head)); w = weakref.ref(ns[4]); d.remove(ns[4]); print(sys.getrefcount(ns[4]), w() is ns[4]); ns[4].next = ns[4].prev = None; del ns[4]; print(w()); del ns, d; print(gc.collect())
class Tree:
    count = 0
    def __init__(self, v, parent=None): self.v = v; self.kids = []; self.parent = parent; Tree.count += 1; parent and parent.kids.append(self)
    def __del__(self): Tree.count -= 1
def build(d, p=None, weak=False):
    t = Tree(d, p if not weak or p is None else weakref.proxy(p))
    if weak and p is not None: p.kids.append(t) if t not in p.kids else 0
    for _ in range(2 if d else 0): build(d - 1, t, weak)
    return t
t = build(4); print(Tree.count, sys.getrefcount(t), sys.getrefcount(t.kids[0]), sys.getsizeof(t), sys.getsizeof(t.__dict__), sys.getsizeof(t.kids)); del t; print(Tree.count, gc.collect(), Tree.count)
class WT:
    n = 0
    def __init__(self, p=None): self.kids = []; self._p = weakref.ref(p) if p else None; WT.n += 1; p and p.kids.append(self)
    parent = property(lambda s: s._p and s._p())
    def __del__(self): WT.n -= 1
r = WT(); k = [WT(r) for _ in range(3)]; g = WT(k[0]); print(WT.n, g.parent is k[0], g.parent.parent is r); del r; print(WT.n, k[0].parent); del k; print(WT.n, g.parent); del g; print(WT.n, gc.collect())
G = collections.defaultdict(set)
for a, b in itertools.combinations(range(8), 2):
    if (a * b) % 3: G[a].add(b); G[b].add(a)
print(sys.getsizeof(G), {k: sys.getsizeof(v) for k, v in sorted(G.items())}, sum(map(len, G.values())))
class Event:
    def __init__(self): self.h = []
    def sub(self, f): self.h.append(weakref.WeakMethod(f) if hasattr(f, "__self__") else weakref.ref(f)); return f
    def fire(self, *a):
        self.h = [h for h in self.h if h() is not None]
        return [h()(*a) for h in self.h]
class L:
    def on(self, x): return ("L", x)
e = Event(); l = L(); e.sub(l.on); f = e.sub(lambda x: ("f", x)); print(e.fire(1), len(e.h), sys.getrefcount(l), sys.getrefcount(f)); del l; print(e.fire(2)); del f; print(e.fire(3), len(e.h))
class Pool:
    def __init__(self, mk, n): self.free = [mk() for _ in range(n)]; self.made = n; self.mk = mk
    def get(self):
        if self.free: return self.free.pop()
        self.made += 1; return self.mk()
    def put(self, o): self.free.append(o)
p = Pool(lambda: bytearray(64), 2); a = p.get(); b = p.get(); c = p.get(); ids = {id(a), id(b)}; p.put(a); p.put(b); del a, b; x, y = p.get(), p.get(); print({id(x), id(y)} == ids, p.made, sys.getsizeof(x), sys.getsizeof(p.free), sys.getrefcount(x))
class Undo:
    def __init__(self, n): self.u = collections.deque(maxlen=n); self.r = []
    def do(self, s): self.u.append(s); self.r.clear()
    def undo(self): s = self.u.pop(); self.r.append(s); return s
u = Undo(3); s = [object() for _ in range(5)]; [u.do(o) for o in s]; print([sys.getrefcount(o) for o in s]); u.undo(); u.undo(); print([sys.getrefcount(o) for o in s], len(u.u), sys.getsizeof(u.u), sys.getsizeof(u.r)); u.do(1); print([sys.getrefcount(o) for o in s])
def matmul(a, b): return [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
m = [[i * j for j in range(4)] for i in range(4)]; mm = matmul(m, m); print(mm[3], sys.getsizeof(mm), sys.getsizeof(mm[0]), gc.is_tracked(mm), [sys.getsizeof(x) for x in mm[3]])
tok = "let x = 10 in x + y * ( z - 3 )".split(); print(sys.getsizeof(tok), [sys.getrefcount(t) > 1000 for t in tok], len({id(t) for t in tok}), [t is sys.intern(t) for t in tok])
def parse(ts):
    def expr(i):
        l, i = term(i)
        while i < len(ts) and ts[i] in "+-": op = ts[i]; r, i = term(i + 1); l = (op, l, r)
        return l, i
    def term(i):
        l, i = atom(i)
        while i < len(ts) and ts[i] in "*/": op = ts[i]; r, i = atom(i + 1); l = (op, l, r)
        return l, i
    def atom(i):
        if ts[i] == "(": e, i = expr(i + 1); return e, i + 1
        return ts[i], i + 1
    return expr(0)[0]
ast = parse("a + b * ( c - d )".split()); print(ast, gc.is_tracked(ast)); print(gc.collect(), gc.is_tracked(ast))
cnt = collections.Counter(w for w in "the cat the dog a cat the end".split()); print(cnt.most_common(2), sys.getsizeof(cnt)); text = "word " * 50; idx = {}; [idx.setdefault(w, []).append(i) for i, w in enumerate(text.split())]; print(len(idx), sys.getsizeof(idx["word"]), sys.getsizeof(idx))
class Memo(dict):
    def __missing__(self, n): r = self[n] = n if n < 2 else self[n - 1] + self[n - 2]; return r
f = Memo(); print(f[80], len(f), sys.getsizeof(f), sys.getsizeof(f[80]))
class Cache:
    def __init__(self): self.d = weakref.WeakValueDictionary(); self.miss = 0
    def get(self, k):
        o = self.d.get(k)
        if o is None: self.miss += 1; o = self.d[k] = L()
        return o
c = Cache(); a = c.get(1); b = c.get(1); print(a is b, c.miss, len(c.d), sys.getrefcount(a)); del a, b; print(len(c.d)); c.get(1); print(c.miss, len(c.d))
class VM:
    def __init__(self): self.s = []
    def run(self, code):
        for op, *a in code:
            if op == "push": self.s.append(a[0])
            elif op == "add": self.s.append(self.s.pop() + self.s.pop())
            elif op == "dup": self.s.append(self.s[-1])
        return self.s[-1]
v = VM(); o = [1]; print(v.run([("push", o), ("dup",), ("add",)]), sys.getrefcount(o), sys.getsizeof(v.s), len(v.s))
