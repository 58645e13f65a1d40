"""Compared with 3.13: closing what __anext__, asend, athrow and aclose give, fresh and started, once and again."""
import types, sys, gc
def run(label, f):
    try: print(label, f())
    except BaseException as e: print(label, type(e).__name__, e)
@types.coroutine
def sw(v=None):
    try: return (yield v)
    except BaseException as e:
        print('  sw got', type(e).__name__); raise
@types.coroutine
def stubborn():
    while True:
        try: yield 'x'
        except GeneratorExit: print('  ignored')
def make(kind):
    async def plain():
        try:
            yield 1
            yield 2
        except BaseException as e:
            print('  plain got', type(e).__name__); raise
    async def waits():
        try:
            await sw('w'); yield 1
            await sw('w2'); yield 2
        finally: print('  waits ends')
    async def ign():
        while True:
            try: yield 1
            except GeneratorExit: print('  ign')
    async def stub():
        await stubborn(); yield 1
    async def ret():
        try: yield 1
        except GeneratorExit: return
    return {'plain':plain,'waits':waits,'ign':ign,'stub':stub,'ret':ret}[kind]()
def step(x):
    return x.send(None)
for kind in ('plain','waits','ign','stub','ret'):
    for pre in (0, 1):
        for how in ('anext','asend','athrow','aclose'):
            for started in (0, 1):
                for op in ('close', 'throwG') if started == 0 else ('close',):
                    g=make(kind)
                    lab=(kind,pre,how,started,op)
                    print(lab)
                    for _ in range(pre):
                        z=g.__anext__()
                        run(' pre', lambda: step(z))
                    if pre and kind in('waits',) :
                        run(' pre2', lambda: step(z))
                    x={'anext':lambda: g.__anext__(),'asend':lambda: g.asend(None),'athrow':lambda: g.athrow(ValueError('t')),'aclose':lambda: g.aclose()}[how]()
                    if started: run(' start', lambda: step(x))
                    for again in (0,1):
                        run(' op', {'close':x.close,'throwV':lambda: x.throw(ValueError('v')),'throwG':lambda: x.throw(GeneratorExit),'send':lambda: x.send(None)}[op])
                    print('  ', g.ag_running, g.ag_frame is None, g.ag_await is None)
                    y=g.__anext__()
                    run(' after', lambda: step(y))
                    run(' aclose', lambda: step(g.aclose()))
                    try:
                        y.close(); x.close()
                    except RuntimeError as e: print(e)
                    if kind=='stub':
                        g=None; continue
