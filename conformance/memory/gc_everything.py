"""gc: generations, callbacks, freeze, saveall, objects by generation"""
import gc, sys, weakref
gc.collect(); gc.disable()
class N:
    def __init__(self, *a): self.a = a
def count(gen, t): return sum(type(o) is t for o in gc.get_objects(generation=gen))
a = [N() for _ in range(5)]
print([count(g, N) for g in (0, 1, 2)], count(None, N)); gc.collect(0); print([count(g, N) for g in (0, 1, 2)]); b = N(); gc.collect(1); print([count(g, N) for g in (0, 1, 2)]); gc.collect(); print([count(g, N) for g in (0, 1, 2)])
for bad in (3, -1, 5, "x", None, 1.5):
    try: print(bad, type(gc.get_objects(generation=bad)).__name__)
    except Exception as e: print(bad, type(e).__name__, e)
    try: print(gc.collect(bad) if bad is not None else "")
    except Exception as e: print(bad, type(e).__name__, e)
log = []
def cb(phase, info): log.append((phase, info["generation"], info["collected"], info["uncollectable"]))
gc.callbacks.append(cb); x = []; x.append(x); del x; gc.collect(0); gc.collect(1); gc.collect(); print(log); log.clear()
def bad_cb(phase, info): raise ValueError("in callback")
sys.unraisablehook = lambda u: print("unraisable", type(u.exc_value).__name__, u.exc_value, u.err_msg, getattr(u.object, "__name__", u.object))
gc.callbacks.insert(0, bad_cb); gc.collect(); print(log); gc.callbacks.clear(); log.clear()
gc.set_debug(gc.DEBUG_SAVEALL); y = N(); y.me = y; del y; print(gc.collect(), [type(o).__name__ for o in gc.garbage]); gc.set_debug(0); gc.garbage.clear(); print(gc.collect())
print(gc.get_freeze_count()); gc.freeze(); n = gc.get_freeze_count(); print(n > 1000, len(gc.get_objects())); z = N(); z.z = z; print([count(g, N) for g in (0, 1, 2)]); del z; print(gc.collect()); gc.unfreeze(); print(gc.get_freeze_count(), [count(g, N) for g in (0, 1, 2)])
print(gc.get_threshold()); gc.set_threshold(5); print(gc.get_threshold()); gc.set_threshold(5, 6); print(gc.get_threshold()); gc.set_threshold(5, 6, 7); print(gc.get_threshold())
for bad in ((), (1, 2, 3, 4), ("a",), (-1,), (2**31,), (1.5,)):
    try: gc.set_threshold(*bad); print(bad, gc.get_threshold())
    except Exception as e: print(bad, type(e).__name__, e)
gc.set_threshold(2000, 10, 10)
class F:
    def __del__(self): print("finalizer", gc.is_finalized(self), gc.isenabled()); gc.collect()
f = F(); f.f = f; del f; print(gc.collect())
class R:
    keep = []
    def __del__(self): R.keep.append(self)
r = R(); r.r = r; del r; print(gc.collect(), len(R.keep), gc.is_finalized(R.keep[0]), gc.is_tracked(R.keep[0])); R.keep.clear(); print(gc.collect(), len(R.keep))
r = R(); s = N(); r.s = s; s.r = r; w = weakref.ref(s); del r, s; print(gc.collect(), w(), R.keep[0].s.r is R.keep[0]); R.keep.clear(); print(gc.collect())
st = gc.get_stats(); print(len(st), sorted(st[0]), st[2]["uncollectable"])
gc.set_debug(gc.DEBUG_STATS | gc.DEBUG_LEAK); print(gc.get_debug(), gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK, gc.DEBUG_STATS); gc.set_debug(0)
print(gc.is_tracked(gc), gc.garbage is gc.garbage, gc.callbacks is gc.callbacks, type(gc.callbacks).__name__)
gc.enable(); c0 = gc.get_count()[0]; l = [[] for _ in range(10)]; print(gc.get_count()[0] - c0); del l; print(gc.get_count()[0] - c0)
for make in (lambda: [], lambda: {}, lambda: (1, []), lambda: set(), lambda: N(), lambda: (lambda: 0), lambda: (i for i in ()), lambda: 5.5, lambda: "a" * 50, lambda: object(), lambda: N().__init__, lambda: iter([]), lambda: ValueError(), lambda: frozenset([1, 2]), lambda: slice(1, 2), lambda: range(3), lambda: type("T", (), {}), lambda: weakref.ref(N), lambda: super(N, b), lambda: property(), lambda: memoryview(b""), lambda: {1: []}, lambda: {1: 2}, lambda: [1, 2, 3], lambda: (1, 2, len("")), lambda: bytearray(5)):
    make(); gc.collect(); a = gc.get_count()[0]; r = make(); b2 = gc.get_count()[0]; del r; c = gc.get_count()[0]; print(b2 - a, c - a, end="; ")
print()
