"""Compared with 3.13: the threshold from which a statement no longer runs into a collection, cold and with filled free lists: how many
objects of the collector live at most where it looks."""
from statements import *


def peak(text, world):
    space = dict(world)
    exec("def s():\n" + "".join("    " + line + "\n" for line in text.split("\n")), space)
    s = space["s"]
    res=[]
    for warm in range(2):
        for k in range(1, 60):
            gc.disable(); gc.collect()
            base = [[] for i in range(200)]
            if warm: del base
            gc.collect(0)
            gc.set_threshold(k, 1000, 1000)
            c = gc.get_count()[1]
            gc.enable()
            try: s()
            except Exception: pass
            gc.disable()
            n = gc.get_count()[1] - c
            base = None
            if not n:
                break
        res.append(k-1)
    gc.set_threshold(2000, 10, 10)
    sys.stdout.write(repr(res)+ " | " + text.replace("\n","; ") + "\n")


OWN = r'''
ct.most_common(1)
weakref.finalize(a, int).detach()
weakref.finalize(a, int).peek()
weakref.finalize(a, int).alive
f * 2
threading.Lock()
with threading.Lock(): pass
threading.RLock()
'''

gc.collect()
gc.freeze()
for statement in each(COMMON, OWN):
    peak(statement, globals())
