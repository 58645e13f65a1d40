from observe import *

begin()
try:
    async def ag():
        yield 1
        yield 's'
    async def co(): return [x async for x in ag()]
    try: co().send(None)
    except StopIteration as x: print(len(x.value))
    del ag, co
except Exception as x:
    oops(x)
try:
    x = A()
    a = weakref.finalize(x, print, 'fin', y=2)
    a.detach()
    del x
except Exception as x:
    oops(x)
try:
    KEEP.append(a)
except Exception as x:
    oops(x)
flush()
