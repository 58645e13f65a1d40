"""Compared with 3.13: at which line a frame stands that an exception has ended."""
def show(f):
    try: f()
    except Exception as ex:
        t=ex.__traceback__.tb_next; l=[]
        while t: l.append((t.tb_frame.f_lineno-t.tb_frame.f_code.co_firstlineno, t.tb_lineno-t.tb_frame.f_code.co_firstlineno, t.tb_frame.f_lasti>=0)); t=t.tb_next
        print(f.__name__, l)
def in_try():
    try:
        1/0
    finally:
        pass
def in_finally_except():
    try:
        1/0
    except:
        pass
    finally:
        1/0
def named():
    try:
        1/0
    except Exception as ex:
        1/0
        pass
def other_except():
    try:
        1/0
    except TypeError as ex:
        pass
class Noop:
    def __enter__(self): return self
    def __exit__(self, *args): pass
def after_with():
    with Noop():
        1/0
        pass
class Fails:
    def __enter__(self): return self
    def __exit__(self, *args):
        raise ValueError
def after_fails():
    with Fails():
        1/0
def raise_in_except():
    try:
        1/0
    except:
        1/0
        pass
def gen():
    try:
        yield 1
    finally:
        x=1
def g():
    it=gen(); next(it); it.throw(ValueError)
def nested():
    try:
        try:
            1/0
        finally:
            y=1
    finally:
        z=2
for f in (in_try,in_finally_except,named,other_except,after_with,after_fails,raise_in_except,g,nested): show(f)
