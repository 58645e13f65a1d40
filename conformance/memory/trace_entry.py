"""What is made on entry to a function is told by its caller's frame."""
import tracemalloc


def outer(x):
    def inner():
        return x
    return inner


def makes(y):
    y = [lambda: y]
    yield y


async def waits():
    pass


def own():
    z = 1
    [lambda: z]
    return [lambda: i for i in range(2)][1]


def told(object):
    print([frame.lineno for frame in tracemalloc.get_object_traceback(object)])


tracemalloc.start(8)
cell = outer(0).__closure__[0]
told(cell)
gen = makes(1)
told(gen)
held = next(gen)
told(held[0].__closure__[0])
coroutine = waits()
told(coroutine)
coroutine.close()
told(own().__closure__[0])
told(own())
