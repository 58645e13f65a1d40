"""An event loop of asyncio: tasks, waiting, cancelling, queues; the pair of sockets that wakes it."""
import asyncio
import os
import socket


async def worker(name, queue, seen):
    while True:
        item = await queue.get()
        await asyncio.sleep(0.001)
        seen.append(item)
        queue.task_done()


async def slow():
    try:
        await asyncio.sleep(30)
    finally:
        print("slow ends")


async def fails():
    raise ValueError("wrong")


async def main():
    queue, seen = asyncio.Queue(), []
    workers = [asyncio.create_task(worker(n, queue, seen)) for n in "abc"]
    for number in range(10):
        queue.put_nowait(number)
    await queue.join()
    for task in workers:
        task.cancel()
    print(await asyncio.gather(*workers, return_exceptions=True))
    print(sorted(seen))
    try:
        async with asyncio.timeout(0.01):
            await slow()
    except TimeoutError as error:
        print("timeout", repr(error))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(slow())
            group.create_task(fails())
    except* ValueError as error:
        print(repr(error))
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    r, w = os.pipe()
    loop.add_reader(r, lambda: future.set_result(os.read(r, 10)))
    loop.call_later(0.005, os.write, w, b"ready")
    print(await asyncio.wait_for(future, 5))
    loop.remove_reader(r)
    os.close(r)
    os.close(w)
    lock, order = asyncio.Lock(), []

    async def enter(n):
        async with lock:
            order.append(n)
            await asyncio.sleep(0)

    await asyncio.gather(*map(enter, range(3)))
    print(order)
    return "done"


print(asyncio.run(main()))
a, b = socket.socketpair()
with a, b:
    a.sendall(b"across")
    print(b.recv(100), a.family.name, a.type.name)
    b.setblocking(False)
    try:
        b.recv(1)
    except BlockingIOError as error:
        print(error)
    b.settimeout(0.01)
    try:
        b.recv(1)
    except TimeoutError as error:
        print(error, b.gettimeout())
    a.close()
    print(b.recv(1), a.fileno())
