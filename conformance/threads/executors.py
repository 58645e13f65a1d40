"""ThreadPoolExecutor; asyncio's ways to other threads."""
import asyncio
import contextvars
import threading
import time
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    ThreadPoolExecutor,
    TimeoutError,
    as_completed,
    wait,
)


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except BaseException as e:
        print(type(e).__name__, e)


with ThreadPoolExecutor(4, thread_name_prefix="pool") as pool:
    print(list(pool.map(lambda x: x * x, range(20))))
    futures = [pool.submit(pow, 2, n) for n in range(10)]
    print(sorted(f.result() for f in as_completed(futures)))
    failing = pool.submit(lambda: 1 / 0)
    print(repr(failing.exception()))
    attempt(failing.result)
    names = {pool.submit(lambda: threading.current_thread().name).result() for _ in range(3)}
    print(all(name.startswith("pool_") for name in names))
    slow = pool.submit(time.sleep, 0.05)
    attempt(slow.result, timeout=0.001)
    done, rest = wait([slow, pool.submit(int)], return_when=FIRST_COMPLETED)
    print(len(done) >= 1)
    calls = []
    future = pool.submit(str, 7)
    future.add_done_callback(lambda f: calls.append(f.result()))
    future.result()
print(calls, threading.active_count())
attempt(pool.submit, int)

started = []
with ThreadPoolExecutor(1, initializer=started.append, initargs=("begun",)) as pool:
    gate = threading.Event()
    first = pool.submit(gate.wait)
    second = pool.submit(int)
    print(second.cancel(), second.cancelled())
    gate.set()
    attempt(second.result)
    print(first.result(), started)


def broken():
    raise ValueError("no")


import logging

logging.disable()
with ThreadPoolExecutor(1, initializer=broken) as pool:
    future = pool.submit(int)
    print(type(future.exception()).__name__)

variable = contextvars.ContextVar("variable", default="none")


async def main():
    print(await asyncio.to_thread(lambda a, b: a + b, 3, b=4))
    variable.set("set")
    print(await asyncio.to_thread(variable.get))
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, variable.get))
    print(await asyncio.gather(*(asyncio.to_thread(pow, 2, n) for n in range(8))))
    try:
        await asyncio.to_thread(lambda: {}["key"])
    except KeyError as e:
        print("KeyError", e)
    event = asyncio.Event()
    threading.Thread(target=loop.call_soon_threadsafe, args=(event.set,)).start()
    await asyncio.wait_for(event.wait(), 10)
    print("event")

    async def answer(n):
        await asyncio.sleep(0)
        return n * 2

    def ask():
        return asyncio.run_coroutine_threadsafe(answer(21), loop).result(10)

    print(await asyncio.to_thread(ask))


asyncio.run(main())

# Loops in several threads at once.
results = []


async def count(n):
    async def numbers():
        for i in range(n):
            await asyncio.sleep(0)
            yield i

    return sum([i async for i in numbers()])


threads = [threading.Thread(target=lambda n=n: results.append(asyncio.run(count(n)))) for n in range(5, 10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results))
