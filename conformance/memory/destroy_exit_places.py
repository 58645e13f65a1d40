"""What dies when the interpreter ends, by where it is kept."""
import sys,gc,weakref,atexit
class T:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n, sys.is_finalizing() if sys else None)
atexit.register(lambda t=T('atexit'): print('atexit'))
m=T('module'); _p=T('underscore'); __d=T('dunder')
class C: c=T('class attr')
def f(x=T('def')): pass
l=[T('l1'),T('l2')]; cyc=[T('cyc')]; cyc.append(cyc)
class I:
    def __init__(s): s.me=s; s.t=T('inst cyc')
i=I()
def g():
    t=T('gen local')
    try: yield
    finally: print('gen fin')
gg=g(); next(gg)
wr=weakref.ref(m,lambda r: print('wr cb'))
weakref.finalize(m, print, 'finalize m')
weakref.finalize(C, print, 'finalize C')
sys.stored=T('sys attr'); 
import builtins; builtins.bt=T('builtins attr')
import math; math.zz=T('math attr')
import types
mod=types.ModuleType('mm'); mod.t=T('mod attr'); sys.modules['mm']=mod; del mod
import threading; loc=threading.local(); loc.t=T('tls')
sys.excepthook=lambda *a: print('hook',a[0].__name__)
1/0
