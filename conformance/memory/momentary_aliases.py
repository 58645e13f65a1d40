"""What aliases and unions count while their parameters are looked for."""
import gc
gc.disable()
def m(n,f):
    r=[]
    for k in range(3):
        if k!=1: gc.collect()
        a=gc.get_count()[0]
        try: f()
        except Exception as e: e=None
        b=gc.get_count()[0]; r.append(b-a)
    print(n,r)
u=list[int]|None
v=int|str
w=list[int]|dict[str,int]
m('new',lambda: list[int]|None)
m('idx',lambda: u[1])
m('slice',lambda: u[1:])
m('idx v',lambda: v[1])
m('fresh idx',lambda: (list[int]|None)[1])
m('fresh slice',lambda: (list[int]|None)[1:])
m('fresh v',lambda: (int|str)[1])
m('params',lambda: (list[int]|None).__parameters__)
m('ga params',lambda: list[int].__parameters__)
m('ga idx',lambda: list[int][1])
m('repr',lambda: repr(u))
m('repr2',lambda: repr(list[int]))
m('repr3',lambda: repr(int|None))
m('w',lambda: (list[int]|dict[str,int])[0])
g=list[int]
m('getattr type',lambda: getattr(list,'zzz',None))
m('getattr ga',lambda: getattr(g,'zzz',None))
m('getattr ga dunder',lambda: getattr(g,'__typing_subst__',None))
m('ga params2',lambda: dict[str,g].__parameters__)
m('ga idx2',lambda: g[1])
m('hasattr',lambda: hasattr(g,'zzz'))
m('tuple arg',lambda: list[(int,)].__parameters__)
m('tuple arg',lambda: list[3].__parameters__)
m('fresh ga idx',lambda: list[int][1])
def f():
    try: g[1]
    except TypeError as e: return str(e)
m('msg',f)
m('raise', lambda: int('x'))
