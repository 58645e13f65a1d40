def f(a, b):
    with a as x, b:
        g(x)
    with (a, b) as (p, q):
        pass
async def h(a):
    async with a as b:
        await b
    async for c in b:
        yield c
