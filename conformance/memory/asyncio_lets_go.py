"""Exceptions of tasks go with the last name for them: no frame of a future keeps them in a cycle."""
import asyncio
import gc

gc.collect()
gc.disable()


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


async def fail(held):
    raise ValueError(held.name)


async def nested(held):
    await asyncio.sleep(0)
    await fail(held)


async def main():
    for work in (fail, nested):
        task = asyncio.create_task(work(Noisy(work.__name__)))
        try:
            await task
        except ValueError as error:
            print("caught", error)
        del task
        print("let go")
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError(Noisy("argument")))
    try:
        await future
    except ValueError as error:
        print("future", type(error).__name__)
    del future
    print("let go")
    results = await asyncio.gather(fail(Noisy("g1")), nested(Noisy("g2")), return_exceptions=True)
    print([type(r).__name__ for r in results])
    del results
    print("let go")


asyncio.run(main())
print("end")
