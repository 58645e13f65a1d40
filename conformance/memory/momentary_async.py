"""Compared with 3.13: what gc.get_count() shows of objects that live for a moment, when free lists are empty, filled, and after 30 runs."""
import gc
import warnings
gc.disable()
warnings.simplefilter("ignore")

def probe(text, world):
    space = dict(world)
    exec("def s():\n" + "".join("    " + line + "\n" for line in text.split("\n")), space)
    run = space["s"]
    def s():
        try:
            run()
        except Exception as e:
            oops.add(type(e).__name__)
    oops = set()
    gc.collect()
    base = [[] for i in range(200)]
    found = []
    for i in range(2):
        before = gc.get_count()[0]
        s()
        after = gc.get_count()[0]
        found.append(after - before)
    for i in range(30):
        s()
    del base
    gc.collect()
    base = [[] for i in range(200)]
    before = gc.get_count()[0]
    s()
    after = gc.get_count()[0]
    found.append(after - before)
    print(*found, "|", text.replace("\n", "; "), *oops)

def world():
    import types, contextlib, weakref
    @types.coroutine
    def sw(v=None): return (yield v)
    async def co(v=1): return v
    async def co2(v=1): await sw(); return v
    async def ag():
        yield 1
        yield 2
    async def ag2():
        try:
            yield 1
            await sw()
            yield 2
        finally:
            await sw()
    async def over():
        r = []
        async for q in ag(): r.append(q)
        return r
    async def comp(): return [q async for q in ag()]
    async def gcomp(): return [q async for q in (z async for z in ag())]
    async def nested(): return await co()
    async def nested2(): return await co2()
    async def over2():
        async for q in ag2(): pass
    async def anx():
        g = ag()
        await anext(g)
        await g.aclose()
    async def anxd():
        g = ag()
        await anext(g, None)
        await anext(g, None)
        await anext(g, None)
    async def asend():
        g = ag()
        await g.asend(None)
        await g.asend(1)
    async def athrow():
        g = ag()
        await g.asend(None)
        try: await g.athrow(ValueError)
        except ValueError: pass
    async def aclose():
        g = ag()
        await g.aclose()
    async def aclose2():
        g = ag2()
        await g.asend(None)
        await g.aclose()
    class AC:
        async def __aenter__(self): return self
        async def __aexit__(self, *a): return True
    async def awith():
        async with AC() as q: pass
    async def awithe():
        async with AC() as q: raise ValueError
    class Aw:
        def __await__(self): return iter([1, 2])
    async def aw(): await Aw()
    class AI:
        def __init__(self): self.n = 0
        def __aiter__(self): return self
        async def __anext__(self):
            self.n += 1
            if self.n > 2: raise StopAsyncIteration
            return self.n
    async def ai():
        async for q in AI(): pass
    async def raises(): raise ValueError
    async def catches():
        try: await raises()
        except ValueError: pass
    @contextlib.asynccontextmanager
    async def acm(): yield 1
    async def acmw():
        async with acm() as q: pass
    async def brk():
        async for q in ag(): break
    async def val():
        async for q in ag():
            async for z in ag(): pass
    async def dcomp(): return {q: z async for q in ag() for z in (1, 2)}
    async def aret():
        async for q in ag(): return q
    async def aiterf():
        q = aiter(ag()); await anext(q)
    async def tup():
        return (1, 2)
    def run(c):
        try:
            while True: c.send(None)
        except StopIteration as e:
            return e.value
    def step(c):
        try: c.send(None)
        except StopIteration: pass
    return dict(locals())

WORLD = world()
for text in """
q = co(); q.close()
run(co())
run(co2())
run(nested())
run(nested2())
run(tup())
ag()
run(over())
run(comp())
run(gcomp())
run(over2())
run(anx())
run(anxd())
run(asend())
run(athrow())
run(aclose())
run(aclose2())
run(awith())
run(awithe())
run(aw())
run(ai())
run(catches())
run(acmw())
run(brk())
run(val())
run(dcomp())
run(aret())
run(aiterf())
step(ag().__anext__())
step(ag().asend(None))
step(ag().aclose())
q = ag(); z = q.__anext__(); z.close()
q = ag(); z = q.asend(None); z.close()
q = ag(); z = anext(q, 1); step(z.__await__())
q = ag(); step(q.asend(None)); step(q.asend(None))
q = ag(); q.ag_frame
q = co(); q.__await__(); q.close()
q = co(); list(q.__await__()); q.close()
q = co2(); q.send(None); q.close()
q = co2(); q.send(None); q.cr_await; q.close()
q = co2(); q.send(None)\\ntry: q.throw(ValueError)\\nexcept ValueError: pass
""".strip().split("\n"):
    import warnings
    warnings.simplefilter("ignore")
    probe(text.replace("\\n", "\n"), WORLD)
