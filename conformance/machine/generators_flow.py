"""send, throw, close, yield from, and what generators say of themselves."""


def echo():
    got = None
    while True:
        try:
            got = yield got
        except ValueError as exc:
            got = "caught " + str(exc)
        finally:
            pass


g = echo()
print(next(g), g.send(1), g.send(2), g.throw(ValueError("x")), g.send(3))
print(g.gi_running, g.gi_suspended, g.gi_frame.f_locals["got"])
g.close()
print(g.gi_frame, g.gi_suspended)
for action in (lambda: g.send(1), lambda: next(g), lambda: g.throw(KeyError("k"))):
    try:
        action()
    except (StopIteration, KeyError) as exc:
        print(repr(exc))


def inner():
    try:
        x = yield 1
        print("inner got", x)
        y = yield 2
        print("inner got", y)
    except KeyError as exc:
        print("inner caught", repr(exc))
        yield "after"
    finally:
        print("inner finally")
    return "result"


def outer():
    r = yield from inner()
    print("outer has", r)
    yield r


g = outer()
print(next(g), g.gi_yieldfrom.__name__)
print(g.send("a"))
print(g.throw(KeyError("t")))
print(next(g))
print(list(g))
g = outer()
next(g)
g.close()
print("closed")


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as exc:
    print(exc)


def stops():
    yield 1
    raise StopIteration("inside")


try:
    list(stops())
except RuntimeError as exc:
    print(exc, repr(exc.__cause__))


def itself():
    try:
        next(me)
    except ValueError as exc:
        print(exc)
    yield 1


me = itself()
next(me)
try:
    echo().send(5)
except TypeError as exc:
    print(exc)


def returns():
    return "value"
    yield


try:
    next(returns())
except StopIteration as exc:
    print(exc.value)


def closing():
    try:
        yield 1
    except GeneratorExit:
        return "kept"


g = closing()
next(g)
print(g.close())
print(sum(x * x for x in range(10)), [y for x in range(3) for y in range(x)])


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(3)))


async def awaits():
    return 5


async def main():
    total = await awaits()
    async for x in ticks():
        total += x
    return total + sum([i async for i in ticks()])


async def ticks():
    for i in range(3):
        yield i


c = main()
try:
    c.send(None)
except StopIteration as exc:
    print("coroutine", exc.value)
try:
    c.send(None)
except RuntimeError as exc:
    print(exc)
