"""exceptions, tracebacks, frames: lifetimes"""
import sys, gc, weakref, traceback
gc.disable()
class T:
    def __init__(self, n): self.n = n
    def __del__(self): print("  del", self.n)
def f(n):
    t = T(n); raise ValueError(n)
print("1"); 
try: f("a")
except ValueError: print("  in")
print("2")
try: f("b")
except ValueError as e: saved = e
print("  after"); saved.__traceback__ = None; print("  tb gone"); saved = None
print("3")
try:
    try: f("c")
    except ValueError: f("d")
except ValueError as e: print("  ctx", e.__context__ is not None); e.__context__ = None; print("  ctx cleared")
print("4")
try:
    try: f("e")
    except ValueError as e: raise KeyError from e
except KeyError as k: print("  cause", type(k.__cause__).__name__); k.__cause__ = None; print("  cause none", k.__context__ is not None)
print("5")
try:
    try: f("g")
    finally: print("  finally")
except ValueError: print("  handler")
print("6")
def g():
    t = T("gen")
    try: yield 1
    except GeneratorExit: print("  exit"); raise
    finally: print("  fin")
x = g(); next(x); x.close(); print("  closed"); del x
x = g(); next(x)
try: x.throw(RuntimeError)
except RuntimeError: print("  thrown")
del x
print("7")
def h():
    try: return T("ret")
    finally: print("  finally")
h()
print("8"); 
def k():
    for i in range(2):
        t = T(i)
        try: continue
        finally: print("  fin", i)
k()
print("9")
try: f("tb")
except ValueError as e: tb = e.__traceback__; fr = tb.tb_next.tb_frame
print("  kept", fr.f_locals["n"]); fr.clear(); print("  cleared"); del fr, tb
print("10")
def cyc():
    try: f("cyc")
    except ValueError as e: err = e
cyc(); print("  cycle"); print(gc.collect() > 0)
print("11")
class CM:
    def __enter__(self): self.t = T("cm"); return self
    def __exit__(self, *a): print("  exit", a[0] and a[0].__name__); return True
with CM(): f("h")
print("  swallowed")
print("12")
import contextlib
with contextlib.suppress(ValueError): f("sup")
print("  ok")
@contextlib.contextmanager
def cm():
    t = T("cmgen")
    try: yield t
    finally: print("  cm fin")
with cm() as t: print("  body")
del t
with contextlib.ExitStack() as st: st.callback(print, "  cb"); st.enter_context(cm()); t2 = T("stk")
del t2; st = None
print("13"); print(sys.exc_info())
try: 1 / 0
except ZeroDivisionError: print(sys.exc_info()[0].__name__, sys.exception().args)
print(sys.exc_info()[0], sys.exception())
print("14")
try:
    raise ExceptionGroup("g", [ValueError(T("eg1")), KeyError(T("eg2"))])
except* ValueError as e: print("  v", len(e.exceptions))
except* KeyError as e: print("  k")
print("15")
class E(Exception):
    def __init__(self, t): self.t = t
    def __del__(self): print("  E del")
try: raise E(T("attr"))
except E: pass
try: raise E(T("attr2"))
except E as e: e2 = e
del e2; print("16")
def deep(n):
    t = T("deep%d" % n)
    if n: deep(n - 1)
    else: raise IndexError
try: deep(2)
except IndexError: print("  handled")
print("17")
def reraise():
    try: f("re")
    except ValueError as e:
        e.add_note("x"); raise
try: reraise()
except ValueError as e: print("  note", e.__notes__)
print("18"); s = traceback.TracebackException.from_exception(ValueError("x")); print(str(s)); 
try: f("tbe")
except ValueError as e: s = traceback.TracebackException.from_exception(e, capture_locals=True)
print("  captured", "n" in s.stack[1].locals); print("19")
def unr():
    class B:
        def __del__(self): raise ValueError("boom")
    b = B()
sys.unraisablehook = lambda u: print("  hook", u.exc_type.__name__, u.err_msg, u.object.__qualname__, u.exc_traceback.tb_lineno > 0)
unr(); print("20")
try:
    try: raise ValueError(1)
    finally: t = T("f"); del t; raise KeyError(2)
except KeyError as e: print("  ", repr(e.__context__))
lst = []
def add():
    try: f("loop")
    except ValueError as e: lst.append(e)
add(); add(); print("  two", len(lst)); lst.clear(); print("  cleared")
