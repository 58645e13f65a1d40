"""set sizes after each operator"""
import sys, copy, pickle
S = sys.getsizeof
N = (0, 1, 3, 4, 5, 6, 7, 8, 9, 16, 19, 20, 21, 33, 76, 77, 78, 200, 400, 1000)
print("set(range)", [S(set(range(n))) for n in N])
print("frozenset", [S(frozenset(range(n))) for n in N])
print("comp", [S({i for i in range(n)}) for n in N])
print("set(set)", [S(set(set(range(n)))) for n in N])
print("set(dict)", [S(set({i: 1 for i in range(n)})) for n in N])
print("set(keys)", [S(set({i: 1 for i in range(n)}.keys())) for n in N])
print("set(str)", [S(set("abcdefghijklmnopqrstuvwxyz"[:n])) for n in (0, 3, 4, 5, 9, 19, 20, 26)])
print("copy", [S(set(range(n)).copy()) for n in N], [S(copy.copy(set(range(n)))) for n in N])
print("pickle", [S(pickle.loads(pickle.dumps(set(range(n))))) for n in N])
print("|", [S(set(range(n)) | set(range(n, 2 * n))) for n in N])
print("| self", [S(set(range(n)) | set(range(n))) for n in N])
print("|empty", [S(set() | set(range(n))) for n in N], [S(set(range(n)) | set()) for n in N])
print("&", [S(set(range(n)) & set(range(n // 2, 2 * n))) for n in N])
print("-", [S(set(range(n)) - set(range(n // 2))) for n in N], [S(set(range(n)) - set()) for n in N])
print("^", [S(set(range(n)) ^ set(range(n // 2, n + n // 2))) for n in N])
def m(f):
    out = []
    for n in N:
        s = set(range(n)); f(s, n); out.append(S(s))
    return out
print("|=", m(lambda s, n: s.__ior__(set(range(n, 2 * n)))))
print("&=", m(lambda s, n: s.__iand__(set(range(n // 2)))))
print("-=", m(lambda s, n: s.__isub__(set(range(n // 2)))))
print("^=", m(lambda s, n: s.__ixor__(set(range(n // 2, n + 5)))))
print("update list", m(lambda s, n: s.update(list(range(n, 2 * n)))))
print("update dict", m(lambda s, n: s.update({i: 1 for i in range(n, 2 * n)})))
print("update many", m(lambda s, n: s.update([n], (n + 1,), {n + 2})))
print("clear", m(lambda s, n: s.clear()))
def pops(s, n):
    while s: s.pop()
print("pop all", m(pops))
def popadd(s, n):
    while s: s.pop()
    s.add(1)
print("pop all, add", m(popadd))
def disc(s, n):
    for i in range(n): s.discard(i)
    for i in range(n): s.add(-i)
print("discard, add", m(disc))
print("intersection_update", m(lambda s, n: s.intersection_update(range(0, n, 2))))
print("difference_update", m(lambda s, n: s.difference_update(range(0, n, 2))))
print("symmetric_difference_update", m(lambda s, n: s.symmetric_difference_update(range(0, n, 2))))
print("union()", [S(set(range(n)).union(range(n, n + 3), [n + 5])) for n in N])
print("intersection()", [S(set(range(n)).intersection(range(n), range(n))) for n in N], S(set(range(9)).intersection()))
print("difference()", [S(set(range(n)).difference(range(3), {1: 2})) for n in N])
print("frozen ops", [(S(frozenset(range(n)) | {1}), S(frozenset(range(n)) & {1}), S(frozenset(range(n)) - {1}), S(frozenset(range(n)) ^ {1})) for n in (0, 4, 5, 20)])
f = frozenset(range(10))
print(f.copy() is f, frozenset(f) is f, (f | f) is f, (f & f) is f, f.union() is f, f.intersection() is f, f.difference() is f, (f - set()) is f, frozenset() is frozenset(), frozenset([]) is frozenset(), (f - f) is frozenset(), frozenset(()) is frozenset(""))
class FS(frozenset): pass
class ST(set): pass
class SS(set): __slots__ = ()
print(S(FS()), S(FS([1])), S(ST()), S(ST(range(10))), S(SS()), S(SS(range(5))), FS() is FS(), S(FS([1]) | {2}), type(FS([1]) | {2}).__name__, S(ST([1]).copy()), type(ST([1]).copy()).__name__, type(FS([1]).copy()).__name__)
# dummies and rebuild
s = set()
for i in range(1000):
    s.add(i); s.discard(i)
print("add/discard", S(s), len(s))
s = set(range(5)); s.remove(0); s.add(0); s.add(5); print(S(s))
s = set(range(4)); sizes = []
for i in range(4, 400):
    s.add(i)
    if not sizes or sizes[-1][1] != S(s): sizes.append((len(s), S(s)))
print(sizes)
while len(s) > 2: s.pop()
print(S(s), S(set(s)), S(s.copy()), S(s | s), S(frozenset(s)))
print(S({*range(3)}), S({*range(5)}), S({*[1, 2], *[3, 4, 5, 6]}), S({1, 2, 3}), S({1, 2, 3, 4, 5}), S({1, *"ab"}))
