"""dict sizes by source"""
import sys, json, collections, copy, pickle, types
S = sys.getsizeof
def kw(**k): return k
def kw2(a=1, **k): return k
def loc(a, b, c, d, e, f): return locals()
print([S(kw(**{"k%d" % i: i for i in range(n)})) for n in (0, 1, 2, 5, 6, 8, 9, 10, 11, 12, 17, 22, 43, 44)])
print([S(dict(**{"k%d" % i: i for i in range(n)})) for n in (0, 1, 5, 6, 10, 11, 21, 22, 43)])
print([S(dict(zip(range(n), range(n)))) for n in (0, 1, 5, 6, 10, 11, 21, 22, 43)])
print([S(dict([(i, i) for i in range(n)])) for n in (0, 1, 5, 6, 10, 11, 21, 22, 43)])
print([S(dict.fromkeys(range(n))) for n in (0, 1, 5, 6, 10, 11, 21, 22, 43)])
print([S(dict.fromkeys("abcdefghijklmnopqrstuvwxyz"[:n])) for n in (0, 1, 5, 6, 10, 11, 21, 22, 26)])
print([S(dict.fromkeys(set(range(n)))) for n in (0, 1, 5, 6, 10, 11, 21, 22, 43)])
print([S(dict.fromkeys({i: 1 for i in range(n)})) for n in (0, 1, 5, 6, 10, 11, 21, 22, 43)])
print([S({i: i for i in range(n)}) for n in (0, 1, 5, 6, 10, 11, 21, 22, 43)])
print([S({str(i): i for i in range(n)}) for n in (0, 1, 5, 6, 10, 11, 21, 22, 43)])
base = [{i: i for i in range(n)} for n in (0, 1, 5, 6, 10, 11, 21, 22, 43)]
print([S({**d}) for d in base], [S({**d, "x": 1}) for d in base], [S({"x": 1, **d}) for d in base])
print([S(d | d) for d in base], [S(d | {"y": 1}) for d in base], [S({} | d) for d in base], [S({"a": 1} | d) for d in base])
print([S(d.copy()) for d in base], [S(dict(d)) for d in base], [S(copy.copy(d)) for d in base], [S(copy.deepcopy(d)) for d in base])
print([S(pickle.loads(pickle.dumps(d))) for d in base])
print([S(json.loads(json.dumps(d))) for d in base])
def upd(d, e):
    d = dict(d); d.update(e); return S(d)
print([upd({}, d) for d in base], [upd({1: 2}, d) for d in base], [upd(d, {"z": 1}) for d in base], [upd(d, [("z", 1)]) for d in base])
def ior(d, e): d |= e; return S(d)
print([ior({}, d) for d in base], [ior({"q": 1}, d) for d in base])
for n in (6, 11, 22, 44, 100):
    d = {i: i for i in range(n)}
    a = S(d)
    d.popitem(); b = S(d)
    while len(d) > 1: d.popitem()
    c = S(d); e = S(d.copy()); f = S(dict(d)); g = S({**d})
    d["new"] = 1; h = S(d)
    d.clear(); i = S(d)
    d[1] = 1
    print(n, a, b, c, e, f, g, h, i, S(d))
for n in (6, 11, 22, 44, 100):
    d = {"s%d" % i: i for i in range(n)}
    a = S(d)
    for k in list(d)[1:]: del d[k]
    b = S(d), S(d.copy())
    d[5] = 5
    c = S(d)
    for k in range(20): d[k] = k; del d[k]
    print(n, a, b, c, S(d), S(dict(d)), len(d))
print(S(loc(1, 2, 3, 4, 5, 6)), S(kw2(1, 2) if False else {}), S(vars(types)) > 100)
d = {}
d.setdefault("a", 1); print(S(d)); d.setdefault(1, 1); print(S(d))
print(S(collections.Counter("abcabc")), S(collections.Counter()), S(collections.Counter({"a": 1}) + collections.Counter(b=2)), S(collections.Counter("abc") - collections.Counter("a")))
print(S(collections.OrderedDict(a=1)), S(collections.OrderedDict([(i, i) for i in range(10)])), S(collections.OrderedDict.fromkeys("abcdefgh")), S(collections.OrderedDict({1: 2}) | {3: 4}))
print(S(collections.defaultdict(int, a=1)), S(collections.defaultdict(int, {i: i for i in range(6)})), S(collections.defaultdict(int).copy()))
class D(dict): pass
class DS(dict): __slots__ = ()
print(S(D()), S(D(a=1)), S(D({i: i for i in range(6)})), S(D.fromkeys("abc")), S(DS()), S(DS(a=1)), S(DS.fromkeys(range(9))), S(D(a=1).copy()), S(D(a=1) | {}))
d = {i: i for i in range(5)}; d2 = {i: i for i in range(5)}; d2.pop(0)
print(S(d), S(d2), S(d & d2 if False else d.keys() & d2.keys()), S(d.items() | d2.items()), S(d.keys() ^ d2.keys()), S(d.keys() - d2))
