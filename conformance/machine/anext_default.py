"""Compared with 3.13: anext with a default, and awaitables of asynchronous generators that nobody awaits."""
import gc, asyncio
async def ag():
    yield 1
async def co(): pass
ag().asend(1)
ag().__anext__()
ag().aclose()
ag().athrow(ValueError)
x = ag().__anext__()
try: x.send(None)
except StopIteration as e: print(repr(e))
co()
async def t():
    a = ag()
    print(await anext(a, 5), await anext(a, 6), await anext(a, 7))
    async for x in ag(): print(x)
    class It:
        def __anext__(self): return self
        def __await__(self): return iter([])
        def __aiter__(self): return self
    print(await anext(It(), 3))
    class It2(It):
        async def __anext__(self): raise StopAsyncIteration
    print(await anext(It2(), 3))
    try: print(await anext(It2()))
    except StopAsyncIteration: print("sai")
    q = anext(a, 7)
    print(type(q), dir(q)[-8:])
    q.close()
    import sys; print(sys.getsizeof(q), gc.is_tracked(q))
    try: await q
    except BaseException as e: print(repr(e))
asyncio.run(t())
