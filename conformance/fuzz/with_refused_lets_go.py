from observe import *
import weakref
class A: pass
def f():
    try:
        with A(): pass
    except TypeError as e: pass
    gens()
begin()
f()
flush()
