"""Closing a generator that nothing guards drops its frame at once; its code stays readable in any case."""
import sys
def a():
    x=1
    yield 1
def b():
    try: yield 1
    except GeneratorExit: print("b exit"); raise
def c():
    with open('/dev/null') as f: yield f
def d():
    for i in range(3): yield i
    try: pass
    finally: pass
def e():
    try:
        1/0
    except ZeroDivisionError:
        yield 5
async def f():
    yield 1
for k in (a,b,c,d,e):
    g=k(); v=next(g); print(k.__name__, g.close(), g.gi_frame, g.gi_code is k.__code__)
    if k is c: print(v.closed)
