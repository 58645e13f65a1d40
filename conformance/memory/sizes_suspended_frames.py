"""generators by locals and stack depth; coroutines; frames; code; tracebacks"""
import sys, types, asyncio, inspect
S = sys.getsizeof
def mk(n, depth=0, kind="yield"):
    body = "def g(%s):\n" % ", ".join("a%d" % i for i in range(n))
    body += " yield " + ("[" * depth + "]" * depth if False else "+".join(["1"] * 1)) + "\n"
    d = {}; exec(body, d); return d["g"]
print([S(mk(n)(*range(n))) for n in range(8)])
def g0(): yield
def g1(): x = yield
def g2(): x = 1; y = 2; yield x + y
def g3(): yield from ()
def g4():
    for i in range(3): yield i
def g5():
    with open(__file__) as f: yield f
def g6():
    try: yield
    except ValueError: pass
    finally: pass
def g7(): yield f(1, 2, 3, 4, 5, 6)
def g8(): yield f(1, f(2, f(3, f(4, 5))))
def g9(): yield [1, 2, 3, 4, 5, 6, 7, 8]
def g10(): yield [a for a in b]
def g11(): yield {a: b for a in b}
def g12(): yield (a for a in b)
def g13(): yield lambda: 1
def g14(x):
    def inner(): return x
    yield inner
def g15(*a, **k): yield a, k
def g16(a, b=1, *, c=2): yield
def g17():
    for i in a:
        for j in b:
            for k in c: yield
def g18(): yield f"{a}{b}{c}"
def g19(): yield a < b < c
def g20(): yield a if b else c
def g21():
    match a:
        case [x, *y]: yield
        case {"k": v}: yield
def g22(): x, *y = yield
def g23(): yield f(*a, **k)
def g24(): yield f(a=1, b=2, c=3)
def g25(): yield a[b:c:d]
def g26(): yield a and b or c
def g27(): global q; q = yield
def g28(): import os; yield os
def g29(): from os import path as p, sep; yield
def g30(): del x; yield
def g31():
    while True:
        if (yield): break
def g32(): assert a, b; yield
def g33(): raise a from b; yield
def g34():
    class C: pass
    yield C
def g35(): yield super().x
def g36(self): yield super().x
def g37(): x: int = 1; yield
def g38():
    try: pass
    except* ValueError: pass
    yield
def g39(): yield (yield (yield))
for i in range(40):
    f_ = globals()["g%d" % i]
    c = f_.__code__
    n = c.co_argcount
    try: g = f_(*range(n))
    except TypeError: g = f_()
    print(i, S(g), c.co_stacksize, c.co_nlocals, len(c.co_cellvars), len(c.co_freevars), c.co_flags)
async def c0(): pass
async def c1(): await c0()
async def c2():
    async with a as b: pass
async def c3():
    async for x in y: pass
async def c4(): return [x async for x in y]
async def c5(): return [await x for x in y]
async def a0(): yield
async def a1():
    x = yield 1
    await c0()
for f_ in (c0, c1, c2, c3, c4, c5, a0, a1):
    o = f_(); print(f_.__name__, type(o).__name__, S(o), f_.__code__.co_stacksize, f_.__code__.co_flags)
    if hasattr(o, "close"): o.close()
print(S(c1().__await__() if 0 else 0), S((x for x in [])), S((x + y for x in [] for y in [])), S((x for x in [] if x)), S((lambda: (yield))()))
ag = a0(); an = ag.__anext__(); print(S(an), S(ag.asend(None)), S(ag.athrow(ValueError)), S(ag.aclose())); an.close()
def frames():
    f = sys._getframe(); return f
f_ = frames(); print(S(f_), S(f_.f_locals), S(f_.f_globals) > 100, S(f_.f_code))
def deep(a, b, c, d, e): x = y = z = 1; return sys._getframe()
print(S(deep(1, 2, 3, 4, 5)), S(sys._getframe()))
try: 1 / 0
except Exception as e: print(S(e), S(e.__traceback__), S(e.__traceback__.tb_frame))
def fn(a, b=1, *c, d=2, **e): "doc"; return a
print(S(fn), S(fn.__code__), S(fn.__defaults__), S(fn.__kwdefaults__), S(fn.__dict__), S(fn.__annotations__), S(fn.__code__.co_code) > 0)
