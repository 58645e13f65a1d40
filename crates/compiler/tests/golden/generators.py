def f(x):
    y = yield
    z = yield from x
    try:
        yield y
    finally:
        yield z
    return 1
async def g(x):
    return [await y async for y in x]
